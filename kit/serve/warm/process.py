"""A forked kernel as the server sees it: what jupyter_client wants of ``subprocess.Popen``."""

import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

UNKNOWN = -1
"""Exit code of a kernel whose end nobody saw: the warm process had died before."""


@dataclass
class ForkedProcess:
    """Not a child of the server: the warm process, while it lives, says how it ended."""

    pid: int
    returncode: int | None = None
    watched: bool = True
    """Whether the warm process lives that will tell of the end."""
    stdin: None = None
    stdout: None = None
    stderr: None = None
    _process: psutil.Process | None = field(default=None, init=False)
    """Knows when it was started: a number that the system has given to another is not this one."""

    def __post_init__(self) -> None:
        with suppress(psutil.NoSuchProcess):
            self._process = psutil.Process(self.pid)

    def ended(self, code: int) -> None:
        """The warm process has told."""
        self.returncode = code

    def poll(self) -> int | None:
        """The exit code; ``None`` while it runs."""
        if self.returncode is None and not self.watched and not self._runs():
            self.returncode = UNKNOWN
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """The exit code; called once there is one."""
        return self.poll()

    def send_signal(self, signum: int) -> None:
        """To the kernel and whatever it has started."""
        if self.returncode is None and self._runs():
            with suppress(ProcessLookupError):
                self._send(signum)

    def _send(self, signum: int) -> None:
        try:
            os.killpg(self.pid, signum)
        except ProcessLookupError:
            # It has not made its own group yet: the very first thing it does.
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _runs(self) -> bool:
        if self._process is None or not self._process.is_running():
            return False
        with suppress(psutil.NoSuchProcess):
            return self._process.status() != psutil.STATUS_ZOMBIE
        return False
