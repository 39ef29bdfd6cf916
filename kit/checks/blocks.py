"""Markdown cut into the blocks that a reader takes in at once, each with its links.

A block is a heading, a paragraph, an entry of a list or a row of a table. Its ``text`` is what is
read, without marks: a new line in it stands where words do not follow each other (between the
cells of a row, where a citation's link stood).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

OF_SOURCE = "#nguon-"
"""How an address begins that leads to an entry of the lesson's list of sources."""

_PARAGRAPH = re.compile(r"đoạn\s+([0-9]+)\s*$")
_ANCHOR = re.compile(r'<a\s+id="([^"]*)"')
_QUOTES = re.compile('[“”„«»"]')
_GROUPS = frozenset({"tr_open", "list_item_open"})


@dataclass(frozen=True)
class Link:
    """A link in a block."""

    text: str
    href: str
    title: str

    @property
    def source(self) -> str:
        """The entry of the list of sources that it leads to; empty if it leads elsewhere."""
        return self.href.removeprefix(OF_SOURCE) if self.href.startswith(OF_SOURCE) else ""

    @property
    def paragraph(self) -> str:
        """The number at the end of ``Báo Đà Nẵng, đoạn 7``; empty if there is none."""
        found = _PARAGRAPH.search(self.text)
        return found[1] if found else ""


@dataclass(frozen=True)
class Block:
    """What stands together in a text."""

    text: str
    lines: tuple[str, ...]
    """As written."""
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    """Names of the places in it that links may lead to."""
    heading: bool = False

    def line_with(self, words: str) -> str:
        """The written line in which the words stand; the first one if they stand in none."""
        return next((line for line in self.lines if words in line), self.lines[0])


@cache
def parser() -> MarkdownIt:
    """Markdown as lessons and items have it."""
    return MarkdownIt("commonmark").enable("table")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order."""
    lines = text.split("\n")
    groups: list[list[Token]] = []
    open_groups: list[list[Token]] = []
    before = ""
    for token in parser().parse(text):
        if token.type in _GROUPS:
            open_groups.append([])
            groups.append(open_groups[-1])
        elif token.type in ("tr_close", "list_item_close"):
            open_groups.pop()
        elif token.type == "inline" and open_groups:
            open_groups[-1].append(token)
        elif token.type == "inline":
            groups.append([token])
            if before == "heading_open":
                token.meta["heading"] = True
        before = token.type
    for group in groups:
        if group:
            yield _block(group, lines)


def _block(group: Sequence[Token], lines: Sequence[str]) -> Block:
    links: list[Link] = []
    anchors: list[str] = []
    text = "\n".join(_plain(token, links, anchors) for token in group)
    numbers = sorted({n for token in group if token.map for n in range(*token.map)})
    written = tuple(lines[n] for n in numbers) or ("",)
    return Block(text, written, tuple(links), tuple(anchors), bool(group[0].meta.get("heading")))


def _plain(token: Token, links: list[Link], anchors: list[str]) -> str:
    """What is read of inline content; its links and anchors are added to the lists."""
    parts: list[str] = []
    start = 0
    for child in token.children or ():
        if child.type == "link_open":
            start = len(parts)
            parts.append("")
            links.append(
                Link("", str(child.attrs.get("href", "")), str(child.attrs.get("title", "")))
            )
        elif child.type == "link_close":
            link = Link("".join(parts[start:]), links[-1].href, links[-1].title)
            links[-1] = link
            if link.source and link.paragraph:
                parts[start:] = ["\n"]
        elif child.type == "html_inline":
            anchors += _ANCHOR.findall(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "code_inline":
            # What stands in `code` is typed or shown by a program: its quotes quote nobody.
            parts.append(_QUOTES.sub("", child.content))
        else:
            parts.append(child.content)
    return "".join(parts)
