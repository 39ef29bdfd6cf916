"""Keys mended, and questions dropped, after people had answered them.

banks/<quiz>.amended.json   what ``kit regrade`` has decided; every way of grading reads it

Answers keep the version they were given to, and their draw follows from it. An amendment only
says by whose key an item of that version is scored, or that everybody is paid for it.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from kit.answers import Unreadable, encode_json
from kit.durable import write_durably
from kit.model import Item, Quiz
from kit.plainfile import Missing, read_plain
from kit.workspace import Workspace

Drop = Literal["full", "rescaled"]
"""What a dropped question is worth: all its points, or the share that the rest was worth."""


@dataclass(frozen=True)
class Ruling:
    """What became of one item of one version: just one of the two."""

    key: str = ""
    """The version whose item it is scored by."""
    dropped: Drop | None = None


Rulings = Mapping[str, Mapping[str, Ruling]]
"""Version that was answered → id of an item → what became of it."""


@dataclass(frozen=True)
class AmendedBank:
    """A version of a bank as it was asked, and as it is scored."""

    asked: Quiz
    """Decides the draw and the points."""
    scored: Quiz
    """The same items, those with a mended key in their later form."""
    dropped: Mapping[str, Drop] = field(default_factory=dict)
    """By the item's id."""


def read_rulings(workspace: Workspace, quiz: str) -> Rulings:
    """What was decided of a quiz; nothing in most groups. Raises ``Unreadable``."""
    file = workspace.amendments_file(quiz)
    try:
        return _rulings(json.loads(read_plain(file)))
    except Missing:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(f"{file.name}: {error!r}") from error


def _rulings(data: Any) -> Rulings:
    if data["format"] != 1:
        raise ValueError(f"format {data['format']!r}")
    return {
        str(version): {str(item): _ruling(**one) for item, one in items.items()}
        for version, items in data["versions"].items()
    }


def _ruling(key: str = "", dropped: Drop | None = None) -> Ruling:
    if bool(key) == bool(dropped) or dropped not in (None, *get_args(Drop)):
        raise ValueError(f"key {key!r}, dropped {dropped!r}")
    return Ruling(str(key), dropped)


def write_rulings(workspace: Workspace, quiz: str, rulings: Rulings) -> None:
    """Replace what was decided, as a whole and durably."""
    versions = {
        version: {
            item: {"dropped": one.dropped} if one.dropped else {"key": one.key}
            for item, one in items.items()
        }
        for version, items in rulings.items()
    }
    data = {"format": 1, "quiz": quiz, "versions": versions}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write_durably(workspace.amendments_file(quiz), encode_json(text))


def amended_bank(rulings: Rulings, version: str, load: Callable[[str], Quiz]) -> AmendedBank:
    """A version of a bank as it is scored; ``load`` reads a kept version.

    Raises ``Unreadable`` for rulings that fit no kept version, and whatever ``load`` raises.
    """
    asked, ruled = load(version), rulings.get(version, {})
    if not ruled:
        return AmendedBank(asked, asked)
    later = {one.key: load(one.key) for one in ruled.values() if one.key}
    try:
        mended = {id: later[one.key].item(id) for id, one in ruled.items() if one.key}
    except KeyError as error:
        raise Unreadable(f"{version}: {error}") from error
    dropped = {id: one.dropped for id, one in ruled.items() if one.dropped}
    items = tuple(mended.get(item.id, item) for item in asked.items)
    return AmendedBank(asked, asked.model_copy(update={"items": items}), dropped)


@dataclass(frozen=True)
class Wish:
    """What is asked for beside the mended keys, by ids of items."""

    drop: Mapping[str, Drop] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    """Dropped before; they count again."""
    also: frozenset[str] = frozenset()
    """Scored by the later key although the question itself was reworded."""


@dataclass(frozen=True)
class Proposal:
    """What would be in force."""

    rulings: Rulings
    mended: tuple[str, ...]
    """Items whose key, or way of scoring, is another one in the newest version."""
    reworded: tuple[str, ...]
    """Items whose question or options are others there: scored as they were, unless asked for.

    Those that were asked for before are none of them.
    """


def propose(
    current: Rulings, versions: Mapping[str, Quiz], newest: str, used: Collection[str], wish: Wish
) -> Proposal:
    """What is to be decided so that all answers are scored by the newest keys that fit them.

    ``versions`` are all that are kept, ``used`` those that somebody has handed in: only of these
    is anything said. What was asked decides: a key is never put to a question that it was not
    made for.
    """
    rulings: dict[str, dict[str, Ruling]] = {}
    mended, reworded = set[str](), set[str]()
    later = {item.id: item for item in versions[newest].items}
    gone = [*_dropped(current, versions)]
    for version, quiz in versions.items():
        before = current.get(version, {})
        for item in quiz.items:
            new = later.get(item.id, item)
            fits = item.id in wish.also or _asks_the_same(item, new)
            if version in used and _marking(item) != _marking(new):
                mended |= {item.id} if fits else set()
            if version in used and not fits and not _settled(before.get(item.id), new, versions):
                reworded.add(item.id)
            key = Ruling(newest) if fits and new != item else None
            # A question that was found faulty is so in every version that asks it like that.
            same = (how for other, how in gone if _is_the_same(other, item))
            ruling = _ruled(item.id, before.get(item.id) or next(same, None), key, fits, wish)
            if ruling:
                rulings.setdefault(version, {})[item.id] = ruling
    return Proposal(rulings, tuple(sorted(mended)), tuple(sorted(reworded)))


def _ruled(
    id: str, before: Ruling | None, key: Ruling | None, fits: bool, wish: Wish
) -> Ruling | None:
    if id in wish.drop:
        return Ruling(dropped=wish.drop[id])
    if before and before.dropped and id not in wish.keep:
        return before
    # What fits no longer is scored by the last key that did.
    return key if fits or not (before and before.key) else before


def _dropped(current: Rulings, versions: Mapping[str, Quiz]) -> Iterator[tuple[Item, Ruling]]:
    """Dropped items, each in the form in which it was."""
    for version in current.keys() & versions.keys():
        for item in versions[version].items:
            ruling = current[version].get(item.id)
            if ruling and ruling.dropped:
                yield item, ruling


def _is_the_same(one: Item, other: Item) -> bool:
    return one.id == other.id and _asks_the_same(one, other) and _marking(one) == _marking(other)


def _settled(before: Ruling | None, new: Item, versions: Mapping[str, Quiz]) -> bool:
    """Whether it was asked for before that an item counts by this form of it."""
    if before is None or before.key not in versions:
        return False
    ruled = next((one for one in versions[before.key].items if one.id == new.id), None)
    return ruled is not None and _is_the_same(ruled, new)


_NO_MARKING = {
    "as_of", "cite", "difficulty", "explanation", "feedback", "level", "note", "points", "stem",
    "superseded_by", "tags",
}  # fmt: skip


def _marking(item: Item) -> dict[str, Any]:
    """All that may decide a score. A place's points are the assignment's and do not change."""
    return item.model_dump(exclude=_NO_MARKING)


def _asks_the_same(one: Item, other: Item) -> bool:
    return (one.kind, one.stem, one.present()) == (other.kind, other.stem, other.present())
