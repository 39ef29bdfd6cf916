"""``kit grade``: score what was handed in, by nbgrader with the kit's data-only step."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.say import say
from kit.wording import t


def grade(
    folders: Annotated[list[Path], typer.Argument(help=t("cli.help_folders"), show_default=False)],
    quiz: Annotated[list[str] | None, typer.Option(help=t("cli.help_quiz"))] = None,
) -> None:
    from rich.progress import Progress

    from kit.clock import now
    from kit.gradebook.autograde import Failure, autograde
    from kit.submission import finish
    from kit.workspace import Workspace

    failures: list[Failure] = []
    for workspace in map(Workspace, folders):
        finish(workspace, now())
        for plan in workspace.group.quizzes:
            if quiz and plan.quiz not in quiz:
                continue
            submitted = workspace.path.glob(f"submitted/*/{plan.quiz}")
            learners = sorted(path.parent.name for path in submitted)
            with Progress(transient=True) as progress:
                for learner in progress.track(learners, description=plan.quiz):
                    failures += autograde(workspace.path, plan.quiz, [learner])
            name = workspace.group.name
            say(t("new.graded", group=name, quiz=plan.quiz, count=len(learners)))
    for failure in failures:
        say(t("new.not_graded", learner=failure.learner, reason=failure.reason))
    if failures:
        raise typer.Exit(1)
