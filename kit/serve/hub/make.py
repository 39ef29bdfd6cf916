"""A folder that JupyterHub starts from: the table of groups, and a settings file that reads it."""

import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from kit.durable import write_durably
from kit.errors import UserError
from kit.serve.hub.table import CONFIG, FILE, City, read_city
from kit.wording import t


def make(folders: Sequence[Path], to: Path, name: str, administrators: Sequence[str]) -> City:
    """Write ``to``'s two files, or nothing.

    Raises ``UserError`` if there is a table already, and what ``read_city`` raises.
    """
    if (to / FILE).exists():
        raise UserError(t("hub.exists", path=to), t("hub.exists_hint"))
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = to / f".{FILE}.new"
    write_durably(draft, table_text(folders, to, name, administrators).encode())
    try:
        read_city(draft)
        draft.rename(to / FILE)
    finally:
        draft.unlink(missing_ok=True)
        if not (to / FILE).exists() and not any(to.iterdir()):
            to.rmdir()
    write_durably(to / CONFIG, _packaged("jupyterhub_config.txt").encode())
    # JupyterHub keeps its cookies' secret there: it never belongs in a project.
    write_durably(to / ".gitignore", b"*\n")
    return read_city(to / FILE)


def table_text(folders: Sequence[Path], to: Path, name: str, administrators: Sequence[str]) -> str:
    """The text of a new ``hub.yaml``, with a word of help at each setting."""
    rows = "".join(f"\n  - folder: {_quoted(_from(folder, to))}" for folder in folders)
    staff = "".join(f"\n  - {_quoted(one)}" for one in administrators)
    return _packaged("hub.yaml.txt").format(
        name=_quoted(name), groups=rows, administrators=staff or " []"
    )


def _from(folder: Path, to: Path) -> str:
    return Path(os.path.relpath(folder.resolve(), to.resolve())).as_posix()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _packaged(name: str) -> str:
    return files("kit.serve.hub").joinpath(name).read_text("utf-8")
