"""kit.cli.progress: a bar with rate and time left on a terminal, and nothing elsewhere."""

import io

import pytest
from rich.console import Console

from kit.cli import progress as module
from kit.cli.progress import progress


def shown(monkeypatch: pytest.MonkeyPatch, terminal: bool, total: int, quiet: bool) -> str:
    """What reaches the screen while half of the work is done."""
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=terminal, width=120)
    monkeypatch.setattr(module, "console", console)
    with progress("gradebook", total, quiet) as advance:
        advance(total // 2)
    return screen.getvalue()


def test_a_terminal_shows_how_far_the_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(monkeypatch, terminal=True, total=10, quiet=False)
    assert "Ghi kết quả" in said
    assert "5/10" in said


@pytest.mark.parametrize(
    ("terminal", "total", "quiet"), [(False, 10, False), (True, 0, False), (True, 10, True)]
)
def test_nothing_is_shown_elsewhere(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, total: int, quiet: bool
) -> None:
    """Not into a file, not for ``--json``, not for nothing."""
    assert shown(monkeypatch, terminal, total, quiet).strip() == ""
