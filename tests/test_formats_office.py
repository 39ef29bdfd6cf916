"""Word and Excel as trainers have them: every layout is read, and whatever is missed is said."""

from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from kit.formats.banks import read_questions
from tests.office import (
    converted_banks,
    converted_sheets,
    excel_layouts,
    program_sheets,
    published_banks,
    real_banks,
    real_sheets,
    school_banks,
    ugly_sheets,
    word_layouts,
)
from tests.office.score import Score, score
from tests.office.sheets_of_paper import Paper

WORD = {**word_layouts.LAYOUTS, **real_banks.LAYOUTS, **school_banks.LAYOUTS,
        **converted_banks.LAYOUTS, **published_banks.LAYOUTS}  # fmt: skip
EXCEL = {
    **excel_layouts.LAYOUTS,
    **{f"real_{n}": one for n, one in real_sheets.LAYOUTS.items()},
    **ugly_sheets.LAYOUTS,
    **converted_sheets.LAYOUTS,
    **{f"program_{n}": one for n, one in program_sheets.LAYOUTS.items()},
}


def read_word(name: str, path: Path) -> Score:
    """Write a layout, read it, and compare."""
    paper = Paper()
    expected = WORD[name](paper, Random(name))
    paper.document.save(str(path))
    return score(expected, read_questions(path, None, set()))


def read_excel(name: str, path: Path) -> Score:
    """The same of a workbook."""
    book = Workbook()
    expected = EXCEL[name](book, Random(name))
    book.save(path)
    return score(expected, read_questions(path, None, set()))


@pytest.mark.parametrize("name", WORD)
def test_a_word_layout_is_read(name: str, tmp_path: Path) -> None:
    """At least 98 of 100 questions exactly, and no miss without a word."""
    found = read_word(name, tmp_path / "a.docx")
    assert found.silent == ()
    assert found.exact >= 0.98 * found.questions, found.missed


@pytest.mark.parametrize("name", EXCEL)
def test_an_excel_layout_is_read(name: str, tmp_path: Path) -> None:
    """At least 98 of 100 questions exactly, and no miss without a word."""
    found = read_excel(name, tmp_path / "a.xlsx")
    assert found.silent == ()
    assert found.exact >= 0.98 * found.questions, found.missed


def test_there_are_enough_layouts() -> None:
    assert min(len(word_layouts.LAYOUTS), len(excel_layouts.LAYOUTS)) >= 12
