"""What the lines of a document are: questions, passages, keys, headings, and the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kit.formats.draft.model import Draft
from kit.formats.paper.bare import BareKeys
from kit.formats.paper.keys import Keyed
from kit.formats.paper.line import Line
from kit.formats.paper.signs import Label
from kit.formats.rich import Rich

__all__ = ["Block", "KeyTable", "Paper", "Passage", "Ready"]


@dataclass(frozen=True)
class KeyTable:
    """A table of keys among the lines."""

    keys: tuple[tuple[int, str], ...]
    place: str
    reasons: Mapping[int, Rich] = field(default_factory=dict)
    """Number → what stands beside its key."""

    def keyed(self, place: str, after: int) -> Iterator[Keyed]:
        """Its entries, at a place behind so many questions."""
        for number, value in self.keys:
            yield Keyed(number, value, place, after, self.reasons.get(number, Rich()))


@dataclass(frozen=True)
class Ready:
    """Questions of a table among the lines, which need no splitting."""

    drafts: tuple[Draft, ...]


@dataclass
class Block:
    """The lines of one question; the first without its number."""

    lines: list[Line]
    label: Label | None
    place: str
    topic: str = ""
    level: str = ""
    hint: str = ""
    series: int = 0
    """Grows wherever the numbers begin anew."""
    lone: bool = False
    """Whether it has no number where others have one."""


@dataclass
class Passage:
    """A text that several questions share."""

    lines: list[Line]
    first: int
    """Number of its first question; 0 if the text does not say which are meant."""
    last: int
    blocks: list[Block] = field(default_factory=list)

    def take(self, block: Block, number: int) -> bool:
        """Add the question of that number, if the passage is for it; whether it may go on."""
        if not self.first or self.first <= number <= self.last:
            self.blocks.append(block)
            return True
        return number <= self.last


@dataclass
class Paper:
    """What the lines of a document are."""

    items: list[Block | Ready] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    keys: list[Keyed] = field(default_factory=list)
    bare: list[BareKeys] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    solutions: list[Block] = field(default_factory=list)
    """Blocks behind the questions that explain them."""
    front: list[Line] = field(default_factory=list)
    """Titles, names, page numbers: what no question can mean."""
    strange: list[Line] = field(default_factory=list)
    """Lines that belong to nothing."""
