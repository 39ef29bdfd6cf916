"""Who may enter next: the first of those who are there."""

from kit.serve.kernel_desk import Seat
from kit.serve.line import KEPT_SECONDS, PRESENT_SECONDS, Line

A, B, C = (Seat("chi-bo-1", name) for name in "abc")


def test_the_first_free_place_is_the_first_one_s() -> None:
    """In the order of coming, however often anybody asks."""
    line = Line()
    assert [line.place(seat, 0, 0) for seat in (A, B, C)] == [1, 2, 3]
    assert line.place(C, 0, 1) == 3
    assert [line.place(seat, 1, 2) for seat in (C, B, A)] == [2, 1, 0]
    line.leave(A)
    assert [line.place(seat, 0, 3) for seat in (B, C)] == [1, 2]


def test_with_room_for_all_nobody_waits() -> None:
    """Who comes then is not behind anybody."""
    line = Line()
    assert [line.place(seat, 3, 0) for seat in (A, B, C)] == [0, 0, 0]


def test_who_does_not_come_lets_the_others_pass() -> None:
    """The place is kept for a moment, and not for ever."""
    line = Line()
    for seat in (A, B):
        line.place(seat, 0, 0)
    assert line.place(B, 1, PRESENT_SECONDS) == 1
    assert line.place(B, 1, PRESENT_SECONDS + 1) == 0


def test_who_comes_back_has_the_old_place() -> None:
    """A phone that slept in the line; not after an hour, though."""
    line = Line()
    for seat in (A, B):
        line.place(seat, 0, 0)
    line.place(B, 0, 100)
    assert line.place(A, 0, 101) == 1
    assert line.place(B, 0, 102) == 2
    assert line.place(A, 0, 102 + KEPT_SECONDS) == 1
    line.place(B, 0, 103 + KEPT_SECONDS)
    assert line.place(A, 0, 200 + 2 * KEPT_SECONDS) == 1


def test_only_those_who_are_there_are_counted() -> None:
    """For the trainer's page."""
    line = Line()
    line.place(A, 0, 0)
    line.place(B, 0, 10)
    assert line.waiting(PRESENT_SECONDS + 5) == 1


def test_signing_in_again_gives_no_second_place() -> None:
    """A learner with many sessions would keep all others behind them, without ever going in."""
    line = Line()
    mine = [Seat("chi-bo-1", f"s{n}", "hv-001") for n in range(5)]
    assert [line.place(seat, 0, 0) for seat in mine] == [1] * 5
    assert line.place(B, 0, 1) == 2
    line.leave(mine[3])
    assert line.place(B, 0, 2) == 1
