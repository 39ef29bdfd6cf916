"""Papers: the right counts, nothing twice, the same for ever, little changed by what is added."""

import json
from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from kit.drawing import Slot, booklet, groups, paper, paper_of, sheet, size
from kit.kinds import Bank
from tests.banks import BANKS, bank

LEVELS = ("nhớ", "hiểu", "vận dụng")
SEEDS = st.text(min_size=1, max_size=64)


def question(id: str, topic: str, level: str = "nhớ") -> dict[str, JsonValue]:
    tags: dict[str, JsonValue] = {"topic": topic}
    return {"id": id, "kind": "true_false", "stem": f"Câu {id}?", "key": "sai", "tags": tags,
            "level": level}  # fmt: skip


def stratum(topic: str, count: int, **more: JsonValue) -> dict[str, JsonValue]:
    return {"id": topic, "topic": topic, "count": count, **more}


def drawn_bank(counts: dict[str, tuple[int, int]], *more: Any, **head: JsonValue) -> Bank:
    """A bank with a stratum for each topic: so many drawn of so many."""
    items = [question(f"{topic}{n}", topic) for topic, (_, of) in counts.items() for n in range(of)]
    strata: list[JsonValue] = [stratum(topic, count) for topic, (count, _) in counts.items()]
    return bank([*items, *more], blueprint=strata, **head)


SURVEY: dict[str, JsonValue] = {"id": "y-kien", "kind": "survey", "stem": "Ý kiến?"}
BLUEPRINTS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(1, 6), st.integers(0, 12)).map(lambda two: (two[0], sum(two))),
    min_size=1,
)


@given(BLUEPRINTS, SEEDS)
def test_each_stratum_gives_its_count_and_nothing_stands_twice(
    counts: dict[str, tuple[int, int]], seed: str
) -> None:
    slots = paper(drawn_bank(counts, SURVEY), seed)
    items = [slot.item for slot in slots]
    assert len(set(items)) == len(items)
    assert Counter(item[0] for item in items[:-1]) == {t: count for t, (count, _) in counts.items()}
    assert slots[-1] == Slot("y-kien", "y-kien", 0)
    wanted = [f"{topic}-{n}" for topic, (count, _) in counts.items() for n in range(1, count + 1)]
    assert [slot.id for slot in slots[:-1]] == wanted


@given(BLUEPRINTS, SEEDS)
def test_the_booklet_and_the_bank_give_the_same_paper(
    counts: dict[str, tuple[int, int]], seed: str
) -> None:
    for shuffled in ("true", "false"):
        quiz = drawn_bank(counts, SURVEY, settings={"shuffle_items": shuffled})
        released = json.loads(json.dumps(booklet(quiz, "v", Random(1))))
        assert paper(quiz, seed) == paper(quiz, seed) == paper_of(released, seed)
        items = [(item["id"], item["points"]) for item in sheet(released, seed)["items"]]
        assert items == [(slot.item, slot.points) for slot in paper(quiz, seed)]
        assert size(released) == len(items)


@given(SEEDS, st.integers(0, 9), st.data())
def test_an_item_that_is_added_takes_at_most_its_own_place(
    seed: str, number: int, data: st.DataObject
) -> None:
    counts = {"a": (3, 9), "b": (2, 6)}
    before = {slot.item for slot in paper(drawn_bank(counts), seed)}
    more = drawn_bank(counts, question(f"moi-{number}", data.draw(st.sampled_from("ab"))))
    after = {slot.item for slot in paper(more, seed)}
    assert len(after - before) <= 1
    assert after - before <= {f"moi-{number}"}


@given(SEEDS)
def test_a_mended_item_or_another_stratum_changes_no_draw(seed: str) -> None:
    plain = drawn_bank({"a": (3, 9), "b": (2, 6)})
    mended = bank(
        [{**question(item.id, str(item.tags.topic)), "stem": "Sửa", "key": "đúng"}
         for item in reversed(plain.items)],
        blueprint=[stratum("a", 3), stratum("b", 2, points=2)],
    )  # fmt: skip
    assert [(slot.id, slot.item) for slot in paper(plain, seed)] == [
        (slot.id, slot.item) for slot in paper(mended, seed)
    ]


def test_learners_get_different_papers_and_every_item_is_somebodys() -> None:
    quiz = drawn_bank({"a": (3, 12), "b": (2, 6)})
    learners = 400
    papers = [frozenset(slot.item for slot in paper(quiz, f"{n:064x}")) for n in range(learners)]
    count = Counter(item for one in papers for item in one)
    assert set(count) == {item.id for item in quiz.items}
    for item, times in count.items():
        expected = learners * (3 / 12 if item[0] == "a" else 2 / 6)
        assert 0.7 * expected < times < 1.3 * expected, item
    assert len(set(papers)) > 350


@pytest.mark.parametrize("one", [b for b in BANKS if b.blueprint], ids=lambda one: one.id)
def test_every_item_of_the_content_is_drawn_by_somebody(one: Bank) -> None:
    papers = [paper(one, f"{n:064x}") for n in range(400)]
    drawn = {slot.item for slots in papers for slot in slots}
    wanted = {item for group in groups(one) for item in group.items}
    assert drawn == wanted
    assert len({tuple(slot.id for slot in slots) for slots in papers}) == 1


def test_without_a_blueprint_each_item_is_its_own_place() -> None:
    quiz = bank([{**question("a", "x"), "points": "2"}, SURVEY, question("b", "x")])
    assert paper(quiz, "") == (Slot("a", "a", 2), Slot("y-kien", "y-kien", 0), Slot("b", "b", 1))
    whole = booklet(quiz, "v", Random(1))
    assert "strata" not in whole
    assert sheet(whole, "seed") == whole
    assert paper_of(whole, "seed") == paper(quiz, "")


def test_a_shuffled_paper_keeps_its_places_and_ends_with_the_survey() -> None:
    quiz = drawn_bank({"a": (3, 9), "b": (2, 6)}, SURVEY, settings={"shuffle_items": "true"})
    plain = quiz.model_copy(
        update={"settings": quiz.settings.model_copy(update={"shuffle_items": False})}
    )
    orders = set()
    for n in range(20):
        slots = paper(quiz, str(n))
        assert sorted(slots, key=lambda slot: slot.id) == sorted(
            paper(plain, str(n)), key=lambda slot: slot.id
        )
        assert slots[-1].id == "y-kien"
        orders.add(tuple(slot.id for slot in slots))
    assert len(orders) > 10


def test_an_essay_is_drawn_only_where_it_is_asked_for() -> None:
    essays: list[dict[str, JsonValue]] = [
        {"id": f"viet{n}", "kind": "essay", "stem": "Vì sao?", "tags": {"topic": "a"}}
        for n in range(3)
    ]
    quiz = bank(
        [*(question(f"a{n}", "a") for n in range(6)), *essays],
        blueprint=[stratum("a", 2), {"id": "tu-luan", "kind": "essay", "count": 1, "points": 4}],
    )
    assert [len(group.items) for group in groups(quiz)] == [6, 3]
    assert paper(quiz, "x")[-1].points == 4


def test_filters_may_be_lists_and_all_have_to_fit() -> None:
    items = [question(f"{topic}{n}", topic, level) for topic in "abc" for n, level in
             enumerate(LEVELS)]  # fmt: skip
    quiz = bank(
        items,
        blueprint=[
            {"id": "m", "topic": ["a", "b"], "level": ["nhớ", "hiểu"], "count": "1"},
            {"id": "n", "topic": "c", "kind": ["true_false", "single"], "bank": "q", "count": "1"},
        ],
    )
    first, second = groups(quiz)
    assert set(first.items) == {"a0", "a1", "b0", "b1"}
    assert set(second.items) == {"c0", "c1", "c2"}
