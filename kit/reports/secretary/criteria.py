"""The criteria by which a cell scores its own session; the kit fills in what it can count.

They judge the meeting, never a person. Thresholds are the file's, with the document they come from.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from kit.errors import Problems
from kit.fields import Format, Frozen, Text
from kit.textfile import read_text
from kit.validation import problems
from kit.yaml import read

__all__ = ["Criteria", "Criterion", "Facts", "read_criteria"]

Facts = Literal["attendance", "unexcused", "minutes", "speakers"]
"""What can be counted: present / expected in percent; absent without a reason; length in minutes;
people who spoke."""


def _written_number(value: object) -> object:
    return value.strip().rstrip("%").replace(",", ".") if isinstance(value, str) else value


Threshold = Annotated[Decimal, BeforeValidator(_written_number), Field(ge=0)]


class Source(Frozen):
    """The document that says how sessions are judged."""

    issuer: Text
    number: Text
    date: date


class Criterion(Frozen):
    """One line of the sheet."""

    text: Text
    points: Annotated[Decimal, BeforeValidator(_written_number), Field(gt=0)] | None = None
    """At most; ``None``: the cell writes it by hand."""
    facts: Facts | None = None
    above: Threshold | None = None
    at_least: Threshold | None = None
    at_most: Threshold | None = None

    @model_validator(mode="after")
    def _threshold_of_something(self) -> "Criterion":
        thresholds = [self.above, self.at_least, self.at_most]
        if any(one is not None for one in thresholds) and self.facts is None:
            raise PydanticCustomError("missing", "a threshold of nothing")
        return self

    def met(self, value: Fraction | int) -> bool | None:
        """Whether a figure meets the threshold; ``None`` if there is none."""
        checks = []
        if self.above is not None:
            checks.append(value > Fraction(self.above))
        if self.at_least is not None:
            checks.append(value >= Fraction(self.at_least))
        if self.at_most is not None:
            checks.append(value <= Fraction(self.at_most))
        return all(checks) if checks else None


class Criteria(Frozen):
    """``tieu-chi.yaml``."""

    format: Format
    source: Source
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


def read_criteria(path: Path) -> Criteria:
    """The file's criteria; raises ``Problems`` with everything that is wrong with it."""
    document = read(read_text(path), str(path))
    try:
        return Criteria.model_validate(document.data)
    except ValidationError as error:
        raise Problems(problems(error, str(path), document)) from error
