"""Answers that nobody keeps: a preview, practice outside a group."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kit.answers import Answer, Answers
from kit.model import Response


@dataclass
class Memory:
    """Stands in for an answers file where there is no learner: nothing outlives the page."""

    answers: Answers = field(default_factory=lambda: Answers("", "", "", ""))

    def read(self, now: datetime) -> Answers:
        """What was answered since the page was opened."""
        return self.answers

    def save(self, item: str, response: Response, now: datetime, check: object = None) -> Answers:
        """Remember a response; there is no other page that could have changed it."""
        answer = Answer(response, now.isoformat())
        self.answers = replace(self.answers, answers={**self.answers.answers, item: answer})
        return self.answers

    def flag(self, item: str, on: bool, now: datetime) -> Answers:
        """Flags are not worth remembering here."""
        return self.answers

    def place(self, item: str, now: datetime) -> Answers:
        """Nor is the place."""
        return self.answers
