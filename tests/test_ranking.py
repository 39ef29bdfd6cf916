"""Contests: the cases of tests/cases/ranking, and what holds for any entries in any order."""

import doctest
import time
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit.ranking
from kit.clock import ZONE
from kit.errors import UserError
from kit.ranking import (
    Contest,
    Entry,
    rank,
    read_prediction,
    rules_text,
    said_of_set_aside,
    said_of_standings,
    tally,
)
from kit.ranking.rules import Best, Predicted, Time
from kit.wording import LANGUAGES
from tests.contest_cases import FILES, Case, load

AFTER = datetime(2027, 1, 1, tzinfo=ZONE)
WEEK = {"name": "Tuần 1", "opens": "2026-11-23 10:00", "closes": "2026-11-30 9:00"}
RULES = {"title": "Cuộc thi", "questions": 5, "full_score": 5, "rounds": [WEEK]}
DAY = datetime(2026, 11, 24, 8, tzinfo=ZONE)

case = cache(load)


def entry(person: str, score: float, begins: float, takes: float, prediction: str = "") -> Entry:
    """Of the first week; minutes from Tuesday, 8:00, and minutes to work."""
    begun = DAY + timedelta(minutes=begins)
    return Entry(person, "Chi bộ 1", score, begun, begun + timedelta(minutes=takes), prediction)


def places(one: Case, name: str, entries: tuple[Entry, ...]) -> list[str]:
    """``rank person`` for those whom the case names."""
    counted = {each.round.name: each for each in tally(one.contest, entries, one.organisers).rounds}
    named = {each.person for each in one.named}
    found = rank(one.contest, counted[name], AFTER).standings
    return [f"{each.rank} {each.entry.person}" for each in found if each.entry.person in named]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ranks_are_those_of_the_case_in_whatever_order_the_entries_come(path: Path) -> None:
    one, rng = case(path), Random(7)
    for name, ranks in one.data.get("ranks", {}).items():
        for _ in range(4):
            entries = tuple(rng.sample(one.entries, len(one.entries)))
            assert places(one, name, entries) == ranks.split(", ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_does_not_count_is_said_with_its_reason(path: Path) -> None:
    one = case(path)
    aside = tally(one.contest, one.entries, one.organisers).set_aside
    expected = []
    for line in one.data.get("set_aside") or []:
        person, *moment, reason = line.split()
        expected.append((person, datetime.fromisoformat(" ".join(moment)), reason))
    assert [(each.entry.person, each.entry.started, each.reason) for each in aside] == expected
    for each in aside:
        for lang in LANGUAGES:
            assert each.entry.person in said_of_set_aside(each, lang)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ties_and_unreadable_predictions_are_said(path: Path) -> None:
    one = case(path)
    counted = tally(one.contest, one.entries, one.organisers).rounds[0]
    found = rank(one.contest, counted, AFTER)
    assert found.actual == (int(one.data["actual"]) if "actual" in one.data else None)
    wanted = one.data.get("said")
    if wanted is not None:
        said = list(said_of_standings(found))
        assert len(said) == len(wanted)
        assert all(part in line for part, line in zip(wanted, said, strict=True))


def test_the_example_of_the_docstring_holds() -> None:
    tried = doctest.testmod(kit.ranking)
    assert (tried.attempted, tried.failed) == (8, 0)


@pytest.mark.parametrize(
    ("best", "score", "begins"),
    [("highest-earliest", 5, 20), ("highest-quickest", 5, 40), ("first", 3, 0), ("last", 4, 60)],
)
def test_of_several_attempts_the_rule_picks_one(best: Best, score: float, begins: float) -> None:
    contest = Contest.model_validate({**RULES, "best": best})
    made = [
        entry("an", 3, 0, 1),
        entry("an", 5, 20, 9),
        entry("an", 5, 40, 3),
        entry("an", 4, 60, 1),
    ]
    counted = tally(contest, made).rounds[0]
    assert counted.recognised == (entry("an", score, begins, {20: 9, 40: 3}.get(int(begins), 1)),)
    assert counted.attempts == tuple(made)


def test_the_prediction_is_that_of_the_recognised_attempt() -> None:
    """Or else, of unlimited attempts, one would always be near."""
    contest = Contest.model_validate({**RULES, "prediction": "people"})
    made = [entry("an", 5, 0, 1, "9"), entry("an", 5, 20, 1, "2"), entry("ba", 5, 30, 1, "3")]
    found = rank(contest, tally(contest, made).rounds[0], AFTER).standings
    assert [one.entry.person for one in found] == ["ba", "an"]
    assert [one.distance for one in found] == [1, 7]


@pytest.mark.parametrize(
    ("what", "actual"),
    [("all-correct", 1), ("people", 3), ("attempts", 4), ("percent-all-correct", 100 / 3)],
)
def test_what_was_to_be_predicted_is_counted_after_the_end(what: Predicted, actual: float) -> None:
    contest = Contest.model_validate({**RULES, "prediction": what})
    made = [entry("an", 5, 0, 1), entry("an", 4, 9, 1), entry("ba", 4, 0, 1), entry("tư", 3, 0, 1)]
    counted = tally(contest, made).rounds[0]
    found = rank(contest, counted, AFTER)
    assert (found.people, found.attempts, found.all_correct) == (3, 4, 1)
    assert found.actual is not None
    assert float(found.actual) == pytest.approx(actual)
    for now in (DAY, counted.round.closes, datetime(2026, 11, 30, 9)):  # noqa: DTZ001
        with pytest.raises(UserError, match="Tuần 1"):
            rank(contest, counted, now)
    assert rank(contest, counted, counted.round.closes + timedelta(seconds=1)) == found


def test_a_round_without_entries_has_empty_standings() -> None:
    for what in (None, "all-correct", "percent-all-correct"):
        contest = Contest.model_validate({**RULES, "prediction": what})
        found = rank(contest, tally(contest, []).rounds[0], AFTER)
        assert (found.standings, found.people, found.actual or 0) == ((), 0, 0)


def test_thirds_that_add_up_to_all_points_are_all_points() -> None:
    contest = Contest.model_validate({**RULES, "full_score": 1})
    made = [entry("an", 0.1 + 0.2 + 0.7, 0, 1), entry("ba", 0.7 + 0.2 + 0.1, 0, 1)]
    assert made[0].score != made[1].score
    found = rank(contest, tally(contest, made).rounds[0], AFTER)
    assert (found.all_correct, [one.rank for one in found.standings]) == (2, [1, 1])


@pytest.mark.parametrize(
    ("typed", "what", "number"),
    [
        ("1.234", "people", "1234"),
        ("1234 người", "all-correct", "1234"),
        ("27.084 lượt", "attempts", "27084"),
        ("4,500", "people", "4500"),
        ("0", "people", "0"),
        ("87,65432", "percent-all-correct", "87.65432"),
        ("87.65432", "percent-all-correct", "87.65432"),
        ("87.654", "percent-all-correct", "87.654"),
        ("100.000", "percent-all-correct", "100.000"),
        ("0.5", "percent-all-correct", "0.5"),
        ("12,345 %", "percent-all-correct", "12.345"),
        ("100", "percent-all-correct", "100"),
        ("0%", "percent-all-correct", "0"),
    ],
)
def test_predictions_are_read_as_they_are_written_in_vietnam(
    typed: str, what: Predicted, number: str
) -> None:
    assert str(read_prediction(typed, what)) == number


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("khoảng 1.234", "people"),
        ("hơn 100", "people"),
        ("12,5", "people"),
        ("-3", "people"),
        ("10-20", "people"),
        ("", "people"),
        ("50%", "people"),
        ("100,1", "percent-all-correct"),
        ("1.234.567", "percent-all-correct"),
        ("87.654,32", "percent-all-correct"),
        ("-1", "percent-all-correct"),
        ("gần 50%", "percent-all-correct"),
    ],
)
def test_what_is_not_one_number_is_refused_with_a_way_out(typed: str, what: Predicted) -> None:
    for lang in LANGUAGES:
        with pytest.raises(UserError) as caught:
            read_prediction(typed, what, lang)
        assert typed in caught.value.message
        assert caught.value.hint


PEOPLE = st.sampled_from(["an", "ba", "tư", "năm"])
ENTRIES = st.lists(
    st.builds(
        entry,
        PEOPLE,
        st.sampled_from([0.0, 4.0, 5.0, 6.0, float("nan")]),
        st.integers(-2000, 9000),
        st.integers(-1, 20),
        st.sampled_from(["", "1", "2", "9", "?"]),
    ),
    max_size=12,
)


@st.composite
def contests(draw: st.DrawFn) -> Contest:
    times: list[Time] = ["submitted", "duration"]
    return Contest.model_validate({
        **RULES,
        "rounds": [WEEK, {**WEEK, "name": "Tuần 2", "opens": "2026-11-30 9:00",
                          "closes": "2026-12-07 9:00"}],
        "attempts": draw(st.none() | st.integers(1, 3)),
        "time_limit": draw(st.none() | st.just(10)),
        "best": draw(st.sampled_from(["highest-earliest", "highest-quickest", "first", "last"])),
        "time": draw(st.sampled_from(times)),
        "prediction": draw(st.none() | st.sampled_from(["all-correct", "attempts"])),
    })  # fmt: skip


@given(contests(), ENTRIES, st.randoms(use_true_random=False))
def test_no_order_of_the_entries_changes_anything(
    contest: Contest, entries: list[Entry], rng: Random
) -> None:
    counted = tally(contest, entries, {"năm"})
    again = tally(contest, rng.sample(entries, len(entries)), {"năm"})
    assert repr(again) == repr(counted)  # NaN is not equal to itself
    for one, other in zip(counted.rounds, again.rounds, strict=True):
        assert rank(contest, one, AFTER) == rank(contest, other, AFTER)


@given(contests(), ENTRIES)
def test_every_attempt_counts_in_one_round_or_was_set_aside(
    contest: Contest, entries: list[Entry]
) -> None:
    counted = tally(contest, entries, {"năm"})
    found = Counter(repr(one) for each in counted.rounds for one in each.attempts)
    found.update(repr(one.entry) for one in counted.set_aside)
    assert found == Counter(map(repr, entries))
    for each in counted.rounds:
        people = [one.person for one in each.recognised]
        assert people == sorted({one.person for one in each.attempts})
        assert {*each.recognised} <= {*each.attempts}


@given(contests(), ENTRIES)
def test_ranks_follow_the_rules_and_only_equals_share_one(
    contest: Contest, entries: list[Entry]
) -> None:
    for counted in tally(contest, entries).rounds:
        found = rank(contest, counted, AFTER).standings
        assert len(found) == len(counted.recognised)
        keys = [
            (
                -one.entry.points,
                float("inf") if one.distance is None else one.distance,
                one.entry.seconds if contest.time == "duration" else one.entry.ended.timestamp(),
            )
            for one in found
        ]
        assert [one.rank for one in found] == [1 + sum(o < key for o in keys) for key in keys]
        assert [one.shared for one in found] == [keys.count(key) for key in keys]
        assert [one.rank for one in found] == sorted(one.rank for one in found)


def test_a_province_is_ranked_in_seconds() -> None:
    """17,201 people, 27,084 attempts, two thirds of them perfect: one second where it was made."""
    contest = Contest.model_validate({**RULES, "full_score": 100, "prediction": "all-correct"})
    rng = Random(2021)
    people = [*range(17_201), *(rng.randrange(17_201) for _ in range(27_084 - 17_201))]
    entries = [
        entry(f"{n:05}", 100 if rng.random() < 0.665 else rng.randrange(100),
              rng.randrange(5000), rng.uniform(1, 20), f"{rng.gauss(11_447, 2000):.0f} người")
        for n in people
    ]  # fmt: skip
    begun = time.process_time()
    found = rank(contest, tally(contest, entries).rounds[0], AFTER)
    spent = time.process_time() - begun
    assert (found.people, found.attempts, found.unread) == (17_201, 27_084, ())
    assert spent < 8, f"{spent:.2f} s of processor time"


def test_an_attempt_is_of_its_own_round_also_where_rounds_meet() -> None:
    """At the second at which one round ends and the next begins, many have waited to begin."""
    contest = Contest.model_validate({
        **RULES, "rounds": [WEEK, {**WEEK, "name": "Tuần 2", "opens": WEEK["closes"],
                                   "closes": "2026-12-07 9:00"}],
    })  # fmt: skip
    meet, minute = contest.rounds[0].closes, timedelta(minutes=1)
    first, second = (one.name for one in contest.rounds)

    def where(begun: datetime, ended: datetime, name: str = "") -> str:
        found = tally(contest, [Entry("an", "", 5, begun, ended, round=name)])
        counted = [one.round.name for one in found.rounds if one.attempts]
        return (counted or [one.reason for one in found.set_aside])[0]

    assert where(meet, meet + minute) == second
    assert where(meet - minute, meet) == first
    assert where(meet - minute, meet + minute) == "outside"
    for name in (first, second):  # all of it lies within both
        assert where(meet, meet, name) == name
    # A quiz of the week before that somebody could still open is none of this week's attempts.
    assert where(meet + minute, meet + 2 * minute, first) == "outside"


def test_more_time_is_to_the_second_and_takes_part_in_the_time_that_is_compared() -> None:
    contest = Contest.model_validate({**RULES, "time_limit": 10, "time": "duration"})
    begun, limit = contest.rounds[0].opens, timedelta(minutes=10)

    def made(person: str, seconds: int, extra: int) -> Entry:
        return Entry(person, "", 5, begun, begun + limit + timedelta(seconds=seconds), extra=extra)

    entries = [made("an", 0, 0), made("ba", 1, 0), made("tư", 90, 90), made("năm", 91, 90)]
    found = tally(contest, entries)
    assert [(one.entry.person, one.reason) for one in found.set_aside] == [
        ("ba", "too-long"), ("năm", "too-long"),
    ]  # fmt: skip
    ranks = rank(contest, found.rounds[0], AFTER).standings
    assert [(one.rank, one.entry.person, one.entry.seconds) for one in ranks] == [
        (1, "an", 600), (2, "tư", 690),
    ]  # fmt: skip


def test_who_is_in_charge_does_not_enter() -> None:
    contest = Contest.model_validate(RULES)
    begun = contest.rounds[0].opens
    entries = [Entry(one, "", 5, begun, begun, staff=one == "ba") for one in ("an", "ba")]
    found = tally(contest, entries)
    assert [one.person for one in found.rounds[0].recognised] == ["an"]
    assert [one.reason for one in found.set_aside] == ["staff"]
    assert "người phụ trách" in said_of_set_aside(found.set_aside[0])
    assert "mã của người phụ trách" in rules_text(contest)
