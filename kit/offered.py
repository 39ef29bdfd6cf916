"""What a learner can practise: the slogans, the group's practice questions, and missed ones."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kit.bank import NOT_BANKS, load_kept
from kit.errors import Problems
from kit.model import Item
from kit.practice import Offered
from kit.slogans import NAME as SLOGANS
from kit.slogans import Slogan, load


@dataclass(frozen=True)
class Material:
    """All of it, by ids, which no two things of a group share."""

    slogans: Mapping[str, Slogan] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    """Items that were missed in a quiz."""

    @property
    def offered(self) -> Offered:
        """Their ids alone."""
        known = frozenset((*self.slogans, *self.items))
        return Offered(known, self.missed, tuple(self.slogans))


def material(folder: Path, missed: Sequence[Item] = ()) -> Material:
    """What lies in a folder of practice banks, and ``missed`` questions beside it.

    A file that is faulty is passed over: the cell of a lesson that uses it says what is wrong.
    """
    items = {item.id: item for item in _practice(folder)}
    slogans = {slogan.id: slogan for slogan in _slogans(folder)}
    return Material(
        slogans, {**items, **{item.id: item for item in missed}}, tuple(item.id for item in missed)
    )


def offered(folder: Path, missed: Sequence[str] = ()) -> Offered:
    """The same by ids alone, in memory until a file of the folder changes: for many learners."""
    slogans, items = _ids(folder, _state(folder))
    return Offered(frozenset((*slogans, *items, *missed)), tuple(missed), slogans)


@lru_cache(maxsize=512)
def _ids(folder: Path, _state: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = material(folder)
    return tuple(found.slogans), tuple(found.items)


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    found = []
    for file in sorted(folder.glob("*.yaml")):
        with suppress(OSError):  # a build is putting another one in its place
            stat = file.stat()
            found.append((file.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _practice(folder: Path) -> Iterator[Item]:
    for file in sorted(folder.glob("*.yaml")):
        if file.name in NOT_BANKS:
            continue
        with suppress(Problems):
            bank = load_kept(file)
            # In a project's own folder lie the quizzes, too.
            if bank.settings.mode == "practice":
                yield from (item for item in bank.items if item.scored == "machine")


def _slogans(folder: Path) -> tuple[Slogan, ...]:
    file = folder / SLOGANS
    try:
        return load(file) if file.is_file() else ()
    except Problems:
        return ()
