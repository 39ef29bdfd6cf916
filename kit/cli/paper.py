"""``kit paper``: a quiz on paper, from the printer to the gradebook."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer.core import TyperGroup

from kit.cli.paper_enter import enter, planned, sheet
from kit.cli.report_common import beside
from kit.cli.say import console, say
from kit.wording import t

if TYPE_CHECKING:
    from kit.amendments import AmendedBank
    from kit.printings import Printing
    from kit.reports.printing import Format
    from kit.reports.view import Head
    from kit.workspace import Workspace


class _PrintsByDefault(TyperGroup):
    """``kit paper DIR QUIZ`` prints; ``kit paper enter …`` and the like do what they say."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put ``print`` before what is no command of its own."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["print", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    help=t("cli.paper"), cls=_PrintsByDefault, no_args_is_help=True, rich_markup_mode=None
)

app.command("sheet", help=t("cli.paper_sheet"))(sheet)
app.command("enter", help=t("cli.paper_enter"))(enter)

_SEED = re.compile(r"[0-9A-Za-z-]{1,32}")


_Target = Annotated[Path, typer.Argument(help=t("cli.paper_target"), show_default=False)]
_Quiz = Annotated[str | None, typer.Argument(help=t("cli.paper_quiz"), show_default=False)]
_To = Annotated[Path | None, typer.Option(help=t("cli.paper_to"), show_default=False)]
_First = Annotated[
    int | None, typer.Option(min=101, max=976, help=t("cli.paper_first"), show_default=False)
]
_Seed = Annotated[str | None, typer.Option(help=t("cli.paper_seed"), show_default=False)]
_Formats = Annotated[Literal["both", "docx", "pdf"], typer.Option(help=t("cli.paper_format"))]
_Minutes = Annotated[
    int | None, typer.Option(min=1, max=600, help=t("cli.paper_minutes"), show_default=False)
]


@app.command("print", help=t("cli.paper_print"))
def print_(
    target: _Target,
    quiz: _Quiz = None,
    codes: Annotated[int, typer.Option(min=1, max=24, help=t("cli.paper_codes"))] = 4,
    to: _To = None,
    first: _First = None,
    seed: _Seed = None,
    format: _Formats = "both",
    large: Annotated[bool, typer.Option("--large", help=t("cli.paper_large"))] = False,
    minutes: _Minutes = None,
    keep_order: Annotated[bool, typer.Option("--keep-order", help=t("cli.paper_order"))] = False,
    sheet: Annotated[bool, typer.Option(help=t("cli.paper_sheet_page"))] = True,
) -> None:
    from dataclasses import replace

    from kit.reports.printing import make, must_be_apart, put

    alone = target.is_file() and quiz is None
    order = _of_bank(target) if alone else _of_group(target, quiz)
    printing = order.printing(seed, keep_order)
    folder = to or order.folder
    must_be_apart(folder)
    chosen = order.choose(printing, codes, first)
    head = replace(order.head, large=large, minutes=minutes or order.head.minutes, sheet=sheet)
    formats: tuple[Format, ...] = ("docx", "pdf") if format == "both" else (format,)
    with console.status(t("paper.making")):
        made = make(order.bank, printing, chosen, head, formats)
    order.record(printing, chosen)  # before a paper exists that nobody could enter
    for path in put(folder, made.files):
        is_key = path.name in made.keys
        say(t("paper.key_written" if is_key else "cli.written", path=path))
    if made.no_glyph:
        say(t("paper.no_glyph", letters=made.no_glyph))
    _say_next(order, printing)


@dataclass(frozen=True)
class _Order:
    """What is to be printed."""

    workspace: "Workspace | None"
    """``None`` for a bank alone: nothing is kept of what is printed from it."""
    bank: "AmendedBank"
    version: str
    seed: str
    """The usual one."""
    head: "Head"

    @property
    def folder(self) -> Path:
        """Where papers go that no place was named for: never into the group's own folder."""
        if self.workspace is None:
            return Path(t("report.folder"))
        return beside(self.workspace)

    def printing(self, seed: str | None, kept: bool) -> "Printing":
        """Raises ``UserError`` for a seed that cannot be one."""
        from kit.errors import UserError
        from kit.printings import Printing

        if seed is not None and not _SEED.fullmatch(seed):
            raise UserError(t("paper.bad_seed", seed=seed), t("paper.bad_seed_hint"))
        return Printing(self.version, seed or self.seed, kept)

    def choose(self, printing: "Printing", count: int, first: int | None) -> list[str]:
        """Codes that no other printing of the group has."""
        from kit.printings import Printings, choose_codes, known_printings

        file = self.workspace and self.workspace.papers_file(self.bank.asked.id)
        return choose_codes(known_printings(file) if file else Printings(), printing, count, first)

    def record(self, printing: "Printing", codes: list[str]) -> None:
        """Keep what is printed of a group's quiz."""
        from kit.printings import record_codes

        if self.workspace:
            quiz = self.bank.asked.id
            record_codes(self.workspace.papers_file(quiz), quiz, codes, printing)


def _say_next(order: _Order, printing: "Printing") -> None:
    say(t("paper.seed_is", seed=printing.seed, version=printing.version))
    if order.workspace:
        path, quiz = order.workspace.path, order.bank.asked.id
        say(t("paper.next_sheet", path=path, quiz=quiz))


def _of_bank(path: Path) -> _Order:
    from kit.amendments import AmendedBank
    from kit.bank import load
    from kit.reports.view import Head

    read = load(path)
    bank = AmendedBank(read.quiz, read.quiz)
    head = Head(read.quiz.title, minutes=read.quiz.settings.time_limit or None)
    return _Order(None, bank, read.version, read.version[:8], head)


def _of_group(folder: Path, quiz: str | None) -> _Order:
    from kit.amendments import amended_bank, read_rulings
    from kit.errors import UserError
    from kit.plainfile import Unreadable
    from kit.reports.view import Head
    from kit.roster import key_for, secret
    from kit.serve.group import consent_text

    workspace, quiz = planned(folder, quiz or ""), quiz or ""
    version = workspace.booklet(quiz)["version"]
    try:
        rulings = read_rulings(workspace, quiz)
        bank = amended_bank(rulings, version, lambda one: workspace.bank(quiz, one))
    except Unreadable as error:
        hint = t("regrade.broken_hint", path=workspace.amendments_file(quiz))
        raise UserError(t("grade.broken_amendments", detail=error), hint) from error
    # The group's own, so that nobody who has the bank knows beforehand what will be asked.
    seed = key_for(secret(workspace.path), f"printing {quiz}").hex()[:8]
    group = workspace.group
    limit = workspace.terms(quiz, "").limit
    head = Head(
        bank.asked.title,
        group.name,
        group.unit,
        minutes=round(limit.total_seconds() / 60) if limit else None,
        consent=consent_text(group),
        language=group.language,
    )
    return _Order(workspace, bank, version, seed, head)
