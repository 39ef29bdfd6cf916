"""The shapes everything else is built from: sources, citations, items, quizzes, scores.

Field names are the field's English terms (QTI, Moodle). Everything is frozen. Banks are read so
that every scalar arrives as the text its author typed; pydantic turns it into what a field wants.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, JsonValue, SerializeAsAny
from pydantic.json_schema import SkipJsonSchema

from kit.fields import FolderId, Format, Frozen, Limits, OneOrMore, OptionId, Slug, Text, TrueFalse
from kit.wording import Language

__all__ = [
    "Citation", "Fault", "Format", "Frozen", "Item", "Level", "Mark", "OptionId", "Outcome",
    "Quiz", "Response", "Review", "ReviewPart", "Settings", "Slug", "Source", "Stratum", "Tags",
    "Text", "TrueFalse", "fault", "is_blank",
]  # fmt: skip

Response = JsonValue
"""What a learner answered, raw: JSON as the widget sends it and as it is stored."""


def is_blank(response: Response) -> bool:
    """Nothing was answered: nothing at all, white space, or parts that are all blank.

    ``False`` and ``0`` are answers.
    """
    if isinstance(response, str):
        return not response.strip()
    if isinstance(response, list | dict):
        parts = response.values() if isinstance(response, dict) else response
        return all(is_blank(part) for part in parts)
    return response is None


class Citation(Frozen):
    """A place in a source: the phrase stands, exactly, in that paragraph."""

    source: Slug
    paragraph: Annotated[int, Field(ge=1)]
    """1-based count of the non-empty lines of the source's text."""
    phrase: Text
    """Exact words, compared after NFC and white-space folding; at most 12 words."""


class Source(Frozen):
    """A published text that the content may cite."""

    id: Slug
    title: Text
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    event: date | None = None
    file: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    paragraphs: Annotated[int, Field(ge=1)]
    url: str | None = None
    note: str | None = None


class Tags(Frozen):
    """What an item is about; the fields that drawing, feedback and reports group by."""

    topic: str | None = None
    indicator: str | None = None
    """``<set>/<id>`` of an indicator set; never the words of an indicator."""
    slogan: str | None = None


class Outcome(StrEnum):
    """How a response fared. Blank and invalid are not kinds of wrong."""

    RIGHT = "right"
    PARTIAL = "partial"
    WRONG = "wrong"
    BLANK = "blank"
    INVALID = "invalid"
    """Cannot be scored; said so, never silently zero."""
    MANUAL = "manual"
    """An essay: waits for a person."""
    UNSCORED = "unscored"
    """A survey: has no key and no score."""


@dataclass(frozen=True)
class Mark:
    """What a kind says of one response: a fraction of the points, and why."""

    fraction: float
    """From 0 to 1."""
    note: str = ""
    """Name of a sentence in the catalogue's section ``kinds``, such as ``without_marks``."""


@dataclass(frozen=True)
class Fault:
    """Something wrong with an item that its types alone cannot tell."""

    code: str
    at: tuple[str | int, ...] = ()
    """Keys from the item down to the place, such as ``("options", "c")``."""
    params: tuple[tuple[str, object], ...] = ()


def fault(code: str, /, *at: str | int, **params: object) -> Fault:
    """A ``Fault`` with the placeholders its message needs."""
    return Fault(code, at, tuple(params.items()))


Level = Literal["nhớ", "hiểu", "vận dụng"]
Note = Literal["press", "unmapped"]


class Item(Frozen, ABC):
    """What every kind of question shares. Each kind is one file in ``kit.kinds``."""

    scored: ClassVar[Literal["machine", "hand", "never"]] = "machine"

    id: Slug
    kind: str
    stem: Text
    """Markdown."""
    points: Annotated[float, Field(gt=0, le=100)] = 1.0
    explanation: str | None = None
    """Markdown; shown when the review opens."""
    cite: tuple[Citation, ...] = ()
    tags: Tags = Tags()
    level: Level | None = None
    difficulty: Literal["dễ", "vừa", "khó"] | None = None
    as_of: date | None = None
    superseded_by: str | None = None
    note: SkipJsonSchema[Note | None] = None
    """Written by the kit where indicators are named by the press: what the page has to say then."""

    @abstractmethod
    def present(self) -> dict[str, Any]:
        """The public part beside the stem: JSON without a trace of the key, unshuffled."""

    @abstractmethod
    def mark(self, response: Response) -> Mark:
        """Score a response that is not blank.

        Raises ``InvalidResponse`` when it cannot be read as an answer to this item.
        """

    @abstractmethod
    def right(self) -> Response:
        """A response that earns all points."""

    @abstractmethod
    def wrong(self) -> Response:
        """A response that does not earn all points, and none at all where that is possible."""

    def invalid(self) -> Response:
        """A response that ``mark`` refuses."""
        return {"?": ["?"]}

    @abstractmethod
    def key_text(self, lang: Language = "vi") -> str:
        """The right answer as Markdown, for a review in that language."""

    def secrets(self) -> tuple[str, ...]:
        """Texts that must not be in anything a learner gets before the review opens."""
        return (self.explanation,) if self.explanation else ()

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the item beyond its types, all of it."""
        yield from ()


ReviewPart = Literal["score", "right", "explanation"]


class Review(Frozen):
    """Which parts of a result a learner may see, and when."""

    during: tuple[ReviewPart, ...] = ()
    after_hand_in: tuple[ReviewPart, ...] = ("score",)
    after_close: tuple[ReviewPart, ...] = ("score", "right", "explanation")


class Settings(Limits):
    """How a quiz is run. A group's plan may set other limits for a test; practice has none."""

    mode: Literal["practice", "test"] = "test"
    """Practice answers at once; a test says nothing until the review opens."""
    shuffle_items: bool = False
    shuffle_options: bool = True
    pass_mark: Annotated[float, Field(ge=0, le=1)] | None = None
    """Fraction of the points from which a result counts as passed."""
    review: Review = Review()


class Stratum(Frozen):
    """One part of a paper: so many items, drawn from those that fit. What is left out fits all."""

    id: Slug
    topic: OneOrMore[Text] = ()
    level: OneOrMore[Level] = ()
    kind: OneOrMore[Text] = ()
    """An essay is drawn only where ``essay`` stands here."""
    bank: OneOrMore[Slug] = ()
    """Which of the pool's banks."""
    count: Annotated[int, Field(ge=1, le=200)]
    """How many of them each learner gets."""
    points: Annotated[float, Field(gt=0, le=100)] = 1.0
    """For each drawn item, in place of the item's own."""


class Quiz(Frozen):
    """One bank file."""

    format: Format
    id: FolderId
    title: Text
    lesson: str | None = None
    """Name of the lesson's notebook without its ending."""
    as_of: date
    """The day on which its facts were checked."""
    settings: Settings = Settings()
    blueprint: tuple[Stratum, ...] = ()
    """What a learner's paper is drawn from; without it everybody gets all items."""
    pool: tuple[Slug, ...] = ()
    """Banks beside this one whose items it draws, in place of items of its own."""
    origin: SkipJsonSchema[dict[Slug, tuple[Slug, ...]]] = Field(default_factory=dict)
    """Bank → the ids of its items here. Written by the kit where a pool has become items."""
    items: tuple[SerializeAsAny[Item], ...] = ()

    def item(self, id: str) -> Item:
        """The item of that id; ``KeyError`` if there is none."""
        for item in self.items:
            if item.id == id:
                return item
        raise KeyError(id)

    def bank_of(self, id: str) -> str:
        """Id of the bank that an item was written for."""
        return next((bank for bank, ids in self.origin.items() if id in ids), self.id)
