"""A bank as the studio holds it: the text of its file in pieces, one for each item.

A sheet never changes; an edit makes another one, which shares all pieces but the edited one. So
undoing is going back to an earlier sheet, merging is choosing among pieces, and a file that is
saved differs from the one that was read by the lines of what was edited alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from kit.errors import UserError
from kit.studio.patch import item_text, ordered, patch_head, patch_item, same
from kit.wording import t
from kit.yaml import Document, Path, compose

_NO_ITEMS = re.compile(r"^items:[ \t]*(?:\[[ \t]*\]|~|null)?([ \t]*(?:#.*)?)$", re.MULTILINE)
_HEAD = (
    "format", "id", "title", "lesson", "as_of", "settings", "blueprint", "pool", "items",
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """The text of one item."""

    uid: int
    """Names the item while the bank is open, whatever becomes of its ``id``."""
    gap: str
    """Lines before it that are not its own: blank ones, and comments above a blank one."""
    text: str
    """Comments right above it, and its lines."""

    @property
    def data(self) -> dict[str, Any]:
        """The item as typed; nobody changes it."""
        found = document_of(self.text).data[0]
        return found if isinstance(found, dict) else {}

    @property
    def id(self) -> str:
        """The item's id; "" if it has none."""
        return str(self.data.get("id") or "")


@lru_cache(maxsize=20_000)
def document_of(text: str) -> Document:
    """What a piece, or what stands around the pieces, says."""
    return compose(text, "")


@dataclass(frozen=True)
class Sheet:
    """A bank's text, in pieces."""

    name: str
    """What problems call the file."""
    head: str
    pieces: tuple[Piece, ...]
    tail: str
    """What stands behind the last item."""
    next_uid: int
    indent: int = 2
    """How far the items' dashes are indented."""
    ends: str = "\n"
    """What ends a line."""
    mark: str = ""
    """The byte order mark, if the file has one."""
    closed: bool = True
    """Whether the last line has an end, too."""

    @property
    def text(self) -> str:
        """The file's text."""
        whole = self.head + "".join(one.gap + one.text for one in self.pieces) + self.tail
        whole = whole if self.closed else whole.removesuffix("\n")
        return self.mark + whole.replace("\n", self.ends)

    @cached_property
    def around(self) -> dict[str, Any]:
        """The bank's own data, without its items."""
        data = {**_mapping(self.head), **_mapping(self.tail)}
        if isinstance(data.get("items"), list | None):
            data.pop("items", None)
        return data

    @cached_property
    def document(self) -> Document:
        """The whole bank as it would be read from its text."""
        made = Document({}, twice=[])
        _add(made, self.head, (), 0, self.name)
        row = self.head.count("\n")
        if self.pieces:
            made.data["items"] = []
        for n, one in enumerate(self.pieces):
            row += one.gap.count("\n")
            _add(made, one.text, ("items", n), row, self.name)
            row += one.text.count("\n")
        _add(made, self.tail, (), row, self.name)
        return made

    def piece(self, uid: int) -> Piece:
        """The piece of that number; ``KeyError`` if there is none."""
        return self.pieces[self.place(uid)]

    def place(self, uid: int) -> int:
        """Where it stands, from 0."""
        for n, one in enumerate(self.pieces):
            if one.uid == uid:
                return n
        raise KeyError(uid)

    def with_item(self, uid: int, data: Mapping[str, Any]) -> "Sheet":
        """With other data in an item's place; raises ``UserError`` if they cannot be written."""
        old = self.piece(uid)
        if same(old.data, ordered(old.data, data)):
            return self
        return self._put(self.place(uid), 1, (replace(old, text=patch_item(old.text, data)),))

    def with_around(self, data: Mapping[str, Any]) -> "Sheet":
        """With other settings; the items stay. Raises ``UserError`` like ``with_item``."""
        behind = _mapping(self.tail)
        old = _mapping(self.head)
        wanted = {key: value for key, value in data.items() if key not in behind}
        if any(data.get(key) != value for key, value in behind.items()):
            raise UserError(t("studio.cannot_write"), t("studio.cannot_write_hint"))
        if "items" in old:
            wanted["items"] = old["items"]
        keys = sorted(wanted, key=lambda key: _HEAD.index(key) if key in _HEAD else len(_HEAD))
        keys = [*(key for key in old if key in wanted), *(key for key in keys if key not in old)]
        return replace(self, head=patch_head(self.head, old, _placed(keys, old, wanted)))

    def added(self, data: Mapping[str, Any], after: int | None) -> "tuple[Sheet, int]":
        """With a new item behind that one, or at the end; and the new one's number."""
        return self.inserted(item_text(data, self.indent), after)

    def inserted(self, text: str, after: int | None) -> "tuple[Sheet, int]":
        """The same for an item's text, whose dash is moved to where this bank's stand."""
        place = len(self.pieces) if after is None else self.place(after) + 1
        gap = "\n" if place else ""
        piece = Piece(self.next_uid, gap, moved_text(text, self.indent))
        pieces = (*self.pieces[:place], piece, *self.pieces[place:])
        made = replace(self, next_uid=self.next_uid + 1)
        return made.with_pieces(pieces, self.tail), piece.uid

    def with_pieces(self, pieces: Sequence[Piece], tail: str) -> "Sheet":
        """With other pieces, and something else behind them."""
        head = self.head
        if pieces and not self.pieces:
            head, found = _NO_ITEMS.subn(r"items:\1", head)
            head = head if found else f"{head}\nitems:\n"
        return replace(self, head=head, pieces=tuple(pieces), tail=tail)

    def without(self, uid: int) -> "Sheet":
        """Without an item; comments that are not its own stay."""
        place = self.place(uid)
        gone, rest = self.pieces[place], self.pieces[place + 1 :]
        if rest:
            return self._put(place, 2, (replace(rest[0], gap=both_gaps(gone.gap, rest[0].gap)),))
        kept = replace(self, tail=gone.gap + self.tail) if gone.gap.strip() else self
        return kept._put(place, 1, ())

    def moved(self, uid: int, by: int) -> "Sheet":
        """With an item that many places further down, as far as it goes; gaps stay."""
        old = self.place(uid)
        new = min(max(old + by, 0), len(self.pieces) - 1)
        order = list(self.pieces)
        order.insert(new, order.pop(old))
        gaps = (one.gap for one in self.pieces)
        pieces = (replace(one, gap=gap) for one, gap in zip(order, gaps, strict=True))
        return replace(self, pieces=tuple(pieces))

    def _put(self, place: int, count: int, new: tuple[Piece, ...]) -> "Sheet":
        pieces = (*self.pieces[:place], *new, *self.pieces[place + count :])
        return replace(self, pieces=pieces)


def _add(whole: Document, text: str, at: Path, row: int, name: str) -> None:
    """Add what a part says; ``row`` lines stand above it."""
    part = document_of(text)
    for place, line in part.lines.items():
        if not at:
            whole.lines.setdefault(place, row + line)
        elif place:  # its first step is that into the list of one item
            whole.lines[(*at, *place[1:])] = row + line
    whole.twice += [replace(one, line=row + one.line, path=name) for one in part.twice]
    if at:
        whole.data["items"].append(part.data[0])
    elif isinstance(part.data, dict):
        whole.data.update(part.data)


def _placed(
    keys: Sequence[str], old: Mapping[str, Any], wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """New keys of the head where they usually stand: before the first that comes later."""
    order = [key for key in keys if key in old]
    for key in keys:
        if key not in old:
            later = _HEAD[_HEAD.index(key) :] if key in _HEAD else ()
            at = next((n for n, one in enumerate(order) if one in later), len(order))
            order.insert(at, key)
    return {key: wanted[key] for key in order}


def both_gaps(gone: str, near: str) -> str:
    """The gap before an item when the one above it goes: the comments of both gaps."""
    return gone if not near.strip() else gone + near if gone.strip() else near


def moved_text(text: str, indent: int) -> str:
    """An item's text with its dash elsewhere."""
    lines = text.split("\n")
    dash = next(line for line in lines if line.lstrip().startswith("- "))
    by = indent - (len(dash) - len(dash.lstrip()))
    if by >= 0:
        return "\n".join(" " * by + line if line.strip() else line for line in lines)
    return "\n".join(line[min(-by, len(line) - len(line.lstrip())) :] for line in lines)


def _mapping(text: str) -> dict[str, Any]:
    found = document_of(text).data
    return found if isinstance(found, dict) else {}
