"""Parts of a paper that are named by letters: *A. LỊCH SỬ ĐẢNG*, *B. ĐIỀU LỆ ĐẢNG*."""

import re
from collections.abc import Sequence

from kit.formats.paper.inline import count_inline
from kit.formats.paper.line import Line
from kit.formats.paper.signs import Label, OptionSign

__all__ = ["lettered_parts"]

_MOST = 0.8
_WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2}")


def lettered_parts(
    lines: Sequence[Line], labels: Sequence[Label | None], signs: Sequence[OptionSign | None]
) -> list[int]:
    """The lines with such a name, each right above a question.

    No question has one option alone, so that an A above the next question is none; below it the
    others are named in capitals, and options above them are not written so.
    """
    found: list[int] = []
    last = ""
    for n, sign in enumerate(signs[:-1]):
        if not sign or sign.family != "upper" or sign.letter <= last or labels[n]:
            continue
        name = lines[n].text.cut(sign.end)
        if not labels[n + 1] or not _WORDS.search(name.text) or count_inline(lines[n].text.text):
            continue
        above = lines[n - 1].text.text if n else ""
        capitals = name.text.isupper() and not (above.isupper() and _WORDS.search(above))
        bold = name.share(lambda look: look.bold) > _MOST
        if (capitals and last) or (sign.letter == "A" and (name.text.isupper() or bold)):
            found.append(n)
            last = sign.letter
    return found
