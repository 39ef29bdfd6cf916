"""The argument that names groups' folders, one or many: ``thanh-pho/*`` names all of a city."""

from pathlib import Path
from typing import Annotated

import typer

from kit.wording import t

_OF_A_GROUP = ("group.yaml", "roster.csv", "secret")


def groups_among(given: list[Path]) -> list[Path]:
    """The folders that are meant.

    Windows leaves a ``*`` to the program. Where it was filled in by whomever, there may be other
    things among the groups: the secretary's papers, a table, a backup. They are passed over if a
    group lies beside them and they have nothing of a group; whatever else is no group is left for
    the command to tell.
    """
    named = [path for one in given for path in _filled_in(one)]
    beside = {path.absolute().parent for path in named if (path / "group.yaml").is_file()}
    return [path for path in named if not (path.absolute().parent in beside and _is_other(path))]


def _filled_in(path: Path) -> list[Path]:
    if "*" not in path.name or path.exists():
        return [path]
    found = (one for one in path.parent.glob(path.name) if one.name[0] != ".")
    return sorted(found) or [path]


def _is_other(path: Path) -> bool:
    return path.exists() and not any((path / name).exists() for name in _OF_A_GROUP)


Folders = Annotated[
    list[Path],
    typer.Argument(help=t("cli.help_folders"), show_default=False, callback=groups_among),
]
