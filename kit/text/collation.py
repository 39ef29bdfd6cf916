"""The order of a Vietnamese dictionary, for lists of names and places."""

import re
import unicodedata
from typing import Final

from kit.text.fold import fold

__all__ = ["code_key", "person_key", "sort_key"]

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTERS: Final = {letter: 1000 + place for place, letter in enumerate(_ALPHABET)}
# Ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {tone: place for place, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)}


_Key = tuple[tuple[int, ...], tuple[int, ...], str]


def sort_key(s: str) -> _Key:
    """A key for `sorted`: letters first (a ă â b c d đ e ê …), then tones, then the text itself.

    Tones: ngang, huyền, hỏi, ngã, sắc, nặng. White space comes before digits, digits before
    letters, letters foreign to the alphabet after z.
    """
    letters: list[int] = []
    tones: list[int] = []
    for char in fold(s):
        letter, tone = _split_tone(char)
        letters.append(_LETTERS.get(letter, ord(letter) + (2000 if ord(letter) > 127 else 0)))
        tones.append(tone)
    return tuple(letters), tuple(tones), s


def person_key(name: str) -> tuple[_Key, _Key]:
    """A key for lists of people: by the given name, which stands last, then by the whole name.

    Numbers (*Học viên 2*, *Học viên 10*) go by their value.
    """
    words = code_key(name).split()
    return sort_key(words[-1] if words else ""), sort_key(" ".join(words))


def code_key(code: str) -> str:
    """A key for codes such as ``hv-999`` and ``hv-1000``: numbers go by their value."""
    return re.sub(r"\d+", lambda number: number[0].zfill(12), code)


def _split_tone(char: str) -> tuple[str, int]:
    """A letter without its tone, and the tone's place (0 for none)."""
    if char in _LETTERS or char.isascii():
        return char, 0
    decomposed = unicodedata.normalize("NFD", char)
    tone = max((_TONES.get(mark, 0) for mark in decomposed), default=0)
    kept = "".join(mark for mark in decomposed if mark not in _TONES)
    letter = unicodedata.normalize("NFC", kept)
    # A letter with foreign marks (ü) goes with its base letter.
    return (letter if letter in _LETTERS else kept[:1] or char), tone
