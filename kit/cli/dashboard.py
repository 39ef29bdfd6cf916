"""``kit dashboard``: figures of one group or of many, on a page of this machine or as files."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.say import say
from kit.wording import t


def dashboard(
    folders: Folders,
    to: Annotated[Path | None, typer.Option(help=t("cli.dashboard_to"), show_default=False)] = None,
    quiz: Annotated[str | None, typer.Option(help=t("cli.dashboard_quiz"))] = None,
    before: Annotated[str | None, typer.Option(help=t("cli.dashboard_before"))] = None,
    after: Annotated[str | None, typer.Option(help=t("cli.dashboard_after"))] = None,
    names: Annotated[bool, typer.Option("--names", help=t("cli.dashboard_names"))] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help=t("cli.help_port"))] = 8877,
    browser: Annotated[bool, typer.Option(help=t("cli.help_browser"))] = True,
) -> None:
    from kit.errors import UserError

    places = list(dict.fromkeys(one.resolve() for one in folders))
    if names and len(places) > 1:
        raise UserError(t("dashboard.names_one"), t("dashboard.names_one_hint"))
    if bool(before) != bool(after) or (before and before == after):
        raise UserError(t("dashboard.two_quizzes"), t("dashboard.two_quizzes_hint"))
    if to is None:
        if quiz or before or after:
            raise UserError(t("dashboard.only_files"), t("dashboard.only_files_hint"))
        from kit.serve.dashboard import serve_dashboard

        serve_dashboard(places, names, port, open_browser=browser, say=say)
        return
    _write(places, to, (quiz, before, after), names)


def _write(
    places: list[Path], to: Path, named: tuple[str | None, str | None, str | None], names: bool
) -> None:
    from kit.clock import now
    from kit.dashboard.export import write_files
    from kit.dashboard.model import Choice, View
    from kit.dashboard.reading import newest, read_city
    from kit.errors import UserError

    city = read_city(places, now())
    unknown = [one for one in named if one is not None and one not in city.quizzes]
    if unknown:
        hint = t("grade.not_planned_hint", known=", ".join(city.quizzes))
        raise UserError(t("grade.not_planned", quiz=", ".join(unknown)), hint)
    quiz, before, after = named
    chosen = quiz or newest(city)
    if chosen is None:
        raise UserError(t("dashboard.no_quiz"), t("dashboard.no_quiz_hint"))
    for one in city.troubles:
        say(t("dashboard.unread", group=one.group, path=one.folder, reason=one.reason))
    view = View(city, Choice(chosen, before, after, names))
    for path in write_files(view, to):
        say(t("dashboard.written", path=path))
    if city.troubles:
        raise typer.Exit(1)
