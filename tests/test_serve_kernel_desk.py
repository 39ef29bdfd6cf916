"""Whose kernel is whose, and whose page is gone."""

from kit.serve.kernel_desk import (
    A_MESSAGE,
    A_SECOND,
    GONE_SECONDS,
    IDLE_SECONDS,
    LOADING_SECONDS,
    KernelDesk,
    Seat,
)

MINE, OTHER = Seat("chi-bo-1", "s1"), Seat("chi-bo-1", "s2")


def test_only_the_seat_that_opened_it_owns_a_kernel() -> None:
    """Neither another session of the same group nor the same session id elsewhere."""
    desk = KernelDesk()
    desk.opened("k", MINE, 0)
    assert desk.owns(MINE, "k")
    assert not desk.owns(OTHER, "k")
    assert not desk.owns(Seat("chi-bo-2", "s1"), "k")


def test_a_closed_kernel_belongs_to_nobody() -> None:
    """And closing twice is harmless."""
    desk = KernelDesk()
    desk.opened("k", MINE, 0)
    desk.closed("k")
    desk.closed("never there")
    assert not desk.owns(MINE, "k")
    assert len(desk) == 0


def test_opening_too_many_names_the_oldest() -> None:
    """Each seat has its own allowance."""
    desk = KernelDesk(most=2)
    assert desk.opened("other", OTHER, 0) == ()
    assert desk.opened("a", MINE, 0) == ()
    assert desk.opened("b", MINE, 0) == ()
    assert desk.opened("c", MINE, 0) == ("a",)


def test_a_learner_has_one_allowance_for_all_sessions() -> None:
    """Signing in again is free; another learner and another group are not touched by it."""
    desk = KernelDesk(most=2, most_of_learner=3)
    first, again = (Seat("chi-bo-1", name, "hv-001") for name in "ab")
    others = (Seat("chi-bo-1", "c", "hv-002"), Seat("chi-bo-2", "d", "hv-001"))
    for seat in others:
        assert desk.opened(f"of {seat.session}", seat, 0) == ()
    assert desk.opened("1", first, 0) == desk.opened("2", first, 1) == ()
    assert desk.opened("3", again, 2) == ()
    assert desk.opened("4", again, 3) == ("1",)
    desk.closed("1")
    assert desk.opened("5", again, 4) == ("3",)


def test_a_page_that_sends_without_end_is_not_listened_to() -> None:
    """Large messages and many small ones, some 8 MB; with time it may send again."""
    desk = KernelDesk()
    for kernel, size, most in (("large", 1_000_000, 7), ("small", 100, 3809)):
        desk.opened(kernel, MINE, 0)
        heard = 0
        while heard < 9_999 and desk.used(kernel, 1, size):
            heard += 1
        assert heard == most
        assert not desk.used(kernel, 1, size)
        assert desk.used(kernel, 1 + 2 * (size + A_MESSAGE) / A_SECOND, size)


def test_who_never_stops_is_heard_no_faster_than_a_quarter_megabyte_a_second() -> None:
    desk = KernelDesk()
    desk.opened("k", MINE, 0)
    heard = sum(desk.used("k", n / 100, 98_000) for n in range(60_000))
    most = (8_000_000 + 600 * 250_000) // 100_000
    assert most - 5 <= heard <= most


def test_who_types_for_hours_is_always_heard() -> None:
    """The whole of a long essay, twice a second."""
    desk = KernelDesk()
    desk.opened("k", MINE, 0)
    assert all(desk.used("k", n / 2, 60_000) for n in range(20_000))


def test_a_closed_page_is_noticed_within_a_minute() -> None:
    """One that still loads has longer; one that is connected is not gone, however long."""
    desk = KernelDesk()
    for kernel in ("closed", "there", "loading"):
        desk.opened(kernel, MINE, 0)
    for kernel in ("closed", "there"):
        desk.joined(kernel)
    desk.left("closed", 100)
    assert (GONE_SECONDS, LOADING_SECONDS) == (45, 3 * 60)
    assert desk.abandoned(100 + GONE_SECONDS) == ()
    assert desk.abandoned(101 + GONE_SECONDS) == ("closed",)
    assert desk.abandoned(LOADING_SECONDS + 101) == ("loading", "closed")


def test_a_page_cannot_load_before_its_turn() -> None:
    """Where many come at once, the last ones have as long as the first."""
    desk = KernelDesk()
    desk.opened("k", MINE, 0)
    desk.begins("k", LOADING_SECONDS)
    assert desk.abandoned(2 * LOADING_SECONDS) == ()
    assert desk.abandoned(2 * LOADING_SECONDS + 1) == ("k",)


def test_a_page_that_connects_again_is_there() -> None:
    """So is one whose second connection outlives the first."""
    desk = KernelDesk()
    desk.opened("k", MINE, 0)
    desk.joined("k")
    desk.joined("k")
    desk.left("k", 10)
    assert desk.abandoned(1000) == ()
    desk.left("k", 1000)
    desk.joined("k")
    assert desk.abandoned(1000 + GONE_SECONDS + 1) == ()


def test_a_page_where_nobody_works_comes_after_those_that_are_gone() -> None:
    """For want of room it is closed, and never for any other reason."""
    desk = KernelDesk()
    for kernel in ("idle", "busy", "gone"):
        desk.opened(kernel, MINE, 0)
        desk.joined(kernel)
    desk.used("busy", IDLE_SECONDS)
    desk.left("gone", IDLE_SECONDS)
    assert IDLE_SECONDS == 20 * 60
    assert desk.abandoned(IDLE_SECONDS + GONE_SECONDS + 1) == ("gone", "idle")
    assert desk.expired(IDLE_SECONDS + GONE_SECONDS + 1) == ()
    assert desk.expired(2 * IDLE_SECONDS + 1) == ("gone",)


def test_what_a_forgotten_kernel_s_page_does_is_harmless() -> None:
    """Its websocket ends after it."""
    desk = KernelDesk()
    desk.begins("k", 0)
    desk.joined("k")
    desk.used("k", 1)
    desk.left("k", 2)
    assert len(desk) == 0
