"""What a learner's own process is given of a group: all that her page needs, and no more.

A kernel that a server has started reads it from a folder that the server made for it alone:

seat.json     whose seat it is, at which quiz, the learner's sheet of it, the name of her answers;
              without a question where an attempt begins when she says so, and till then
group.yaml    the group's settings; the server writes them anew when they change
booklet.json  the bank's own limits of time and attempts      roster.csv  the learner's extra time
begun.json    when her attempt was begun, once it is

So it needs neither the group's secret, nor banks with their keys, nor the pool that was released.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hmac import digest
from pathlib import Path
from typing import Any

from kit.answers import AnswerFile, Unreadable
from kit.begun import encode_noted
from kit.errors import Problems, UserError
from kit.plan import NO_LIMITS
from kit.roster import Member, encode_roster, extra_times, secret
from kit.workspace import Workspace


@dataclass(frozen=True)
class Paper:
    """A quiz as one learner gets it."""

    sheet: Mapping[str, Any]
    """The keyless booklet of her own questions."""
    draw: tuple[str, ...]
    """Ids of the items that were drawn for her; empty where nothing is drawn."""
    attempt: int = 1
    held: int = 0
    """How many questions there are, while they wait for the attempt to begin."""

    @property
    def count(self) -> int:
        """How many questions there are."""
        return self.held or len(self.sheet["items"])

    def held_back(self) -> "Paper":
        """The same without any of its questions."""
        return replace(self, sheet={**self.sheet, "items": []}, draw=(), held=self.count)

    def file(self, workspace: Workspace, learner: str) -> AnswerFile:
        """Where her answers to it are kept."""
        path = workspace.work(learner, self.sheet["quiz"]) / "answers.json"
        quiz, version = self.sheet["quiz"], self.sheet["version"]
        return AnswerFile(path, quiz, version, learner, self.draw, attempt=self.attempt)


@dataclass(frozen=True)
class Seat:
    """A learner's place in a group; all ``None`` outside one (Binder, a trainer's preview)."""

    workspace: Workspace | None = None
    learner: str | None = None
    quiz: str | None = None
    key: bytes | None = None
    """Of the learner, where a server has given it: see ``learner_key``."""
    paper: Paper | None = None
    """Of the quiz, where a server has given it."""

    @property
    def served(self) -> bool:
        """Whether a server started this process: then it completes what is handed in here."""
        return self.key is not None

    def token(self, quiz: str) -> str:
        """Names this learner's unsent answers in the browser; "" where there is no learner.

        Keyed with the group's secret: whoever finds the name in a shared computer's browser must
        not learn the learner's id by trying the few there are.
        """
        if self.workspace is None or self.learner is None:
            return ""
        key = self.key or learner_key(self.workspace, self.learner)
        return digest(key, quiz.encode(), "sha256").hex()[:16]


def learner_key(workspace: Workspace, learner: str) -> bytes:
    """A key of the learner alone, made from the group's secret, which it does not tell."""
    return digest(secret(workspace.path), f"seat/{learner}".encode(), "sha256")


def paper_of(workspace: Workspace, learner: str, quiz: str, now: datetime) -> Paper:
    """What the learner gets of a released quiz; the printed paper if that is what was answered.

    Raises ``UserError`` for a quiz that is not built, and if the group's secret is lost.
    """
    booklet = workspace.booklet(quiz)
    file = workspace.answers_to(booklet, learner)
    try:
        printed = file.read(now).paper
    except Unreadable:
        printed = ""  # the desk says so
    sheet = workspace.sheet(booklet, learner, printed, file.attempt)
    return Paper(sheet, file.draw, file.attempt)


def write_seat(
    folder: Path, workspace: Workspace, learner: str, quiz: str | None, now: datetime
) -> bool:
    """Make a learner's seat, at a quiz or in a lesson.

    Returns whether the questions are held back till the attempt begins. Raises as ``paper_of``
    does.
    """
    paper = paper_of(workspace, learner, quiz, now) if quiz else None
    begun = workspace.begun(learner, quiz) if quiz else None
    held = bool(quiz and not begun and workspace.terms(quiz, learner).asks)
    write_settings(folder, workspace, learner, quiz)
    _put_paper(folder, workspace, learner, quiz, paper.held_back() if paper and held else paper)
    if begun:
        _put_beginning(folder, begun)
    return held


def tell_beginning(
    folder: Path, workspace: Workspace, learner: str, quiz: str, now: datetime, *, held: bool
) -> None:
    """Bring a seat up to date whose attempt was begun since it was made.

    ``held``: its questions were held back. Raises as ``paper_of`` does.
    """
    _put_limits(folder, workspace, quiz)  # the bank may have been built anew since
    if held:
        _put_paper(folder, workspace, learner, quiz, paper_of(workspace, learner, quiz, now))
    if begun := workspace.begun(learner, quiz):
        _put_beginning(folder, begun)


def _put_paper(
    folder: Path, workspace: Workspace, learner: str, quiz: str | None, paper: Paper | None
) -> None:
    seat = {
        "group": str(workspace.path),
        "learner": learner,
        "quiz": quiz,
        "key": learner_key(workspace, learner).hex(),
        "paper": asdict(paper) if paper else None,
    }
    _put(folder / "seat.json", json.dumps(seat).encode())


def _put_beginning(folder: Path, begun: datetime) -> None:
    """The last step: who reads that it has begun finds the questions, too."""
    _put(folder / "begun.json", encode_noted({1: begun}))


def write_settings(folder: Path, workspace: Workspace, learner: str, quiz: str | None) -> None:
    """Bring a seat's copies up to date; each is whole at any time."""
    _put(folder / "group.yaml", (workspace.path / "group.yaml").read_bytes())
    if quiz:
        _put_limits(folder, workspace, quiz)
    extra = extra_time_of(workspace, learner)
    # The id stands for a name here: nothing but the time is read.
    with_extra = [Member(learner, learner, "learner", "", extra)] * bool(extra)
    _put(folder / "roster.csv", encode_roster(with_extra))


def _put_limits(folder: Path, workspace: Workspace, quiz: str) -> None:
    booklet = workspace.booklet(quiz)
    limits = {name: booklet.get(name, none) for name, none in NO_LIMITS.items()}
    _put(folder / "booklet.json", json.dumps(limits).encode())


def _put(file: Path, content: bytes) -> None:
    """Replace a file as a whole. No seat outlives its kernel: it need not be on disk."""
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(content)
    os.replace(new, file)


def extra_time_of(workspace: Workspace, learner: str) -> str:
    """As it was typed; empty for most, and while nobody can tell."""
    with suppress(Problems, UserError):
        return extra_times(workspace.path / "roster.csv").get(learner, "")
    return ""


def read_seat(folder: Path) -> Seat:
    """The seat that ``write_seat`` made there."""
    data = json.loads((folder / "seat.json").read_text(encoding="utf-8"))
    given = data["paper"]
    paper = Paper(**{**given, "draw": tuple(given["draw"])}) if given else None
    only = paper.attempt if paper else 1
    workspace = Workspace(Path(data["group"]), folder / "group.yaml", only)
    return Seat(workspace, data["learner"], data["quiz"], bytes.fromhex(data["key"]), paper)
