"""Dates, ranges and document numbers stay on one line: 6-12-2023, 5-7%, 34-CT/TU; and đoạn 5.

On a page that is a matter of style, so that what is copied or searched for is what was written; no
sign that nobody sees, no hyphen of another kind. ``kit/widget/js/dom.js`` does the same.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

__all__ = ["JOINED", "keep_together", "pieces"]

JOINED = re.compile(
    r"(?<![\w/–-])(?:"
    r"\d\w*(?:[-–/]\w+)+"  # 6-12-2023, 2021–2025, 18/11, 34-CT/TU, 73/2023/NĐ-CP
    r"|[A-Z0-9]{4}-[A-Z0-9]{4}(?![\w-])"  # a personal code: K7RM-2XHD
    r"|[A-Z]+-\d+\b"  # DH-03
    r"|(?:[Đđ]oạn|[Pp]aragraph) \d+(?![\w–/-])"  # the place of every citation
    r")"
)

_LONGEST = 30
"""Characters; what is longer would not fit on a phone in large type."""

_TAG = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it has to stay on one line; none is empty."""
    end = 0
    for found in JOINED.finditer(text):
        if len(found[0]) > _LONGEST:
            continue
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text):
        yield text[end:], False


def keep_together(text: str) -> Markup:
    """The text as HTML in which no line ends inside of these.

    ``Markup`` is taken for HTML already: its tags, and what they hold, stay as they are.
    """
    made = []
    for n, part in enumerate(_TAG.split(str(escape(text)))):
        if n % 2:
            made.append(part)
        else:
            made += [_span(piece) if whole else piece for piece, whole in pieces(part)]
    return Markup("".join(made))


def _span(piece: str) -> str:
    return f'<span class="kit-whole">{piece}</span>'
