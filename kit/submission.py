"""Handing in: from a learner's answers to a submission as nbgrader expects it.

submitted/<learner>/<quiz>/<quiz>.ipynb   the released notebook, essays filled in
                           answers.json   what scoring reads
                           timestamp.txt  the server's clock

Where a quiz has several attempts, that is the one that counts; see kit/attempts.py.
"""

import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from kit.answers import AnswerFile, Answers, Unreadable, encode_json, read, to_json
from kit.attempts import counts, kept_at, put_submission
from kit.clock import local
from kit.durable import write_durably
from kit.errors import Problems, UserError
from kit.essays import as_markdown as as_markdown
from kit.essays import filled, written
from kit.given import ATTEMPTS, begun_at
from kit.model import Response
from kit.text import visible
from kit.ungraded import note
from kit.workspace import Workspace

_log = logging.getLogger(__name__)


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
    process dies in between, ``finish`` or the next call completes it. After the end of the attempt
    it counts as handed in at the end: no answer can be younger.
    """
    released = workspace.answers_to(workspace.booklet(quiz), learner)
    if shown and shown.attempt != released.attempt:  # an old page, whose attempt is handed in
        return read(kept_at(workspace, learner, quiz, shown.attempt) / "answers.json")
    shown = shown or _last_shown(workspace, released, now)
    begun = begun_at(released.path.parent) or now
    end = workspace.terms(quiz, learner).deadline(begun) if _planned(workspace, quiz) else None
    answers = _to_score(workspace, released, shown).hand_in(min(now, end or now))
    _submit(workspace, answers)
    return answers


def _planned(workspace: Workspace, quiz: str) -> bool:
    return any(plan.quiz == quiz for plan in workspace.group.quizzes)


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
    with FileLock(work / ".submitting", timeout=30):
        kept = work / f"replaced-{now:%Y%m%d-%H%M%S}"
        kept.mkdir(exist_ok=True)
        if submitted.is_dir():
            os.replace(submitted, kept / "submitted")
        for name in ("answers.json", ATTEMPTS):
            with suppress(FileNotFoundError):
                os.replace(work / name, kept / name)


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
) -> list[Answers]:
    """Complete the hand-ins that a crash cut off, and hand in what its end has overtaken.

    For the start of a server and from time to time. Answers that were saved but not handed in when
    the quiz closed, or when the attempt's own time was over, count as handed in at that moment:
    none of them can be younger. An attempt with a time limit counts even if it is blank. ``failed``
    is told learner, quiz and reason where that is not possible.
    """
    done = []
    plans = {plan.quiz for plan in workspace.group.quizzes}
    for file in sorted((workspace.path / "work").glob("*/*/answers.json")):
        learner, quiz = file.parts[-3:-1]
        if quiz not in plans:
            continue
        try:
            if _is_due(workspace, learner, quiz, now):
                done.append(hand_in(workspace, learner, quiz, now))
        except (Unreadable, Problems, UserError, ValueError, OverflowError, OSError) as error:
            # One learner's trouble is nobody else's; the file is kept as it is.
            failed(learner, quiz, error)
    return done


def _is_due(workspace: Workspace, learner: str, quiz: str, now: datetime) -> bool:
    submitted = workspace.submitted(learner, quiz).is_dir()
    if submitted and not (workspace.work(learner, quiz) / ATTEMPTS).is_dir():
        return False
    answers = workspace.answers(learner, quiz, "").read(now)
    if answers.handed_in:
        return not (submitted and kept_at(workspace, learner, quiz, answers.attempt).is_dir())
    terms = workspace.terms(quiz, learner)
    begun = local(datetime.fromisoformat(answers.started))
    return terms.over(begun, now) and bool(answers.answers or terms.asks)


def _submit(workspace: Workspace, answers: Answers) -> None:
    learner, quiz = answers.learner, answers.quiz
    work = workspace.work(learner, quiz)
    # Two devices may hand in at once: the second finds the work done.
    with FileLock(work / ".submitting", timeout=30):
        there, made = workspace.submitted(learner, quiz), work / ".submission"
        if not workspace.allows(quiz, 2) and answers.attempt == 1:
            if there.is_dir():
                return
            _write(workspace, answers, made)
            there.parent.mkdir(parents=True, exist_ok=True)
            os.replace(made, there)
        else:
            kept = kept_at(workspace, learner, quiz, answers.attempt)
            if kept.is_dir() and there.is_dir():
                return
            _write(workspace, answers, made)
            if counts(workspace, answers):
                put_submission(workspace, learner, quiz, made)
            # The last step: without it everything is done once more.
            kept.parent.mkdir(exist_ok=True)
            shutil.rmtree(kept, ignore_errors=True)
            os.replace(made, kept)
        note(workspace, learner, quiz)


def _write(workspace: Workspace, answers: Answers, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(to_json(answers), ensure_ascii=False, indent=1)
    write_durably(folder / "answers.json", encode_json(text))
    stamp = datetime.fromisoformat(answers.handed_in or answers.started).astimezone(UTC)
    write_durably(folder / "timestamp.txt", f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC".encode())
    released = workspace.path / "release" / answers.quiz / f"{answers.quiz}.ipynb"
    write_durably(folder / released.name, filled(released, written(workspace, answers)))
