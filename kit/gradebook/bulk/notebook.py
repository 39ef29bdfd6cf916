"""A submitted notebook put right as nbgrader's first five steps do it, without nbgrader.

Nothing in a notebook is trusted but the text of its essays. What nbgrader repairs is repaired the
same way; what it refuses is refused, and so is what using a notebook cannot make of it: a key
that stands twice, or nesting without end.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kit.gradebook.bulk.shape import CELL_TYPES, Cell, Notebook, Refused, check_cell, is_notebook
from kit.gradebook.bulk.structure import Assignment
from kit.gradebook.bulk.structure import Cell as Kept
from kit.plainfile import Unreadable
from kit.plainjson import parse_json
from kit.wording import t

_MARKS = {
    "cell_type", "checksum", "grade", "grade_id", "locked", "points", "schema_version",
    "solution", "task",
}  # fmt: skip


def parse_notebook(data: bytes) -> Notebook:
    """A notebook from its bytes; raises ``Refused``."""
    try:
        found = parse_json(data)
    except Unreadable as error:
        raise Refused(t("grading.unreadable", detail=str(error))) from error
    if not is_notebook(found):
        raise Refused(t("grading.not_a_notebook"))
    notebook: Notebook = found
    return notebook


def put_right(notebook: Notebook, assignment: Assignment) -> frozenset[str]:
    """Change a parsed notebook in place; returns the names of nbgrader's cells in it.

    Outputs are dropped; locked cells, points and kernel are as in the gradebook again. Raises
    ``Refused`` with the cell that cannot be put right.
    """
    metadata = notebook["metadata"]
    for name in ("orig_nbformat", "orig_nbformat_minor", "signature"):
        metadata.pop(name, None)
    if assignment.kernelspec:
        metadata["kernelspec"] = assignment.kernelspec
    seen: set[str] = set()
    ids: set[str] = set()
    for number, cell in enumerate(notebook["cells"], 1):
        try:
            check_cell(cell)
            _clear(cell)
            if "nbgrader" in cell["metadata"]:
                seen.add(_restored(cell, assignment.cells, seen))
        except Refused as error:
            error.place = t("grading.cell_number", number=number)
            raise
        if notebook["nbformat_minor"] == 5:
            # One that is missing or stands twice gets another, as nbformat gives it one.
            if cell.get("id") is None or cell["id"] in ids:
                cell["id"] = f"kit-{number}"
            ids.add(cell["id"])
    for number, cell in enumerate(scored_cells(notebook, assignment), 1):
        cell["execution_count"] = number
    return frozenset(seen)


def scored_cells(notebook: Notebook, assignment: Assignment) -> Iterator[Cell]:
    """The cells that show a score, in their order."""
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader")
        if mark and assignment.cells[mark["grade_id"]].by_machine:
            yield cell


def _clear(cell: Cell) -> None:
    """Drop outputs, and put together what is written in lines."""
    if isinstance(cell["source"], list):
        cell["source"] = "".join(cell["source"])
    for bundle in cell.get("attachments", {}).values():
        for kind, value in bundle.items():
            bundle[kind] = value if isinstance(value, str) else "".join(value)
    cell["metadata"].pop("trusted", None)
    if cell["cell_type"] == "code":
        cell["outputs"], cell["execution_count"] = [], None
        for name in ("collapsed", "scrolled"):
            cell["metadata"].pop(name, None)


def _restored(cell: Cell, known: Mapping[str, Kept], seen: set[str]) -> str:
    """Put one of nbgrader's cells right; returns its name."""
    mark = cell["metadata"]["nbgrader"]
    if not isinstance(mark, dict) or type(mark.get("schema_version")) is not int:
        raise Refused(t("grading.no_marks"))
    if mark["schema_version"] != 3:
        raise Refused(t("grading.other_schema", version=mark["schema_version"]))
    name = mark.get("grade_id")
    if not isinstance(name, str) or name not in known:
        raise Refused(t("grading.unknown_cell", cell=str(name)[:60]))
    if name in seen:
        raise Refused(t("grading.cell_twice", cell=name))
    if not _as_kept(mark, known[name]):
        raise Refused(t("grading.changed_marks", cell=name))
    _restore(cell, mark, known[name])
    return name


def _as_kept(mark: dict[str, Any], kept: Kept) -> bool:
    """Whether a cell is still of its sort; nbgrader can put right all else that it looks at."""
    points = mark.get("points", 0)
    return (
        mark.keys() <= _MARKS
        and mark.get("grade") is bool(kept.grade)
        and mark.get("solution") is bool(kept.solution)
        and mark.get("task", False) is bool(kept.task)
        and type(mark.get("locked")) is bool
        and type(points) in (int, float)
        and ("points" in mark if kept.grade else points >= 0)
        and mark.get("cell_type", "code") in [*CELL_TYPES]
    )


def _restore(cell: Cell, mark: dict[str, Any], kept: Kept) -> None:
    _set_type(cell, kept.cell_type)
    if kept.grade and mark["points"] != kept.points:
        mark["points"] = kept.points
    mark["checksum"] = kept.checksum
    if kept.locked:
        cell["source"] = kept.source
        if not kept.grade:
            mark["locked"] = True


def _set_type(cell: Cell, kind: str) -> None:
    if cell["cell_type"] == kind:
        return
    cell["cell_type"] = kind
    if kind == "code":
        cell.pop("attachments", None)
        cell["outputs"], cell["execution_count"] = [], None
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
