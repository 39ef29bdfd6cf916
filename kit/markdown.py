"""Markdown of authors to HTML that is safe to show: raw HTML is off, what is left is cleaned."""

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
