"""So many spoilt submissions of one quiz, the same for the same seed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.hostile.answers import ANSWERS
from tests.hostile.folders import FOLDERS
from tests.hostile.hand import Hand, World, honest
from tests.hostile.mutator import Mutator, Outcome
from tests.hostile.notebooks import NOTEBOOKS, STAMPS

MUTATORS: dict[str, Mutator] = ANSWERS | NOTEBOOKS | STAMPS | FOLDERS

Spoilt = tuple[Hand, Outcome]


def spoilt(world: World, count: int, number: int) -> list[Spoilt]:
    """``count`` submissions, each spoilt in one way or in several; ``number`` is the seed."""
    made: dict[str, Spoilt] = {}
    for more in range(100):
        wanted = count - len(made) + 20  # of one seed, the first few are as simple as can be
        for one in _drawn(spoilings(world), wanted, number + 1_000_003 * more):
            made.setdefault(one[0].learner, one)
        if len(made) >= count:
            return [*made.values()][:count]
    raise RuntimeError("there are not so many")


def each_once(world: World, number: int, names: Iterable[str] = MUTATORS) -> list[Spoilt]:
    """One submission for each of these mutators."""
    return [
        one
        for n, name in enumerate(names)
        for one in _drawn(spoilings(world, name), 5, number * 1_000 + n)[-1:]
    ]


def unspoilt(world: World, count: int, number: int) -> list[Spoilt]:
    """Honest neighbours of theirs."""
    names: Iterator[str] = (f"hv-tot-{number}-{n}" for n in range(count))
    return [(honest(world, name, Random(name)), "same") for name in names]


def _drawn(strategy: st.SearchStrategy[Spoilt], count: int, number: int) -> Sequence[Spoilt]:
    """So many examples of a strategy."""
    made: list[Spoilt] = []

    @seed(number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(strategy)
    def make(one: Spoilt) -> None:
        made.append(one)

    make()
    return made


@st.composite
def spoilings(draw: st.DrawFn, world: World, name: str = "") -> Spoilt:
    """A submission spoilt in the way of that name, or in any."""
    number = draw(st.integers(0, 2**64))
    hand = honest(world, f"hv-{name.replace(' ', '-')}{number:x}", Random(number))
    if name or draw(st.integers(0, 3)):
        name = name or draw(st.sampled_from([*MUTATORS]))
        MUTATORS[name].change(hand, draw)
        hand.changed.append(name)
        return hand, MUTATORS[name].outcome
    several = [name for name in MUTATORS if name not in FOLDERS]
    for one in draw(st.lists(st.sampled_from(several), min_size=2, max_size=3, unique=True)):
        hand.changed.append(one)
        with suppress(Exception):  # an earlier one has left nothing that it could spoil
            MUTATORS[one].change(hand, draw)
    return hand, "any"
