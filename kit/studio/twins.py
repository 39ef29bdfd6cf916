"""Questions that are nearly the same, and looking for words.

How near two texts are is rapidfuzz's ``fuzz.ratio``: 100 times the share of letters, in order,
that both have in common (the normalized Indel similarity, 1 - d / (a + b), d counting insertions
and deletions, a and b the lengths). Texts are folded first, so accents typed in another way,
dashes and capitals make no difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from kit.text import bare, fold

NEAR = 85
"""From this on two questions are shown to each other's author; 100 is the same."""

_LONG = 140

# The stem of these is often but an instruction; what is asked stands here.
_ASKED_IN = {"cloze": "text", "cluster": "statements", "matching": "pairs", "ordering": "sequence"}


@dataclass(frozen=True)
class Twin:
    """Another question that is nearly the same."""

    bank: str
    id: str
    stem: str
    score: int
    """From ``NEAR`` to 100."""


@dataclass(frozen=True)
class Asked:
    """What an item asks."""

    bank: str
    id: str
    stem: str
    folded: str


def asked(bank: str, data: Mapping[str, Any]) -> Asked:
    """What an item as typed asks."""
    stem, part = str(data.get("stem") or ""), data.get(_ASKED_IN.get(str(data.get("kind")), ""))
    text = f"{stem} {' '.join(words(part))}"
    return Asked(bank, str(data.get("id") or ""), stem, _folded(text))


def twins(one: Asked, others: Sequence[Asked], most: int = 5) -> tuple[Twin, ...]:
    """The questions nearest to one, itself left out, the nearest first."""
    if not one.folded:
        return ()
    found = process.extract(
        one.folded,
        [other.folded for other in others],
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
        limit=most + 1,
    )
    near = ((others[n], score) for _, score, n in found)
    return tuple(
        Twin(other.bank, other.id, other.stem, round(score))
        for other, score in near
        if (other.bank, other.id) != (one.bank, one.id)
    )[:most]


def words(data: Any) -> Iterable[str]:
    """All texts of a piece of data, keys that are text included."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, one in data.items():
            yield str(key)
            yield from words(one)
    elif isinstance(data, list):
        for one in data:
            yield from words(one)


def shortened(stem: str) -> str:
    """A question on one line, cut at a word if it is long."""
    line = " ".join(stem.split())
    return line if len(line) <= _LONG else f"{line[: _LONG - 1].rsplit(' ', 1)[0]}…"


def holds(text: str, query: str) -> bool:
    """Whether every word of a query stands in a text; without accents it means any."""
    plain, marked = _bare(text), _folded(text)
    return all(part in marked or part in plain for part in _folded(query).split())


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    return bare(text)
