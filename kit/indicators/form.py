"""The form in which the official list is handed over: empty, and as somebody filled it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from kit.formats import Cell, Line, Sheet
from kit.indicators.sets import SIZE
from kit.text import fold
from kit.wording import LANGUAGES, t
from kit.yaml import Document, Path

FIELDS = ("issuer", "number", "date", "entered_by")
COLUMNS = ("id", "text", "place")


@dataclass(frozen=True)
class Form:
    """What was filled in, and where; nothing of it is judged yet."""

    name: str
    """What problems call the file."""
    head: Mapping[str, tuple[Cell, ...]]
    """Field → the cells that give it, in the order of the file."""
    rows: tuple[Mapping[str, Cell], ...] | None
    """Column → cell; ``None`` if there is no table of entries."""


def sheet() -> Sheet:
    """The empty form."""
    return Sheet(
        title=t("indicators.form_title"),
        notes=(t("indicators.form_note"), t("indicators.form_place")),
        fields=tuple(t(f"indicators.field_{name}") for name in FIELDS),
        heads=tuple(t(f"indicators.column_{name}") for name in COLUMNS),
        widths=(24, 90, 40),
        rows=tuple((str(number), "", "") for number in range(1, SIZE + 1)),
    )


def from_lines(lines: list[Line], name: str) -> Form:
    """The form in a sheet or document: fields by their label, entries below their heads."""
    head: dict[str, tuple[Cell, ...]] = {}
    rows: list[Mapping[str, Cell]] | None = None
    columns: dict[str, int] = {}
    block = -1
    for line in lines:
        if found := _columns(line):
            rows, columns, block = rows or [], found, line.block
        elif field := _field(line):
            head[field[0]] = (*head.get(field[0], ()), field[1])
        elif rows is not None and line.block == block:
            rows.append({key: _cell(line, n) for key, n in columns.items()})
    return Form(name, head, None if rows is None else tuple(rows))


def from_yaml(document: Document, name: str) -> Form:
    """The form as YAML: the same fields, and ``indicators`` with ``id``, ``text``, ``place``."""

    def cell(at: Path) -> Cell:
        value = document.at(at)
        line = document.line(at)
        text = "" if value is None else str(value).strip()
        return Cell(text, t("indicators.line", line=line), line)

    head = {key: (cell((key,)),) for key in FIELDS if document.at((key,)) is not None}
    raw = document.at(("indicators",))
    if not isinstance(raw, list):
        return Form(name, head, None)
    entries = (("indicators", n) for n in range(len(raw)))
    return Form(name, head, tuple({key: cell((*at, key)) for key in COLUMNS} for at in entries))


def _columns(line: Line) -> dict[str, int]:
    """Where the three columns are, if this line is the table's head."""
    texts = [fold(cell.text) for cell in line.cells]
    found: dict[str, int] = {}
    for key in COLUMNS:
        heads = {fold(t(f"indicators.column_{key}", lang)) for lang in LANGUAGES}
        at = next((n for n, text in enumerate(texts) if text in heads), None)
        found |= {} if at is None else {key: at}
    return found if len(found) == len(COLUMNS) else {}


def _field(line: Line) -> tuple[str, Cell] | None:
    """A label with what stands beside it, or after its colon."""
    cells = [cell for cell in line.cells if cell.text]
    label, colon, rest = cells[0].text.partition(":")
    key = _labels().get(fold(label))
    if key is None:
        return None
    beside = cells[1] if len(cells) > 1 else None
    here = Cell(rest.strip() if colon else "", cells[0].place, cells[0].line)
    return key, here if here.text or beside is None else beside


def _labels() -> dict[str, str]:
    return {fold(t(f"indicators.field_{key}", lang)): key for lang in LANGUAGES for key in FIELDS}


def _cell(line: Line, column: int) -> Cell:
    if column < len(line.cells):
        return line.cells[column]
    last = line.cells[-1]
    return Cell("", last.place, last.line)
