"""What the commands of ``kit report`` share: arguments, and what they name."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.wording import t

if TYPE_CHECKING:
    from kit.reports.secretary.session import Session
    from kit.workspace import Workspace

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]
To = Annotated[Path | None, typer.Option("--to", help=t("cli.report_to"), show_default=False)]
Quiz = Annotated[list[str] | None, typer.Option(help=t("cli.report_quiz"), show_default=False)]
FormTo = Annotated[
    Path | None, typer.Option("--to", help=t("cli.report_form_to"), show_default=False)
]
Criteria = Annotated[Path | None, typer.Option(help=t("cli.report_criteria"), show_default=False)]
Form = Annotated[Path | None, typer.Option(help=t("cli.report_form_file"), show_default=False)]


def group_of(folder: Path) -> "Workspace":
    """The group of that folder, its settings looked at; raises ``UserError``, ``Problems``."""
    from kit.workspace import Workspace

    workspace = Workspace(folder.resolve())
    _ = workspace.group
    return workspace


def planned(workspace: "Workspace", quizzes: "list[str] | tuple[str, ...] | None") -> list[str]:
    """The quizzes named, or all of the group; raises ``UserError`` for one that it has not."""
    from kit.errors import UserError

    known = [plan.quiz for plan in workspace.group.quizzes]
    if strange := [quiz for quiz in quizzes or () if quiz not in known]:
        hint = t("grade.not_planned_hint", known=", ".join(known))
        raise UserError(t("grade.not_planned", quiz=", ".join(strange)), hint)
    return list(dict.fromkeys(quizzes or known))


def session_of(form: Path | None) -> "Session":
    """The form as filled in; raises ``Problems``."""
    from kit.reports.secretary.reading import read_form
    from kit.reports.secretary.session import NOBODY

    return read_form(form) if form else NOBODY


def beside(workspace: "Workspace") -> Path:
    """Where papers go that no place was named for: never into the group's own folder."""
    path = workspace.path
    return path.with_name(f"{path.name}-{t('report.folder')}")
