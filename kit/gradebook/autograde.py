"""nbgrader's own steps, run in this process with the workspace's configuration.

The same as its commands of the same name; they change the process's working directory while
they run, so they are for the command line, not for a server's threads.
"""

import logging
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.errors import UserError
from kit.gradebook.config import nbgrader_config
from kit.wording import t

if TYPE_CHECKING:
    from sqlalchemy import Engine

_RAISED = re.compile(r" {4}(?!Traceback|The above exception|During handling)\S")


@dataclass(frozen=True)
class Failure:
    """A submission that nbgrader could not deal with."""

    learner: str
    reason: str
    """The last line of what nbgrader reported."""


def autograde(root: Path, quiz: str, learners: Sequence[str] | None = None) -> list[Failure]:
    """Score the submissions of a quiz, all of them or those named; what could not be scored."""
    from nbgrader.converters import Autograde

    return list(_each(Autograde, root, quiz, learners, "submitted"))


def feedback(root: Path, quiz: str, learners: Sequence[str] | None = None) -> list[Failure]:
    """Write ``feedback/<learner>/<quiz>/<quiz>.html`` for what was graded."""
    from nbgrader.converters import GenerateFeedback

    return list(_each(GenerateFeedback, root, quiz, learners, "autograded"))


def generate(root: Path, quiz: str, release: str = "release") -> None:
    """Make the released notebook from the source and record its cells in the gradebook.

    ``release`` is the folder that takes the place of ``release/``. Raises ``UserError`` with
    nbgrader's reason.
    """
    from nbgrader.converters import GenerateAssignment

    from kit.gradebook.database import create

    create(root)
    reason = _run(GenerateAssignment, root, quiz, release_directory=release)
    if reason:
        raise UserError(t("grade.not_generated", quiz=quiz, detail=reason))


def _each(
    converter: type, root: Path, quiz: str, learners: Sequence[str] | None, step: str
) -> Iterator[Failure]:
    there = {path.parent.name for path in (root / step).glob(f"*/{quiz}") if path.is_dir()}
    for learner in sorted(there) if learners is None else learners:
        if learner not in there:
            yield Failure(learner, t("grade.no_submission"))
        elif reason := _run(converter, root, quiz, student_id=learner):
            yield Failure(learner, reason)


def _run(converter: type, root: Path, quiz: str, **course: str) -> str:
    """Run one of nbgrader's converters; empty if it succeeded, else why it did not."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import capture_log
    from sqlalchemy.exc import SAWarning

    from kit.gradebook.exporter import PageExporter

    config = nbgrader_config(root)
    log = logging.getLogger("kit.gradebook.nbgrader")
    log.propagate = False
    folder = CourseDirectory(config=config, log=log)
    folder.root, folder.assignment_id = str(root.resolve()), quiz
    for name, value in course.items():
        setattr(folder, name, value)
    app = converter(coursedir=folder, config=config, log=log)
    app.force = True
    if app.exporter_class is HTMLExporter:
        app.exporter_class = PageExporter
    with engines_kept(), warnings.catch_warnings():
        # nbgrader builds its rows in an order that SQLAlchemy remarks on, at every submission.
        warnings.simplefilter("ignore", SAWarning)
        done: dict[str, Any] = capture_log(app)
    return "" if done["success"] else _reason(done)


@contextmanager
def engines_kept() -> Iterator[None]:
    """Let nbgrader work with one engine a database.

    It makes one at each of its steps, some ten times a submission, and what an engine knows is
    lost with it: the database's version, and the SQL of every query. That is a quarter of all
    that nbgrader does. No connection is kept.
    """
    from nbgrader import api
    from sqlalchemy import create_engine

    used: set[Engine] = set()

    def engine(url: str, **settings: Any) -> "Engine":
        # SQLAlchemy makes a relative path a whole one when the engine is made.
        used.add(found := _engine(os.getcwd(), url, **settings))
        return found

    api.create_engine = engine
    try:
        yield
    finally:
        api.create_engine = create_engine
        for one in used:
            one.dispose()


@lru_cache(maxsize=16)
def _engine(_folder: str, url: str, **settings: Any) -> "Engine":
    from sqlalchemy import create_engine

    return create_engine(url, **settings)


def _reason(done: dict[str, Any]) -> str:
    """The exception that nbgrader wrapped in "see the above traceback", or the last error."""
    lines = [line for line in done.get("log", "").splitlines() if line.strip()]
    # What follows the first line of a message is indented; the lines of a traceback are, again.
    raised = [line for line in lines if _RAISED.match(line)]
    errors = raised or lines or done["error"].strip().splitlines()
    return str(errors[-1]).strip()
