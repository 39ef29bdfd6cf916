"""HTML of other programs as a small, clean tree: known tags only, and not too deep."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

__all__ = ["BLOCKS", "EMPHASIS", "MEDIA", "Node", "tree_of"]

EMPHASIS = {
    "b": "**", "strong": "**", "u": "**", "ins": "**", "i": "*", "em": "*", "dfn": "*", "var": "*",
    "s": "~~", "del": "~~", "strike": "~~",
}  # fmt: skip
"""Tag → the mark of Markdown."""
MEDIA = {
    "img": "picture", "svg": "picture", "canvas": "picture", "audio": "sound", "video": "sound",
    "iframe": "frame", "object": "frame", "embed": "frame", "math": "formula", "input": "field",
    "select": "field", "textarea": "field", "button": "field",
}  # fmt: skip
"""Tag → what it is; no bank can hold it."""
BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center", "section",
     "article", "dl", "dt", "dd", "table", "caption", "figure", "figcaption", "ul", "ol", "li",
     "tr", "hr")
)  # fmt: skip

_OTHERS = frozenset(
    ("span", "font", "a", "td", "th", "tbody", "thead", "tfoot", "sub", "sup", "code", "br")
)
_VOID = frozenset(("img", "br", "hr", "input", "embed"))
_TAGS = {*EMPHASIS, *MEDIA, *BLOCKS, *_OTHERS}
_ATTRIBUTES = {"a": {"href"}, "img": {"alt", "src"}, "span": {"style"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "ftp", "file", "tel"}
_MOST_DEEP = 40
"""Levels that are told apart; what lies deeper counts as text of this level."""


@dataclass
class Node:
    """One element, or the whole (no tag)."""

    tag: str
    attributes: dict[str, str]
    parts: "list[Node | str]" = field(default_factory=list)

    def find(self, tag: str) -> "Iterator[Node]":
        """Elements of that name below it, none within another."""
        for part in self.parts:
            if isinstance(part, Node):
                if part.tag == tag:
                    yield part
                else:
                    yield from part.find(tag)

    def texts(self) -> Iterator[str]:
        """Its text, as it stands."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            elif part.tag == "br":
                yield "\n"
            else:
                yield from part.texts()


def tree_of(html: str) -> Node:
    """The tree of any text that calls itself HTML."""
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, clean_content_tags={"script", "style"},
        link_rel=None, url_schemes=_SCHEMES, strip_comments=True,
    )  # fmt: skip
    builder = _Builder()
    builder.feed(clean)
    builder.close()
    return builder.open[0]


class _Builder(HTMLParser):
    """Every element that is left has its end, so a stack is all it takes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", {})]
        self._beyond = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.open[-1].parts.append(node)
        elif len(self.open) > _MOST_DEEP:
            self._beyond += 1
        else:
            self.open[-1].parts.append(node)
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._beyond:
            self._beyond -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)
