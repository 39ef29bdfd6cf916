"""Formatted text as data: what Word and PDF are made from, the same for both.

A *run* is ``{"t": text}`` with any of ``b i code sub sup`` set to true, or ``{"br": true}``.
A *block* has ``runs`` and a kind ``k``: ``p``, ``h`` (a heading) or ``li`` (with its ``mark``), all
with an ``indent`` from 0; or it is ``{"k": "code", "text"}`` or ``{"k": "table", "rows"}`` with
runs in each cell, the first row being the head.
"""

from collections.abc import Iterator
from typing import Any

from kit.formats.htmltree import BLOCKS, Node, tree_of
from kit.text import nfc

Run = dict[str, Any]
Block = dict[str, Any]

_MARKS = {
    "strong": "b", "b": "b", "em": "i", "i": "i", "code": "code",
    "sub": "sub", "sup": "sup",
}  # fmt: skip


def runs(html: str) -> list[Run]:
    """One line of formatted text from the kit's own HTML."""
    return _trimmed(list(_runs(tree_of(html).parts, {})))


def blocks(html: str) -> list[Block]:
    """Paragraphs, lists, tables and code from the kit's own HTML."""
    return list(_blocks(tree_of(html).parts, 0))


def text(line: list[Run]) -> str:
    """What is read there."""
    return "".join("\n" if "br" in run else run["t"] for run in line)


def _runs(parts: "list[Node | str]", marks: Run) -> Iterator[Run]:
    for part in parts:
        if isinstance(part, str):
            if words := nfc(part.replace("\n", " ")):
                yield {"t": words, **marks}
        elif part.tag == "br":
            yield {"br": True}
        else:
            mark = _MARKS.get(part.tag)
            yield from _runs(part.parts, {**marks, mark: True} if mark else marks)
            yield from _address(part, marks)


def _address(node: Node, marks: Run) -> Iterator[Run]:
    """On paper nobody can follow a link: its address is written out."""
    address = node.attributes.get("href", "") if node.tag == "a" else ""
    if address and address != "".join(node.texts()):
        yield {"t": f" ({address})", **marks}


def _trimmed(line: list[Run]) -> list[Run]:
    """Without white space at either end."""
    while line and not line[0].get("t", "").strip():
        line = line[1:]
    while line and not line[-1].get("t", "").strip():
        line = line[:-1]
    if line:
        line[0] = {**line[0], "t": line[0]["t"].lstrip()}
        line[-1] = {**line[-1], "t": line[-1]["t"].rstrip()}
    return line


def _blocks(parts: "list[Node | str]", indent: int) -> Iterator[Block]:
    loose: list[Node | str] = []
    for part in parts:
        if isinstance(part, str) or part.tag not in BLOCKS:
            loose.append(part)
            continue
        yield from _line("p", loose, indent)
        loose = []
        yield from _block(part, indent)
    yield from _line("p", loose, indent)


def _line(kind: str, parts: "list[Node | str]", indent: int) -> Iterator[Block]:
    if line := _trimmed(list(_runs(parts, {}))):
        yield {"k": kind, "runs": line, "indent": indent}


def _block(node: Node, indent: int) -> Iterator[Block]:
    match node.tag:
        case "ul" | "ol":
            yield from _list(node, indent)
        case "table":
            rows = [[_cell(cell) for cell in _cells(row)] for row in node.find("tr")]
            yield {"k": "table", "rows": rows}
        case "pre":
            yield {"k": "code", "text": nfc("".join(node.texts()).strip("\n"))}
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            yield from _line("h", node.parts, indent)
        case "blockquote":
            yield from _blocks(node.parts, indent + 1)
        case "hr":
            return
        case _:
            yield from _blocks(node.parts, indent)


def _list(node: Node, indent: int) -> Iterator[Block]:
    start = node.attributes.get("start", "1")
    items = [part for part in node.parts if isinstance(part, Node)]
    for n, item in enumerate(items, int(start) if start.isdecimal() else 1):
        first, *rest = [*_blocks(item.parts, indent + 1)] or [{"k": "p", "runs": []}]
        mark = f"{n}." if node.tag == "ol" else "•"
        if first["k"] == "p":
            yield {**first, "k": "li", "mark": mark, "indent": indent}
        else:
            yield {"k": "li", "mark": mark, "runs": [], "indent": indent}
            yield first
        yield from rest


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.parts if isinstance(cell, Node) and cell.tag in ("td", "th")]


def _cell(cell: Node) -> list[Run]:
    bold = {"b": True} if cell.tag == "th" else {}
    return _trimmed(list(_runs(cell.parts, bold)))
