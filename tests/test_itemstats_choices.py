"""Distractor tables: raw responses are read as scoring reads them, and equals are not parted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.itemstats import Choices, choices
from kit.itemstats.distractors import choice_table
from kit.model import Item, Outcome, Response
from kit.scoring import score
from tests.banks import ITEMS, item

OPTIONS: dict[str, Any] = {"a": "Một", "b": "Hai", "c": "Ba"}
SINGLE = item(kind="single", options=OPTIONS, key="b")
MULTIPLE = item(kind="multiple", options=OPTIONS, key=["a", "b"])
TRUE_FALSE = item(kind="true_false", key="đúng")


@pytest.mark.parametrize(
    ("one", "response", "chosen"),
    [
        (SINGLE, "b", {"b"}),
        (SINGLE, "hai", {"b"}),
        (SINGLE, " ", set()),
        (SINGLE, None, set()),
        (SINGLE, "z", {"?"}),
        (SINGLE, ["b"], {"?"}),
        (MULTIPLE, ["a", "Ba", None], {"a", "c"}),
        (MULTIPLE, [], set()),
        (MULTIPLE, "a", {"?"}),
        (MULTIPLE, ["a", "z"], {"?"}),
        (TRUE_FALSE, True, {"true"}),
        (TRUE_FALSE, "sai", {"false"}),
        (TRUE_FALSE, None, set()),
        (TRUE_FALSE, 1, {"?"}),
    ],
)
def test_responses_are_read_as_scoring_reads_them(
    one: Item, response: Response, chosen: set[str]
) -> None:
    found = choices(one, {7: response})
    assert found is not None
    assert found.chosen == {7: chosen}
    invalid = score(one, response).outcome is Outcome.INVALID
    assert invalid == (not chosen <= {*found.options})


def test_the_right_response_of_every_item_with_options_chooses_its_key() -> None:
    for one in ITEMS:
        found = choices(one, {0: one.right(), 1: one.wrong(), 2: None})
        assert (found is None) == (one.kind not in ("single", "multiple", "true_false"))
        if found is not None:
            assert found.chosen[0] == found.key, one.id
            assert found.chosen[1] != found.key, one.id
            assert found.chosen[1] <= {*found.options}, one.id
            assert found.chosen[2] == frozenset()


def test_blank_and_unreadable_answers_are_counted_apart() -> None:
    found = choices(SINGLE, {0: "b", 1: "a", 2: None, 3: "z", 4: "b"})
    assert found is not None
    table = choice_table(found, {})
    assert (table.n, table.blank, table.unreadable, table.thirds) == (5, 1, 1, None)
    shares = [(option.id, option.right, option.n, option.share) for option in table.options]
    assert shares == [("a", False, 1, 0.2), ("b", True, 2, 0.4), ("c", False, 0, 0.0)]


@pytest.mark.parametrize(
    ("rests", "sizes"),
    [
        ([0.1, 0.2, 0.3], (1, 1, 1)),
        ([0.1, 0.2, 0.3, 0.4], (2, 0, 2)),
        ([0.1, 0.2, 0.3, 0.4, 0.5], (2, 1, 2)),
        ([0.1, 0.2, 0.9, 0.9, 0.9, 0.9], (2, 0, 4)),
        ([0.1, 0.9, 0.9, 0.9, 0.9, 0.9], (1, 0, 5)),
        ([0.1, 0.1, 0.1, 0.1, 0.1, 0.9], (5, 0, 1)),
        ([0.1, 0.1, 0.1, 0.1, 0.5, 0.9], (4, 0, 2)),
        ([0.1, 0.1, 0.1, 0.5, 0.9, 0.9], (3, 1, 2)),
        ([0.5, 0.5, 0.5], None),
        ([0.5], None),
        ([], None),
    ],
)
def test_equal_scores_are_in_the_same_third(
    rests: list[float], sizes: tuple[int, int, int] | None
) -> None:
    found = Choices(("a", "b"), frozenset("a"), dict.fromkeys(range(len(rests)), frozenset("a")))
    table = choice_table(found, dict(enumerate(rests)))
    assert table.thirds == sizes
    assert table.options[0].thirds == sizes
    assert table.options[1].thirds == (sizes and (0, 0, 0))


@given(st.lists(st.tuples(st.sets(st.sampled_from("abcz")), st.integers(0, 5) | st.none())))
def test_a_table_counts_everybody_who_was_asked(
    learners: list[tuple[set[str], int | None]],
) -> None:
    chosen = {n: frozenset(ids) for n, (ids, _) in enumerate(learners)}
    rests = {n: float(rest) for n, (_, rest) in enumerate(learners) if rest is not None}
    table = choice_table(Choices(tuple("abc"), frozenset("a"), chosen), rests)
    assert table.n == len(learners)
    assert table.thirds is None or sum(table.thirds) == len(rests)
    assert table.thirds is None or (table.thirds[0] and table.thirds[2])
    for option in table.options:
        assert option.n == sum(option.id in ids for ids, _ in learners)
        assert option.thirds is None or sum(option.thirds) <= option.n
