"""``kit grade``: score what was handed in, without running learners' code."""

import json as json_
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.progress import progress
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.bulk import Report, Trouble
    from kit.gradebook.bulk.groups import Graded
    from kit.workspace import Workspace

_FEW = 5
_MOST_LINES = 20
"""Of one sort; what is more is summed up."""


def grade(
    folders: Folders,
    quiz: Annotated[list[str] | None, typer.Option(help=t("cli.help_quiz"))] = None,
    json: Annotated[bool, typer.Option("--json", help=t("cli.help_json"))] = False,
) -> None:
    from kit.clock import now
    from kit.gradebook.bulk.groups import count, grade_groups, readable_of
    from kit.workspace import Workspace

    began = time.perf_counter()
    places = list(dict.fromkeys(folder.resolve() for folder in folders))
    groups = [Workspace(place) for place in places]
    readable = readable_of(groups)
    total = count(readable, quiz)
    _refuse_unknown(readable, quiz)
    with progress("grading", total, quiet=json) as advance:
        graded = list(grade_groups(groups, quiz, now(), advance))
    graded.sort(key=lambda one: places.index(one.folder))
    if json:
        typer.echo(_json(graded, time.perf_counter() - began))
    else:
        _tell(graded, {one.path: one.group.name for one in readable})
    if any(one.error or not all(report.in_order for report in one.reports) for one in graded):
        raise typer.Exit(1)


def _refuse_unknown(groups: "Sequence[Workspace]", quizzes: Sequence[str] | None) -> None:
    """A quiz that no group has is a slip of the pen, and grading nothing would hide it."""
    from kit.errors import UserError

    known = sorted({plan.quiz for one in groups for plan in one.group.quizzes})
    if unknown := [quiz for quiz in quizzes or () if quiz not in known]:
        hint = t("grade.not_planned_hint", known=", ".join(known))
        raise UserError(t("grade.not_planned", quiz=", ".join(unknown)), hint)


def _tell(graded: "Sequence[Graded]", names: Mapping[Path, str]) -> None:
    """``names``: of the groups whose settings can be read."""
    for one in graded:
        for report in one.reports:
            _tell_quiz(report)
        if one.error:
            say(t("grading.failed", path=one.folder, detail=one.error))
        elif not one.reports:
            say(t("grading.nobody", group=names.get(one.folder, one.folder)))
        if one.unplanned:
            few = ", ".join(one.unplanned[:_FEW])
            say(t("grading.unplanned", path=one.folder, count=len(one.unplanned), places=few))


def _tell_quiz(report: "Report") -> None:
    from kit.gradebook.bulk import Trouble

    where = {"group": report.group, "quiz": report.quiz}
    if report.by_nbgrader:
        say(t("grading.by_nbgrader", **where, why=report.by_nbgrader))
    counts = {"graded": report.graded, "skipped": report.skipped}
    say(t("grading.done", **where, **counts, seconds=report.seconds))
    if report.waiting:
        say("  " + t("grading.waiting_count", count=report.waiting))
    for name in ("missing", "blank", "strangers"):
        _tell_troubles(name, [Trouble(learner, "") for learner in getattr(report, name)])
    for name in ("held", "noted", "quarantined"):
        troubles = getattr(report, name)
        _tell_troubles(name, troubles)
        if troubles and name != "noted":
            say("    → " + t(f"grading.{name}_hint"))
    if report.older and report.graded:
        say("  " + t("grading.older"))


def _tell_troubles(name: str, troubles: "Sequence[Trouble]") -> None:
    """A line for each or, if they are too many to be read, one for each reason."""
    if len(troubles) <= _MOST_LINES:
        for one in troubles:
            say("  " + t(f"grading.{name}", **asdict(one)))
        return
    reasons: dict[str, list[str]] = {}
    for one in troubles:
        reasons.setdefault(one.reason, []).append(one.learner)
    most_first = sorted(reasons.items(), key=lambda entry: -len(entry[1]))
    for reason, learners in most_first[:_MOST_LINES]:
        few = ", ".join([*dict.fromkeys(learners)][:3])
        count = {"count": len(learners), "learners": few}
        say("  " + t(f"grading.many_{name}", reason=reason, **count))
    rest = sum(len(learners) for _, learners in most_first[_MOST_LINES:])
    say("  " + (t("grading.more", count=rest) if rest else t("grading.see_json")))


def _json(graded: "Sequence[Graded]", seconds: float) -> str:
    from kit.gradebook.bulk.report import summary

    whole = summary([report for one in graded for report in one.reports], seconds)
    failed = [{"folder": str(one.folder), "reason": one.error} for one in graded if one.error]
    unplanned = [f"{one.folder}/{place}" for one in graded for place in one.unplanned]
    found = {**whole, "unplanned": unplanned, "failed": failed}
    return json_.dumps(found, ensure_ascii=False, indent=1)
