"""Pages that are being opened take turns: first come, first served.

A page asks its kernel again and again whether it is there, and each start needs memory of its own.
Of more pages than the machine has time for, none would be ready before the last one.
"""

import asyncio
import os

A_CORE = 4
"""Pages at once for each of the machine's cores: while one waits for its disk, another is made."""

LONGEST_SECONDS = 20.0
"""For one that takes longer (a lesson that reckons, a kernel that is mute) nobody waits."""


class Turns:
    """Who may open a page now."""

    def __init__(self, at_once: int = 0, longest: float = LONGEST_SECONDS) -> None:
        self._free = asyncio.Semaphore(at_once or A_CORE * (os.cpu_count() or 2))
        self._longest = longest
        self._taken: dict[str, asyncio.TimerHandle] = {}

    async def take(self, name: str) -> None:
        """Wait for a turn, which ends with ``give_back`` or by itself."""
        await self._free.acquire()
        later = asyncio.get_running_loop().call_later
        self._taken[name] = later(self._longest, self.give_back, name)

    def give_back(self, name: str) -> None:
        """The next one, please; harmless for one that has no turn."""
        if timer := self._taken.pop(name, None):
            timer.cancel()
            self._free.release()
