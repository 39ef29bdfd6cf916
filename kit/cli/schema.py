"""``kit schema``: the JSON Schema of banks."""

from pathlib import Path
from typing import Annotated

import typer

from kit.wording import t

_FILE = Path("quizzes") / "bank.schema.json"


def schema(
    out: Annotated[Path, typer.Option(help=t("cli.schema_out"))] = _FILE,
    check: Annotated[bool, typer.Option("--check", help=t("cli.schema_check"))] = False,
) -> None:
    from kit.schema import bank_schema_text

    text = bank_schema_text()
    if str(out) == "-":
        typer.echo(text, nl=False)
    elif check:
        if not out.is_file() or out.read_text(encoding="utf-8") != text:
            typer.echo(t("cli.schema_old", path=out), err=True)
            typer.echo(f"→ {t('cli.schema_old_hint')}", err=True)
            raise typer.Exit(1)
        typer.echo(t("cli.schema_current", path=out))
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8", newline="\n")
        typer.echo(t("cli.written", path=out))
