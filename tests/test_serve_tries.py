"""Back-off after wrong codes."""

from datetime import datetime, timedelta

from kit.clock import ZONE
from kit.serve.tries import ADDRESSES, FORGET, FREE, LONGEST_WAIT, Tries

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
NONE = timedelta()


def wrong(tries: Tries, times: int, address: str = "a", now: datetime = NOW) -> None:
    for _ in range(times):
        tries.wrong(address, now)


def test_a_few_wrong_codes_are_free() -> None:
    """A slip is hard to read for old eyes."""
    tries = Tries()
    wrong(tries, FREE)
    assert tries.wait("a", NOW) == NONE


def test_each_further_wrong_code_doubles_the_wait() -> None:
    """Guessing gets slower and slower."""
    tries, waits = Tries(), []
    wrong(tries, FREE)
    for _ in range(4):
        tries.wrong("a", NOW)
        waits.append(tries.wait("a", NOW))
    assert waits == [waits[0] * factor for factor in (1, 2, 4, 8)]


def test_the_wait_has_an_end() -> None:
    """It never grows over a quarter of an hour, and it passes."""
    tries = Tries()
    wrong(tries, 200)
    assert tries.wait("a", NOW) == LONGEST_WAIT
    assert tries.wait("a", NOW + LONGEST_WAIT) == NONE


def test_addresses_do_not_wait_for_each_other() -> None:
    """One address's mistakes are its own."""
    tries = Tries()
    wrong(tries, FREE + 5)
    assert tries.wait("b", NOW) == NONE


def test_old_mistakes_are_forgotten() -> None:
    """After a while an address starts anew."""
    tries = Tries()
    wrong(tries, FREE)
    wrong(tries, 1, now=NOW + FORGET)
    assert tries.wait("a", NOW + FORGET) == NONE


def test_memory_is_limited() -> None:
    """Many addresses cannot fill the server's memory."""
    tries = Tries()
    for number in range(ADDRESSES + 50):
        tries.wrong(str(number), NOW)
    assert len(tries._records) == ADDRESSES
