"""What is kept of a notebook between two pages, and what is not."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from voila.execute import VoilaExecutor

from kit.serve import executing
from kit.serve.render import _changed, _prepared
from tests.serving import notebook


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    file = tmp_path / "bai.ipynb"
    file.write_text(notebook(("markdown", "Một **đoạn**"), ("code", "1")), encoding="utf-8")
    return file


def text_of(path: Path) -> str:
    """The notebook's first cell, as HTML."""
    kept, exporter = _prepared(path, _changed(path))
    html: str = exporter.markdown2html({"cell": kept.cells[0]}, kept.cells[0].source)
    return html


def test_a_lesson_that_is_edited_is_shown_as_it_is_now(lesson: Path) -> None:
    """Until then, notebook and text are made once."""
    assert "<strong>đoạn</strong>" in text_of(lesson)
    assert _prepared(lesson, _changed(lesson)) is _prepared(lesson, _changed(lesson))
    lesson.write_text(notebook(("markdown", "Một *đoạn*")), encoding="utf-8")
    os.utime(lesson, ns=(1, 1))
    assert "<em>đoạn</em>" in text_of(lesson)


def test_a_picture_that_is_exchanged_is_shown_as_it_is_now(lesson: Path) -> None:
    """It is part of the text."""
    lesson.write_text(notebook(("markdown", "![alt](a.svg)")), encoding="utf-8")
    (lesson.parent / "a.svg").write_text("<svg>1</svg>", encoding="utf-8")
    first = text_of(lesson)
    os.replace(lesson.parent / "a.svg", lesson.parent / "b.svg")
    (lesson.parent / "a.svg").write_text("<svg>2</svg>", encoding="utf-8")
    os.utime(lesson.parent, ns=(2, 2))
    assert "data:image/svg" in first
    assert text_of(lesson) != first


def test_a_page_leaves_nothing_in_what_is_kept(lesson: Path) -> None:
    """Its outputs go into a copy."""
    kept, exporter = _prepared(lesson, _changed(lesson))
    words = {"top": "", "bottom": "", "cell_failed": "failed!", "config": {"kernelId": "k"}}

    async def cells(copy: Any, _: str) -> AsyncIterator[Any]:
        for cell in copy.cells:
            if cell.cell_type == "code":
                cell.outputs = [nbformat.v4.new_output("error")]  # type: ignore[no-untyped-call]
            yield cell

    async def page() -> str:
        pieces = exporter.generate_from_notebook_node(
            kept, {"kit": words}, {"cell_generator": cells}
        )
        return "".join([piece async for piece, _ in pieces])

    for _ in range(2):
        assert asyncio.run(page()).count("failed!") == 1
    assert kept.cells[1].outputs == []


def test_a_cell_is_waited_for_until_it_has_shown_everything() -> None:
    """As long as for its end, and then it has failed: no page is without it in silence."""
    executor = VoilaExecutor(nbformat.v4.new_notebook(), config=executing._CONFIG)  # type: ignore[no-untyped-call]
    assert executor.iopub_timeout == executor.timeout == executing.CELL_SECONDS
    assert executor.raise_on_iopub_timeout


@pytest.mark.parametrize("source", ["Ngày **6-12-2023**.", "<p>Ngày <b>6-12-2023</b>.</p>"])
def test_no_line_of_a_lesson_ends_inside_a_date(lesson: Path, source: str) -> None:
    """In Markdown, and in HTML that an author has written."""
    lesson.write_text(notebook(("markdown", source)), encoding="utf-8")
    assert '<span class="kit-whole">6-12-2023</span></' in text_of(lesson)
