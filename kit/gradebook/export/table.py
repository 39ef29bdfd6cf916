"""What stands in the table's columns, and in those of its items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.formats.tables import Column, Form, Value
from kit.gradebook.export.lines import Line
from kit.gradebook.export.outline import Outline, Trouble, in_order
from kit.text import write_number
from kit.wording import t

_COLUMNS: dict[str, tuple[Form, int]] = {
    "group": ("text", 30),
    "group_id": ("text", 20),
    "quiz": ("text", 24),
    "learner": ("text", 22),
    "name": ("text", 30),
    "state": ("text", 32),
    "handed_in": ("moment", 18),
    "score": ("number", 9),
    "max": ("number", 9),
    "share": ("percent", 9),
    "penalty": ("number", 11),
    "waiting": ("number", 11),
    "by_hand": ("number", 11),
}
"""Name in the catalogue → what stands in it, and how wide it may be."""

_LEAST_WIDTH = 9

_WHO = ("group", "group_id", "learner", "name")
"""The columns that tell whose points stand in a row of items."""


@dataclass(frozen=True)
class Options:
    """What to write."""

    names: bool = False
    """Names of the roster, too, which must stay in the group."""
    items: bool = False
    """The points of every slot, too."""

    @property
    def names_of_columns(self) -> list[str]:
        """The table's columns, as the catalogue calls them."""
        return [name for name in _COLUMNS if name != "name" or self.names]

    def columns(self, groups: Sequence[Outline]) -> list[Column]:
        """The table's columns, wide enough for what these groups write."""
        return _columns(self.names_of_columns, groups)

    def columns_who(self, groups: Sequence[Outline]) -> list[Column]:
        """The columns before those of a quiz's slots."""
        return _columns([name for name in _WHO if name in self.names_of_columns], groups)

    def row(self, group: Outline, line: Line) -> list[Value]:
        """A line, column by column."""
        values = _values(group, line)
        return [values[name] for name in self.names_of_columns]

    def row_who(self, group: Outline, line: Line) -> list[Value]:
        """The beginning of a row of items."""
        values = _values(group, line)
        return [values[name] for name in _WHO if name in self.names_of_columns]

    def row_of(self, trouble: Trouble) -> list[Value]:
        """A row that says which group is missing, and why."""
        first = trouble.reason.partition("\n")[0]
        said = {"group": trouble.group, "state": t("gradebook.state_trouble", reason=first)}
        return [said.get(name) for name in self.names_of_columns]


def _columns(names: Sequence[str], groups: Sequence[Outline]) -> list[Column]:
    texts: dict[str, Iterable[str]] = {
        "group": (group.workspace.group.name for group in groups),
        "group_id": (group.workspace.group.id for group in groups),
        "quiz": (quiz for group in groups for quiz in group.cells),
        "learner": (one for group in groups for one in (*group.learners, *group.others)),
        "name": (name for group in groups for name in group.names.values()),
    }
    columns = []
    for name in names:
        form, width = _COLUMNS[name]
        if name in texts:
            longest = max(map(len, texts[name]), default=0)
            width = min(width, max(_LEAST_WIDTH, longest + 3))
        columns.append(Column(t(f"gradebook.column_{name}"), form, width))
    return columns


def _values(group: Outline, line: Line) -> dict[str, Value]:
    return {
        "group": group.workspace.group.name,
        "group_id": group.workspace.group.id,
        "quiz": line.quiz,
        "learner": line.learner,
        "name": t("gradebook.anonymous") if line.anonymous else line.name,
        "state": t(f"gradebook.state_{line.state.value}"),
        "handed_in": line.handed_in and line.handed_in.replace(tzinfo=None),
        "score": _points(line.score),
        "max": _points(line.max),
        "share": line.share,
        "penalty": _points(line.penalty),
        "waiting": line.waiting,
        "by_hand": line.by_hand,
    }


def _points(points: float | None) -> float | None:
    """Without the dust that sums of fractions leave."""
    return None if points is None else round(points, 9)


def slots(groups: Sequence[Outline]) -> dict[str, dict[str, Column]]:
    """Quiz → its slots in order, each with its column; groups may have other versions of it."""
    found: dict[str, dict[str, set[float]]] = {}
    for group in groups:
        for quiz, cells in group.cells.items():
            known = found.setdefault(quiz, {})
            for slot in in_order(group, quiz):
                known.setdefault(slot, set()).add(cells.max[slot] if cells else 0.0)
    return {
        quiz: {slot: Column(_head(slot, most), "number", 14) for slot, most in known.items()}
        for quiz, known in found.items()
        if known
    }


def _head(slot: str, most: set[float]) -> str:
    listed = " / ".join(write_number(points) for points in sorted(most))
    return t("gradebook.column_slot", slot=slot, max=listed)


def points_in(line: Line, slot: str) -> Value:
    """A slot's points, or that it waits; ``None`` where this submission has no such slot."""
    if line.items is None or slot not in line.items:
        return None
    points = _points(line.items[slot])
    return t("gradebook.slot_waits") if points is None else points


def guide(options: Options) -> list[tuple[str, str]]:
    """Each column's head and what it means."""
    found = [
        (t(f"gradebook.column_{name}"), t(f"gradebook.about_{name}"))
        for name in options.names_of_columns
    ]
    if options.items:
        found.append((t("gradebook.guide_items"), t("gradebook.about_items")))
    return found
