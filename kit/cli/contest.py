"""``kit contest``: a contest over the groups of a folder, from its rules to its tables."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.ask import agreed
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.contest import Arena, AtWork, Entries

app = typer.Typer(help=t("cli.contest"), no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[Path, typer.Argument(help=t("cli.contest_folder"), show_default=False)]
To = Annotated[Path, typer.Option(help=t("cli.contest_to"), show_default=False)]
RoundName = Annotated[
    str | None, typer.Option("--round", help=t("cli.contest_round"), show_default=False)
]

_FEW = 10
_SHOWN = 40
"""Notes of a ranking that are listed on the screen; an Excel file has them all."""


@app.command("check", help=t("cli.contest_check"))
def check(folder: Folder) -> None:
    from kit.contest import check as look
    from kit.contest import find_arena
    from kit.errors import Problems

    arena = find_arena(folder)
    if found := list(look(arena)):
        raise Problems(found)
    counts = {"groups": len(arena.groups), "rounds": len(arena.file.rounds)}
    say(t("contest.in_order", **counts))


@app.command("plan", help=t("cli.contest_plan"))
def plan(
    folder: Folder,
    yes: Annotated[bool, typer.Option("--yes", help=t("cli.help_plan_yes"))] = False,
) -> None:
    from kit.clock import now
    from kit.contest import at_work, find_arena, planned_changes, write_changes

    arena = find_arena(folder)
    changes = planned_changes(arena)
    for change in changes:
        file = change.group.path / "group.yaml"
        say(t("contest.change", path=file, quizzes=", ".join(change.quizzes)))
    busy = list(at_work(arena, changes, now()))
    for one in busy:
        _tell_at_work(one)
    question = t("contest.ask_at_work" if busy else "contest.ask")
    if not changes:
        say(t("contest.no_change"))
    elif yes or (sys.stdin.isatty() and agreed(question)):
        write_changes(changes)
        say(t("contest.changed", count=len(changes)))
    else:
        say(t("contest.not_changed"))


def _tell_at_work(one: "AtWork") -> None:
    for name, ids in (("at_work", one.learners), ("shut_out", one.shut_out)):
        if ids:
            few = ", ".join(ids[:_FEW]) + (" …" if len(ids) > _FEW else "")
            told = {"group": one.group, "quiz": one.quiz, "count": len(ids), "learners": few}
            say(t(f"contest.{name}", **told))


@app.command("rules", help=t("cli.contest_rules"))
def rules(
    folder: Folder,
    to: Annotated[
        Path | None, typer.Option(help=t("cli.contest_rules_to"), show_default=False)
    ] = None,
) -> None:
    from kit.contest import check as look
    from kit.contest import find_arena, write_rules
    from kit.errors import Problems
    from kit.ranking import rules_text

    arena = find_arena(folder)
    if found := list(look(arena)):
        # What is printed would not be what the groups enforce.
        raise Problems(found)
    if to is None:
        typer.echo(rules_text(arena.contest), nl=False)
        return
    write_rules(arena, to)
    say(t("contest.rules_written", path=to))


@app.command("rank", help=t("cli.contest_rank"))
def rank(
    folder: Folder,
    to: To,
    round_name: RoundName = None,
    names: Annotated[bool, typer.Option("--names", help=t("cli.contest_names"))] = False,
) -> None:
    from kit.contest import ranked, write_standings

    arena, entries, now = _read(folder, to)
    found = ranked(arena, entries, now, round_name)
    rows = write_standings(arena, found, to, names)
    say(t("contest.ranked", path=to, rows=rows))
    for name, standings in found.rounds:
        counts = {"people": standings.people, "attempts": standings.attempts}
        say("  " + t("contest.round", name=name, right=standings.all_correct, **counts))
    notes = [*found.notes()]
    _tell(notes[:_SHOWN])
    if len(notes) > _SHOWN:
        say("  " + t("contest.more", count=len(notes) - _SHOWN))
    if names:
        say(t("gradebook.personal"))


@app.command("groups", help=t("cli.contest_groups"))
def groups(
    folder: Folder,
    to: To,
    round_name: RoundName = None,
    whole: Annotated[bool, typer.Option("--all", help=t("cli.contest_all"))] = False,
) -> None:
    from kit.contest import below, group_rows, write_groups

    arena, entries, now = _read(folder, to)
    found = group_rows(arena, entries, now, round_name, whole)
    rows = write_groups(arena, found, to)
    say(t("contest.groups_whole" if whole else "contest.groups_upwards", path=to, rows=rows))
    notes = (note for one in found for note in one.notes())
    _tell([*below(arena, found), *notes, *entries.notes()])


def _read(folder: Path, to: Path) -> "tuple[Arena, Entries, datetime]":
    from kit.clock import now
    from kit.contest import find_arena, read_entries
    from kit.errors import UserError

    if to.suffix.lower() not in (".xlsx", ".csv"):
        hint = t("contest.ending_hint", endings=".xlsx, .csv")
        raise UserError(t("contest.ending", path=to), hint)
    arena = find_arena(folder)
    return arena, read_entries(arena), now()


def _tell(notes: list[str]) -> None:
    for note in notes:
        say(f"  {note}")
