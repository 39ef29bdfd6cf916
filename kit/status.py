"""How groups are doing at this moment: counted in their files, and told by their server.

An answer counts when it is on disk, and a hand-in when it stands in ``submitted/``: what is shown
is what would be there after a power cut. No name is read.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from kit.answers import Missing, Unreadable, read
from kit.errors import UserError
from kit.gradebook.results import waiting
from kit.roster import read_roster
from kit.serve.live import Live, read_live
from kit.workspace import Workspace


@dataclass(frozen=True)
class QuizStatus:
    """One quiz of a group."""

    quiz: str
    begun: int
    """Learners with a file of answers, or with something handed in."""
    answers: int
    """Answers that are saved, of all of them."""
    handed_in: int
    """Learners."""
    unscored: int
    """Hand-ins that wait for the server, for ``kit grade``, or for a person who looks why."""
    by_hand: int | None
    """Hand-ins with a question that waits for a person; ``None`` if no gradebook can be read."""
    unreadable: int
    """Files of answers that cannot be read; they are among those begun."""


@dataclass(frozen=True)
class GroupStatus:
    """One group."""

    folder: str
    id: str
    name: str
    learners: int
    """On the roster."""
    quizzes: tuple[QuizStatus, ...]
    server: Live | None
    """``None`` if nobody serves the group."""
    memory: int | None
    """Bytes of that server with all its kernels; what they share counts once, where the system
    says so (Linux). ``None`` if it cannot be measured."""


@dataclass
class Watch:
    """Looks again and again; only what has changed is read anew."""

    _counts: dict[str, tuple[tuple[int, int, int], int]] = field(default_factory=dict)
    """File of answers → its state on disk, and how many answers are in it; -1 if unreadable."""

    def look(self, workspace: Workspace, now: float) -> GroupStatus:
        """The group as it is; ``now`` are seconds since 1970. Raises what its settings raise."""
        group, live = workspace.group, read_live(workspace.path, now)
        roster = read_roster(workspace.path / "roster.csv")
        by_hand = _by_hand(workspace.path)
        quizzes = tuple(
            self._quiz(
                workspace.path, plan.quiz, None if by_hand is None else by_hand.get(plan.quiz, 0)
            )
            for plan in group.quizzes
        )
        learners = sum(member.role == "learner" for member in roster)
        memory = _memory(live.pid) if live else None
        return GroupStatus(
            str(workspace.path), group.id, group.name, learners, quizzes, live, memory
        )

    def _quiz(self, root: Path, quiz: str, by_hand: int | None) -> QuizStatus:
        # Hand-ins first: whoever hands in meanwhile has begun, but not the other way round.
        handed_in = [one for one in _folders(root / "submitted", quiz) if os.path.isdir(one)]
        unscored = sum(not _is_scored(folder, quiz) for folder in handed_in)
        found = {
            _learner(folder): count
            for folder in _folders(root / "work", quiz)
            if (count := self._count(f"{folder}/answers.json")) is not None
        }
        # Whoever begins again has no file until the first answer; nor has whoever did it on paper.
        begun = len(found.keys() | {_learner(folder) for folder in handed_in})
        saved = sum(count for count in found.values() if count > 0)
        odd = [*found.values()].count(-1)
        return QuizStatus(quiz, begun, saved, len(handed_in), unscored, by_hand, odd)

    def _count(self, file: str) -> int | None:
        """``None`` if there is no such file."""
        try:
            found = os.lstat(file)
            state = (found.st_mtime_ns, found.st_size, found.st_ino)
            known = self._counts.get(file)
            if known is None or known[0] != state:
                known = self._counts[file] = (state, _answers(Path(file)))
            return known[1]
        except (FileNotFoundError, NotADirectoryError, Missing):
            return None


def _answers(file: Path) -> int:
    try:
        return len(read(file).answers)
    except Missing:
        raise
    except Unreadable:
        return -1


def _is_scored(submitted: str, quiz: str) -> bool:
    """Whether there is a graded notebook that is no older than the answers that were handed in.

    Whoever grades puts it in its place after the scores are written.
    """
    step, learner, _ = submitted.rsplit("/", 2)
    graded = f"{os.path.dirname(step)}/autograded/{learner}/{quiz}"
    try:
        handed_in = os.stat(f"{submitted}/answers.json").st_mtime_ns
        return os.stat(f"{graded}/{quiz}.ipynb").st_mtime_ns >= handed_in
    except OSError:
        return False


def _folders(step: Path, quiz: str) -> Iterator[str]:
    """``<step>/<learner>/<quiz>`` of every learner, whether or not it is there."""
    try:
        learners = os.listdir(step)
    except FileNotFoundError:
        return
    yield from (f"{step}/{learner}/{quiz}" for learner in learners if learner[0] != ".")


def _learner(folder: str) -> str:
    return folder.rsplit("/", 2)[1]


def _by_hand(root: Path) -> dict[str, int] | None:
    try:
        return waiting(root)
    except UserError:
        return None


def _memory(pid: int) -> int | None:
    """Of a process and all that it has started."""
    total = 0
    try:
        server = psutil.Process(pid)
        for one in (server, *server.children(recursive=True)):
            try:
                used = one.memory_full_info()
            except psutil.NoSuchProcess:
                continue  # it has ended meanwhile
            total += getattr(used, "pss", used.uss)
    except psutil.Error:
        return None
    return total
