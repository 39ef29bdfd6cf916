"""Taking a bank's text apart, so that it can be put together again letter by letter."""

import re
from collections.abc import Sequence

from ruamel.yaml.nodes import MappingNode, SequenceNode

from kit.errors import Problems, UserError
from kit.spans import entries, is_block, last_line, root_of
from kit.studio.sheet import Piece, Sheet
from kit.wording import t
from kit.yaml import Document, compose

_COMMENT = re.compile(r"\s*#")
_HEADING = re.compile(r"\s*#(?:#|\s*[-=*_~─━]{2})")
"""A comment with a rule, ``# --- Phần 1 ---``, is about all items below and not about one."""


def split(text: str, name: str) -> Sheet:
    """A bank's text in pieces.

    Raises ``Problems`` if it is no YAML, and ``UserError`` if its items are not written below
    each other, each with its dash, or lean on each other by YAML's ``&`` and ``*``.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix("\ufeff")
    ends = "\r\n" if "\r\n" in plain else "\n"
    plain = plain.replace("\r\n", "\n")
    closed = plain.endswith("\n") or not plain
    plain = plain if closed else f"{plain}\n"
    whole = compose(plain, name)
    lines = plain.split("\n")[:-1]
    starts, behind, indent = _item_lines(plain, lines)
    cuts = [_own(lines, start) for start in starts]
    head = "".join(f"{line}\n" for line in lines[: cuts[0][0] if cuts else behind])
    pieces = []
    for n, (gap, own) in enumerate(cuts):
        end = cuts[n + 1][0] if n + 1 < len(cuts) else behind
        pieces.append(Piece(n, _join(lines[gap:own]), _join(lines[own:end])))
    made = Sheet(
        name, head, tuple(pieces), _join(lines[behind:]), len(pieces), indent, ends, mark, closed
    )
    if _same(made, whole) and made.text == text:
        return made
    raise _other_way()


def _same(made: Sheet, whole: Document) -> bool:
    try:
        return bool(made.document.data == whole.data)
    except (Problems, TypeError):  # a piece that leans on another cannot be read alone
        return False


def _other_way() -> UserError:
    return UserError(t("studio.other_yaml"), t("studio.other_yaml_hint"))


def _join(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _own(lines: list[str], start: int) -> tuple[int, int]:
    """Where the lines before an item begin, and where its own comments do."""
    own = start
    while own and _COMMENT.match(lines[own - 1]) and not _HEADING.match(lines[own - 1]):
        own -= 1
    gap = own
    while gap and (not lines[gap - 1].strip() or lines[gap - 1].lstrip().startswith("#")):
        gap -= 1
    return gap, own


def _item_lines(text: str, lines: list[str]) -> tuple[list[int], int, int]:
    """The lines with the items' dashes, the line behind the last item, how far they stand in."""
    root = root_of(text)
    if not isinstance(root, MappingNode) or not is_block(root):
        raise _other_way()
    found = next((one for one in entries(root, lines) if one.key == "items"), None)
    if found is None or not isinstance(found.value, SequenceNode) or not found.value.value:
        return [], len(lines), 2
    if not is_block(found.value):
        raise _other_way()
    nodes = found.value.value
    column = found.value.start_mark.column
    starts = [node.start_mark.line for node in nodes]
    if any(not lines[line][column:].startswith("- ") for line in starts):
        raise _other_way()
    return starts, last_line(nodes[-1], lines) + 1, column
