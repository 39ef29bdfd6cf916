"""How many of the sources' facts the lessons teach and the tests ask.

A fact is a phrase at a place of a source. It counts as taught when a lesson's citation, and as
tested when a citation of a scored test item, names the same paragraph and shares three words in
a row with the phrase (or all of a shorter one). Practice items, pictures and slogans do not count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.checks import citations
from kit.checks.banks import is_scored
from kit.checks.runs import words
from kit.checks.scope import Scope, find
from kit.checks.sheet import citations as read_citations
from kit.errors import Problem, Problems, UserError
from kit.model import Citation, Format, Frozen, Slug, Text
from kit.textfile import read_text
from kit.validation import problem, problems
from kit.wording import t
from kit.yaml import Document, compose

NOT_TAUGHT = "not-taught.yaml"
"""Beside the lessons: which facts are not worth teaching, and why."""

ENOUGH = 3
"""So many words in a row that a citation shares with a fact make it the same place."""


class Fact(BaseModel):
    """One line of the table of facts; its other keys are for its authors."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Text
    source: Slug
    paragraph: Annotated[int, Field(ge=1)]
    phrase: Text
    category: Text
    fact: str = ""


class _FactFile(BaseModel):
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]


class _NotTaught(Frozen):
    """``lessons/not-taught.yaml``."""

    format: Format
    facts: dict[str, Text]
    """Id → why the fact is not worth teaching."""


@dataclass(frozen=True)
class Row:
    """How far a group of facts is covered."""

    source: str
    """Empty in the row of all sources."""
    category: str
    """Empty in the row of all categories."""
    facts: int
    teachable: int
    """Those that are not listed as not worth teaching; only these count below."""
    taught: int
    tested: int

    @property
    def taught_percent(self) -> float:
        """Share of the teachable facts that are taught; 100 if none is teachable."""
        return _percent(self.taught, self.teachable)

    @property
    def tested_percent(self) -> float:
        """Share of the teachable facts that are tested; 100 if none is teachable."""
        return _percent(self.tested, self.teachable)


@dataclass(frozen=True)
class Coverage:
    """What was counted."""

    rows: tuple[Row, ...]
    """By source and category, in the order of the table of facts."""
    sources: tuple[Row, ...]
    total: Row
    untaught: tuple[Fact, ...]
    """Teachable facts that no lesson cites."""
    untested: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    """Of the list of what is not taught, and of files that cannot be read."""


def coverage(paths: Sequence[Path], file: Path) -> Coverage:
    """Count the facts of a YAML file against the lessons and tests that the paths name.

    Raises ``UserError`` for a path that does not exist and ``Problems`` for a faulty file of
    facts.
    """
    facts = _facts(file)
    scopes = find(paths, None)
    found = [one for scope in scopes for one in scope.problems]
    skipped: set[str] = set()
    for folder in sorted(
        {Path(lesson.name).parent for scope in scopes for lesson in scope.lessons}
    ):
        skipped |= _skipped(folder / NOT_TAUGHT, {fact.id for fact in facts}, found)
    taught = _by_place(_of_lessons(scopes))
    tested = _by_place(_of_tests(scopes))
    teachable = [fact for fact in facts if fact.id not in skipped]
    untaught = tuple(fact for fact in teachable if not _covered(fact, taught))
    untested = tuple(fact for fact in teachable if not _covered(fact, tested))

    def row(source: str, category: str) -> Row:
        def count(group: Iterable[Fact]) -> int:
            return sum(
                source in ("", one.source) and category in ("", one.category) for one in group
            )

        there = count(teachable)
        asked = there - count(untested)
        return Row(source, category, count(facts), there, there - count(untaught), asked)

    groups = dict.fromkeys((fact.source, fact.category) for fact in facts)
    by_source = dict.fromkeys(fact.source for fact in facts)
    rows = [row(one, category) for one in by_source for of, category in groups if of == one]
    sources = [row(one, "") for one in by_source]
    return Coverage(
        tuple(rows), tuple(sources), row("", ""), untaught, untested, tuple(sorted(found))
    )


def _facts(file: Path) -> tuple[Fact, ...]:
    if not file.is_file():
        raise UserError(t("coverage.no_facts", path=file), t("coverage.no_facts_hint"))
    document = compose(read_text(file), str(file))
    try:
        return _FactFile.model_validate(document.data or {}).facts
    except ValidationError as error:
        raise Problems(problems(error, str(file), document)) from error


def _skipped(file: Path, known: set[str], found: list[Problem]) -> set[str]:
    """Ids of the facts that are not worth teaching; what is wrong is added to ``found``."""
    if not file.is_file():
        return set()
    try:
        document = compose(read_text(file), str(file))
    except Problems as error:
        found += error.problems
        return set()
    found += document.twice
    try:
        _NotTaught.model_validate(document.data or {})
    except ValidationError as error:
        found += problems(error, str(file), document)
    listed = document.at(("facts",))
    reasons: Mapping[str, object] = listed if isinstance(listed, dict) else {}
    found += _unknown(file, document, reasons, known)
    # Without a reason a fact stays teachable.
    return {id for id, reason in reasons.items() if isinstance(reason, str) and reason.strip()}


def _unknown(
    file: Path, document: Document, reasons: Mapping[str, object], known: set[str]
) -> Iterator[Problem]:
    for id in reasons:
        if id not in known:
            yield problem(str(file), document, "unknown-fact", ("facts", id), {"id": id})


def _of_lessons(scopes: Iterable[Scope]) -> Iterator[Citation]:
    for scope in scopes:
        for lesson in scope.lessons:
            yield from citations.of_lesson(lesson)


def _of_tests(scopes: Iterable[Scope]) -> Iterator[Citation]:
    for scope in scopes:
        for bank in scope.banks:
            for _, raw in bank.entries() if not bank.is_practice else ():
                if is_scored(raw):
                    yield from (one for _, one in read_citations(raw.get("cite"), ()))


_Places = Mapping[tuple[str, int], Sequence[Sequence[str]]]


def _by_place(cited: Iterable[Citation]) -> _Places:
    """Source and paragraph → the words of each phrase cited there."""
    places: dict[tuple[str, int], list[list[str]]] = {}
    for one in cited:
        places.setdefault((one.source, one.paragraph), []).append(words(one.phrase))
    return places


def _covered(fact: Fact, places: _Places) -> bool:
    asked = words(fact.phrase)
    length = min(ENOUGH, len(asked))
    runs = {tuple(asked[n : n + length]) for n in range(len(asked) - length + 1)}
    return any(
        tuple(phrase[n : n + length]) in runs
        for phrase in places.get((fact.source, fact.paragraph), ())
        for n in range(len(phrase) - length + 1)
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0
