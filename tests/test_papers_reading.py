"""What is typed for an answer: every way people write it, and every slip with its way out."""

from typing import Any

import pytest

from kit.model import Response
from kit.papers import Mistyped, Paper, Question, lay_out, read, split_row, written
from tests.banks import EVERY_KIND, bank, item
from tests.paper_course import on_paper

CODE = "101"
PAPER = lay_out(EVERY_KIND, "x", CODE)
BY_ID = {question.item.id: question for question in PAPER.questions}


def of(**fields: Any) -> Question:
    """A question whose parts stand in the order of its author."""
    one = item(**fields)
    return Question(1, "x", one, one.points, one.present())


CHOICE = of(kind="single", options={"a": "Một", "b": "Hai", "c": "Ba"}, key="a")
CHOICES = of(kind="multiple", options={"a": "2", "b": "3", "c": "4"}, key=["a", "c"])
JUDGED = of(kind="true_false", key="đúng")
CLUSTER = of(
    kind="cluster",
    statements={id: {"text": id, "key": "sai"} for id in "abcd"},
)
ORDER = of(kind="ordering", sequence=["Sáng", "Trưa", "Chiều", "Tối"])
CLOZE = of(
    kind="cloze",
    text="Từ [[g1]], số [[g2]], mục [[g3]].",
    gaps={
        "g1": {"accept": ["một lòng"]},
        "g2": {"number": "1.200"},
        "g3": {"options": {"a": "**Ba** & bốn", "b": "Năm"}, "key": "a"},
    },
)
SET = of(kind="set", accept=[["đỏ"], ["vàng"]])
DATE = of(kind="date", key="2-9-1945")
ESSAY = of(kind="essay")


@pytest.mark.parametrize(
    ("question", "typed", "wanted"),
    [
        (CHOICE, "B", "b"),
        (CHOICE, " b. ", "b"),
        (CHOICE, "(c)", "c"),
        (CHOICES, "AC", ["a", "c"]),
        (CHOICES, "c, a", ["a", "c"]),
        (CHOICES, "A + C", ["a", "c"]),
        (JUDGED, "Đ", True),
        (JUDGED, "đúng", True),
        (JUDGED, "Dung", True),
        (JUDGED, "s", False),
        (JUDGED, "Sai", False),
        (CLUSTER, "ĐSĐS", {"a": True, "b": False, "c": True, "d": False}),
        (CLUSTER, "d s d s", {"a": True, "b": False, "c": True, "d": False}),
        (CLUSTER, "đúng, sai, đúng, sai", {"a": True, "b": False, "c": True, "d": False}),
        (CLUSTER, "aĐ; bS; cĐ; dS", {"a": True, "b": False, "c": True, "d": False}),
        (CLUSTER, "b) sai a) đúng", {"a": True, "b": False}),
        (CLUSTER, "Đ-–S", {"a": True, "d": False}),
        (CLUSTER, "dS", {"d": False}),
        (SET, "đỏ; vàng", ["đỏ", "vàng"]),
        (SET, "đỏ, vàng", "đỏ, vàng"),
        (DATE, "2/9/1945", "2/9/1945"),
        (DATE, "“tháng chín”", "tháng chín"),
        (CHOICE, '"A và B"', "A và B"),
        (CLOZE, "một lòng; 1.200; Năm", {"g1": "một lòng", "g2": "1.200", "g3": "b"}),
        (CLOZE, "(3) ba & bốn (1) một lòng", {"g3": "a", "g1": "một lòng"}),
        (CLOZE, "một lòng; -; Năm", {"g1": "một lòng", "g3": "b"}),
        (ESSAY, "Bài “của” tôi", "Bài “của” tôi"),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_people_write_it(
    question: Question, typed: str, wanted: Response
) -> None:
    assert read(question, CODE, typed) == wanted


@pytest.mark.parametrize("typed", ["3 1 2 4", "3124", "3, 1, 2, 4", "a3 b1 c2 d4", "b1 a3 d4 c2"])
def test_numbers_in_boxes_are_an_order(typed: str) -> None:
    ids = [entry["id"] for entry in ORDER.show["entries"]]
    assert read(ORDER, CODE, typed) == [ids[1], ids[2], ids[0], ids[3]]


@pytest.mark.parametrize("typed", ["1B 2A", "2A, 1-B", "BA", "b a", "1.B; 2.A"])
def test_letters_beside_numbers_are_pairs(typed: str) -> None:
    one = of(kind="matching", pairs={"Hai": "Chẵn", "Ba": "Lẻ"})
    left, right = one.show["left"], one.show["right"]
    assert read(one, CODE, typed) == {
        left[0]["id"]: right[1]["id"],
        left[1]["id"]: right[0]["id"],
    }


@pytest.mark.parametrize("typed", ["", "  ", "-", "–"])
@pytest.mark.parametrize("question", PAPER.questions, ids=lambda q: q.item.id)
def test_nothing_written_is_a_blank(question: Question, typed: str) -> None:
    assert read(question, CODE, typed) is None
    assert written(question, None) == ""


@pytest.mark.parametrize(
    ("question", "typed", "name"),
    [
        (CHOICE, "D", "letter"),
        (CHOICE, "hai", "letter"),
        (CHOICE, "A,B", "one_letter"),
        (CHOICES, "AD", "letter"),
        (JUDGED, "X", "judgement"),
        (CLUSTER, "ĐSĐ", "judgements"),
        (CLUSTER, "aĐ aS", "judgements"),
        (CLUSTER, "eĐ", "judgements"),
        (ORDER, "1 2 3", "order"),
        (ORDER, "1 1 2 3", "order"),
        (ORDER, "a1 b2", "order"),
        (of(kind="matching", pairs={"Hai": "Chẵn", "Ba": "Lẻ"}), "1C", "pairs"),
        (of(kind="matching", pairs={"Hai": "Chẵn", "Ba": "Lẻ"}), "1A 1B", "pairs"),
        (of(kind="matching", pairs={"Hai": "Chẵn", "Ba": "Lẻ"}), "ABA", "pairs"),
        (CLOZE, "một lòng", "gaps"),
        (CLOZE, "(4) x", "gaps"),
        (CLOZE, "x; nhiều lắm; Năm", "unreadable"),
        (CLOZE, "x; 1; Sáu", "unreadable"),
        (DATE, "hôm qua", "unreadable"),
        (of(kind="text", accept=["kỷ luật"]), "kû luËt", "unreadable"),
    ],
)
def test_a_slip_is_told_with_a_way_out(question: Question, typed: str, name: str) -> None:
    with pytest.raises(Mistyped) as caught:
        read(question, CODE, typed)
    assert caught.value.name == name
    assert str(caught.value)
    assert caught.value.hint


def test_an_essay_may_stay_on_its_paper() -> None:
    """Then its cell is no empty one, which nbgrader would score with 0."""
    (essay,) = [q for q in PAPER.questions if q.form == "prose"]
    said = read(essay, CODE, "x")
    assert f"mã đề {CODE}, câu {essay.number}" in str(said)


def test_what_was_taken_letter_by_letter_stands_there_as_it_is() -> None:
    for question in (CHOICE, CHOICES, CLUSTER, ORDER, CLOZE, JUDGED):
        assert written(question, "lạ lắm") == "lạ lắm"


ROW = "1A 2 C 3 a,c 4 Đ 5: 27-10-2023"


def row_paper() -> Paper:
    options = {"a": "Một", "b": "Hai", "c": "Ba"}
    ways: list[Any] = [
        {"kind": "single", "options": options, "key": "a"},
        {"kind": "single", "options": options, "key": "b"},
        {"kind": "multiple", "options": options, "key": ["a", "b"]},
        {"kind": "true_false", "key": "sai"},
        {"kind": "date", "key": "27-10-2023"},
        {"kind": "number", "key": "4.500"},
        {"kind": "essay"},
    ]
    items = [{"id": f"i{n}", "stem": "?", **way} for n, way in enumerate(ways)]
    return lay_out(bank(items), "x", "101", kept=True)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (ROW, {1: "A", 2: "C", 3: "a,c", 4: "Đ", 5: "27-10-2023"}),
        ("1a2", {1: "a2"}),
        ("Câu 1: A\ncâu 3. C", {1: "A", 3: "C"}),
        ("5: ngày 27 tháng 10 6: 4.500 người", {5: "ngày 27 tháng 10", 6: "4.500 người"}),
        ("5:1-6-2023 6: 7", {5: "1-6-2023", 6: "7"}),
        ("1A 2- 3 AC 4S 7x", {1: "A 2-", 3: "AC", 4: "S", 7: "x"}),
        ("1A 2 - 3 AC 7 x", {1: "A", 2: "-", 3: "AC", 7: "x"}),
        ("6 4500", {6: "4500"}),
        ("2 Z 3 A", {2: "Z", 3: "A"}),
        ("4 đúng 5: x", {4: "đúng", 5: "x"}),
        ("7: Có 3 việc.\n1B", {7: "Có 3 việc.", 1: "B"}),
    ],
)  # fmt: skip
def test_a_row_comes_apart_at_its_numbers(typed: str, wanted: dict[int, str]) -> None:
    assert split_row(row_paper(), typed) == wanted


@pytest.mark.parametrize(
    ("typed", "name"),
    [("A B", "start"), ("x 1A", "start"), ("9A", "no_question"), ("1A\n1B", "twice")],
)
def test_a_row_that_cannot_be_read_is_told(typed: str, name: str) -> None:
    with pytest.raises(Mistyped) as caught:
        split_row(row_paper(), typed)
    assert caught.value.name == name
    assert caught.value.hint


def test_a_whole_paper_typed_in_lines_is_read_again() -> None:
    """Every kind, as it stands on the paper."""
    given = {q.item.id: q.item.right() for q in PAPER.questions}
    typed = "\n".join(f"{number}: {text}" for number, text in on_paper(PAPER, given).items())
    assert split_row(PAPER, typed) == on_paper(PAPER, given)
