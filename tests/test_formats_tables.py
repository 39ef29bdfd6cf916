"""kit.formats.tables, kit.formats.whole: pleasant in Excel, and whole or not there at all."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kit.errors import UserError
from kit.formats import tables
from kit.formats.tables import Column, csv_table, workbook
from kit.formats.whole import replacing

WHEN = datetime(2026, 11, 22, 9, 0, 5)  # noqa: DTZ001  # a sheet knows no zones

COLUMNS = [
    Column("Tên", width=30),
    Column("Lúc", "moment"),
    Column("Điểm", "number"),
    Column("Tỉ lệ", "percent"),
]


def test_excel_gets_numbers_dates_and_shares_as_what_they_are(tmp_path: Path) -> None:
    with workbook(tmp_path / "a.xlsx") as book:
        add = book.page("Kết quả", COLUMNS, fixed=1)
        add(["An", WHEN, 3.5, 0.875])
        add(["Bình", None, None, "không rõ"])
    sheet = load_workbook(tmp_path / "a.xlsx")["Kết quả"]
    assert [cell.value for cell in sheet[1]] == [column.head for column in COLUMNS]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in sheet[2]] == [
        ("An", "s", "@"),
        (WHEN, "d", "dd-mm-yyyy hh:mm"),
        (3.5, "n", "General"),
        (0.875, "n", "0.0%"),
    ]
    assert [cell.value for cell in sheet[3]] == ["Bình", None, None, "không rõ"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:D3")
    assert sheet.column_dimensions["A"].width == 30
    assert [cell.font.b for row in sheet["A1:A2"] for cell in row] == [True, False]


@pytest.mark.parametrize(
    ("part", "whole", "excel", "csv"),
    [
        (4499, 4500, "0.00%", "99.98"), (1, 4500, "0.00%", "0.02"),
        (35_899, 35_900, "0.000%", "99.99"), (1, 35_900, "0.000%", "0.01"),
        (4500, 4500, "0.0%", "100"), (0, 4500, "0.0%", "0"), (999, 1000, "0.0%", "99.9"),
    ],
)  # fmt: skip
def test_almost_all_is_never_shown_as_all_nor_hardly_any_as_none(
    tmp_path: Path, part: int, whole: int, excel: str, csv: str
) -> None:
    """In whatever row it stands: the row before and the one after keep their own form."""
    rows = [0.875, part / whole, 0.125]
    with workbook(tmp_path / "a.xlsx") as book:
        add = book.page("a", [Column("Tỉ lệ", "percent")])
        for one in rows:
            add([one])
    cells = [row[0] for row in load_workbook(tmp_path / "a.xlsx")["a"].iter_rows(2)]
    assert [cell.value for cell in cells] == pytest.approx(rows)
    assert [cell.number_format for cell in cells] == ["0.0%", excel, "0.0%"]
    with csv_table(tmp_path / "a.csv", [Column("Tỉ lệ", "percent")]) as add:
        add([part / whole])
    assert (tmp_path / "a.csv").read_text("utf-8-sig").split()[-1] == csv


def test_a_csv_file_has_moments_shares_and_points_as_programs_read_them(tmp_path: Path) -> None:
    with csv_table(tmp_path / "a.csv", COLUMNS) as add:
        add(['An "x", y', WHEN, 0.1 + 0.2, 0.875])
        add(["a\nb", None, 4.0, None])
    assert (tmp_path / "a.csv").read_bytes().decode("utf-8-sig").split("\r\n") == [
        "Tên,Lúc,Điểm,Tỉ lệ",
        '"An ""x"", y",2026-11-22 09:00:05,0.3,87.5',
        '"a\nb",,4,',
        "",
    ]


def test_pages_are_filled_in_turns_and_have_titles_that_excel_takes(tmp_path: Path) -> None:
    titles = ["a/b:c*?[d]'\\", "x" * 40, "X" * 40, "x" * 40]
    with workbook(tmp_path / "a.xlsx") as book:
        pages = [book.page(title, [Column("n", "number")]) for title in titles]
        for n in range(6):
            pages[n % 4]([n])
    book_read = load_workbook(tmp_path / "a.xlsx")
    assert [[row[0] for row in sheet.values] for sheet in book_read] == [
        ["n", 0, 4], ["n", 1, 5], ["n", 2], ["n", 3],
    ]  # fmt: skip
    names = [name.casefold() for name in book_read.sheetnames]
    assert names[0] == "a-b-c---d---"
    assert len(set(names)) == 4
    assert max(map(len, names)) <= 31


def test_what_excel_would_call_damaged_is_written_so_that_it_is_seen(tmp_path: Path) -> None:
    """A text that no cell holds is cut where one sees it; a number that is none becomes text."""
    with workbook(tmp_path / "a.xlsx") as book:
        book.page("x", [Column("a"), Column("b", "number")])(["y" * 40_000, float("inf")])
    long, number = load_workbook(tmp_path / "a.xlsx")["x"][2]
    assert long.value == "y" * 32_766 + "…"
    assert (number.value, number.data_type) == ("inf", "s")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_that_was_cut_off_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"old")

    def fill() -> None:
        if name == "a.csv":
            with csv_table(file, [Column("x")]) as add:
                add(["1"])
                raise KeyboardInterrupt
        with workbook(file) as book:
            book.page("x", [Column("x")])(["1"])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill()
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == [name]


def test_too_many_rows_for_excel_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)

    def fill() -> None:
        with workbook(tmp_path / "a.xlsx") as book:
            add = book.page("x", [Column("x")])
            for _ in range(3):
                add(["1"])

    with pytest.raises(UserError, match="dài hơn 3 dòng"):
        fill()
    assert os.listdir(tmp_path) == []


def test_a_file_that_another_program_keeps_is_told_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Excel does on Windows: at once where that can be known, else when it is put in place."""
    file = tmp_path / "a.csv"
    file.write_bytes(b"old")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(UserError, match=r"Không ghi được .* Excel") as told, replacing(file) as new:
        new.write_bytes(b"new")
    assert str(file) in told.value.message
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("place", ["khong-co/a.csv", "."])
def test_where_nothing_can_be_written_is_told_before_the_work(tmp_path: Path, place: str) -> None:
    with pytest.raises(UserError, match="Không ghi được"), replacing(tmp_path / place):
        pytest.fail("the work was begun")


def test_only_its_owner_reads_a_new_file(tmp_path: Path) -> None:
    if os.name == "nt":
        return  # rights of that kind are not known there
    with replacing(tmp_path / "a.csv") as new:
        new.write_bytes(b"1")
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o600
