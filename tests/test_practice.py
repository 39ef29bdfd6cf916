"""kit.practice: what comes back when, as a function of cards and days."""

import random
import time
from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model import Outcome
from kit.plainfile import Unreadable
from kit.practice import (
    MOST_DAYS,
    SIZE,
    Card,
    Grade,
    Offered,
    Schedule,
    encode,
    grade_of,
    next_words,
    parse,
    reviewed,
    today,
    told_words,
)

DAY = date(2026, 11, 29)
GRADES: list[Grade] = ["again", "hard", "good"]
IDS = [f"c-{n:02}" for n in range(40)]

days = st.dates(date(2020, 1, 1), date(2090, 1, 1))
grades = st.sampled_from(GRADES)
histories = st.lists(st.tuples(grades, st.integers(0, 200)), min_size=1, max_size=30)


def played(history: list[tuple[Grade, int]], day: date = DAY) -> Card:
    """A card after reviews, each some days after the one before."""
    card = None
    for grade, later in history:
        day += timedelta(days=later)
        card = reviewed(card, grade, day)
    assert card is not None
    return card


def at_once(schedule: Schedule, offered: Offered, day: date, grade: Grade = "good") -> Schedule:
    """The whole set of a day, practised."""
    for id in today(schedule, offered, day).left:
        schedule = schedule.practised(id, grade, day)
    return schedule


class TestCard:
    @given(histories)
    def test_it_never_comes_twice_a_day_and_never_later_than_agreed(
        self, history: list[tuple[Grade, int]]
    ) -> None:
        card = played(history)
        assert timedelta(days=1) <= card.due - card.last <= timedelta(days=MOST_DAYS)

    @given(days, st.integers(2, 12))
    def test_the_intervals_of_what_is_known_grow(self, day: date, times: int) -> None:
        """Strictly, up to the longest."""
        card, lengths = None, []
        for _ in range(times):
            card = reviewed(card, "good", card.due if card else day)
            lengths.append((card.due - card.last).days)
        below = [length for length in lengths if length < MOST_DAYS]
        assert below == sorted(set(below))
        assert lengths[len(below) :] == [MOST_DAYS] * (times - len(below))

    @given(histories)
    def test_what_was_forgotten_comes_back_the_next_day_and_then_sooner_than_it_would(
        self, history: list[tuple[Grade, int]]
    ) -> None:
        card = played(history)
        lapsed = reviewed(card, "again", card.due)
        assert lapsed.due == card.due + timedelta(days=1)
        relearned, known = (reviewed(one, "good", one.due) for one in (lapsed, card))
        assert relearned.due - relearned.last <= known.due - known.last

    @given(histories, grades)
    def test_the_first_review_of_a_day_counts(
        self, history: list[tuple[Grade, int]], grade: Grade
    ) -> None:
        """A second one changes nothing, nor does one by a clock that was put back."""
        card = played(history)
        for day in (card.last, card.last - timedelta(days=3)):
            assert reviewed(card, grade, day) == card

    @given(histories, grades, st.integers(8, 40_000))
    def test_a_card_from_a_clock_that_ran_ahead_is_asked_now_and_begins_anew(
        self, history: list[tuple[Grade, int]], grade: Grade, days: int
    ) -> None:
        """An empty battery says 2036: the card would be gone for ten years."""
        card = played(history)
        day = card.last - timedelta(days=days)
        offered = Offered(frozenset(["c"]))
        assert today(Schedule(learner="x", cards={"c": card}), offered, day).left == ("c",)
        assert reviewed(card, grade, day) == reviewed(None, grade, day)

    @given(histories, grades)
    def test_a_week_that_a_clock_was_put_back_changes_nothing(
        self, history: list[tuple[Grade, int]], grade: Grade
    ) -> None:
        card = played(history)
        day = card.last - timedelta(days=7)
        cards = Schedule(learner="x", cards={"c": card})
        assert today(cards, Offered(frozenset(["c"])), day).left == ()
        assert reviewed(card, grade, day) == card

    @given(histories)
    def test_the_same_history_gives_the_same_card(self, history: list[tuple[Grade, int]]) -> None:
        """No chance: whatever state the global generator is in."""
        random.seed(1)
        one = played(history)
        random.seed(2)
        assert played(history) == one

    def test_half_known_lies_between(self) -> None:
        again, hard, good = (
            played([("good", 0), (grade, 2), ("good", 20)]).stability for grade in GRADES
        )
        assert again < hard < good

    def test_no_card_waits_while_it_is_made(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The library's constructor sleeps unless it is given an id."""
        monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("slept"))
        played([("again", 0), ("good", 1)])

    @pytest.mark.parametrize("outcome", Outcome)
    def test_outcomes_say_how_well_it_was_remembered(self, outcome: Outcome) -> None:
        told = {"right": "good", "partial": "hard", "wrong": "again", "blank": "again"}
        assert grade_of(outcome) == told.get(outcome.value)


class TestToday:
    @given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
    def test_a_set_has_ten_cards_as_long_as_there_are_so_many(
        self, due: int, missed: int, slogans: int
    ) -> None:
        names = [[f"{kind}-{n}" for n in range(count)] for kind, count in
                 (("d", due), ("m", missed), ("s", slogans))]  # fmt: skip
        yesterday = DAY - timedelta(days=1)
        cards = {id: reviewed(None, "again", yesterday) for id in names[0]}
        offered = Offered(frozenset(chain(*names)), tuple(names[1]), tuple(names[2]))
        found = today(Schedule(learner="x", cards=cards), offered, DAY)
        assert len(found.left) == min(SIZE, due + missed + slogans)
        assert found.next is None

    def test_longest_due_first_then_what_was_missed_then_new_slogans(self) -> None:
        cards = {
            "b": reviewed(None, "again", DAY - timedelta(days=3)),
            "a": reviewed(None, "again", DAY - timedelta(days=1)),
            "later": reviewed(None, "good", DAY),
        }
        offered = Offered(frozenset([*cards, "m", "SL-01"]), ("m",), ("SL-01",))
        assert today(Schedule(learner="x", cards=cards), offered, DAY).left == (
            "b", "a", "m", "SL-01",
        )  # fmt: skip

    @given(st.permutations(range(SIZE)), st.integers(0, SIZE))
    def test_the_rest_of_a_set_is_the_same_in_whatever_order_it_is_done(
        self, order: list[int], done: int
    ) -> None:
        """Also on another device, or after a reload."""
        offered = Offered(frozenset(IDS), (), tuple(IDS))
        schedule = Schedule(learner="x")
        whole = today(schedule, offered, DAY).left
        for n in order[:done]:
            schedule = schedule.practised(whole[n], "again", DAY)
        left = today(schedule, offered, DAY)
        assert left.done == done
        assert set(left.left) == {whole[n] for n in order[done:]}

    @given(st.lists(st.tuples(grades, st.integers(0, 4)), max_size=25), st.integers(0, 40))
    def test_no_day_ever_asks_more_than_ten_or_anything_twice(
        self, played: list[tuple[Grade, int]], count: int
    ) -> None:
        """Over weeks, with days left out, and all answers alike or not."""
        offered = Offered(frozenset(IDS[:count]), (), tuple(IDS[:count]))
        schedule, day = Schedule(learner="x"), DAY
        for grade, later in played:
            day += timedelta(days=later)
            before = schedule.done_on(day)
            left = today(schedule, offered, day).left
            assert len(left) + len(before) <= SIZE
            assert not set(left) & set(before)
            schedule = at_once(schedule, offered, day, grade)
            after = today(schedule, offered, day)
            assert after.left == ()
            assert (after.next is None) == (count == 0)

    @given(st.integers(1, 40), grades)
    def test_next_time_tells_the_truth(self, count: int, grade: Grade) -> None:
        """On that day so many are there, and on no day before."""
        offered = Offered(frozenset(IDS[:count]), (), tuple(IDS[:count]))
        schedule = at_once(Schedule(learner="x"), offered, DAY, grade)
        found = today(schedule, offered, DAY).next
        assert found is not None
        when, many = found
        day = DAY + timedelta(days=1)
        while day < when:
            assert today(schedule, offered, day).left == ()
            day += timedelta(days=1)
        assert len(today(schedule, offered, when).left) == many > 0

    def test_a_question_that_was_withdrawn_is_not_asked_and_not_forgotten(self) -> None:
        schedule = Schedule(learner="x").practised("gone", "again", DAY)
        later = DAY + timedelta(days=5)
        assert today(schedule, Offered(), later).left == ()
        assert today(schedule, Offered(frozenset(["gone"])), later).left == ("gone",)

    def test_a_miss_in_a_lesson_is_no_part_of_the_set_and_comes_tomorrow(self) -> None:
        offered = Offered(frozenset(IDS), (), tuple(IDS[1:]))
        schedule = Schedule(learner="x").missed(IDS[0], "again", DAY)
        assert IDS[0] not in today(schedule, offered, DAY).left
        assert len(today(schedule, offered, DAY).left) == SIZE
        assert today(schedule, offered, DAY + timedelta(days=1)).left[0] == IDS[0]


class TestFile:
    @given(st.dictionaries(st.sampled_from(IDS), st.tuples(grades, days), max_size=10))
    def test_what_is_written_is_read(self, made: dict[str, tuple[Grade, date]]) -> None:
        schedule = Schedule(learner="an-0123456789abcdef")
        for id, (grade, day) in made.items():
            schedule = schedule.practised(id, grade, day)
        assert parse(encode(schedule)) == schedule

    def test_it_holds_days_and_no_hours_no_name_and_no_answer(self) -> None:
        """Two numbers and two days a card: nothing else is needed, so nothing else is kept."""
        text = encode(Schedule(learner="hv-001").practised("SL-01", "again", DAY)).decode()
        card = '{"due":"2026-11-30","last":"2026-11-29","stability":0.212,"difficulty":6.4133}'
        assert "".join(text.split()) == (
            f'{{"format":1,"learner":"hv-001","cards":{{"SL-01":{card}}},'
            '"day":"2026-11-29","done":["SL-01"],"aside":""}'
        )

    @pytest.mark.parametrize(
        "text",
        [
            "", "[]", "null", "{", '{"format": 2, "learner": "x"}', '{"format": 1}',
            '{"format": 1, "learner": "x", "score": 3}',
            '{"format": 1, "learner": "x", "learner": "y"}',
            '{"format": 1, "learner": "x", "cards": {"a": {"due": "2026-02-30"}}}',
            '{"format": 1, "learner": "x", "cards": {"a": {"due": "2026-02-03", "last": '
            '"2026-02-01", "stability": NaN, "difficulty": 1}}}',
            '{"format": 1, "learner": "x", "cards": {"a": {"due": "2026-02-03", "last": '
            '"2026-02-01", "stability": 0, "difficulty": 1}}}',
        ],
    )  # fmt: skip
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(Unreadable):
            parse(text.encode())


def test_words_for_days() -> None:
    """Tomorrow is called so; any other day has its date as people write it."""
    card = reviewed(None, "good", date(2026, 12, 2))
    assert told_words(card, card.last, "vi") == (
        "Thẻ vừa ôn: 2 ngày nữa gặp lại, vào ngày 04-12-2026."
    )
    assert told_words(reviewed(None, "again", DAY), DAY, "vi") == "Thẻ vừa ôn: mai gặp lại."
    for grade, said in (("again", "ngày mai, 4 thẻ"), ("good", "ngày 01-12-2026, 4 thẻ")):
        offered = Offered(frozenset(IDS[:4]), (), tuple(IDS[:4]))
        found = today(at_once(Schedule(learner="x"), offered, DAY, grade), offered, DAY)  # type: ignore[arg-type]
        assert next_words(found, DAY, "vi") == f"Lần tới: {said}."
    assert next_words(today(Schedule(learner="x"), Offered(), DAY), DAY, "vi") == ""
