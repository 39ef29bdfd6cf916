"""Changing one mapping of a YAML text: the lines of what did not change stay as they are.

ruamel.yaml says where each part stands; the lines of a changed part are written anew. Comments
never go with a change: what stood behind or between replaced lines comes to stand there again.
Every result is read back: it holds the wanted data, or it is not used.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from kit.errors import Problems, UserError
from kit.formats.yaml_bank import PLACE, entry_lines, item_lines
from kit.spans import Entry, comments, entries, is_block, root_of
from kit.wording import t
from kit.yaml import compose

Data = Mapping[str, Any]


class _Shape(Exception):
    """The text is written in a way in which no part of it can be replaced alone."""


@dataclass
class _Edits:
    """Lines that replace others; collected first, so that line numbers hold until the end."""

    lines: list[str]
    changes: list[tuple[int, int, list[str]]] = field(default_factory=list)

    def replace(self, first: int, behind: int, new: list[str]) -> None:
        """Put ``new`` in the place of the lines from ``first`` to before ``behind``."""
        self.changes.append((first, behind, new))

    def text(self) -> str:
        """The text with all of them made."""
        for first, behind, new in sorted(self.changes, key=lambda one: one[:2], reverse=True):
            self.lines[first:behind] = new
        return "".join(f"{line}\n" for line in self.lines)


def patch_item(text: str, new: Data) -> str:
    """The text of one item, ``- id: …``, with other data.

    Its lines stand as before where their data are the same. Raises ``UserError`` if the data
    cannot be written so that they are read back.
    """
    old = compose(text, "").data[0]
    wanted = ordered(old, new)
    try:
        root = root_of(text)
        if not isinstance(root, SequenceNode) or not is_block(root.value[0]):
            raise _Shape
        made = _patched(text, root.value[0], old, wanted)
        if _reads(made, [wanted]):
            return made
    except _Shape:
        pass
    return _anew(text, wanted)


def patch_head(text: str, old: Data, new: Data) -> str:
    """The text of a mapping's own keys with other data; ``new`` is in the wanted order.

    Raises ``UserError`` if that cannot be written.
    """
    try:
        root = root_of(text)
        made = _patched(text, root, old, new)
        if _reads(made, dict(new)):
            return made
    except _Shape:
        pass
    raise _cannot()


def same(one: Any, other: Any) -> bool:
    """Whether data are equal, the order of keys included."""
    return json.dumps(one, sort_keys=False) == json.dumps(other, sort_keys=False)


def ordered(old: Data, new: Data) -> dict[str, Any]:
    """``new`` with the keys of ``old`` in their old order, and others where they usually stand."""
    keys = [key for key in old if key in new]
    for key in new:
        if key not in old:
            place = PLACE.get(key, len(PLACE))
            before = [n for n, one in enumerate(keys) if PLACE.get(one, len(PLACE)) <= place]
            keys.insert(before[-1] + 1 if before else 0, key)
    return {key: new[key] for key in keys}


def item_text(data: Data, indent: int) -> str:
    """A new item as text."""
    return "".join(f"{line}\n" for line in item_lines([dict(data)], " " * indent))


def _anew(text: str, new: Data) -> str:
    root = root_of(text)
    lines = text.split("\n")[:-1]
    indent = root.start_mark.column if root else 0
    kept = comments(lines, 0, len(lines) - 1, root) if root else []
    made = "".join(f"{' ' * indent}{comment}\n" for comment in kept) + item_text(new, indent)
    if not _reads(made, [dict(new)]):
        raise _cannot()
    return made


def _cannot() -> UserError:
    return UserError(t("studio.cannot_write"), t("studio.cannot_write_hint"))


def _reads(text: str, data: Any) -> bool:
    try:
        return same(compose(text, "").data, data)
    except Problems:
        return False


def _patched(text: str, node: Node | None, old: Data, new: Data) -> str:
    edits = _Edits(text.split("\n")[:-1])
    if not isinstance(node, MappingNode) or not is_block(node):
        raise _Shape
    _mapping(edits, node, old, new)
    return edits.text()


def _mapping(edits: _Edits, node: MappingNode, old: Data, new: Data) -> None:
    there = {entry.key: entry for entry in entries(node, edits.lines)}
    if [key for key in new if key in old] != [key for key in old if key in new]:
        raise _Shape
    first = next(iter(there.values()))
    for key, entry in there.items():
        if key not in new:
            if entry is first:
                raise _Shape  # the dash of the list stands on this line
            left = comments(edits.lines, entry.first, entry.last, entry.value)
            edits.replace(entry.first, entry.last + 1, [" " * entry.column + one for one in left])
        elif not same(old[key], new[key]):
            _value(edits, entry, old[key], new[key])
    before: Entry | None = None
    for key, value in new.items():
        if key not in there:
            if before is None:
                raise _Shape
            lines = list(entry_lines(key, value, " " * first.column))
            edits.replace(before.last + 1, before.last + 1, lines)
        else:
            before = there[key]


def _value(edits: _Edits, entry: Entry, old: Any, new: Any) -> None:
    """Replace what changed inside a value if that can be done, else the whole value."""
    so_far = len(edits.changes)
    try:
        return _inside(edits, entry.value, old, new)
    except _Shape:
        del edits.changes[so_far:]
    lines, column = edits.lines, entry.column
    made = list(entry_lines(entry.key, new, " " * column))
    made[0] = lines[entry.first][:column] + made[0][column:]
    kept = comments(lines, entry.first, entry.last, entry.value)
    if len(kept) == 1 and len(made) == 1 and entry.first == entry.last:
        made[0] += f"  {kept[0]}"
        kept = []
    if kept and made[0][:column].strip():
        raise _Shape
    edits.replace(entry.first, entry.last + 1, [" " * column + one for one in kept] + made)


def _inside(edits: _Edits, node: Node, old: Any, new: Any) -> None:
    if not is_block(node) or not new:
        raise _Shape
    if isinstance(node, MappingNode) and isinstance(old, dict) and isinstance(new, dict):
        _mapping(edits, node, old, new)
        return
    if not (isinstance(node, SequenceNode) and isinstance(old, list) and isinstance(new, list)):
        raise _Shape
    if len(old) != len(new):
        raise _Shape
    for child, before, after in zip(node.value, old, new, strict=True):
        if same(before, after):
            continue
        if not (isinstance(before, dict) and isinstance(after, dict) and is_block(child)):
            raise _Shape
        _mapping(edits, child, before, after)
