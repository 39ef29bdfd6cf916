"""Random banks and random answers: the two ways of grading without a kernel leave the same."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kit.answers import Answer, AnswerFile, encode_json, to_json
from kit.bank import load_draft
from kit.gradebook.autograde import autograde
from kit.gradebook.build import build
from kit.gradebook.config import FILE, config_text
from kit.model import Item, Response
from kit.submission import hand_in
from kit.workspace import Workspace
from tests import postgres
from tests.banks import ROOT
from tests.gradebook_course import NOW, copied, grade_now, put_gradebook
from tests.gradebook_state import notebooks, rows

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

QUIZ = "ngau-nhien"
SHUFFLES = ("shuffle_items", "shuffle_options")
CASES = ("banks/every-kind.yaml", "grading/quizzes/moi-loai.yaml")

QUESTIONS: list[dict[str, Any]] = [
    dict(raw) for case in CASES for _, raw in load_draft(ROOT / "tests" / "cases" / case).entries()
]
"""As typed, so that they can be put together in other ways."""

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@st.composite
def banks(draw: st.DrawFn) -> dict[str, Any]:
    """A quiz of a few questions of any kind, for everybody or drawn."""
    chosen = draw(st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=9))
    points = st.sampled_from(["0.5", "1", "2.75", "10"])
    items: list[dict[str, Any]] = [
        {**raw, "id": f"cau-{n}", **({} if raw["kind"] == "survey" else {"points": draw(points)})}
        for n, raw in enumerate(chosen)
    ]
    head: dict[str, Any] = {"format": "1", "id": QUIZ, "title": "Ngẫu nhiên", "as_of": "2026-11-22"}
    head["settings"] = {name: draw(st.sampled_from(["true", "false"])) for name in SHUFFLES}
    scored = {raw["kind"] for raw in items} - {"survey"}
    drawn: bool = draw(st.booleans())
    if scored and drawn:
        head["blueprint"] = [
            {"id": f"phan-{kind.replace('_', '-')}", "kind": kind, "points": draw(points),
             "count": str(draw(st.integers(1, sum(raw["kind"] == kind for raw in items))))}
            for kind in sorted(scored)
        ]  # fmt: skip
    return {**head, "items": items}


def response(item: Item) -> st.SearchStrategy[Response]:
    """Right, wrong, unreadable, blank or anything at all."""
    made = [item.right(), item.wrong(), "", " ", None, item.invalid()]
    return st.sampled_from(made) | ANYTHING


PHASES = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=12, phases=PHASES)
@given(bank=banks(), data=st.data())
def test_random_quizzes_are_graded_the_same(bank: dict[str, Any], data: st.DataObject) -> None:
    """Every row and every byte of the graded notebooks, whatever was asked and answered."""
    check(bank, data, "")


@settings(max_examples=3, phases=PHASES)
@given(bank=banks(), data=st.data())
def test_so_they_are_on_a_server(
    postgres_server: postgres.Server, bank: dict[str, Any], data: st.DataObject
) -> None:
    """A few of them: what is special to PostgreSQL is not what was asked."""
    check(bank, data, postgres_server.url(postgres_server.new()))


def check(bank: dict[str, Any], data: st.DataObject, book_url: str) -> None:
    """Stock grading and the kit's, of the same submissions to a quiz."""
    with tempfile.TemporaryDirectory() as folder:
        stock = make(Path(folder), bank, book_url)
        for learner in ("hv-1", "hv-2", "hv-3"):
            answer(stock, learner, data)
        bulk = copied(stock, Path(folder) / "bulk")
        failed = {failure.learner for failure in autograde(stock.path, QUIZ)}
        (report,) = grade_now(bulk)
        assert report.by_nbgrader == ""
        assert {one.learner for one in report.quarantined} == failed
        assert rows(stock) == rows(bulk)
        assert notebooks(stock) == notebooks(bulk)
        assert grade_now(bulk)[0].graded == len(failed)
        assert rows(stock) == rows(bulk)


def make(folder: Path, bank: dict[str, Any], book_url: str) -> Workspace:
    """A group with that quiz, built."""
    quizzes = folder / "content" / "quizzes"
    quizzes.mkdir(parents=True)
    (quizzes / f"{QUIZ}.yaml").write_text(json.dumps(bank, ensure_ascii=False), encoding="utf-8")
    root = folder / "to"
    root.mkdir()
    group = {"format": "1", "id": "to", "name": "Tổ", "quizzes": [{"quiz": QUIZ}]}
    (root / "group.yaml").write_text(json.dumps(group), encoding="utf-8")
    (root / FILE).write_text(config_text("to"), encoding="utf-8")
    (root / "secret").write_text("5" * 64, encoding="ascii")
    workspace = put_gradebook(Workspace(root), book_url)
    build(workspace, folder / "content")
    return workspace


def answer(workspace: Workspace, learner: str, data: st.DataObject) -> None:
    """Give random answers to what the learner was asked, and to some other things, and hand in."""
    file = workspace.answers_to(workspace.booklet(QUIZ), learner)
    given = dict(_answers(workspace, file, learner, data))
    answers = replace(file.read(NOW), answers=given)
    if data.draw(st.integers(0, 9)) == 0:
        answers = replace(answers, draw=())
    path = workspace.work(learner, QUIZ) / "answers.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(encode_json(json.dumps(to_json(answers), ensure_ascii=False)))
    hand_in(workspace, learner, QUIZ, NOW)


def _answers(
    workspace: Workspace, file: AnswerFile, learner: str, data: st.DataObject
) -> Iterator[tuple[str, Answer]]:
    bank = workspace.bank(QUIZ)
    asked = {slot.item for slot in workspace.paper(bank, learner)}
    for item in bank.items:
        if data.draw(st.integers(0, 9)) < (9 if item.id in asked else 1):
            yield item.id, Answer(data.draw(response(item)), NOW.isoformat())
    assert file.learner == learner
