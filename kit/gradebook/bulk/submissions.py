"""What lies in ``submitted/``: the one place where scoring reads what a learner handed in.

Only bytes are taken here, from plain files of a limited size. Whatever cannot be taken is refused
with its reason and place, and nothing else is looked at of that submission.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from kit.gradebook.bulk.score import FILE as ANSWERS
from kit.gradebook.bulk.shape import Refused
from kit.plainfile import Missing, Unreadable, read_plain
from kit.wording import t

TIMESTAMP = "timestamp.txt"

_LONGEST_ID = 128
"""Characters of a learner's id, for which nbgrader's tables have room."""


@dataclass(frozen=True)
class Handed:
    """One submission's files."""

    learner: str
    notebook: bytes | Refused
    """The notebook, or why it cannot be taken."""
    answers: bytes | Unreadable
    """What is in the file of answers, or why there is nothing."""
    stamp: bytes
    """What is in ``timestamp.txt``; empty if there is none."""

    @cached_property
    def timestamp(self) -> datetime | None:
        """When it was handed in, in UTC without a zone; raises ``Refused``."""
        return _moment(self.stamp)

    @cached_property
    def digest(self) -> str:
        """Changes with the files, and with whose they are."""
        found = blake2b(digest_size=16)
        for part in (self.learner.encode(), self.notebook, self.answers, self.stamp):
            data = part if isinstance(part, bytes) else repr(part).encode()
            found.update(len(data).to_bytes(8, "little"))
            found.update(data)
        return found.hexdigest()


def submitters(root: Path, quiz: str) -> list[str]:
    """Everybody who has a submission of the quiz, in order."""
    try:
        entries = os.scandir(root / "submitted")
    except FileNotFoundError:
        return []
    with entries:
        # Like nbgrader's patterns, this passes over names that begin with a dot.
        names = [entry.name for entry in entries if entry.name[0] != "."]
    return sorted(name for name in names if os.path.isdir(f"{root}/submitted/{name}/{quiz}"))


def handed_in_at(root: Path, learner: str, quiz: str) -> datetime | None:
    """When it was handed in, in UTC without a zone; ``None`` if no file says so readably."""
    try:
        return _moment(read_plain(root / "submitted" / learner / quiz / TIMESTAMP))
    except (Unreadable, Refused):
        return None


def read_submission(root: Path, learner: str, quiz: str) -> Handed:
    """Take one submission's files; raises ``Refused``."""
    # Texts instead of paths: this runs for every submission of a city.
    folder = f"{root}/submitted/{learner}/{quiz}"
    if not learner.isprintable() or len(learner) > _LONGEST_ID:
        raise Refused(t("grading.bad_learner"), rows="none")
    if os.path.islink(folder) or os.path.islink(os.path.dirname(folder)):
        raise Refused(t("grading.a_link"), rows="none")
    notebook = _notebook(folder, f"{quiz}.ipynb")
    try:
        stamp = read_plain(f"{folder}/{TIMESTAMP}")
    except Missing:
        stamp = b""
    except Unreadable as error:
        raise Refused(t("grading.unreadable", detail=str(error)), TIMESTAMP, "student") from error
    return Handed(learner, notebook, _answers(folder), stamp)


def _notebook(folder: str, name: str) -> bytes | Refused:
    try:
        return read_plain(f"{folder}/{name}")
    except Missing as error:
        if found := next(_notebooks(folder), None):
            return Refused(t("grading.other_notebook", name=found), name)
        raise Refused(t("grading.no_notebook"), name, "none") from error
    except Unreadable as error:
        return Refused(t("grading.unreadable", detail=str(error)), name)


def _notebooks(folder: str) -> Iterator[str]:
    return (name for name in sorted(os.listdir(folder)) if name.endswith(".ipynb"))


def _answers(folder: str) -> bytes | Unreadable:
    try:
        return read_plain(f"{folder}/{ANSWERS}")
    except Unreadable as error:
        return error


def _moment(stamp: bytes) -> datetime | None:
    """nbgrader's reading of a time stamp, which knows many forms; the kit writes one of them."""
    try:
        text = stamp.decode("utf-8").strip()
        if text.endswith(" UTC") and len(text) > 20:
            found = datetime.fromisoformat(text[:-4])
            if found.tzinfo is None:
                return found
        return _any_moment(text) if text else None
    except Exception as error:  # the parser raises more than it says
        raise Refused(t("grading.bad_timestamp"), TIMESTAMP, "student") from error


def _any_moment(text: str) -> datetime:
    from dateutil import parser, tz  # type: ignore[import-untyped]

    parts = text.split(" ")
    if len(parts) == 3:
        zone = _seconds(parts[2]) or tz.gettz(parts[2])
        found: datetime = parser.parse(" ".join([*parts[:2], "TZ"]), tzinfos={"TZ": zone})
    else:
        found = parser.parse(text)
    offset = found.utcoffset()
    return found if offset is None else (found - offset).replace(tzinfo=None)


def _seconds(zone: str) -> int | None:
    try:
        return int(zone)
    except ValueError:
        return None
