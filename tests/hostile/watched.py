"""Grade a group while everything is watched that running a learner's code would have to do.

``python -m tests.hostile.watched FOLDER``: grade what is there, put what lies in ``FOLDER/hostile``
into ``submitted/``, watch, and grade again; print what was seen, and the report, as JSON.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kit.gradebook.bulk.groups import grade_groups
from kit.workspace import Workspace
from tests.hostile.hand import NOW

NEVER = (
    "exec", "compile", "import", "code.__new__", "marshal.", "pickle.", "ctypes.", "subprocess.",
    "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "pty.",
    "socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "os.putenv", "os.kill",
    "sqlite3.enable_load_extension", "sqlite3.load_extension", "sys.settrace", "sys.setprofile",
    "builtins.input", "gc.",
)  # fmt: skip
"""Beginnings of the names of audit events that grading has no use for."""

PLACES = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link",
          "os.symlink", "os.truncate", "os.utime", "os.listdir", "os.scandir", "os.chdir",
          "shutil.", "sqlite3.connect")  # fmt: skip
"""Those that name files, which have to lie in the group's folder."""


class Watch:
    """What was seen that should not have been."""

    def __init__(self, root: Path) -> None:
        self.seen: list[str] = []
        self._roots = (f"{root}/", "/usr/share/zoneinfo/", "/usr/lib/zoneinfo/")
        self._on = True
        sys.addaudithook(self._hear)

    def stop(self) -> None:
        """Look away; a hook is for ever."""
        self._on = False

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._on and (event.startswith(NEVER) or self._is_elsewhere(event, arguments)):
            self.seen.append(f"{event} {arguments!r:.300}")

    def _is_elsewhere(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if not event.startswith(PLACES):
            return False
        paths = (os.fsdecode(one) for one in arguments[:2] if isinstance(one, str | bytes | Path))
        return any(self._is_outside(path) for path in paths if len(path) > 2)

    def _is_outside(self, path: str) -> bool:
        # A name without a way is looked for in a folder that is held open.
        return ".." in path or ("/" in path and not f"{path}/".startswith(self._roots))


def main(folder: str) -> None:
    """Warm up, watch, grade, tell."""
    workspace = Workspace(Path(folder))
    list(grade_groups([workspace], None, NOW, lambda _: None))
    for name in os.listdir(workspace.path / "hostile"):
        os.rename(workspace.path / "hostile" / name, workspace.path / "submitted" / name)
    watch = Watch(workspace.path)
    [graded] = grade_groups([workspace], None, NOW, lambda _: None)
    watch.stop()
    reports = [asdict(report) for report in graded.reports]
    told = {"seen": watch.seen, "error": graded.error, "reports": reports}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
