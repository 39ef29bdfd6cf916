"""kit.gradebook.city: many groups from one list, all problems at once, all groups or none."""

from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from kit.cli import main
from kit.errors import Problems
from kit.gradebook import city
from kit.gradebook.city import found_all, read_list
from kit.gradebook.course import Person, found
from kit.roster import read_roster, secret, sign_in
from kit.workspace import Workspace

GOOD = """\
Danh sách học viên của đảng bộ
Tổ;Họ và tên;Vai trò;Đơn vị
Chi bộ 1;Nguyễn Thị Hòa;;Đảng bộ phường A
;Trần Văn Khác;Báo cáo viên;
Chi bộ Số Hai;Lê Văn Bình;học viên;
chi bộ  1;Phạm Thị Chi;bí thư;
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "danh-sach.csv"
    file.write_text(text, encoding="utf-8-sig")
    return file


def test_a_list_becomes_groups(tmp_path: Path) -> None:
    """Merged cells, a title above, the same group in two places; somebody is there to grade."""
    first, second = read_list(written(tmp_path, GOOD))
    assert (first.name, first.id, first.unit) == ("Chi bộ 1", "chi-bo-1", "Đảng bộ phường A")
    assert [(p.name, p.role) for p in first.everybody()] == [
        ("Nguyễn Thị Hòa", "learner"), ("Trần Văn Khác", "trainer"), ("Phạm Thị Chi", "secretary")
    ]  # fmt: skip
    assert [(p.name, p.role) for p in second.everybody()] == [
        ("Lê Văn Bình", "learner"), ("Báo cáo viên", "trainer")
    ]  # fmt: skip


def test_excel_and_numbers_in_place_of_names(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active
    for row in (
        ("Chi bộ", "Số học viên"), ("Chi bộ 7", 60), ("Chi bộ 8", 3), ("Tổng công ty Điện", 20),
        ("Tổng", 83), ("Tổng 3 nhóm", 83), ("Tổng học viên", 83), ("Tổng toàn phường:", 83),
    ):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "so.xlsx")
    groups = read_list(tmp_path / "so.xlsx")
    assert [(group.id, len(group.everybody())) for group in groups] == [
        ("chi-bo-7", 61), ("chi-bo-8", 4), ("tong-cong-ty-dien", 21)
    ]  # fmt: skip


def test_totals_signatures_and_a_second_row_of_heads_are_nobody(tmp_path: Path) -> None:
    """An office is no role, and a number in front of a name none of it."""
    text = (
        "STT,Tổ,Họ và tên,Ngày sinh,,Chức vụ\n,,,Nam,Nữ,\n1,Tổ A,1. An  Văn,1950,,Bí thư\n"
        "2,,Bình Thị,,1960,Phó Bí thư\n,Tổng cộng: 2,,,,\n,,Tổng cộng: 2 đảng viên,,,\n"
        ",,,,,BÍ THƯ\n"
    )
    passed: list[str] = []
    (group,) = read_list(written(tmp_path, text), passed.append)
    assert passed == ["Nam Nữ", "Tổng cộng: 2", "Tổng cộng: 2 đảng viên", "BÍ THƯ"]
    assert group.people == [Person("An Văn"), Person("Bình Thị")]


@pytest.mark.parametrize(
    "text",
    [
        "STT,Tổ,Họ đệm,Tên\n1,Tổ A,Nguyễn Thị,Hòa\n2,,Trần  Văn,Khác\n3,Tổ B,,An\n",
        # A head over two columns; one that goes on below; one that stands again on the next page.
        "STT,Tổ,Họ và tên (*),\n1,Tổ A,Nguyễn Thị,Hòa\n2,,Trần Văn,Khác\n3,Tổ B,,An\n",
        "STT,Tổ,Họ và tên,\n,,Họ và đệm,Tên\n1,Tổ A,Nguyễn Thị,Hòa\n,,Trần Văn,Khác\n,Tổ B,,An\n",
        "Tổ,Họ,Tên đệm,Tên\nTổ A,Nguyễn,Thị,Hòa\nTổ,Họ,Tên đệm,Tên\n,Trần,Văn,Khác\nTổ B,,,An\n",
    ],
)  # fmt: skip
def test_a_name_may_stand_in_several_columns(tmp_path: Path, text: str) -> None:
    passed: list[str] = []
    groups = read_list(written(tmp_path, text), passed.append)
    assert passed == []
    assert {group.name: [one.name for one in group.people] for group in groups} == {
        "Tổ A": ["Nguyễn Thị Hòa", "Trần Văn Khác"], "Tổ B": ["An"],
    }  # fmt: skip


def test_namesakes_of_one_group_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those of two groups are not: each is alone with the name there."""
    text = "Tổ,Họ đệm,Tên\nTổ A,Lê Văn,An\n,Lê Văn,Bình\n,lê văn,an\nTổ B,Lê Văn,Bình\n"
    file = str(written(tmp_path, text))
    with pytest.raises(SystemExit) as ended:
        main(["new", str(tmp_path), "--from", file, "--slips", str(tmp_path / "phieu")])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "1 họ tên có hơn một người trong cùng một tổ: Lê Văn An (2 người, Tổ A)." in said


def test_everything_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = (
        "Tổ,Họ và tên,Vai trò,Số học viên\n,Không Có Tổ,,\nTổ A,An,đội trưởng,\nTổ B,,,không\n"
        "Tổ C,,,\nTổ D,,,5\nTổ D,,,6\ntổ đ,,,2\nTo D,,,2\n"
    )
    with pytest.raises(Problems) as found:
        read_list(written(tmp_path, text))
    assert [(one.code, one.line) for one in found.value.problems] == [
        ("list-no-group", 2), ("list-bad-role", 3), ("list-bad-number", 4), ("list-nobody", 5),
        ("list-number-twice", 7), ("list-same-id", 8), ("list-same-id", 9),
    ]  # fmt: skip
    assert all(one.hint for one in found.value.problems)


@pytest.mark.parametrize("text", ["", "An\nBình\n", "Tổ,Ghi chú\nTổ A,x\n", "Tổ,Họ và tên\n"])
def test_what_is_no_list_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problems):
        read_list(written(tmp_path, text))


def test_every_code_opens_its_own_group_alone(tmp_path: Path) -> None:
    made = found_all(read_list(written(tmp_path, GOOD)), tmp_path, ["bai-1"], ["thi"], Random(1))
    keys = {one.id: secret(one.folder) for one in made}
    for one in made:
        group = Workspace(one.folder).group
        assert (group.id, group.name, group.lessons) == (one.id, one.name, ("bai-1",))
        for slip in one.slips:
            for other in made:
                roster = read_roster(other.folder / "roster.csv")
                member = sign_in(slip.code, roster, keys[other.id])
                assert (member.learner if member else None) == (
                    slip.learner if other is one else None
                )


def test_all_groups_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second group's folder cannot be made: the first is not there either."""
    groups, before = read_list(written(tmp_path, GOOD)), sorted(tmp_path.iterdir())

    def fails(folder: Path, name: str, *rest: object) -> object:
        if name == "Chi bộ Số Hai":
            raise OSError("no room")
        return found(folder, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(city, "found", fails)
    with pytest.raises(OSError, match="no room"):
        found_all(groups, tmp_path, [], [], Random(1))
    assert sorted(tmp_path.iterdir()) == before


def test_a_column_of_secretaries_names_has_no_members(tmp_path: Path) -> None:
    text = "Chi bộ,Họ và tên bí thư,Số học viên\nChi bộ 1,Trần Văn An,42\n"
    (group,) = read_list(written(tmp_path, text))
    assert (group.people, len(group.everybody())) == ([], 43)


def test_a_group_that_is_there_is_not_touched(tmp_path: Path) -> None:
    file, there = written(tmp_path, GOOD), tmp_path / "chi-bo-1"
    there.mkdir()
    with pytest.raises(Problems, match="chi-bo-1"):
        found_all(read_list(file), tmp_path, [], [], Random(1))
    assert not [*there.iterdir()]
    assert not (tmp_path / "chi-bo-so-hai").exists()


def test_the_command_writes_slips_and_table(tmp_path: Path) -> None:
    file, to = written(tmp_path, GOOD), tmp_path / "thanh-pho"
    codes, slips = tmp_path / "ma.csv", tmp_path / "phieu"
    command = ["new", str(to), "--from", str(file), "--codes-to", str(codes)]
    main_ends([*command, "--slips", str(slips), "--address", "http://127.0.0.1:8000/user"], 0)
    rows = codes.read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 + 5
    assert rows[1].startswith("Chi bộ 1,hv-001,Nguyễn Thị Hòa,học viên,")
    assert sorted(file.name for file in slips.iterdir()) == ["chi-bo-1.html", "chi-bo-so-hai.html"]
    assert "http://127.0.0.1:8000/user/chi-bo-1/" in (slips / "chi-bo-1.html").read_text("utf-8")


def test_one_group_is_not_sent_to_the_hub(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, "Tổ,Họ và tên\nTổ A,An Văn\n")
    main_ends(["new", str(tmp_path), "--from", str(file), "--codes-to", str(tmp_path / "ma")], 0)
    said = capsys.readouterr().out
    assert f"kit serve {tmp_path / 'to-a'}" in said
    assert "hub" not in said


def test_the_address_of_one_group_serves_all(tmp_path: Path) -> None:
    file, slips = written(tmp_path, GOOD), tmp_path / "phieu"
    address = "https://hoc.xa.vn/user/chi-bo-so-hai/"
    main_ends(
        ["new", str(tmp_path), "--from", str(file), "--slips", str(slips), "--address", address], 0
    )
    assert "https://hoc.xa.vn/user/chi-bo-1/ " in (slips / "chi-bo-1.html").read_text("utf-8")


def test_codes_need_a_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Thousands of codes on a screen are lost."""
    main_ends(["new", str(tmp_path / "tp"), "--from", str(written(tmp_path, GOOD))], 2)
    assert "--slips" in capsys.readouterr().err
    assert not (tmp_path / "tp").exists()


def main_ends(arguments: list[str], code: int) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert (ended.value.code or 0) == code
