"""kit.plainfile: what a learner handed in is read as bytes of a plain file, or not at all."""

import os
from pathlib import Path

import pytest

from kit.plainfile import MAX_BYTES, Missing, Unreadable, read_plain


def test_a_plain_file_is_read_as_it_is(tmp_path: Path) -> None:
    for content in (b"", b"\r\n\x00\xff", b"x" * MAX_BYTES):
        path = tmp_path / "file"
        path.write_bytes(content)
        assert read_plain(path) == read_plain(str(path)) == content


def test_no_file_is_not_an_unreadable_one(tmp_path: Path) -> None:
    """Both are ``Unreadable``, but one of them says that nothing was handed in."""
    with pytest.raises(Missing, match=r"^answers\.json$"):
        read_plain(tmp_path / "answers.json")


def test_nothing_else_is_opened(tmp_path: Path) -> None:
    """A folder, a link, a pipe that nobody writes to, and a file that is too large."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "large").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "target").write_bytes(b"secret")
    names = ["folder", "large"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        names.append("pipe")
    try:
        (tmp_path / "link").symlink_to(tmp_path / "target")
        names.append("link")
    except OSError:  # Windows without the right to make links
        pass
    for name in names:
        with pytest.raises(Unreadable, match=f"^{name}: ") as caught:
            read_plain(tmp_path / name)
        assert not isinstance(caught.value, Missing)
        assert str(tmp_path) not in str(caught.value)
