"""The slogans that lessons and quizzes teach (``slogans.yaml``), by id, each with its sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from kit import yaml
from kit.errors import Problem, Problems
from kit.model import Citation, Format, Frozen, Text
from kit.textfile import read_text
from kit.validation import problem, problems

NAME = "slogans.yaml"

Place = tuple[str | int, ...]


def _id(value: str) -> str:
    letters, _, digits = value.partition("-")
    if letters != "SL" or not (digits.isdecimal() and len(digits) == 2):
        raise PydanticCustomError("slogan_id", "an id such as SL-01")
    return value


class Slogan(Frozen):
    """A phrase worth remembering, and where it comes from."""

    id: Annotated[str, AfterValidator(_id)]
    text: Text
    """Word for word."""
    parts: tuple[Text, ...] = ()
    """Its parts in order, each word for word in ``text``; empty if it has none."""
    who: Text
    """Who said it, or which document has it, with the office of that time."""
    when: Text
    """The date as readers write it."""
    where: Text
    """At which conference or in which document, in one's own words."""
    cite: Annotated[tuple[Citation, ...], Field(min_length=1)]
    note: Text | None = None

    def hidden_parts(self) -> list[int]:
        """Indexes of the parts that do not stand in ``text`` after the part before them."""
        missing, at = [], 0
        for n, part in enumerate(self.parts):
            found = self.text.find(part, at)
            if found < 0:
                missing.append(n)
            else:
                at = found + len(part)
        return missing


class SloganList(Frozen):
    """``slogans.yaml``."""

    format: Format
    slogans: Annotated[tuple[Slogan, ...], Field(min_length=1)]


_KEYS = frozenset(key for model in (SloganList, Slogan, Citation) for key in model.model_fields)


@dataclass(frozen=True)
class SloganDraft:
    """A file of slogans as far as it could be read."""

    name: str
    """What problems call the file."""
    document: yaml.Document
    slogans: tuple[Slogan, ...]
    """Those that are right, also in a file that has faults."""
    problems: tuple[Problem, ...]

    def entries(self) -> Iterator[tuple[Place, Slogan]]:
        """The slogans that can be read, with their places in the file."""
        for n, raw in enumerate(_raw(self.document)):
            for slogan in self.slogans:
                if isinstance(raw, dict) and raw.get("id") == slogan.id:
                    yield ("slogans", n), slogan


def draft(text: str, name: str) -> SloganDraft:
    """Read slogans from text as far as it goes; raises ``Problems`` if it is no YAML at all."""
    document = yaml.compose(text, name)
    found = list(document.twice)
    try:
        SloganList.model_validate(document.data)
    except ValidationError as error:
        found += problems(error, name, document, known=_KEYS)
    slogans: dict[str, Slogan] = {}
    for n, raw in enumerate(_raw(document)):
        try:
            slogan = Slogan.model_validate(raw)
        except ValidationError:
            continue
        if slogan.id in slogans:
            params = {"id": slogan.id, "line": _line(document, slogan.id)}
            found.append(problem(name, document, "duplicate-id", ("slogans", n, "id"), params))
        slogans.setdefault(slogan.id, slogan)
        for m in slogan.hidden_parts():
            at = ("slogans", n, "parts", m)
            found.append(problem(name, document, "not-in-slogan", at, {"part": slogan.parts[m]}))
    return SloganDraft(name, document, tuple(slogans.values()), tuple(found))


def load(path: Path) -> tuple[Slogan, ...]:
    """Read a file of slogans; raises ``Problems`` with everything that is wrong."""
    read = draft(read_text(path), str(path))
    if read.problems:
        raise Problems(read.problems)
    return read.slogans


def _raw(document: yaml.Document) -> list[object]:
    raw = document.at(("slogans",))
    return raw if isinstance(raw, list) else []


def _line(document: yaml.Document, id: str) -> int:
    first = next(n for n, _ in enumerate(_raw(document)) if document.at(("slogans", n, "id")) == id)
    return document.line(("slogans", first, "id"))
