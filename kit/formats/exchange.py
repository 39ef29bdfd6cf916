"""Questions of other programs on their way into a bank, and a bank's on their way out.

A reader gives a ``Reading``: every question of its file in order, each as bank data or with the
reason why not. ``finish`` makes an ``Imported`` of it: NFC, Unicode for TCVN3 and VNI, ids, and
whatever would be no right item of a bank is left out with the bank's own words for what is wrong.
A writer gives an ``Exported``. Nothing is dropped without a ``Note``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kit.wording import t

__all__ = ["Exported", "Fate", "Found", "Imported", "LeftOut", "Note", "Reading", "Remarks"]

Data = dict[str, Any]
"""Bank data: nested dicts and lists of texts, keyed by the bank's own field names."""


class Fate(StrEnum):
    """What became of what a note speaks of; the first two want a person's eye."""

    LEFT_OUT = "left_out"
    """The question is not in the result."""
    LOST = "lost"
    """The question is, without something that it had."""
    TOLD = "told"
    """All of it is, but not quite as it stood."""


@dataclass(frozen=True)
class Note:
    """Something that was not carried over as it was."""

    fate: Fate
    code: str
    """Short, stable name, such as ``partial_credit``."""
    place: str
    """Where, in the words of whoever wrote the file: ``dòng 12``, ``ô B7``, ``đoạn 12``."""
    question: int
    """1-based number of the question in its file; 0 if none is meant."""
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Found:
    """One question of a file."""

    number: int
    """1-based, counting every question of the file."""
    place: str
    data: Data | None
    """The item without its id; ``None`` if a note says why there is none."""
    notes: tuple[Note, ...] = ()
    id: str = ""
    """An id that it had there; used if it is one for a bank, too."""
    name: str = ""
    """What to make an id of; its stem where it has no name."""


@dataclass(frozen=True)
class Reading:
    """What a reader understood of a file."""

    found: tuple[Found, ...]
    notes: tuple[Note, ...] = ()
    """About the file as a whole, or about what belongs to no question."""
    title: str = ""
    """What stands over the questions as the file's heading; "" if nothing does."""


@dataclass(frozen=True)
class Imported:
    """Items for a bank, and what has to be said about them."""

    items: tuple[Data, ...]
    notes: tuple[Note, ...]
    questions: int
    """How many questions the file has: those in ``items`` and those left out."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Item id → where it stood."""
    title: str = ""
    """The file's heading, if it has one."""

    @property
    def left_out(self) -> tuple[int, ...]:
        """Numbers of the questions that are not in ``items``."""
        return tuple(
            sorted({note.question for note in self.notes if note.fate is Fate.LEFT_OUT} - {0})
        )


@dataclass(frozen=True)
class Exported:
    """A file's content, and what of the bank is not in it as it was."""

    content: bytes
    notes: tuple[Note, ...]
    """Their ``place`` is the item's id, their ``question`` its number in the bank."""
    written: int
    """How many questions are in it."""


class LeftOut(Exception):
    """This question cannot be an item; ``code`` names the sentence that says why."""

    def __init__(self, code: str, /, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(code)


@dataclass
class Remarks:
    """Collects the notes of one question, or of a file (number 0)."""

    number: int
    place: str
    notes: list[Note] = field(default_factory=list)

    def left_out(self, code: str, /, **params: object) -> None:
        """The question cannot be taken."""
        self._add(Fate.LEFT_OUT, code, params)

    def lost(self, code: str, /, **params: object) -> None:
        """Something of it cannot be taken."""
        self._add(Fate.LOST, code, params)

    def told(self, code: str, /, **params: object) -> None:
        """It was taken in another form."""
        self._add(Fate.TOLD, code, params)

    def _add(self, fate: Fate, code: str, params: Mapping[str, object]) -> None:
        message, hint = t(f"exchange.{code}", **params), t(f"exchange.{code}_hint", **params)
        note = Note(fate, code, self.place, self.number, message, hint)
        if note not in self.notes:
            self.notes.append(note)


def quoted(texts: Collection[str], most: int = 6) -> str:
    """Texts as a list in a sentence: “a”, “b” …"""
    shown = [f"“{text if len(text) <= 60 else text[:59] + '…'}”" for text in list(texts)[:most]]
    return ", ".join(shown) + (" …" if len(texts) > most else "")


def some(names: Sequence[str], most: int = 12) -> str:
    """Numbers or places as a list in a sentence: 1, 2, 3 …"""
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
