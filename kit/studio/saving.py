"""Saving a bank; and what to do when somebody else has saved it meanwhile."""

from collections.abc import Iterator, Mapping
from typing import Any

from kit.studio.desk import Open, StudioDesk
from kit.studio.fields import Field, Foreign
from kit.studio.forms import BANK, form_of
from kit.studio.history import Step
from kit.studio.merge import Change, Side, changes, merged
from kit.studio.opening import Said, offer, open_bank
from kit.studio.sheet import Sheet, document_of
from kit.studio.shelf import Changed
from kit.studio.twins import shortened
from kit.wording import t, table

Message = Mapping[str, Any]


def new_bank(desk: StudioDesk, message: Message) -> Said:
    """Make an empty bank and show it."""
    name = desk.shelf.new(str(message.get("title") or ""), desk.clock().date())
    return open_bank(desk, {"bank": name}) | {"said": t("studio.bank_made", name=name)}


def save(desk: StudioDesk, message: Message) -> Said:
    """Write the bank on the page; if its file has changed, show both versions instead."""
    return _save(desk, desk.bank.sheet, desk.bank.content)


def _save(desk: StudioDesk, sheet: Sheet, base: bytes) -> Said:
    bank = desk.bank
    try:
        bank.content = desk.shelf.save(desk.name, sheet, base)
    except Changed as error:
        desk.theirs = error
        return {"form": True}
    bank.base, desk.theirs, desk.fresh = sheet, None, None
    step = Step(sheet, desk.uid, "merge", desk.clock())
    # Also where nothing was merged: what was kept of the work until now goes.
    desk.go(bank.history if sheet is bank.sheet else bank.history.done(step))
    desk.look_again()
    offer(desk)
    return {"said": t("studio.saved", desk.language, time=f"{desk.clock():%H:%M}")}


def merge(desk: StudioDesk, message: Message) -> Said:
    """Save the bank made of both versions. If the file has changed once more, ask again."""
    theirs, bank = desk.theirs, desk.bank
    if theirs is None:
        return {}
    chosen = message.get("choices")
    choices = {str(k): str(v) for k, v in chosen.items()} if isinstance(chosen, Mapping) else {}
    made = merged(bank.base, bank.sheet, theirs.sheet, choices)
    uids = [piece.uid for piece in made.pieces]
    if desk.uid not in uids:
        desk.uid = uids[0] if uids else None
    return {"form": True, **_save(desk, made, theirs.content)}


def leave_merge(desk: StudioDesk, message: Message) -> Said:
    """Go back to editing; nothing was saved."""
    desk.theirs = None
    return {"form": True}


def shown(desk: StudioDesk, bank: Open) -> list[dict[str, Any]]:
    """Both versions item by item, for the page."""
    if desk.theirs is None:
        return []
    found = changes(bank.base, bank.sheet, desk.theirs.sheet)
    return [
        {
            "name": one.name,
            "label": _label(one, desk),
            "what": _what(one),
            "choices": [{"side": side, "word": _word(one, side)} for side in one.choices],
            "parts": _parts(one, desk),
        }
        for one in found
    ]


def _what(change: Change) -> str:
    """Name of the sentence that says who did what."""
    if change.by != "both":
        return f"merge_{_did(change)}_{change.by}"
    if change.mine is None or change.theirs is None:
        return "merge_gone_mine" if change.mine is None else "merge_gone_theirs"
    return "merge_by_both"


def _did(change: Change) -> str:
    """What the one side that changed something did: ``by`` says that it was an edit."""
    texts = (change.mine, change.theirs)
    if not change.is_item or None not in texts:
        return "by"
    return "deleted" if texts[change.by == "theirs"] is None else "new"


def _word(change: Change, side: Side) -> str:
    """Name of the words for a version that may be kept."""
    text = {"mine": change.mine, "theirs": change.theirs}.get(side, "")
    return "keep_deleted" if text is None and change.is_item else f"keep_{side}"


def _label(change: Change, desk: StudioDesk) -> str:
    if change.is_item:
        stems = (str(one.get("stem") or "") for one in _sides(change, desk))
        stem = shortened(next(filter(None, stems), ""))
        return t("studio.merge_item", desk.language, id=change.name, stem=stem).rstrip(": ")
    key = change.name.removeprefix("bank.")
    name = table("studio", desk.language).get(f"field_{key}", key)
    return t("studio.merge_bank", desk.language, name=name)


def _parts(change: Change, desk: StudioDesk) -> list[dict[str, str]]:
    """The fields in which the versions differ, as a person reads them."""
    words, data = table("studio", desk.language), _sides(change, desk)
    if change.is_item:
        forms = (form_of(str(one.get("kind"))) for one in data if one)
        fields = {field.name: field for form in forms for field in form}
    else:
        key = change.name.removeprefix("bank.")
        fields = {field.name: field for field in BANK if key in field.keys}
    rows = [(words[f"field_{n}"], *(_said(f, one) for one in data)) for n, f in fields.items()]
    if not rows:  # a setting that no form shows
        rows = [(key, change.mine or "", change.theirs or "")]
    return [{"label": n, "mine": here, "theirs": there} for n, here, there in rows if here != there]


def _sides(change: Change, desk: StudioDesk) -> list[dict[str, Any]]:
    if not change.is_item:
        theirs = desk.theirs.sheet.around if desk.theirs else {}
        return [desk.bank.sheet.around, theirs]
    texts = (change.mine, change.theirs)
    return [document_of(text).data[0] if text else {} for text in texts]


def _said(field: Field, data: Mapping[str, Any]) -> str:
    try:
        return "\n".join(_lines(field.read(data)))
    except Foreign:
        return str({key: data.get(key) for key in field.keys})


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for row in value:
            yield from _lines(row)
    elif isinstance(value, Mapping):
        parts = (f"{name} ✓" if one is True else one for name, one in value.items() if one)
        yield " – ".join(str(one) for one in parts)
    elif value:
        yield str(value)
