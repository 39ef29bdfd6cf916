"""In the server: keeps a warm process running, and has it fork kernels."""

import asyncio
import contextlib
import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from jupyter_client.connect import write_connection_file

from kit.serve.scratch import can_use_sockets_in
from kit.serve.warm.fork import Request
from kit.serve.warm.process import ForkedProcess

_log = logging.getLogger("kit.serve")

START_SECONDS = 30
"""A warm process that has not said by then that it is ready is ended."""
FORK_SECONDS = 10
"""One that has not answered a request by then hangs."""
LONG_SECONDS = 60
"""One that lived so long is started again at once; others after ever longer pauses."""


class Refused(Exception):
    """The warm process lives and cannot fork."""


@dataclass
class _Line:
    """The connection to one warm process, and what is known of its kernels."""

    process: "subprocess.Popen[bytes]"
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    asked: dict[int, "asyncio.Future[ForkedProcess]"] = field(default_factory=dict)
    kernels: dict[int, ForkedProcess] = field(default_factory=dict)
    gone: bool = False
    """Whether its end was noticed: nothing that is asked from then on is ever answered."""
    _numbers: "count[int]" = field(default_factory=count)

    async def fork(self, request: Request) -> ForkedProcess:
        """Have a kernel forked. Raises ``Refused``, and ``ConnectionError`` when it is gone."""
        if self.gone:
            raise ConnectionResetError("the warm process has ended")
        number = next(self._numbers)
        self.asked[number] = asyncio.get_running_loop().create_future()
        try:
            self.writer.write(json.dumps({"id": number, **asdict(request)}).encode() + b"\n")
            return await asyncio.wait_for(asyncio.shield(self.asked[number]), FORK_SECONDS)
        except TimeoutError:
            # Once it is dead, what it had said is read to the end: the fork may be there.
            self.process.kill()
            return await self.asked[number]
        finally:
            self.asked.pop(number, None)

    async def read(self) -> None:
        """Take in what the warm process says until its end."""
        try:
            while text := await self.reader.readline():
                self._take(json.loads(text))
        finally:
            self._lost()

    def _take(self, said: Mapping[str, Any]) -> None:
        if "code" in said:
            if kernel := self.kernels.pop(said["pid"], None):
                kernel.ended(said["code"])
            return
        answer = self.asked.get(said["id"])
        if "pid" in said:
            kernel = self.kernels[said["pid"]] = ForkedProcess(said["pid"])
            if answer and not answer.done():
                answer.set_result(kernel)
            else:
                kernel.kill()
        elif answer and not answer.done():
            answer.set_exception(Refused(said["error"]))

    def _lost(self) -> None:
        """The warm process is gone; its kernels go on, and are watched from here."""
        self.gone = True
        for kernel in self.kernels.values():
            kernel.watched = False
        for answer in self.asked.values():
            if not answer.done():
                answer.set_exception(ConnectionResetError("the warm process has ended"))


class Warm:
    """A warm process, started again whenever it ends."""

    def __init__(
        self, environment: Mapping[str, str], folder: Path, options: Sequence[str]
    ) -> None:
        """``folder`` is where it works; ``options`` are those of every kernel."""
        self._environment, self._folder, self._options = dict(environment), folder, [*options]
        self._line: _Line | None = None
        self._settled = asyncio.Event()
        """Set while one is ready, or while nobody should wait for the next one."""
        self._keeping: asyncio.Task[None] | None = None
        self._lifeline, self._held = os.pipe()
        self.rehearsed = 0.0
        """Seconds that a kernel took to start, make a widget and end."""

    @property
    def pid(self) -> int | None:
        """The warm process, while there is one that is ready."""
        return self._line.process.pid if self._line else None

    def start(self) -> None:
        """Begin; the first request waits until there is a warm process."""
        self._keeping = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """End it; and, by their lifeline, kernels that nobody has ended."""
        if self._keeping:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        for end in (self._held, self._lifeline):
            os.close(end)

    async def fork(
        self, arguments: Sequence[str], env: Mapping[str, str], cwd: str
    ) -> ForkedProcess | None:
        """A new kernel, or ``None`` if it has to be started in the usual way.

        ``arguments`` are those of ``ipykernel_launcher``.
        """
        name, connection, *options = arguments
        if name != "-f" or options != self._options:
            return None
        for _ in range(2):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), FORK_SECONDS)
            if (line := self._line) is None:
                return None
            try:
                return await line.fork(Request(connection, dict(env), cwd))
            except ConnectionError:
                # It died just now; the next one is on its way.
                if self._line is line:
                    self._line = None
                    self._settled.clear()
            except Refused as error:
                _log.warning("a kernel could not be forked: %s", error)
                return None
        return None

    async def _keep(self) -> None:
        pause = 0.5
        while True:
            began, works = time.monotonic(), True
            try:
                await self._live()
                _log.warning("the warm process has ended; another is started")
            except* Exception as group:
                _log.warning("no warm process: %s", group.exceptions[0])
                works = False
            pause = 0.5 if time.monotonic() - began > LONG_SECONDS else min(pause * 2, 60)
            if pause > 1 or not works:
                # Kernels start in the usual way meanwhile.
                self._settled.set()
            await asyncio.sleep(pause)

    async def _live(self) -> None:
        """One warm process from its start to its end."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                process = self._spawn(theirs)
            reader, writer = await asyncio.open_unix_connection(sock=ours, limit=2**20)
            line = _Line(process, reader, writer)
            try:
                if not await asyncio.wait_for(reader.readline(), START_SECONDS):
                    raise ConnectionError(f"ended with {process.wait()} as it started")
                async with asyncio.TaskGroup() as tasks:
                    reading = tasks.create_task(line.read())
                    await self._rehearse(line)
                    self._line = line
                    self._settled.set()
                    await reading
            finally:
                self._settled.clear()
                self._line = None
                writer.close()
                await _end(process)

    async def _rehearse(self, line: _Line) -> None:
        """Fork one kernel that starts, makes a widget and ends: then the others will, too."""
        file = self._folder.parent / "rehearsal"
        short = can_use_sockets_in(file.parent)
        where = {"transport": "ipc", "ip": f"{file}-ipc"} if short else {}
        write_connection_file(str(file), **where)  # type: ignore[arg-type]
        began = time.perf_counter()
        request = Request(str(file), self._environment, str(self._folder), rehearsal=True)
        kernel = await line.fork(request)
        try:
            async with asyncio.timeout(START_SECONDS):
                while kernel.poll() is None:
                    await asyncio.sleep(0.01)
        finally:
            kernel.kill()
            for left in file.parent.glob(f"{file.name}*"):
                left.unlink()
        if kernel.returncode:
            raise ValueError(f"a forked kernel ended with {kernel.returncode}")
        self.rehearsed = time.perf_counter() - began

    def _spawn(self, theirs: socket.socket) -> "subprocess.Popen[bytes]":
        ends = (theirs.fileno(), self._lifeline)
        return subprocess.Popen(
            # -P: what lies in the folder is nothing to import.
            [sys.executable, "-P", "-m", "kit.serve.warm", *map(str, ends), *self._options],
            stdin=subprocess.DEVNULL,
            cwd=self._folder,
            env=self._environment,
            pass_fds=ends,
            # Ctrl-C at the terminal is the server's matter.
            start_new_session=True,
        )


async def _end(process: "subprocess.Popen[bytes]") -> None:
    """Wait for the end of a process whose connection is closed, or make it end."""
    for _ in range(40):
        if process.poll() is not None:
            return
        await asyncio.sleep(0.05)
    process.kill()
    process.wait()
