"""Rules about a lesson's notebook."""

from collections.abc import Iterator

from kit.checks.calls import LEAST, calls, foreign
from kit.checks.notebook import Lesson, source
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.slogans import NAME


def current_format(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``old-notebook``: format 4.5, the first with cell ids."""
    found = f"{lesson.data.get('nbformat')}.{lesson.data.get('nbformat_minor')}"
    if found != "4.5":
        yield lesson.problem("old-notebook", 0, found=found)


def cell_ids(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``cell-id``: every cell has an id that no other has."""
    seen = set()
    for n, cell in lesson.cells():
        id = cell.get("id")
        if not isinstance(id, str) or id in seen:
            yield lesson.problem("cell-id", n)
        seen.add(str(id))


def no_outputs(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``cell-outputs``: nothing that a run left behind is stored."""
    for n, cell in lesson.cells("code"):
        if cell.get("outputs") or cell.get("execution_count"):
            yield lesson.problem("cell-outputs", n)


def only_widget_calls(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``lesson-code``: code cells hold calls of the kit's widgets and nothing else."""
    names = ", ".join(f"{name}(…)" if least else f"{name}()" for name, least in LEAST.items())
    for n, cell in lesson.cells("code"):
        for line in foreign(source(cell)):
            yield lesson.problem("lesson-code", n, line, code=line, calls=names)


def practice_exists(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``unknown-practice``: the practice items that a lesson shows are there."""
    for call in calls(lesson):
        if call.name != "practice":
            continue
        bank, *items = call.texts
        if bank not in scope.practice:
            items = items or ["…"]
        for item in items:
            if item not in scope.practice.get(bank, ()):
                yield lesson.problem("unknown-practice", call.cell, item, bank=bank, item=item)


def pictures_exist(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``unknown-picture``: the pictures that a lesson shows are in ``lessons/pictures``."""
    known = sorted(sheet.stem for sheet in scope.pictures)
    for call in calls(lesson):
        for name in call.texts if call.name == "picture" else ():
            if name not in known:
                params = {"name": name, "known": ", ".join(known) or "–"}
                yield lesson.problem("unknown-picture", call.cell, name, **params)


def slogans_exist(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``unknown-slogan``: the slogans that a lesson's cards show are in the list of slogans."""
    for call in calls(lesson):
        for id in call.texts if call.name == "flashcards" else ():
            if id not in scope.slogan_texts:
                yield lesson.problem("unknown-slogan", call.cell, id, id=id, file=NAME)
