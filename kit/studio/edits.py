"""What a trainer does to a bank: fill in, add, copy, delete, move, take back."""

from collections.abc import Mapping
from typing import Any

from kit.kinds import KINDS
from kit.studio.desk import Filter, StudioDesk
from kit.studio.forms import BANK, NEW, applied, as_kind, field_of, form_of
from kit.studio.history import History
from kit.text import slug
from kit.wording import t

Message = Mapping[str, Any]
Said = dict[str, Any]

_MADE = "cau-moi"
"""The id of a new item, until its question gives it another."""


def choose(desk: StudioDesk, message: Message) -> Said:
    """Show an item, or the bank's settings."""
    uid = message.get("uid")
    if uid is not None:
        desk.bank.sheet.piece(int(uid))
    desk.uid, desk.fresh = None if uid is None else int(uid), None
    return {"form": True}


def to_fault(desk: StudioDesk, message: Message) -> Said:
    """Show the next item with something to mend; the bank's settings if it is only there.

    As long as something keeps the bank from use, the next item with that.
    """
    desk.fresh = None
    stopping = [one for one in desk.found() if one.stops]
    faulty = {one.uid for one in stopping or desk.found()}
    uids = [piece.uid for piece in desk.bank.sheet.pieces]
    here = uids.index(desk.uid) + 1 if desk.uid in uids else 0
    order = [uid for uid in (*uids[here:], *uids[:here]) if uid in faulty]
    if order or None in faulty:
        desk.uid = order[0] if order else None
    return {"form": True}


def find(desk: StudioDesk, message: Message) -> Said:
    """List some of the items."""
    names = ("query", "topic", "level", "kind", "only")
    desk.filter = Filter(**{name: str(message.get(name) or "") for name in names})
    return {}


def fill_in(desk: StudioDesk, message: Message) -> Said:
    """Put what was typed or chosen into a field of the form that it was typed into.

    A page goes on showing a form until the next one has come: what is typed there meanwhile belongs
    to the former item, and not to the one that Python has gone to.
    """
    here = desk.name, desk.uid
    there = (str(message.get("bank", desk.name)), message.get("uid", desk.uid))
    if there == here:
        return _fill_in(desk, message)
    desk.name, desk.uid = there
    try:
        _fill_in(desk, message)
    finally:
        desk.name, desk.uid = here
    return {}


def _fill_in(desk: StudioDesk, message: Message) -> Said:
    name, value = str(message["field"]), message.get("value")
    sheet = desk.bank.sheet
    if desk.uid is None:
        around = applied(sheet.around, field_of(BANK, name).write(sheet.around, value))
        desk.done(sheet.with_around(around), None, f"set/{name}")
        return {}
    data, this = desk.piece.data, (desk.name, desk.uid)
    desk.filled.add(name)
    one = field_of(form_of(str(data.get("kind"))), name)
    changed = applied(data, one.write(data, value))
    said: Said = {}
    if name == "id":
        desk.named.discard(this)
    elif name == "stem" and this in desk.named:
        changed["id"] = said["id"] = desk.free_id(slug(str(value), 40) or _MADE, data.get("id"))
    desk.done(sheet.with_item(desk.uid, changed), desk.uid, f"set/{name}")
    return said


def kind(desk: StudioDesk, message: Message) -> Said:
    """Turn an item into another kind."""
    sheet, piece = desk.bank.sheet, desk.piece
    made = as_kind(piece.data, _known(message))
    desk.done(sheet.with_item(piece.uid, made), piece.uid, "kind")
    return {"form": True}


def _known(message: Message) -> str:
    name = str(message["kind"])
    if name not in KINDS:
        raise KeyError(name)
    return name


def add(desk: StudioDesk, message: Message) -> Said:
    """A new item behind the one on the page."""
    name = _known(message)
    data = {"id": desk.free_id(_MADE), "kind": name, **NEW.get(name, {})}
    sheet, uid = desk.bank.sheet.added(data, desk.uid)
    desk.named.add((desk.name, uid))
    desk.fresh, desk.filled = (desk.name, uid), set()
    desk.done(sheet, uid, "add")
    return {"form": True}


def copy(desk: StudioDesk, message: Message) -> Said:
    """The item on the page once more, behind it."""
    piece = desk.piece
    made, uid = desk.bank.sheet.inserted(piece.text, piece.uid)
    id = desk.free_id(f"{piece.id[:44]}-2")
    desk.done(made.with_item(uid, {**piece.data, "id": id}), uid, "copy")
    return {"form": True}


def delete(desk: StudioDesk, message: Message) -> Said:
    """Take the item on the page away."""
    sheet, piece = desk.bank.sheet, desk.piece
    place, left = sheet.place(piece.uid), sheet.without(piece.uid)
    near = left.pieces[min(place, len(left.pieces) - 1)].uid if left.pieces else None
    desk.done(left, near, "delete")
    return {"form": True, "said": t("studio.deleted", desk.language, id=piece.id)}


def move(desk: StudioDesk, message: Message) -> Said:
    """Put the item on the page one place up or down."""
    by = 1 if message.get("by") == 1 else -1
    uid = desk.piece.uid
    desk.done(desk.bank.sheet.moved(uid, by), uid, "move")
    return {}


def undo(desk: StudioDesk, message: Message) -> Said:
    """Take the last edit back, and show where it was."""
    gone = desk.bank.history.now
    return _went(desk, desk.bank.history.undone(), gone.uid)


def redo(desk: StudioDesk, message: Message) -> Said:
    """Do again what was taken back, and show where it is."""
    history = desk.bank.history.redone()
    return _went(desk, history, history.now.uid)


def _went(desk: StudioDesk, history: History, edited: int | None) -> Said:
    """Show the bank at another step: the item that came back, or the one that was edited."""
    before = {piece.uid for piece in desk.bank.sheet.pieces}
    moved = history is not desk.bank.history
    desk.go(history)
    uids = [piece.uid for piece in desk.bank.sheet.pieces]
    came = [uid for uid in uids if uid not in before]
    if moved and edited is None and not came:
        desk.uid = None  # the bank's settings
    else:
        wanted = (*came, edited, history.now.uid, desk.uid, *uids)
        desk.uid = next((uid for uid in wanted if uid in uids), None)
    return {"form": True}
