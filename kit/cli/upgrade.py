"""``kit upgrade``: folders of an older format become those of today's."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.say import say
from kit.wording import t


def upgrade(
    folders: Folders,
    backup_to: Annotated[
        Path | None, typer.Option(help=t("cli.help_backup_folder"), show_default=False)
    ] = None,
) -> None:
    from kit.clock import now
    from kit.upgrade import upgrade as run
    from kit.versions import FORMAT, heading

    for folder in dict.fromkeys(one.resolve() for one in folders):
        moment, before = now(), heading(folder).format
        place = backup_to or folder.parent
        backup = place / f"{folder.name}-format-{before}-{moment:%Y%m%d-%H%M%S}.zip"
        done = run(folder, backup, moment, waiting=partial(say, t("grading.waiting", group=folder)))
        if not done:
            say(t("upgrade.current", path=folder, format=FORMAT))
            continue
        for step in done:
            say(t(f"upgrade.{step.says}"))
        say(t("upgrade.done", path=folder, before=before, after=FORMAT, backup=backup))
