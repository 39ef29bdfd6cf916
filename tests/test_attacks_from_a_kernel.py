"""Attacks by code that somebody has got to run in a learner's kernel, on a running server.

No page lets anybody run code; if one ever did, this is what the walls are for. The same in kernels
that were forked and that were started as programs, at a quiz and in a lesson.
"""

import base64
import json
import os
import platform
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kit.serve import notebooks
from kit.serve import server as server_module
from kit.serve.group import GroupApp
from kit.serve.walls import landlock
from kit.serve.warm import can_fork
from tests.attacking import kernel_of
from tests.banks import ROOT
from tests.hostile_kernel import TRIES
from tests.serving import CODE, OTHER_CODE, Running, Visitor, make_group, notebook, running

pytestmark = [
    pytest.mark.server,
    pytest.mark.kernel,
    pytest.mark.skipif(not landlock(), reason="this system has no Landlock"),
]

PLACES = {"quiz": "thu-nghiem", "lesson": "luyen-thu"}
"""Kind of page → where it keeps answers."""

SECRETS = (
    "secret", "roster.csv", "gradebook.db", "consent.jsonl", "group.yaml",
    "release/thu-nghiem/booklet.json", "submitted/hv-002/thu-nghiem/answers.json",
    "work/hv-002/thu-nghiem/answers.json", "autograded/hv-002/x",
)  # fmt: skip


@dataclass
class Attacked:
    """What came of each try, and what the files are like afterwards."""

    found: dict[str, str]
    group: Path
    before: dict[str, tuple[bytes, int, float]]

    def came(self, name: str) -> str:
        """Of one try."""
        return self.found[name]


OWN = (".serving", ".status.json")
"""What the server itself writes all the time."""


def state(group: Path) -> dict[str, tuple[bytes, int, float]]:
    """Content, permissions and time of all that is not the attacker's own."""
    return {
        str(path): (path.read_bytes(), path.stat().st_mode, path.stat().st_mtime)
        for path in group.rglob("*")
        if path.is_file() and "hv-001" not in path.parts and not path.name.startswith(OWN)
    }


def populate(group: Path) -> None:
    """The neighbour's work, a gradebook: all that a group has after a while."""
    sqlite3.connect(group / "gradebook.db").close()
    for name in SECRETS:
        file = group / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or not file.stat().st_size:
            file.write_text("{}", encoding="utf-8")
    for name in (".ungraded", ".submitting"):
        (group / "work" / name).mkdir(exist_ok=True)
    (group / "begun" / "hv-001" / "thu-nghiem").mkdir(parents=True, exist_ok=True)


def facts_of(served: Running, app: GroupApp, other: Path, kernel: str, page: str) -> dict[str, Any]:
    """All that an attacker could wish to know."""
    group = app.workspace.path
    bank = next((group / "banks").glob("*.yaml")).relative_to(group)
    manager = served.server.kernel_manager.get_kernel(kernel)
    return {
        "group": str(group), "other": str(other), "scratch": str(served.server.scratch),
        "own": "/", "server": os.getpid(), "neighbour": kernel, "port": served.port,
        "neighbour_pid": manager.provisioner.process.pid, "work": PLACES[page],
        "project": str(ROOT), "python": sys.executable, "files": [*SECRETS, str(bank)],
        "unshare": {"x86_64": 272}.get(platform.machine(), 97),
    }  # fmt: skip


Serve = Callable[[bool], Running]
"""Whether kernels are forked → a server, with a group for each kind of page."""


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Each server is started once."""
    with ExitStack() as stack:

        @cache
        def started(fork: bool) -> Running:
            folder = tmp_path_factory.mktemp("attacked")
            groups = [make_group(folder / page, f"to-{page}") for page in PLACES]
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(server_module, "can_fork", lambda: fork)
                return stack.enter_context(running(*groups))

        yield started


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another group's folder."""
    return make_group(tmp_path_factory.mktemp("other") / "two", "chi-bo-2").path


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((fork, page), id=f"{'forked' if fork else 'started'}-{page}")
        for fork in ((True, False) if can_fork() else (False,))
        for page in PLACES
    ],
)
def attacked(
    request: pytest.FixtureRequest,
    serve: Serve,
    other: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Attacked]:
    """A page whose cell is the attacker's, opened beside a neighbour's."""
    fork, page = request.param
    served, folder = serve(fork), tmp_path_factory.mktemp("pages")
    app = served.apps[[*PLACES].index(page)]
    group, id = app.workspace, f"to-{page}"
    neighbour = Visitor(served.url).sign_in(OTHER_CODE, group=id)
    kernel = kernel_of(neighbour, group=app.root)
    facts = facts_of(served, app, other, kernel, page)
    normal = "from kit.widget import practice, quiz\n" + (
        "quiz()" if page == "quiz" else 'practice("luyen-thu", "ngay-hop")'
    )
    cells = notebook(("code", f"FACTS = {facts!r}\n{TRIES}"), ("code", normal))
    (folder / "quiz.ipynb").write_text(cells, encoding="utf-8")
    (group.path / "lessons" / "bai-1.ipynb").write_text(cells, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notebooks, "_PAGES", folder)
        me = Visitor(served.url).sign_in(CODE, group=id)
        populate(group.path)
        before = state(group.path)
        address = "quiz/thu-nghiem" if page == "quiz" else "lesson/bai-1"
        body = me.get(app.root + address).body
        found = re.search(r"FOUND([\w+/=]+)END", body)
        assert found, body
        assert body.count("widget-view+json") >= 1, "what the page is for still works"
        assert kernel in served.server.kernel_manager
        yield Attacked(json.loads(base64.b64decode(found[1])), group.path, before)


CLOSED = "PermissionError"


def closed(attacked: Attacked, *names: str) -> None:
    """None of these tries has come to anything."""
    assert {name: attacked.came(name) for name in names} == dict.fromkeys(names, CLOSED)


def test_reading_the_bank_with_its_key(attacked: Attacked) -> None:
    bank = next((attacked.group / "banks").glob("*.yaml")).relative_to(attacked.group)
    closed(attacked, f"read {bank}", "read project's banks")


def test_reading_the_groups_secret(attacked: Attacked) -> None:
    """Also by another program, by a new Python, and through a link."""
    closed(attacked, "read secret", "read through a link")
    for way in ("read by a program", "read by a new Python"):
        assert attacked.came(way) == "CalledProcessError"


@pytest.mark.parametrize("name", SECRETS)
def test_reading_what_is_the_groups(attacked: Attacked, name: str) -> None:
    """Members, gradebook, consents, the pool that was released, work of others."""
    closed(attacked, f"read {name}")


def test_reading_another_groups_folder(attacked: Attacked) -> None:
    closed(attacked, "read other group")


def test_listing_folders(attacked: Attacked) -> None:
    closed(attacked, "list group", "list work", "list scratch", "list home", "list root")


def test_reading_the_servers_environment_and_memory(attacked: Attacked) -> None:
    """By /proc, by a system call, and as a debugger."""
    closed(attacked, "server's environment", "server's memory")
    closed(attacked, "server's memory by a call", "debug the server", "processes")


def test_reading_another_kernels_environment_and_open_files(attacked: Attacked) -> None:
    closed(attacked, "neighbour's environment", "neighbour's open files")


def test_reading_another_kernels_connection_file_and_seat(attacked: Attacked) -> None:
    closed(attacked, "neighbour's connection file", "neighbour's seat")


def test_listening_at_another_kernels_socket(attacked: Attacked) -> None:
    closed(attacked, "neighbour's socket")


def test_finding_other_kernels_sockets(attacked: Attacked) -> None:
    closed(attacked, "list of sockets", "list of sockets of a thread")
    assert attacked.came("list of sockets by the system") == "OSError"


def test_connecting_to_the_server_from_inside(attacked: Attacked) -> None:
    closed(attacked, "connect to the server")


@pytest.mark.skipif(landlock() < 4, reason="this Landlock does not know ports")
def test_opening_a_port(attacked: Attacked) -> None:
    closed(attacked, "listen")


@pytest.mark.skipif(landlock() < 6, reason="this Landlock does not know signals")
def test_ending_the_server_or_another_kernel(attacked: Attacked) -> None:
    closed(attacked, "signal the server", "signal the neighbour")


def test_writing_over_anothers_answers(attacked: Attacked) -> None:
    """In place, by moving them away, and by a link in place of the own folder."""
    closed(attacked, "write answers of another", "move", "replace own work by a link")


def test_making_a_submission_or_a_note_of_one(attacked: Attacked) -> None:
    closed(attacked, "write a submission", "write a hand-in note", "write a half-made hand-in")


def test_writing_into_gradebook_and_settings(attacked: Attacked) -> None:
    closed(attacked, "write gradebook", "write group.yaml", "write own seat")


def test_writing_when_the_own_attempt_was_begun(attacked: Attacked) -> None:
    """Neither where the server notes it nor where the kernel is told of it."""
    closed(attacked, "write own beginning", "write what the own seat tells of it")


def test_leaving_code_for_other_kernels(attacked: Attacked) -> None:
    """Where they start, where IPython looks, in the kit and in packages."""
    closed(attacked, "write for all kernels", "write where kernels start", "write neighbour's seat")
    closed(attacked, "write the kit", "write a package")


def test_writing_elsewhere(attacked: Attacked) -> None:
    closed(attacked, "write in /tmp", "write in /dev/shm", "write at home")


def test_deleting_and_linking_what_is_the_groups(attacked: Attacked) -> None:
    closed(attacked, "delete")
    assert attacked.came("link") == "OSError"  # Landlock speaks of another device


def test_changing_permissions_and_times(attacked: Attacked) -> None:
    """The calls say that they are done, and nothing is."""
    assert (attacked.came("permissions"), attacked.came("times")) == ("done", "done")
    assert state(attacked.group) == attacked.before


def test_leaving_the_walls(attacked: Attacked) -> None:
    """By a new namespace."""
    closed(attacked, "leave the walls")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count it")
def test_taking_the_memory_of_all(attacked: Attacked) -> None:
    """By itself, by a program that it starts, and by a limit of its own, which root could set."""
    assert attacked.came("raise the own limit") == "ValueError"  # Python's word for EPERM
    assert attacked.came("take the memory of all") == "MemoryError"
    assert attacked.came("take it by a program") == "CalledProcessError"


def test_nothing_was_closed_that_a_page_needs(attacked: Attacked) -> None:
    """The own answers and temporary files; otherwise the tests above would prove little."""
    assert attacked.came("own answers") == "done"
    assert attacked.came("own temporary file").startswith("done")
