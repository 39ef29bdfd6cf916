"""Is the content good? One rule a function, one table a kind of file.

To add a rule: write a generator of problems beside its like, add it to its table here, its two
sentences (``<code>``, ``<code>_hint``) to both catalogues and a faulty file to ``tests/bad``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.bank import Draft
from kit.checks import (
    across,
    banks,
    choices,
    citations,
    copying,
    drawn,
    evidence,
    indicators,
    lessons,
    quotes,
    replaced,
    stems,
    upkeep,
)
from kit.checks.notebook import Lesson
from kit.checks.runs import Run
from kit.checks.scope import Scope, find
from kit.errors import Problem
from kit.sources import Undeclared

__all__ = ["ACROSS_RULES", "BANK_RULES", "LESSON_RULES", "Report", "check"]

BANK_RULES: tuple[Callable[[Draft, Scope], Iterator[Problem]], ...] = (
    banks.explained,
    banks.cited,
    banks.survey_without_points,
    banks.in_unicode,
    banks.without_html,
    banks.lesson_exists,
    choices.keys_spread,
    choices.key_seldom_longest,
    choices.all_of_the_above,
    citations.in_bank,
    drawn.pools_large_enough,
    drawn.every_item_drawn,
    evidence.figures_cited,
    indicators.by_reference,
    indicators.each_its_own,
    replaced.in_bank,
    stems.offices_dated,
    stems.negations_marked,
    upkeep.tagged,
)

ACROSS_RULES: tuple[Callable[[Scope], Iterator[Problem]], ...] = (
    across.one_id_a_quiz,
    across.one_id_an_item,
    across.no_test_item_in_practice,
    across.no_question_twice,
    citations.in_source_list,
    citations.in_sheets,
    copying.copied,
    indicators.sets_in_order,
    quotes.cited,
    quotes.verbatim,
    quotes.slogans_verbatim,
    upkeep.sources_used,
    upkeep.practice_used,
    upkeep.lessons_practised,
)

LESSON_RULES: tuple[Callable[[Lesson, Scope], Iterator[Problem]], ...] = (
    lessons.current_format,
    lessons.cell_ids,
    lessons.no_outputs,
    lessons.only_widget_calls,
    lessons.practice_exists,
    lessons.pictures_exist,
    lessons.slogans_exist,
    citations.in_lesson,
    replaced.in_lesson,
)


@dataclass(frozen=True)
class Report:
    """What a check found, and how much it looked at."""

    problems: tuple[Problem, ...]
    """Sorted by file and line."""
    files: int
    items: int
    citations: int
    unverified: int
    """Citations whose source's text was not at hand."""
    unverified_sources: tuple[str, ...]
    longest: tuple[Run, str] | None
    """The longest run of words that the content shares with a source, and where it stands
    (``file:line``); ``None`` without such a run or without the texts."""
    stopping: int = 0
    """How many problems keep ``kit build`` from taking a bank; it takes one that is unfinished."""
    undeclared: tuple[tuple[str, Undeclared], ...] = ()
    """Texts in the folder of the sources that a list does not name, each with that list."""


def check(paths: Sequence[Path], texts: Path | None = None) -> Report:
    """Look at banks and lessons; everything wrong is in the report.

    ``texts`` is a folder with the texts of the sources; without it a folder ``sources`` beside
    the content is used if there is one. Raises ``UserError`` for a path that does not exist or
    holds no banks.
    """
    scopes = find(paths, texts)
    claims = [claim for scope in scopes for claim in citations.every(scope)]
    unverified = [claim for scope in scopes for claim in citations.unverified(scope)]
    runs = [found for scope in scopes if (found := copying.longest(scope))]
    return Report(
        # A set: the loader and a rule may both see the same fault.
        problems=tuple(sorted({one for scope in scopes for one in _problems(scope)})),
        files=sum(
            len(part)
            for one in scopes
            for part in (one.banks, one.lessons, one.guides, one.sheets, one.sets)
        ),
        items=sum(len(list(bank.entries())) for scope in scopes for bank in scope.banks),
        citations=len(claims),
        unverified=len(unverified),
        unverified_sources=tuple(sorted({claim.source for claim in unverified})),
        longest=max(runs, key=lambda found: found[0].length, default=None),
        stopping=len({one for scope in scopes for one in _stopping(scope)}),
        undeclared=tuple(
            (scope.library.name, one) for scope in scopes for one in scope.library.undeclared
        ),
    )


def _stopping(scope: Scope) -> Iterator[Problem]:
    """What keeps ``kit build`` from taking a bank."""
    for bank in scope.banks:
        yield from bank.problems
    yield from across.no_test_item_in_practice(scope)


def _problems(scope: Scope) -> Iterator[Problem]:
    yield from scope.problems
    yield from scope.library.problems
    for bank in scope.banks:
        yield from bank.problems
        for bank_rule in BANK_RULES:
            yield from bank_rule(bank, scope)
    for sheet in scope.sheets:
        yield from sheet.problems
    for across_rule in ACROSS_RULES:
        yield from across_rule(scope)
    for lesson in scope.lessons:
        for lesson_rule in LESSON_RULES:
            yield from lesson_rule(lesson, scope)
