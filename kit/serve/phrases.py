"""Small things about how text stands on a page."""

import re

from markupsafe import Markup, escape

# 6-12-2023, 34-CT/TU, 73/2023/NĐ-CP, a code such as K7RM-2XHD: no line ends at their hyphens.
_HYPHENATED = re.compile(r"(?<![\w/-])(?:\d[\w/]*(?:-[\w/]+)+|[A-Z0-9]{4}-[A-Z0-9]{4}(?![\w-]))")


def keep_together(text: str) -> Markup:
    """The text as HTML, with dates and document numbers that do not break over two lines."""
    parts, end = [], 0
    for found in _HYPHENATED.finditer(text):
        parts += [escape(text[end : found.start()])]
        parts += [Markup('<span class="kit-whole">{}</span>').format(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
