"""Where new codes go: to the screen, or to files that the secretary prints and deletes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.codes_table import codes_table
from kit.cli.say import console, say, slips_table
from kit.errors import UserError
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.course import Slip

CodesTo = Annotated[Path | None, typer.Option(help=t("cli.help_codes_to"))]
SlipsTo = Annotated[Path | None, typer.Option(help=t("cli.help_slips"))]
Address = Annotated[str | None, typer.Option(help=t("cli.help_address"))]


class HandOut:
    """Gives the codes of one group out, for this one time."""

    def __init__(
        self, codes_to: Path | None, slips: Path | None, address: str | None, group: str
    ) -> None:
        """``group`` is the id.

        Raises ``UserError`` before anything is changed: a code that was never shown is lost.
        """
        from kit.reports.slips import checked_address

        self.codes_to, self.slips = codes_to, slips
        self.address = checked_address(address, (group,)) if address else ""
        must_take(codes_to, slips)

    def __call__(self, slips: list["Slip"], folder: Path) -> None:
        """Hand them out; ``folder`` is the group's."""
        if self.slips:
            self._print(self.slips, slips, folder)
        if self.codes_to:
            codes_table(self.codes_to, slips)
        if not (self.slips or self.codes_to):
            console.print(slips_table(slips))

    def _print(self, file: Path, slips: list["Slip"], folder: Path) -> None:
        from kit.consent import write_private
        from kit.reports.slips import Group, page_address, slips_page
        from kit.workspace import Workspace

        group = Workspace(folder).group
        whose = Group(group.id, group.name, self.address, group.language)
        write_private(file, slips_page(slips, whose))
        say(t("slips.written", path=file))
        if self.address:
            say(t("slips.leads_to", address=page_address(whose)))
        else:
            say(t("slips.no_address"))


def must_take(*files: Path | None) -> None:
    """Raise ``UserError`` for a file that could not be written; none is there that was not."""
    for file in filter(None, files):
        new = not file.exists()
        try:
            open(file, "a", encoding="utf-8").close()
            if new:
                file.unlink()
        except OSError as error:
            hint = t("new.no_codes_file_hint")
            raise UserError(t("new.no_codes_file", path=file), hint) from error


def must_take_folder(folder: Path) -> None:
    """The same for a folder that files are to be written to, which may have to be made."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        must_take(folder / "index.html")
    except OSError as error:
        hint = t("new.no_codes_file_hint")
        raise UserError(t("new.no_codes_file", path=error.filename), hint) from error
    finally:
        for one in missing:
            if one.is_dir():
                one.rmdir()
