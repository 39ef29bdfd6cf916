"""``kit gradebook``: everybody's results as a table, for Excel or for other programs."""

import json as json_
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.progress import progress
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.export import Report


def gradebook(
    folders: Folders,
    to: Annotated[Path, typer.Option("--to", help=t("cli.gradebook_to"), show_default=False)],
    quiz: Annotated[list[str] | None, typer.Option(help=t("cli.gradebook_quiz"))] = None,
    names: Annotated[bool, typer.Option("--names", help=t("cli.gradebook_names"))] = False,
    items: Annotated[bool, typer.Option("--items", help=t("cli.gradebook_items"))] = False,
    json: Annotated[bool, typer.Option("--json", help=t("cli.help_json"))] = False,
) -> None:
    from kit.clock import now
    from kit.gradebook.export import Options, Outline, export, outlines
    from kit.workspace import Workspace

    began = time.perf_counter()
    places = list(dict.fromkeys(folder.resolve() for folder in folders))
    _look_at_target(to)
    _look_at_folders(places)
    groups = outlines([Workspace(place) for place in places], quiz)
    total = sum(group.rows for group in groups if isinstance(group, Outline))
    with progress("gradebook", total, quiet=json) as advance:
        report = export(groups, to, Options(names, items), now(), advance)
    seconds = time.perf_counter() - began
    if json:
        typer.echo(_json(report, to, len(places), names, seconds))
    else:
        _tell(report, to, len(places), names, seconds)
    if report.troubles or not report.written:
        raise typer.Exit(1)


def _look_at_target(to: Path) -> None:
    from kit.errors import UserError
    from kit.gradebook.export import ENDINGS

    if to.suffix.lower() not in ENDINGS:
        endings = ", ".join(ENDINGS)
        raise UserError(t("gradebook.ending", path=to), t("gradebook.ending_hint", endings=endings))
    if not to.parent.is_dir():
        raise UserError(t("exchange.no_folder", path=to.parent), t("exchange.no_folder_hint"))
    if to.name == "roster.csv" and to.exists():
        raise UserError(t("gradebook.roster", path=to), t("gradebook.roster_hint"))


def _look_at_folders(places: Sequence[Path]) -> None:
    from kit.errors import UserError

    if strange := [place for place in places if not (place / "group.yaml").is_file()]:
        message = t("cli.no_workspace", path=", ".join(map(str, strange)))
        raise UserError(message, t("cli.no_workspace_hint"))


def _tell(report: "Report", to: Path, groups: int, names: bool, seconds: float) -> None:
    from kit.gradebook.export import State
    from kit.workspace import Workspace

    if report.written:
        read = groups - len(report.troubles)
        counts = {"rows": report.rows, "groups": read, "seconds": seconds}
        say(t("gradebook.written", path=to, **counts))
        for state in State:
            if count := report.states[state]:
                say(
                    "  "
                    + t("gradebook.count", state=t(f"gradebook.state_{state.value}"), count=count)
                )
        if report.states[State.NOT_GRADED]:
            say(t("gradebook.grade_first"))
        if names:
            say(t("gradebook.personal"))
        if to.suffix.lower() == ".csv":
            say(t("gradebook.csv"))
    else:
        say(t("gradebook.nothing", path=to))
    for folder in report.empty:
        say(t("gradebook.empty", group=Workspace(folder).group.name))
    for trouble in report.troubles:
        say(t("gradebook.trouble", path=trouble.folder, detail=trouble.reason))


def _json(report: "Report", to: Path, groups: int, names: bool, seconds: float) -> str:
    from kit.gradebook.export import State

    whole = {
        "file": str(to) if report.written else None,
        "groups": groups,
        "rows": report.rows,
        **{state.value: report.states[state] for state in State},
        "names": names,
        "empty": [str(folder) for folder in report.empty],
        "failed": [{"folder": str(one.folder), "reason": one.reason} for one in report.troubles],
        "seconds": round(seconds, 3),
    }
    return json_.dumps(whole, ensure_ascii=False, indent=1)
