"""Progress of long work, with rate and time left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kit.cli.say import console
from kit.wording import t


@contextmanager
def progress(section: str, total: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; what it gives is told how many more are done.

    ``section`` of the catalogue has its sentences ``progress`` and ``rate``. Nothing is shown if
    ``quiet``, if there is nothing to do, or where the output is no terminal.
    """
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )

    class Rate(ProgressColumn):
        def render(self, task: Task) -> str:
            return t(f"{section}.rate", rate=task.speed) if task.speed else ""

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    silent = quiet or not total or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=silent) as bar:
        task = bar.add_task(t(f"{section}.progress"), total=total)
        yield lambda done: bar.update(task, advance=done)
