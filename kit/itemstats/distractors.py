"""Which options were chosen, and by whom of the better and the weaker learners."""

from collections.abc import Collection, Mapping
from math import ceil

from kit.itemstats.model import Choices, ChoiceTable, OptionStats

__all__ = ["choice_table"]


def choice_table(choices: Choices, rests: Mapping[int, float]) -> ChoiceTable:
    """The table of one item; ``rests`` has each learner's score on the rest of the paper.

    Learners without one are in no third.
    """
    asked, known = choices.chosen, frozenset(choices.options)
    third = _thirds({who: rests[who] for who in asked if who in rests})
    return ChoiceTable(
        n=len(asked),
        blank=sum(not chosen for chosen in asked.values()),
        unreadable=sum(not chosen <= known for chosen in asked.values()),
        options=tuple(_option(id, choices, third) for id in choices.options),
        thirds=_sizes(third, third),
    )


def _option(id: str, choices: Choices, third: Mapping[int, int]) -> OptionStats:
    chose = [who for who, chosen in choices.chosen.items() if id in chosen]
    share = len(chose) / len(choices.chosen) if choices.chosen else 0.0
    return OptionStats(id, id in choices.key, len(chose), share, _sizes(chose, third))


def _thirds(rests: Mapping[int, float]) -> dict[int, int]:
    """Learner → 0, 1 or 2; nobody if all scores are the same.

    The highest third begins at the score that the best third of the learners reach, with all who
    have that score, be they many more; the lowest ends likewise, below it. Neither is everybody.
    """
    scores = sorted(rests.values())
    if not scores or scores[0] == scores[-1]:
        return {}
    third = ceil(len(scores) / 3)
    low, high = scores[third - 1], scores[-third]
    if high == scores[0]:
        high = next(score for score in scores if score > high)
    return {who: 2 if score >= high else 0 if score <= low else 1 for who, score in rests.items()}


def _sizes(learners: Collection[int], third: Mapping[int, int]) -> tuple[int, int, int] | None:
    if not third:
        return None
    places = [third[who] for who in learners if who in third]
    return places.count(0), places.count(1), places.count(2)
