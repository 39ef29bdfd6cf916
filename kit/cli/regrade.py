"""``kit regrade``: scores after a key was mended or a question dropped; who changes comes first."""

import json as json_
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.regrade_log import points_or_wait, show_log
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.amendments import Wish
    from kit.gradebook.regrade import Change, Plan
    from kit.workspace import Workspace

_SHOWN = 40
"""Learners of a group that are listed; the rest is counted, and ``--json`` has them all."""


def regrade(
    folders: Annotated[list[Path], typer.Argument(help=t("cli.help_folders"), show_default=False)],
    quiz: Annotated[list[str] | None, typer.Option(help=t("cli.help_quiz"))] = None,
    drop: Annotated[list[str] | None, typer.Option(help=t("cli.help_drop"))] = None,
    rescale: Annotated[list[str] | None, typer.Option(help=t("cli.help_rescale"))] = None,
    keep: Annotated[list[str] | None, typer.Option(help=t("cli.help_keep"))] = None,
    also: Annotated[list[str] | None, typer.Option(help=t("cli.help_also"))] = None,
    yes: Annotated[bool, typer.Option("--yes", help=t("cli.help_write_yes"))] = False,
    log: Annotated[bool, typer.Option("--log", help=t("cli.help_log"))] = False,
    json: Annotated[bool, typer.Option("--json", help=t("cli.help_json"))] = False,
) -> None:
    from kit.cli.progress import progress
    from kit.clock import now
    from kit.gradebook.bulk.groups import count
    from kit.workspace import Workspace

    groups = [Workspace(place) for place in dict.fromkeys(one.resolve() for one in folders)]
    if log:
        show_log(groups, quiz, json)
        return
    moment = now()
    total = 0 if json else count(groups, quiz)
    with progress("grading", total, quiet=json) as advance:
        wish = _wish(drop, rescale, keep, also)
        plans, failed = _plans(groups, quiz, wish, moment, advance)
    new = [one for one in plans if one.new]
    if json:
        _carry_out(new if yes else (), moment, quiet=True)
        typer.echo(_json(plans, failed, yes))
    else:
        _tell_all(plans, failed)
        if agreed := bool(new) and (yes or _agreed()):
            _carry_out(new, moment, quiet=False)
        if new:
            say(t("regrade.written") if agreed else t("regrade.not_written"))
    if failed:
        raise typer.Exit(1)


def _carry_out(plans: Sequence["Plan"], now: datetime, quiet: bool) -> None:
    from kit.cli.progress import progress
    from kit.gradebook.regrade import carry_out

    total = sum(plan.submissions for plan in plans)
    with progress("grading", total, quiet) as advance:
        for plan in plans:
            carry_out(plan, now, advance)


def _wish(*lists: Sequence[str] | None) -> "Wish":
    from kit.amendments import Drop, Wish
    from kit.errors import UserError

    drop, rescale, keep, also = (frozenset(one or ()) for one in lists)
    if both := sorted((drop & rescale) | ((drop | rescale) & keep)):
        raise UserError(t("regrade.both_ways", items=", ".join(both)))
    ways: dict[str, Drop] = {**dict.fromkeys(drop, "full"), **dict.fromkeys(rescale, "rescaled")}
    return Wish(ways, keep, also)


def _plans(
    groups: Sequence["Workspace"],
    quizzes: Sequence[str] | None,
    wish: "Wish",
    now: datetime,
    advance: Callable[[int], None],
) -> tuple[list["Plan"], dict[str, str]]:
    """All plans, and folder → why there is none; what is wrong with every group is wrong use."""
    from sqlalchemy.exc import SQLAlchemyError

    from kit.errors import Problems, UserError

    found: list[Plan] = []
    failed: dict[str, Exception] = {}
    for group in groups:
        try:
            found += _plans_of(group, quizzes, wish, now, advance)
        except (UserError, Problems, OSError, SQLAlchemyError) as error:
            failed[str(group.path)] = error
    if len(failed) == len(groups):
        raise next(iter(failed.values()))
    return found, {path: str(error) for path, error in failed.items()}


def _plans_of(
    group: "Workspace",
    quizzes: Sequence[str] | None,
    wish: "Wish",
    now: datetime,
    advance: Callable[[int], None],
) -> Iterator["Plan"]:
    """One for each quiz that is asked for; an item belongs to one quiz, so wishes need its name."""
    from kit.errors import UserError
    from kit.gradebook.regrade import plan

    known = [one.quiz for one in group.group.quizzes]
    if unknown := [one for one in quizzes or () if one not in known]:
        hint = t("grade.not_planned_hint", known=", ".join(known))
        raise UserError(t("grade.not_planned", quiz=", ".join(unknown)), hint)
    wanted = list(quizzes or known)
    if len(wanted) > 1 and (wish.drop or wish.keep or wish.also):
        hint = t("regrade.which_quiz_hint", known=", ".join(known))
        raise UserError(t("regrade.which_quiz"), hint)
    for quiz in wanted:
        yield plan(group, quiz, wish, now, advance)


def _agreed() -> bool:
    """Asked on a terminal; a program has to say ``--yes``."""
    return sys.stdin.isatty() and typer.confirm(t("regrade.ask"), default=False)


def _tell_all(plans: Iterable["Plan"], failed: Mapping[str, str]) -> None:
    for plan in plans:
        _tell(plan)
    for path, why in failed.items():
        say(t("grading.failed", path=path, detail=why))


def _tell(plan: "Plan") -> None:
    where = {"group": plan.group, "quiz": plan.quiz}
    say(t("regrade.head", **where, version=plan.version, submissions=plan.submissions))
    proposal = plan.proposal
    if proposal.mended:
        say("  " + t("regrade.mended", items=", ".join(proposal.mended)))
    for how in ("full", "rescaled"):
        if items := sorted(id for id, one in plan.dropped.items() if one == how):
            say("  " + t(f"regrade.dropped_{how}", items=", ".join(items)))
    if proposal.reworded:
        say("  " + t("regrade.reworded", items=", ".join(proposal.reworded)))
        say("  " + t("regrade.reworded_hint"))
    if not plan.new:
        say("  " + t("regrade.nothing"))
        return
    _tell_changes(plan)


def _tell_changes(plan: "Plan") -> None:
    learners = _by_learner(plan.changes)
    up = sum(_gain(changes) > 0 for changes in learners.values())
    down = sum(_gain(changes) < 0 for changes in learners.values())
    rest = plan.submissions - up - down
    say("  " + t("regrade.counts", up=up, down=down, same=rest))
    # Whoever loses points comes first: that is what has to be thought about.
    ordered = sorted(learners, key=lambda learner: (_gain(learners[learner]), learner))
    for learner in ordered[:_SHOWN]:
        changes = learners[learner]
        slots = "; ".join(map(_change, changes))
        say("    " + t("regrade.change", learner=learner, gain=_signed(changes), slots=slots))
    if len(ordered) > _SHOWN:
        say("    " + t("regrade.more", count=len(ordered) - _SHOWN))


def _by_learner(changes: Iterable["Change"]) -> dict[str, list["Change"]]:
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.learner].append(change)
    return found


def _gain(changes: Iterable["Change"]) -> float:
    """What the learner's total gains; a score by hand counts before and after."""
    return sum((one.after or 0) - (one.before or 0) for one in changes if not one.by_hand)


def _change(one: "Change") -> str:
    text = f"{one.slot}: {points_or_wait(one.before)} → {points_or_wait(one.after)}"
    return f"{text} ({t('regrade.by_hand')})" if one.by_hand else text


def _signed(changes: Iterable["Change"]) -> str:
    gain = _gain(changes)
    return f"{'−' if gain < 0 else '+'}{points_or_wait(abs(gain))}"


def _json(plans: Iterable["Plan"], failed: Mapping[str, str], written: bool) -> str:
    found = [
        {
            "folder": str(one.folder),
            "quiz": one.quiz,
            "version": one.version,
            "submissions": one.submissions,
            "mended": one.proposal.mended,
            "reworded": one.proposal.reworded,
            "dropped": dict(one.dropped),
            "changes": [asdict(change) for change in one.changes],
            "written": written and one.new,
        }
        for one in plans
    ]
    reasons = [{"folder": path, "reason": why} for path, why in failed.items()]
    return json_.dumps({"quizzes": found, "failed": reasons}, ensure_ascii=False, indent=1)
