"""Putting a bundle together: the kit as it is here, its packages, a starter, and a page to read."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

import kit
from kit.bundle.platforms import MACHINES, System
from kit.bundle.stick import PLACE, STAMP
from kit.bundle.wheels import download
from kit.clock import day
from kit.content import Content
from kit.errors import UserError
from kit.wording import t

PROGRAM = "bo-cong-cu"
WHEELS = "wheels"
GUIDE = "HUONG-DAN.html"

STARTERS: dict[System, tuple[tuple[str, str], ...]] = {
    "windows": (("BAT-DAU.cmd", "start.cmd.txt"),),
    "macos": (("BAT-DAU.command", "start.sh.txt"),),
    "linux": (("bat-dau.sh", "start.sh.txt"), ("BAT-DAU.desktop", "start.desktop.txt")),
}
"""System → files to double-click, and what they are made from."""

_PROGRAM = (
    "kit", "start.py", "requirements.lock", "pyproject.toml", "LICENSE", "README.md",
    "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md",
)  # fmt: skip
_CONTENT = ("lessons", "quizzes")
_NOT = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.tmp")


@dataclass(frozen=True)
class Bundle:
    """What was made."""

    wheels: int
    size: int
    """Bytes of everything."""


def bundle(
    target: Path,
    system: System,
    pythons: Sequence[str],
    content: Content,
    now: datetime,
    get: Callable[[str, System, Sequence[str], Path], None] = download,
) -> Bundle:
    """Make the folder ``target``, as a whole or not at all; it must be new or empty.

    ``get`` puts the wheels into a folder. Raises ``UserError``, and ``Problems`` with what has no
    wheel.
    """
    target = target.absolute()
    if os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir())):
        raise UserError(t("new.not_empty", path=target), t("new.not_empty_hint"))
    source = Path(kit.__file__).parent.parent
    if missing := [name for name in _PROGRAM if not (source / name).exists()]:
        raise UserError(t("bundle.no_source", name=missing[0]), t("bundle.no_source_hint"))
    making = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent))
    try:
        made = _fill(making, source, system, pythons, content, now, get)
        if target.exists():
            target.rmdir()  # empty
        os.rename(making, target)
        return made
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _fill(
    folder: Path,
    source: Path,
    system: System,
    pythons: Sequence[str],
    content: Content,
    now: datetime,
    get: Callable[[str, System, Sequence[str], Path], None],
) -> Bundle:
    program = folder / PROGRAM
    wheels = program / WHEELS
    wheels.mkdir(parents=True)
    get((source / "requirements.lock").read_text("utf-8"), system, pythons, wheels)
    for name in _PROGRAM:
        _copy(source / name, program / name)
    for name in _CONTENT:
        _copy(content.path / name, program / name)
    (program / STAMP).write_text(_digest(program), encoding="ascii")
    for name, template in STARTERS[system]:
        _write_starter(folder / name, template, system, pythons)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in paths)
    (folder / GUIDE).write_bytes(guide_page(system, pythons, size, now))
    return Bundle(sum(path.parent == wheels for path in paths), size)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=_NOT)
    else:
        shutil.copyfile(source, target)


def _digest(folder: Path) -> str:
    """Of all files and their names: other content is another bundle."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix().encode()
            digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _write_starter(path: Path, template: str, system: System, pythons: Sequence[str]) -> None:
    kind = t(f"bundle.kind_{system}")
    text = Template(files("kit.bundle").joinpath(template).read_text("utf-8")).substitute(
        pythons=" ".join(pythons), program=PROGRAM, place=PLACE, title=t("bundle.title"),
        machine=MACHINES[system].markers["platform_machine"],
        no_python=t("bundle.no_python", version=pythons[-1], kind=kind),
    )  # fmt: skip
    if path.suffix == ".cmd":
        text = text.replace("\n", "\r\n")
    path.write_bytes(text.encode())
    path.chmod(0o755)


def guide_page(system: System, pythons: Sequence[str], size: int, now: datetime) -> bytes:
    """One page of A4 to print, UTF-8, for the person who has the stick."""
    page = Template(files("kit.bundle").joinpath("guide.html").read_text("utf-8"))
    values = {
        "version": pythons[-1], "size": size / 1e6, "starter": STARTERS[system][-1][0],
        "place": PLACE, "py": "py" if system == "windows" else "python3", "day": day(now),
        "kit": kit.__version__, "stick": "E:" if system == "windows" else "/media/usb",
    }  # fmt: skip
    first = t(f"bundle.first_{system}", **values)
    steps = [first, *t("bundle.steps", **values).strip().splitlines()]
    notes = t("bundle.notes", **values).strip().splitlines()
    notes.insert(0, t(f"bundle.odd_{system}", **values))
    return page.substitute(
        title=escape(t("bundle.title")),
        intro=escape(t("bundle.intro", **values)),
        steps="".join(f"<li>{_marked(step)}</li>\n" for step in steps),
        notes="".join(f"<li>{_marked(one)}</li>\n" for one in notes),
        notes_title=escape(t("bundle.notes_title")),
        foot=escape(t("bundle.foot", **values)),
    ).encode()


def _marked(text: str) -> str:
    """Commands stand between backquotes, what to look for between stars."""
    parts = escape(text).split("`")
    code = "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", code)
