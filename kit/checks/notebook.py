"""A lesson's notebook as data, with the line in its file of whatever stands in it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.checks.blocks import Block, blocks
from kit.errors import Problem, Problems
from kit.wording import t


@dataclass(frozen=True)
class Lesson:
    """A notebook file that was read."""

    name: str
    """What problems call the file."""
    text: str
    data: Mapping[str, Any]

    @cached_property
    def blocks(self) -> tuple[tuple[int, Block], ...]:
        """The paragraphs, list entries, table rows and headings, with their cell's number."""
        return tuple(
            (cell, block) for cell, data in self.cells("markdown") for block in blocks(source(data))
        )

    def cells(self, kind: str = "") -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The cells (of one kind), with their 1-based number."""
        for n, cell in enumerate(self.data["cells"], 1):
            if not kind or cell.get("cell_type") == kind:
                yield n, cell

    def problem(self, code: str, cell: int, text: str = "", /, **params: object) -> Problem:
        """A problem in a cell, at the line where ``text`` stands in it.

        A sentence's ``where`` is the cell's id if the caller gives none.
        """
        key = code.replace("-", "_")
        params = {"where": self.id_of(cell), **params, "cell": cell}
        message, hint = t(f"check.{key}", **params), t(f"check.{key}_hint", **params)
        return Problem(self.name, self._line(cell, text), code, message, hint)

    def id_of(self, cell: int) -> str:
        """The id of a cell, or its number if it has none."""
        return next((str(data.get("id", n)) for n, data in self.cells() if n == cell), "")

    def _line(self, cell: int, text: str) -> int:
        start = 0
        for n, data in self.cells():
            if n > cell:
                break
            # Where a cell has no id of its own, the search starts at the one before it.
            start = max(start, self.text.find(f'"id": {json.dumps(data.get("id"))}', start))
        written = json.dumps(text, ensure_ascii=False)[1:-1]
        found = self.text.find(written, start) if text else start
        return self.text.count("\n", 0, max(found, start)) + 1 if cell else 0


def source(cell: Mapping[str, Any]) -> str:
    """A cell's text."""
    text = cell.get("source", "")
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def load_lesson(path: Path) -> Lesson:
    """Read a notebook; raises ``Problems`` (``not-a-notebook``)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise _no_notebook(path, str(error)) from error
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise _no_notebook(path, "cells")
    return Lesson(str(path), text, data)


def _no_notebook(path: Path, detail: str) -> Problems:
    what, hint = t("check.not_a_notebook", detail=detail), t("check.not_a_notebook_hint")
    return Problems([Problem(str(path), 0, "not-a-notebook", what, hint)])
