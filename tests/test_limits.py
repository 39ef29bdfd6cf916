"""Responses that no page of the kit sends."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.drawing import booklet
from kit.limits import MAX_BYTES, MAX_DEPTH, MAX_PARTS, excess
from kit.model import Outcome, Response
from kit.scoring import score
from kit.text import most_marks
from kit.widget.shape import Refused, check
from tests.banks import BANKS
from tests.banks import bank as made


@pytest.mark.parametrize("one", BANKS, ids=lambda one: one.id)
def test_no_honest_answer_is_too_much(one: object) -> None:
    for item in one.items:  # type: ignore[attr-defined]
        for response in (item.right(), item.wrong(), item.invalid(), None, ""):
            assert excess(response) == ""


def nested(depth: int) -> Response:
    response: Response = "x"
    for _ in range(depth):
        response = [response]
    return response


def test_each_limit_is_where_it_is_said_to_be() -> None:
    assert excess(nested(MAX_DEPTH)) == ""
    assert excess(nested(MAX_DEPTH + 1)) == "too_deep"
    assert excess("x" * (MAX_BYTES - 2)) == ""
    assert excess("x" * (MAX_BYTES - 1)) == "too_long"
    assert excess(["đ"] * MAX_PARTS) == ""
    assert excess(["đ"] * (MAX_PARTS + 1)) == "too_long"
    assert excess({"a" + "\u0301\u0323" * 15: None}) == ""
    assert excess({"a" + "\u0301\u0323" * 16: None}) == "too_many_marks"


@pytest.mark.parametrize("between", ["", "\u200b", "\u00ad", "\ufeff"])
def test_marks_are_counted_as_folding_meets_them(between: str) -> None:
    """What nobody sees is dropped before they are put in order; some are several in one."""
    for mark in ("\u0301", "\u05b0", "\u0f73"):
        assert most_marks("xa" + (mark + between) * 40 + "b") == 40
    assert most_marks("Tiếng Việt đủ dấu, ky\u0309 lua\u0323\u0302t") == 2


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner, max_size=9)))
def test_what_is_too_much_is_neither_kept_nor_scored(response: Response) -> None:
    bank = made([{"id": "x", "kind": "essay", "stem": "?"}])
    (entry,) = booklet(bank, "v", Random(1))["items"]
    if not excess(response):
        assert len(json.dumps(response, ensure_ascii=False).encode()) <= MAX_BYTES
        return
    assert score(bank.items[0], response).outcome is Outcome.INVALID
    with pytest.raises(Refused):
        check(entry, response)
