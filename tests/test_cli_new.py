"""``kit new`` and ``kit codes``: slips to print, with codes that are shown this one time."""

import re
import shutil
import stat
import sys
from pathlib import Path

import pytest

from kit import clock
from kit.cli import main
from kit.consent import KEEP_RESULT, ConsentLog
from kit.content import Content
from kit.gradebook.choosing import Choice
from kit.gradebook.course import group_yaml
from kit.roster import read_roster, secret, sign_in
from kit.workspace import Workspace

CONTENT = Content(Path(__file__).parents[1])
ADDRESS = "http://192.168.1.20:8890"


def kit(*arguments: object) -> int:
    """The command's exit code."""
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments)])
    return ended.value.code if isinstance(ended.value.code, int) else 0


@pytest.fixture
def group(tmp_path: Path) -> Path:
    """A group with its slips beside it."""
    folder = tmp_path / "to"
    names = tmp_path / "ten.txt"
    names.write_text("Nguyễn Thị Hòa\nTrần Văn Khác\n", encoding="utf-8")
    done = kit(
        "new", folder, "--name", "Chi bộ 5", "--names", names,
        "--slips", tmp_path / "phieu.html", "--address", f"{ADDRESS}/",
    )  # fmt: skip
    assert done == 0
    return folder


def slips(file: Path) -> dict[str, str]:
    """Name → code of each slip."""
    page = file.read_text("utf-8")
    found = re.findall(r'class="name">(.*?)</p>.*?class="code">(.*?)</p>', page)
    return {name: code for name, code in found}


def test_each_slip_signs_its_owner_in(
    capsys: pytest.CaptureFixture[str], group: Path, tmp_path: Path
) -> None:
    """The codes are nowhere else: not on the screen, and on disk as hashes alone."""
    codes = slips(tmp_path / "phieu.html")
    roster, key = read_roster(group / "roster.csv"), secret(group)
    assert [*codes] == ["Nguyễn Thị Hòa", "Trần Văn Khác", "Báo cáo viên"]
    for member in roster:
        assert sign_in(codes[member.name], roster, key) == member
    said = capsys.readouterr().out
    assert "xóa tệp ấy" in said
    assert not any(code in said for code in codes.values())
    assert "<svg" in (tmp_path / "phieu.html").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_reads_the_slips(group: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "phieu.html").stat().st_mode) == 0o600


def test_new_codes_come_as_slips_and_as_a_table(
    group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For one member, without an address: no square, and how to get it."""
    one, table = tmp_path / "mot.html", tmp_path / "ma.csv"
    assert kit("codes", group, "--learner", "hv-002", "--slips", one, "--codes-to", table) == 0
    codes = slips(one)
    assert [*codes] == ["Trần Văn Khác"]
    assert codes["Trần Văn Khác"] in table.read_text("utf-8-sig")
    assert "<svg" not in one.read_text("utf-8")
    assert "kit serve THƯ_MỤC --lan" in capsys.readouterr().out


@pytest.mark.parametrize("end", ["", "/", "/chi-bo-5", "/chi-bo-5/"])
def test_slips_lead_to_the_page_that_serve_tells(
    group: Path, tmp_path: Path, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its address may be copied as it is; it is told once more, to be compared."""
    to = tmp_path / "lai.html"
    done = kit("codes", group, "--learner", "hv-002", "--slips", to, "--address", ADDRESS + end)
    assert done == 0
    assert f"mở {ADDRESS}/chi-bo-5/ rồi" in to.read_text("utf-8")
    assert f"Phiếu dẫn tới {ADDRESS}/chi-bo-5/\n" in capsys.readouterr().out


def test_the_codes_of_a_whole_group_are_changed_only_after_a_yes(
    group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Slips may be in people's hands. How many is said; without a yes nothing is there after."""
    before, to = (group / "roster.csv").read_bytes(), tmp_path / "lai.html"
    assert kit("codes", group, "--slips", to) == 1
    assert "Chưa đổi mã nào" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: "không")
    assert kit("codes", group, "--slips", to) == 1
    assert "Mã của 3 người sẽ đổi hết" in capsys.readouterr().out
    assert (group / "roster.csv").read_bytes() == before
    assert not to.exists()
    monkeypatch.setattr("builtins.input", lambda: "có")
    assert kit("codes", group, "--slips", to) == 0
    assert len(slips(to)) == 3
    assert (group / "roster.csv").read_bytes() != before


def test_yes_changes_all_codes_unasked(group: Path, tmp_path: Path) -> None:
    to = tmp_path / "lai.html"
    assert kit("codes", group, "--slips", to, "--yes") == 0
    codes, roster, key = slips(to), read_roster(group / "roster.csv"), secret(group)
    assert all(sign_in(codes[one.name], roster, key) == one for one in roster)


def test_who_had_no_code_is_told_of_no_old_one(
    group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that was added to the roster by hand, without a role."""
    roster = group / "roster.csv"
    roster.write_text(roster.read_text("utf-8-sig") + "hv-061,Lê Văn Mới,,\n", "utf-8")
    capsys.readouterr()
    assert kit("codes", group, "--learner", "hv-061") == 0
    said = capsys.readouterr().out
    assert "Đã cấp mã cho 1 người chưa có mã" in said
    assert "Mã cũ" not in said
    assert kit("codes", group, "--learner", "hv-061") == 0
    assert "Mã cũ của 1 người" in capsys.readouterr().out


def test_somebody_is_added_with_a_code(
    group: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All others keep theirs; an id that somebody had is nobody else's, though all is deleted."""
    before, to = read_roster(group / "roster.csv"), tmp_path / "moi.html"
    (group / "work" / "hv-006").mkdir(parents=True)
    line = '{"at": "2026-11-20T20:00:00+07:00", "act": "deleted", "learner": "hv-007", "what": ""}'
    (group / "privacy.jsonl").write_text(line + "\n", "utf-8")
    ConsentLog(group / "consent.jsonl").record("hv-008", KEEP_RESULT, True, "x", clock.now())
    capsys.readouterr()
    done = kit(
        "codes", group, "--add", " Lê  Văn Mới", "--add", "Đỗ Thị Giảng, báo cáo viên",
        "--slips", to,
    )  # fmt: skip
    assert done == 0
    roster, codes = read_roster(group / "roster.csv"), slips(to)
    assert roster[: len(before)] == before
    assert [(one.learner, one.name, one.role) for one in roster[len(before) :]] == [
        ("hv-009", "Lê Văn Mới", "learner"), ("gv-2", "Đỗ Thị Giảng", "trainer"),
    ]  # fmt: skip
    for one in roster[len(before) :]:
        assert sign_in(codes[one.name], roster, secret(group)) == one
    assert "Mã cũ" not in capsys.readouterr().out


def test_somebody_who_is_in_the_list_already_is_told(
    group: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Added, as two people may have one name; and whose code is asked for by name gets the id."""
    known = read_roster(group / "roster.csv")[1]
    capsys.readouterr()
    assert kit("codes", group, "--add", f" {known.name.lower()}", "--add", "Lê Văn Mới") == 0
    added = read_roster(group / "roster.csv")[-2]
    (told,) = (line for line in capsys.readouterr().out.split("\n") if "trước đó đã có" in line)
    assert f"({known.learner})" in told
    assert f"xóa dòng {added.learner} trong" in told
    assert kit("codes", group, "--learner", known.name) == 2
    assert f"mang mã: {known.learner}, {added.learner}." in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["", "12", "Tổng cộng: 60", "Lê Văn Mới, đội trưởng"])
def test_nobody_is_added_by_what_is_no_name(
    group: Path, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (group / "roster.csv").read_bytes()
    capsys.readouterr()
    assert kit("codes", group, "--add", typed) == 1
    said = capsys.readouterr().err
    assert "→" in said
    assert said.startswith("[")  # of no file, so of no line either
    assert (group / "roster.csv").read_bytes() == before


def test_a_quiz_that_was_not_finished_is_taken_in_by_its_mark(tmp_path: Path) -> None:
    """Where it is the only one, too; and so is the file as it is written."""
    file = tmp_path / "group.yaml"
    written = group_yaml("Chi bộ 5", "chi-bo-5", [], Choice((), {"bo-cau": 3}))
    for text, quizzes in ((written, []), (written.replace("#  - quiz", "  - quiz"), ["bo-cau"])):
        file.write_text(text, encoding="utf-8")
        assert [plan.quiz for plan in Workspace(tmp_path).group.quizzes] == quizzes


def test_a_name_in_the_table_of_codes_is_no_formula(group: Path, tmp_path: Path) -> None:
    roster, table = group / "roster.csv", tmp_path / "ma.csv"
    roster.write_text(roster.read_text("utf-8").replace("Trần Văn Khác", "=1+2"), "utf-8")
    assert kit("codes", group, "--learner", "hv-002", "--codes-to", table) == 0
    assert "'=1+2" in table.read_text("utf-8-sig")
    if sys.platform != "win32":
        assert stat.S_IMODE(table.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--slips", "khong/co/phieu.html"), "Không ghi được tệp"),
        (("--slips", "phieu.html", "--address", "192.168.1.20"), "chưa phải địa chỉ"),
    ],
)
def test_nothing_changes_where_slips_cannot_be_written(
    group: Path, more: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A code that was never shown would be lost."""
    monkeypatch.chdir(group.parent)
    before = (group / "roster.csv").read_bytes()
    assert kit("codes", group, *more) == 2
    assert said in capsys.readouterr().err
    assert (group / "roster.csv").read_bytes() == before


def test_build_looks_at_the_roster_first(group: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of its faults at once, and nothing is built."""
    roster = group / "roster.csv"
    text = roster.read_text("utf-8-sig").replace("hv-001,", "HV 1,").replace("hv-002,", "Hv 2,")
    roster.write_text(text, "utf-8")
    assert kit("build", group) == 1
    said = capsys.readouterr().err
    assert "roster.csv:2" in said
    assert "roster.csv:3" in said
    assert not (group / "banks").exists()


def test_a_bank_that_is_not_finished_is_a_comment_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Others come as before; one that cannot be read at all is no reason to make no group."""
    content = tmp_path / "noi-dung"
    shutil.copytree(CONTENT.path / "quizzes", content / "quizzes")
    own = "format: 1\nid: {}\ntitle: Bài\nas_of: 2026-11-22\nsettings: {{mode: {}}}\nitems:\n"
    item = "  - {id: cau-rieng, kind: true_false, stem: Một câu của riêng chi bộ, key: sai}\n"
    other = item.replace("Một câu", "Câu khác").replace("cau-", "luyen-")
    for id, mode, text in (
        ("cua-toi", "test", item), ("luyen-rieng", "practice", other),
        ("do-dang", "test", "  - {id: x\n"),
    ):  # fmt: skip
        (content / "quizzes" / f"{id}.yaml").write_text(own.format(id, mode) + text, "utf-8")
    folder = tmp_path / "to"
    assert kit("new", folder, "--members", 1, "--content", content) == 0
    said, text = capsys.readouterr().out, (folder / "group.yaml").read_text("utf-8")
    assert [plan.quiz for plan in Workspace(folder).group.quizzes] == CONTENT.tests()
    counts = dict(re.findall(r"^#  - quiz: (\S+)   # kit check còn kể (\d+) điều", text, re.M))
    assert counts == {"cua-toi": "3", "do-dang": "1"}
    assert all(f"Bộ {id} chưa xong" in said for id in counts)
    (folder / "group.yaml").write_text(
        text.replace("#  - quiz: cua-toi", "  - quiz: cua-toi"), "utf-8"
    )
    assert Workspace(folder).plan("cua-toi").opens is None
