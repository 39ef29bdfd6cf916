"""What is not saved yet, kept beside the bank: a page that was closed, or a machine that went off,
loses nothing.

One file for each bank and each account on each machine; it goes when the bank is saved. It holds
the file as it was when editing began, too, so a bank that others saved meanwhile is merged.
"""

import getpass
import json
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from kit.durable import write_durably

_FORMAT = 1


@dataclass(frozen=True)
class Kept:
    """Unsaved work."""

    base: str
    """The file's text when editing began."""
    text: str
    at: datetime


def draft_file(bank: Path) -> Path:
    """Where this account's unsaved work on a bank is kept."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        account = ""
    who = sha256(f"{account}@{platform.node()}".encode()).hexdigest()[:8]
    return bank.with_name(f".{bank.stem}.{who}.draft")


def keep(bank: Path, base: str, text: str, at: datetime) -> None:
    """Keep unsaved work; forget it where nothing is unsaved. Never stands in the way of editing."""
    with suppress(OSError):
        if base == text:
            draft_file(bank).unlink(missing_ok=True)
            return
        data = {"format": _FORMAT, "base": base, "text": text, "at": at.isoformat()}
        write_durably(draft_file(bank), json.dumps(data, ensure_ascii=False).encode("utf-8"))


def kept(bank: Path) -> Kept | None:
    """The unsaved work on a bank; ``None`` if there is none that can be read."""
    try:
        data = json.loads(draft_file(bank).read_bytes())
        if data["format"] != _FORMAT:
            return None
        return Kept(str(data["base"]), str(data["text"]), datetime.fromisoformat(data["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
