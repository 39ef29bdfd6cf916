"""What the page shows: the list, the form, what is wrong, near duplicates. Plain data."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from kit.clock import spoken
from kit.markdown import inline
from kit.studio import drafts, saving
from kit.studio.desk import StudioDesk
from kit.studio.findings import Count, counts
from kit.studio.forms import BANK, form_of, kinds, shown
from kit.studio.picker import at_hand
from kit.studio.sheet import Piece
from kit.studio.twins import Asked, asked, holds, shortened, twins, words

_MOST = 200
"""Rows of the list on the page."""


def view(desk: StudioDesk, *, form: bool) -> dict[str, Any]:
    """Everything the page shows; the form only where it has to be made anew."""
    made: dict[str, Any] = {
        "banks": [
            {
                "name": one.name, "title": one.title,
                "unsaved": _unsaved(desk, one.name),
            }
            for one in desk.shelf.titles()
        ],
        "bank": desk.name,
        "uid": desk.uid,
    }  # fmt: skip
    if not desk.name:
        return made
    bank, sheet = desk.bank, desk.bank.sheet
    found = desk.found()
    made |= {
        "can": {
            "undo": bool(bank.history.before), "redo": bool(bank.history.after),
            "save": bank.unsaved, "items": not sheet.around.get("pool"),
        },
        "left": len(found),
        "stopping": sum(one.stops for one in found),
        **_listed(desk),
        "findings": [
            {
                "field": one.field, "message": one.message, "hint": one.hint, "stops": one.stops,
                "rows": one.rows,
            }
            for one in desk.shown()
        ],
        "bank_findings": vars(counts(found).get(None, Count())),
        "twins": _twins(desk),
        "offers": _offers(desk),
        "merge": saving.shown(desk, bank),
    }  # fmt: skip
    return made | (_form(desk) if form else {})


def _unsaved(desk: StudioDesk, name: str) -> bool:
    if name in desk.banks:
        return desk.banks[name].unsaved
    return drafts.waiting(desk.shelf.path(name))


def _offers(desk: StudioDesk) -> list[dict[str, Any]]:
    return [
        {"draft": name, "time": spoken(one.at, desk.language), "there": one.there}
        for name, one in desk.offers.items()
    ]


def _form(desk: StudioDesk) -> dict[str, Any]:
    if desk.uid is None:
        fields = shown(BANK, desk.bank.sheet.around, desk.language)
        return {"form": {"bank": desk.name, "uid": None, "kind": "", "fields": fields}}
    data = desk.piece.data
    kind = str(data.get("kind") or "")
    fields = shown(form_of(kind), data, desk.language)
    return {"form": {"bank": desk.name, "uid": desk.uid, "kind": kind, "fields": fields}}


def start(desk: StudioDesk) -> dict[str, Any]:
    """What never changes while the page is open."""
    return {
        "language": desk.language,
        "kinds": kinds(desk.language),
        "sources": at_hand(desk.shelf.scope.library),
        "undeclared": [one.file for one in desk.shelf.scope.library.undeclared],
    }


def _listed(desk: StudioDesk) -> dict[str, Any]:
    """The list's rows, and what can be filtered by."""
    pieces, many = desk.bank.sheet.pieces, counts(desk.found())
    near = _near(desk) if desk.filter.only == "twins" else set()
    rows = [
        _row(n, piece, many.get(piece.uid, Count()))
        for n, piece in enumerate(pieces, 1)
        if _fits(desk, piece, many.get(piece.uid, Count()), near)
    ]
    return {
        "rows": _some(rows, desk.uid),
        "found": len(rows),
        "total": len(pieces),
        "place": next((n for n, one in enumerate(pieces, start=1) if one.uid == desk.uid), 0),
        "topics": sorted({topic for piece in pieces if (topic := _topic(piece.data))}),
        "filter": vars(desk.filter),
    }


def _some(rows: list[dict[str, Any]], uid: int | None) -> list[dict[str, Any]]:
    """At most ``_MOST`` rows, those around the item on the page: a server limits its messages."""
    here = next((n for n, row in enumerate(rows) if row["uid"] == uid), 0)
    first = max(min(here - _MOST // 2, len(rows) - _MOST), 0)
    return rows[first : first + _MOST]


def _row(n: int, piece: Piece, faults: Count) -> dict[str, Any]:
    data = piece.data
    short = shortened(str(data.get("stem") or ""))
    return {
        "uid": piece.uid, "n": n, "id": piece.id, "stem": _html(short),
        "kind": str(data.get("kind") or ""), "topic": _topic(data),
        "level": str(data.get("level") or ""), "faults": vars(faults),
    }  # fmt: skip


@lru_cache(maxsize=20_000)
def _html(stem: str) -> str:
    return inline(stem)


def _topic(data: Mapping[str, Any]) -> str:
    tags = data.get("tags")
    return str(tags.get("topic") or "") if isinstance(tags, Mapping) else ""


def _fits(desk: StudioDesk, piece: Piece, faults: Count, near: set[int]) -> bool:
    wanted, data = desk.filter, piece.data
    if piece.uid == desk.uid and wanted.only:
        return True  # what is being mended does not vanish under one's hands
    return (
        wanted.topic in ("", _topic(data))
        and wanted.level in ("", data.get("level"))
        and wanted.kind in ("", data.get("kind"))
        and (wanted.only != "stopping" or faults.stops > 0)
        and (wanted.only != "faulty" or faults != Count())
        and (wanted.only != "twins" or piece.uid in near)
        and (not wanted.query or holds(" ".join(words(data)), wanted.query))
    )


def _everything(desk: StudioDesk) -> list[Asked]:
    """What all items of the folder ask, those of open banks as they are on the page."""
    found = [
        asked(name, piece.data) for name, bank in desk.banks.items() for piece in bank.sheet.pieces
    ]
    for other in desk.shelf.scope.banks:
        if (name := Path(other.name).stem) not in desk.banks:
            found += [asked(name, raw) for _, raw in other.entries()]
    return found


def _twins(desk: StudioDesk) -> list[dict[str, Any]]:
    if desk.uid is None:
        return []
    here = asked(desk.name, desk.piece.data)
    return [vars(one) for one in twins(here, _everything(desk))]


def _near(desk: StudioDesk) -> set[int]:
    everything = _everything(desk)
    pieces = desk.bank.sheet.pieces
    return {
        piece.uid for piece in pieces if twins(asked(desk.name, piece.data), everything, most=1)
    }
