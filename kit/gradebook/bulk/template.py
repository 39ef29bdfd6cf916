"""Graded notebooks by template: submissions differ in their essays, and results in their outputs.

Parsing and writing each notebook would take longer than all the rest. So the first one of a sort
is parsed and put right, and cut at its essays and outputs; whatever has the same pieces around
its essays needs nothing but to be put together. The bytes are those that nbgrader would write.
"""

import copy
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kit.gradebook.bulk.notebook import parse_notebook, put_right, scored_cells
from kit.gradebook.bulk.score import Mark
from kit.gradebook.bulk.shape import Notebook, Refused
from kit.gradebook.bulk.structure import Assignment
from kit.wording import t

_MOST = 8
"""Sorts of notebooks that are kept: versions of the quiz, rarely anything else."""

_IN_CELL = "\n   "
"""How deep the source and the outputs of a cell stand in a notebook's file."""


@dataclass(frozen=True)
class Template:
    """A notebook without what differs from learner to learner."""

    cells: frozenset[str]
    """nbgrader's cells that are in it, by name."""
    essays: tuple[str, ...]
    """Names of the cells that a learner writes in, in their order."""
    given: tuple[bytes, ...]
    """What stands around the essays in the submitted file; empty if its form is all its own."""
    pieces: tuple[bytes, ...]
    """What stands around the holes in the graded file."""
    holes: tuple[tuple[str, int], ...]
    """What stands between them: an essay's name and 0, or a scored cell's and its number."""

    def texts(self, data: bytes) -> list[str] | None:
        """The essays of a submitted notebook; ``None`` if it is not of this sort."""
        if not self.given or not data.startswith(self.given[0]):
            return None
        at, found, last = len(self.given[0]), list[str](), len(self.given) - 1
        for n, piece in enumerate(self.given[1:], 1):
            # Quotes cannot stand inside a text as they are, so no piece is found too early.
            end = data.find(piece, at) if n < last else max(at, len(data) - len(piece))
            text = _text(data[at:end]) if end >= at and data.startswith(piece, end) else None
            if text is None:
                return None
            found.append(text)
            at = end + len(piece)
        return found if at == len(data) else None

    def render(self, texts: Sequence[str], marks: Mapping[str, Mark]) -> bytes:
        """The graded notebook; raises ``Refused`` for a text that no file can hold."""
        written = iter(texts)
        parts = [self.pieces[0]]
        try:
            for (name, number), piece in zip(self.holes, self.pieces[1:], strict=True):
                parts += (_outputs(marks[name], number) if number else _lines(next(written)), piece)
        except UnicodeEncodeError as error:
            raise Refused(t("grading.half_character")) from error
        return b"".join(parts)


class Templates:
    """The sorts of notebooks that were met in one assignment."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._kept: list[Template] = []

    def of(self, data: bytes) -> tuple[Template, list[str]]:
        """A submitted notebook's template and its essays; raises ``Refused``."""
        for template in self._kept:
            if (texts := template.texts(data)) is not None:
                return template, texts
        try:
            template, texts = _cut(data, self._assignment)
        except UnicodeEncodeError as error:
            raise Refused(t("grading.half_character")) from error
        if template.texts(data) == texts:
            self._kept = [template, *self._kept][:_MOST]
        return template, texts


def _cut(data: bytes, assignment: Assignment) -> tuple[Template, list[str]]:
    notebook = parse_notebook(data)
    given = copy.deepcopy(notebook)
    names = put_right(notebook, assignment)
    essays = {
        n: cell["metadata"]["nbgrader"]["grade_id"]
        for n, cell in enumerate(notebook["cells"])
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    texts = [notebook["cells"][n]["source"] for n in essays]
    # Nobody can have put this into a notebook.
    mark = f"hole {os.urandom(16).hex()}"
    for n in essays:
        given["cells"][n]["source"] = mark
    end = "\n" if data.endswith(b"\n") else ""
    text = json.dumps(given, ensure_ascii=False, indent=1) + end
    around = text.encode(errors="backslashreplace").split(f'"{mark}"'.encode())
    holes = _make_holes(notebook, assignment, essays, mark)
    written = json.dumps(
        notebook, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")
    )
    pieces = f"{written}\n".encode().split(f'"{mark}"'.encode())
    template = Template(names, tuple(essays.values()), tuple(around), tuple(pieces), tuple(holes))
    return template, texts


def _make_holes(
    notebook: Notebook, assignment: Assignment, essays: Mapping[int, str], mark: str
) -> list[tuple[str, int]]:
    """Put the mark where essays and outputs stand; all else is written as nbformat writes it."""
    scored = {id(cell) for cell in scored_cells(notebook, assignment)}
    holes: list[tuple[str, int]] = []
    for n, cell in enumerate(notebook["cells"]):
        for bundle in cell.get("attachments", {}).values():
            bundle |= {k: v.splitlines(True) for k, v in bundle.items() if k.startswith("text/")}
        cell["source"] = cell["source"].splitlines(True)
        if n in essays:
            cell["source"] = mark
            holes.append((essays[n], 0))
        elif id(cell) in scored:
            cell["outputs"] = mark
            holes.append((cell["metadata"]["nbgrader"]["grade_id"], cell["execution_count"]))
    return holes


def _text(data: bytes) -> str | None:
    """A text of a notebook's file, in one piece or in lines; ``None`` if it is none."""
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if isinstance(found, list) and all(isinstance(line, str) for line in found):
        return "".join(found)
    return found if isinstance(found, str) else None


def _lines(text: str) -> bytes:
    return _in_cell(text.splitlines(True))


@lru_cache(maxsize=8192)
def _outputs(mark: Mark, number: int) -> bytes:
    """What a scored cell shows, as ``QuizScore`` leaves it."""
    if mark.score is None:
        shown = f"NotScored: {mark.note}"
        error = {"ename": "NotScored", "evalue": mark.note, "traceback": [shown]}
        return _in_cell([{**error, "output_type": "error"}])
    outputs: list[dict[str, Any]] = []
    if mark.note:
        lines = f"{mark.note}\n".splitlines(True)
        outputs.append({"name": "stdout", "output_type": "stream", "text": lines})
    result = {"data": {"text/plain": [repr(mark.score)]}, "execution_count": number, "metadata": {}}
    return _in_cell([*outputs, {**result, "output_type": "execute_result"}])


def _in_cell(value: list[Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    return text.replace("\n", _IN_CELL).encode()
