"""``kit hub``: a city's groups under JupyterHub."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.say import say
from kit.wording import t

app = typer.Typer(help=t("hub.help"), no_args_is_help=True, rich_markup_mode=None)

Administrators = Annotated[list[str] | None, typer.Option(help=t("hub.help_administrator"))]
Where = Annotated[Path, typer.Argument(help=t("hub.help_where"), show_default=False)]


@app.command("make", help=t("hub.make"))
def make(
    folders: Folders,
    to: Annotated[Path, typer.Option(help=t("hub.help_to"))],
    name: Annotated[str | None, typer.Option(help=t("hub.help_city"))] = None,
    administrator: Administrators = None,
) -> None:
    from kit.serve.hub.make import make as write
    from kit.workspace import Workspace

    city = write(folders, to, name or to.resolve().name, administrator or ())
    for id, folder in city.places.items():
        if not Workspace(folder).path.joinpath("release").is_dir():
            say(t("hub.not_built", name=city.groups[id].name, path=folder))
    say(t("hub.made", path=city.file, count=len(city.places), folder=to))


@app.command("start", help=t("hub.start"))
def start(
    folder: Where,
    ip: Annotated[str, typer.Option(help=t("hub.help_ip"))] = "",
    port: Annotated[int, typer.Option(min=1, max=65535, help=t("cli.help_port"))] = 8000,
) -> None:
    from kit.serve.hub.start import start as run

    run(folder, ip, port, say)


@app.command("group", help=t("hub.group"), hidden=True)
def group(folder: Annotated[Path, typer.Argument(help=t("cli.help_folder"))]) -> None:
    import os

    from kit.serve.hub.group import serve_group

    serve_group(folder, os.environ)


@app.command("door", help=t("hub.door"), hidden=True)
def door(file: Annotated[Path, typer.Argument(help=t("hub.help_where"))]) -> None:
    import asyncio

    from kit.serve.hub.door import stand
    from kit.serve.hub.table import read_city

    asyncio.run(stand(read_city(file)))
