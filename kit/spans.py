"""Where the parts of a YAML text begin and end, in lines: so that one of them can be replaced."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from kit.text import nfc

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")


@dataclass(frozen=True)
class Entry:
    """One ``key: value`` of a block mapping."""

    key: str
    column: int
    """Where the key begins; before it stand blanks, or the dash of a list."""
    value: Node
    first: int
    last: int
    """Its lines, from 0, the last one included."""


def root_of(text: str) -> Node | None:
    """The root of a text that is known to be YAML; ``None`` if there is nothing in it."""
    root: Node | None = YAML(typ="safe", pure=True).compose(text)
    return root


def entries(node: MappingNode, lines: list[str]) -> list[Entry]:
    """The entries of a mapping, in order."""
    return [
        Entry(
            nfc(str(key.value)),
            key.start_mark.column,
            value,
            key.start_mark.line,
            max(key.start_mark.line, last_line(value, lines)),
        )
        for key, value in node.value
    ]


def last_line(node: Node, lines: list[str]) -> int:
    """The last line of a node; comments and blank lines behind it are not its own."""
    if isinstance(node, CollectionNode) and not node.flow_style:
        children = [part for pair in _parts(node) for part in pair]
        return max(last_line(child, lines) for child in children)
    end = node.end_mark
    line: int = end.line
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        # The mark of a block stands behind all blank lines that follow it.
        line = min(line, len(lines)) - 1 if end.column == 0 or line >= len(lines) else line
        while line > node.start_mark.line and not lines[line].strip():
            line -= 1
    return line


def is_block(node: Node) -> bool:
    """Whether each part of a mapping or a list stands on lines of its own."""
    return isinstance(node, CollectionNode) and not node.flow_style


def comments(lines: list[str], first: int, last: int, node: Node) -> list[str]:
    """The comments on these lines, in order; a # inside a text of ``node`` is none."""
    masked = {n: lines[n] for n in range(first, last + 1)}
    for scalar in _scalars(node):
        begin, end = scalar.start_mark, scalar.end_mark
        for n in range(max(begin.line, first), min(end.line, last) + 1):
            left = begin.column if n == begin.line else 0
            right = end.column if n == end.line else len(masked[n])
            block = scalar.style in ("|", ">") and n == begin.line
            if not block:  # behind the sign of a block there may stand a comment
                masked[n] = masked[n][:left] + "x" * (right - left) + masked[n][right:]
    return [found[0] for text in masked.values() if (found := _COMMENT.search(text))]


def _parts(node: CollectionNode) -> Iterator[tuple[Node, ...]]:
    for part in node.value:
        yield part if isinstance(part, tuple) else (part,)


def _scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode | SequenceNode):
        for pair in _parts(node):
            for part in pair:
                yield from _scalars(part)
