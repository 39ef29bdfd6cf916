"""Which quizzes a new group begins with: those of the content folder that are finished."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.bank import load
from kit.content import Content
from kit.errors import Problems


@dataclass(frozen=True)
class Choice:
    """What stands under ``quizzes`` of a new ``group.yaml``."""

    quizzes: tuple[str, ...] = ()
    unfinished: Mapping[str, int] = field(default_factory=dict)
    """Quiz → how many things ``kit check`` finds in it; such a one is listed as a comment."""


def choose(content: Content) -> Choice:
    """The tests in their order, and those that somebody is still writing."""
    # Checking takes a second, most of it imports.
    from kit.checks import check

    banks = content.banks()
    wrong = Counter(Path(one.path) for one in check(banks).problems)
    faulty = [path for path in banks if wrong[path]]
    unfinished = {path.stem: wrong[path] for path in faulty if not _is_practice(path)}
    return Choice(tuple(content.tests(leave_out=faulty)), unfinished)


def _is_practice(path: Path) -> bool:
    try:
        return load(path).quiz.settings.mode == "practice"
    except Problems:
        return False  # nobody can tell yet
