"""``kit serve`` and ``kit lab``: the group's app, and JupyterLab."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.say import say
from kit.wording import t

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]


def serve(
    folders: Folders,
    lan: Annotated[bool, typer.Option("--lan", help=t("cli.help_lan"))] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help=t("cli.help_port"))] = 8866,
    browser: Annotated[bool, typer.Option(help=t("cli.help_browser"))] = True,
) -> None:
    from kit.serve import serve as run

    run(folders, "0.0.0.0" if lan else "127.0.0.1", port, open_browser=browser, say=say)


def lab(
    folder: Folder,
    learner: Annotated[str | None, typer.Option(help=t("cli.help_lab_learner"))] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=t("cli.help_port"))] = 8888,
    browser: Annotated[bool, typer.Option(help=t("cli.help_browser"))] = True,
) -> None:
    from kit.serve.lab import open_lab
    from kit.workspace import Workspace

    open_lab(Workspace(folder.resolve()), learner, port, browser, say)
