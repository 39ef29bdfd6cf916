"""``kit check``: everything that is wrong with banks and lessons, and what they cover."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.wording import t

if TYPE_CHECKING:
    from kit.checks import Report


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=t("cli.check_paths"), show_default=False)
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(help=t("cli.check_sources"), envvar="KIT_SOURCES", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=t("cli.check_json"))] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help=t("cli.check_coverage"))] = False,
    facts: Annotated[
        Path | None,
        typer.Option(help=t("cli.check_facts"), envvar="KIT_FACTS", show_default=False),
    ] = None,
    taught: Annotated[float, typer.Option(min=0, max=100, help=t("cli.check_taught"))] = 85,
    tested: Annotated[float, typer.Option(min=0, max=100, help=t("cli.check_tested"))] = 50,
    verbose: Annotated[bool, typer.Option("--verbose", help=t("cli.check_verbose"))] = False,
) -> None:
    if coverage:
        _cover(paths or [Path()], facts, json=json, bars=(taught, tested), verbose=verbose)
        return
    from kit.checks import check as look
    from kit.checks.report import as_json, lines, notes

    report = look(paths or [Path()], sources)
    if json:
        typer.echo(as_json(report.problems))
    for line in () if json else lines(report.problems):
        typer.echo(line)
    for note in notes(report):
        # Beside a list for a program, words are for the person who watches.
        typer.echo(note, err=json)
    if report.problems:
        for line in _ending(report):
            typer.echo(line, err=json)
        raise typer.Exit(1)


def _ending(report: "Report") -> Iterator[str]:
    """How many problems there are, and for whom: an editor for whoever reads no YAML."""
    from kit.checks.report import summary

    bank = next((one.path for one in report.problems if one.at[:1] == ("items",)), "")
    if bank:
        yield t("check.in_studio", path=bank)
    yield summary(report.problems)
    if report.stopping and bank:
        yield t("check.build_refuses", count=report.stopping)
    elif all(one.at[:1] == ("items",) for one in report.problems):
        yield t("check.build_takes")


def _cover(
    paths: list[Path],
    facts: Path | None,
    *,
    json: bool,
    bars: tuple[float, float],
    verbose: bool,
) -> None:
    """Count facts against lessons and items; exit code 1 below a bar or with a faulty list."""
    from kit.checks.coverage import coverage
    from kit.checks.coverage_report import as_json, enough, missing, table, verdict
    from kit.checks.report import lines, summary
    from kit.cli.say import console
    from kit.errors import UserError

    if facts is None:
        raise UserError(t("coverage.which_facts"), t("coverage.which_facts_hint"))
    found = coverage(paths, facts)
    if json:
        typer.echo(as_json(found))
    else:
        console.print(table(found))
        for line in (*(missing(found) if verbose else ()), *lines(found.problems)):
            typer.echo(line)
    for line in verdict(found, *bars):
        typer.echo(line, err=json)
    if found.problems:
        typer.echo(summary(found.problems), err=json)
    if found.problems or not enough(found, *bars):
        raise typer.Exit(1)
