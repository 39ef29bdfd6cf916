"""Every Vietnamese syllable, made from the rules of spelling and not from the kit's tables."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tests.text.text_cases import lines

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
STOP_TONES = ("\u0301", "\u0323")

OPEN_PAIRS = ("oa", "oe", "uy")
ONE_SPELLING_PAIRS = ("ia", "ua", "ưa")


@dataclass(frozen=True)
class Syllable:
    onset: str
    rhyme: str
    tone: str

    @property
    def new(self) -> str:
        """With the tone on the second vowel of open oa, oe, uy: hoà."""
        return self._written(1)

    @property
    def old(self) -> str:
        """With the tone on the first vowel of open oa, oe, uy: hòa."""
        return self._written(0)

    def _written(self, place_in_open_pair: int) -> str:
        if self.rhyme in OPEN_PAIRS and self.onset != "qu":
            place = place_in_open_pair
        else:
            place = tone_place(self.rhyme)
        cut = place + 1
        text = self.onset + self.rhyme[:cut] + self.tone + self.rhyme[cut:]
        return unicodedata.normalize("NFC", text)


def tone_place(rhyme: str) -> int:
    """Which letter of a rhyme with one spelling carries the tone."""
    marked = [place for place, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if marked and rhyme != "ưa":
        return marked[-1]
    if rhyme in ONE_SPELLING_PAIRS or len(rhyme) == 1:
        return 0
    return 1 if rhyme[:2] in ("oa", "oe", "oo", "uy") else 0


def syllables() -> Iterator[Syllable]:
    for onset, rhyme in _onsets_and_rhymes():
        stopped = rhyme.endswith(("c", "ch", "p", "t"))
        for tone in STOP_TONES if stopped else TONES:
            yield Syllable(onset, rhyme, tone)


def _onsets_and_rhymes() -> Iterator[tuple[str, str]]:
    front, back, glide = _table("front"), _table("back"), _table("glide")
    for onset in ("", *_table("onset")):
        yield from ((onset, rhyme) for rhyme in front + back + glide)
    yield from (("", rhyme) for rhyme in _table("initial-y"))
    for before_front, before_back in (("k", "c"), ("gh", "g"), ("ngh", "ng")):
        yield from ((before_front, rhyme) for rhyme in front)
        yield from ((before_back, rhyme) for rhyme in back)
    for onset in ("g", "ng"):
        yield from ((onset, rhyme) for rhyme in glide)
    yield from (("gi", rhyme) for rhyme in back)
    yield from (("qu", rhyme) for rhyme in _table("after-q"))


def _table(name: str) -> list[str]:
    rows = [line.removeprefix(f"{name}: ") for line in lines("syllables") if line.startswith(name)]
    return " ".join(rows).split()
