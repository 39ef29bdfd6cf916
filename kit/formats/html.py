"""HTML of other programs to Markdown. What Markdown or a bank cannot hold is named, not lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kit.formats.htmltree import BLOCKS, EMPHASIS, MEDIA, Node, tree_of
from kit.formats.marked import escaped, from_plain, same_text, shown
from kit.wording import t

__all__ = ["GAP", "Rich", "from_html"]

GAP = "\ue000"
"""Begins a gap of a cloze text. Such a text is shown piece by piece, so no mark spans a gap."""

_BREAK = "\x0b"
"""The end of a line inside a paragraph, until the paragraph is put together."""
_STYLES = (
    ("**", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|text-decoration[^;]*underline")),
    ("*", re.compile(r"font-style\s*:\s*(?:italic|oblique)")),
)
_SHIFTED = {
    "sup": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
_WEB = re.compile(r"https?://[^\s<>]+")


@dataclass(frozen=True)
class Rich:
    """A text that came with a form."""

    markdown: str
    lost: tuple[str, ...] = ()
    """What could not be carried: ``picture``, ``underline`` … (``exchange.lost_<name>``)."""


@lru_cache(maxsize=4096)
def from_html(html: str, inline: bool = False) -> Rich:
    """Markdown with the same visible words.

    ``inline`` is for a single line such as an option. A picture leaves its description in the
    text, in brackets.
    """
    if "<" not in html and "&" not in html:
        return Rich(from_plain(" ".join(html.split()), inline))
    tree = tree_of(html)
    for strict, plain in ((False, False), (True, False), (True, True)):
        # Plain where Markdown's rules do not let emphasis show, as in **a:**b.
        page = _Page(strict, plain)
        text = page.text(tree, inline)
        if same_text(shown(text, inline), "".join(page.seen)):
            break
    lost = dict.fromkeys((*page.lost, *(("emphasis",) if plain else ())))
    return Rich(text, tuple(lost))


@dataclass
class _Page:
    """One try at a text; ``seen`` is what its readers must see."""

    strict: bool
    plain: bool
    seen: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def text(self, tree: Node, inline: bool) -> str:
        """The whole as Markdown."""
        if inline:
            return _paragraph(self.line(tree, ()))
        return "\n\n".join(self.blocks(tree))

    def blocks(self, node: Node) -> Iterator[str]:
        """Its paragraphs, lists and so on, one by one."""
        run: list[Node | str] = []
        for part in node.parts:
            if isinstance(part, str) or part.tag not in BLOCKS:
                run.append(part)
                continue
            yield from self._run(run)
            run = []
            yield from self._block(part)
        yield from self._run(run)

    def _run(self, run: list[Node | str]) -> Iterator[str]:
        if text := _paragraph(self.line(Node("", {}, run), ())):
            yield text

    def _block(self, node: Node) -> Iterator[str]:
        match node.tag:
            case "ul" | "ol":
                yield from self._list(node)
            case "table":
                yield from self._table(node)
            case "pre":
                yield from self._code(node)
            case "blockquote":
                yield _prefixed("\n\n".join(self.blocks(node)), "> ", "> ")
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                if text := _paragraph(self.line(node, ())).replace("\\\n", " "):
                    yield f"### {text}"
            case _:
                yield from self.blocks(node)

    def _list(self, node: Node) -> Iterator[str]:
        start = node.attributes.get("start", "")
        number = int(start) if start.isdecimal() and len(start) < 7 else 1
        items = []
        for part in node.parts:
            mark = f"{number}. " if node.tag == "ol" else "- "
            wrapped = part if isinstance(part, Node) else Node("", {}, [part])
            if text := "\n\n".join(self.blocks(wrapped)):
                items.append(_prefixed(text, mark, " " * len(mark)))
                number += 1
        if items:
            yield "\n".join(items)

    def _table(self, node: Node) -> Iterator[str]:
        rows = [
            [_paragraph(self.line(cell, ())).replace("\\\n", " ") for cell in _cells(row)]
            for row in node.find("tr")
        ]
        rows = [[cell.replace("|", "\\|").replace("\\\\|", "\\|") for cell in row] for row in rows]
        width = max(map(len, rows), default=0)
        if not width:
            yield from self.blocks(Node("div", {}, node.parts))
            return
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        yield "\n".join((lines[0], f"|{' --- |' * width}", *lines[1:]))

    def _code(self, node: Node) -> Iterator[str]:
        text = "".join(node.texts()).strip("\n")
        self.seen.append(text)
        if text.strip():
            yield f"````\n{text}\n````"

    def line(self, node: Node, within: tuple[str, ...]) -> str:
        """Its text as one line; ``within`` are the marks of emphasis around it."""
        return "".join(
            self._words(part, within) if isinstance(part, str) else self._inline(part, within)
            for part in node.parts
        )

    def _words(self, text: str, within: tuple[str, ...]) -> str:
        text = text.replace("\xa0", " ")
        if shift := _SHIFTED.get(within[-1] if within else ""):
            moved = text.strip().translate(shift)
            if any(char.isascii() for char in moved):
                self.lost.append("shifted")
                moved = f"{'^' if within[-1] == 'sup' else '_'}({text.strip()})"
            text = moved
        self.seen.append(text)
        return escaped(text, self.strict)

    def _inline(self, node: Node, within: tuple[str, ...]) -> str:
        tag = node.tag
        if tag == "br":
            return _BREAK
        if tag in MEDIA:
            return self._media(node)
        if tag in _SHIFTED:
            return self.line(node, (*within, tag))
        mark = self._mark(node)
        inner = self.line(node, (*within, mark) if mark else within)
        if tag == "a":
            return self._link(node.attributes.get("href", ""), inner)
        if tag == "li":
            self.seen.append("•")
            return f"{_BREAK}• {inner}{_BREAK}"
        if tag in BLOCKS:
            return f"{_BREAK}{inner}{_BREAK}"
        return self._around(mark, inner) if mark and mark not in within else inner

    def _mark(self, node: Node) -> str:
        style = node.attributes.get("style", "")
        if node.tag in ("u", "ins") or ("underline" in style and node.tag == "span"):
            self.lost.append("underline")
        found = [mark for mark, pattern in _STYLES if pattern.search(style)]
        return found[0] if found else EMPHASIS.get(node.tag, "")

    def _around(self, mark: str, inner: str) -> str:
        core = inner.strip(f" \t\r\n{_BREAK}")
        if GAP in core:
            self.lost.append("emphasis")
        if self.plain or not core or GAP in core:
            return inner
        before, _, after = inner.partition(core)
        return f"{before}{mark}{core}{mark}{after}"

    def _link(self, address: str, inner: str) -> str:
        if not address or address == inner.strip():
            return inner
        if _WEB.fullmatch(address) and inner.strip() and GAP not in inner and not self.plain:
            return f"[{inner.strip()}](<{address}>)"
        self.lost.append("attachment" if address.startswith("@@") else "link")
        return inner

    def _media(self, node: Node) -> str:
        what = MEDIA[node.tag]
        self.lost.append(what)
        named = node.attributes.get("alt") or node.attributes.get("src", "").rpartition("/")[2]
        words = " ".join(named.split())[:80]
        text = t(f"exchange.here_{what}", what=words) if words else t(f"exchange.here_some_{what}")
        return self._words(text, ())


def _paragraph(text: str) -> str:
    lines = (re.sub(r"[ \t\r\n\f]+", " ", line).strip(" ") for line in text.split(_BREAK))
    return "\\\n".join(line for line in lines if line)


def _prefixed(text: str, first: str, others: str) -> str:
    head, *rest = text.split("\n")
    return "\n".join((first + head, *(others + line if line else line for line in rest)))


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.parts if isinstance(cell, Node) and cell.tag in ("td", "th")]
