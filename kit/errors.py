"""What can be wrong, as data: every problem has a code, a place and a way out."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a file."""

    path: str
    """File as the user named it; empty if the problem has no file."""
    line: int
    """1-based line; 0 when the whole file is meant."""
    code: str
    """Short, stable name of the rule, such as ``duplicate-id``."""
    message: str
    """What is wrong, in the reader's language, with the value that is wrong."""
    hint: str = ""
    """What to do about it."""
    at: tuple[str | int, ...] = field(default=(), compare=False, repr=False)
    """Keys from the root of the file down to the place, where it is known."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        text = (
            f"{place}: [{self.code}] {self.message}" if place else f"[{self.code}] {self.message}"
        )
        return f"{text}\n    → {self.hint}" if self.hint else text


class Problems(Exception):
    """Everything wrong with the input, raised once, after all of it was looked at."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class UserError(Exception):
    """The kit was used in a way that cannot work; one sentence and what to do instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message} {hint}".strip())


class InvalidResponse(Exception):
    """A response that cannot be scored (wrong shape, unreadable number …).

    Never the same as a wrong answer: it is reported, not counted as zero in silence.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        """``code`` names a sentence of the catalogue's section ``kinds``."""
        self.code, self.params = code, params
        super().__init__(code)


def as_typed(value: object) -> str:
    """A response or a part of one for a message: a text in quotation marks, the rest as data."""
    return f"“{value[:60]}”" if isinstance(value, str) else repr(value)[:60]
