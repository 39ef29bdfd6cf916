"""From a quiz with its key to the booklet that a learner gets: shuffled, and without the key."""

from random import Random
from typing import Any

from kit.markdown import block
from kit.model import Item, Quiz

# Parts whose order as written would tell the key, or invites copying from a neighbour.
_ALWAYS_SHUFFLED = ("entries", "right")


def booklet(quiz: Quiz, version: str, rng: Random) -> dict[str, Any]:
    """The keyless view of a quiz, the only thing a test's kernel and browser ever get.

    ``version`` is the bank's digest; the same ``rng`` state gives the same booklet.
    """
    items = list(quiz.items)
    if quiz.settings.shuffle_items:
        rng.shuffle(items)
    return {
        "format": 1,
        "quiz": quiz.id,
        "version": version,
        "title": quiz.title,
        "mode": quiz.settings.mode,
        "language": "vi",
        "items": [_present(item, quiz.settings.shuffle_options, rng) for item in items],
    }


def _present(item: Item, shuffle_options: bool, rng: Random) -> dict[str, Any]:
    show = item.present()
    pinned = frozenset(getattr(item, "pin", ()))
    for part in _ALWAYS_SHUFFLED:
        if part in show:
            show[part] = _shuffled(show[part], frozenset(), rng)
    if shuffle_options and "options" in show and item.scored == "machine":
        show["options"] = _shuffled(show["options"], pinned, rng)
    return {
        "id": item.id,
        "kind": item.kind,
        "stem": block(item.stem),
        "points": item.points if item.scored != "never" else 0,
        "show": show,
    }


def _shuffled(
    options: list[dict[str, str]], pinned: frozenset[str], rng: Random
) -> list[dict[str, str]]:
    loose = [option for option in options if option["id"] not in pinned]
    rng.shuffle(loose)
    rest = iter(loose)
    return [option if option["id"] in pinned else next(rest) for option in options]
