"""How many kernels fit."""

from pathlib import Path

import pytest

from kit.serve import capacity
from kit.serve.capacity import (
    FORKED,
    MB,
    OWN,
    RESERVE,
    STARTED,
    Capacity,
    capacity_at_hand,
    memory_allowed,
)


def test_it_is_limited_by_number_and_by_the_memory_of_the_moment() -> None:
    """Other programs grow, too; the last of the memory is left to them."""
    at_hand = [RESERVE + 10 * FORKED]
    found = Capacity(most=4, at_hand=lambda: at_hand[0])
    assert [found.free(taken) for taken in (0, 1, 4, 5)] == [4, 3, 0, 0]
    at_hand[0] = RESERVE + 2 * FORKED
    assert found.free(1) == 2
    at_hand[0] = RESERVE - 5 * MB
    assert found.free(1) == 0


def test_one_at_a_time_is_always_let_in() -> None:
    """However little memory there seems to be."""
    assert Capacity(most=1, at_hand=lambda: 0).free(0) == 1


def test_a_program_a_kernel_takes_more_than_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """So fewer fit where kernels are not forked."""
    monkeypatch.setattr(capacity, "memory_at_hand", lambda: RESERVE + 10 * STARTED)
    monkeypatch.setattr(capacity, "_raise_file_limit", lambda: 60_000)
    assert capacity_at_hand(forked=False).most == 10
    assert capacity_at_hand(forked=True).most == 10 * STARTED // FORKED
    monkeypatch.setattr(capacity, "_raise_file_limit", lambda: 256)
    assert capacity_at_hand(forked=True).most == 7, "each has open files, too"
    monkeypatch.setattr(capacity, "memory_at_hand", lambda: RESERVE + 9_999 * FORKED)
    monkeypatch.setattr(capacity, "_raise_file_limit", lambda: 20_000)
    assert capacity_at_hand(forked=True).most == 1_525, "not all of them start at once"


def test_a_container_s_limit_counts(tmp_path: Path) -> None:
    """What it has read from files can be let go of, and counts as at hand."""
    for name, text in (
        ("memory.max", "1000"), ("memory.current", "700"),
        ("memory.stat", "anon 300\ninactive_file 200\n"),
    ):  # fmt: skip
        (tmp_path / name).write_text(text, "ascii")
    assert capacity._left(tmp_path) == 500
    (tmp_path / "memory.max").write_text("max", "ascii")
    assert capacity._left(tmp_path) is None


def test_a_limit_of_the_hubs_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterHub says in MEM_LIMIT what a server may use; nonsense says nothing."""
    monkeypatch.setenv("MEM_LIMIT", str(OWN + 7 * FORKED))
    assert capacity_at_hand(forked=True).most == 7
    monkeypatch.setenv("MEM_LIMIT", "1000")
    assert capacity_at_hand(forked=True).most == 1
    monkeypatch.setenv("MEM_LIMIT", "2G")
    assert memory_allowed() == 0
