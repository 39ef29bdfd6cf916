"""Rules about a lesson's notebook."""

import ast
from collections.abc import Iterator

from kit.checks.notebook import Lesson, source
from kit.checks.scope import Scope
from kit.errors import Problem

_CALLS = frozenset({"practice", "quiz", "reflection"})


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
    for n, cell in lesson.cells("code"):
        for line in _foreign(source(cell)):
            yield lesson.problem("lesson-code", n, line, code=line)


def practice_exists(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``unknown-practice``: the practice items that a lesson shows are there."""
    for n, cell in lesson.cells("code"):
        for call in _calls(source(cell)):
            if call.func.id != "practice":  # type: ignore[attr-defined]
                continue
            bank, *items = (str(arg.value) for arg in call.args if isinstance(arg, ast.Constant))
            if bank not in scope.practice:
                items = items or ["…"]
            for item in items:
                if item not in scope.practice.get(bank, ()):
                    yield lesson.problem("unknown-practice", n, item, bank=bank, item=item)


def _foreign(code: str) -> Iterator[str]:
    """First lines of the statements that a lesson may not have."""
    try:
        body = ast.parse(code).body
    except SyntaxError as error:
        yield (error.text or code).strip().split("\n")[0]
        return
    for node in body:
        if not (_is_import(node) or _is_call(node)):
            yield (ast.get_source_segment(code, node) or "").split("\n")[0]


def _is_import(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == "kit.widget"
        and {alias.name for alias in node.names} <= _CALLS
    )


def _is_call(node: ast.stmt) -> bool:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    call = node.value
    texts = all(isinstance(arg, ast.Constant) and isinstance(arg.value, str) for arg in call.args)
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    enough = bool(call.args) or name == "quiz"
    return name in _CALLS and texts and enough and not call.keywords


def _calls(code: str) -> Iterator[ast.Call]:
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return
    for node in body:
        if _is_call(node) and isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield node.value
