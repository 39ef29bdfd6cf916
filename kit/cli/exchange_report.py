"""What ``kit import`` and ``kit export`` say of what was not carried over as it was."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kit.wording import t

if TYPE_CHECKING:
    from kit.formats.exchange import Imported, Note

__all__ = ["FEW", "notes_said", "report", "to_look_at", "wants_a_person"]

MANY, FEW = 40, 5
"""Places that are listed for one note, of an import and of an export; others are counted."""


def to_look_at(imported: "Imported") -> list[str]:
    """Comments of the new bank about what wants a person; none where nothing does."""
    from kit.formats.exchange import Fate

    open_ = [note for note in imported.notes if note.fate is not Fate.TOLD]
    return [t("exchange.head_notes"), *notes_said(open_, MANY)] if open_ else []


def report(imported: "Imported") -> Iterator[str]:
    """What an import says on the screen: how many questions, then its notes."""
    yield t(
        "exchange.counts", questions=imported.questions, items=len(imported.items),
        left_out=len(imported.left_out),
    )  # fmt: skip
    yield from notes_said(imported.notes, MANY)


def notes_said(notes: "Sequence[Note]", most: int, left_out: str = "left_out") -> Iterator[str]:
    """Notes with the same words together, what was left out first."""
    from kit.formats.exchange import Fate

    for fate in Fate:
        groups: dict[tuple[str, str], list[str]] = {}
        for note in notes:
            if note.fate is fate:
                groups.setdefault((note.message, note.hint), []).append(_place(note))
        said = left_out if fate is Fate.LEFT_OUT else fate.value
        for (message, hint), places in groups.items():
            yield t(f"exchange.fate_{said}", message=message)
            yield from _places([place for place in places if place], most)
            yield f"    → {hint}"


def _place(note: "Note") -> str:
    if not note.question:
        return note.place
    return t("exchange.question", number=note.question, place=note.place)


def _places(places: Sequence[str], most: int) -> Iterator[str]:
    rest = len(places) - most
    listed = "; ".join(places[:most]) + (f" {t('exchange.more', count=rest)}" if rest > 0 else "")
    if listed:
        counted = t("exchange.places", count=len(places), places=listed)
        yield f"    {counted if len(places) > 1 else listed}"


def wants_a_person(notes: "Sequence[Note]") -> bool:
    """Whether any of them is about more than another form."""
    from kit.formats.exchange import Fate

    return any(note.fate is not Fate.TOLD for note in notes)
