"""``kit regrade --log``: scores that became others, as lines or as JSON."""

import json as json_
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING

import typer

from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.bulk.log import Rescored
    from kit.workspace import Workspace


def points_or_wait(score: float | None) -> str:
    """Points as they are written in Vietnam, or that a person has to give them."""
    from kit.text import write_number

    return t("regrade.waits") if score is None else write_number(score)


def show_log(groups: Iterable["Workspace"], quizzes: list[str] | None, json: bool) -> None:
    from kit.gradebook.regrade import history

    lines = [(one, line) for one in groups for line in history(one, quizzes)]
    if json:
        typer.echo(_log_json(lines))
    else:
        _tell_log(lines)


def _tell_log(lines: Sequence[tuple["Workspace", "Rescored"]]) -> None:
    from kit.clock import spoken

    if not lines:
        say(t("regrade.no_log"))
    for group, line in lines:
        values = {
            "when": spoken(line.at.replace(tzinfo=UTC)),
            "group": group.group.name,
            "quiz": line.quiz,
            "learner": line.learner,
            "slot": line.slot,
            "before": points_or_wait(line.before),
            "after": points_or_wait(line.after),
            "why": t(f"regrade.because_{line.answers}"),
        }
        say(t("regrade.log_line", **values))


def _log_json(lines: Iterable[tuple["Workspace", "Rescored"]]) -> str:
    found = [
        {"folder": str(group.path), **asdict(line), "at": f"{line.at.isoformat()}Z"}
        for group, line in lines
    ]
    return json_.dumps(found, ensure_ascii=False, indent=1)
