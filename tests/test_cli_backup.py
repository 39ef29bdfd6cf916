"""``kit backup`` and ``kit restore``: what they ask, say and refuse."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.cli import main
from kit.workspace import Workspace
from tests.banks import ROOT
from tests.serving import make_group

PASSPHRASE = "bốn từ bất kỳ"


def kit(*arguments: object) -> int:
    """The command's exit code."""
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture
def group(tmp_path: Path) -> Workspace:
    """A group without a gradebook."""
    made = make_group(tmp_path / "to")
    (made.path / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    return made


def test_a_backup_that_is_not_there_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong name, or the folder in place of the file: no word of the system's, and a way out."""
    gone = tmp_path / "khong-co.kit"
    assert kit("restore", gone, "--to", tmp_path / "moi") == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "Không thấy tệp sao lưu" in said
    assert "kit backup đã tạo" in said
    assert "No such file" not in said
    assert kit("restore", tmp_path, "--to", tmp_path / "moi") == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "là một thư mục, không phải tệp sao lưu" in said
    assert not (tmp_path / "moi").exists()


def test_a_passphrase_of_a_file(
    group: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a backup every night; without it, or with another, nothing comes out."""
    secret, wrong = tmp_path / "mat-khau.txt", tmp_path / "khac.txt"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    wrong.write_text("một câu nào đó khác\n", encoding="utf-8")
    file = tmp_path / "a.kit"
    assert kit("backup", group.path, "--to", file, "--passphrase-file", secret) == 0
    said = capsys.readouterr().out
    assert "đã đọc lại" in said
    assert "không có mật khẩu" not in said
    moi = tmp_path / "moi"
    assert kit("restore", file, "--to", moi) == 2
    assert kit("restore", file, "--to", moi, "--passphrase-file", wrong) == 2
    assert "Sai mật khẩu" in capsys.readouterr().err
    assert not moi.exists()
    assert kit("restore", file, "--to", moi, "--passphrase-file", secret) == 0
    assert "kit privacy delete" in capsys.readouterr().out
    assert (moi / "secret").read_bytes() == (group.path / "secret").read_bytes()
    assert os.name == "nt" or file.stat().st_mode & 0o077 == 0


def test_what_is_not_sealed_says_so(
    group: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And whatever cannot be done is said before anything is written."""
    file, short = tmp_path / "a.zip", tmp_path / "ngan.txt"
    short.write_text("ngắn\n", encoding="utf-8")
    assert kit("backup", group.path, "--to", file) == 2  # nobody to be asked
    assert kit("backup", group.path, "--to", file, "--passphrase-file", short) == 2
    assert kit("backup", tmp_path, "--to", file, "--plain") == 2
    assert kit("restore", tmp_path / "khong-co", "--to", tmp_path / "moi") == 2
    capsys.readouterr()
    assert not file.exists()
    assert kit("backup", group.path, "--to", tmp_path / "khong-co" / "a.zip") == 2
    said = capsys.readouterr().err  # before a passphrase is asked for
    assert "Không có thư mục" in said
    assert "FAT32" not in said
    assert kit("backup", group.path, "--to", file, "--plain") == 0
    assert "không có mật khẩu" in capsys.readouterr().out
    assert kit("restore", file, "--to", group.path) == 2


@pytest.mark.parametrize("sealed", [True, False])
def test_a_disk_that_is_full_is_told(
    group: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sealed: bool,
) -> None:
    """And nothing is left of the backup."""

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    secret, place = tmp_path / "mat-khau.txt", tmp_path / "usb"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    place.mkdir()
    monkeypatch.setattr("kit.backup.making.os.fsync", full)
    how = ["--passphrase-file", secret] if sealed else ["--plain"]
    assert kit("backup", group.path, "--to", place / "a.kit", *how) == 2
    assert os.strerror(errno.ENOSPC) in capsys.readouterr().err
    assert list(place.iterdir()) == []


def test_the_register_of_the_folder_in_use(
    group: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Is read from the folder or the file; a line that is none is told with its number."""
    file, register = tmp_path / "a.zip", tmp_path / "cu" / "privacy.jsonl"
    assert kit("backup", group.path, "--to", file, "--plain") == 0
    # The guide says to name the folder in use always; most have no register yet.
    untouched, nobodys = tmp_path / "chua-ai-xoa", tmp_path / "khong-phai-to"
    assert kit("restore", file, "--to", untouched, "--register", group.path) == 0
    nobodys.mkdir()
    assert kit("restore", file, "--to", tmp_path / "moi", "--register", nobodys) == 1
    capsys.readouterr()
    entry = {"at": "2099-01-01T08:00:00+07:00", "act": "deleted", "learner": "hv-001"}
    register.parent.mkdir()
    register.write_text(json.dumps(entry) + "\nhỏng\n", encoding="utf-8")
    assert kit("restore", file, "--to", tmp_path / "moi", "--register", register) == 1
    assert "privacy.jsonl:2" in capsys.readouterr().err
    register.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    assert kit("restore", file, "--to", tmp_path / "moi", "--register", register.parent) == 0
    assert "hv-001" in capsys.readouterr().out
    assert "hv-001" not in (tmp_path / "moi" / "roster.csv").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is POSIX's")
def test_the_passphrase_is_asked_twice_and_not_shown(group: Workspace, tmp_path: Path) -> None:
    """On a real terminal; how long it has to be stands in the question, and is said at once."""
    import pty

    file = tmp_path / "a.kit"
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kit", "backup", str(group.path), "--to", str(file)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as program:
        os.close(theirs)
        shown = b""
        # The blank at its end comes when the terminal was told to show nothing, and to forget what
        # was typed before.
        for question, times, typed in (
            ("(ít nhất 12 ký tự; Enter để không đặt): ", 1, "ngan"),
            ("(ít nhất 12 ký tự; Enter để không đặt): ", 2, PASSPHRASE),
            ("lại mật khẩu: ", 1, PASSPHRASE),
        ):
            while shown.count(question.encode()) < times:
                shown += os.read(ours, 1000)
            os.write(ours, f"{typed}\n".encode())
        try:
            while more := os.read(ours, 1000):
                shown += more
        except OSError:
            pass  # so Linux says that the terminal is closed
        assert program.wait(60) == 0, shown.decode()
    os.close(ours)
    assert PASSPHRASE not in shown.decode()
    assert file.read_bytes().startswith(b"KITSEAL1")
