"""What a page knows to be saved, so that it replaces no answer of another page unasked.

Each page has a desk of its own, and all it sends passes there. What is saved and did not pass there
comes from another device or another page of the same learner.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.answers import Answer
from kit.model import Response, is_blank


class Changed(Exception):
    """Something else is saved that the page has never shown."""

    def __init__(self, there: Answer) -> None:
        super().__init__(there.at)
        self.there = there


@dataclass
class Seen:
    """The saved responses that one page has shown."""

    _responses: dict[str, Response] = field(default_factory=dict)

    def start(self, kept: Mapping[str, Answer]) -> None:
        """The page shows these from now on."""
        self._responses = {item: answer.response for item, answer in kept.items()}

    def saved(self, item: str, response: Response) -> None:
        """The page knows that its own answer is there."""
        self._responses[item] = response

    def guard(self, message: Mapping[str, Any]) -> Callable[[Answer | None], None]:
        """What to let the answer of this message replace; raises ``Changed`` for anything else.

        ``over`` in a message is what the learner was shown of another page and decided about.
        """
        known = [message.get("response"), self._responses.get(message["item"])]
        known += [message["over"]] if "over" in message else []

        def check(there: Answer | None) -> None:
            if there is not None and not any(_alike(there.response, one) for one in known):
                raise Changed(there)

        return check


def _alike(one: Response, other: Response) -> bool:
    return one == other or (is_blank(one) and is_blank(other))
