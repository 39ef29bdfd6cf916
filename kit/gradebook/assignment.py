"""The notebook of an assignment, made from a booklet: deterministic, and without a key.

Ids come from the slots of a paper, which are the items themselves where nothing is drawn, so a
rebuild changes only what changed: the grade id of a slot is the slot's id, other cells have ids
with an underscore, which no slot id can have.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from kit.drawing import groups
from kit.model import Quiz
from kit.wording import t

INTRO, WIDGET = "kit_intro", "kit_quiz"

CALL = re.compile(r"""^score_cell\("(?P<bank>[^"\\]+)", "(?P<slot>[^"\\]+)"\)$""", re.MULTILINE)
"""What a scored cell says: the bank it was built from, and its slot."""

Cells = dict[str, tuple[float, str]]
"""Grade id → points and cell type (``code``: scored by machine; ``markdown``: an essay).

What nbgrader freezes at an assignment's first submission.
"""


def notebook(quiz: Quiz, booklet: Mapping[str, Any]) -> dict[str, Any]:
    """The source notebook (nbformat 4.5) of a quiz, with the ids of its booklet's version."""
    bank = f"{quiz.id}@{booklet['version']}"
    stems = {item["id"]: item["stem"] for item in booklet["items"]}
    cells = [
        _markdown(INTRO, f"# {quiz.title}\n\n{t('grade.intro')}", locked=True),
        _code(WIDGET, "from kit.widget import quiz\n\nquiz()"),
    ]
    for group in groups(quiz):
        scored = quiz.item(group.items[0]).scored
        for slot in group.slots:
            if scored == "machine":
                cells.append(_scored(bank, slot, group.points))
            elif scored == "hand":
                # Which question is drawn is the learner's own matter, so it is not said here.
                prompt = t("grade.drawn_essay") if quiz.blueprint else stems[slot]
                cells += [_markdown(f"prompt_{slot}", prompt, True), _essay(slot, group.points)]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def json_text(data: Mapping[str, Any]) -> bytes:
    """A file with that content, the same for the same content."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def graded_cells(notebook: Mapping[str, Any]) -> Cells:
    """What must not change once there are submissions."""
    return {
        meta["grade_id"]: (float(meta["points"]), cell["cell_type"])
        for cell in notebook["cells"]
        if (meta := cell["metadata"]["nbgrader"])["grade"]
    }


def _nbgrader(grade_id: str, **kind: Any) -> dict[str, Any]:
    plain = {"grade": False, "solution": False, "locked": True, "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **plain, **kind}}


def _markdown(id: str, source: str, locked: bool) -> dict[str, Any]:
    meta = _nbgrader(id, locked=locked)
    return {"cell_type": "markdown", "id": id, "metadata": meta, "source": source}


def _code(id: str, source: str, **kind: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": id,
        "execution_count": None,
        "metadata": _nbgrader(id, **kind),
        "outputs": [],
        "source": source,
    }


def _scored(bank: str, slot: str, points: float) -> dict[str, Any]:
    source = f'from kit.gradebook import score_cell\n\nscore_cell("{bank}", "{slot}")'
    return _code(slot, source, grade=True, points=points)


def _essay(slot: str, points: float) -> dict[str, Any]:
    cell = _markdown(slot, t("grade.essay_here"), locked=False)
    meta = _nbgrader(slot, grade=True, solution=True, locked=False, points=points)
    return {**cell, "metadata": meta}
