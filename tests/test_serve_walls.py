"""kit.serve.walls: a process that was shut in reaches what it was given and nothing else."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kit.serve.walls import landlock
from tests.banks import ROOT

pytestmark = pytest.mark.skipif(not landlock(), reason="this system has no Landlock")

CODE = """
import json, os, socket, sys
from pathlib import Path
from kit.serve.walls import Rights, landlock, shut_in_as_told
root, parent = Path(sys.argv[1]), int(sys.argv[2])
rights = Rights((root / "open",), (root / "own",))
shut_in_as_told({"KIT_WALLS": rights.as_text()})
found = {"version": landlock()}

def tried(name, do):
    try:
        do()
        found[name] = "done"
    except OSError as error:
        found[name] = type(error).__name__

tried("read", (root / "open" / "a").read_text)
tried("write beside", lambda: (root / "open" / "b").write_text("x"))
tried("own", lambda: (root / "own" / "b").write_text("x"))
tried("rename within", lambda: os.replace(root / "own" / "b", root / "own" / "c"))
tried("secret", (root / "secret").read_text)
tried("list", lambda: os.listdir(root))
tried("through a link", (root / "own" / "link").read_text)
tried("delete", (root / "secret").unlink)
tried("move in", lambda: os.replace(root / "secret", root / "own" / "secret"))
tried("new folder", lambda: (root / "new").mkdir())
tried("parent's memory", lambda: open(f"/proc/{parent}/environ").read())
tried("signal", lambda: os.kill(parent, 0))
tried("listen", lambda: socket.socket().bind(("127.0.0.1", 0)))
tried("unix socket", lambda: socket.socket(socket.AF_UNIX).bind(str(root / "own" / "s")))
tried("run", lambda: os.system("true") and None)
tried("import", lambda: __import__("sqlite3"))
print(json.dumps(found))
"""


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Any]:
    """What came of each try, in a process of its own."""
    for name in ("open", "own"):
        (tmp_path / name).mkdir()
    (tmp_path / "open" / "a").write_text("x")
    (tmp_path / "secret").write_text("x")
    (tmp_path / "own" / "link").symlink_to(tmp_path / "secret")
    import os

    command = [sys.executable, "-c", CODE, str(tmp_path), str(os.getpid())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    whole: dict[str, Any] = json.loads(done.stdout)
    return whole


def test_what_was_given_works(found: dict[str, Any]) -> None:
    """The own folder, sockets in it, reading what is open, programs and packages."""
    names = ("read", "own", "rename within", "unix socket", "run", "import")
    assert {name: found[name] for name in names} == dict.fromkeys(names, "done")


def test_all_else_is_out_of_reach(found: dict[str, Any], tmp_path: Path) -> None:
    """Files, folders, links to them, and other processes."""
    names = (
        "write beside", "secret", "list", "through a link", "delete", "move in", "new folder",
        "parent's memory",
    )  # fmt: skip
    assert {name: found[name] for name in names} == dict.fromkeys(names, "PermissionError")
    assert (tmp_path / "secret").exists()


def test_ports_and_signals_are_closed_where_the_system_can(found: dict[str, Any]) -> None:
    assert (found["listen"] == "PermissionError") == (found["version"] >= 4)
    assert (found["signal"] == "PermissionError") == (found["version"] >= 6)
