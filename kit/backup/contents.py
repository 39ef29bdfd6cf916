"""What of a group's folder belongs in a backup, and in which order it is read.

A server may write meanwhile. Every file is replaced as a whole, so each one read is whole. The
order keeps them in step: hand-ins are read after the gradebook that was made from them, and
answers after the hand-ins, so what is answered in between is found later and completed by the next
start of the server, as after a power cut. None of a learner's hand-ins is put away while hers are
read: of an attempt that was, the next one may be under way already. Beginnings are read after the
answers, so no answers are of an attempt of which the backup knows nothing.
"""

import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from filelock import FileLock

GRADED = ("autograded", "feedback")
"""Read while the group is held, together with the gradebook: they were made from it."""

_ANSWERS = ("attempts", "submitted", "work", "begun")
"""In this order."""

_PASSING_FILES = re.compile(
    r"\..*\.tmp|.*\.lock|\.lock|\.grading|\.serving|\.submitting|\.status\.json|.*\.db-(wal|shm|journal)"
)
"""Locks, half-written files, and what is in the copy of the gradebook already."""

_PASSING_FOLDERS = {".kit-staging", ".submission", "__pycache__", ".ipynb_checkpoints"}


def graded_files(root: Path) -> Iterator[str]:
    """Names of what was graded, relative to the folder, with ``/``."""
    for step in GRADED:
        yield from _below(root, step)


def other_files(root: Path, book: str) -> Iterator[str]:
    """Names of all the rest but the gradebook, which is called ``book``; links are among them."""
    for name in sorted(os.listdir(root)):
        if name not in (*GRADED, *_ANSWERS):
            yield from (found for found in _below(root, name) if found != book)


def answerers(root: Path) -> list[str]:
    """Whoever did anything, by the names of their folders."""
    steps = (root / step for step in _ANSWERS)
    return sorted({name for step in steps if step.is_dir() for name in os.listdir(step)})


def answer_files(root: Path, learner: str) -> Iterator[str]:
    """Names of what a learner did; to be read while nobody puts a hand-in away."""
    for step in _ANSWERS:
        yield from _below(root, f"{step}/{learner}")


def _below(root: Path, name: str) -> Iterator[str]:
    path = root / name
    last = name.rpartition("/")[2]
    if path.is_dir() and not path.is_symlink():
        if last not in _PASSING_FOLDERS:
            for one in sorted(os.listdir(path)):
                yield from _below(root, f"{name}/{one}")
    elif os.path.lexists(path) and not _PASSING_FILES.fullmatch(last):
        yield name


def held(path: Path, name: str) -> AbstractContextManager[object]:
    """Hold a file while it is read: Windows lets nobody replace one that is open.

    Elsewhere one that is read is whole without that, and a learner's process could hold it for
    ever.
    """
    parts = name.split("/")
    if os.name == "nt" and len(parts) == 4 and parts[0] == "work" and parts[3] == "answers.json":
        return FileLock(path.with_name(".lock"), timeout=10)
    return nullcontext()
