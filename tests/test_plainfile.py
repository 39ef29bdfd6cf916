"""kit.plainfile: what a learner handed in is read as bytes of a plain file, or not at all."""

import os
from pathlib import Path

import pytest

from kit import plainfile
from kit.plainfile import MAX_BYTES, Missing, Unreadable, open_folder, read_plain


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


@pytest.mark.parametrize("holds", [True, False])
def test_a_folder_is_opened_only_if_it_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holds: bool
) -> None:
    """By its path or inside another; links lead nowhere, and no folder is not a bad one."""
    monkeypatch.setattr(plainfile, "_CAN_HOLD", holds and plainfile._CAN_HOLD)
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    (tmp_path / "folder" / "inner" / "file").write_bytes(b"1")
    (tmp_path / "folder" / "file").write_bytes(b"2")
    with open_folder(str(tmp_path / "folder")) as folder, open_folder("inner", folder) as inner:
        assert (folder.read("file"), inner.read("file")) == (b"2", b"1")
        assert folder.names() == ["file", "inner"]
        with pytest.raises(Missing), open_folder("none", folder):
            pass
        with pytest.raises(Unreadable, match="không phải thư mục"), open_folder("file", folder):
            pass
        try:
            (tmp_path / "folder" / "link").symlink_to(tmp_path / "folder" / "inner")
        except OSError:  # Windows without the right to make links
            return
        with pytest.raises(Unreadable, match="liên kết"), open_folder("link", folder):
            pass


@pytest.mark.skipif(not plainfile._CAN_HOLD, reason="this system cannot hold a folder open")
def test_a_link_put_in_a_folder_s_place_meanwhile_leads_nowhere(tmp_path: Path) -> None:
    for name in ("mine", "yours"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name, encoding="utf-8")
    with open_folder(str(tmp_path / "mine")) as folder:
        (tmp_path / "mine").rename(tmp_path / "away")
        (tmp_path / "mine").symlink_to(tmp_path / "yours")
        assert folder.read("file") == b"mine"
