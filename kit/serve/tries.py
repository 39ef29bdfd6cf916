"""How many codes may be tried: counted before a code is looked at, a right one not at all.

Each browser has a few tries and gets one back every few seconds; so has each address, with
enough for a whole cell behind one router. So somebody who types nonsense waits alone, and the
others' wait for a try is never longer than a second. An address gets through 86,400 wrong codes a
day; a cell of 60 has 60 of 30^8 codes, so a day's guessing finds one with odds of 1 to 126,000.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

REMEMBERED = 10_000
"""Browsers, and addresses, remembered at most; the oldest go first."""


@dataclass
class Allowance:
    """Tries by key: ``burst`` at once, then one ``every`` so long."""

    burst: int
    every: timedelta
    _free_at: dict[str, datetime] = field(default_factory=dict)
    """When all tries of a key are there again."""

    def wait(self, key: str, now: datetime) -> timedelta:
        """Until the next try; zero if there is one now."""
        taken = self._free_at.get(key, now) - now
        return max(taken - (self.burst - 1) * self.every, timedelta())

    def take(self, key: str, now: datetime) -> None:
        """Use one try up."""
        self._free_at[key] = max(self._free_at.pop(key, now), now) + self.every
        while len(self._free_at) > REMEMBERED:
            del self._free_at[next(iter(self._free_at))]

    def give_back(self, key: str) -> None:
        """The try did not count."""
        if key in self._free_at:
            self._free_at[key] -= self.every


def _browsers() -> Allowance:
    return Allowance(8, timedelta(seconds=4))


def _addresses() -> Allowance:
    return Allowance(60, timedelta(seconds=1))


@dataclass
class Tries:
    """Sign-ins of one group, in memory only: no address is ever written down."""

    browsers: Allowance = field(default_factory=_browsers)
    addresses: Allowance = field(default_factory=_addresses)

    def begin(self, address: str, browser: str, now: datetime) -> timedelta:
        """Count a try; if there is none left, count nothing and return how long to wait.

        ``browser`` is whatever tells one browser from another at that address. It may be made up:
        then only the address is a limit.
        """
        place = _place(address)
        key = _browser(place, browser)
        wait = max(self.browsers.wait(key, now), self.addresses.wait(place, now))
        if not wait:
            self.browsers.take(key, now)
            self.addresses.take(place, now)
        return wait

    def right(self, address: str, browser: str) -> None:
        """The code of a try was right: it does not count."""
        place = _place(address)
        self.browsers.give_back(_browser(place, browser))
        self.addresses.give_back(place)


def _browser(place: str, browser: str) -> str:
    """Short, whatever was sent: ten thousand long cookies would fill the memory."""
    return f"{place} {sha256(browser.encode()).hexdigest()}"


def _place(address: str) -> str:
    """Who has one IPv6 address has 2^64 of them: the network counts."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(known, IPv6Address) and not known.ipv4_mapped:
        return known.exploded[:19]
    return str(getattr(known, "ipv4_mapped", None) or known)
