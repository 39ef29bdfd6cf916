"""The one scoring function: practice, hand-in, nbgrader and paper all come here."""

from collections.abc import Mapping
from dataclasses import dataclass

from kit.errors import InvalidResponse
from kit.limits import excess
from kit.model import Item, Outcome, Quiz, Response, is_blank
from kit.text import visible
from kit.wording import Language, t

__all__ = ["Score", "score", "score_quiz"]


@dataclass(frozen=True)
class Score:
    """What one response earned."""

    item: str
    """Id of the item."""
    score: float | None
    """Points, 0 to ``max``; ``None`` where there is no score (invalid, essay, survey)."""
    max: float
    """The item's points; 0 for a survey."""
    outcome: Outcome
    note: str = ""
    """One sentence for the learner or, for an invalid response, what is wrong with it."""


def score(
    item: Item, response: Response, lang: Language = "vi", points: float | None = None
) -> Score:
    """Score one raw response; never raises for anything a learner can send.

    ``points`` are those of the item's place in a paper, where they are not its own.
    """
    most = 0.0 if item.scored == "never" else item.points if points is None else points
    try:
        return _score(item, response, most, lang)
    except InvalidResponse as error:
        note = visible(t(f"kinds.{error.code}", lang, **error.params))
    return Score(item.id, None, most, Outcome.INVALID, note)


def _score(item: Item, response: Response, most: float, lang: Language) -> Score:
    if code := excess(response):
        raise InvalidResponse(code)
    if is_blank(response):
        zero = 0.0 if item.scored != "never" else None
        return Score(item.id, zero, most, Outcome.BLANK)
    mark = item.mark(response)
    note = t(f"kinds.{mark.note}", lang) if mark.note else ""
    if item.scored != "machine":
        outcome = Outcome.MANUAL if item.scored == "hand" else Outcome.UNSCORED
        return Score(item.id, None, most, outcome, note)
    outcome = _outcome(mark.fraction)
    # What is right earns its points as they are: Moodle's have seven decimals, such as 0.6666667.
    whole = outcome is Outcome.RIGHT
    earned = most if whole else min(round(mark.fraction * most, 6), most)
    return Score(item.id, earned, most, outcome, note)


def _outcome(fraction: float) -> Outcome:
    # Shares of a whole are summed in binary: a millionth decides nothing.
    if fraction >= 1 - 1e-9:
        return Outcome.RIGHT
    return Outcome.WRONG if fraction <= 1e-9 else Outcome.PARTIAL


def score_quiz(
    quiz: Quiz, responses: Mapping[str, Response], lang: Language = "vi"
) -> tuple[Score, ...]:
    """Score every item of a quiz; an item without a response is blank."""
    return tuple(score(item, responses.get(item.id), lang) for item in quiz.items)
