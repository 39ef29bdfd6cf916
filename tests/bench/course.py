"""Courses for the benchmarks: a quiz of 25 questions and as many submissions as are asked for.

They lie on disk as ``hand_in`` leaves them, but are written without waiting for the disk.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kit.answers import Answer, Answers, to_json
from kit.essays import as_markdown
from kit.gradebook.build import build
from kit.gradebook.config import FILE, config_text
from kit.model import Item, Response
from kit.workspace import Workspace
from tests.gradebook_course import put_gradebook

QUIZ = "do-luong"
NOW = datetime(2024, 12, 6, 2, 0, tzinfo=UTC)

_KINDS = {
    "single": 11, "multiple": 3, "true_false": 3, "cluster": 1, "matching": 1, "ordering": 1,
    "text": 1, "number": 1, "date": 1, "docnum": 1, "essay": 1,
}  # fmt: skip
"""A quiz as a trainer makes one: mostly choices, a few typed answers, one text to write."""

_TOPICS = ("văn bản", "đánh giá", "xử lý", "nêu gương", "bảo vệ cán bộ", "cải cách")

_FIELDS: dict[str, dict[str, Any]] = {
    "single": {"options": {"a": "một", "b": "hai", "c": "ba", "d": "bốn"}, "key": "b"},
    "multiple": {"options": {"a": "2", "b": "3", "c": "4", "d": "5"}, "key": ["a", "c"]},
    "true_false": {"key": "đúng"},
    "cluster": {
        "statements": {
            "a": {"text": "Một nhỏ hơn hai.", "key": "đúng"},
            "b": {"text": "Ba nhỏ hơn hai.", "key": "sai"},
            "c": {"text": "Bốn là số chẵn.", "key": "đúng"},
            "d": {"text": "Năm là số chẵn.", "key": "sai"},
        }
    },
    "matching": {"pairs": {"1": "một", "2": "hai", "3": "ba"}, "extra": ["bốn"], "points": "3"},
    "ordering": {"sequence": ["thứ nhất", "thứ nhì", "thứ ba", "thứ tư"], "points": "6"},
    "text": {"accept": ["nêu gương", "tinh thần nêu gương"], "without_marks": "half"},
    "number": {"key": "4.500", "unit": ["người"]},
    "date": {"key": "27-10-2023"},
    "docnum": {"key": "34-CT/TU"},
    "essay": {"rubric": ["có ví dụ"], "points": "5"},
}


def bank_text(drawn: bool = False, quiz: str = QUIZ) -> str:
    """The bank: 25 questions for everybody, or four times as many that 25 are drawn from."""
    items = [
        {
            "id": f"{_id(kind)}-{n}",
            "kind": kind,
            **_FIELDS[kind],
            "stem": _stem(kind, n),
            "tags": {"topic": _TOPICS[n % len(_TOPICS)]},
        }
        for kind, count in _KINDS.items()
        for n in range(1, count * (4 if drawn else 1) + 1)
    ]
    head: dict[str, Any] = {"format": "1", "id": quiz, "title": "Bài để đo", "as_of": "2026-11-22"}
    if drawn:
        head["blueprint"] = [
            {"id": f"phan-{_id(kind)}", "kind": kind, "count": str(count)}
            for kind, count in _KINDS.items()
        ]
    return json.dumps({**head, "items": items}, ensure_ascii=False, indent=1)


def _id(kind: str) -> str:
    return kind.replace("_", "-")


def _stem(kind: str, n: int) -> str:
    return f"Câu hỏi thứ {n}, dài vừa phải như trong các bài thật, thuộc loại {kind}?"


def make_group(
    folder: Path,
    content: Path,
    name: str,
    drawn: bool = False,
    quizzes: Sequence[str] = (QUIZ,),
    book_url: str = "",
) -> Workspace:
    """A group's folder, its quizzes built by nbgrader; ``content`` is made if it is not there.

    Its gradebook is a file in the folder unless ``book_url`` says where.
    """
    for quiz in quizzes:
        bank = content / "quizzes" / f"{quiz}.yaml"
        if not bank.exists():
            bank.parent.mkdir(parents=True, exist_ok=True)
            bank.write_text(bank_text(drawn, quiz), encoding="utf-8")
    folder.mkdir(parents=True)
    planned = [{"quiz": quiz} for quiz in quizzes]
    group = {"format": "1", "id": name, "name": name, "quizzes": planned}
    (folder / "group.yaml").write_text(json.dumps(group), encoding="utf-8")
    (folder / FILE).write_text(config_text(name), encoding="utf-8")
    workspace = put_gradebook(Workspace(folder), book_url)
    build(workspace, content)
    return workspace


def copy_group(made: Workspace, folder: Path) -> Workspace:
    """Another group like this one, without building it again."""
    return Workspace(Path(shutil.copytree(made.path, folder)))


def submit(workspace: Workspace, count: int, seed: int = 1, quiz: str = QUIZ) -> None:
    """Put so many submissions into ``submitted/``: right, wrong, blank and everything between."""
    rng, bank = Random(seed), workspace.bank(quiz)
    version = workspace.booklet(quiz)["version"]
    released = (workspace.path / "release" / quiz / f"{quiz}.ipynb").read_text("utf-8")
    data = json.loads(released)
    (essay,) = (cell for cell in data["cells"] if _is_essay(cell))
    essay["source"] = "HOLE"
    before, after = json.dumps(data, ensure_ascii=False, indent=1).split('"HOLE"')
    for n in range(count):
        learner, stamp = f"hv-{n:05}", NOW + timedelta(seconds=n)
        asked = [bank.item(slot.item) for slot in workspace.paper(bank, learner)]
        given = dict(_responses(asked, rng))
        answers = Answers(
            quiz,
            version,
            learner,
            (stamp - timedelta(minutes=12)).isoformat(),
            {
                item: Answer(response, (stamp - timedelta(seconds=25 * left)).isoformat())
                for left, (item, response) in zip(
                    range(len(given), 0, -1), given.items(), strict=True
                )
            },
            handed_in=stamp.isoformat(),
            draw=tuple(item.id for item in asked) if bank.blueprint else (),
        )
        text = f"Bài viết của {learner}. " + "Một câu nữa. " * rng.randrange(20)
        source = json.dumps(as_markdown(text), ensure_ascii=False)
        folder = workspace.submitted(learner, quiz)
        os.makedirs(folder)
        (folder / f"{quiz}.ipynb").write_text(f"{before}{source}{after}", encoding="utf-8")
        (folder / "answers.json").write_text(
            json.dumps(to_json(answers), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        (folder / "timestamp.txt").write_text(f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC", "utf-8")


def _is_essay(cell: dict[str, Any]) -> bool:
    mark = cell["metadata"]["nbgrader"]
    return bool(mark["grade"] and mark["solution"])


def _responses(asked: Sequence[Item], rng: Random) -> Iterator[tuple[str, Response]]:
    for item in asked:
        kind = rng.random()
        if kind < 0.95:
            yield item.id, _answer(item, right=kind < 0.7, rng=rng)


def _answer(item: Item, right: bool, rng: Random) -> Response:
    if item.kind == "single" and not right:
        return rng.choice("acd")
    if item.kind in ("text", "essay") and not right:
        return f"câu trả lời số {rng.randrange(10_000)}"
    return item.right() if right else item.wrong()
