"""``kit report week``: the table of units for a week or a period."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kit.cli.folders import Folders
from kit.cli.report_common import Quiz, To, beside, group_of
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.errors import UserError
    from kit.gradebook.attempts import Period
    from kit.gradebook.export import Outline, Trouble
    from kit.reports.secretary.week import Week


def _day_option(name: str, help: str) -> Any:
    return typer.Option(name, help=help, metavar=t("cli.metavar_day"), show_default=False)


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
    from kit.clock import day, now
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
    found = week_of_groups(outlined, quiz, period, moment, inside)
    only = groups[0].group if len(groups) == 1 else None
    by = (superior or (only.unit if only else ""), unit or (only.name if only else ""))
    name = f"{t('report.file_week')}-{period[0]:%Y-%m-%d}"
    files = _week_files(found, groups[0].path, by, moment)
    for path in put_papers(to or beside(groups[0]), name, files):
        say(t("cli.written", path=path))
    say(f"\n{chat_text(found)}")
    if inside:
        say(t("report.inside"))
    if not (week or from_ or until) and _only_now(outlined, quiz, period, moment):
        say(t("report.this_week", folders=" ".join(map(str, folders)), day=day(moment)))
    if failed:
        raise typer.Exit(1)


def _only_now(
    groups: "list[Outline]", quizzes: list[str] | None, period: "Period", now: datetime
) -> bool:
    """Whether nothing was handed in in a week that is over, but something since."""
    from kit.reports.secretary.week import week_of_groups

    def count(one: "Period") -> int:
        return week_of_groups(groups, quizzes, one, now, inside=True).table.total.attempts or 0

    return not count(period) and count((period[1], period[1] + timedelta(7))) > 0


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
