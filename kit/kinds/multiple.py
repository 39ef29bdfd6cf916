"""Multiple response: any number of options may be right; four rules for partial credit.

The rules are the four that PrairieLearn defines for its checkbox element (docs/elements/
pl-checkbox): with ``t`` right options chosen, ``n`` chosen, ``c`` right and ``o`` options in all,

* ``all-or-nothing``: 1 if exactly the right ones are chosen, else 0;
* ``net-correct``: (t - wrong ones chosen) / c, not below 0;
* ``coverage``: (t / c) · (t / n);
* ``each-answer``: share of the options that are treated rightly, chosen or left.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.kinds.options import WithOptions, resolve
from kit.model import Fault, Mark, OptionId, Response, fault, is_blank
from kit.wording import Language

Rule = Literal["all-or-nothing", "net-correct", "coverage", "each-answer"]


class Multiple(WithOptions):
    """Response: a list of option ids."""

    kind: Literal["multiple"]
    key: Annotated[tuple[OptionId, ...], Field(min_length=1)]
    rule: Rule = "all-or-nothing"

    def present(self) -> dict[str, Any]:
        return {**super().present(), "rule": self.rule}

    def mark(self, response: Response) -> Mark:
        if not isinstance(response, list):
            raise InvalidResponse("not_a_list")
        chosen = {resolve(value, self.options) for value in response if not is_blank(value)}
        return Mark(_fraction(self.rule, chosen, set(self.key), len(self.options)))

    def right(self) -> Response:
        return list(self.key)

    def wrong(self) -> Response:
        others = [id for id in self.options if id not in self.key]
        return list(others or self.key[:1])

    def key_text(self, lang: Language = "vi") -> str:
        return "\n".join(f"- {self.options[id]}" for id in self.options if id in self.key)

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        for id in self.key:
            if id not in self.options:
                yield fault("unknown-option", "key", option=id)
        if len(set(self.key)) < len(self.key):
            yield fault("answer-twice", "key")
        if len(self.key) == 1 == len(self.options) - 1:
            yield fault("single-in-disguise", "key")


def _fraction(rule: Rule, chosen: set[str], key: set[str], options: int) -> float:
    hits = len(chosen & key)
    misses = len(chosen - key)
    match rule:
        case "all-or-nothing":
            return float(chosen == key)
        case "net-correct":
            return max(0, hits - misses) / len(key)
        case "coverage":
            return (hits / len(key)) * (hits / len(chosen))
        case "each-answer":
            return (options - len(chosen ^ key)) / options
