"""One trainer's work at the studio: banks that are open, the item on the page. No Jupyter."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kit.errors import UserError
from kit.indicators.files import names_beside
from kit.indicators.fill import fill
from kit.studio.findings import Finding, draft, findings, problems
from kit.studio.history import History, Step
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
    """``faulty`` or ``twins``."""


@dataclass
class StudioDesk:
    """The state of one page; ``kit.studio.commands`` changes it, ``kit.studio.view`` shows it."""

    shelf: Shelf
    clock: Callable[[], datetime]
    language: Language = "vi"
    banks: dict[str, Open] = field(default_factory=dict)
    name: str = ""
    """The bank on the page; "" before one is chosen."""
    uid: int | None = None
    """The item on the page; ``None`` for the bank's settings."""
    filter: Filter = field(default_factory=Filter)
    named: set[tuple[str, int]] = field(default_factory=set)
    """New items, by bank and number, whose id still follows their question."""
    theirs: Changed | None = None
    """What somebody else has saved, while a merge is on the page."""
    _found: dict[str, tuple[str, tuple[Finding, ...]]] = field(default_factory=dict)

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
        """What is wrong with the bank on the page; looked for once in each state of it."""
        sheet = self.bank.sheet
        kept = self._found.get(self.name)
        if kept is None or kept[0] != sheet.text:
            read = draft(sheet, self.shelf.folder)
            others = self.shelf.others(self.name)
            listed = problems(read, self.shelf.scope, others, self.shelf.folder)
            kept = (sheet.text, findings(sheet, listed, self.language))
            self._found[self.name] = kept
        return kept[1]

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
            step = Step(sheet, uid, what, self.clock())
            self.bank.history = self.bank.history.done(step)
        self.uid = uid

    def free_id(self, wanted: str, own: Any = None) -> str:
        """An id that no item of the folder has, ``own`` aside."""
        taken = {piece.id for bank in self.banks.values() for piece in bank.sheet.pieces}
        for other in self.shelf.scope.banks:
            taken.update(str(raw.get("id")) for _, raw in other.entries())
        taken.discard(str(own))
        id, n = wanted, 2
        while id in taken:
            id, n = f"{wanted}-{n}", n + 1
        return id
