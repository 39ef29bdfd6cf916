"""Number of a document: ``34-CT/TU`` (Party), ``73/2023/NĐ-CP`` (State).

A dash and a slash mean different things there, so only dash glyphs and spaces are forgiven.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from kit.errors import InvalidResponse
from kit.kinds.keyed import Keyed
from kit.kinds.text import WithoutMarks, read_text
from kit.model import Mark, Response
from kit.text import Match, parse_docnum, same_docnum


def mark_docnum(response: Response, accept: Iterable[str], without_marks: WithoutMarks) -> Mark:
    """Right if it is one of the accepted numbers; ``QD`` for ``QĐ`` as the author chose.

    Raises ``InvalidResponse`` for what has not the shape of a document number.
    """
    typed = read_text(response)
    if parse_docnum(typed) is None:
        raise InvalidResponse("not_a_docnum", value=typed[:60])
    match max(same_docnum(typed, key) for key in accept):
        case Match.NONE:
            return Mark(0.0)
        case Match.BARE:
            return Mark({"refuse": 0.0, "half": 0.5, "accept": 1.0}[without_marks], "without_marks")
        case _:
            return Mark(1.0)


def wrong_docnum(key: str) -> str:
    """The number of another document of the same kind and issuer."""
    expected = parse_docnum(key)
    return str(replace(expected, number=expected.number % 999 + 1)) if expected else "1-CT/TU"


class DocNum(Keyed):
    """Response: the number as typed; "Chỉ thị số" may stand before it."""

    kind: Literal["docnum"]
    without_marks: WithoutMarks = "accept"

    def read_key(self) -> object | None:
        return parse_docnum(self.key)

    def present(self) -> dict[str, Any]:
        return {"input": "docnum"}

    def mark(self, response: Response) -> Mark:
        return mark_docnum(response, (self.key,), self.without_marks)

    def wrong(self) -> Response:
        return wrong_docnum(self.key)
