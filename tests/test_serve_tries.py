"""How many codes may be tried."""

from datetime import datetime, timedelta

from kit.clock import ZONE
from kit.serve.tries import REMEMBERED, Tries

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
NONE = timedelta()
HALF_A_MINUTE = timedelta(seconds=30)


def taken(tries: Tries, times: int, address: str = "a", now: datetime = NOW, of: str = "") -> int:
    """How many of so many tries are let through; ``of`` names the browser, else each its own."""
    return sum(not tries.begin(address, of or str(n), now) for n in range(times))


def test_a_try_counts_before_anybody_knows_whether_it_is_right() -> None:
    """Sixty at the same moment are not sixty looks at the roster."""
    tries = Tries()
    assert taken(tries, 60, of="one browser") == tries.browsers.burst == 8
    assert taken(tries, 200, "b") == tries.addresses.burst == 60


def test_right_codes_cost_nothing() -> None:
    """A cell enters one after the other from one machine."""
    tries = Tries()
    for _ in range(100):
        assert tries.begin("a", "one", NOW) == NONE
        tries.right("a", "one")
    assert taken(tries, 20, of="one") == tries.browsers.burst


def test_who_types_nonsense_waits_alone() -> None:
    """The others behind the same router enter."""
    tries = Tries()
    taken(tries, 1000, of="joker")
    assert tries.begin("a", "joker", NOW) > NONE
    assert taken(tries, 50) == 50


def test_nobody_waits_long() -> None:
    """Not the joker, and hardly anybody behind a router where someone makes browsers up."""
    tries = Tries()
    taken(tries, 1000, of="joker")
    taken(tries, 1000)
    assert tries.begin("a", "joker", NOW) <= HALF_A_MINUTE
    assert tries.begin("a", "someone else", NOW) <= timedelta(seconds=1)


def test_an_address_gets_one_try_a_second_through() -> None:
    """Whatever it does: 39 bits are far away at that pace."""
    tries, through = Tries(), 0
    for tenth in range(36_000):
        through += taken(tries, 2, now=NOW + timedelta(seconds=tenth / 10))
    assert through <= 3600 + tries.addresses.burst


def test_addresses_do_not_wait_for_each_other() -> None:
    """One address's mistakes are its own."""
    tries = Tries()
    taken(tries, 1000)
    assert tries.begin("b", "x", NOW) == NONE


def test_old_mistakes_are_forgotten() -> None:
    """After a few minutes all tries are there again."""
    tries = Tries()
    taken(tries, 1000, of="one")
    assert taken(tries, 20, now=NOW + 2 * HALF_A_MINUTE, of="one") == tries.browsers.burst


def test_memory_is_limited() -> None:
    """Many addresses cannot fill the server's memory."""
    tries = Tries()
    for number in range(REMEMBERED + 50):
        tries.begin(str(number), "x", NOW)
    assert len(tries.addresses._free_at) == len(tries.browsers._free_at) == REMEMBERED


def test_all_addresses_of_one_network_are_one() -> None:
    """Whoever has one IPv6 address has 2^64; each would have been good for sixty codes."""
    tries = Tries()
    addresses = [f"2001:db8:0:7::{n:x}" for n in range(500)]
    assert sum(taken(tries, 1, address, of=address) for address in addresses) == 60
    assert taken(tries, 1, "2001:db8:0:8::1") == 1
    assert taken(tries, 100, "::ffff:192.0.2.1") == 60
    assert taken(tries, 1, "192.0.2.1") == 0
    assert taken(tries, 1, "::ffff:192.0.2.2") == 1


def test_a_long_made_up_cookie_takes_no_memory() -> None:
    """Ten thousand of them, 15 KB each, would have been remembered."""
    tries = Tries()
    tries.begin("192.0.2.1", "x" * 15_000, NOW)
    (kept,) = tries.browsers._free_at
    assert len(kept) < 100
    tries.right("192.0.2.1", "x" * 15_000)
    assert taken(tries, 8, "192.0.2.1", of="x" * 15_000) == 8
