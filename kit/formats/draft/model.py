"""A question as it was found in a document: its parts, and where each of them stood."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kit.formats.exchange import Fate, Note, Remarks
from kit.formats.rich import Rich
from kit.wording import t

__all__ = ["Answer", "Draft", "Entry", "Option", "remark_at"]


@dataclass
class Option:
    """One of the texts to choose from, or a statement, or a part to be put in order."""

    label: str
    """Its letter as a capital; "" if it has none."""
    text: Rich
    place: str
    sign: Rich = field(default_factory=Rich)
    """The letter as it stood there, which may look like the right one."""
    ticked: bool = False
    """Whether something typed says that it is right."""
    crossed: bool = False
    """Whether something typed says that it is wrong."""
    beside: Rich | None = None
    """What belongs to it, of a matching question."""
    head: Rich = field(default_factory=Rich)
    """The text as it stood before further lines were put to it: what marks it, if a look does."""

    def __post_init__(self) -> None:
        self.head = self.head or self.text


@dataclass(frozen=True)
class Answer:
    """A key in words: ``B``, ``A, C``, ``Đúng``, or the right option itself."""

    text: Rich
    place: str
    listed: bool = False
    """Whether it stands in a list of keys, and not beside its question."""
    from_zero: bool | None = None
    """Whether its column says that numbers count from 0; ``None`` if it does not say."""


@dataclass(frozen=True)
class Entry:
    """A labelled line: ``Giải thích: …``."""

    name: str
    """The field of a bank that it is about, or ``basis``, ``kind``, ``answer``."""
    argument: str
    """The letter or gap that it is about, if any."""
    text: tuple[Rich, ...]
    """Its paragraphs."""
    place: str
    label: str = ""
    """As typed."""
    derived: bool = False
    """Whether it is no line of its own, but a heading or the like above the question."""


@dataclass
class Draft:
    """A question of a document."""

    number: int
    """1-based, counting every question of the file."""
    label: str
    """Its number as it stood there; "" if it had none."""
    place: str
    remarks: Remarks
    stem: list[Rich] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    right: list[Option] = field(default_factory=list)
    """What the options are to be paired with, where the document lists both sides."""
    answers: list[Answer] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    hint: str = ""
    """What the section is for: ``essay``, ``cluster``, ``text``; "" for choices."""
    own: bool = False
    """Whether the kit's own form says what each part is, so that looks are no marks."""
    series: int = 0
    """Grows wherever the numbers begin anew."""
    loose: list[tuple[str, str]] = field(default_factory=list)
    """Place and text of lines below a labelled reason that nothing but their place puts there."""

    used: list[Entry] = field(default_factory=list)
    """Entries that were asked for; the others have no place in a question of this kind."""

    def entry(self, name: str) -> Entry | None:
        """The first labelled line of that name; a heading counts if there is none."""
        found = [one for one in self.entries if one.name == name]
        entry = next((one for one in found if not one.derived), next(iter(found), None))
        self.used += [entry] if entry else []
        return entry

    def all(self, name: str) -> list[Entry]:
        """All labelled lines of that name."""
        found = [one for one in self.entries if one.name == name]
        self.used += found
        return found

    def unused(self) -> Iterator[Entry]:
        """Labelled lines that nobody asked for, and that say something new."""
        said = {(one.name, one.text) for one in self.used}
        for one in self.entries:
            if not one.derived and (one.name, one.text) not in said and any(one.text):
                yield one


def remark_at(draft: Draft, place: str, fate: Fate, code: str, /, **params: object) -> None:
    """A note about a place inside the question, such as one cell of its row."""
    message, hint = t(f"exchange.{code}", **params), t(f"exchange.{code}_hint", **params)
    note = Note(fate, code, place, draft.number, message, hint)
    if note not in draft.remarks.notes:
        draft.remarks.notes.append(note)
