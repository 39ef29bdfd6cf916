"""Folders of contests for tests: groups with quizzes of true and false, and attempts as files."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from kit.answers import Answer, Answers, encode_json, to_json
from kit.attempts import kept_at
from kit.bank import load
from kit.clock import local
from kit.drawing import booklet
from kit.roster import Member, write_roster
from kit.workspace import Workspace

PREDICTION = "du-doan"


def bank_text(quiz: str, questions: int, points: float, form: str = "number") -> str:
    """So many questions whose answer is *true*, and a prediction."""
    items = "".join(
        f"  - {{id: c-{n}, kind: true_false, stem: Câu {n}, key: true, points: {points:g}}}\n"
        for n in range(questions)
    )
    asked = f"  - {{id: {PREDICTION}, kind: survey, stem: Dự đoán, input: {form}}}\n"
    head = f"format: 1\nid: {quiz}\ntitle: Bài thi {quiz}\nas_of: 2026-11-22\nitems:\n"
    return head + items + asked


def make_group(
    folder: Path,
    id: str,
    name: str,
    plans: Sequence[str],
    members: Iterable[Member],
    banks: dict[str, str],
) -> Workspace:
    """A group with these plans (YAML), as ``kit build`` leaves it, without nbgrader."""
    folder.mkdir(parents=True)
    quizzes = "".join(f"  - {{{plan}}}\n" for plan in plans)
    text = f"format: 1\nid: {id}\nname: {name}\nquizzes:\n{quizzes}"
    (folder / "group.yaml").write_text(text, encoding="utf-8")
    (folder / "secret").write_text("5" * 64, encoding="ascii")
    write_roster(folder / "roster.csv", members)
    (folder / "banks").mkdir()
    for quiz, content in banks.items():
        new = folder / "banks" / "new.yaml"
        new.write_text(content, encoding="utf-8")
        bank = load(new)
        new.rename(folder / "banks" / f"{quiz}@{bank.version}.yaml")
        release = folder / "release" / quiz
        release.mkdir(parents=True)
        made = json.dumps(booklet(bank.quiz, bank.version, Random(1)))
        (release / "booklet.json").write_text(made, encoding="utf-8")
        notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (release / f"{quiz}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return Workspace(folder)


@dataclass(frozen=True)
class Attempt:
    """One attempt as the files have it."""

    learner: str
    quiz: str
    right: int
    """Questions that are answered rightly; the others are not."""
    questions: int
    started: datetime
    ended: datetime
    prediction: str = ""


def put_attempt(workspace: Workspace, one: Attempt, number: int, version: str) -> None:
    """Write an attempt where hand-ins are kept; whatever the server would have said to it."""
    at = local(one.started).isoformat()
    given: dict[str, Any] = {f"c-{n}": n < one.right for n in range(one.questions)}
    if one.prediction:
        given[PREDICTION] = one.prediction
    answers = Answers(
        one.quiz, version, one.learner, at,
        {item: Answer(response, at) for item, response in given.items()},
        handed_in=local(one.ended).isoformat(), attempt=number,
    )  # fmt: skip
    folder = kept_at(workspace, one.learner, one.quiz, number)
    folder.mkdir(parents=True)
    text = json.dumps(to_json(answers), ensure_ascii=False)
    (folder / "answers.json").write_bytes(encode_json(text))
