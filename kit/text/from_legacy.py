"""Text of the old font encodings, TCVN3 (ABC) and VNI, in Unicode."""

import re
from collections.abc import Callable
from typing import Final, Literal

from kit.text.legacy import TCVN3, VNI, WORD

__all__ = ["from_legacy"]

# The longest first: aä before a.
_UNIT: Final = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)
_BEYOND: Final = re.compile(r"[\u0100-\uffff]")


def from_legacy(s: str, code: Literal["TCVN3", "VNI"]) -> str:
    """`s` with every word of that encoding in Unicode; what no such font writes stays as it is.

    For a text that `legacy` has found to be in `code`: ê is ờ to TCVN3, whatever it looks like. A
    word with any character beyond Latin-1 was typed in Unicode. A symbol that stands alone (§ 5,
    3 × 4) is a symbol. Capitals of TCVN3 come from a font of their own and arrive as small letters.
    """
    convert = _tcvn3 if code == "TCVN3" else _vni
    return WORD.sub(lambda found: _word(found[0], convert), s)


def _word(word: str, convert: Callable[[str], str]) -> str:
    is_symbol = len(word) == 1 and not word.isalpha()
    return word if is_symbol or _BEYOND.search(word) else convert(word)


def _tcvn3(word: str) -> str:
    return "".join(TCVN3.get(char, char) for char in word)


def _vni(word: str) -> str:
    return _UNIT.sub(_vni_unit, word)


def _vni_unit(found: re.Match[str]) -> str:
    letter = VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter
