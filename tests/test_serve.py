"""``serve`` itself, as a process: addresses, Ctrl-C, a second start."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kit.errors import UserError
from kit.reports.slips import Group, checked_address, page_address
from kit.serve import few_places, serve, told_addresses
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from tests.serving import CODE, Visitor, make_group

_MAIN = """
import sys
from pathlib import Path
from kit.serve import few_places, serve
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
serve([Path(sys.argv[1])], port=int(sys.argv[2]), say=lambda line: print(line, flush=True))
"""


@contextmanager
def process(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of its own; its process and its address."""
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-c", _MAIN, str(folder), str(port)]
    running = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        yield running, line.split(": ", 1)[1].strip().removesuffix("/chi-bo-1/")
    finally:
        running.kill()
        running.wait(20)


def test_the_address_for_phones_is_the_one_for_slips(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is printed; that it may be copied is said once. On this machine alone there is none."""
    monkeypatch.setattr("kit.serve.lan_address", lambda: "192.168.1.20")
    app = GroupApp(make_group(tmp_path / "to"), KernelDesk())
    _, phones, slips = told_addresses([app], "0.0.0.0", 8866)
    page = phones.split(": ", 1)[1]
    assert page == "http://192.168.1.20:8866/chi-bo-1/"
    whose = Group("chi-bo-1", "Tổ", checked_address(page, ["chi-bo-1"]))
    assert page_address(whose) == page
    assert "--address" in slips
    assert len([*told_addresses([app], "127.0.0.1", 8866)]) == 1


def test_two_groups_of_one_id_are_refused(tmp_path: Path) -> None:
    """They would share an address."""
    folders = [make_group(tmp_path / name).path for name in ("a", "b")]
    with pytest.raises(UserError, match="chi-bo-1"):
        serve(folders)


def test_a_folder_without_a_group_is_refused(tmp_path: Path) -> None:
    """With a sentence, before anything starts."""
    with pytest.raises(UserError):
        serve([tmp_path])


def test_a_group_without_its_secret_is_refused(tmp_path: Path) -> None:
    """Each of its pages would fail."""
    workspace = make_group(tmp_path / "g")
    (workspace.path / "secret").unlink()
    with pytest.raises(UserError, match="secret"):
        serve([workspace.path])


def test_too_few_places_are_said_at_the_start(tmp_path: Path) -> None:
    """Learners are counted, and all groups together."""
    apps = [GroupApp(make_group(tmp_path / name, name), KernelDesk()) for name in ("a", "b")]
    assert "khoảng 3 trang bài cho 4 người" in few_places(3, apps)
    assert few_places(4, apps) == ""


@pytest.mark.server
def test_ctrl_c_ends_it_and_a_second_start_knows_everyone(tmp_path: Path) -> None:
    """Exit code 0, no kernel left, and the session's cookie still counts afterwards."""
    workspace = make_group(tmp_path / "g")
    with process(workspace.path) as (running, url):
        visitor = Visitor(url).sign_in(CODE)
        assert "kit-output" in visitor.get("/chi-bo-1/quiz/thu-nghiem").body
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    with process(workspace.path, int(url.rsplit(":", 1)[1])) as (_, again):
        assert again == url
        assert visitor.get("/chi-bo-1/").status == 200


@pytest.mark.server
def test_after_kill_9_the_kernels_end_and_the_session_goes_on(tmp_path: Path) -> None:
    """Nobody has to sign in again, and nothing is left running."""
    psutil = pytest.importorskip("psutil")
    workspace = make_group(tmp_path / "g")
    with process(workspace.path) as (running, url):
        visitor = Visitor(url).sign_in(CODE)
        visitor.get("/chi-bo-1/quiz/thu-nghiem")
        kernels = psutil.Process(running.pid).children(recursive=True)
        assert kernels
        running.kill()
    with process(workspace.path, int(url.rsplit(":", 1)[1])) as (_, again):
        assert again == url
        assert visitor.get("/chi-bo-1/").status == 200
    deadline = time.monotonic() + 30
    while any(kernel.is_running() for kernel in kernels) and time.monotonic() < deadline:
        psutil.wait_procs(kernels, timeout=1)
    assert not any(kernel.is_running() for kernel in kernels)
