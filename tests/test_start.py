"""start.py: what ``test`` runs, says and ends with."""

import importlib.util
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import IO

import psutil
import pytest

from tests.banks import ROOT

Runs = list[tuple[str, ...]]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``start.py`` as a module that finds everything installed."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("install_packages", "install_proxy"):
        monkeypatch.setattr(module, name, lambda: None)
    monkeypatch.setattr(module, "install", lambda *_: None)
    return module


def programs(failing: str, code: int, runs: Runs) -> Callable[..., int]:
    """In place of ``run``: every program notes itself and says its name; one of them fails."""

    def run(*command: object, output: IO[str] | None = None, **_: object) -> int:
        name, *rest = map(str, command[2:])
        runs.append((name, *rest))
        if output:
            output.write(f"{name} said\n")
        return code if name == failing else 0

    return run


@pytest.mark.parametrize(
    ("failing", "code", "ended"), [("", 0, 0), ("ruff", 1, 1), ("mypy", 1, 1), ("pytest", -9, 1)]
)
def test_all_is_looked_at_whatever_fails(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failing: str,
    code: int,
    ended: int,
) -> None:
    """Form first; types beside the tests, with what mypy says below them."""
    runs: Runs = []
    monkeypatch.setattr(start, "run", programs(failing, code, runs))
    assert start.test(["tests/test_start.py"]) == ended
    assert runs[:2] == [("ruff", "check"), ("ruff", "format", "--check")]
    assert sorted(runs[2:]) == [("mypy",), ("pytest", "tests/test_start.py")]
    assert capsys.readouterr().out.splitlines()[-1] == "mypy said"


@pytest.mark.parametrize("part", ["install", "install_packages"])
def test_what_could_not_be_installed_ends_it(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Whichever of the two that go on side by side it was."""

    def fail(*_: object) -> None:
        raise SystemExit("no network")

    monkeypatch.setattr(start, "run", lambda *_, **__: pytest.fail("nothing is to be run"))
    monkeypatch.setattr(start, part, fail)
    with pytest.raises(SystemExit, match="no network"):
        start.test([])


def test_a_program_keeps_its_byte_code_and_speaks_where_it_is_told(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    code = "import sys; print(sys.dont_write_bytecode); print('đỏ', file=sys.stderr)"
    with open(tmp_path / "said", "w+", encoding="utf-8") as said:
        assert start.run(start.sys.executable, "-uc", code, output=said) == 0
        said.seek(0)
        assert said.read().split() == ["False", "đỏ"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a signal")
def test_what_ends_start_ends_its_program() -> None:
    """A server that went on would keep the port, with nobody at hand to stop it."""
    child = "import os, signal; print(os.getpid(), flush=True); signal.pause()"
    run = f"import start, sys; sys.exit(start.run(sys.executable, '-c', {child!r}) < 0)"
    parent = subprocess.Popen([sys.executable, "-c", run], cwd=ROOT, stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout is not None
        program = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(30) == 1
        assert not program.is_running()
