"""Members and their codes."""

import csv
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from kit.errors import Problems, UserError
from kit.roster import (
    ALPHABET,
    Member,
    extra_times,
    hash_code,
    new_code,
    read_roster,
    secret,
    sign_in,
    write_roster,
)

SECRET = bytes(range(32))


def member(learner: str, code: str) -> Member:
    return Member(learner, learner.upper(), "learner", hash_code(code, SECRET))


def test_codes_have_no_letter_that_is_misread() -> None:
    assert not set(ALPHABET) & set("0O1ILU")
    codes = {new_code(Random(n)) for n in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 9 and code[4] == "-" for code in codes)


def test_the_code_decides_who_signs_in() -> None:
    members = [member("an", "AAAA-2222"), member("binh", "BBBB-3333")]
    assert sign_in("BBBB-3333", members, SECRET) == members[1]
    assert sign_in("BBBB-3334", members, SECRET) is None


@pytest.mark.parametrize("typed", ["aaaa-2222", "AAAA2222", " aaaa 2222 ", "AAAA – 2222"])
def test_case_spaces_and_dashes_of_a_code_do_not_matter(typed: str) -> None:
    assert sign_in(typed, [member("an", "AAAA-2222")], SECRET) is not None


@pytest.mark.parametrize("typed", ["", "-", "a" * 10_000, "\ud800", "ư"])
def test_no_text_whatever_signs_in_by_accident(typed: str) -> None:
    members = [
        member("an", "AAAA-2222"),
        Member("ai", "Ai", "learner", ""),
        Member("bị", "", "learner", "ư"),
    ]
    assert sign_in(typed, members, SECRET) is None


def test_a_hash_is_worth_nothing_in_another_group() -> None:
    assert hash_code("AAAA-2222", SECRET) != hash_code("AAAA-2222", bytes(32))


def test_the_secret_is_made_once_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    first = secret(tmp_path)
    assert len(first) == 32
    assert secret(tmp_path) == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_a_secret_that_was_lost_is_not_made_up(tmp_path: Path) -> None:
    """Another one makes every code wrong and every paper another: somebody has to want that."""
    first = secret(tmp_path)
    write_roster(tmp_path / "roster.csv", [member("hv-001", "AAAA-2222")])
    (tmp_path / "secret").unlink()
    with pytest.raises(UserError, match="secret"):
        secret(tmp_path)
    assert not (tmp_path / "secret").exists()
    assert secret(tmp_path, renew=True) == secret(tmp_path) != first


def test_a_roster_is_read_as_it_was_written(tmp_path: Path) -> None:
    members = (member("hv-001", "AAAA-2222"), Member("gv-1", 'Trần "Bình", Ý', "trainer", "x"))
    write_roster(tmp_path / "roster.csv", members)
    assert read_roster(tmp_path / "roster.csv") == members


def test_a_roster_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    text = "learner,name,role,code_hash\r\nhv-001,Ngô An,learner,x\r\n"
    (tmp_path / "roster.csv").write_bytes(text.encode("utf-8-sig"))
    assert read_roster(tmp_path / "roster.csv") == (Member("hv-001", "Ngô An", "learner", "x"),)


def test_a_roster_whose_lines_end_as_on_old_macs_is_read(tmp_path: Path) -> None:
    text = 'learner,name,role,code_hash\rhv-001,Ngô An,learner,x\rhv-002,"Lê, Bê",learner,y\r'
    (tmp_path / "roster.csv").write_bytes(text.encode())
    assert [one.name for one in read_roster(tmp_path / "roster.csv")] == ["Ngô An", "Lê, Bê"]


def problems(folder: Path, content: bytes) -> list[tuple[int, str]]:
    (folder / "roster.csv").write_bytes(content)
    with pytest.raises(Problems) as caught:
        read_roster(folder / "roster.csv")
    assert all(one.hint for one in caught.value.problems)
    return [(one.line, one.code) for one in caught.value.problems]


def test_roles_are_read_as_people_write_them(tmp_path: Path) -> None:
    """As ``kit new`` reads them: a line is added by hand in Excel. Written, they are the ids."""
    file = tmp_path / "roster.csv"
    lines = [
        "learner,name,role,code_hash",
        "hv-001,An,học viên,",
        "hv-002,Bình,,",
        "hv-003,Chi",
        "gv-1,Dung, Báo cáo viên ,x",
        "tk-1,Em,Bí thư,x",
    ]
    file.write_text("\n".join(lines), "utf-8")
    roles = ["learner", "learner", "learner", "trainer", "secretary"]
    assert [one.role for one in read_roster(file)] == roles
    write_roster(file, read_roster(file))
    assert "tk-1,Em,secretary,x" in file.read_text("utf-8-sig")
    assert [one.role for one in read_roster(file)] == roles


def test_every_faulty_line_is_told_at_once(tmp_path: Path) -> None:
    lines = [
        "learner,name,role,code_hash",
        "hv-001,An,learner,x",
        "HV 2,Bình,learner,x",
        "hv-003,Chi,boss,x",
        "hv-001,Dung,learner,x",
        "hv-004,Em,learner,x,y",
        "hv-005",
        "hv-006,Giang,secretary,x",
    ]
    found = problems(tmp_path, "\n".join(lines).encode())
    assert found == [(n, "roster-line") for n in (3, 4, 5, 6, 7)]


@pytest.mark.parametrize("head", [b"learner,name,role,code_hash\n", b""])
def test_what_is_no_csv_is_told(tmp_path: Path, head: bytes) -> None:
    field = b"x" * (csv.field_size_limit() + 1)
    ((_, code),) = problems(tmp_path, head + b"hv-001," + field + b",learner,x\n")
    assert code == "roster-csv"


def test_another_first_line_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path, b"ma;ten\n") == [(1, "roster-head")]
    assert problems(tmp_path, b"") == [(1, "roster-head")]


def test_a_roster_in_an_old_encoding_is_told(tmp_path: Path) -> None:
    content = "learner,name,role,code_hash\nhv-001,Đô\u0303 An,learner,x\n".encode("cp1258")
    assert problems(tmp_path, content) == [(2, "not-utf8")]
    assert problems(tmp_path, "learner".encode("utf-16")[:-1]) == [(1, "not-utf8")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_roster_saved_as_unicode_text_is_read(encoding: str, tmp_path: Path) -> None:
    """Excel's name for UTF-16 with tabulators."""
    file = tmp_path / "roster.csv"
    text = "\ufefflearner\tname\trole\tcode_hash\r\nhv-001\tĐỗ Thị Ước\tlearner\tx\r\n"
    file.write_bytes(text.encode(encoding))
    assert read_roster(file) == (Member("hv-001", "Đỗ Thị Ước", "learner", "x"),)


def test_a_roster_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        read_roster(tmp_path / "roster.csv")
    assert [one.code for one in caught.value.problems] == ["unreadable-file"]


def test_extra_time_is_a_column_that_may_be_there(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    members = [Member("hv-001", "An", "learner", "x"), Member("hv-002", "Bình", "learner", "x")]
    write_roster(file, members)
    assert file.read_bytes().startswith("\ufefflearner,name,role,code_hash\n".encode())
    more = [members[0], replace(members[1], extra_time="50%")]
    write_roster(file, more)
    assert read_roster(file) == tuple(more)
    assert extra_times(file) == {"hv-002": "50%"}
    assert extra_times(tmp_path / "none.csv") == {}


def test_extra_time_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    head = b"learner,name,role,code_hash,extra_time\n"
    lines = "hv-001,An,learner,x,nửa giờ\nhv-002,Bình,learner,x,10\nhv-003,Chi,learner,x,\n"
    assert problems(tmp_path, head + lines.encode()) == [(2, "roster-extra")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_roster_that_excel_has_saved_is_read(mark: str, tmp_path: Path) -> None:
    """With semicolons or tabulators, blank columns and blank rows, and with its mark."""
    file = tmp_path / "roster.csv"
    members = (Member("an", "Nguyễn Thị Hòa", "learner", "ab", "50%"), member("binh", "B"))
    write_roster(file, members)
    rows = csv.reader(file.read_text("utf-8-sig").splitlines())
    lines = [mark.join([*row, "", ""]) for row in rows] + [mark * 6]
    file.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    assert read_roster(file) == members
    write_roster(file, read_roster(file))
    assert read_roster(file) == members


def test_a_wrong_head_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(b"learner;name;code_hash;role\nan;An;x;learner\n")
    with pytest.raises(Problems, match="trong tệp là: learner,name,code_hash,role"):
        read_roster(file)


@pytest.mark.parametrize("learner", ["con", "aux", "nul", "prn", "com1", "lpt9"])
def test_an_id_that_windows_keeps_for_a_device_is_told(tmp_path: Path, learner: str) -> None:
    """The answers of its learner could not be saved there, or went to a printer."""
    file = tmp_path / "roster.csv"
    write_roster(file, [Member(learner, "Nguyễn Văn A", "learner", "")])
    with pytest.raises(Problems) as found:
        read_roster(file)
    (problem,) = found.value.problems
    assert learner in problem.message
    assert "Windows" in problem.hint
    write_roster(file, [Member(f"{learner}-a", "Nguyễn Văn A", "learner", "")])
    assert read_roster(file)
