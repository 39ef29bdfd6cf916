"""Rules about what a blueprint draws from."""

from collections.abc import Iterator

from kit.bank import Draft
from kit.blueprint import fits, fitting
from kit.checks.scope import Scope
from kit.errors import Problem

TIMES = 3
"""How many times as large as a paper's part its pool is, so that neighbours have other papers."""


def pools_large_enough(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``pool-too-small``: three items to draw from for each one drawn."""
    if draft.quiz is None:
        return
    quiz = draft.quiz
    entries = [(quiz.bank_of(item.id), item) for item in quiz.items]
    for n, stratum in enumerate(quiz.blueprint):
        there, wanted = len(fitting(stratum, entries)), TIMES * stratum.count
        if there < wanted:
            params = {"stratum": stratum.id, "there": there, "count": stratum.count}
            yield draft.problem("pool-too-small", ("blueprint", n), **params, wanted=wanted)


def every_item_drawn(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``never-drawn``: each scored item of a bank with a blueprint fits a part of it."""
    quiz = draft.quiz
    if quiz is None or not quiz.blueprint or draft.is_pool:
        return
    places = {str(raw.get("id")): at for at, raw in draft.entries()}
    for item in quiz.items:
        fit = any(fits(stratum, item, quiz.bank_of(item.id)) for stratum in quiz.blueprint)
        if item.scored != "never" and not fit:
            params = {"topic": item.tags.topic or "–", "level": item.level or "–"}
            yield draft.problem("never-drawn", places[item.id], **params, kind=item.kind)
