"""``kit regrade``: scores after a key was mended or a question dropped; who changes comes first."""

import json as json_
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.ask import agreed
from kit.cli.folders import Folders
from kit.cli.regrade_log import show_log
from kit.cli.regrade_plans import decides, tell_plans
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.amendments import Wish
    from kit.gradebook.regrade import Plan
    from kit.workspace import Workspace


def regrade(
    folders: Folders,
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
    written: list[Plan] = []
    if not json:
        tell_plans(plans, failed)
    asked = any(map(decides, new))
    if new and (yes or (asked and not json and _agreed())):
        written, unwritten = _carry_out(new, moment, quiet=json)
        failed |= unwritten
    if json:
        typer.echo(_json(plans, failed, written))
    elif asked or written:
        _tell_written(new, written, failed)
    if failed or any(plan.quarantined for plan in plans):
        raise typer.Exit(1)


def _carry_out(
    plans: Sequence["Plan"], now: datetime, quiet: bool
) -> tuple[list["Plan"], dict[str, str]]:
    """Do what can be done: the plans that are in force now, and folder → why others are not."""
    from sqlalchemy.exc import SQLAlchemyError

    from kit.cli.progress import progress
    from kit.errors import Problems, UserError
    from kit.gradebook.regrade import carry_out

    done: list[Plan] = []
    failed: dict[str, str] = {}
    total = sum(plan.submissions for plan in plans)
    with progress("grading", total, quiet) as advance:
        for plan in plans:
            try:
                carry_out(plan, now, advance)
                done.append(plan)
            except (UserError, Problems, OSError, SQLAlchemyError) as error:
                failed[str(plan.folder)] = str(error)
    return done, failed


def _tell_written(
    new: Sequence["Plan"], written: Sequence["Plan"], failed: Mapping[str, str]
) -> None:
    if not written:
        say(t("regrade.not_written"))
        return
    if len(written) < len(new):
        for plan in written:
            say(t("regrade.written_one", group=plan.group, quiz=plan.quiz))
        for path in {str(plan.folder) for plan in new if plan not in written}:
            say(t("grading.failed", path=path, detail=failed[path]))
    say(t("regrade.written"))


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

    def waiting() -> None:
        sys.stderr.write(t("grading.waiting", group=group.group.name) + "\n")

    wanted = list(quizzes or known)
    if len(wanted) > 1 and (wish.drop or wish.keep or wish.also):
        hint = t("regrade.which_quiz_hint", known=", ".join(known))
        raise UserError(t("regrade.which_quiz"), hint)
    for quiz in wanted:
        yield plan(group, quiz, wish, now, advance, waiting)


def _agreed() -> bool:
    """Asked on a terminal; a program has to say ``--yes``."""
    return sys.stdin.isatty() and agreed(t("regrade.ask"))


def _json(plans: Iterable["Plan"], failed: Mapping[str, str], written: Sequence["Plan"]) -> str:
    found = [
        {
            "folder": str(one.folder),
            "quiz": one.quiz,
            "version": one.version,
            "submissions": one.submissions,
            "mended": one.proposal.mended,
            "reworded": one.proposal.reworded,
            "dropped": dict(one.dropped),
            "quarantined": [asdict(trouble) for trouble in one.quarantined],
            "changes": [asdict(change) for change in one.changes],
            "recounted": [asdict(recounted) for recounted in one.recounted],
            "written": one in written,
        }
        for one in plans
    ]
    reasons = [{"folder": path, "reason": why} for path, why in failed.items()]
    return json_.dumps({"quizzes": found, "failed": reasons}, ensure_ascii=False, indent=1)
