"""Two trainers have changed one bank: their items side by side, and the bank made of both.

A three-way merge by item: ``base`` is the bank as it was read, ``mine`` as it is on the page,
``theirs`` as it is on disk now. What only one side changed is taken from there. What both changed
is asked; until somebody has answered, both stay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Literal

from kit.studio.ids import free_id
from kit.studio.patch import patch_item
from kit.studio.sheet import Piece, Sheet, both_gaps, moved_text

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
    pieces: list[tuple[str, Piece]] = []
    for name in _order(list(named(base)), list(ours), list(other)):
        if piece := kept.get(name):
            pieces.append((name, piece))
        if name in extra:
            pieces.append(("", _renamed(extra[name], taken)))
    outline = _outline(base, mine, theirs, {name for name, _ in pieces})
    placed = theirs.with_pieces(*_with_gaps(pieces, outline))
    return _made(mine, theirs, placed, found.values(), choices)


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


def _outline(base: Sheet, mine: Sheet, theirs: Sheet, kept: Set[str]) -> Sheet:
    """Whose comments between the items are taken: theirs if they changed any, else those of
    whoever has more of the items that are kept, first of those that both have read."""
    if _between(theirs) != _between(base):
        return theirs
    read = kept & named(base).keys()

    def known(sheet: Sheet) -> tuple[int, int]:
        names = named(sheet).keys()
        return len(names & read), len(names & kept)

    return max(mine, theirs, key=known)


def _between(sheet: Sheet) -> list[str]:
    """What stands between the items and behind them: comments, as a rule headings."""
    gaps = (*(piece.gap for piece in sheet.pieces), sheet.tail)
    return [line.strip() for gap in gaps for line in gap.split("\n") if line.strip()]


def _with_gaps(pieces: Sequence[tuple[str, Piece]], sheet: Sheet) -> tuple[list[Piece], str]:
    """Named pieces with what stands before each in a sheet, and what stands behind them.

    Comments before an item that is gone come before the next. An item that is not in the sheet
    stands below the comments of its neighbours.
    """
    own, names = named(sheet), [name for name, _ in pieces]
    gaps: list[str] = []
    gone: str | None = None
    for name, piece in own.items():
        gap = piece.gap if gone is None else both_gaps(gone, piece.gap)
        gone = None if name in names else gap
        gaps += [gap] if gone is None else []
    waiting = iter(gaps)
    made = [next(waiting) if name in own else "\n" for name in names]
    if names and names[0] not in own:
        first = next((n for n, name in enumerate(names) if name in own), 0)
        made[0], made[first] = (made[first], "\n") if first else ("", "")
    placed = [replace(one, gap=gap) for (_, one), gap in zip(pieces, made, strict=True)]
    return placed, (gone if gone and gone.strip() else "") + sheet.tail


def _made(
    mine: Sheet, theirs: Sheet, placed: Sheet, found: Iterable[Change], choices: Mapping[str, str]
) -> Sheet:
    """Their file with the chosen pieces and settings; items of mine keep their numbers."""
    pieces = (replace(one, text=moved_text(one.text, theirs.indent)) for one in placed.pieces)
    made = like(replace(placed, pieces=tuple(pieces)), mine)
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
