"""Level B: i and y, where both spellings are tolerated."""

import re
from typing import Final

from kit.text.fold import fold

__all__ = ["spelling"]

_Y_TO_I: Final = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
# The whole word is one of h, k, l, m, s, t and the vowel, so ay, ây, uy, quy, thy and every closed
# syllable stay as they are (Quyết định 1989/QĐ-BGDĐT, article 9, and administrative usage).
_OPEN_Y: Final = re.compile(r"(?<![\w\u0300-\u036f])([hklmst])([yỳýỷỹỵ])(?![\w\u0300-\u036f])")


def spelling(s: str) -> str:
    """`fold(s)` with i for y in the open syllables hy, ky, ly, my, sy, ty, under any tone.

    kỷ = kỉ, lý = lí, tỷ = tỉ, mỹ = mĩ, sỹ = sĩ, hy = hi. Only spellings of one and the same
    spoken syllable become equal. Idempotent. A form for comparing, not for showing.
    """
    return respell(fold(s))


def respell(folded: str) -> str:
    """`spelling` for a text that is folded already."""
    return _OPEN_Y.sub(_with_i, folded)


def _with_i(match: re.Match[str]) -> str:
    return match[1] + _Y_TO_I[match[2]]
