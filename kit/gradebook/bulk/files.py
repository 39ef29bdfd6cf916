"""``autograded/``: the notebooks that formgrader and feedback show.

A folder there is whole or not there at all, and it is there only if its rows are written: it is
removed before they change and put in its place after. nbgrader takes a folder that is there for
graded; so whoever is killed in between leaves nothing that anybody would pass over.

Notebook and time only: nbgrader copies answers and booklet there, too, and nobody reads them.
"""

import os
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_STAGING = ".kit-staging"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Shelf:
    """The graded notebooks of one quiz of one group; for one grader at a time."""

    def __init__(self, root: Path, quiz: str) -> None:
        self._folder = str(root / "autograded")
        self._staging = f"{self._folder}/{_STAGING}"
        self._count = 0
        self._quiz = quiz
        os.makedirs(self._folder, exist_ok=True)
        remove(self._staging)
        os.mkdir(self._staging)

    def close(self) -> None:
        """Take the workplace away."""
        remove(self._staging)

    def size(self, learner: str) -> int:
        """Bytes of a graded notebook; -1 if there is none."""
        try:
            found = os.lstat(f"{self._place(learner)}/{self._quiz}.ipynb")
        except OSError:
            return -1
        return found.st_size if stat.S_ISREG(found.st_mode) else -1

    def remove(self, learner: str) -> None:
        """Take away what is there of a learner, if anything is; it is deleted at the end."""
        try:
            os.rename(self._place(learner), self._new("old"))
        except FileNotFoundError:
            pass
        except NotADirectoryError:
            # Whatever it is that has the learner's name, it is no folder of graded notebooks.
            os.rename(f"{self._folder}/{learner}", self._new("old"))

    def put(self, learner: str, files: Mapping[str, bytes]) -> None:
        """Put a learner's folder in its place, as a whole."""
        made = self._new("new")
        os.mkdir(made)
        for name, content in files.items():
            _write(f"{made}/{name}", content)
        with suppress(FileExistsError):
            os.mkdir(f"{self._folder}/{learner}")
        try:
            os.rename(made, self._place(learner))
        except OSError:
            # Another program has put something there meanwhile.
            self.remove(learner)
            os.rename(made, self._place(learner))

    def _place(self, learner: str) -> str:
        return f"{self._folder}/{learner}/{self._quiz}"

    def _new(self, what: str) -> str:
        self._count += 1
        return f"{self._staging}/{what}-{self._count}"


def _write(path: str, content: bytes) -> None:
    with open(os.open(path, _NEW, 0o444), "wb", buffering=0) as file:
        left = memoryview(content)
        while left:  # a disk may take less than it is given
            left = left[file.write(left) :]
        # Read-only for all, as nbgrader leaves them; the folder decides who gets there.
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), 0o444)


def remove(path: str) -> None:
    """Remove a folder with all that is in it, or whatever has its name; links are not followed."""
    if os.path.islink(path) or not os.path.isdir(path):
        with suppress(FileNotFoundError):
            os.unlink(path)
        return
    shutil.rmtree(path, onerror=_make_writable)


def _make_writable(remove: object, path: str, _error: object) -> None:
    # Windows does not delete what is read-only; a folder may be closed to its owner.
    os.chmod(path, stat.S_IRWXU)
    os.chmod(os.path.dirname(path), stat.S_IRWXU)
    if remove in (os.unlink, os.rmdir):
        remove(path)
