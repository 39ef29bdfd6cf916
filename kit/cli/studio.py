"""``kit studio``: writing and mending questions in the browser."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.say import say
from kit.wording import t


def studio(
    path: Annotated[Path, typer.Argument(help=t("cli.help_studio"), show_default=False)],
    sources: Annotated[
        Path | None,
        typer.Option(help=t("cli.check_sources"), envvar="KIT_SOURCES", show_default=False),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=t("cli.help_port"))] = 8877,
    browser: Annotated[bool, typer.Option(help=t("cli.help_browser"))] = True,
) -> None:
    from kit.serve.studio import open_studio
    from kit.studio.shelf import Shelf

    Shelf.at(path, sources)  # what is wrong with either is told here, not on the page
    open_studio(path, sources, port, browser, say)
