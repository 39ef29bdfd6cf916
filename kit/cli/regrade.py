"""``kit regrade``: scores after a key was mended or a question dropped; who changes comes first."""

import json as json_
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.amendments import Wish
    from kit.gradebook.bulk.log import Rescored
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
    from kit.clock import now
    from kit.workspace import Workspace

    groups = [Workspace(place) for place in dict.fromkeys(one.resolve() for one in folders)]
    if log:
        _show_log(groups, quiz, json)
        return
    moment = now()
    plans, failed = _plans(groups, quiz, _wish(drop, rescale, keep, also), moment)
    new = [one for one in plans if one.new]
    if json:
        _carry_out(new if yes else (), moment)
        typer.echo(_json(plans, failed, yes))
    else:
        _tell_all(plans, failed)
        if agreed := bool(new) and (yes or _agreed()):
            _carry_out(new, moment)
        if new:
            say(t("regrade.written") if agreed else t("regrade.not_written"))
    if failed:
        raise typer.Exit(1)


def _carry_out(plans: Iterable["Plan"], now: datetime) -> None:
    from kit.gradebook.regrade import carry_out

    for plan in plans:
        carry_out(plan, now)


def _wish(*lists: Sequence[str] | None) -> "Wish":
    from kit.amendments import Drop, Wish
    from kit.errors import UserError

    drop, rescale, keep, also = (frozenset(one or ()) for one in lists)
    if both := sorted((drop & rescale) | ((drop | rescale) & keep)):
        raise UserError(t("regrade.both_ways", items=", ".join(both)))
    ways: dict[str, Drop] = {**dict.fromkeys(drop, "full"), **dict.fromkeys(rescale, "rescaled")}
    return Wish(ways, keep, also)


def _plans(
    groups: Sequence["Workspace"], quizzes: Sequence[str] | None, wish: "Wish", now: datetime
) -> tuple[list["Plan"], dict[str, str]]:
    """All plans, and folder → why there is none; what is wrong with every group is wrong use."""
    from sqlalchemy.exc import SQLAlchemyError

    from kit.errors import Problems, UserError

    found: list[Plan] = []
    failed: dict[str, Exception] = {}
    for group in groups:
        try:
            found += _plans_of(group, quizzes, wish, now)
        except (UserError, Problems, OSError, SQLAlchemyError) as error:
            failed[str(group.path)] = error
    if len(failed) == len(groups):
        raise next(iter(failed.values()))
    return found, {path: str(error) for path, error in failed.items()}


def _plans_of(
    group: "Workspace", quizzes: Sequence[str] | None, wish: "Wish", now: datetime
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
        yield plan(group, quiz, wish, now)


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
    text = f"{one.slot}: {_points(one.before)} → {_points(one.after)}"
    return f"{text} ({t('regrade.by_hand')})" if one.by_hand else text


def _signed(changes: Iterable["Change"]) -> str:
    gain = _gain(changes)
    return f"{'−' if gain < 0 else '+'}{_points(abs(gain))}"


def _points(score: float | None) -> str:
    from kit.text import write_number

    return t("regrade.waits") if score is None else write_number(score)


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


def _show_log(groups: Iterable["Workspace"], quizzes: list[str] | None, json: bool) -> None:
    from kit.gradebook.regrade import history

    lines = [(one, line) for one in groups for line in history(one, quizzes)]
    if json:
        typer.echo(_log_json(lines))
    else:
        _tell_log(lines)


def _tell_log(lines: Sequence[tuple["Workspace", "Rescored"]]) -> None:
    from kit.clock import spoken

    if not lines:
        say(t("regrade.no_log"))
    for group, line in lines:
        values = {
            "when": spoken(line.at.replace(tzinfo=UTC)),
            "group": group.group.name,
            "quiz": line.quiz,
            "learner": line.learner,
            "slot": line.slot,
            "before": _points(line.before),
            "after": _points(line.after),
            "why": t(f"regrade.because_{line.answers}"),
        }
        say(t("regrade.log_line", **values))


def _log_json(lines: Iterable[tuple["Workspace", "Rescored"]]) -> str:
    found = [
        {"folder": str(group.path), **asdict(line), "at": f"{line.at.isoformat()}Z"}
        for group, line in lines
    ]
    return json_.dumps(found, ensure_ascii=False, indent=1)
