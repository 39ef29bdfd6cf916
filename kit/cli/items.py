"""``kit items``: which questions did their work, and which to look at."""

import json as json_
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.say import console, say
from kit.wording import t

if TYPE_CHECKING:
    from kit.reports.items import ItemReport


def items(
    folders: Folders,
    quiz: Annotated[str, typer.Option(help=t("cli.items_quiz"), show_default=False)],
    to: Annotated[Path | None, typer.Option(help=t("cli.items_to"), show_default=False)] = None,
    json: Annotated[bool, typer.Option("--json", help=t("cli.help_json"))] = False,
) -> None:
    from kit.errors import UserError
    from kit.figures import FEW
    from kit.reports.items import item_report, write_items
    from kit.workspace import Workspace

    groups = [Workspace(one.resolve()) for one in dict.fromkeys(folders)]
    known = sorted({plan.quiz for one in groups for plan in one.group.quizzes})
    if quiz not in known:
        hint = t("grade.not_planned_hint", known=", ".join(known))
        raise UserError(t("grade.not_planned", quiz=quiz), hint)
    report = item_report(groups, quiz)
    if report is None:
        raise UserError(t("items.nothing", quiz=quiz), t("items.nothing_hint"))
    if report.upward and report.papers < FEW:
        raise UserError(t("items.few_papers", few=FEW), t("items.few_papers_hint"))
    if to:
        if to.suffix.lower() != ".xlsx":
            raise UserError(t("items.ending", path=to), t("items.ending_hint"))
        write_items(report, to)
    if json:
        typer.echo(_json(report))
        return
    _tell(report)
    if to:
        say(t("items.written", path=to))


def _tell(report: "ItemReport") -> None:
    from kit.itemstats import problem
    from kit.itemstats.findings import ENOUGH, TOO_FEW
    from kit.reports.items import findings
    from kit.reports.secretary.words import hidden_note

    counts = {"papers": report.papers, "groups": report.groups}
    say(t("items.head", quiz=report.quiz, **counts))
    if report.drawn:
        say(t("items.drawn"))
    if report.whole.quiz.mean is not None and report.veil.whole:
        say(t("items.mean", mean=_percent(report.whole.quiz.mean)))
    console.print(_table(report))
    found = [one for one in findings(report) if one.code != TOO_FEW]
    few = [one.item for one in findings(report) if one.code == TOO_FEW]
    if found:
        say(t("items.findings"))
    elif not few:
        say(t("items.no_findings"))
    for one in found:
        said = problem(one)
        say(f"  {said.message}")
        say(f"    → {said.hint}")
    if few:
        say(t("items.too_few", count=len(few), enough=ENOUGH))
    if report.upward:
        say(hidden_note())


def _table(report: "ItemReport") -> object:
    from rich.markup import escape
    from rich.table import Table

    from kit.figures import HIDDEN
    from kit.reports.items import enough, plain
    from kit.text import write_number

    table = Table()
    for name in ("item", "stem", "n", "facility", "interval", "discrimination"):
        right = "left" if name in ("item", "stem") else "right"
        # An id is to be typed again, for ``regrade --drop``: it is shown whole.
        fold = "fold" if name == "item" else "ellipsis"
        table.add_column(t(f"items.column_{name}"), justify=right, overflow=fold)  # type: ignore[arg-type]
    for stats in report.by_item.items:
        stem = plain(report.items[stats.id])
        head = (stats.id, escape(stem if len(stem) < 60 else f"{stem[:58]}…"))
        if stats.id in report.dropped or not enough(stats) or stats.facility is None:
            why = "dropped" if stats.id in report.dropped else "few"
            table.add_row(*head, t(f"items.{why}"), "", "", "")
            continue
        if not report.veil.told(stats):
            table.add_row(*head, write_number(stats.n), HIDDEN, "", "")
            continue
        interval = stats.facility_interval
        ends = f"{_percent(interval.low)}–{_percent(interval.high)}" if interval else ""
        apart = "" if stats.discrimination is None else write_number(stats.discrimination)
        table.add_row(*head, write_number(stats.n), _percent(stats.facility), ends, apart)
    return table


def _percent(share: float) -> str:
    from kit.text import write_percent

    return write_percent(100 * share, 0)


def _json(report: "ItemReport") -> str:
    from kit.itemstats import problem
    from kit.reports.items import enough, findings

    found = {
        "quiz": report.quiz,
        "groups": report.groups,
        "papers": report.papers,
        "whole": asdict(report.whole.quiz) if report.veil.whole else None,
        "items": [
            report.veil.data(one) if enough(one) else {"id": one.id, "n": None}
            for one in report.by_item.items
        ],
        "findings": [
            {"code": one.code, "item": one.item, "sure": one.sure, "message": problem(one).message}
            for one in findings(report)
        ],
    }
    return json_.dumps(found, ensure_ascii=False, indent=1)
