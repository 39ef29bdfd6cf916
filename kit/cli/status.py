"""``kit status``: who is in, what is saved, what is handed in; once, or for as long as it runs."""

import json as json_
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.say import console
from kit.wording import t

if TYPE_CHECKING:
    from rich.console import RenderableType

    from kit.status import GroupStatus

_EVERY_SECONDS = 2.0

_COLUMNS = ("quiz", "begun", "answers", "handed_in", "unscored", "by_hand")


def status(
    folders: Folders,
    watch: Annotated[bool, typer.Option("--watch", help=t("cli.help_watch"))] = False,
    json: Annotated[bool, typer.Option("--json", help=t("cli.help_json"))] = False,
) -> None:
    looks = _looks(folders, watch)
    with suppress(KeyboardInterrupt):
        if json:
            for found in looks:
                text = [asdict(one) for one in found]
                typer.echo(json_.dumps(text, ensure_ascii=False, indent=None if watch else 1))
        elif watch and console.is_terminal:
            _live(looks)
        else:
            for found in looks:
                console.print(_shown(found))


def _looks(folders: Sequence[Path], watch: bool) -> "Iterator[list[GroupStatus]]":
    """What there is to see, again and again; waits in between."""
    from kit.clock import now
    from kit.status import Watch
    from kit.workspace import Workspace

    watcher, paths = Watch(), [folder.resolve() for folder in dict.fromkeys(folders)]
    while True:
        moment = now().timestamp()
        # Anew each time: hours and quizzes may be changed while learners sit there.
        yield [watcher.look(Workspace(path), moment) for path in paths]
        if not watch:
            return
        time.sleep(_EVERY_SECONDS)


def _live(looks: "Iterator[list[GroupStatus]]") -> None:
    from rich.live import Live

    with Live(console=console, auto_refresh=False) as screen:
        for found in looks:
            screen.update(_shown(found), refresh=True)


def _shown(found: "Sequence[GroupStatus]") -> "RenderableType":
    from rich.console import Group

    return Group(*(_group(found[0]) if len(found) == 1 else _city(found)))


def _city(found: "Sequence[GroupStatus]") -> "Iterator[RenderableType]":
    """A row a group, those that are open first: what does not fit on the screen is cut off."""
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    yield Text(_city_line(found))
    table = Table()
    table.add_column(t("status.group"))
    for name in ("people", *_COLUMNS[1:]):
        # Narrow, so that names have room in a window of 80 columns.
        table.add_column(t(f"status.{name}"), justify="right", max_width=7)
    for one in sorted(found, key=lambda one: one.server is None):
        sums = [_sum([getattr(quiz, name) for quiz in one.quizzes]) for name in _COLUMNS[1:]]
        people = _figure(one.server.people) if one.server else t("status.not_open")
        table.add_row(escape(one.name), people, *map(_figure, sums))
    yield table
    yield Text(t("status.one_group"))
    for one in found:
        if odd := sum(quiz.unreadable for quiz in one.quizzes):
            yield Text(f"{one.name}: {t('status.unreadable', count=odd)}")


def _sum(counts: "Sequence[int | None]") -> int | None:
    """``None`` if one of them is not known."""
    known = [one for one in counts if one is not None]
    return sum(known) if len(known) == len(counts) else None


def _figure(value: str | int | None) -> str:
    from kit.text import write_number

    return "–" if value is None else write_number(value) if isinstance(value, int) else value


def _city_line(found: "Sequence[GroupStatus]") -> str:
    """Of all together; a server of several groups counts once."""
    servers = {one.server.pid: (one.server, one.memory) for one in found if one.server}
    line = t(
        "status.city", groups=len(found), open=sum(one.server is not None for one in found),
        learners=sum(one.learners for one in found),
        people=sum(one.server.people for one in found if one.server),
        waiting=sum(server.waiting for server, _ in servers.values()),
    )  # fmt: skip
    memory = sum(size or 0 for _, size in servers.values())
    return f"{line} {t('status.memory', size=memory / 1e6)}" if memory else line


def _group(one: "GroupStatus") -> "Iterator[RenderableType]":
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    yield Text(_server_line(one))
    table = Table()
    for name in _COLUMNS:
        table.add_column(t(f"status.{name}"), justify="left" if name == "quiz" else "right")
    for quiz in one.quizzes:
        values = asdict(quiz)
        table.add_row(*(escape(_figure(values[name])) for name in _COLUMNS))
    yield table
    if odd := sum(quiz.unreadable for quiz in one.quizzes):
        yield Text(t("status.unreadable", count=odd))


def _server_line(one: "GroupStatus") -> str:
    if one.server is None:
        return t("status.closed", group=one.name, learners=one.learners)
    line = t(
        "status.open", group=one.name, learners=one.learners, people=one.server.people,
        pages=one.server.open, most=one.server.most, waiting=one.server.waiting,
    )  # fmt: skip
    return line if one.memory is None else f"{line} {t('status.memory', size=one.memory / 1e6)}"
