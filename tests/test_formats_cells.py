"""kit.formats.cells: text comes through CSV and Excel as it was, and is never a formula."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.formats.cells import csv_text, fit_text
from kit.formats.tables import Column, csv_table, workbook

STARTS = "=+-@\t\r\n＝＋－＠"

TEXTS = st.text(max_size=20) | st.builds(
    str.__add__,
    st.sampled_from([*STARTS, "'", " =", "\u00a0=", "\x00=", "#N/A", '"', ","]),
    st.text(),
)
"""Any text, and often one that a spreadsheet program does something with."""


@given(TEXTS)
@example("=cmd|' /C calc'!A0")
@example("-1+1")
def test_no_cell_of_a_csv_file_begins_like_a_formula(text: str) -> None:
    """Nor after white space, which some programs cut off."""
    cell = csv_text(text)
    assert not cell.lstrip().startswith(tuple(STARTS))
    assert cell[:1] not in STARTS or cell == ""


@given(TEXTS)
def test_the_text_is_had_again_without_the_first_apostrophe(text: str) -> None:
    cell = csv_text(text)
    assert (cell[1:] if cell.startswith("'") else cell) == fit_text(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])))
def test_ordinary_text_is_left_alone(text: str) -> None:
    """Only what no file of office programs may hold is replaced, and so that it is seen."""
    assert fit_text(text) == text


def test_what_no_file_may_hold_is_seen() -> None:
    assert fit_text("a\x00b\x1bc\ud83d\uffffd\te\n") == "a�b�c��d\te\n"


@settings(max_examples=50)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8))
def test_texts_come_through_a_csv_file(rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.csv")
        with csv_table(file, [Column("x"), Column("y")]) as add:
            for row in rows:
                add(row)
        content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert read[0] == ["x", "y"]
    assert read[1:] == [[csv_text(text) for text in row] for row in rows]


@settings(max_examples=50)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8))
def test_texts_come_through_excel_as_strings(rows: list[tuple[str, str]]) -> None:
    from openpyxl import load_workbook

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.xlsx")
        with workbook(file) as book:
            add = book.page("x", [Column("x"), Column("y", "number")])
            for row in rows:
                add(row)
        sheet = load_workbook(file)["x"]
        places = [(row, column) for row in range(2, len(rows) + 2) for column in (1, 2)]
        cells = [sheet.cell(*place) for place in places]
    texts = [fit_text(text) for row in rows for text in row]
    assert [cell.value or "" for cell in cells] == texts
    assert {cell.data_type for cell in cells if cell.value} <= {"s"}


@pytest.mark.parametrize("number", [-3.5, -1, 0.0])
def test_a_number_below_zero_stays_a_number(tmp_path: Path, number: float) -> None:
    from openpyxl import load_workbook

    with csv_table(tmp_path / "a.csv", [Column("x", "number")]) as add:
        add([number])
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == f"x\n{number:g}\n"
    with workbook(tmp_path / "a.xlsx") as book:
        book.page("x", [Column("x", "number")])([number])
    cell = load_workbook(tmp_path / "a.xlsx")["x"]["A2"]
    assert (cell.value, cell.data_type) == (number, "n")
