"""Which group takes part most, as a table that may be sent upwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kit.clock import spoken
from kit.contest.entries import Entries
from kit.contest.file import Arena
from kit.contest.standings import is_over, round_tallies
from kit.errors import UserError
from kit.figures import HIDDEN
from kit.formats.tables import Column, Form, Value, csv_table, workbook
from kit.ranking import GroupRow, GroupTable, group_table, said_of_group, upwards
from kit.reports.secretary.words import hidden_note
from kit.wording import t

__all__ = ["RoundGroups", "below", "group_rows", "write_groups"]

_COLUMNS: tuple[tuple[str, Form, int], ...] = (
    ("round", "text", 14), ("rank", "number", 8), ("group", "text", 34), ("members", "number", 12),
    ("people", "number", 12), ("rate", "percent", 12), ("attempts", "number", 12),
    ("all_correct", "number", 12), ("mean", "number", 14),
)  # fmt: skip

_TOLD = ("people", "attempts", "all_correct")
"""Where a figure that is not told says so; a missing rate or mean follows from them."""


@dataclass(frozen=True)
class RoundGroups:
    """One round that is over."""

    name: str
    table: GroupTable

    def notes(self) -> Iterator[str]:
        """What to put right in the numbers of members."""
        notes = (note for note in self.table.notes if note.code != "nameless")
        return (f"{self.name}: {said_of_group(note)}" for note in notes)


def group_rows(
    arena: Arena, entries: Entries, now: datetime, wanted: str | None = None, whole: bool = False
) -> list[RoundGroups]:
    """The tables of a round, or of all that are over; raises ``UserError`` if none is.

    Without ``whole`` they tell nothing of a few people, as ``kit.ranking.upwards`` says.
    """
    tallies, _ = round_tallies(arena, entries, wanted)
    over = [one for one in tallies if is_over(one, now)]
    if not over:
        name, closes = tallies[0].round.name, tallies[0].round.closes
        hint = t("ranking.not_over_hint", closes=spoken(closes))
        raise UserError(t("ranking.not_over", name=name), hint)
    found = []
    for one in over:
        table = group_table(arena.contest, one, arena.members())
        shown = table if whole else replace(upwards(arena.contest, table), notes=table.notes)
        found.append(RoundGroups(one.round.name, shown))
    return found


def below(arena: Arena, found: Sequence[RoundGroups]) -> Iterator[str]:
    """What readers of the tables have to be told; nothing of it is about a few people."""
    rows = [row for one in found for row in (*one.table.rows, one.table.total)]
    if any(getattr(row, name) is None for row in rows for name in _TOLD):
        yield hidden_note(arena.contest.groups.hide_below)
    nameless = {note for one in found for note in one.table.notes if note.code == "nameless"}
    yield from map(said_of_group, nameless)


def write_groups(arena: Arena, found: Sequence[RoundGroups], path: Path) -> int:
    """Write them as .xlsx or .csv; returns the number of rows. Raises ``UserError``."""
    heads = [Column(t(f"contest.column_{name}"), form, width) for name, form, width in _COLUMNS]
    rows = [
        _values(arena, one.name, row) for one in found for row in (*one.table.rows, one.table.total)
    ]
    if path.suffix.lower() == ".csv":
        with csv_table(path, heads) as add:
            for row in rows:
                add(row)
    else:
        with workbook(path) as book:
            add = book.page(t("contest.sheet_groups"), heads, fixed=3)
            for row in rows:
                add(row)
            if notes := [*below(arena, found)]:
                column = Column(t("contest.column_note"), "text", 120)
                add = book.page(t("contest.sheet_notes"), [column])
                for note in notes:
                    add([note])
    return len(rows)


def _values(arena: Arena, name: str, row: GroupRow) -> list[Value]:
    values: dict[str, Value] = {
        "round": name,
        "rank": row.rank,
        "group": arena.names.get(row.group, t("contest.total")),
        "members": row.members,
        "people": row.people,
        "rate": None if row.rate is None else float(row.rate),
        "attempts": row.attempts,
        "all_correct": row.all_correct,
        "mean": None if row.mean is None else round(row.mean, 2),
    }
    return [
        HIDDEN if values[key] is None and key in _TOLD else values[key] for key, _, _ in _COLUMNS
    ]
