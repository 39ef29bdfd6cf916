"""Where the time of a grading goes: ``python -m tests.bench.shares DIR`` prints it as JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kit.gradebook.bulk import files, quiz, score, template, work
from kit.workspace import Workspace
from tests.gradebook_course import grade_now

PARTS: dict[str, tuple[Any, ...]] = {
    "list and read the files": ((quiz, "read_submission"),),
    "tell whether they changed": (
        (work.Grader, "unchanged"),
        (quiz, "read_olds"),
        (quiz, "read_entries"),
    ),
    "match the notebook": ((template.Templates, "of"),),
    "parse and score the answers": ((score.Marker, "mark"),),
    "make the graded notebook": ((template.Template, "render"),),
    "make the rows": ((quiz, "changes"),),
    "write the rows": ((quiz, "write"), (quiz, "write_entries"), (quiz, "read_students")),
    "write the graded notebooks": ((files.Shelf, "put"),),
}


def run(folder: Path) -> dict[str, float]:
    """CPU seconds by part, and of the whole."""
    import sqlalchemy  # noqa: F401  # not what is measured here

    spent = dict.fromkeys(PARTS, 0.0)
    for part, places in PARTS.items():
        for owner, name in places:
            setattr(owner, name, _timed(getattr(owner, name), spent, part))
    began = time.process_time()
    grade_now(Workspace(folder))
    whole = time.process_time() - began
    return {**spent, "all else": whole - sum(spent.values()), "whole": whole}


def _timed(call: Callable[..., Any], spent: dict[str, float], part: str) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.process_time()
        try:
            return call(*args, **kwargs)
        finally:
            spent[part] += time.process_time() - began

    return timed


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]))))
