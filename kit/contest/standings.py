"""Who comes first in each round that is over, as a table: by codes, or by names if asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.clock import local
from kit.consent import KEEP_RESULT, ConsentLog
from kit.contest.entries import Entries
from kit.contest.file import Arena
from kit.errors import UserError
from kit.formats.tables import Column, Form, Value, csv_table, workbook
from kit.ranking import (
    RoundTally,
    SetAside,
    Standing,
    Standings,
    rank,
    said_of_set_aside,
    said_of_standings,
    tally,
)
from kit.roster import ANONYMOUS, read_roster
from kit.serve.group import consent_text
from kit.wording import t

__all__ = ["Ranked", "is_over", "ranked", "round_tallies", "write_standings"]

_COLUMNS: tuple[tuple[str, Form, int], ...] = (
    ("round", "text", 14), ("rank", "number", 8), ("person", "text", 24), ("name", "text", 28),
    ("group", "text", 30), ("score", "number", 10), ("prediction", "text", 14),
    ("distance", "number", 14), ("submitted", "text", 22), ("seconds", "number", 12),
)  # fmt: skip


@dataclass(frozen=True)
class Ranked:
    """The rounds that were asked for."""

    rounds: tuple[tuple[str, Standings], ...]
    """Name of the round, and its standings."""
    set_aside: tuple[SetAside, ...]
    """What does not count, of all rounds."""
    unread: tuple[str, ...] = ()
    """What a person has to look at before anything is published; sentences."""

    def notes(self) -> Iterator[str]:
        """What the organisers have to know before they publish."""
        yield from self.unread
        for name, found in self.rounds:
            for line in said_of_standings(found):
                yield f"{name}: {line}"
        for one in self.set_aside:
            yield said_of_set_aside(one)


def round_tallies(
    arena: Arena, entries: Entries, wanted: str | None
) -> tuple[list[RoundTally], tuple[SetAside, ...]]:
    """What counts, round by round; raises ``UserError`` for a round that there is not."""
    found = tally(arena.contest, entries.entries, arena.file.excluded)
    names = [one.round.name for one in found.rounds]
    if wanted is not None and wanted not in names:
        hint = t("contest.no_round_hint", names=", ".join(names))
        raise UserError(t("contest.no_round", name=wanted), hint)
    return [one for one in found.rounds if wanted in (None, one.round.name)], found.set_aside


def is_over(one: RoundTally, now: datetime) -> bool:
    """Whether nobody can hand in any more."""
    return local(now).replace(microsecond=0) > one.round.closes


def ranked(arena: Arena, entries: Entries, now: datetime, wanted: str | None = None) -> Ranked:
    """The standings of a round, or of all that are over. Raises ``UserError`` if none is."""
    tallies, aside = round_tallies(arena, entries, wanted)
    over = [one for one in tallies if is_over(one, now)] or tallies[:1]
    rounds = tuple((one.round.name, rank(arena.contest, one, now)) for one in over)
    return Ranked(rounds, aside, tuple(entries.notes()))


def write_standings(arena: Arena, found: Ranked, path: Path, names: bool) -> int:
    """Write them as .xlsx or .csv; returns the number of rows. Raises ``UserError``."""
    known = dict(_names(arena)) if names else {}
    columns = [one for one in _COLUMNS if (one[0] != "name" or names)
               and (one[0] not in ("prediction", "distance") or arena.file.prediction)]  # fmt: skip
    heads = [Column(t(f"contest.column_{name}"), form, width) for name, form, width in columns]
    rows = [
        [row[name] for name, _, _ in columns]
        for name, standings in found.rounds
        for row in (_row(arena, name, one, known) for one in standings.standings)
    ]
    if path.suffix.lower() == ".csv":
        with csv_table(path, heads) as add:
            for row in rows:
                add(row)
        return len(rows)
    with workbook(path) as book:
        add = book.page(t("contest.sheet"), heads, fixed=3)
        for row in rows:
            add(row)
        add = book.page(t("contest.sheet_notes"), [Column(t("contest.column_note"), "text", 120)])
        for note in found.notes():
            add([note])
    return len(rows)


def _row(arena: Arena, name: str, one: Standing, known: Mapping[str, str]) -> dict[str, Value]:
    entry = one.entry
    return {
        "round": name,
        "rank": one.rank,
        "person": entry.by,
        "name": known.get(entry.by, t("contest.no_name")),
        "group": arena.names[entry.group],
        "score": round(entry.score, 6),
        "prediction": entry.prediction.strip()[:60] or None,
        "distance": None if one.distance is None else round(float(one.distance), 6),
        # To the second, by which ranks are decided; a moment's cell would show minutes.
        "submitted": f"{entry.ended:%d-%m-%Y %H:%M:%S}",
        "seconds": entry.seconds,
    }


def _names(arena: Arena) -> Iterator[tuple[str, str]]:
    """``<group>/<learner>`` → name, for those who agreed to keep their result under it."""
    for group in arena.groups:
        log, text = ConsentLog(group.path / "consent.jsonl"), consent_text(group.group)
        for member in read_roster(group.path / "roster.csv"):
            anonymous = ANONYMOUS.fullmatch(member.learner)
            if not anonymous and log.given(member.learner, KEEP_RESULT, text):
                yield f"{group.group.id}/{member.learner}", member.name
