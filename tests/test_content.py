"""The lessons and banks of the project itself."""

import os
from collections import Counter
from pathlib import Path

import pytest

from kit.bank import load
from kit.checks import check
from kit.content import Content
from kit.scoring import score

CONTENT = Content(Path(__file__).parents[1])


def test_content_has_no_fault() -> None:
    """``kit check`` finds nothing wrong with lessons, banks and sources."""
    assert check([CONTENT.path], None).problems == ()


def test_every_citation_stands_in_its_source() -> None:
    """Each phrase is, word for word, in the paragraph that it names."""
    folder = os.environ.get("KIT_SOURCES")
    if not folder:
        pytest.skip("the articles' texts are not part of the project: name them in KIT_SOURCES")
    report = check([CONTENT.path], Path(folder))
    assert report.problems == ()
    assert report.unverified == 0


def test_first_quiz_is_rich_enough() -> None:
    """At least 25 items over at least 8 kinds, each scored one explained and cited."""
    quiz = load(CONTENT.path / "quizzes" / "chi-thi-34.yaml").quiz
    kinds = Counter(item.kind for item in quiz.items)
    assert len(quiz.items) >= 25
    assert len(kinds) >= 8
    scored = [item for item in quiz.items if item.scored != "never"]
    assert all(item.explanation and item.cite for item in scored)


@pytest.mark.parametrize("typed", ["tự sửa", "tự soi, tự sửa", "Tự soi tự sửa", "“tự sửa”"])
def test_the_whole_slogan_answers_for_its_second_half(typed: str) -> None:
    quiz = load(CONTENT.path / "quizzes" / "chi-thi-34.yaml").quiz
    assert score(quiz.item("tu-soi"), typed).score == 1


def test_no_two_clusters_of_a_bank_have_the_same_row_of_keys() -> None:
    for file in ("chi-thi-34.yaml", "luyen-tap-chi-thi-34.yaml"):
        items = load(CONTENT.path / "quizzes" / file).quiz.items
        rows = [one.right() for one in items if one.kind == "cluster"]
        assert all(row not in rows[:n] for n, row in enumerate(rows)), file


def test_quizzes_stand_in_the_order_of_their_lessons_and_the_final_one_last() -> None:
    """So ``kit new`` and ``kit demo`` list them as they are taken."""
    assert Content(CONTENT.path / "tests/cases/drawn").tests() == [
        "rut-cau",
        "them-cau",
        "cuoi-khoa",
    ]
    banks = {(quiz := load(path).quiz).id: quiz for path in CONTENT.banks()}
    taken = [banks[id] for id in CONTENT.tests()]
    lessons = [quiz.lesson for quiz in taken if not quiz.origin]
    assert lessons == sorted(lessons, key=str)
    assert [bool(quiz.origin) for quiz in taken] == sorted(bool(quiz.origin) for quiz in taken)
