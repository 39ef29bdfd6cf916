"""kit.reports.item_veil: over several groups nobody works out what one to four people did."""

from collections.abc import Iterator
from random import Random
from types import SimpleNamespace
from typing import cast

import pytest

from kit.dashboard.model import View
from kit.dashboard.panels.items import hardest
from kit.dashboard.panels.spread import _middle
from kit.figures import FEW
from kit.itemstats import TOO_FEW, ChoiceTable, Finding, ItemStats, OptionStats
from kit.reports.item_veil import item_veil
from kit.reports.items import ItemReport

N = 60


def item(id: str, right: int, table: ChoiceTable | None = None, n: int = N) -> ItemStats:
    """A question that so many of ``n`` got."""
    return ItemStats(id, n, right / n, None, None, None, None, None, 0.25, None, table)


def table(*rows: tuple[int, int, int]) -> ChoiceTable:
    """Options by the thirds of who chose them, the first one right; nobody left it blank."""
    options = tuple(
        OptionStats("abcd"[place], place == 0, sum(row), sum(row) / N, row)
        for place, row in enumerate(rows)
    )
    low, middle, high = (sum(column) for column in zip(*rows, strict=True))
    return ChoiceTable(N, 0, 0, options, (low, middle, high))


def test_one_question_alone_is_never_hidden() -> None:
    """The mean of the papers and the other questions would give it away."""
    items = [item("a", 58), item("b", 30), item("c", 50), item("d", 60)]
    veil = item_veil(items, upward=True)
    assert veil.hidden == {"a", "c"}
    assert veil.whole
    assert [one.id for one in items if veil.told(one)] == ["b", "d"]


def test_within_a_group_all_is_told() -> None:
    veil = item_veil([item("a", 58)], upward=False)
    assert (veil.hidden, veil.whole) == (frozenset(), True)


def test_where_nothing_could_cover_it_the_papers_mean_is_not_told() -> None:
    assert not item_veil([item("a", 58)], upward=True).whole
    assert item_veil([item("a", 58), item("b", 57)], upward=True).whole
    assert not item_veil([item("a", 58), item("b", 58)], upward=True).whole
    assert item_veil([item("a", 30), item("b", 31)], upward=True).hidden == frozenset()


@pytest.mark.parametrize(
    ("code", "told"),
    [("nobody-right", False), ("distractor-beats-key", False), ("below-chance", False),
     ("negative-discrimination", False), (TOO_FEW, True)],
)  # fmt: skip
def test_nothing_is_found_out_loud_of_a_hidden_question(code: str, told: bool) -> None:
    """One that covers another, too: that nobody has it right leaves the mean to the other."""
    items = [item("a", 58), item("b", 0)]
    veil = item_veil(items, upward=True)
    assert veil.hidden == {"a", "b"}
    assert veil.finding(Finding(code, "b", N), items[1]) == told
    assert item_veil(items, upward=False).finding(Finding(code, "b", N), items[1])


def test_a_hidden_question_stands_among_the_hardest_whether_it_was_missed_or_not() -> None:
    """Nine that everybody has right cover nothing if the tenth is the only one of them listed."""
    items = (item("a", 58), *(item(f"r{n}", N) for n in range(9)))
    veil = item_veil(items, upward=True)
    assert not veil.whole
    report = cast(
        ItemReport, SimpleNamespace(by_item=SimpleNamespace(items=items), dropped=(), veil=veil)
    )
    assert {one.id for one in hardest(report)} == veil.hidden == {one.id for one in items}
    view = cast(View, SimpleNamespace(report=report))
    assert "50" not in _middle(view, [0.5])


def cases() -> Iterator[list[ItemStats]]:
    rng = Random(34)
    for _ in range(300):
        rights = [rng.choice([rng.randint(0, N), rng.randint(0, 4), N - rng.randint(0, 4)])]
        rights += [rng.randint(0, N) for _ in range(rng.randint(0, 5))]
        yield [item(f"q{n}", right) for n, right in enumerate(rights)]


def test_what_the_hidden_ones_have_together_is_of_five_answers_at_least() -> None:
    """Whatever else is told; and nothing is hidden where no count is small."""
    for items in cases():
        veil = item_veil(items, upward=True)
        rights = {one.id: round((one.facility or 0) * one.n) for one in items}
        few = {id for id, right in rights.items() if 0 < min(right, N - right) < FEW}
        assert few <= veil.hidden
        assert bool(veil.hidden) == bool(few)
        if veil.hidden and veil.whole:
            right = sum(rights[id] for id in veil.hidden)
            wrong = N * len(veil.hidden) - right
            assert len(veil.hidden) > 1
            assert not 0 < right < FEW
            assert not 0 < wrong < FEW


@pytest.mark.parametrize(
    "rows",
    [
        [(11, 10, 16), (0, 9, 0), (8, 0, 0), (1, 1, 4)],  # the last one's thirds are few
        [(11, 10, 16), (0, 2, 0), (3, 0, 0), (6, 8, 4)],  # two are hidden, and one to cover them
    ],
)
def test_thirds_are_told_of_all_options_or_of_none(rows: list[tuple[int, int, int]]) -> None:
    """Their sizes are told, so the thirds that are left out would be what is left."""
    one = item("a", 37, table(*rows))
    veil = item_veil([one, item("b", 30)], upward=True)
    told = veil.table(one)
    assert told
    assert all(not any(option.thirds or ()) for option in told.options)
    assert veil.data(one)["table"]["thirds"] in (None, [20, 20, 20], (20, 20, 20))
    plain = item_veil([one], upward=False).table(one)
    assert plain
    assert [option.thirds for option in plain.options] == rows


def test_thirds_are_told_where_none_is_small() -> None:
    one = item("a", 30, table((10, 10, 10), (5, 5, 5), (5, 5, 5)))
    told = item_veil([one], upward=True).table(one)
    assert told
    assert [option.thirds for option in told.options] == [(10, 10, 10), (5, 5, 5), (5, 5, 5)]
