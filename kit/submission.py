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
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kit.answers import PATIENCE, AnswerFile, Answers, Held, Unreadable, encode_json, read, to_json
from kit.attempts import counts, half_made, is_in_place, kept_at, put_submission, submitting
from kit.begun import NO_PAGES, Opened, note_unnoted, under_way
from kit.durable import write_durably
from kit.errors import Problems, UserError
from kit.essays import filled, written
from kit.model import Response
from kit.overdue import must_be_due, note_over
from kit.text import visible
from kit.ungraded import Hand, note
from kit.workspace import Workspace

_log = logging.getLogger(__name__)

_BRIEFLY = 0.5
"""Seconds that a file which is held keeps others waiting."""

_JUST_NOW = timedelta(seconds=30)
"""So long after a learner's process has closed the answers a busy server may notice it."""


def hand_in(
    workspace: Workspace,
    learner: str,
    quiz: str,
    now: datetime,
    shown: AnswerFile | None = None,
    patience: float = PATIENCE,
) -> Answers:
    """Close the answers and put them into ``submitted/``; happens once, however often called.

    ``now`` is the server's clock; ``shown`` belongs to the paper on the screen, which is the one
    last answered if it is left out. The submission appears as a whole or not at all; if the
    process dies in between, ``finish`` or the next call completes it. After the end of the attempt
    it counts as handed in at the end: no answer can be younger. A learner's process that holds the
    file is waited for so many seconds of ``patience``. Then it is ``Held``; but after the end, if
    that is as long as usual, it is not waited for any more.
    """
    released = workspace.answers_to(workspace.booklet(quiz), learner)
    if shown and shown.attempt != released.attempt:  # an old page, whose attempt is handed in
        return read(kept_at(workspace, learner, quiz, shown.attempt) / "answers.json")
    shown = shown or _last_shown(workspace, released, now)
    end = _end(workspace, released)
    by = _to_score(workspace, released, shown)
    insist = bool(end and now >= end) and patience >= PATIENCE
    answers = by.hand_in(min(now, end or now), insist, patience)
    must_be_due(workspace, released.attempt, answers, now)
    if not answers.paper:
        # Who closed the file may not have known the paper to score by.
        answers = replace(answers, version=by.version, draw=by.draw)
    _submit(workspace, answers)
    return answers


def _end(workspace: Workspace, file: AnswerFile) -> datetime | None:
    """When the attempt ends, if it has begun and the quiz is one of the group's."""
    begun = workspace.begun(file.learner, file.quiz)
    planned = any(plan.quiz == file.quiz for plan in workspace.group.quizzes)
    return workspace.terms(file.quiz, file.learner).deadline(begun) if begun and planned else None


def complete(
    workspace: Workspace, learner: str, quiz: str, now: datetime, opened: Opened = NO_PAGES
) -> Answers | None:
    """Do the rest where a learner's own process has closed the answers, which is all it may do.

    ``None`` if there is nothing to be done. Only what was answered is taken from the file: whose it
    is says the folder, what was drawn the group's secret, when it was begun what was noted of it,
    and when it was handed in ``now``, unless the file says a moment just before. Raises
    ``Unreadable``, and ``OSError`` if it is to be tried again.
    """
    if is_in_place(workspace, learner, quiz):
        return None
    attempt = workspace.attempt(learner, quiz)
    answers = workspace.answers(learner, quiz, "", attempt).read(now)
    if answers.handed_in is None or answers.paper:
        return None  # a printed paper is handed in by whoever enters it
    # First: from then on no file is believed about its beginning.
    note_unnoted(workspace.work(learner, quiz), now, opened.get((learner, quiz)))
    must_be_due(workspace, attempt, answers, now)
    released = workspace.answers_to(workspace.booklet(quiz), learner)
    by = _to_score(workspace, released, _last_shown(workspace, released, now))
    stamp = min(_believable(answers.handed_in, now), _end(workspace, released) or now)
    handed_in = stamp.isoformat("T", "seconds")
    answers = replace(answers, version=by.version, draw=by.draw, handed_in=handed_in)
    _submit(workspace, answers)
    return answers


def _believable(stamp: str, now: datetime) -> datetime:
    """The moment of a hand-in, if it may have been just now; else now."""
    with suppress(ValueError, OverflowError, TypeError):
        moment = datetime.fromisoformat(stamp)
        if timedelta(0) <= now - moment <= _JUST_NOW:
            return moment
    return now


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
    opened: Opened | None = None,
) -> list[Answers]:
    """Complete the hand-ins that a crash cut off, and hand in what its end has overtaken.

    For the start of a server and from time to time. Answers that were saved but not handed in when
    the quiz closed, or when the attempt's own time was over, count as handed in at that moment:
    none of them can be younger. An attempt with a time limit counts even if it is blank. ``failed``
    is told learner, quiz and reason where that is not possible. While learners' processes run,
    ``opened`` is given: then a file is not asked when it was begun or handed in (``complete``).
    """
    done, held = list[Answers](), list[Hand]()
    plans = {plan.quiz for plan in workspace.group.quizzes}
    # Whoever has only opened a page may still have an answer written after the end.
    known = {*under_way(workspace.path), *(tuple(opened) if opened else ())}
    hands = sorted(hand for hand in known if hand[1] in plans)
    # Whose file is held comes last, and is waited for: what is being saved there may count.
    for patience, waiting in ((_BRIEFLY, hands), (PATIENCE, held)):
        for learner, quiz in waiting:
            try:
                match _due(workspace, learner, quiz, now, opened or {}):
                    case Answers(handed_in=str(), paper="") if opened is not None:
                        complete(workspace, learner, quiz, now, opened)
                    case Answers():
                        done.append(hand_in(workspace, learner, quiz, now, patience=patience))
            except _TROUBLE as error:
                if isinstance(error, Held) and waiting is hands:
                    held.append((learner, quiz))
                else:  # one learner's trouble is nobody else's; the file is kept as it is
                    if isinstance(error, Unreadable):
                        with suppress(*_TROUBLE):  # the next round notes it
                            note_over(workspace, learner, quiz, now, opened or {})
                    failed(learner, quiz, error)
    return done


_TROUBLE = (Unreadable, Problems, UserError, ValueError, OverflowError, OSError)


def _due(
    workspace: Workspace, learner: str, quiz: str, now: datetime, opened: Opened
) -> Answers | None:
    """The present attempt, if it was handed in and is not in its place, or if its time is up."""
    if is_in_place(workspace, learner, quiz):
        return None
    note_unnoted(workspace.work(learner, quiz), now, opened.get((learner, quiz)))
    attempt = workspace.attempt(learner, quiz)
    answers = workspace.answers(learner, quiz, "", attempt).read(now)
    if answers.handed_in:
        return answers
    terms, begun = workspace.terms(quiz, learner), workspace.begun(learner, quiz)
    if begun and not terms.over(begun, now):
        return None
    if begun and (answers.answers or terms.asks):
        return answers
    note_over(workspace, learner, quiz, now, opened)  # if it is over, there is nothing
    return None


def _submit(workspace: Workspace, answers: Answers) -> None:
    learner, quiz = answers.learner, answers.quiz
    # Two devices may hand in at once: the second finds the work done.
    with submitting(workspace):
        if is_in_place(workspace, learner, quiz, answers.attempt):
            return
        begun = None if answers.paper else workspace.begun(learner, quiz)
        if begun:  # whatever the file says
            answers = replace(answers, started=begun.isoformat("T", "seconds"))
        made = _write(workspace, answers)
        if not workspace.allows(quiz, 2) and answers.attempt == 1:
            target = workspace.submitted(learner, quiz)
        else:
            if counts(workspace, answers):
                put_submission(workspace, learner, quiz, made)
            # The last step: without it everything is done once more.
            target = kept_at(workspace, learner, quiz, answers.attempt)
            shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(made, target)
        note(workspace, learner, quiz)


def _write(workspace: Workspace, answers: Answers) -> Path:
    folder = half_made(workspace, answers.learner, answers.quiz)
    shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(to_json(answers), ensure_ascii=False, indent=1)
    write_durably(folder / "answers.json", encode_json(text))
    stamp = datetime.fromisoformat(answers.handed_in or answers.started).astimezone(UTC)
    write_durably(folder / "timestamp.txt", f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC".encode())
    released = workspace.path / "release" / answers.quiz / f"{answers.quiz}.ipynb"
    write_durably(folder / released.name, filled(released, written(workspace, answers)))
    return folder
