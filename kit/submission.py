"""Handing in: from a learner's answers to a submission as nbgrader expects it.

submitted/<learner>/<quiz>/<quiz>.ipynb   the released notebook, essays filled in
                           answers.json   what scoring reads
                           timestamp.txt  the server's clock
"""

import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock

from kit.answers import AnswerFile, Answers, Unreadable, encode_json, to_json
from kit.durable import write_durably
from kit.errors import Problems, UserError
from kit.essays import filled, written
from kit.model import Response
from kit.text import visible
from kit.ungraded import note
from kit.workspace import Workspace

_log = logging.getLogger(__name__)

_JUST_NOW = timedelta(seconds=30)
"""So long after a learner's process has closed the answers a busy server may notice it."""


def hand_in(
    workspace: Workspace,
    learner: str,
    quiz: str,
    now: datetime,
    shown: AnswerFile | None = None,
) -> Answers:
    """Close the answers and put them into ``submitted/``; happens once, however often called.

    ``now`` is the server's clock; ``shown`` belongs to the paper on the screen, which is the one
    last answered if it is left out. The submission appears as a whole or not at all; if the
    process dies in between, ``finish`` or the next call completes it.
    """
    released = workspace.answers_to(workspace.booklet(quiz), learner)
    shown = shown or _last_shown(workspace, released, now)
    by = _to_score(workspace, released, shown)
    answers = by.hand_in(now)
    if not answers.paper:
        # Who closed the file may not have known the paper to score by.
        answers = replace(answers, version=by.version, draw=by.draw)
    _submit(workspace, answers)
    return answers


def complete(workspace: Workspace, learner: str, quiz: str, now: datetime) -> Answers | None:
    """Do the rest where a learner's own process has closed the answers, which is all it may do.

    ``None`` if there is nothing to be done. Only what was answered is taken from the file: whose it
    is says the folder, what was drawn the group's secret, and when it was handed in ``now``, unless
    the file says a moment just before. Raises ``Unreadable``, and ``OSError`` if it is to be tried
    again.
    """
    if workspace.submitted(learner, quiz).is_dir():
        return None
    file = workspace.answers(learner, quiz, "")
    answers = file.read(now)
    if answers.handed_in is None or answers.paper:
        return None  # a printed paper is handed in by whoever enters it
    released = workspace.answers_to(workspace.booklet(quiz), learner)
    by = _to_score(workspace, released, _last_shown(workspace, released, now))
    stamp = _believable(answers.handed_in, now)
    answers = replace(answers, version=by.version, draw=by.draw, handed_in=stamp)
    _submit(workspace, answers)
    return answers


def _believable(stamp: str, now: datetime) -> str:
    """The moment of a hand-in, if it may have been just now; else now."""
    with suppress(ValueError, OverflowError, TypeError):
        if timedelta(0) <= now - datetime.fromisoformat(stamp) <= _JUST_NOW:
            return stamp
    return now.isoformat("T", "seconds")


def hand_in_paper(
    workspace: Workspace, file: AnswerFile, responses: Mapping[str, Response], now: datetime
) -> Answers:
    """Hand in what was written on a printed paper, at ``now``, as ``hand_in`` does for a screen.

    ``file`` names the paper, its version and what was drawn for it: that is what is scored. Raises
    ``HandedIn`` if anything of this learner is there already; see ``set_aside``.
    """
    answers = file.enter(responses, now)
    _submit(workspace, answers)
    return answers


def set_aside(workspace: Workspace, learner: str, quiz: str, now: datetime) -> None:
    """Make room for other answers: what is there is kept in ``work/<learner>/<quiz>/``.

    After a crash the next call does the rest.
    """
    work, submitted = workspace.work(learner, quiz), workspace.submitted(learner, quiz)
    work.mkdir(parents=True, exist_ok=True)
    with submitting(workspace):
        kept = work / f"replaced-{now:%Y%m%d-%H%M%S}"
        kept.mkdir(exist_ok=True)
        if submitted.is_dir():
            os.replace(submitted, kept / "submitted")
        with suppress(FileNotFoundError):
            os.replace(work / "answers.json", kept / "answers.json")


def _last_shown(workspace: Workspace, released: AnswerFile, now: datetime) -> AnswerFile:
    left = released.read(now)
    return replace(released, version=left.version, draw=left.draw) if left.draw else released


def _to_score(workspace: Workspace, released: AnswerFile, shown: AnswerFile) -> AnswerFile:
    """The paper to score by; nobody is scored on questions that were never asked."""
    if set(released.draw) == set(shown.draw):
        return released  # so a mended key reaches everybody who was asked the same
    kept = re.fullmatch(r"[0-9a-f]{12}", shown.version)
    if kept and workspace.bank_file(shown.quiz, shown.version).is_file():
        return shown
    # Its bank is gone. What is still asked can be scored; the rest waits for a person.
    return replace(released, draw=shown.draw)


def _warn(learner: str, quiz: str, error: Exception) -> None:
    _log.warning("%s/%s cannot be handed in: %s", visible(learner), quiz, visible(str(error)))


def finish(
    workspace: Workspace,
    now: datetime,
    failed: Callable[[str, str, Exception], None] = _warn,
    doubt: bool = False,
) -> list[Answers]:
    """Complete the hand-ins that a crash cut off, and hand in what a closing hour overtook.

    For the start of a server and from time to time. Answers that were saved but not handed in
    when the quiz closed count as handed in at that hour: none of them can be younger. ``failed``
    is told learner, quiz and reason where that is not possible. With ``doubt``, while learners'
    processes run, a file is not asked when it was handed in (``complete``).
    """
    done = []
    plans = {plan.quiz: plan for plan in workspace.group.quizzes}
    for file in sorted((workspace.path / "work").glob("*/*/answers.json")):
        learner, quiz = file.parts[-3:-1]
        if quiz not in plans or workspace.submitted(learner, quiz).is_dir():
            continue
        closes = plans[quiz].closes
        try:
            answers = workspace.answers(learner, quiz, "").read(now)
            overtaken = closes is not None and now >= closes and answers.answers
            if doubt and answers.handed_in and not answers.paper:
                complete(workspace, learner, quiz, now)
            elif answers.handed_in or overtaken:
                done.append(hand_in(workspace, learner, quiz, closes or now))
        except (Unreadable, Problems, UserError, ValueError, OverflowError, OSError) as error:
            # One learner's trouble is nobody else's; the file is kept as it is.
            failed(learner, quiz, error)
    return done


def submitting(workspace: Workspace) -> FileLock:
    """Held by whoever puts hand-ins in their place; no learner's process can reach it."""
    folder = workspace.path / "work" / ".submitting"
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / ".lock", timeout=60)


def _submit(workspace: Workspace, answers: Answers) -> None:
    # Two devices may hand in at once: the second finds the work done.
    with submitting(workspace):
        if not workspace.submitted(answers.learner, answers.quiz).is_dir():
            _write(workspace, answers)
            note(workspace, answers.learner, answers.quiz)


def half_made(workspace: Workspace, learner: str, quiz: str) -> Path:
    """Where a submission lies until it is whole: nowhere that a learner's process may write."""
    return workspace.path / "work" / ".submitting" / f"{learner}@{quiz}"


def _write(workspace: Workspace, answers: Answers) -> None:
    folder = half_made(workspace, answers.learner, answers.quiz)
    shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(to_json(answers), ensure_ascii=False, indent=1)
    write_durably(folder / "answers.json", encode_json(text))
    stamp = datetime.fromisoformat(answers.handed_in or answers.started).astimezone(UTC)
    write_durably(folder / "timestamp.txt", f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC".encode())
    released = workspace.path / "release" / answers.quiz / f"{answers.quiz}.ipynb"
    write_durably(folder / released.name, filled(released, written(workspace, answers)))
    target = workspace.submitted(answers.learner, answers.quiz)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(folder, target)
