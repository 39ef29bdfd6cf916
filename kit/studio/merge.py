"""Two trainers have changed one bank: their items side by side, and the bank made of both.

A three-way merge by item: ``base`` is the bank as it was read, ``mine`` as it is on the page,
``theirs`` as it is on disk now. What only one side changed is taken from there. What both changed
is asked; until somebody has answered, both stay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kit.studio.ids import free_id
from kit.studio.patch import patch_item
from kit.studio.sheet import Piece, Sheet, moved_text

Side = Literal["mine", "theirs", "both"]
_ALL: tuple[Side, ...] = ("both", "mine", "theirs")


@dataclass(frozen=True)
class Change:
    """An item, or a setting of the bank, that the sides have differently."""

    name: str
    """Id of the item; ``bank.<key>`` for a setting."""
    mine: str | None
    """Its text on this side; ``None`` if it is not there."""
    theirs: str | None
    by: Side
    """Who changed it: ``both`` asks for a choice."""

    @property
    def choices(self) -> tuple[Side, ...]:
        """What may be chosen, first what loses nothing; empty where one side alone changed it."""
        if self.by != "both":
            return ()
        if self.mine is None:
            return ("theirs", "mine")
        return ("mine", "theirs") if self.theirs is None or not self.is_item else _ALL

    @property
    def is_item(self) -> bool:
        """Whether it is an item."""
        return not self.name.startswith("bank.")


def named(sheet: Sheet) -> dict[str, Piece]:
    """Pieces by id; a second one of an id, or one without, by its place."""
    found: dict[str, Piece] = {}
    for n, piece in enumerate(sheet.pieces):
        name = piece.id if piece.id and piece.id not in found else f"{piece.id}#{n + 1}"
        found[name] = piece
    return found


def changes(base: Sheet, mine: Sheet, theirs: Sheet) -> tuple[Change, ...]:
    """Everything that mine and theirs have differently, settings first."""
    return (*_settings(base, mine, theirs), *_items(base, mine, theirs))


def _items(base: Sheet, mine: Sheet, theirs: Sheet) -> Iterator[Change]:
    old, ours, other = named(base), named(mine), named(theirs)
    for name in dict.fromkeys((*other, *ours, *old)):
        was, here, there = (one[name].text if name in one else None for one in (old, ours, other))
        if here != there:
            yield Change(name, here, there, _who(was, here, there))


def _settings(base: Sheet, mine: Sheet, theirs: Sheet) -> Iterator[Change]:
    for key in dict.fromkeys((*theirs.around, *mine.around, *base.around)):
        was, here, there = (one.around.get(key) for one in (base, mine, theirs))
        if here != there:
            yield Change(f"bank.{key}", _said(here), _said(there), _who(was, here, there))


def _said(value: Any) -> str | None:
    return None if value is None else str(value)


def _who(was: Any, here: Any, there: Any) -> Side:
    return "theirs" if was == here else "mine" if was == there else "both"


def merged(base: Sheet, mine: Sheet, theirs: Sheet, choices: Mapping[str, str]) -> Sheet:
    """The bank made of both. ``choices`` are by name; what is not chosen stays on both sides.

    Raises ``UserError`` if that cannot be written.
    """
    found = {one.name: one for one in changes(base, mine, theirs)}
    ours, other = named(mine), named(theirs)
    kept: dict[str, Piece | None] = {}
    extra: dict[str, Piece] = {}
    for name in dict.fromkeys((*other, *ours)):
        side = _side(found[name], choices) if name in found else "mine"
        kept[name] = (ours if side == "mine" else other).get(name)
        if side == "both":
            extra[name] = ours[name]
    taken = {piece.id for piece in (*kept.values(), *extra.values()) if piece}
    pieces: list[Piece] = []
    for name in _order(list(named(base)), list(ours), list(other)):
        if piece := kept.get(name):
            pieces.append(piece)
        if name in extra:
            pieces.append(_renamed(extra[name], taken))
    return _made(mine, theirs, pieces, found.values(), choices)


def _side(change: Change, choices: Mapping[str, str]) -> str:
    if change.by != "both":
        return change.by
    chosen = choices.get(change.name)
    return chosen if chosen in change.choices else change.choices[0]


def _order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Everybody's names: in the order of whoever moved something, mine if both did not."""
    common = [name for name in base if name in mine and name in theirs]
    moved = [name for name in theirs if name in common] != common
    first, second = (theirs, mine) if moved else (mine, theirs)
    order = list(first)
    for n, name in enumerate(second):
        if name not in order:
            before = [one for one in second[:n] if one in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, name)
    return order


def _renamed(piece: Piece, taken: set[str]) -> Piece:
    """A second version of an item, under an id of its own."""
    id = free_id(piece.id, taken)
    taken.add(id)
    return replace(piece, text=patch_item(piece.text, {**piece.data, "id": id}))


def _made(
    mine: Sheet,
    theirs: Sheet,
    pieces: Iterable[Piece],
    found: Iterable[Change],
    choices: Mapping[str, str],
) -> Sheet:
    """Their file with the chosen pieces and settings; items of mine keep their numbers."""
    moved = [replace(piece, text=moved_text(piece.text, theirs.indent)) for piece in pieces]
    made = like(theirs.arranged(moved), mine)
    around = dict(theirs.around)
    for change in found:
        if not change.is_item and _side(change, choices) == "mine":
            key = change.name.removeprefix("bank.")
            around[key] = mine.around.get(key)
    wanted = {key: one for key, one in around.items() if one is not None}
    return made if wanted == theirs.around else made.with_around(wanted)


def like(made: Sheet, sheet: Sheet) -> Sheet:
    """With the numbers that items have in another sheet, and new ones for what is not there."""
    numbers = {piece.id: piece.uid for piece in sheet.pieces}
    next_uid, used, numbered = max(made.next_uid, sheet.next_uid), set(), []
    for piece in made.pieces:
        uid = numbers.get(piece.id)
        if uid is None or uid in used:
            uid, next_uid = next_uid, next_uid + 1
        used.add(uid)
        numbered.append(replace(piece, uid=uid))
    return replace(made, pieces=tuple(numbered), next_uid=next_uid)
