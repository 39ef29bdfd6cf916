"""kit.gradebook.people: the list of one group as a secretary has it, in Excel or pasted as text."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from kit.cli import main
from kit.errors import Problems
from kit.gradebook.course import Person
from kit.gradebook.people import Found, namesakes, read_people

Row = tuple[str | int | None, ...]

HEAD: Row = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ")


def excel(folder: Path, *rows: Row) -> Path:
    file, book = folder / "danh sach.xlsx", Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def text(folder: Path, written: str, encoding: str = "utf-8") -> Path:
    file = folder / "ten.txt"
    file.write_bytes(written.encode(encoding))
    return file


def names(found: Found) -> list[str]:
    return [one.name for one in found.people]


def test_a_cell_s_list_in_excel(tmp_path: Path) -> None:
    """Titles above, a total and signatures below, empty rows: nobody; who signs is no member."""
    file = excel(
        tmp_path,
        ("ĐẢNG BỘ PHƯỜNG X", None, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("DANH SÁCH ĐẢNG VIÊN",),
        (),
        HEAD,
        (1, "Đặng Minh  Yến ", "1/2/1950", "Bí thư"),
        (2, "Nguyễn Văn An", "3/4/1955", "Phó Bí thư"),
        HEAD,
        (3, "2. Lê Thị Thu Hà", None, "Đảng viên"),
        (4, None, None, "Chi ủy viên"),
        ("II", "Đảng viên dự bị", None, None),
        (5, "Lê Văn Dự", None, None),
        (None, "Tổng cộng: 4 đảng viên"),
        (None, "NGƯỜI LẬP", None, "BÍ THƯ"),
        (None, "Phạm Văn Ký", None, "Đặng Minh Yến"),
    )
    found = read_people(file)
    assert found.people == [
        Person("Đặng Minh Yến"), Person("Nguyễn Văn An"), Person("Lê Thị Thu Hà"),
        Person("Lê Văn Dự"),
    ]  # fmt: skip
    assert found.offices == ["Bí thư", "Phó Bí thư"]
    assert found.passed == [
        "ĐẢNG BỘ PHƯỜNG X ĐẢNG CỘNG SẢN VIỆT NAM", "DANH SÁCH ĐẢNG VIÊN",
        "4 Chi ủy viên", "II Đảng viên dự bị", "Tổng cộng: 4 đảng viên", "NGƯỜI LẬP BÍ THƯ",
        "Phạm Văn Ký Đặng Minh Yến",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [("TT", "Họ và tên đồng chí", "Năm sinh"), (1, "Lê Thị Hà", 1960)],
        [("TT", "HỌ VÀ TÊN (chữ in hoa)*", "Năm sinh"), (1, "Lê Thị Hà", 1960)],
        [("Họ đệm", "Tên"), ("Lê Thị", "Hà")],
        [("Họ", "Tên đệm", "Tên"), ("Lê", "Thị", "Hà")],
        [("TT", "Họ và tên", None, "Năm sinh"), (1, "Lê Thị", "Hà", 1960)],
        [("TT", "Họ và tên", None, "Ngày sinh"), (None, None, None, "Nam"), (1, "Lê Thị", "Hà")],
        [("TT", "Họ và tên", None), (None, "Họ đệm", "Tên"), (1, "Lê Thị", "Hà")],
        [("TT", "Họ và tên", None), ("(1)", "(2)", "(3)"), (1, "Lê Thị Hà", "nhà xa lắm")],
        [(1, "Lê Thị Hà", "1/2/1960", "học viên")],
    ],
)
def test_where_the_name_stands(tmp_path: Path, rows: list[Row]) -> None:
    assert read_people(excel(tmp_path, *rows)).people == [Person("Lê Thị Hà")]


def test_a_column_of_roles_is_understood(tmp_path: Path) -> None:
    """What is no role there is wrong, and told with its cell; an office that is none is not."""
    file = excel(tmp_path, ("Họ tên", "Vai trò"), ("An Văn", "Báo cáo viên"), ("Bình Thị", None))
    assert read_people(file).people == [Person("An Văn", "trainer"), Person("Bình Thị")]
    file = excel(tmp_path, ("Họ tên", "Vai trò"), ("An Văn", "đội trưởng"), ("Bình Thị", "x"))
    with pytest.raises(Problems) as wrong:
        read_people(file)
    assert [(one.code, one.line) for one in wrong.value.problems] == [
        ("list-bad-role", n) for n in (2, 3)
    ]
    assert "ô B2" in wrong.value.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("head", ["", "Họ và tên\n", "STT\tHọ và tên\n"])
def test_text_pasted_from_excel(tmp_path: Path, head: str, encoding: str) -> None:
    written = f"{head}1\tĐặng Minh Yến\n2\t Nguyễn  Văn A\n\nTổng cộng\t2\n"
    found = read_people(text(tmp_path, written, encoding))
    assert found.people == [Person("Đặng Minh Yến"), Person("Nguyễn Văn A")]
    assert found.passed == ["Tổng cộng 2"]


def test_a_list_that_was_typed(tmp_path: Path) -> None:
    """A decomposed letter (a Mac's) is put together; parentheses tell namesakes apart."""
    written = (
        "1. Nguyễn Văn An\n2) Lê Hà\n- Trần Bình\nNguyễn Văn E; học viên\nĐỗ Dung, Bí thư\n"
        "Võ Em, 12/3/1960, báo cáo viên\nHọc viên 7\nNguyễn Văn An (1958)\nLe\u0302 Gia\nAn\n"
    )
    found = read_people(text(tmp_path, written))
    assert names(found) == [
        "Nguyễn Văn An", "Lê Hà", "Trần Bình", "Nguyễn Văn E", "Đỗ Dung", "Võ Em", "Học viên 7",
        "Nguyễn Văn An (1958)", "Lê Gia", "An",
    ]  # fmt: skip
    assert [one.role for one in found.people][4:6] == ["secretary", "trainer"]


def test_namesakes_are_found_whatever_the_typing() -> None:
    people = [Person("Lê Hòa"), Person("Trần An"), Person("LÊ HOÀ"), Person("Lê Hòa")]
    assert namesakes(people) == {"Lê Hòa": 3}


def test_a_form_s_label_is_no_heading_and_nobody(tmp_path: Path) -> None:
    """Nothing is lost without a word."""
    found = read_people(text(tmp_path, "Họ và tên: Lê Hà\nTrần Bình\n"))
    assert (names(found), found.passed) == (["Trần Bình"], ["Họ và tên: Lê Hà"])


@pytest.mark.parametrize("written", ["", "\n\n", "Họ và tên\n", "Tổng cộng: 0 đảng viên\n"])
def test_a_list_of_nobody_is_told(tmp_path: Path, written: str) -> None:
    with pytest.raises(Problems, match="không thấy họ tên nào"):
        read_people(text(tmp_path, written))


def test_what_is_no_text_is_told_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "ten.txt"
    file.write_bytes("Nguyễn Thị Hòa".encode("cp1258", errors="replace") + b"\xff")
    with pytest.raises(Problems) as wrong:
        read_people(file)
    assert "Notepad" in wrong.value.problems[0].hint


def new(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["new", *map(str, arguments)])
    return ended.value.code if isinstance(ended.value.code, int) else 0


def test_the_command_tells_who_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[Row] = [
        (*HEAD, "Vai trò"),
        (1, "Đặng Yến", None, "Bí thư", "bí thư"),
        (2, "Lê Hà", None, "Phó Bí thư"),
        (3, "Lê Hà"),
        (4, "Võ Tư"),
    ]
    file = excel(tmp_path, *rows, (None, "Tổng số: 4"))
    assert new(tmp_path / "to", "--names", file, "--codes-to", tmp_path / "ma.csv") == 0
    said = capsys.readouterr().out
    assert "4 người: từ Đặng Yến đến Võ Tư" in said
    assert "2 người cùng tên Lê Hà" in said
    assert "Bí thư (không tính là học viên): Đặng Yến" in said
    assert "Người có chức vụ (Phó Bí thư) cũng tính là học viên" in said
    assert "Không tính là người, 1 hàng: Tổng số: 4" in said
    assert len((tmp_path / "ma.csv").read_text("utf-8-sig").splitlines()) == 1 + 4


@pytest.mark.parametrize(("option", "to"), [("--names", "phieu.html"), ("--from", "phieu/in")])
def test_a_run_that_fails_leaves_nothing(tmp_path: Path, option: str, to: str) -> None:
    file = excel(tmp_path, ("Ghi chú", "Vai trò"), (None, "x"))
    more = ("--codes-to", tmp_path / "ma.csv", "--slips", tmp_path / to)
    assert new(tmp_path / "to", option, file, *more) == 1
    assert [*tmp_path.iterdir()] == [file]


def test_a_folder_that_is_taken_fails_a_list_and_leaves_nothing(tmp_path: Path) -> None:
    file = excel(tmp_path, ("Tổ", "Họ và tên"), ("To 1", "Lê Hà"))
    (tmp_path / "to-1").mkdir()
    more = ("--codes-to", tmp_path / "ma.csv", "--slips", tmp_path / "phieu")
    assert new(tmp_path, "--from", file, *more) == 1
    assert sorted(tmp_path.iterdir()) == sorted([file, tmp_path / "to-1"])
