"""From a quiz with its key to what a learner gets: a paper of her own, and without the key.

A *paper* is a row of slots. Without a blueprint each item is its own slot. With one, each stratum
has slots whose ids and points never change, and a seed says which item stands in each: so the
cells of an assignment are the same for everybody, and for every later state of the pool.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any

from kit.blueprint import fitting, slot_ids
from kit.markdown import block
from kit.model import Item, Quiz

PREVIEW = "preview"
"""The seed of everybody who is no learner."""

# Parts whose order as written would tell the key, or invites copying from a neighbour.
_ALWAYS_SHUFFLED = ("entries", "right")


@dataclass(frozen=True)
class Slot:
    """One place of a paper."""

    id: str
    """Of the item itself where nothing is drawn; ``<stratum>-<n>``, from 1, where it is."""
    item: str
    """Id of the item that stands there."""
    points: float
    """0 for a survey."""


@dataclass(frozen=True)
class Group:
    """Slots that are filled from the same items, each item at most once."""

    slots: tuple[str, ...]
    points: float
    """Of each slot."""
    items: tuple[str, ...]


def groups(quiz: Quiz) -> tuple[Group, ...]:
    """What a paper of the quiz is made of, in order; surveys stand at the end of a drawn one."""
    if not quiz.blueprint:
        return tuple(map(_alone, quiz.items))
    entries = [(quiz.bank_of(item.id), item) for item in quiz.items]
    strata = (
        Group(slot_ids(stratum), stratum.points, tuple(fitting(stratum, entries)))
        for stratum in quiz.blueprint
    )
    return (*strata, *(_alone(item) for item in quiz.items if item.scored == "never"))


def _alone(item: Item) -> Group:
    return Group((item.id,), _points(item), (item.id,))


def _points(item: Item) -> float:
    return item.points if item.scored != "never" else 0


def paper(quiz: Quiz, seed: str) -> tuple[Slot, ...]:
    """The paper of whoever has that seed; for the grader, who has the bank."""
    return drawer(quiz)(seed)


def drawer(quiz: Quiz) -> Callable[[str], tuple[Slot, ...]]:
    """``paper`` for many seeds: what they share is worked out once."""
    found, shuffle = groups(quiz), bool(quiz.blueprint) and quiz.settings.shuffle_items
    return lambda seed: _draw(found, seed, shuffle)


def paper_of(booklet: Mapping[str, Any], seed: str) -> tuple[Slot, ...]:
    """The same paper, made from the keyless booklet of the whole pool."""
    if "strata" not in booklet:
        return tuple(Slot(item["id"], item["id"], item["points"]) for item in booklet["items"])
    strata = [
        Group(tuple(one["slots"]), one["points"], tuple(one["items"])) for one in booklet["strata"]
    ]
    return _draw(strata, seed, booklet["shuffle_items"])


def _draw(groups: Sequence[Group], seed: str, shuffle: bool) -> tuple[Slot, ...]:
    """Each item has a rank of its own that nothing else changes, and the first ones are taken.

    So an item that is added or withdrawn changes nobody's paper but where it is drawn itself.
    """

    beginning = f"{seed}/".encode()

    def rank(id: str) -> bytes:
        return sha256(beginning + id.encode()).digest()

    drawn = [
        Slot(slot, item, group.points)
        for group in groups
        for slot, item in zip(group.slots, sorted(group.items, key=rank), strict=False)
    ]
    if shuffle:  # surveys stay where they are, at the end
        drawn.sort(key=lambda slot: (slot.points == 0, rank(slot.id) if slot.points else b""))
    return tuple(drawn)


def sheet(booklet: Mapping[str, Any], seed: str) -> dict[str, Any]:
    """A learner's booklet: the drawn items alone, in the paper's order, worth their slot's points.

    ``booklet`` holds the whole pool; one without strata is everybody's sheet as it is.
    """
    if "strata" not in booklet:
        return dict(booklet)
    items = {item["id"]: item for item in booklet["items"]}
    drawn = [{**items[slot.item], "points": slot.points} for slot in paper_of(booklet, seed)]
    head = {key: value for key, value in booklet.items() if key not in ("strata", "shuffle_items")}
    return {**head, "items": drawn}


def size(booklet: Mapping[str, Any]) -> int:
    """How many questions a learner gets."""
    return len(paper_of(booklet, PREVIEW))


def booklet(quiz: Quiz, version: str, rng: Random) -> dict[str, Any]:
    """The keyless view of a quiz, the only thing a test's kernel ever gets: its whole pool.

    ``version`` is the bank's digest; the same ``rng`` state gives the same booklet. What a
    learner's browser gets is a ``sheet`` of it.
    """
    items = list(quiz.items)
    if quiz.settings.shuffle_items and not quiz.blueprint:
        rng.shuffle(items)
    return {
        "format": 1,
        "quiz": quiz.id,
        "version": version,
        "title": quiz.title,
        "mode": quiz.settings.mode,
        "language": "vi",
        **_limits(quiz),
        **_strata(quiz),
        "items": [_present(item, quiz.settings.shuffle_options, rng) for item in items],
    }


def _limits(quiz: Quiz) -> dict[str, int]:
    """What holds where a group's plan says nothing else."""
    limits = {"time_limit": quiz.settings.time_limit, "attempts": quiz.settings.attempts}
    return {name: value for name, value in limits.items() if value is not None}


def _strata(quiz: Quiz) -> dict[str, Any]:
    """What ``paper_of`` draws from; nothing where everybody gets everything."""
    if not quiz.blueprint:
        return {}
    strata = [
        {"slots": [*group.slots], "points": group.points, "items": [*group.items]}
        for group in groups(quiz)
    ]
    return {"shuffle_items": quiz.settings.shuffle_items, "strata": strata}


def _present(item: Item, shuffle_options: bool, rng: Random) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "stem": block(item.stem),
        "points": _points(item),
        **({"note": item.note} if item.note else {}),
        "show": shuffled(item, shuffle_options, rng.shuffle),
    }


def shuffled(
    item: Item,
    shuffle_options: bool,
    mix: Callable[[list[dict[str, str]]], None],
    pinned: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """What an item shows beside its stem, its parts in another order.

    ``mix`` gives a list another order, in place. Options of the item's ``pin``, and those that
    are ``pinned`` beside them, keep their places. Parts whose order would tell the key are mixed
    even without ``shuffle_options``; a survey's options never are.
    """
    show = item.present()
    pinned |= frozenset(getattr(item, "pin", ()))
    for part in _ALWAYS_SHUFFLED:
        if part in show:
            show[part] = _mixed(show[part], frozenset(), mix)
    for part in ("options", "statements"):
        if shuffle_options and part in show and item.scored == "machine":
            show[part] = _mixed(show[part], pinned, mix)
    return show


def _mixed(
    options: list[dict[str, str]],
    pinned: frozenset[str],
    mix: Callable[[list[dict[str, str]]], None],
) -> list[dict[str, str]]:
    loose = [option for option in options if option["id"] not in pinned]
    mix(loose)
    rest = iter(loose)
    return [option if option["id"] in pinned else next(rest) for option in options]
