"""Printed papers: parallel codes, the same for the same seed, read back as they were written."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.drawing import paper as drawn
from kit.kinds import KINDS, Bank
from kit.papers import FORMS, Paper, Question, key_of, lay_out, read, written
from kit.scoring import score
from tests.banks import BANKS, EVERY_KIND, bank
from tests.paper_course import random_response

CODES = ("101", "102", "103", "104")
SEEDS = st.text("0123456789abcdef", min_size=1, max_size=8)


def papers(quiz: Bank, seed: str) -> list[Paper]:
    return [lay_out(quiz, seed, code) for code in CODES]


def earned(question: Question, response: Any) -> tuple[float | None, str]:
    """Points and outcome of a response at this place."""
    found = score(question.item, response, points=question.points or None)
    return found.score, found.outcome


def test_every_kind_has_its_form_on_paper() -> None:
    assert FORMS.keys() == KINDS.keys()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(BANKS), SEEDS)
def test_all_codes_of_a_printing_ask_the_same(quiz: Bank, seed: str) -> None:
    """What the seed draws, each question once, each number answered in the same way everywhere."""
    wanted = sorted((slot.id, slot.item, slot.points) for slot in drawn(quiz, seed))
    forms = set()
    for one in papers(quiz, seed):
        asked = [(q.slot, q.item.id, q.points) for q in one.questions]
        assert sorted(asked) == wanted
        assert [q.number for q in one.questions] == list(range(1, len(asked) + 1))
        unscored = [q.item.scored == "never" for q in one.questions]
        assert unscored == sorted(unscored)
        forms.add(tuple(q.form for q in one.questions))
    assert len(forms) == 1


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(BANKS), SEEDS, st.randoms(use_true_random=False))
def test_the_same_answers_score_the_same_on_every_code(quiz: Bank, seed: str, rng: Random) -> None:
    """Written on any of the papers and typed in from there, partial and wrong ones included."""
    given_ = {item.id: random_response(item, rng) for item in quiz.items}
    totals = set()
    for one in papers(quiz, seed):
        total = []
        for question in one.questions:
            response = given_[question.item.id]
            typed = written(question, response)
            back = read(question, one.code, typed)
            assert earned(question, back) == earned(question, response), typed
            total.append((question.slot, earned(question, back)))
        totals.add(tuple(sorted(total)))
    assert len(totals) == 1


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(BANKS), SEEDS)
def test_the_key_is_right_on_every_code(quiz: Bank, seed: str) -> None:
    """By letters and numbers as they stand on that paper; of words, every wording that counts."""
    for one in papers(quiz, seed):
        for question in one.questions:
            key = key_of(question)
            if question.item.scored != "machine":
                assert key == ""
            elif question.form in ("words", "list", "gaps"):
                first = question.item.right()
                parts = first if isinstance(first, list) else [first]
                assert isinstance(first, dict) or all(str(part) in key for part in parts)
            else:
                assert earned(question, read(question, one.code, key))[0] == question.points


def test_the_key_of_a_paper_in_english_is_read_back() -> None:
    """Its letters are those of its answer sheet, T and F, and its words are English."""
    questions = {q.item.id: q for q in lay_out(EVERY_KIND, "x", "101").questions}
    judged = [q for q in questions.values() if q.form in ("judgement", "judgements")]
    assert judged
    for question in judged:
        key = key_of(question, lang="en")
        assert set(key) <= {"T", "F"}
        assert earned(question, read(question, "101", key))[0] == question.points
    assert key_of(questions["set-some"], lang="en").startswith("2 of: ")


def test_the_key_names_every_gap() -> None:
    """In the order of the gaps, with what else counts and how far off a number may be."""
    (cloze,) = [
        q for q in lay_out(EVERY_KIND, "x", "101").questions if q.item.id.startswith("cloze-e")
    ]
    assert key_of(cloze) == (
        "(1) một lòng / đồng lòng (2) Bốn (3) 1.200 (± 50) (4) 2-9-1945 (5) 9-1945 (6) 1-CT/XX"
    )


def order(question: Question) -> list[str]:
    """Ids of the parts of one question as they follow each other."""
    parts = (question.show.get(part, ()) for part in ("options", "statements", "entries", "right"))
    return [entry["id"] for part in parts for entry in part]


SINGLE: Any = {
    "kind": "single",
    "stem": "?",
    "options": {"a": "Một", "b": "Hai", "c": "Ba", "d": "Bốn"},
    "key": "a",
}
PRINTED = bank(
    [
        {"id": "o", "kind": "ordering", "stem": "?", "sequence": ["Sáng", "Trưa", "Chiều", "Tối"]},
        {"id": "m", "kind": "matching", "stem": "?", "pairs": {"Hai": "Chẵn", "Ba": "Lẻ"}},
        *({**SINGLE, "id": f"s{n}"} for n in range(1, 5)),
    ]
)


def test_a_seed_and_a_code_give_one_paper_for_ever() -> None:
    """Answers are read by it months later, perhaps by another version: this order never changes."""
    found = [lay_out(PRINTED, "buoi-1", code).questions for code in ("101", "102")]
    assert [[f"{q.item.id} {' '.join(order(q))}" for q in questions] for questions in found] == [
        [
            "s4 b d c a", "s3 b d a c", "s1 a b c d", "s2 b c d a", "m ace0b7 3a8d0a",
            "o 8819d9 b82729 aa5a03 b08c4c",
        ],
        [
            "s1 d b a c", "s3 b a c d", "s2 d b c a", "s4 c d a b", "m 3a8d0a ace0b7",
            "o aa5a03 8819d9 b82729 b08c4c",
        ],
    ]  # fmt: skip


def test_neighbours_have_other_papers() -> None:
    orders = {tuple(q.item.id for q in one.questions) for one in papers(EVERY_KIND, "x")}
    assert len(orders) == len(CODES)


def test_questions_may_stay_in_their_order() -> None:
    """The same on all codes, opinions at the end; options are shuffled all the same."""
    found = [lay_out(EVERY_KIND, "x", code, kept=True) for code in CODES]
    assert len({tuple(q.item.id for q in one.questions) for one in found}) == 1
    scored = [item.id for item in EVERY_KIND.items if item.scored != "never"]
    assert [q.item.id for q in found[0].questions[: len(scored)]] == scored
    assert len({json.dumps([q.show for q in one.questions]) for one in found}) == len(CODES)


def options(of: dict[str, Any], **head: Any) -> set[tuple[str, ...]]:
    """Every order in which the options of one question are printed."""
    quiz = bank([{"id": "x", "kind": "single", "stem": "?", "key": "a", **of}], **head)
    papers = (lay_out(quiz, str(seed), "101") for seed in range(40))
    return {tuple(o["id"] for o in one.questions[0].show["options"]) for one in papers}


def test_a_pinned_option_keeps_its_place() -> None:
    texts = {"a": "Một", "b": "Hai", "c": "Ba", "d": "Khác"}
    orders = options({"options": texts, "pin": ["d"]})
    assert {order[3] for order in orders} == {"d"}
    assert len(orders) == 6


def test_options_about_the_others_keep_their_meaning() -> None:
    """“Tất cả các ý trên” stays last unpinned, and “Cả A và B” means those that are A and B."""
    texts = {"a": "Một", "b": "Hai", "c": "Ba", "d": "Tất cả **các ý trên**"}
    assert {order[3] for order in options({"options": texts})} == {"d"}
    assert options({"options": {**texts, "d": "Cả A và B"}}) == {("a", "b", "c", "d")}


def test_options_stay_as_written_if_the_bank_says_so() -> None:
    texts = {"a": "Một", "b": "Hai", "c": "Ba"}
    assert options({"options": texts}, settings={"shuffle_options": "false"}) == {("a", "b", "c")}


@pytest.mark.parametrize("code", CODES)
def test_parts_are_the_questions_by_form(code: str) -> None:
    one = lay_out(EVERY_KIND, "x", code)
    assert [q for part in one.parts for q in part.questions] == list(one.questions)
    forms = [part.form for part in one.parts]
    assert forms == list(dict.fromkeys(FORMS.values()))
