"""Files that people edit while the server runs: one that cannot be read changes nothing."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from kit.wording import t

_log = logging.getLogger(__name__)

T = TypeVar("T")
Stamp = tuple[int, int] | None


@dataclass
class LastGood(Generic[T]):
    """What a file says, read anew when its time or size changes."""

    path: Path
    read: Callable[[], T]
    last: tuple[Stamp, T] | None = None
    """What it said when it last made sense, and the file's stamp then."""
    _told: Stamp = field(default=None, init=False)
    """The stamp of the fault that was last told; ``None`` of a missing file, too."""
    _faulty: bool = field(default=False, init=False)

    def get(self) -> T:
        """The content as it is now, or as it last made sense; raises if it never did."""
        stamp = self._stamp()
        if self.last is not None and self.last[0] == stamp:
            return self.last[1]
        try:
            found = self.read()
        except Exception as error:  # whatever a half-edited file makes of its reader
            if self.last is None:
                raise
            # Tried again each time, as a file that is only locked keeps its stamp; told once.
            if not self._faulty or self._told != stamp:
                _log.warning("%s", t("serve.file_kept", file=self.path, detail=error))
                self._told, self._faulty = stamp, True
            return self.last[1]
        self.last = (stamp, found)
        if self._faulty:
            # As a warning, too: whoever read the one has to see the other.
            _log.warning("%s", t("serve.file_well", file=self.path))
            self._told, self._faulty = None, False
        return found

    def _stamp(self) -> Stamp:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
