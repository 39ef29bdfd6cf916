"""Nothing of a Word or Excel file is dropped silently: strange words anywhere are accounted for.

They end up in an item, or a note names them or their place, or the whole question around them is
reported as left out.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook

from kit.formats.banks import read_questions
from kit.formats.exchange import Fate, Imported
from tests.office import excel_layouts, ugly_sheets, word_layouts
from tests.office.sheets_of_paper import Paper

WORDS = "Zeta kappa omega bảy mươi"
EXCEL = {**excel_layouts.LAYOUTS, **ugly_sheets.LAYOUTS}
FORMS = (WORDS, f"C. {WORDS}", f"Câu 900. {WORDS}", f"({WORDS})", f"Đáp án: {WORDS}")


def in_items(imported: Imported) -> bool:
    """Whether the words stand in an item."""
    return any(WORDS in text for text in _texts(imported.items))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def in_notes(imported: Imported, place: str) -> bool:
    """Whether a note says the words, or where they stand."""
    return any(WORDS in note.message or note.place == place for note in imported.notes)


def in_left_out(imported: Imported, number: int) -> bool:
    """Whether the question that paragraph or row ``number`` belongs to is reported as left out."""
    left_out = [note.place for note in imported.notes if note.fate is Fate.LEFT_OUT]
    starts = {_number(place): place for place in [*imported.places.values(), *left_out]}
    own = max((start for start in starts if start <= number), default=None)
    return own is not None and starts[own] in left_out


def _number(place: str) -> int:
    return int(re.findall(r"\d+", place)[-1])


@pytest.mark.parametrize("name", word_layouts.LAYOUTS)
def test_every_paragraph_is_accounted_for(name: str, tmp_path: Path) -> None:
    rng, paper = Random(f"strange/{name}"), Paper()
    word_layouts.LAYOUTS[name](paper, Random(name))
    paragraphs = paper.document.paragraphs
    # Where all of it is a table, the words come below it.
    place = rng.choice(paragraphs) if paragraphs else paper.document.add_paragraph()
    place.insert_paragraph_before(rng.choice(FORMS))
    file = tmp_path / "a.docx"
    paper.document.save(str(file))
    imported = read_questions(file, None, set())
    number = 1 + next(n for n, p in enumerate(paper.document.paragraphs) if WORDS in p.text)
    assert (
        in_items(imported)
        or in_notes(imported, f"đoạn {number}")
        or in_left_out(imported, number)
    )  # fmt: skip


@pytest.mark.parametrize("name", EXCEL)
@pytest.mark.parametrize("beside", [False, True], ids=["a used cell", "beside the table"])
def test_every_cell_is_accounted_for(name: str, beside: bool, tmp_path: Path) -> None:
    rng, book = Random(f"strange/{name}/{beside}"), Workbook()
    EXCEL[name](book, Random(name))
    sheet: Any = book.active
    cell = rng.choice([*_used(sheet)])
    if beside:
        cell = sheet.cell(cell.row, sheet.max_column + 1)
    cell.value = f"{cell.value or ''} {WORDS}".strip()
    file = tmp_path / "a.xlsx"
    book.save(file)
    imported = read_questions(file, None, set())
    assert (
        in_items(imported)
        or in_notes(imported, f"ô {cell.coordinate}")
        or in_left_out(imported, cell.row)
    )  # fmt: skip


def _used(sheet: Any) -> Iterator[Any]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                yield cell
