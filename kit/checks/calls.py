"""The calls of widgets in a lesson's code cells, and whatever else stands there."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from kit.checks.notebook import Lesson, source

LEAST = {
    "flashcards": 0,
    "indicators": 0,
    "picture": 1,
    "practice": 1,
    "quiz": 0,
    "reflection": 1,
    "self_check": 0,
}
"""What a lesson may call → how many texts it needs."""

MOST = {"indicators": 0, "self_check": 0}
"""What takes no more texts than so many."""


@dataclass(frozen=True)
class Call:
    """``practice("bank", "item")`` in a cell."""

    cell: int
    name: str
    texts: tuple[str, ...]


def calls(lesson: Lesson) -> Iterator[Call]:
    """The calls of a lesson that are as they should be, in order."""
    for cell, data in lesson.cells("code"):
        for node in _statements(source(data)):
            if _is_call(node):
                call = node.value
                texts = tuple(str(arg.value) for arg in call.args if isinstance(arg, ast.Constant))
                yield Call(cell, call.func.id, texts)


def foreign(code: str) -> Iterator[str]:
    """First lines of the statements that a lesson may not have."""
    try:
        body = ast.parse(code).body
    except SyntaxError as error:
        yield (error.text or code).strip().split("\n")[0]
        return
    for node in body:
        if not (_is_import(node) or _is_call(node)):
            yield (ast.get_source_segment(code, node) or "").split("\n")[0]


def _statements(code: str) -> list[ast.stmt]:
    try:
        return ast.parse(code).body
    except SyntaxError:
        return []


def _is_import(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == "kit.widget"
        and all(alias.name in LEAST and alias.asname is None for alias in node.names)
    )


class _Named(ast.Call):
    func: ast.Name


class _Statement(ast.Expr):
    value: _Named


def _is_call(node: ast.stmt) -> TypeGuard[_Statement]:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    call = node.value
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    texts = all(isinstance(arg, ast.Constant) and isinstance(arg.value, str) for arg in call.args)
    if name not in LEAST or not texts or call.keywords:
        return False
    return LEAST[name] <= len(call.args) <= MOST.get(name, len(call.args))
