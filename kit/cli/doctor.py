"""``kit doctor``: what this machine can do, and what to do where it cannot."""

import json as json_
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.say import console, say
from kit.wording import t


def doctor(
    folder: Annotated[
        Path | None, typer.Argument(help=t("cli.help_doctor_folder"), show_default=False)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=t("cli.help_json"))] = False,
) -> None:
    from kit.doctor import examine

    with console.status(t("doctor.looking")):
        found = dict(examine(folder.resolve() if folder else None))
    if json:
        plain = {name: asdict(finding) for name, finding in found.items()}
        typer.echo(json_.dumps(plain, ensure_ascii=False, indent=1))
    for finding in () if json else found.values():
        say(f"[{t(f'doctor.{finding.state}')}] {finding.says}")
        if finding.hint:
            say(f"    → {finding.hint}")
    if any(finding.state == "bad" for finding in found.values()):
        raise typer.Exit(1)
