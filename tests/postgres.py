"""A PostgreSQL server for tests and benchmarks: a new cluster in a folder of its own.

Its sort order is Vietnamese, unlike SQLite's, so that nobody relies on an order of bytes. The kit's
user owns its databases and may do nothing else. Programs on this machine come in through a socket;
over TCP a password is asked for.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

ADMIN, USER, PASSWORD = "postgres", "kit", "mật khẩu / @:?"
ROOM = 4 * 1024**3
"""Bytes that the databases of all tests do not fill."""

MISSING = "no PostgreSQL: sudo apt-get install postgresql"

_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A running server."""

    folder: str
    """Where its socket lies."""
    port: int

    def url(self, name: str = "postgres", user: str = USER) -> str:
        """SQLAlchemy's URL of a database, through the socket."""
        return f"postgresql+psycopg://{user}@/{name}?host={self.folder}&port={self.port}"

    def tcp(self, name: str, password: str = PASSWORD) -> str:
        """The same over TCP."""
        from sqlalchemy import URL

        url = URL.create("postgresql+psycopg", USER, password, "127.0.0.1", self.port, name)
        return url.render_as_string(hide_password=False)

    def new(self) -> str:
        """The name of a new, empty database."""
        name = f"to-{next(_numbers)}"
        run(self.url(), f'CREATE DATABASE "{name}" TEMPLATE template0')
        return name


def copy(url: str) -> str:
    """The URL of a copy of a database, on the same server."""
    from sqlalchemy import make_url

    old = make_url(url)
    new = old.set(database=f"{old.database}-{next(_numbers)}")
    run(url, f'CREATE DATABASE "{new.database}" TEMPLATE "{old.database}"', database="postgres")
    return new.render_as_string(hide_password=False)


def run(url: str, sql: str, database: str | None = None) -> list[tuple[Any, ...]]:
    """Run a statement outside any transaction, in another database of the server if one is named.

    Rows are returned as they come.
    """
    from sqlalchemy import create_engine, make_url
    from sqlalchemy.pool import NullPool

    found = make_url(url)
    engine = create_engine(found.set(database=database or found.database), poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        done = connection.exec_driver_sql(sql)
        return [tuple(row) for row in done] if done.returns_rows else []


def programs() -> Path | None:
    """The folder of the server's programs: Debian keeps them off the PATH."""
    on_path = [Path(found).parent for found in (shutil.which("initdb"),) if found]
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    there = [one for one in (*debian, *on_path) if (one / "initdb").exists()]
    return max(there, key=lambda one: [int(n) for n in one.parts if n.isdigit()], default=None)


@contextmanager
def started(in_memory: bool = False) -> Iterator[Server]:
    """A server until the end of the block; ``programs`` must have found it.

    ``in_memory`` puts it where a copy of a database takes a tenth of the time, if there is room.
    """
    memory = Path("/dev/shm")
    roomy = in_memory and memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    place = memory if roomy else None
    with tempfile.TemporaryDirectory("", "kit-pg-", place, ignore_cleanup_errors=True) as folder:
        process, server = _start(Path(folder))
        try:
            yield server
        finally:
            # At once, without putting in order what is about to be deleted.
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=60)


def _start(folder: Path) -> tuple[subprocess.Popen[bytes], Server]:
    bin, data = programs(), folder / "data"
    assert bin, MISSING
    user = _own(folder)
    subprocess.run(
        [
            *(bin / "initdb", "-D", data, "--no-sync", f"--username={ADMIN}"),
            *("--auth-local=trust", "--auth-host=scram-sha-256"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=vi"),
        ],
        user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = open(folder / "log", "wb")  # noqa: SIM115  # the server's own from now on
    process = subprocess.Popen(
        [bin / "postgres", "-D", data, "-k", folder, "-p", str(port), "-h", "127.0.0.1"],
        user=user, stdout=log, stderr=log, cwd=folder,
    )  # fmt: skip
    log.close()
    server = Server(str(folder), port)
    while not _answers(server):
        assert process.poll() is None, (folder / "log").read_text("utf-8")
    role = f"CREATE ROLE {USER} LOGIN CREATEDB PASSWORD '{PASSWORD}'"
    run(server.url(user=ADMIN), role)
    return process, server


def _own(folder: Path) -> str | None:
    """Whom the server runs as, and gives that user the folder: it refuses to run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres", "postgres")
    return "postgres"


def _answers(server: Server) -> bool:
    """Whether it is there; a refused connection is asked again after a twentieth of a second."""
    from sqlalchemy.exc import OperationalError

    try:
        run(server.url(user=ADMIN), "SELECT 1")
    except OperationalError:
        threading.Event().wait(0.05)
        return False
    return True
