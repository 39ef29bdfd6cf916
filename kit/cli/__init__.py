"""The command ``kit``: one file a command (or a few that belong together), one table joins them.

Whatever a command needs is imported inside it, so that ``kit --help`` comes at once.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TextIO

import typer

from kit import __version__
from kit.cli.backup import backup, restore
from kit.cli.bundle import bundle
from kit.cli.check import check
from kit.cli.codes import codes
from kit.cli.contest import app as contest
from kit.cli.dashboard import dashboard
from kit.cli.demo import demo
from kit.cli.doctor import doctor
from kit.cli.exchange import export, import_, template
from kit.cli.grade import grade
from kit.cli.gradebook import gradebook
from kit.cli.hub import app as hub
from kit.cli.indicators import app as indicators
from kit.cli.items import items
from kit.cli.new import build, new
from kit.cli.paper import app as paper
from kit.cli.privacy import app as privacy
from kit.cli.regrade import regrade
from kit.cli.report import app as report
from kit.cli.schema import schema
from kit.cli.score import score
from kit.cli.serve import lab, serve
from kit.cli.status import status
from kit.cli.studio import studio
from kit.cli.upgrade import upgrade
from kit.cli.usage import explained
from kit.errors import Problem, Problems, UserError
from kit.wording import t

__all__ = ["COMMANDS", "GROUPS", "app", "main"]

COMMANDS: dict[str, Callable[..., Any]] = {
    "demo": demo,
    "new": new,
    "check": check,
    "import": import_,
    "export": export,
    "template": template,
    "build": build,
    "serve": serve,
    "lab": lab,
    "studio": studio,
    "doctor": doctor,
    "grade": grade,
    "regrade": regrade,
    "gradebook": gradebook,
    "items": items,
    "dashboard": dashboard,
    "score": score,
    "codes": codes,
    "schema": schema,
    "backup": backup,
    "restore": restore,
    "bundle": bundle,
    "status": status,
    "upgrade": upgrade,
}

GROUPS: dict[str, typer.Typer] = {
    "contest": contest,
    "hub": hub,
    "indicators": indicators,
    "paper": paper,
    "privacy": privacy,
    "report": report,
}
"""Commands with commands of their own."""

app = typer.Typer(
    help=t("cli.kit"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _kit(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help=t("cli.version")),
    ] = False,
) -> None:
    """Options of ``kit`` itself; their work is done in callbacks."""


for _name, _command in COMMANDS.items():
    app.command(_name, help=t(f"cli.{_name}"))(_command)

for _name, _group in GROUPS.items():
    app.add_typer(_group, name=_name)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with 0 (done), 1 (problems found) or 2 (wrong use)."""
    # Answers, names and keys are nobody else's on this machine.
    os.umask(0o077)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _in_utf8(stream)
    try:
        code = app(arguments, prog_name="kit", standalone_mode=False)
    except typer.TyperException as error:
        for line in explained(error, app, sys.argv[1:] if arguments is None else arguments):
            typer.echo(line, err=True)
        sys.exit(error.exit_code)
    except typer.Abort:
        typer.echo(t("cli.aborted"), err=True)
        sys.exit(1)
    except Problems as error:
        _print_problems(error.problems)
        sys.exit(1)
    except UserError as error:
        typer.echo(error.message, err=True)
        if error.hint:
            typer.echo(f"→ {error.hint}", err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _print_problems(problems: Sequence[Problem]) -> None:
    from kit.checks.report import lines, summary

    for line in (*lines(problems), summary(problems)):
        typer.echo(line, err=True)


def _in_utf8(stream: TextIO) -> None:
    # A Windows console speaks cp1252 or cp1258 unless told otherwise; a stream that a test or a
    # notebook has put in its place needs no telling.
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace")
