"""What a page may send for each kind of question, told without the key."""

from random import Random
from typing import Any

import pytest

from kit.drawing import booklet
from kit.model import Response
from kit.scoring import score
from kit.widget.shape import Refused, check
from tests.banks import BANKS, bank
from tests.banks import item as made

OPTIONS = {"a": "Một", "b": "Hai", "c": "Ba"}


def shown(**fields: Any) -> dict[str, Any]:
    whole = bank([{"id": "x", "stem": "?", **fields}])
    (entry,) = booklet(whole, "v", Random(1))["items"]
    assert isinstance(entry, dict)
    return entry


@pytest.mark.parametrize("one", BANKS, ids=lambda one: one.id)
def test_every_right_and_wrong_answer_fits_its_question(one: Any) -> None:
    entries = {entry["id"]: entry for entry in booklet(one, "v", Random(1))["items"]}
    for item in one.items:
        for response in (item.right(), item.wrong(), None, ""):
            assert check(entries[item.id], response) == "", item.id


SINGLE = {"kind": "single", "options": OPTIONS, "key": "a"}
MULTIPLE = {"kind": "multiple", "options": OPTIONS, "key": ["a", "b"]}
ORDERING = {"kind": "ordering", "sequence": ["Một", "Hai", "Ba"]}
MATCHING = {"kind": "matching", "pairs": {"Hai": "Chẵn", "Ba": "Lẻ"}}
CLUSTER = {"kind": "cluster", "statements": {id: {"text": id, "key": "sai"} for id in "abcd"}}
SET = {"kind": "set", "accept": [["một"], ["hai"]]}
TRUE_FALSE = {"kind": "true_false", "key": "sai"}
NUMBER = {"kind": "number", "key": "5"}
ESSAY: dict[str, Any] = {"kind": "essay"}
SURVEY: dict[str, Any] = {"kind": "survey"}


@pytest.mark.parametrize(
    ("fields", "response"),
    [
        (SINGLE, ["a"]),
        (SINGLE, {"a": "a"}),
        (SINGLE, "d"),
        (SINGLE, True),
        (MULTIPLE, "a"),
        (MULTIPLE, ["d"]),
        (MULTIPLE, ["a", "a"]),
        (MULTIPLE, [["a"]]),
        (TRUE_FALSE, "đúng"),
        (TRUE_FALSE, 1),
        (CLUSTER, {"a": 1}),
        (CLUSTER, {"e": True}),
        (CLUSTER, [True]),
        (MATCHING, {"Hai": "Chẵn"}),
        (MATCHING, "Chẵn"),
        (ORDERING, "Một"),
        (SET, "một"),
        (SET, ["một", 1]),
        (NUMBER, ["5"]),
        (NUMBER, 5),
        (ESSAY, ["bài"]),
        (SURVEY, ["ý"]),
        ({**SURVEY, "options": OPTIONS}, ["a"]),
        ({**SURVEY, "options": OPTIONS, "many": True}, "a"),
    ],
)
def test_what_belongs_to_another_kind_is_refused(fields: dict[str, Any], response: Any) -> None:
    with pytest.raises(Refused):
        check(shown(**fields), response)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("number", "1.234", ""),
        ("number", "1234 người", ""),
        ("number", "khoảng 100", "type_exact_number"),
        ("number", "hơn 100 người", "type_exact_number"),
        ("number", "100 con", "type_a_number"),
        ("number", "nhiều", "type_a_number"),
        ("percent", "87,65432", ""),
        ("percent", "gần 88%", "type_exact_number"),
    ],
)
def test_a_prediction_is_one_number(kind: str, typed: str, said: str) -> None:
    """Asked for while it is typed: later it is compared with what came of it."""
    assert check(shown(**SURVEY, input=kind), typed) == said


def test_an_ordering_has_every_entry_once() -> None:
    entry = shown(**ORDERING)
    ids: list[Response] = [one["id"] for one in entry["show"]["entries"]]
    assert check(entry, ids) == ""
    for faulty in (ids[:2], [*ids, ids[0]], [ids[0], ids[0], ids[1]]):
        with pytest.raises(Refused):
            check(entry, faulty)


def test_a_matching_may_be_half_done() -> None:
    entry = shown(**MATCHING)
    (one, other), right = entry["show"]["left"], entry["show"]["right"]
    assert check(entry, {one["id"]: right[0]["id"], other["id"]: None}) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "number", "key": "5", "unit": ["người"]},
        {"kind": "cloze", "text": "[[g]]", "gaps": {"g": {"number": "5", "unit": ["người"]}}},
    ],
    ids=["number", "gap"],
)
def test_a_unit_after_a_number_asks_for_no_advice(fields: dict[str, Any]) -> None:
    def response(text: str) -> Response:
        return {"g": text} if fields["kind"] == "cloze" else text

    assert score(made(**fields), response("5 người")).score == 1
    assert check(shown(**fields), response("5 người")) == ""
    assert check(shown(**fields), response("vài người")) == "type_a_number"
