"""Markdown of authors to HTML that is safe to show: raw HTML is off, what is left is cleaned."""

import re
from collections.abc import Sequence
from functools import cache

import nh3
from markdown_it import MarkdownIt

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre",
    "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _clean(html: str) -> str:
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "http"}, link_rel="noopener"
    ).strip()


def block(text: str) -> str:
    """Paragraphs, lists and tables as HTML."""
    return _clean(_parser().render(text))


def inline(text: str) -> str:
    """One line of text (an option, a table cell) as HTML without a surrounding paragraph."""
    return _clean(_parser().renderInline(text))


_HOLE = "\ue000"
"""A character that nobody writes."""
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")


def inline_around(texts: Sequence[str]) -> list[str]:
    """A line of text with holes between its parts; emphasis may reach over a hole.

    Each part is whole HTML: what is open where it ends is closed, and opened again in the next.
    """
    pieces = inline(_HOLE.join(texts)).split(_HOLE)
    if len(pieces) != len(texts):  # a hole in a link's address, where it is written otherwise
        return [inline(text) for text in texts]
    made: list[str] = []
    still: list[tuple[str, str]] = []
    for piece in pieces:
        before = "".join(tag for _, tag in still)
        for found in _TAG.finditer(piece):
            if found[1]:
                still.pop()
            elif found[2] != "br":
                still.append((found[2], found[0]))
        after = "".join(f"</{name}>" for name, _ in reversed(still))
        whole = re.sub(r"<(\w+)></\1>", "", f"{before}{piece.strip()}{after}").strip()
        made.append(re.sub(r"\s+((?:</\w+>)+)$", r"\1", whole))
    return made
