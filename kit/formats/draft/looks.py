"""Which options look like the right one, by the habit of the whole document.

A look says something where some options of a question have it and others do not: where every
letter is blue and bold, blue and bold are no sign. What is a sign in most questions is one in all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kit.formats.draft.model import Option
from kit.formats.rich import Look, Rich

__all__ = ["Habit", "Looks", "habit_of", "looks_of"]

Places = frozenset[int]
Looks = dict[str, Places]
"""Look → the places of the options that have it, for every look that parts the options."""

_ENOUGH = 0.6
"""Share of an option's letters that must have a look: a full stop or a word may be left out."""
_WEAK = ("italic",)
_SELDOM = 0.1
"""A look that is a sign this seldom, beside the commonest one, is an accident."""
_TESTS: dict[str, Callable[[Look], bool]] = {
    "underline": lambda look: look.underline,
    "ground": lambda look: bool(look.ground),
    "bold": lambda look: look.bold,
    "italic": lambda look: look.italic,
}


@dataclass(frozen=True)
class Habit:
    """How a document marks its right options."""

    looks: tuple[str, ...] = ()
    """The commonest first."""
    counts: tuple[int, ...] = ()
    """Questions whose options that look parts."""
    counting: bool | None = None
    """Whether numbers as keys count the options, or repeat them; ``None`` if nothing tells."""
    one_right: bool = False
    """Whether most questions that judge each option have one right: they are choices."""

    def chosen(self, looks: Looks) -> tuple[Places, bool]:
        """The options that are marked in one question, and whether its marks agree.

        No options if nothing is marked.
        """
        most = max(self.counts, default=0)
        usual = [
            looks[name]
            for name, count in zip(self.looks, self.counts, strict=True)
            if name in looks and count >= most * _SELDOM
        ]
        found = usual or [places for name, places in looks.items() if name not in _WEAK]
        if not found:
            return frozenset(), True
        return found[0], all(one == found[0] for one in found)


def looks_of(options: Sequence[Option]) -> Looks:
    """The looks that part these options."""
    found: Looks = {}
    for name, test in _tests(options):
        places = _parting(options, test)
        if places:
            found[name] = places
    struck = _all(options, lambda option: option.head.share(lambda look: look.strike) >= _ENOUGH)
    if len(struck) == len(options) - 1 > 0:
        found["strike"] = frozenset(range(len(options))) - struck
    return found


def _tests(options: Sequence[Option]) -> Iterable[tuple[str, Callable[[Look], bool]]]:
    yield from _TESTS.items()
    colours = {look.colour for one in options for _, look in (*one.head.looks, *one.sign.looks)}
    for hue in sorted({_hue(colour) for colour in colours} - {""}):
        yield f"colour-{hue}", _has_hue(hue)


def _has_hue(hue: str) -> Callable[[Look], bool]:
    return lambda look: _hue(look.colour) == hue


def _parting(options: Sequence[Option], test: Callable[[Look], bool]) -> Places:
    """The options with that look, over their text or over their letter; none if all have it."""
    by_text = _all(options, lambda option: option.head.share(test) >= _ENOUGH)
    by_letter = _all(options, lambda option: _marked(option.sign, test))
    parted = [one for one in (by_text, by_letter) if 0 < len(one) < len(options)]
    return frozenset().union(*parted)


def _all(options: Sequence[Option], test: Callable[[Option], bool]) -> Places:
    return frozenset(n for n, option in enumerate(options) if test(option))


def _marked(sign: Rich, test: Callable[[Look], bool]) -> bool:
    return sign.share(test) >= _ENOUGH


@cache
def _hue(colour: str) -> str:
    """What a person would call the colour; "" for black, white and grey."""
    try:
        red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
    except ValueError:
        return colour.casefold()
    strongest = max(red, green, blue)
    if strongest - min(red, green, blue) < 60:
        return ""
    if strongest == red:
        return (
            "yellow" if green > 0.7 * red and blue < green else "red" if green < 160 else "orange"
        )
    return "green" if strongest == green else "blue"


def habit_of(unkeyed: Sequence[Looks], keyed: Sequence[tuple[Looks, Places]] = ()) -> Habit:
    """The looks that mark right options in a document.

    ``unkeyed`` are questions whose key nothing else tells; ``keyed`` are the others, with their
    keys. A look is a sign if it marks one option in question after question of the former, or
    agrees with the keys of the latter.
    """
    single, several, agreed, wrong = (Counter[str]() for _ in range(4))
    for looks in unkeyed:
        for name, places in looks.items():
            (single if len(places) == 1 else several)[name] += 1
    for looks, key in keyed:
        for name, places in looks.items():
            (agreed if places == key else wrong)[name] += 1

    def is_sign(name: str) -> bool:
        marked = single[name] + several[name]
        often = 2 * marked >= len(unkeyed) or single[name] >= 3
        usual = (
            marked > 0 and often and (single[name] >= several[name] or 2 * marked >= len(unkeyed))
        )
        return usual or agreed[name] > 4 * wrong[name]

    total = single + several + agreed
    signs = [name for name, _ in total.most_common() if name not in _WEAK and is_sign(name)]
    weak = [name for name in _WEAK if single[name] > several[name] and is_sign(name) and not signs]
    names = (*signs, *weak)
    return Habit(names, tuple(total[name] for name in names))
