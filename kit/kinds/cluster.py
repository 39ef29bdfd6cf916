"""A cluster of four true/false statements, scored by a step table.

The table of the Ministry of Education's paper from 2025 gives 0.1, 0.25, 0.5 and 1 for one to
four right statements; a bank may set its own.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field

from kit.errors import InvalidResponse, as_typed
from kit.kinds.options import repeated, shown
from kit.kinds.true_false import read_true_false
from kit.model import (
    Fault,
    Frozen,
    Item,
    Mark,
    OptionId,
    Response,
    Text,
    TrueFalse,
    fault,
    is_blank,
)
from kit.wording import Language, t

STEPS = (0.0, 0.1, 0.25, 0.5, 1.0)


class Statement(Frozen):
    """One of the statements."""

    text: Text
    key: TrueFalse


class Cluster(Item):
    """Response: statement id → true/false; a statement left out counts as not right."""

    kind: Literal["cluster"]
    statements: Annotated[dict[OptionId, Statement], Field(min_length=2, max_length=8)]
    steps: tuple[Annotated[float, Field(ge=0, le=1)], ...] = STEPS
    """Fraction of the points for 0, 1, 2, … right statements."""

    def _texts(self) -> dict[str, str]:
        return {id: statement.text for id, statement in self.statements.items()}

    def present(self) -> dict[str, Any]:
        return {"statements": shown(self._texts())}

    def mark(self, response: Response) -> Mark:
        if not isinstance(response, dict):
            raise InvalidResponse("not_by_statement")
        for id in response:
            if id not in self.statements:
                raise InvalidResponse("not_an_option", value=as_typed(id))
        right = sum(
            read_true_false(value) == self.statements[id].key
            for id, value in response.items()
            if not is_blank(value)
        )
        return Mark(self.steps[right])

    def right(self) -> Response:
        return {id: statement.key for id, statement in self.statements.items()}

    def wrong(self) -> Response:
        return {id: not statement.key for id, statement in self.statements.items()}

    def key_text(self, lang: Language = "vi") -> str:
        return "\n".join(
            f"- {statement.text} — **{t('kinds.true' if statement.key else 'kinds.false', lang)}**"
            for statement in self.statements.values()
        )

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        for id in repeated(self._texts()):
            yield fault("option-twice", "statements", id, text=self.statements[id].text)
        rising = all(a <= b for a, b in pairwise(self.steps))
        ends = self.steps[:1] == (0.0,) and self.steps[-1:] == (1.0,)
        if len(self.steps) != len(self.statements) + 1 or not rising or not ends:
            yield fault("bad-steps", "steps", count=len(self.statements) + 1)
