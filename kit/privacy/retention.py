"""What has been kept long enough: work goes, counts that point to nobody stay.

A quiz has been kept long enough ``retention_days`` after it closed; without a closing hour, each
learner's work so long after it was handed in or last changed. Luật 91/2025/QH15 Điều 3, 14: data
is deleted when its purpose is reached.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kit.answers import Unreadable, read
from kit.clock import ZONE
from kit.durable import write_durably
from kit.gradebook.persons import recorded
from kit.gradebook.results import Result, results
from kit.privacy.erase import STEPS
from kit.workspace import Workspace

LEAST = 5
"""Numbers about fewer people than this would point to somebody."""


@dataclass(frozen=True)
class Due:
    """One learner's work in one quiz that has been kept long enough."""

    learner: str
    quiz: str
    since: datetime
    """The day from which it was to be deleted."""


@dataclass(frozen=True)
class Kept:
    """What stays of a quiz: nothing that is true of fewer than five people.

    Nor does a difference of two numbers tell of fewer: mean and items are about the same people.
    """

    quiz: str
    at: str
    """The day of the deletion."""
    people: int | None
    """Who handed in; ``None`` for one to four."""
    mean: float | None = None
    """Share of the points, 0 to 1, over those whose score was final."""
    items: dict[str, float] | None = None
    """Slot → share of its points that was earned, 0 to 1."""


def due(workspace: Workspace, now: datetime) -> list[Due]:
    """Everything whose time is over, by quiz and learner."""
    keep = timedelta(days=workspace.group.retention_days)
    closes = {plan.quiz: plan.closes for plan in workspace.group.quizzes}
    found = []
    for learner, quiz in sorted(_all(workspace)):
        begun = closes.get(quiz) or _last_change(workspace.path, learner, quiz)
        if begun is not None and now >= begun + keep:
            found.append(Due(learner, quiz, begun + keep))
    return found


def _all(workspace: Workspace) -> set[tuple[str, str]]:
    places = {
        (path.parent.name, path.name)
        for step in STEPS
        for path in (workspace.path / step).glob("*/*")
        if path.is_dir() and not path.parent.name.startswith(".")
    }
    return places | set(recorded(workspace.path))


def _last_change(root: Path, learner: str, quiz: str) -> datetime | None:
    """When the learner last did something there; by the files' own time if they do not say."""
    moments = [
        datetime.fromisoformat(moment)
        for step in ("submitted", "work")
        for moment in _moments(root / step / learner / quiz / "answers.json")
    ]
    if moments:
        return max(moment if moment.tzinfo else moment.replace(tzinfo=ZONE) for moment in moments)
    times = [
        path.stat().st_mtime
        for step in STEPS
        for path in (root / step / learner / quiz).rglob("*")
        if path.is_file()
    ]
    return datetime.fromtimestamp(max(times), ZONE) if times else None


def _moments(file: Path) -> Iterator[str]:
    try:
        answers = read(file)
    except Unreadable:
        return
    yield answers.handed_in or answers.started
    yield from (answer.at for answer in answers.answers.values())


def keep_counts(workspace: Workspace, gone: Sequence[Due], now: datetime) -> list[Kept]:
    """Add what may stay to ``aggregates.jsonl``, on disk before this returns."""
    by_quiz: dict[str, list[str]] = {}
    for one in gone:
        by_quiz.setdefault(one.quiz, []).append(one.learner)
    kept = []
    for quiz, learners in by_quiz.items():
        found = [results(workspace.path, learner, quiz) for learner in learners]
        if handed := [one for one in found if one]:
            kept.append(_counts(quiz, handed, now))
    if kept:
        file = workspace.path / "aggregates.jsonl"
        old = file.read_bytes() if file.exists() else b""
        lines = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in kept)
        write_durably(file, old + lines.encode())
    return kept


def _counts(quiz: str, handed: Sequence[Result], now: datetime) -> Kept:
    day = now.astimezone(ZONE).date().isoformat()
    if len(handed) < LEAST:
        return Kept(quiz, day, None)
    final = [one for one in handed if not one.needs_manual and one.max]
    if len(final) < LEAST:
        return Kept(quiz, day, len(handed), None, _shares(handed))
    mean = sum(one.total / one.max for one in final) / len(final)
    return Kept(quiz, day, len(handed), mean, _shares(final))


def _shares(people: Sequence[Result]) -> dict[str, float]:
    """The slots that all of these, five at least, have a final score for."""
    earned: dict[str, list[float]] = {}
    for one in people:
        for line in one.items:
            if not line.needs_manual and line.max:
                earned.setdefault(line.slot, []).append(line.score / line.max)
    return {
        slot: round(sum(shares) / len(shares), 4)
        for slot, shares in sorted(earned.items())
        if len(shares) == len(people)
    }
