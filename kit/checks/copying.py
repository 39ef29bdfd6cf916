"""How much of the content is the sources' own wording."""

from collections.abc import Iterator

from kit.checks.prose import Prose
from kit.checks.runs import Run
from kit.checks.scope import Scope
from kit.errors import Problem

MOST = 12
"""Facts carry over, sentences do not: more words than this in a row are copied."""


def copied(scope: Scope) -> Iterator[Problem]:
    """``copied-run``: no text has more than twelve words in a row from a source.

    Titles of sources and documents, and slogans, may stand whole. The phrases of citations have
    their own limit (``phrase-too-long``).
    """
    for prose, run in scope.runs:
        if run.length > MOST:
            yield _told(prose, run)


def longest(scope: Scope) -> tuple[Run, str] | None:
    """The longest run of all (the first, if several are as long), and where: ``file:line``."""
    best = max(scope.runs, key=lambda pair: pair[1].length, default=None)
    if best is None:
        return None
    told = _told(*best)
    return best[1], f"{told.path}:{told.line}"


def _told(prose: Prose, run: Run) -> Problem:
    params = {"count": run.length, "most": MOST, "words": run.words}
    place = {"source": run.source, "paragraph": run.paragraph}
    return prose.tell("copied-run", run.words, **params, **place)
