"""``kit check``: everything that is wrong with banks and lessons, at once."""

from pathlib import Path
from typing import Annotated

import typer

from kit.wording import t


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=t("cli.check_paths"), show_default=False)
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(help=t("cli.check_sources"), envvar="KIT_SOURCES", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=t("cli.check_json"))] = False,
) -> None:
    from kit.checks import check as look
    from kit.checks.report import as_json, lines, notes, summary

    report = look(paths or [Path()], sources)
    if json:
        typer.echo(as_json(report.problems))
    for line in () if json else lines(report.problems):
        typer.echo(line)
    for note in notes(report):
        # Beside a list for a program, words are for the person who watches.
        typer.echo(note, err=json)
    if report.problems:
        typer.echo(summary(report.problems), err=json)
        raise typer.Exit(1)
