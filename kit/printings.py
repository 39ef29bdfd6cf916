"""What was printed for a group, and whose papers were typed in: banks/<quiz>.papers.json.

    {"format": 1, "quiz": …,
     "codes": {"101": {"version": …, "seed": …, "kept": false}, …},
     "entries": [{"learner": …, "code": …, "at": …, "entered": …, "reason": …}, …]}

An entry of a sheet without a name has ``file`` and ``sheet``, too.

Written by ``kit paper`` alone, on the grader's side. A learner's file of answers may name a
printed paper; it is believed only if this file says that the paper of that learner was entered.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from kit.answers import Unreadable, encode_json
from kit.durable import write_durably
from kit.errors import UserError
from kit.wording import t

_ENDING = ".papers.json"
_PATIENCE = 10


@dataclass(frozen=True)
class Printing:
    """What decides the papers of a code; other codes with the same are parallel to it."""

    version: str
    """Of the bank."""
    seed: str
    kept: bool = False
    """Whether the questions stand in the order of the draw on every code."""


@dataclass(frozen=True)
class Entry:
    """A paper that was typed in."""

    learner: str
    code: str
    at: str
    """When it was handed in, ISO 8601 with offset."""
    entered: str
    """When it was typed in."""
    reason: str = ""
    """Why it took the place of what was there before; empty if nothing was."""
    file: str = ""
    """Of a sheet without a name: the table that it was in, by which a second run knows it."""
    sheet: str = ""
    """And which of that table's it is: ``12`` by its row, ``#7`` by its number."""


@dataclass(frozen=True)
class Printings:
    """All of one quiz of one group."""

    codes: Mapping[str, Printing] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()

    def seed_of(self, learner: str, code: str) -> str | None:
        """What decided the draw on the learner's paper; ``None`` if no such paper was entered."""
        if code in self.codes and any(
            (entry.learner, entry.code) == (learner, code) for entry in self.entries
        ):
            return self.codes[code].seed
        return None

    def entries_of(self, learner: str) -> tuple[Entry, ...]:
        """Every paper of the learner that was entered, in order."""
        return tuple(entry for entry in self.entries if entry.learner == learner)


def papers_file(banks: Path, quiz: str) -> Path:
    """Where it stands what was printed of a quiz; ``banks`` is the group's folder of banks."""
    return banks / f"{quiz}{_ENDING}"


def read_printings(file: Path) -> Printings:
    """What the file says, in memory until its time or size changes; raises ``Unreadable``."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return Printings()
    return _read(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=128)
def _read(file: Path, _changed: int, _size: int) -> Printings:
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
        if data["format"] != 1:
            raise ValueError(f"format {data['format']!r}")
        codes = {str(code): Printing(**one) for code, one in data["codes"].items()}
        return Printings(codes, tuple(Entry(**one) for one in data["entries"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(f"{file.name}: {error!r}") from error


def known_printings(file: Path) -> Printings:
    """``read_printings`` for a command; raises ``UserError`` for a file that cannot be read."""
    try:
        return read_printings(file)
    except Unreadable as error:
        raise UserError(
            t("paper.broken", path=file, detail=error), t("paper.broken_hint")
        ) from error


def choose_codes(known: Printings, printing: Printing, count: int, first: int | None) -> list[str]:
    """The codes of a printing: those it has already, or from the first hundred that is free.

    Raises ``UserError`` if one of them is printed on another paper.
    """
    mine = [int(code) for code, one in known.codes.items() if one == printing]
    hundreds = {int(code) // 100 for code in known.codes}
    free = next(n for n in range(1, 10) if n not in hundreds or n == 9)
    begin = first or min(mine, default=100 * free + 1)
    codes = [str(begin + n) for n in range(count)]
    if taken := [code for code in codes if known.codes.get(code, printing) != printing]:
        what = t("paper.code_taken", codes=", ".join(taken))
        raise UserError(what, t("paper.code_taken_hint", first=100 * free + 1))
    return codes


def record_codes(file: Path, quiz: str, codes: Sequence[str], printing: Printing) -> None:
    """Keep what is about to be printed, on disk before this returns."""
    with _alone(file):
        known = known_printings(file)
        _write(file, quiz, replace(known, codes={**known.codes, **dict.fromkeys(codes, printing)}))


def record_entry(file: Path, quiz: str, entry: Entry) -> None:
    """Keep whose paper is about to be entered, on disk before this returns."""
    with _alone(file):
        known = known_printings(file)
        _write(file, quiz, replace(known, entries=(*known.entries, entry)))


def drop_entries(banks: Path, learner: str, quiz: str = "*") -> None:
    """Forget that papers of this learner were entered, of a quiz or of all in the folder."""
    for file in banks.glob(f"{quiz}{_ENDING}"):
        with _alone(file):
            known = known_printings(file)
            left = tuple(entry for entry in known.entries if entry.learner != learner)
            if left != known.entries:
                _write(file, file.name.removesuffix(_ENDING), replace(known, entries=left))


def _alone(file: Path) -> FileLock:
    return FileLock(file.with_name(f".{file.name}.lock"), timeout=_PATIENCE)


def _without_blanks(entry: Entry) -> dict[str, str]:
    data: dict[str, str] = asdict(entry)
    return {name: value for name, value in data.items() if value or name not in ("file", "sheet")}


def _write(file: Path, quiz: str, printings: Printings) -> None:
    data = {
        "format": 1,
        "quiz": quiz,
        "codes": {code: asdict(one) for code, one in sorted(printings.codes.items())},
        "entries": [_without_blanks(entry) for entry in printings.entries],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write_durably(file, encode_json(text))
