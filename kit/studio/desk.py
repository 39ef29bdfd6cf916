"""One trainer's work at the studio: banks that are open, the item on the page. No Jupyter."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kit.errors import Problems, UserError
from kit.indicators.files import names_beside
from kit.indicators.fill import fill
from kit.studio.drafts import Drafts, Kept
from kit.studio.findings import LARGE, Finding, partly, wholly
from kit.studio.history import History, Step
from kit.studio.ids import free_id
from kit.studio.sheet import Piece, Sheet
from kit.studio.shelf import Changed, Shelf
from kit.wording import Language, t
from kit.yaml import Document


@dataclass
class Open:
    """A bank that is being worked on."""

    history: History
    base: Sheet
    """As its file was when it was read or saved."""
    content: bytes
    """The file's bytes then."""

    @property
    def sheet(self) -> Sheet:
        """As it is on the page."""
        return self.history.now.sheet

    @property
    def unsaved(self) -> bool:
        """Whether the page has something that the file has not."""
        return self.sheet.text != self.base.text


@dataclass(frozen=True)
class Filter:
    """Which items the list shows."""

    query: str = ""
    topic: str = ""
    level: str = ""
    kind: str = ""
    only: str = ""
    """``stopping``, ``faulty`` or ``twins``."""


@dataclass
class StudioDesk:
    """The state of one page; ``kit.studio.commands`` changes it, ``kit.studio.view`` shows it."""

    shelf: Shelf
    clock: Callable[[], datetime]
    drafts: Drafts
    """The unsaved work of this page; no other page has the same."""
    language: Language = "vi"
    banks: dict[str, Open] = field(default_factory=dict)
    name: str = ""
    """The bank on the page; "" before one is chosen."""
    uid: int | None = None
    """The item on the page; ``None`` for the bank's settings."""
    filter: Filter = field(default_factory=Filter)
    named: set[tuple[str, int]] = field(default_factory=set)
    """New items, by bank and number, whose id still follows their question."""
    fresh: tuple[str, int] | None = None
    """A new item, by bank and number, that is on the page since it was made."""
    filled: set[str] = field(default_factory=set)
    """The fields of that item that something was put into."""
    offers: dict[str, Kept] = field(default_factory=dict)
    """Unsaved work of other pages to the bank on the page, by the name of its file."""
    theirs: Changed | None = None
    """What somebody else has saved, while a merge is on the page."""
    _found: dict[str, tuple[Sheet, tuple[Finding, ...]]] = field(default_factory=dict)

    @property
    def bank(self) -> Open:
        """The bank on the page; raises ``UserError`` if none is."""
        if self.name not in self.banks:
            raise UserError(t("studio.no_bank", self.language))
        return self.banks[self.name]

    @property
    def piece(self) -> Piece:
        """The item on the page; raises ``UserError`` if it is gone."""
        for piece in self.bank.sheet.pieces:
            if piece.uid == self.uid:
                return piece
        raise UserError(t("studio.no_item", self.language))

    def found(self) -> tuple[Finding, ...]:
        """What is wrong with the bank on the page; looked for once in each state of it.

        In a large bank typing must not wait for all of it: only items that are new or have changed
        are looked at anew, and the bank as a whole when it is opened or saved (``look_again``).
        """
        sheet, kept = self.bank.sheet, self._found.get(self.name)
        if kept is None or kept[0] is not sheet:
            others = self.shelf.others(self.name)
            made = None
            if kept and len(sheet.pieces) > LARGE:
                made = partly(sheet, *kept, self.shelf.scope, self.shelf.folder, self.language)
            if made is None:
                made = wholly(sheet, self.shelf.scope, others, self.shelf.folder, self.language)
            kept = self._found[self.name] = (sheet, made)
        return kept[1]

    def shown(self) -> list[Finding]:
        """What the page says of the item on it. Of a new one, what is not filled in is said only
        when it is saved, or when somebody comes back to it."""
        here = [one for one in self.found() if one.uid == self.uid]
        if (self.name, self.uid) != self.fresh:
            return here
        return [one for one in here if one.field in self.filled]

    def look_again(self) -> None:
        """Have the whole bank looked at."""
        self._found.pop(self.name, None)

    def as_read(self) -> dict[str, Any] | None:
        """The item on the page with the words of indicators filled in; ``None`` if none is."""
        pieces = self.bank.sheet.pieces if self.name else ()
        for piece in pieces:
            if piece.uid == self.uid:
                names = names_beside(self.shelf.folder)
                made = fill(Document({"items": [piece.data]}), names, "", []).data["items"][0]
                return made if isinstance(made, dict) else None
        return None

    def done(self, sheet: Sheet, uid: int | None, what: str) -> None:
        """Note an edit, and go to its item. ``what`` says which; ``set/…`` is typing."""
        if sheet.text != self.bank.sheet.text:
            _must_be_readable(sheet)
            step = Step(sheet, uid, what, self.clock())
            self.go(self.bank.history.done(step))
        self.uid = uid

    def go(self, history: History) -> None:
        """Show another step of the bank, and keep it until it is saved."""
        bank = self.bank
        bank.history = history
        self.drafts.keep(self.shelf.path(self.name), bank.base.text, bank.sheet.text, self.clock())

    def free_id(self, wanted: str, own: Any = None) -> str:
        """An id that no item of the folder has, ``own`` aside."""
        taken = {piece.id for bank in self.banks.values() for piece in bank.sheet.pieces}
        for other in self.shelf.scope.banks:
            taken.update(str(raw.get("id")) for _, raw in other.entries())
        taken.discard(str(own))
        return free_id(wanted, taken)


def _must_be_readable(sheet: Sheet) -> None:
    """Raises ``UserError`` for a text that nobody could read again; ours never is one."""
    try:
        _ = sheet.document
    except (Problems, TypeError) as error:
        raise UserError(t("studio.cannot_write"), t("studio.cannot_write_hint")) from error
