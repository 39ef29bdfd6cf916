"""``kit report``: the secretary's papers, from templates that she edits in Word."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.cli.report_certificate import certificate
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.errors import UserError
    from kit.gradebook.attempts import Period
    from kit.gradebook.export import Outline, Trouble
    from kit.reports.secretary.figures import QuizFigures
    from kit.reports.secretary.session import Session
    from kit.reports.secretary.week import Week
    from kit.workspace import Workspace

app = typer.Typer(help=t("cli.report"), no_args_is_help=True, rich_markup_mode=None)

app.command("certificate", help=t("cli.report_certificate"))(certificate)

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]
Folders = Annotated[list[Path], typer.Argument(help=t("cli.help_folders"), show_default=False)]
To = Annotated[Path | None, typer.Option("--to", help=t("cli.report_to"), show_default=False)]
Quiz = Annotated[list[str] | None, typer.Option(help=t("cli.report_quiz"), show_default=False)]
Form = Annotated[Path | None, typer.Option(help=t("cli.report_form_file"), show_default=False)]


def _day_option(name: str, help: str) -> Any:
    return typer.Option(name, help=help, metavar="DD-MM-YYYY", show_default=False)


@app.command("templates", help=t("cli.report_templates"))
def templates(folder: Folder) -> None:
    from kit.reports.secretary.templates import put_templates

    workspace = group_of(folder)
    for path, fresh in put_templates(workspace.path):
        say(t("report.template_put" if fresh else "report.template_kept", path=path))
    say(t("report.template_next"))


@app.command("form", help=t("cli.report_form"))
def form(
    folder: Folder,
    quiz: Quiz = None,
    to: Annotated[
        Path | None, typer.Option(help=t("cli.report_form_to"), show_default=False)
    ] = None,
) -> None:
    from kit.reports.secretary.form import blank_form
    from kit.reports.secretary.outbox import put_papers

    workspace = group_of(folder)
    known = {"superior": workspace.group.unit, "quizzes": ", ".join(planned(workspace, quiz))}
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
    if form is None:
        say(t("report.no_form"))


@app.command("score-sheet", help=t("cli.report_score_sheet"))
def score_sheet(folder: Folder, form: Form = None, to: To = None) -> None:
    from kit.reports.secretary.criteria import read_criteria
    from kit.reports.secretary.score_sheet import score_sheet_values
    from kit.reports.secretary.templates import criteria_file, filled

    workspace, session = group_of(folder), session_of(form)
    criteria = read_criteria(criteria_file(workspace.path))
    values = score_sheet_values(workspace.group, session, criteria, form)
    _put(workspace, to, "score_sheet", session, filled(workspace.path, "score-sheet", values))
    if form is None:
        say(t("report.no_form"))


@app.command("week", help=t("cli.report_week"))
def week(
    folders: Folders,
    week: Annotated[str | None, _day_option("--week", t("cli.report_in_week"))] = None,
    from_: Annotated[str | None, _day_option("--from", t("cli.report_from"))] = None,
    until: Annotated[str | None, _day_option("--until", t("cli.report_until"))] = None,
    quiz: Quiz = None,
    inside: Annotated[bool, typer.Option("--inside", help=t("cli.report_inside"))] = False,
    unit: Annotated[str, typer.Option(help=t("cli.report_unit"), show_default=False)] = "",
    superior: Annotated[str, typer.Option(help=t("cli.report_superior"), show_default=False)] = "",
    to: To = None,
) -> None:
    from kit.clock import now
    from kit.gradebook.export import Outline, outlines
    from kit.reports.secretary.outbox import put_papers
    from kit.reports.secretary.week import chat_text, week_of_groups

    moment = now()
    period = _period(week, from_, until, moment)
    groups = [group_of(folder) for folder in dict.fromkeys(folders)]
    read = outlines(groups, quiz)
    failed = _tell_troubles(read)
    outlined = [one for one in read if isinstance(one, Outline)]
    if not outlined:
        raise _no_group()
    found = week_of_groups(outlined, quiz, period, inside)
    only = groups[0].group if len(groups) == 1 else None
    by = (superior or (only.unit if only else ""), unit or (only.name if only else ""))
    name = f"{t('report.file_week')}-{period[0]:%Y-%m-%d}"
    files = _week_files(found, groups[0].path, by, moment)
    for path in put_papers(to or beside(groups[0]), name, files):
        say(t("cli.written", path=path))
    say(f"\n{chat_text(found)}")
    if inside:
        say(t("report.inside"))
    if failed:
        raise typer.Exit(1)


def _week_files(week: "Week", folder: Path, by: tuple[str, str], now: datetime) -> dict[str, bytes]:
    from kit.reports.secretary.templates import filled
    from kit.reports.secretary.week import chat_text, week_values, week_xlsx

    return {
        ".docx": filled(folder, "week", week_values(week, *by, now)),
        ".xlsx": week_xlsx(week),
        ".txt": chat_text(week).encode("utf-8-sig"),  # or Notepad of old takes it for another code
    }


def _no_group() -> "UserError":
    from kit.errors import UserError

    return UserError(t("report.no_group"), t("report.no_group_hint"))


def _tell_troubles(read: "list[Outline | Trouble]") -> int:
    from kit.gradebook.export import Trouble

    troubles = [one for one in read if isinstance(one, Trouble)]
    for one in troubles:
        say(t("report.trouble", path=one.folder, detail=one.reason))
    return len(troubles)


def _period(week: str | None, first: str | None, last: str | None, now: datetime) -> "Period":
    """From the first day to the end of the last one; last week if nothing is said."""
    from kit.errors import UserError
    from kit.reports.secretary.week import week_before

    if week and not (first or last):
        return week_before(_day(week) + timedelta(7))
    if first and last and not week and _day(first) <= _day(last):
        return _day(first), _day(last) + timedelta(1)
    if week or first or last:
        raise UserError(t("report.bad_period"), t("report.bad_period_hint"))
    return week_before(now)


def _day(typed: str) -> datetime:
    from kit.clock import read
    from kit.errors import UserError

    moment = read(f"{typed} 00:00")
    if moment is None:
        raise UserError(t("report.bad_day", day=typed), t("report.bad_day_hint"))
    return moment


def group_of(folder: Path) -> "Workspace":
    """The group of that folder, its settings looked at; raises ``UserError``, ``Problems``."""
    from kit.workspace import Workspace

    workspace = Workspace(folder.resolve())
    _ = workspace.group
    return workspace


def planned(workspace: "Workspace", quizzes: "list[str] | tuple[str, ...] | None") -> list[str]:
    """The quizzes named, or all of the group; raises ``UserError`` for one that it has not."""
    from kit.errors import UserError

    known = [plan.quiz for plan in workspace.group.quizzes]
    if strange := [quiz for quiz in quizzes or () if quiz not in known]:
        hint = t("grade.not_planned_hint", known=", ".join(known))
        raise UserError(t("grade.not_planned", quiz=", ".join(strange)), hint)
    return list(dict.fromkeys(quizzes or known))


def session_of(form: Path | None) -> "Session":
    """The form as filled in; raises ``Problems``."""
    from kit.reports.secretary.reading import read_form
    from kit.reports.secretary.session import NOBODY

    return read_form(form) if form else NOBODY


def beside(workspace: "Workspace") -> Path:
    """Where papers go that no place was named for: never into the group's own folder."""
    path = workspace.path
    return path.with_name(f"{path.name}-{t('report.folder')}")


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

    folder = to or beside(workspace)
    must_be_apart(folder)
    stem = f"{t(f'report.file_{name}')}-{session.begins or now():%Y-%m-%d}"
    for path in put_papers(folder, stem, {".docx": made}):
        say(t("cli.written", path=path))
    say(t("report.dots_left"))
    say(t("report.names_in"))
