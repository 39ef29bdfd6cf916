"""Opening a bank, with the work on it that was never saved."""

from collections.abc import Mapping
from typing import Any

from kit.clock import spoken
from kit.errors import Problems, UserError
from kit.studio.desk import Filter, Open, StudioDesk
from kit.studio.drafts import Kept, forget
from kit.studio.history import History, Step
from kit.studio.merge import like, merged
from kit.studio.sheet import Sheet
from kit.studio.split import split
from kit.wording import t

Message = Mapping[str, Any]
Said = dict[str, Any]


def look(desk: StudioDesk, message: Message) -> Said:
    """Show what there is; the one bank at once, where the studio was started for one."""
    if desk.shelf.only and not desk.name:
        return open_bank(desk, {"bank": desk.shelf.only})
    return {"form": True}


def open_bank(desk: StudioDesk, message: Message) -> Said:
    """Show a bank, with what was done to it since it was opened first.

    What a page that is gone has left is on the page at once; what a page has that is still there,
    and whatever else was left, is offered (``take``).
    """
    name = str(message["bank"])
    said: Said = {"form": True}
    if name not in desk.banks:
        sheet, content = desk.shelf.open(name)
        desk.banks[name] = Open(History(Step(sheet)), sheet, content)
        if time := _brought_back(desk, name):
            said["said"] = t("studio.draft_back", desk.language, time=time)
    desk.name, desk.filter, desk.theirs, desk.fresh = name, Filter(), None, None
    pieces = desk.bank.sheet.pieces
    desk.uid = pieces[0].uid if pieces else None
    offer(desk)
    return said


def _brought_back(desk: StudioDesk, name: str) -> str:
    """Go on with the latest work that a page has left, one step behind the file it began with.

    When that was; "" if there is none.
    """
    path, sheet = desk.shelf.path(name), desk.banks[name].sheet
    for found in desk.drafts.offered(path, sheet.text, desk.clock()):
        versions = None if found.there else _versions(found, sheet.name)
        if versions is None:
            continue
        base, mine = versions
        history = History(Step(base)).done(Step(mine, None, "draft"))
        desk.banks[name] = Open(history, base, found.base.encode("utf-8"))
        if desk.drafts.keep(path, base.text, mine.text, found.at):
            forget(found)
        return spoken(found.at, desk.language)
    return ""


def offer(desk: StudioDesk) -> None:
    """Look which unsaved work of other pages there is to the bank on the page."""
    path, sheet = desk.shelf.path(desk.name), desk.bank.sheet
    found = desk.drafts.offered(path, desk.bank.base.text, desk.clock())
    new = (one for one in found if one.text != sheet.text and _versions(one, sheet.name))
    desk.offers = {one.file.name: one for one in new}


def take(desk: StudioDesk, message: Message) -> Said:
    """Bring the work of another page into the bank on this one; where both have changed an item,
    both versions stay. One step, which can be taken back.
    """
    found, bank = desk.offers[str(message["draft"])], desk.bank
    versions = _versions(found, bank.sheet.name)
    if versions is None:
        raise KeyError(found.file.name)
    base, mine = versions
    made = like(merged(base, mine, bank.sheet, {}), bank.sheet)
    uids = [piece.uid for piece in made.pieces]
    uid = desk.uid if desk.uid in uids else next(iter(uids), None)
    desk.done(made, uid, "draft")
    if desk.drafts.keep(desk.shelf.path(desk.name), bank.base.text, made.text, desk.clock()):
        forget(found)
    offer(desk)
    desk.offers.pop(found.file.name, None)
    said = t("studio.draft_taken", desk.language, time=spoken(found.at, desk.language))
    return {"form": True, "said": said}


def _versions(found: Kept, name: str) -> tuple[Sheet, Sheet] | None:
    """The bank as that work began and as it ended; ``None`` for no draft of this studio's."""
    try:
        return split(found.base, name), split(found.text, name)
    except (Problems, UserError):
        return None
