"""kit.serve.presence: who is in is counted by learner, not by device or request."""

from kit.serve.kernel_desk import KernelDesk, Seat
from kit.serve.presence import SEEN_SECONDS, Presence

ONE, TWO, THREE = (Seat("to", name) for name in ("s1", "s2", "s3"))


def test_learners_are_counted_and_not_devices() -> None:
    """A phone and a laptop of one learner are one."""
    presence = Presence()
    presence.saw(ONE, "hv-001", 0)
    presence.saw(TWO, "hv-001", 1)
    presence.saw(THREE, "hv-002", 2)
    presence.saw(THREE, "hv-002", 3)
    assert presence.people((), 4) == 2
    presence.left(THREE)
    presence.left(THREE)
    assert presence.people((), 4) == 1


def test_who_asks_for_nothing_is_gone_unless_a_page_is_connected() -> None:
    """Somebody who thinks about a question for long is there."""
    presence, later = Presence(), SEEN_SECONDS + 1
    presence.saw(ONE, "hv-001", 0)
    presence.saw(TWO, "hv-002", 0)
    assert presence.people({ONE}, later) == 1
    assert presence.people((), later) == 0


def test_the_desk_knows_who_is_connected() -> None:
    """And how many kernels a group has."""
    desk = KernelDesk()
    desk.opened("k1", ONE, 0)
    desk.opened("k2", Seat("khac", "s1"), 0)
    desk.joined("k1")
    assert (desk.count("to"), desk.connected()) == (1, frozenset({ONE}))
    desk.left("k1", 1)
    assert desk.connected() == frozenset()
