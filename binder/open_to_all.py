"""Leave only what everybody may see: whoever opens a Binder can read all of its files.

Banks that are handed in and scored go, with their keys, and so does the history that has them,
too. What a lesson practises with stays. Run by postBuild, in Binder's own copy of the project.
"""

import os
import shutil
import sys
from pathlib import Path


def open_to_all(project: Path) -> list[str]:
    """Take away the graded banks of the project and its history; the names of the banks.

    A bank that cannot be read ends the build: it might be a graded one.
    """
    from kit.bank import load
    from kit.content import Content

    # All are read first: one may draw from another.
    modes = {path: load(path).quiz.settings.mode for path in Content(project).banks()}
    graded = [path for path, mode in modes.items() if mode != "practice"]
    for path in graded:
        path.unlink()
    for name in (".git", "tests"):
        shutil.rmtree(project / name, ignore_errors=True)
    return [path.name for path in graded]


if __name__ == "__main__":
    here = Path.cwd()
    if Path(os.environ.get("REPO_DIR", "/")).resolve() != here.resolve():
        sys.exit("open_to_all.py deletes graded banks: it runs in Binder's copy alone (REPO_DIR).")
    sys.path.insert(0, str(here))  # the kit is not installed yet
    sys.stdout.write(" ".join(["Taken away:", *open_to_all(here)]) + "\n")
