"""A data file beside the banks (slogans, a picture, a set of indicators), read as it was typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kit.errors import Problem
from kit.model import Citation
from kit.validation import problem
from kit.yaml import Document
from kit.yaml import Path as Place


@dataclass(frozen=True)
class Sheet:
    """A YAML file whose shape its own reader knows; here only texts and citations matter."""

    name: str
    """What problems call the file."""
    stem: str
    """The file's name without its ending."""
    document: Document
    problems: tuple[Problem, ...] = ()
    """What its own reader found."""

    def citations(self) -> Iterator[tuple[Place, Citation]]:
        """Every citation that can be read, with its place."""
        yield from _cited(self.document.data, ())

    def problem(self, code: str, at: Place, /, **params: object) -> Problem:
        """A problem at a place of this file, worded by the catalogue."""
        return problem(self.name, self.document, code, at, params)


def citations(raw: Any, place: Place) -> Iterator[tuple[Place, Citation]]:
    """The citations of a list that have the right shape; the loader tells of the others."""
    for n, entry in enumerate(raw if isinstance(raw, list) else ()):
        try:
            yield (*place, n), Citation.model_validate(entry)
        except ValidationError:
            continue


def _cited(data: Any, at: Place) -> Iterator[tuple[Place, Citation]]:
    parts = data.items() if isinstance(data, dict) else enumerate(data or ())
    for key, part in parts:
        if key == "cite":
            yield from citations(part, (*at, key))
        elif isinstance(part, dict | list):
            yield from _cited(part, (*at, key))
