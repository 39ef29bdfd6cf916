"""A learner's attempts at a quiz: all of them are kept, and one of them counts.

work/<learner>/<quiz>/answers.json   the present attempt
attempts/<learner>/<quiz>/<n>/       each attempt that was handed in, as a submission
                          again-<n>  that attempt was asked for
submitted/<learner>/<quiz>/          a copy of the one that counts: what is graded
work/.submitting/                    what is being made; like the last two, no learner's process
                                     gets there

Where a quiz has one attempt, its submission alone is there. Which one counts is decided by what
machines score; a paper that nobody can score counts only if there is no other.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from kit.answers import Answers, Unreadable, read
from kit.begun import asked_again, begun_file, ended_file, is_former
from kit.clock import ZONE, local
from kit.durable import copy_durably, write_durably
from kit.errors import UserError
from kit.given import ATTEMPTS, attempts_of, kept_attempts
from kit.marking import NotScored, Scorer
from kit.ranking import Entry, recognised
from kit.ranking.rules import Best
from kit.wording import t
from kit.workspace import Workspace

__all__ = [
    "Recount", "begin_again", "count_anew", "counting", "counts", "half_made",
    "handed_in_attempts", "is_in_place", "kept_at", "points_of", "put_submission", "read_kept",
    "recounts", "set_aside", "submitting", "traces",
]  # fmt: skip


def kept_at(workspace: Workspace, learner: str, quiz: str, attempt: int) -> Path:
    """Where an attempt is kept that was handed in."""
    return attempts_of(workspace.work(learner, quiz)) / str(attempt)


def submitting(workspace: Workspace) -> FileLock:
    """Held by whoever puts hand-ins in their place."""
    folder = workspace.path / "work" / ".submitting"
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / ".lock", timeout=60)


def is_in_place(workspace: Workspace, learner: str, quiz: str, attempt: int | None = None) -> bool:
    """Whether that attempt, else the present one, was handed in and lies where it belongs."""
    if not workspace.submitted(learner, quiz).is_dir():
        return False
    if not attempts_of(workspace.work(learner, quiz)).is_dir():
        return True
    number = workspace.attempt(learner, quiz) if attempt is None else attempt
    return kept_at(workspace, learner, quiz, number).is_dir()


def half_made(workspace: Workspace, learner: str, quiz: str) -> Path:
    """Where a submission lies until it is whole."""
    return workspace.path / "work" / ".submitting" / f"{learner}@{quiz}"


def traces(workspace: Workspace, learner: str, quiz: str = "") -> list[Path]:
    """What a crash has left of a learner's hand-ins, in one quiz or in all."""
    folder = workspace.path / "work" / ".submitting"
    # Half a submission; what it was to replace (``.former``); half a copy of it (``.….tmp``).
    name = re.compile(rf"\.?{re.escape(learner)}@{re.escape(quiz) or '[^.]+'}(\..+)?")
    return [one for one in folder.glob("*") if name.fullmatch(one.name)]


def handed_in_attempts(workspace: Workspace, learner: str, quiz: str) -> list[Answers]:
    """Every attempt that was handed in, in order; what cannot be read is left out.

    Without a folder of attempts that is what lies in ``submitted/``.
    """
    numbers = kept_attempts(workspace.work(learner, quiz))
    kept = [read_kept(workspace, learner, quiz, n) for n in numbers]
    found = kept or [_read(workspace.submitted(learner, quiz))]
    return [one for one in found if one]


def read_kept(workspace: Workspace, learner: str, quiz: str, attempt: int) -> Answers | None:
    """An attempt that was handed in; ``None`` if it cannot be read."""
    return _read(kept_at(workspace, learner, quiz, attempt))


def _read(folder: Path) -> Answers | None:
    try:
        return read(folder / "answers.json")
    except Unreadable:
        return None


def points_of(scorer: Scorer, answers: Answers) -> float:
    """What machines give for an attempt; -1 where nobody can tell what was asked."""
    try:
        return scorer.earned(answers.learner, answers).points
    except NotScored:
        return -1.0


def counting(best: Best, attempts: Sequence[Answers], points: Callable[[Answers], float]) -> int:
    """Number of the attempt that counts; of those that were handed in, at least one."""
    entries = {}
    for one in attempts:
        started, ended = (_moment(text) for text in (one.started, one.handed_in or one.started))
        entries[one.attempt] = Entry("", "", points(one), started, ended, str(one.attempt))
    (chosen,) = recognised(best, entries.values())
    return next(number for number, entry in entries.items() if entry is chosen)


def counts(workspace: Workspace, answers: Answers) -> bool:
    """Whether this attempt, which is being handed in, is the one that counts."""
    learner, quiz = answers.learner, answers.quiz
    work = workspace.work(learner, quiz)
    others = [read_kept(workspace, learner, quiz, n) for n in kept_attempts(work)]
    known = [one for one in others if one and one.attempt != answers.attempt]
    best, scorer = workspace.terms(quiz, learner).best, Scorer(workspace, quiz)
    chosen = counting(best, [*known, answers], lambda one: points_of(scorer, one))
    return chosen == answers.attempt


def _moment(text: str) -> datetime:
    try:
        return local(datetime.fromisoformat(text))
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=ZONE)  # another program wrote the file


def begin_again(workspace: Workspace, learner: str, quiz: str, now: datetime) -> int:
    """Make room for the next attempt and return its number; it begins when the learner says so.

    Raises ``UserError`` if there is none, or if the present one is not handed in. A second call
    changes nothing.
    """
    work = workspace.work(learner, quiz)
    with submitting(workspace):
        present = workspace.attempt(learner, quiz)
        if not is_in_place(workspace, learner, quiz):
            if present > 1:
                if is_former(work):  # a crash, or a system that lets nobody delete an open file
                    (work / "answers.json").unlink()
                return present
            raise UserError(t("serve.no_more_attempts"))
        if not workspace.may_do_again(quiz, learner, now):
            raise UserError(t("serve.no_more_attempts"))
        kept = kept_at(workspace, learner, quiz, present)
        if not kept.is_dir():  # there was one attempt when it was handed in
            kept.parent.mkdir(parents=True, exist_ok=True)
            copy_durably(workspace.submitted(learner, quiz), kept)
        write_durably(asked_again(work, present + 1), b"")
        (work / "answers.json").unlink(missing_ok=True)
    return present + 1


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
        answers = work / "answers.json"
        for place in (answers, begun_file(work), ended_file(work), attempts_of(work)):
            with suppress(FileNotFoundError):
                os.replace(place, kept / ("attempts" if place.is_dir() else place.name))


@dataclass(frozen=True)
class Recount:
    """Another attempt of a learner that counts by other keys."""

    learner: str
    counted: Answers | None
    """The attempt that counts till then; ``None`` if a crash has cut off putting it there."""
    chosen: Answers


def recounts(workspace: Workspace, quiz: str, scorer: Scorer) -> Iterator[Recount]:
    """Whose other attempt would count by that scorer; nothing is changed."""
    for folder in sorted((workspace.path / ATTEMPTS).glob(f"*/{quiz}")):
        if found := _recount(workspace, folder.parts[-2], quiz, scorer):
            yield found


def _recount(workspace: Workspace, learner: str, quiz: str, scorer: Scorer) -> Recount | None:
    place = workspace.submitted(learner, quiz)
    counted, cut_off = _read(place), not place.is_dir()  # by a crash, in ``put_submission``
    known = handed_in_attempts(workspace, learner, quiz)
    if not known or (not cut_off and (counted is None or len(known) < 2)):
        return None
    best = workspace.plan(quiz).best
    number = counting(best, known, lambda one: points_of(scorer, one))
    chosen = next(one for one in known if one.attempt == number)
    same = counted is not None and number == counted.attempt
    return None if same else Recount(learner, counted, chosen)


def count_anew(workspace: Workspace, quiz: str) -> list[str]:
    """Let the attempt count that does by the keys as they are now; returns whose is another one.

    For after a key was mended: then another attempt may be a learner's best.
    """
    scorer, changed = Scorer(workspace, quiz), []
    for folder in sorted((workspace.path / ATTEMPTS).glob(f"*/{quiz}")):
        learner = folder.parts[-2]
        with submitting(workspace):
            if found := _recount(workspace, learner, quiz, scorer):
                made = kept_at(workspace, learner, quiz, found.chosen.attempt)
                put_submission(workspace, learner, quiz, made)
                changed.append(learner)
    return changed


def put_submission(workspace: Workspace, learner: str, quiz: str, made: Path) -> None:
    """Put a copy of a whole submission into ``submitted/``, in place of what is there."""
    made_anew, target = half_made(workspace, learner, quiz), workspace.submitted(learner, quiz)
    former, counted = (made_anew.with_name(made_anew.name + end) for end in (".former", ".counted"))
    shutil.rmtree(former, ignore_errors=True)
    copy_durably(made, counted)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        os.replace(target, former)
    os.replace(counted, target)
    shutil.rmtree(former, ignore_errors=True)
