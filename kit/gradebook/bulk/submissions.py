"""What lies in ``submitted/``: the one place where scoring reads what a learner handed in.

Only bytes are taken here, from plain files of a limited size. Whatever cannot be taken is refused
with its reason and place, and nothing else is looked at of that submission.
"""

import os
import re
import unicodedata
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from kit.clock import ZONE
from kit.gradebook.bulk.score import FILE as ANSWERS
from kit.gradebook.bulk.shape import Refused
from kit.plainfile import Folder, Missing, Unreadable, open_folder, read_plain
from kit.text import visible
from kit.wording import t

TIMESTAMP = "timestamp.txt"

_LONGEST_ID = 128
"""Characters of a learner's id, for which nbgrader's tables have room."""

_LONGEST_STAMP = 200
"""Bytes of a time stamp; the parser of other forms takes minutes for a long one."""

_OURS = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d(\.\d{6})?)? UTC", re.ASCII)
_ZONES: dict[str, tzinfo] = {"UTC": UTC, "GMT": UTC, "Asia/Ho_Chi_Minh": ZONE}

_DAYS = (datetime(2000, 1, 1), datetime(2001, 2, 2, 1, 1))  # noqa: DTZ001
"""Two moments that have no part in common."""

_MARGIN = timedelta(days=2)

_CLUTTER = {"Thumbs.db", "desktop.ini"}
"""What Windows leaves in any folder."""


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
    """Everybody of whom something lies there that is, or was meant as, a submission of the quiz.

    In order. What it is, ``read_submission`` finds out.
    """
    try:
        entries = os.scandir(root / "submitted")
    except FileNotFoundError:
        return []
    with entries:
        # Like nbgrader's patterns, this passes over names that begin with a dot.
        shown = (entry for entry in entries if entry.name[0] != "." and entry.name not in _CLUTTER)
        return sorted(entry.name for entry in shown if _has_handed_in(entry, quiz))


def unplanned(root: Path, quizzes: Collection[str]) -> list[str]:
    """What lies in learners' folders under names that are none of these quizzes."""
    found: list[str] = []
    with suppress(OSError), os.scandir(root / "submitted") as entries:
        for entry in entries:
            # A link leads elsewhere, and is told as a submission of every quiz.
            if entry.name[0] == "." or not entry.is_dir(follow_symlinks=False):
                continue
            with suppress(OSError):
                found += (
                    visible(f"submitted/{entry.name}/{name}")
                    for name in os.listdir(entry.path)
                    if name[0] != "." and name not in _CLUTTER
                    if not any(_was_meant(name, quiz) for quiz in quizzes)
                )
    return sorted(found)


def _has_handed_in(entry: "os.DirEntry[str]", quiz: str) -> bool:
    if not entry.is_dir(follow_symlinks=False):
        return True  # whatever it is, a person has to look at it
    try:
        os.lstat(f"{entry.path}/{quiz}")
    except FileNotFoundError:
        with suppress(OSError):
            return any(_was_meant(name, quiz) for name in os.listdir(entry.path))
    except OSError:
        pass
    return True


def _was_meant(name: str, quiz: str) -> bool:
    """Whether a folder was called like the quiz before somebody or a program renamed it."""
    found = unicodedata.normalize("NFKC", name).casefold().strip()
    return found.startswith(quiz) and not re.match("[a-z0-9-]", found[len(quiz) :])


def can_be_learner(name: str) -> bool:
    """Whether a folder's name can be the id of a learner in the gradebook."""
    inside = name == os.path.basename(name) and not name.startswith(".")
    return inside and name.isprintable() and len(name) <= _LONGEST_ID


def handed_in_at(root: Path, learner: str, quiz: str) -> datetime | None:
    """When it was handed in, in UTC without a zone; ``None`` if no file says so readably."""
    try:
        return _moment(read_plain(root / "submitted" / learner / quiz / TIMESTAMP))
    except (Unreadable, Refused):
        return None


def read_submission(root: Path, learner: str, quiz: str) -> Handed:
    """Take one submission's files; raises ``Refused``."""
    if not can_be_learner(learner):
        raise Refused(t("grading.bad_learner"), rows="none")
    try:
        with open_folder(f"{root}/submitted/{learner}") as own:
            try:
                with open_folder(quiz, own) as folder:
                    return _take(folder, learner, quiz)
            except Missing as error:
                meant = (name for name in own.names() if _was_meant(name, quiz))
                reason = t("grading.other_folder", name=next(meant, ""), quiz=quiz)
                raise Refused(reason, rows="none") from error
    except Missing as error:
        raise Refused(t("grading.gone"), rows="none") from error
    except Unreadable as error:
        raise Refused(t("grading.bad_folder", detail=str(error)), rows="none") from error


def _take(folder: Folder, learner: str, quiz: str) -> Handed:
    notebook = _notebook(folder, f"{quiz}.ipynb")
    try:
        stamp = folder.read(TIMESTAMP)
    except Missing:
        stamp = b""
    except Unreadable as error:
        raise Refused(t("grading.unreadable", detail=str(error)), TIMESTAMP, "student") from error
    return Handed(learner, notebook, _answers(folder), stamp)


def _notebook(folder: Folder, name: str) -> bytes | Refused:
    try:
        return folder.read(name)
    except Missing as error:
        if found := next((other for other in folder.names() if other.endswith(".ipynb")), None):
            return Refused(t("grading.other_notebook", name=found))
        raise Refused(t("grading.no_notebook"), name, "none") from error
    except Unreadable as error:
        return Refused(t("grading.unreadable", detail=str(error)))


def _answers(folder: Folder) -> bytes | Unreadable:
    try:
        return folder.read(ANSWERS)
    except Unreadable as error:
        return error


def _moment(stamp: bytes) -> datetime | None:
    """nbgrader's reading of a time stamp, which knows many forms; the kit writes one of them."""
    try:
        if len(stamp) > _LONGEST_STAMP:
            raise ValueError(len(stamp))
        text = stamp.decode("utf-8").strip()
        if not text:
            return None
        found = datetime.fromisoformat(text[:-4]) if _OURS.fullmatch(text) else _any_moment(text)
        # Pages show it in a zone of their own, which has no year 0 or 10000 either.
        if not date.min + _MARGIN < found.date() < date.max - _MARGIN:
            raise ValueError(text)
        return found
    except Exception as error:  # the parser raises more than it says
        raise Refused(t("grading.bad_timestamp"), TIMESTAMP, "student") from error


def _any_moment(text: str) -> datetime:
    from dateutil import parser  # type: ignore[import-untyped]

    parts, named = text.split(" "), None
    if len(parts) == 3:
        named, text = _zone(parts[2]), " ".join([*parts[:2], "TZ"])

    def zone(name: str | None, offset: int | None) -> tzinfo | None:
        if offset is not None:
            return timezone(timedelta(seconds=offset))
        if name not in (None, "TZ"):
            raise ValueError(name)
        return named if name else None

    # What is missing would be taken from the present day: half a time stamp is none.
    found, other = (parser.parse(text, default=day, tzinfos=zone) for day in _DAYS)
    if found != other:
        raise ValueError(text)
    offset = found.utcoffset()
    moment: datetime = found if offset is None else (found - offset).replace(tzinfo=None)
    return moment


def _zone(name: str) -> tzinfo:
    """nbgrader looks any other name up as a file's, and takes it for UTC if there is none."""
    if name in _ZONES:
        return _ZONES[name]
    return timezone(timedelta(seconds=int(name)))
