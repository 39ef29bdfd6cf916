"""``kit paper sheet`` and ``kit paper enter``: what was written by hand goes to the gradebook."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.entering.looking import Desk, Ready
    from kit.entering.table import Table
    from kit.errors import Problem
    from kit.workspace import Workspace

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]
Quiz = Annotated[str, typer.Argument(help=t("cli.paper_quiz"), show_default=False)]


def sheet(
    folder: Folder,
    quiz: Quiz,
    to: Annotated[Path, typer.Option(help=t("cli.paper_sheet_to"), show_default=False)],
) -> None:
    from kit.clock import now
    from kit.durable import write_durably
    from kit.entering.blank import blank_table
    from kit.entering.looking import Desk
    from kit.errors import UserError

    desk = Desk(planned(folder, quiz), quiz)
    if to.exists():
        raise UserError(t("paper.sheet_there", path=to), t("paper.sheet_there_hint"))
    if to.suffix.lower() != ".xlsx":
        raise UserError(t("paper.sheet_ending", path=to), t("paper.sheet_ending_hint"))
    write_durably(to, blank_table(desk, now()))
    say(t("cli.written", path=to))
    say(t("paper.sheet_next", folder=folder, quiz=quiz, path=to))


def enter(
    folder: Folder,
    quiz: Quiz,
    from_: Annotated[
        Path | None, typer.Option("--from", help=t("cli.paper_from"), show_default=False)
    ] = None,
    at: Annotated[str | None, typer.Option(help=t("cli.paper_at"), show_default=False)] = None,
    replace: Annotated[
        str | None, typer.Option(help=t("cli.paper_replace"), show_default=False)
    ] = None,
) -> None:
    from kit.cli.paper_typing import type_in
    from kit.entering.looking import Desk
    from kit.errors import UserError

    if replace is not None and not replace.strip():
        raise UserError(t("paper.no_reason"), t("paper.no_reason_hint"))
    workspace = planned(folder, quiz)
    if from_:
        desk = Desk(workspace, quiz, str(from_), replace=bool(replace))
        entered = _enter_file(desk, from_, at, replace or "")
    else:
        desk = Desk(workspace, quiz, replace=True)
        moment = handed_in_at(workspace, quiz, at or typer.prompt(t("paper.ask_at")))
        entered = type_in(
            desk, lambda one, reason: put_all(desk, [one], moment, reason), replace or ""
        )
    if entered:
        say(t("paper.next_grade", path=folder))


def planned(folder: Path, quiz: str) -> "Workspace":
    """The group of that folder; raises ``UserError`` if it has no such quiz."""
    from kit.errors import UserError
    from kit.workspace import Workspace

    workspace = Workspace(folder.resolve())
    known = [plan.quiz for plan in workspace.group.quizzes]
    if quiz not in known:
        hint = t("grade.not_planned_hint", known=", ".join(known))
        raise UserError(t("grade.not_planned", quiz=quiz), hint)
    return workspace


def handed_in_at(workspace: "Workspace", quiz: str, typed: str) -> datetime:
    """When the papers were collected; raises ``UserError`` for what is no such moment."""
    from kit.clock import now, read, spoken
    from kit.errors import UserError

    moment = read(typed)
    if moment is None:
        raise UserError(t("paper.bad_at", at=typed), t("paper.bad_at_hint"))
    if moment > now():
        raise UserError(t("paper.future", at=spoken(moment)), t("paper.future_hint"))
    _tell_closed(workspace, quiz, moment)
    return moment


def _enter_file(desk: "Desk", file: Path, at: str | None, reason: str) -> int:
    """Enter every row or none; how many papers were new."""
    from kit.entering.looking import look_at_all
    from kit.entering.nameless import recognised
    from kit.entering.table import read_table
    from kit.errors import Problems, UserError

    table = read_table(file)
    if table.quiz.text and table.quiz.text != desk.quiz:
        hint = t("paper.other_quiz_hint", quiz=table.quiz.text)
        raise UserError(t("paper.other_quiz", path=file, quiz=table.quiz.text), hint)
    moment, wrong = _moment(desk, table, at)
    for note in table.beside.notes:
        say(note)
    looked = look_at_all(desk, table.rows)
    if moment:
        looked = recognised(desk, table, looked, moment)
    problems = (*wrong, *table.beside.problems, *looked.problems)
    if problems or moment is None:
        say(t("paper.nothing_entered"))
        raise Problems(problems)
    if not looked.ready:
        raise UserError(t("paper.no_rows", path=file), t("paper.no_rows_hint"))
    new = put_all(desk, looked.ready, moment, reason)
    if looked.gone:
        say(t("paper.entered_gone", count=looked.gone))
    return new


def _moment(
    desk: "Desk", table: "Table", at: str | None
) -> "tuple[datetime | None, list[Problem]]":
    """When the papers of a table were collected, or what is wrong with the cell that says it.

    What was typed as ``at`` counts before the cell, and raises ``UserError`` if it is no moment.
    """
    from kit.clock import now, read, spoken

    if at:
        return handed_in_at(desk.workspace, desk.quiz, at), []
    typed, moment = table.at.text, read(table.at.text)
    if moment is None:
        return None, [desk.problem(table.at, "bad_at" if typed else "no_at", at=typed)]
    if moment > now():
        return None, [desk.problem(table.at, "future", at=spoken(moment))]
    _tell_closed(desk.workspace, desk.quiz, moment)
    return moment, []


def _tell_closed(workspace: "Workspace", quiz: str, moment: datetime) -> None:
    from kit.clock import spoken
    from kit.entering.looking import moment_fits

    if not moment_fits(workspace, quiz, moment):
        say(t("paper.not_open", at=spoken(moment)))


def put_all(desk: "Desk", ready: Iterable["Ready"], at: datetime, reason: str) -> int:
    """Hand papers in and say so; how many were new."""
    from kit.clock import now
    from kit.entering.putting import put

    new = 0
    for one in ready:
        done = put(desk, one, at, now(), reason)
        new += done
        what = "replaced" if one.standing == "other" else "put" if done else "same"
        values = {"learner": one.learner, "name": one.name, "code": one.paper.code}
        if one.sheet:
            place = one.cell.place and f"({one.cell.place})"
            values |= {"learner": t("paper.entered_nameless"), "name": place}
        scored = sum(question.points > 0 for question in one.paper.questions)
        answered = sum(
            question.points > 0 and question.item.id in one.responses
            for question in one.paper.questions
        )
        say(t(f"paper.entered_{what}", **values, answered=answered, count=scored))
        if one.anonymous:
            say(t("paper.entered_anonymous", code=one.anonymous))
    return new
