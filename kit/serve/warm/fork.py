"""In the warm process: forks a kernel at each request of the server, and tells of its end.

Lines of JSON over a socket that only these two have. The server sends an ``id`` and what is in a
``Request``; it is told ``{"id", "pid"}`` or ``{"id", "error"}``, and later ``{"pid", "code"}``.
"""

import json
import os
import selectors
import signal
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CHUNK = 65536
_GO = b"\1"


@dataclass(frozen=True)
class Request:
    """What a kernel is to be."""

    connection: str
    """Path of its connection file."""
    env: Mapping[str, str]
    """Its whole environment."""
    cwd: str
    rehearsal: bool = False
    """Whether it only starts, to show that kernels do here, and ends."""


def count_threads() -> int:
    """Threads of this process, those that Python does not know of too where the system tells."""
    tasks = Path("/proc/self/task")
    return max(threading.active_count(), sum(1 for _ in tasks.iterdir()) if tasks.is_dir() else 0)


class Forker:
    """The loop of the warm process."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self._server.setblocking(True)
        self._children: set[int] = set()
        self._unread = b""

    def serve(self) -> Request | None:
        """Fork until the server is gone: ``None`` then, and in each child its own request."""
        self._say({"ready": os.getpid()})
        wake, waker = socket.socketpair()
        with wake, waker, selectors.DefaultSelector() as selector:
            wake.setblocking(False)
            waker.setblocking(False)
            selector.register(self._server, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            signal.signal(signal.SIGCHLD, lambda *_: None)
            signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
            try:
                return self._loop(selector, wake)
            finally:
                signal.set_wakeup_fd(-1)

    def _loop(self, selector: selectors.BaseSelector, wake: socket.socket) -> Request | None:
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if wake in ready:
                wake.recv(_CHUNK)
                self._reap()
            if self._server in ready:
                data = self._server.recv(_CHUNK)
                if not data:
                    return None
                for line in self._lines(data):
                    if request := self._fork(**json.loads(line)):
                        return request

    def _lines(self, data: bytes) -> Iterator[bytes]:
        *lines, self._unread = (self._unread + data).split(b"\n")
        yield from lines

    def _fork(self, id: int, **asked: Any) -> Request | None:
        """Fork; the request in the child, ``None`` in the parent."""
        if (threads := count_threads()) > 1:
            # A lock that another thread holds at this moment would be held for ever in the child.
            self._say({"id": id, "error": f"{threads} threads"})
            return None
        gate, opener = os.pipe()
        try:
            pid = os.fork()
        except OSError as error:
            os.close(gate)
            os.close(opener)
            self._say({"id": id, "error": str(error)})
            return None
        if pid == 0:
            os.close(opener)
            # Killed before it could tell the server, the parent leaves no kernel that nobody knows.
            if os.read(gate, 1) != _GO:
                os._exit(1)
            os.close(gate)
            return Request(**asked)
        os.close(gate)
        self._children.add(pid)
        self._say({"id": id, "pid": pid})
        os.write(opener, _GO)
        os.close(opener)
        return None

    def _reap(self) -> None:
        for pid in tuple(self._children):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self._children.discard(pid)
                self._say({"pid": pid, "code": os.waitstatus_to_exitcode(status)})

    def _say(self, message: Mapping[str, Any]) -> None:
        self._server.sendall(json.dumps(message).encode() + b"\n")
