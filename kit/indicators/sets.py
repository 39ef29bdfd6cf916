"""Indicator sets: ten slots for the directive's own list, and ten signs found in the press.

The official set is empty until somebody imports the official text with its source. Until then,
and whenever that file is not as it was imported, the set from the press serves.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from kit.fields import Format, Frozen, OneOrMore, Slug, Text
from kit.model import Citation, Fault, fault
from kit.text import nfc
from kit.wording import Language, t

OFFICIAL = "chi-thi-34"
PRESS = "dau-hieu"
MAPPING = "mapping"

SIZE = 10
"""How many indicators a set has; neither one more nor one less is taken."""

Number = Annotated[int, Field(ge=1, le=SIZE)]


class Opposite(Frozen):
    """The conduct that the sources call for in place of a sign."""

    text: Text
    cite: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Sign(Frozen):
    """A sign of shirking that the articles name."""

    id: Slug
    name: Text
    """The author's own short words, never a quotation."""
    cite: Annotated[tuple[Citation, ...], Field(min_length=1)]
    opposite: Opposite
    note: str | None = None


class PressSet(Frozen):
    """``dau-hieu.yaml``."""

    format: Format
    id: Literal["dau-hieu"]
    status: Literal["press"]
    title: Text
    as_of: Date
    """The day on which its citations were checked."""
    indicators: tuple[Sign, ...]

    def sign(self, id: str) -> Sign | None:
        """The sign of that id, if there is one."""
        return next((sign for sign in self.indicators if sign.id == id), None)


class Entry(Frozen):
    """One of the ten, as the document has it."""

    id: Number
    text: str | None = None
    place: str | None = None
    """Where in the document it stands."""


class Awaited(Frozen):
    """The document that a set waits for; of its date, the parts that are known."""

    issuer: OneOrMore[Text]
    """The names it goes by."""
    number: Text
    date: Text


class OfficialSet(Frozen):
    """``chi-thi-34.yaml``."""

    format: Format
    id: Literal["chi-thi-34"]
    status: Literal["awaiting", "official"]
    title: Text
    awaits: Awaited
    issuer: str | None = None
    number: str | None = None
    date: Date | None = None
    entered_by: str | None = None
    entered_on: Date | None = None
    checksum: str | None = None
    """``checksum_of`` the set as it was imported."""
    indicators: tuple[Entry, ...]

    def text(self, number: int) -> str:
        """The words of that number; empty if there are none."""
        return next((entry.text or "" for entry in self.indicators if entry.id == number), "")


class SignMap(Frozen):
    """``mapping.yaml``: sign → its number in the official list, or nothing."""

    format: Format
    signs: dict[Slug, Number | None]


def source_line(entered: OfficialSet, language: Language = "vi") -> str:
    """One line that says where an official set comes from."""
    return t(
        "indicators.source",
        language,
        issuer=entered.issuer,
        number=entered.number,
        date=f"{entered.date:%d-%m-%Y}",
        entered_by=entered.entered_by,
        entered_on=f"{entered.entered_on:%d-%m-%Y}",
    )


PROOF = ("issuer", "number", "date", "entered_by", "entered_on")
"""Fields without which an official set proves nothing."""


def checksum_of(entered: OfficialSet) -> str:
    """SHA-256, as 64 hex digits, over the NFC texts, their places and where they come from."""
    proof = {name: str(getattr(entered, name)) for name in PROOF}
    entries = [[entry.id, entry.text, entry.place] for entry in entered.indicators]
    whole = json.dumps(
        {"set": entered.id, **proof, "indicators": entries}, ensure_ascii=False, sort_keys=True
    )
    return sha256(nfc(whole).encode()).hexdigest()


def missing(entered: OfficialSet) -> list[str]:
    """Names of the fields, and numbers of the entries, that are still empty."""
    fields = [name for name in PROOF if not getattr(entered, name)]
    whole = {entry.id for entry in entered.indicators if entry.text and entry.place}
    return [*fields, *(str(number) for number in range(1, SIZE + 1) if number not in whole)]


def official_faults(entered: OfficialSet) -> Iterator[Fault]:
    """What keeps an official set from being trusted; nothing for one that is still awaited."""
    numbers = [entry.id for entry in entered.indicators]
    if sorted(numbers) != list(range(1, SIZE + 1)):
        yield fault("indicator-count", "indicators", count=len({*numbers}), size=SIZE)
    elif entered.status == "awaiting":
        if any(entry.text or entry.place for entry in entered.indicators):
            yield fault("indicator-by-hand", "indicators")
    elif lacking := missing(entered):
        yield fault("indicator-incomplete", "status", missing=", ".join(lacking))
    elif entered.checksum != checksum_of(entered):
        yield fault("indicator-tampered", "checksum")


def press_faults(press: PressSet) -> Iterator[Fault]:
    """What is wrong with the set from the press beyond its types."""
    if len(press.indicators) != SIZE:
        yield fault("indicator-count", "indicators", count=len(press.indicators), size=SIZE)
    seen: dict[str, int] = {}
    for n, sign in enumerate(press.indicators):
        if sign.id in seen:
            yield fault("indicator-twice", "indicators", n, "id", id=sign.id)
        seen.setdefault(sign.id, n)


@dataclass(frozen=True)
class Sets:
    """The indicator sets of a content folder, as far as they can be trusted."""

    press: PressSet | None = None
    official: OfficialSet | None = None
    """As read, whatever its status."""
    mapping: Mapping[str, int | None] = field(default_factory=dict)
    """Sign → number in the official list."""
    trusted: bool = False
    """Whether the official set is complete and as it was imported: it is then the active one."""

    @property
    def active(self) -> OfficialSet | None:
        """The official list if that is the active set; ``None`` while the press set serves."""
        return self.official if self.trusted else None

    def number_of(self, sign: str) -> int | None:
        """The official number of a sign; ``None`` while it is not mapped or there is no list."""
        return self.mapping.get(sign) if self.trusted else None

    @property
    def unmapped(self) -> tuple[Sign, ...]:
        """Signs that keep their name from the press."""
        signs = self.press.indicators if self.press else ()
        return tuple(sign for sign in signs if self.number_of(sign.id) is None)
