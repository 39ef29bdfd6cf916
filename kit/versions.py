"""Which format a group's folder has: what ``group.yaml`` says at its beginning.

A folder of another format is left alone by every command but ``kit upgrade`` and ``kit backup``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import UserError
from kit.textfile import read_text
from kit.wording import t
from kit.yaml import Document, read

FORMAT = 1
"""The format that this version of the kit reads and writes; ``kit/upgrade.py`` leads to it."""


@dataclass(frozen=True)
class Heading:
    """What is known of a group's folder, whatever its format."""

    format: int | None
    """``None`` if there is no whole number."""
    id: str
    name: str


def group_file(root: Path) -> Document:
    """A folder's ``group.yaml``; raises ``UserError`` without, ``Problems`` for what is no YAML."""
    file = root / "group.yaml"
    if not file.is_file():
        raise UserError(t("cli.no_workspace", path=root), t("cli.no_workspace_hint"))
    return read(read_text(file), str(file))


def heading(root: Path) -> Heading:
    """The heading of a folder; raises what ``group_file`` raises."""
    data = group_file(root).data
    found = data if isinstance(data, dict) else {}
    return Heading(_format(found), str(found.get("id") or ""), str(found.get("name") or ""))


def must_be_current(root: Path, data: Any) -> None:
    """Raises ``UserError`` if ``data`` of a ``group.yaml`` is of an older format or a newer one.

    What has no format at all is a faulty file, and told as that.
    """
    found = _format(data) if isinstance(data, dict) else None
    if found is None or found == FORMAT:
        return
    key = "older" if found < FORMAT else "newer"
    message = t(f"upgrade.{key}", path=root, found=found, known=FORMAT)
    raise UserError(message, t(f"upgrade.{key}_hint", path=root, known=FORMAT))


def _format(data: dict[str, Any]) -> int | None:
    text = str(data.get("format"))
    return int(text) if text.isascii() and text.isdigit() else None
