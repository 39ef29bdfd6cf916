"""The table of groups, and that what goes upwards tells nothing of a few people."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.ranking import (
    Contest,
    Entry,
    GroupRow,
    GroupTable,
    group_table,
    said_of_group,
    tally,
    upwards,
)
from kit.ranking.groups import GroupNote
from kit.text import write_number, write_percent
from kit.wording import LANGUAGES, Language
from tests.contest_cases import FILES, Case, load

CASES = [case for case in map(load, FILES) if "table" in case.data]
CONTEST = CASES[0].contest


def table_of(case: Case) -> GroupTable:
    members = {name: int(count) for name, count in case.data["members"].items()}
    return group_table(case.contest, tally(case.contest, case.entries).rounds[0], members)


def shown(table: GroupTable) -> list[list[str]]:
    rows = []
    for row in (*table.rows, table.total):
        cells = [
            None if value is None else write_number(value)
            for value in (
                row.rank,
                row.members,
                row.people,
                row.attempts,
                row.all_correct,
                row.mean,
            )
        ]
        cells.insert(1, row.group)
        rows.append([*cells, None if row.rate is None else write_percent(100 * row.rate)])
    return [["-" if cell is None else cell for cell in row] for row in rows]


def expected(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.contest.title)
def test_tables_are_those_of_the_case(case: Case) -> None:
    table = table_of(case)
    assert shown(table) == expected(case.data["table"])
    assert shown(upwards(case.contest, table)) == expected(case.data["upwards"])
    said = [said_of_group(note) for note in table.notes]
    assert len(said) == len(case.data["notes"])
    assert all(part in line for part, line in zip(case.data["notes"], said, strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_notes_have_their_words(lang: Language) -> None:
    notes = [
        GroupNote("more-than-members", "Chi bộ 5", 1234),
        GroupNote("unknown-group", "Chi bộ 5", 1234),
        GroupNote("in-two-groups", count=1234),
    ]
    for note in notes:
        assert note.group in said_of_group(note, lang)
        assert ("1.234" if lang == "vi" else "1,234") in said_of_group(note, lang)


def row(group: str, members: int | None, people: int, right: int) -> GroupRow:
    rate = Fraction(people, members) if members and members >= 10 else None
    return GroupRow(group, members, people, people, right, 5.0 if people else None, rate, None)


@st.composite
def tables(draw: st.DrawFn) -> GroupTable:
    sizes = draw(
        st.lists(st.tuples(st.integers(0, 30) | st.none(), st.integers(0, 12)), max_size=7)
    )
    rows = [
        row(f"g{n}", members, people, draw(st.integers(0, people)))
        for n, (members, people) in enumerate(sizes)
    ]
    people, right = (sum(getattr(one, name) for one in rows) for name in ("people", "all_correct"))
    return GroupTable(tuple(rows), row("", 200, people, right), ())


@given(tables(), st.integers(1, 6))
def test_nothing_about_a_few_people_is_told_or_can_be_worked_out(
    table: GroupTable, least: int
) -> None:
    contest = CONTEST.model_copy(
        update={"groups": CONTEST.groups.model_copy(update={"hide_below": least})}
    )
    sent = upwards(contest, table)
    before = {one.group: one for one in table.rows}
    assert {one.group for one in sent.rows} == {*before}
    for name in ("people", "all_correct"):
        told = {one.group: getattr(one, name) for one in sent.rows}
        assert not any(value is not None and 0 < value < least for value in told.values())
        hidden = [getattr(before[group], name) for group, value in told.items() if value is None]
        total = getattr(sent.total, name)
        # With the total, what is hidden is known in sum: then it is more than one, and no few.
        assert total is None or not hidden or (len(hidden) > 1 and sum(hidden) >= least)
    for one in sent.rows:
        tiny = one.members is not None and one.members < least
        assert not tiny or one.people is None
        if one.people is None:
            assert (one.attempts, one.all_correct, one.mean, one.rate) == (None,) * 4
        else:
            assert (one.people, one.attempts) == (before[one.group].people,) * 2


@given(tables())
def test_ranks_are_by_rate_and_only_of_groups_that_have_one(table: GroupTable) -> None:
    sent = upwards(CONTEST, table)
    ranked = [one for one in sent.rows if one.rank is not None]
    assert list(sent.rows[: len(ranked)]) == ranked
    for one in ranked:
        assert one.rate is not None
        better = sum(other.rate > one.rate for other in ranked if other.rate is not None)
        assert one.rank == 1 + better


def test_groups_without_a_rank_come_by_the_value_of_their_number() -> None:
    contest = Contest.model_validate(CASES[0].data["contest"])
    members = {f"chi-bo-{n}": 3 for n in (10, 2, 1)}
    table = group_table(contest, tally(contest, []).rounds[0], members)
    assert [row.group for row in table.rows] == ["chi-bo-1", "chi-bo-2", "chi-bo-10"]


@pytest.mark.parametrize(
    ("members", "rated", "told"),
    [(4, False, False), (5, False, True), (9, False, True), (10, True, True)],
)
def test_a_group_has_a_rate_from_ten_members_and_figures_from_five(
    members: int, rated: bool, told: bool
) -> None:
    contest = Contest.model_validate({**CASES[0].data["contest"], "attempts": None})
    begun, others = contest.rounds[0].opens, {"b": 30, "c": 40}
    entries = [
        Entry(f"{name}-{n}", name, 1, begun, begun)
        for name, count in {"a": members, **others}.items()
        for n in range(count)
    ]
    counted = tally(contest, entries).rounds[0]
    table = group_table(contest, counted, {"a": members, **others})
    sent = upwards(contest, table)
    for one, shown in ((table, True), (sent, told)):
        (row,) = [row for row in one.rows if row.group == "a"]
        assert (row.rate is not None) == rated
        assert row.people == (members if shown else None)


def test_one_hidden_group_alone_would_be_told_by_the_total() -> None:
    """Also where more people took part than the tiny group is said to have."""
    rows = (row("tiny", 3, 7, 6), row("a", 20, 12, 9), row("b", 20, 11, 10))
    sent = upwards(CONTEST, GroupTable(rows, row("", 43, 30, 25), ()))
    assert {one.group for one in sent.rows if one.people is None} == {"tiny", "b"}
    assert sent.total.people == 30


def test_a_table_of_one_small_group_tells_nothing_at_all() -> None:
    sent = upwards(CONTEST, GroupTable((row("g", 20, 3, 1),), row("", 20, 3, 1), ()))
    assert sent.rows[0].people is None
    assert (sent.total.people, sent.total.rate, sent.total.mean) == (None, None, None)


def test_whoever_enters_by_name_and_without_is_no_two_people() -> None:
    """Nobody knows whose an entry without a name is, so people are counted at their least."""
    contest = Contest.model_validate({**CASES[0].data["contest"], "attempts": None})
    begun, full = contest.rounds[0].opens, contest.full_score
    entries = [
        Entry(f"{group}-{n}", group, full if n < right else 0, begun, begun, anonymous=anonymous)
        for group, anonymous, count, right in (
            ("a", False, 11, 4), ("a ẩn danh", True, 3, 3), ("b", False, 2, 0),
            ("b ẩn danh", True, 7, 6), ("c", False, 12, 12),
        )
        for n in range(count)
    ]  # fmt: skip
    entries = [replace(one, group=one.group[0]) for one in entries]
    table = group_table(contest, tally(contest, entries).rounds[0], {"a": 12, "b": 10, "c": 12})
    figures = {
        one.group: (one.people, one.attempts, one.all_correct, one.rate) for one in table.rows
    }
    assert figures == {
        "a": (11, 14, 4, Fraction(11, 12)),
        "b": (7, 9, 6, Fraction(7, 10)),
        "c": (12, 12, 12, 1),
    }
    assert (table.total.people, table.total.attempts, table.total.all_correct) == (30, 35, 22)
    assert [note.code for note in table.notes] == ["nameless"]
    assert "mức ít nhất" in said_of_group(table.notes[0])


def test_no_groups_at_all_give_an_empty_table() -> None:
    contest = Contest.model_validate(CASES[0].data["contest"])
    table = group_table(contest, tally(contest, []).rounds[0], {})
    assert (table.rows, table.total.people, table.total.rate) == ((), 0, None)
    assert upwards(contest, table).rows == ()
