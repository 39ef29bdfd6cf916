"""``kit score``: responses in, scores out, one JSON line each."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from kit.wording import t


def score(
    bank: Annotated[Path, typer.Option(help=t("cli.score_bank"), show_default=False)],
    responses: Annotated[Path, typer.Option(help=t("cli.score_responses"), show_default=False)],
) -> None:
    from kit.bank import load
    from kit.scorelines import score_lines

    quiz = load(bank).quiz
    with _opened(responses) as lines:
        for line in score_lines(quiz, lines):
            typer.echo(line)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    from kit.errors import UserError

    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        file = open(path, "rb")  # noqa: SIM115 (closed below; only opening may fail here)
    except OSError as error:
        message = t("cli.no_responses", path=path, detail=error.strerror)
        raise UserError(message, t("cli.no_responses_hint")) from error
    with file:
        yield file
