"""Kernels forked from a warm process are as good as new, and outlive it."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from kit.serve.warm import can_fork, fork, keeper
from kit.serve.warm.fork import Forker
from kit.serve.warm.process import ForkedProcess
from tests.banks import ROOT
from tests.warmth import ask, bench

needs_fork = pytest.mark.skipif(not can_fork(), reason="kernels are not forked here")

FACTS = """
import os, random, secrets, signal, sqlite3, ssl, sys, tempfile, uuid
base = sqlite3.connect(os.path.join(tempfile.gettempdir(), f"kit-{os.getpid()}.db"))
with base:
    base.execute("create table t (n)")
    base.execute("insert into t values (42)")
def _open(n):
    try:
        return os.fstat(n)
    except OSError:
        return None
facts = {
    "pid": os.getpid(), "session": os.getsid(0), "group": os.getpgid(0), "parent": os.getppid(),
    "chances": [
        random.random(), secrets.token_hex(), str(uuid.uuid4()), ssl.RAND_bytes(8).hex(),
        tempfile.mkdtemp(),
    ],
    "env": dict(os.environ), "cwd": os.getcwd(), "umask": os.umask(0),
    "files": [os.readlink(f"/proc/self/fd/{n}") for n in range(64) if _open(n)],
    "stdin": os.read(0, 10).decode(),
    "sqlite": base.execute("select n from t").fetchone()[0],
    "tls": ssl.create_default_context().verify_mode.name,
    "default": [signal.getsignal(n) is signal.SIG_DFL for n in (signal.SIGTERM, signal.SIGCHLD)],
    "blocked": len(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
    "history": get_ipython().history_manager.enabled,
    "modules": "debugpy" in sys.modules and sys.modules["debugpy"] is None,
    "debugged": not get_ipython().kernel.debug_shell_socket.closed,
    "argv": sys.argv,
}
base.close()
os.unlink(os.path.join(tempfile.gettempdir(), f"kit-{os.getpid()}.db"))
os.rmdir(facts["chances"][-1])
os.umask(facts["umask"])
print("printed")
"""


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """Facts of two kernels and of what they were forked from."""

    async def look() -> dict[str, Any]:
        async with bench() as made:
            managers = [await made.start(KIT_LEARNER=f"hv-{n}") for n in (1, 2)]
            told = [await ask(manager, FACTS, "facts") for manager in managers]
            warm = psutil.Process(await made.warm_pid())
            return {
                "kernels": [one["value"] for one in told],
                "text": told[0]["text"],
                "warm": warm.pid,
                "threads": warm.num_threads(),
                "files": {os.readlink(f) for f in Path(f"/proc/{warm.pid}/fd").iterdir()},
                "folder": str(made.folder),
                "clean": made.environment,
            }

    return asyncio.run(look())


@pytest.mark.kernel
@needs_fork
class TestForked:
    def test_they_are_forked_from_a_process_of_one_thread(self, found: dict[str, Any]) -> None:
        """A second one could hold a lock at the moment of the fork."""
        assert {kernel["parent"] for kernel in found["kernels"]} == {found["warm"]}
        assert found["threads"] == 1

    def test_no_two_have_the_same_chance(self, found: dict[str, Any]) -> None:
        """Not by random, secrets, uuid, OpenSSL or names of temporary files."""
        one, other = (kernel["chances"] for kernel in found["kernels"])
        assert not set(one) & set(other)

    def test_each_has_its_own_environment_and_folder(self, found: dict[str, Any]) -> None:
        """What the server gives, and what a shell adds; nothing of the warm process'."""
        added = {
            "TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER", "MPLBACKEND",
        }  # fmt: skip
        for n, kernel in enumerate(found["kernels"], 1):
            given = {k: v for k, v in kernel["env"].items() if k not in added}
            assert given == {**found["clean"], "KIT_LEARNER": f"hv-{n}"}
            assert kernel["cwd"] == found["folder"]

    def test_each_is_a_session_of_its_own_with_signals_as_new(self, found: dict[str, Any]) -> None:
        """A signal to one is none to the others, and none that the warm process minds."""
        for kernel in found["kernels"]:
            assert kernel["session"] == kernel["group"] == kernel["pid"]
            assert kernel["default"] == [True, True]
            assert kernel["blocked"] == 0

    def test_no_open_file_is_inherited(self, found: dict[str, Any]) -> None:
        """But the three standard ones, and the pipe that ends when the server does."""
        warm = {name for name in found["files"] if name.startswith(("socket:", "pipe:"))}
        one, other = (set(kernel["files"]) for kernel in found["kernels"])
        standard = {os.readlink(f"/proc/self/fd/{n}") for n in (1, 2)}
        shared = (one & other) - standard - {"/dev/null", "anon_inode:[eventpoll]"}
        shared = {name for name in shared if name.startswith(("socket:", "pipe:"))}
        assert len(shared) == 1, shared
        assert (one & warm) - standard == shared

    def test_what_a_kernel_needs_works(self, found: dict[str, Any]) -> None:
        """Databases, TLS, printing; nobody types, nothing is kept, nobody debugs."""
        os.umask(own := os.umask(0o077))
        for kernel in found["kernels"]:
            assert (kernel["sqlite"], kernel["tls"]) == (42, "CERT_REQUIRED")
            assert (kernel["stdin"], kernel["history"], kernel["modules"]) == ("", False, True)
            assert not kernel["debugged"]
            assert kernel["argv"][1] == "-f"
            assert kernel["umask"] == own
        assert found["text"] == "printed\n"


async def until(what: Callable[[], Any], seconds: float = 20) -> None:
    """Wait for something to be so."""
    async with asyncio.timeout(seconds):
        while not what():
            await asyncio.sleep(0.02)


async def ending(manager: Any) -> int | None:
    """The exit code, once the kernel has ended."""
    process = manager.provisioner.process
    await until(lambda: process.poll() is not None)
    code: int | None = process.poll()
    return code


@pytest.mark.kernel
@needs_fork
def test_a_kernel_is_interrupted_restarted_and_ended_like_any_other(tmp_path: Path) -> None:
    """And the server learns how it ended."""
    runs = tmp_path / "runs"
    code = f"x = 1\nimport pathlib, time\npathlib.Path({str(runs)!r}).touch()\ntime.sleep(60)"

    async def live() -> None:
        async with bench() as made:
            kernel = await made.start()
            asked = asyncio.create_task(ask(kernel, code))
            # Before it runs an interrupt stops nothing, and a second one might stop the reply.
            await until(runs.exists)
            await kernel.interrupt_kernel()
            assert (await asked)["ename"] == "KeyboardInterrupt"
            assert (await ask(kernel, "", "x"))["value"] == 1
            first = kernel.provisioner.process.pid
            await kernel.restart_kernel(now=True)
            assert kernel.provisioner.process.pid != first
            assert (await ask(kernel, "", "'x' in globals()"))["value"] is False
            polite = await made.start()
            told = polite.provisioner.process
            await ask(polite, "")
            await polite.shutdown_kernel()
            assert told.poll() == 0
            assert not os.path.exists(polite.connection_file)
            killed, exiting = await made.start(), await made.start()
            await killed.signal_kernel(signal.SIGKILL)
            assert await ending(killed) == -signal.SIGKILL
            last = asyncio.create_task(ask(exiting, "import os\nos._exit(3)"))
            assert await ending(exiting) == 3
            last.cancel()

    asyncio.run(live())


@pytest.mark.kernel
@needs_fork
def test_kernels_outlive_their_warm_process_and_the_next_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is killed, and it hangs: those that run go on, those that are asked for come."""
    monkeypatch.setattr(keeper, "FORK_SECONDS", 5)

    async def live() -> None:
        async with bench() as made:
            first = await made.start()
            # It runs: at the very moment of the fork it would end with the warm process.
            await ask(first, "")
            pid = await made.warm_pid()
            os.kill(pid, signal.SIGKILL)
            second = await made.start()
            assert await made.warm_pid() != pid
            monkeypatch.setattr(keeper, "FORK_SECONDS", 0.5)
            os.kill(await made.warm_pid(), signal.SIGSTOP)
            third = await made.start()
            for kernel in (first, second, third):
                assert (await ask(kernel, "", "6 * 7"))["value"] == 42
            # Nobody is left to tell how the first one ends; that it does is still seen.
            await first.shutdown_kernel(now=True)
            assert not psutil.pid_exists(first.provisioner.pid) or first.provisioner.process is None

    asyncio.run(live())


@pytest.mark.kernel
@needs_fork
def test_without_a_warm_process_kernels_start_in_the_usual_way() -> None:
    """For other options than it was made with; and when its rehearsal has failed."""

    async def live() -> None:
        async with bench() as made:
            # There is no such group, so the widget of the rehearsal cannot be made.
            made.warm._environment["KIT_WORKSPACE"] = "/no/such/folder"
            broken = await made.start()
            del made.warm._environment["KIT_WORKSPACE"]
            await made.warm_pid()
            other = await made.start("--Session.username=other")
            for kernel in (broken, other):
                assert not isinstance(kernel.provisioner.process, ForkedProcess)
                assert (await ask(kernel, "", "6 * 7"))["value"] == 42
            assert isinstance((await made.start()).provisioner.process, ForkedProcess)

    asyncio.run(live())


@needs_fork
def test_a_request_ends_with_the_warm_process() -> None:
    """Whoever waits for a kernel is told at once, also in the rehearsal."""

    async def ask_in_vain() -> None:
        ours, theirs = socket.socketpair()
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        line = keeper._Line(None, reader, writer)  # type: ignore[arg-type]
        reading = asyncio.create_task(line.read())
        asked = asyncio.create_task(line.fork(fork.Request("file", {}, "/")))
        await asyncio.sleep(0)
        theirs.close()
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(asked, 5)
        with suppress(ConnectionError):
            await reading
        writer.close()

    asyncio.run(ask_in_vain())


@needs_fork
def test_a_request_after_the_end_is_refused_at_once() -> None:
    """Its end was noticed, and the next warm process is not there yet: nobody waits for ever."""

    async def ask_too_late() -> None:
        ours, theirs = socket.socketpair()
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        line = keeper._Line(None, reader, writer)  # type: ignore[arg-type]
        theirs.close()
        with suppress(ConnectionError):
            await line.read()
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(line.fork(fork.Request("file", {}, "/")), 5)
        writer.close()

    asyncio.run(ask_too_late())


@needs_fork
def test_nothing_is_forked_while_there_is_a_second_thread() -> None:
    """It says so, and the server starts a kernel in the usual way."""
    ours, theirs = socket.socketpair()
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        with ours, theirs:
            assert Forker(theirs)._fork(7, connection="file", env={}, cwd="/") is None
            said = json.loads(ours.recv(1000))
    finally:
        done.set()
        thread.join()
    assert said["id"] == 7
    assert "threads" in said["error"]


@needs_fork
def test_a_child_that_nobody_was_told_of_ends() -> None:
    """The warm process may meet its end between the fork and the word to the server."""
    code = """
import socket
from kit.serve.warm.fork import Forker
server, mine = socket.socketpair()
server.close()
try:
    print(Forker(mine)._fork(1, connection="file", env={}, cwd="/"))
except BrokenPipeError:
    print("nobody listens")
"""
    # The output ends when the last process that could write to it has ended.
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=20
    )
    assert done.stdout == "nobody listens\n"
