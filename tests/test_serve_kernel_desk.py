"""Kernels and the sessions that opened them."""

from kit.serve.kernel_desk import KernelDesk, Seat

MINE, OTHER = Seat("chi-bo-1", "s1"), Seat("chi-bo-1", "s2")


def test_a_kernel_belongs_to_the_session_that_opened_it() -> None:
    """To no other session, and to no session of the same id in another group."""
    desk = KernelDesk()
    desk.opened("k", MINE)
    assert desk.owns(MINE, "k")
    assert not desk.owns(OTHER, "k")
    assert not desk.owns(Seat("chi-bo-2", "s1"), "k")


def test_an_unknown_kernel_belongs_to_nobody() -> None:
    """Also after it was closed."""
    desk = KernelDesk()
    desk.opened("k", MINE)
    desk.closed("k")
    desk.closed("never there")
    assert not desk.owns(MINE, "k")


def test_one_kernel_too_many_closes_the_oldest_of_the_same_seat() -> None:
    """Tabs left behind do not fill the machine; others are not touched."""
    desk = KernelDesk(most=2)
    assert desk.opened("other", OTHER) == ()
    assert desk.opened("a", MINE) == ()
    assert desk.opened("b", MINE) == ()
    assert desk.opened("c", MINE) == ("a",)
