"""Wrong codes cost time: after a few, each further one doubles the wait of that address."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

FREE = 8
"""Wrong codes an address may type without waiting: a whole cell can sit behind one router."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)
FORGET = timedelta(minutes=30)
"""After this long without a wrong code an address starts anew."""
ADDRESSES = 10_000
"""Addresses remembered at most; the oldest go first."""


@dataclass(frozen=True)
class _Record:
    wrong: int
    last: datetime
    until: datetime


@dataclass
class Tries:
    """Wrong sign-ins by address, in memory only: no address is ever written down."""

    _records: dict[str, _Record] = field(default_factory=dict)

    def wait(self, address: str, now: datetime) -> timedelta:
        """How long this address still has to wait; zero if it may try."""
        record = self._records.get(address)
        return max(record.until - now, timedelta()) if record else timedelta()

    def wrong(self, address: str, now: datetime) -> None:
        """Count a wrong code."""
        old = self._records.pop(address, None)
        count = old.wrong + 1 if old and now - old.last < FORGET else 1
        wait = timedelta()
        if count > FREE:
            wait = min(FIRST_WAIT * 2 ** min(count - FREE - 1, 20), LONGEST_WAIT)
        self._records[address] = _Record(count, now, now + wait)
        while len(self._records) > ADDRESSES:
            del self._records[next(iter(self._records))]
