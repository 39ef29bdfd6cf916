"""``kit report``: the secretary's papers, from templates that she edits in Word."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kit.cli.report_certificate import certificate
from kit.cli.report_common import (
    Criteria,
    Folder,
    Form,
    FormTo,
    Quiz,
    To,
    beside,
    group_of,
    planned,
    session_of,
)
from kit.cli.report_week import week
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.reports.secretary.figures import QuizFigures
    from kit.reports.secretary.session import Session
    from kit.workspace import Workspace

app = typer.Typer(help=t("cli.report"), no_args_is_help=True, rich_markup_mode=None)

app.command("week", help=t("cli.report_week"))(week)
app.command("certificate", help=t("cli.report_certificate"))(certificate)


@app.command("templates", help=t("cli.report_templates"))
def templates(folder: Folder) -> None:
    from kit.reports.secretary.templates import put_templates

    workspace = group_of(folder)
    for path, fresh in put_templates(workspace.path):
        say(t("report.template_put" if fresh else "report.template_kept", path=path))
    say(t("report.template_next"))


@app.command("form", help=t("cli.report_form"))
def form(folder: Folder, quiz: Quiz = None, to: FormTo = None) -> None:
    from kit.reports.secretary.form import blank_form
    from kit.reports.secretary.outbox import put_papers

    workspace = group_of(folder)
    chosen = planned(workspace, quiz) if quiz else []
    known = {"superior": workspace.group.unit, "quizzes": ", ".join(chosen)}
    place, name = to.parent if to else beside(workspace), to.stem if to else t("report.file_form")
    (path,) = put_papers(place, name, {".xlsx": blank_form(known)})
    say(t("cli.written", path=path))
    say(t("report.form_next", path=folder, form=path))


@app.command("minutes", help=t("cli.report_minutes"))
def minutes(folder: Folder, quiz: Quiz = None, form: Form = None, to: To = None) -> None:
    from kit.clock import now
    from kit.reports.secretary.minutes import minutes_values
    from kit.reports.secretary.templates import filled

    workspace, session = group_of(folder), session_of(form)
    chosen = planned(workspace, quiz or session.quizzes)
    found = _figures(workspace, chosen, now(), asked=bool(quiz or session.quizzes))
    made = filled(workspace.path, "minutes", minutes_values(workspace.group, session, found))
    _put(workspace, to, "minutes", session, made)


@app.command("score-sheet", help=t("cli.report_score_sheet"))
def score_sheet(
    folder: Folder, form: Form = None, criteria: Criteria = None, to: To = None
) -> None:
    from kit.reports.secretary.criteria import read_criteria
    from kit.reports.secretary.score_sheet import score_sheet_values
    from kit.reports.secretary.templates import criteria_file, filled

    workspace, session = group_of(folder), session_of(form)
    chosen = read_criteria(criteria or criteria_file(workspace.path))
    values = score_sheet_values(workspace.group, session, chosen, form)
    _put(workspace, to, "score_sheet", session, filled(workspace.path, "score-sheet", values))


def _figures(
    workspace: "Workspace", quizzes: list[str], now: datetime, asked: bool
) -> "list[QuizFigures]":
    from kit.errors import UserError
    from kit.gradebook.export import Trouble, outlines
    from kit.reports.secretary.figures import quiz_figures

    if not quizzes:
        return []
    (found,) = outlines([workspace], quizzes)
    if isinstance(found, Trouble):
        raise UserError(found.reason)
    built = [quiz for quiz in quizzes if asked or found.cells.get(quiz) is not None]
    figures = [quiz_figures(found, quiz, now) for quiz in built]
    return [one for one in figures if asked or one.unit.people]


def _put(
    workspace: "Workspace", to: Path | None, name: str, session: "Session", made: bytes
) -> None:
    from kit.clock import now
    from kit.reports.printing import must_be_apart
    from kit.reports.secretary.outbox import put_papers
    from kit.reports.secretary.session import NOBODY

    folder = to or beside(workspace)
    must_be_apart(folder)
    stem = f"{t(f'report.file_{name}')}-{session.begins or now():%Y-%m-%d}"
    for path in put_papers(folder, stem, {".docx": made}):
        say(t("cli.written", path=path))
    say(t("report.dots_left"))
    say(t("report.names_in"))
    if session is NOBODY:
        say(t("report.no_form"))
