"""A group's folder of an older format becomes one of today's: ``kit upgrade``.

One step from each format to the next; the folder says by its number how far it has come, so what
was cut off goes on. To change what lies in a folder: raise ``FORMAT``, add a step and its sentence,
and keep a folder of the format before it in ``tests/cases/workspaces/``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit import versions
from kit.backup.making import make
from kit.durable import write_durably
from kit.errors import UserError
from kit.gradebook.alone import WAIT_SECONDS
from kit.gradebook.alone import alone as grading_alone
from kit.served import alone as serving_alone
from kit.versions import heading
from kit.wording import t
from kit.workspace import Workspace

_LINE = re.compile(r"^format:[ \t]*(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """From one format to the next."""

    since: int
    """The format that it finds."""
    says: str
    """Name of its sentence in the section ``upgrade``: what it changes."""
    run: Callable[[Path], None]
    """Does it, in that folder. Doing it again changes nothing: it may have been cut off."""


STEPS: tuple[Step, ...] = ()
"""In their order. There is one format so far."""


def upgrade(
    root: Path,
    backup: Path,
    now: datetime,
    steps: Sequence[Step] | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> list[Step]:
    """Bring a folder to today's format, after a backup at ``backup``; what was done, maybe nothing.

    Raises ``UserError`` for a folder that is no group's or of a newer format, that is being
    served, or whose backup cannot be written: nothing is changed then.
    """
    found = heading(root).format
    if found is None or found > versions.FORMAT:
        _ = Workspace(root).group  # says what is wrong
        return []
    todo = [step for step in (STEPS if steps is None else steps) if step.since >= found]
    if not todo:
        return []
    with serving_alone(root), grading_alone(root, WAIT_SECONDS, waiting):
        _must_say_its_format(root / "group.yaml")
        make(Workspace(root), backup, "", now, waiting)
        for step in todo:
            step.run(root)
            _write_format(root / "group.yaml", step.since + 1)
    return todo


def _must_say_its_format(file: Path) -> None:
    if len(_LINE.findall(file.read_text(encoding="utf-8-sig"))) != 1:
        hint = t("upgrade.no_format_line_hint")
        raise UserError(t("upgrade.no_format_line", path=file), hint)


def _write_format(file: Path, number: int) -> None:
    """Nothing else in it changes: it has been edited by hand."""
    text = file.read_bytes().decode("utf-8-sig")
    write_durably(file, _LINE.sub(f"format: {number}", text).encode())
