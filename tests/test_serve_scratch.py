"""The server's own folder, and whether sockets fit into it."""

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from kit.serve.scratch import can_use_sockets_in, make_scratch, new_scratch

posix = pytest.mark.skipif(sys.platform == "win32", reason="kernels use TCP ports there")


@posix
def test_sockets_need_a_short_path() -> None:
    """With a kernel's name behind it, it must not be over 103 bytes; marks count as several."""
    assert can_use_sockets_in(Path("/tmp/kit-abcdefgh"))
    longest = max(n for n in range(100) if can_use_sockets_in(Path("/" + "x" * n)))
    assert longest == 103 - len("/k/kernel-01234567-89ab-cdef-0123-456789abcdef-ipc-12") - 1
    assert not can_use_sockets_in(Path("/" + "ạ" * (longest // 2)))


@posix
def test_a_long_temporary_folder_is_left_for_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on macOS, where it is long for everybody; nothing is left behind in the long one."""
    long = tmp_path / ("x" * 60)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    made = new_scratch()
    try:
        assert can_use_sockets_in(made)
        assert os.listdir(long) == []
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
    finally:
        made.rmdir()


@posix
def test_a_cleaned_folder_is_made_again_for_nobody_else(tmp_path: Path) -> None:
    """A cleaner of temporary files may have been there."""
    scratch = tmp_path / "s"
    for _ in range(2):
        make_scratch(scratch)
        assert sorted(os.listdir(scratch)) == ["empty", "ipython", "k", "s"]
        assert stat.S_IMODE(scratch.stat().st_mode) == 0o700
        for name in os.listdir(scratch):
            (scratch / name).rmdir()
        scratch.rmdir()
