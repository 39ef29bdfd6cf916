"""``kit bundle``: the kit for a machine without network, as a folder for a stick."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from kit.cli.say import console, say
from kit.wording import t

_System = Literal["windows", "linux", "macos"]


def bundle(
    system: Annotated[_System, typer.Option("--for", help=t("cli.help_bundle_for"))],
    to: Annotated[Path, typer.Option(help=t("cli.help_bundle_to"), show_default=False)],
    python: Annotated[list[str] | None, typer.Option(help=t("cli.help_python"))] = None,
    content: Annotated[Path | None, typer.Option("--content", help=t("cli.help_content"))] = None,
) -> None:
    from kit.bundle.folder import GUIDE, STARTERS
    from kit.bundle.folder import bundle as make
    from kit.clock import now
    from kit.content import Content

    wanted = _versions(python)
    with console.status(t("bundle.making")):
        made = make(to, system, wanted, Content.find(content), now())
    size, versions = made.size / 1e6, ", ".join(wanted)
    say(t("bundle.made", path=to, size=size, wheels=made.wheels, system=system, python=versions))
    say(t("bundle.next", starter=STARTERS[system][-1][0], guide=GUIDE, version=wanted[-1]))
    say(t("bundle.keys"))


def _versions(given: list[str] | None) -> list[str]:
    """In their order; this machine's own, or the nearest that can be, if none is given."""
    from kit.bundle.platforms import PYTHONS
    from kit.errors import UserError

    here = f"3.{sys.version_info.minor}"
    wanted = given or [here if here in PYTHONS else PYTHONS[-1]]
    if other := [one for one in wanted if one not in PYTHONS]:
        hint = t("bundle.other_python_hint", versions=", ".join(PYTHONS))
        raise UserError(t("bundle.other_python", version=other[0]), hint)
    return [one for one in PYTHONS if one in wanted]
