"""Rules that keep a growing content in order: labels, and what nobody uses."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from kit.bank import Draft
from kit.checks import citations
from kit.checks.banks import is_scored
from kit.checks.calls import calls
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.validation import problem


def tagged(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``untagged``: a scored item says its topic, level and difficulty."""
    for at, raw in draft.entries():
        tags = raw.get("tags")
        topic = tags.get("topic") if isinstance(tags, dict) else None
        there = {"topic": topic, "level": raw.get("level"), "difficulty": raw.get("difficulty")}
        missing = [name for name, value in there.items() if not value]
        if is_scored(raw) and missing:
            yield draft.problem("untagged", at, missing=", ".join(missing))


def sources_used(scope: Scope) -> Iterator[Problem]:
    """``unused-source``: an item, a lesson, a picture or a slogan cites each listed source."""
    library = scope.library
    if library.document is None or not scope.complete:
        return
    cited = {
        citation.source
        for citation in chain(
            chain.from_iterable(map(citations.of_bank, scope.banks)),
            chain.from_iterable(map(citations.of_lesson, scope.lessons)),
            (citation for sheet in scope.sheets for _, citation in sheet.citations()),
        )
    }
    listed = library.document.at(("sources",))
    for n, entry in enumerate(listed if isinstance(listed, list) else ()):
        id = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(id, str) and id in library.sources and id not in cited:
            place = ("sources", n, "id")
            yield problem(library.name, library.document, "unused-source", place, {"source": id})


def practice_used(scope: Scope) -> Iterator[Problem]:
    """``unused-practice``: a lesson shows each item that is there to practise with."""
    if not scope.complete or not scope.lessons:
        return
    shown = [call.texts for lesson in scope.lessons for call in calls(lesson)
             if call.name == "practice"]  # fmt: skip
    whole = {texts[0] for texts in shown if len(texts) == 1}
    some = {(texts[0], item) for texts in shown for item in texts[1:]}
    for bank in scope.banks:
        name = Path(bank.name).stem
        for at, raw in bank.entries() if bank.is_practice and name not in whole else ():
            if (name, str(raw.get("id"))) not in some:
                yield bank.problem("unused-practice", (*at, "id"), id=raw.get("id"), bank=name)


def lessons_practised(scope: Scope) -> Iterator[Problem]:
    """``no-practice``: a lesson that a test belongs to has something to practise with."""
    tested = [bank.document.at(("lesson",)) for bank in scope.banks if not bank.is_practice]
    for lesson in scope.lessons if scope.complete else ():
        practised = any(call.name == "practice" for call in calls(lesson))
        if Path(lesson.name).stem in tested and not practised:
            yield lesson.problem("no-practice", 0)
