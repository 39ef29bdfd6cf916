"""When an attempt was begun: noted by the server, where no learner's own process writes.

begun/<learner>/<quiz>/begun.json   {"1": "2026-11-24T08:00:00+07:00"}: attempt → moment
                       ended.json   the same: when its time was up and no answers could be taken

What ``answers.json`` says of its beginning counts only where nothing was noted: for work from
before there were notes, in JupyterLab, and for what was printed.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from kit.clock import local
from kit.durable import write_durably
from kit.given import Unreadable, attempts_of, kept_attempts, read
from kit.plainfile import read_plain
from kit.plainjson import parse_json

BEGUN = "begun"
"""The folder of a group with the beginnings of its learners' attempts."""

Opened = Mapping[tuple[str, str], datetime]
"""Learner and quiz → when the page was opened whose attempt was not begun, on a running server."""

NO_PAGES: Opened = {}


def begun_file(work: Path) -> Path:
    """Where it is noted for what is answered in a folder ``work/<learner>/<quiz>/``."""
    return work.parents[2] / BEGUN / work.parent.name / work.name / "begun.json"


def begun_at(work: Path) -> datetime | None:
    """When the present attempt was begun; ``None`` while it is not, or if nobody can tell."""
    return noted(begun_file(work)).get(present_attempt(work)) or _said(work)


def noted(file: Path) -> dict[int, datetime]:
    """Attempt → when it was begun, as it was noted; nothing if that cannot be read."""
    with suppress(Unreadable, ValueError, OverflowError, AttributeError, TypeError):
        found = parse_json(read_plain(file))
        return {int(n): local(datetime.fromisoformat(at)) for n, at in found.items()}
    return {}


def note_beginning(work: Path, moment: datetime) -> None:
    """Note when the present attempt was begun; what was noted before stays.

    On disk when this returns.
    """
    _note(begun_file(work), work, moment)


def _note(file: Path, work: Path, moment: datetime, since: datetime | None = None) -> None:
    """What was noted before ``since`` is replaced."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(".lock"), timeout=10):
        number = present_attempt(work)
        moments = noted(file)
        if number not in moments or (since and moments[number] < since):
            write_noted(file, {**moments, number: moment})


def ended_file(work: Path) -> Path:
    """Where it is noted that an attempt's time was up and no answers could be taken."""
    return begun_file(work).with_name("ended.json")


def ended_at(work: Path) -> datetime | None:
    """When that was found of the present attempt, if it was."""
    return noted(ended_file(work)).get(present_attempt(work))


def note_end(work: Path, now: datetime, end: datetime) -> None:
    """Note that of the present attempt, whose time was up at ``end``; once."""
    _note(ended_file(work), work, now, end)


def write_noted(file: Path, moments: Mapping[int, datetime]) -> None:
    """Write what ``noted`` reads; on disk when this returns."""
    write_durably(file, encode_noted(moments))


def encode_noted(moments: Mapping[int, datetime]) -> bytes:
    """The form that ``noted`` reads."""
    told = {str(n): at.isoformat("T", "seconds") for n, at in moments.items()}
    return json.dumps(told).encode()


def note_unnoted(work: Path, now: datetime, opened: datetime | None = None) -> None:
    """Note the beginning of an attempt that nobody has noted, if there are answers to it.

    That is when its page was ``opened``, if it was; else what the file says of it is believed this
    once, if it is not later than ``now``: from then on it changes nothing.
    """
    answered = (work / "answers.json").is_file() and not is_former(work)
    if answered and present_attempt(work) not in noted(begun_file(work)):
        note_beginning(work, opened or min(_said(work) or now, now))


def under_way(root: Path) -> list[tuple[str, str]]:
    """Learner and quiz of all that was answered or begun in a group's folder, in order."""
    places = ("work/*/*/answers.json", f"{BEGUN}/*/*/begun.json")
    found = (one.parts for place in places for one in root.glob(place))
    return sorted({(parts[-3], parts[-2]) for parts in found})


def present_attempt(work: Path) -> int:
    """Number of the present attempt, begun or not, by what was noted: a file may claim any."""
    last = max(kept_attempts(work), default=0)
    asked = last and asked_again(work, last + 1).is_file()
    return last + 1 if asked or (last and last + 1 in noted(begun_file(work))) else max(last, 1)


def asked_again(work: Path, number: int) -> Path:
    """There once a learner has asked for that attempt, as ``kit.attempts.begin_again`` notes it."""
    return attempts_of(work) / f"again-{number}"


def is_former(work: Path) -> bool:
    """Whether the answers are of an attempt before the present one."""
    with suppress(Unreadable):
        return read(work / "answers.json").attempt < present_attempt(work)
    return False


def _said(work: Path) -> datetime | None:
    """When the answers to the present attempt say that it was begun."""
    with suppress(Unreadable, ValueError, OverflowError):
        answers = read(work / "answers.json")
        if answers.attempt >= present_attempt(work):
            return local(datetime.fromisoformat(answers.started))
    return None
