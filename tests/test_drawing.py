"""Booklets: the same from the same rng, nothing of the key, pins kept. Papers are in test_draw."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.drawing import booklet
from kit.kinds import Bank
from tests.banks import BANKS, EVERY_KIND, bank

OPTIONS = {"a": "Một", "b": "Hai", "c": "Ba", "d": "Cả ba"}


def options(of: Bank, seed: int) -> list[str]:
    show = booklet(of, "v", Random(seed))["items"][0]["show"]
    return [option["id"] for option in show["options"]]


@given(st.integers())
def test_the_same_rng_draws_the_same_booklet(seed: int) -> None:
    assert booklet(EVERY_KIND, "v", Random(seed)) == booklet(EVERY_KIND, "v", Random(seed))


@pytest.mark.parametrize("one", BANKS, ids=lambda one: one.id)
def test_a_booklet_has_every_item_once_and_its_agreed_shape(one: Bank) -> None:
    drawn = booklet(one, "0123456789ab", Random(1))
    strata = {"shuffle_items", "strata"} if one.blueprint else set()
    head = {"format", "quiz", "version", "title", "mode", "language", "items"}
    assert set(drawn) == head | strata
    assert sorted(item["id"] for item in drawn["items"]) == sorted(item.id for item in one.items)
    shape = {"id", "kind", "stem", "points", "show"}
    assert all(set(item) - {"note"} == shape for item in drawn["items"])
    assert json.loads(json.dumps(drawn)) == drawn


def test_items_keep_their_order_unless_the_bank_says_otherwise() -> None:
    questions: list[Any] = [
        {"id": f"i{n}", "kind": "true_false", "stem": f"{n}", "key": "sai"} for n in range(20)
    ]
    plain, shuffled = bank(questions), bank(questions, settings={"shuffle_items": "true"})
    wanted = [item.id for item in plain.items]
    assert [item["id"] for item in booklet(plain, "v", Random(1))["items"]] == wanted
    drawn = [item["id"] for item in booklet(shuffled, "v", Random(1))["items"]]
    assert drawn != wanted
    assert sorted(drawn) == sorted(wanted)


def test_a_pinned_option_keeps_its_place() -> None:
    one = bank([{"id": "x", "kind": "single", "stem": "?", "options": {**OPTIONS}, "key": "a",
                 "pin": ["d"]}])  # fmt: skip
    orders = {tuple(options(one, seed)) for seed in range(60)}
    assert {order[3] for order in orders} == {"d"}
    assert len(orders) == 6


def test_options_stay_as_written_if_the_bank_says_so() -> None:
    fields: dict[str, Any] = {"id": "x", "kind": "single", "stem": "?", "options": OPTIONS}
    one = bank([{**fields, "key": "a"}], settings={"shuffle_options": "false"})
    assert all(options(one, seed) == list(OPTIONS) for seed in range(10))


def test_statements_are_shuffled_so_that_their_row_tells_nothing() -> None:
    keys = {"a": "đúng", "b": "sai", "c": "đúng", "d": "sai"}
    statements: Any = {id: {"text": f"Câu {id}.", "key": key} for id, key in keys.items()}
    one = bank([{"id": "x", "kind": "cluster", "stem": "?", "statements": statements}])
    shows = [booklet(one, "v", Random(seed))["items"][0]["show"] for seed in range(60)]
    assert len({tuple(row["id"] for row in show["statements"]) for show in shows}) > 12


def test_opinions_are_never_shuffled() -> None:
    one = bank([{"id": "x", "kind": "survey", "stem": "?", "options": {**OPTIONS}}])
    assert all(options(one, seed) == list(OPTIONS) for seed in range(10))


def test_orderings_are_shuffled_whatever_the_bank_says() -> None:
    texts = [f"Bước {n}" for n in range(8)]
    one = bank(
        [{"id": "x", "kind": "ordering", "stem": "?", "sequence": [*texts]}],
        settings={"shuffle_options": "false"},
    )
    drawn = [
        tuple(
            entry["text"] for entry in booklet(one, "v", Random(n))["items"][0]["show"]["entries"]
        )
        for n in range(5)
    ]
    assert len(set(drawn)) == 5
    assert tuple(texts) not in drawn


def test_markdown_is_shown_as_safe_html() -> None:
    texts: dict[str, Any] = {"a": "*Một*", "b": "<img src=x onerror=alert(1)>"}
    stem = "**Đậm** <script>alert(1)</script>"
    one = bank([{"id": "x", "kind": "single", "stem": stem, "options": texts, "key": "a"}])
    drawn = json.dumps(booklet(one, "v", Random(1)))
    assert "<strong>" in drawn
    assert "<em>" in drawn
    assert "<script" not in drawn
    assert "<img" not in drawn


def test_an_opinion_is_worth_no_points() -> None:
    one = bank([{"id": "x", "kind": "survey", "stem": "?"}])
    assert booklet(one, "v", Random(1))["items"][0]["points"] == 0
