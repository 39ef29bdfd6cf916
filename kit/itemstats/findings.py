"""What to look at: one function a rule. To add one: write it, add its row, add its sentences."""

from collections.abc import Callable, Iterator

from kit.itemstats.intervals import sign_test, wilson
from kit.itemstats.model import ChoiceTable, Finding, ItemStats, OptionStats, QuizStats

__all__ = ["ENOUGH", "findings"]

ENOUGH = 20
"""Fewer learners are too few to say anything of an item: chance gives correlations up to 0.44."""

TOO_FEW = "too-few-for-item"

_EACH_SIDE = 5
"""So many learners' worth of marks has to be both won and lost before an item is said not to
discriminate: one good learner's slip decides the figure of an item that all others have right."""

_DUBIOUS = 0.15
"""Discriminative efficiency below which Moodle's report marks a question."""

_RELIABLE = 0.64
"""Alpha below which Moodle's documentation calls a test unsatisfactory."""

_FUNCTIONING = 0.05
"""Share from which a distractor does its work: T. M. Haladyna and S. M. Downing (1993), Educational
and Psychological Measurement 53, 999-1010."""


def findings(quiz: QuizStats, items: tuple[ItemStats, ...]) -> tuple[Finding, ...]:
    """Of the paper, then of the items in their order; an item that looks right has none."""
    if quiz.n < ENOUGH:
        return (Finding("too-few-learners", None, quiz.n, params=(("enough", ENOUGH),)),)
    of_quiz = [found for rule in _QUIZ_RULES for found in rule(quiz)]
    return (*of_quiz, *(found for item in items for found in _of_item(item)))


def _of_item(item: ItemStats) -> Iterator[Finding]:
    if item.n < ENOUGH:
        yield Finding(TOO_FEW, item.id, item.n, params=(("enough", ENOUGH),))
        return
    for rule in _ITEM_RULES:
        yield from rule(item)
    if item.table:
        for table_rule in _TABLE_RULES:
            yield from table_rule(item.id, item.table)


def _no_spread(quiz: QuizStats) -> Iterator[Finding]:
    if quiz.sd == 0 and quiz.mean is not None:
        yield Finding("no-spread", None, quiz.mean)


def _low_reliability(quiz: QuizStats) -> Iterator[Finding]:
    if quiz.alpha is not None and quiz.complete >= ENOUGH and quiz.alpha < _RELIABLE:
        interval = quiz.alpha_interval
        sure = not interval or interval.high < _RELIABLE
        yield Finding("low-reliability", None, quiz.alpha, sure)


def _nobody_right(item: ItemStats) -> Iterator[Finding]:
    if item.facility == 0:
        yield Finding("nobody-right", item.id, item.n)


def _negative_discrimination(item: ItemStats) -> Iterator[Finding]:
    if item.discrimination is not None and item.discrimination < 0 and _won_and_lost(item):
        interval = item.discrimination_interval
        sure = not interval or interval.high < 0
        yield Finding("negative-discrimination", item.id, item.discrimination, sure)


def _low_discrimination(item: ItemStats) -> Iterator[Finding]:
    if item.efficiency is not None and 0 <= item.efficiency < _DUBIOUS and _won_and_lost(item):
        yield Finding("low-discrimination", item.id, item.efficiency, sure=False)


def _won_and_lost(item: ItemStats) -> bool:
    won = item.n * (item.facility or 0)
    return _EACH_SIDE <= won <= item.n - _EACH_SIDE


def _below_chance(id: str, table: ChoiceTable) -> Iterator[Finding]:
    """Blind choice would do better; only where one option is right."""
    right = [option for option in table.options if option.right]
    if len(right) != 1:
        return
    chance = 1 / len(table.options)
    interval = wilson(right[0].share, table.n)
    if interval and interval.high < chance:
        params = (("chance", round(100 * chance)),)
        yield Finding("below-chance", id, right[0].share, params=params)


def _distractor_beats_key(id: str, table: ChoiceTable) -> Iterator[Finding]:
    """In the highest third, a wrong option is chosen more often than a right one."""
    right = [option for option in table.options if option.right]
    wrong = [option for option in table.options if not option.right]
    if not right or not wrong:
        return
    key, rival = min(right, key=_best), max(wrong, key=_best)
    if _best(rival) > _best(key):
        sure = sign_test(_best(rival), _best(key)) < 0.05
        params = (("option", rival.id), ("key", key.id), ("key_count", _best(key)))
        yield Finding("distractor-beats-key", id, _best(rival), sure, params)


def _best(option: OptionStats) -> int:
    """How many of the highest third chose it."""
    return option.thirds[2] if option.thirds else 0


def _unused_options(id: str, table: ChoiceTable) -> Iterator[Finding]:
    """Wrong options that surely fewer than one in twenty choose."""
    unused = [option.id for option in table.options if not option.right and _unused(option, table)]
    if unused:
        yield Finding("unused-options", id, len(unused), params=(("options", ", ".join(unused)),))


def _unused(option: OptionStats, table: ChoiceTable) -> bool:
    interval = wilson(option.share, table.n)
    return interval is not None and interval.high < _FUNCTIONING


_QUIZ_RULES: tuple[Callable[[QuizStats], Iterator[Finding]], ...] = (_no_spread, _low_reliability)

_ITEM_RULES: tuple[Callable[[ItemStats], Iterator[Finding]], ...] = (
    _nobody_right,
    _negative_discrimination,
    _low_discrimination,
)

_TABLE_RULES: tuple[Callable[[str, ChoiceTable], Iterator[Finding]], ...] = (
    _below_chance,
    _distractor_beats_key,
    _unused_options,
)
