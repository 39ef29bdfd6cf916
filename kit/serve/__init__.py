"""The only door to Voila: one server for one group or many, each an app of its own.

Importing this package is cheap; Voila is imported when a server starts.
"""

import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from kit import clock
from kit.errors import UserError
from kit.serve.addresses import free_port, lan_address
from kit.served import alone
from kit.wording import t
from kit.workspace import Workspace

if TYPE_CHECKING:
    from kit.serve.group import GroupApp
    from kit.serve.server import Server

__all__ = ["serve"]

EVERYWHERE = "0.0.0.0"
"""The host that listens in the whole network."""


def serve(
    workspaces: Sequence[Path],
    host: str = "127.0.0.1",
    port: int = 8866,
    *,
    open_browser: bool = False,
    say: Callable[[str], None] = lambda line: None,
    fragment: str = "",
) -> None:
    """Serve the groups in these folders until Ctrl-C; returns when all kernels have ended.

    ``port`` 0 takes a free one; any other is taken or, if it is not free, the next free one.
    ``say`` gets each line that the person at the terminal should read: the groups' addresses, and
    with host ``0.0.0.0`` those that phones in the same network can reach. ``fragment`` goes
    behind ``#`` in the address that the browser opens: a personal code signs in by itself.

    Raises ``UserError`` (no workspace, two groups of one id, no secret) and ``Problems`` (a faulty
    file).
    """
    from kit.serve.server import Server
    from kit.submission import finish

    apps = load_apps(workspaces)
    with ExitStack() as held:
        for app in apps:
            held.enter_context(alone(app.workspace.path))
            finish(app.workspace, clock.now())
        server = Server(apps, apps[0].desk, ip=host, port=free_port(host, port))
        server.initialize()
        _run(server, apps, host, open_browser=open_browser, say=say, fragment=fragment)


def _run(
    server: "Server",
    apps: "list[GroupApp]",
    host: str,
    *,
    open_browser: bool,
    say: Callable[[str], None],
    fragment: str,
) -> None:
    """Serve until Ctrl-C, having said where."""

    def ready() -> None:
        for line in told_addresses(apps, host, server.port):
            say(line)
        if line := few_places(server.capacity.most, apps):
            say(line)
        if open_browser:
            webbrowser.open(_first_page(apps, host, server.port, fragment))

    server.ready = ready
    server.start()


def _must_be_built(workspace: Workspace) -> None:
    """Raises ``UserError`` for a quiz or lesson of the group that is not there to be served."""
    for plan in workspace.group.quizzes:
        workspace.booklet(plan.quiz)
    for lesson in workspace.group.lessons:
        if not (workspace.path / "lessons" / f"{lesson}.ipynb").is_file():
            hint = t("cli.not_built_hint", path=workspace.path)
            raise UserError(t("serve.no_lesson", lesson=lesson), hint)


def load_apps(workspaces: Sequence[Path], base: str = "/") -> "list[GroupApp]":
    """The groups, with everything read that could be faulty; their addresses begin with ``base``.

    Raises what ``serve`` raises.
    """
    from kit.serve.group import GroupApp
    from kit.serve.kernel_desk import KernelDesk

    desk = KernelDesk()
    apps = [GroupApp(Workspace(path.resolve()), desk, base=base) for path in workspaces]
    seen: set[str] = set()
    for app in apps:
        if app.group.id in seen:
            raise UserError(t("serve.same_id", id=app.group.id), t("serve.same_id_hint"))
        seen.add(app.group.id)
        app.members()
        _ = app.sessions  # which needs the secret
        _must_be_built(app.workspace)
    return apps


def few_places(most: int, apps: "Sequence[GroupApp]") -> str:
    """What to tell if not all learners fit in at once; else nothing."""
    learners = sum(member.role == "learner" for app in apps for member in app.members())
    return t("serve.few_places", most=most, learners=learners) if most < learners else ""


def _here(host: str, port: int) -> str:
    return f"http://{'127.0.0.1' if host == EVERYWHERE else host}:{port}"


def told_addresses(apps: "Sequence[GroupApp]", host: str, port: int) -> Iterator[str]:
    """Lines that say where each group's page is, here and on phones."""
    lan = lan_address() if host == EVERYWHERE else None
    for app in apps:
        yield f"{app.group.name}: {_here(host, port)}{app.root}"
        if lan:
            yield t("serve.for_phones", url=f"http://{lan}:{port}{app.root}")
    if lan:
        yield t("serve.for_slips")


def _first_page(apps: "Sequence[GroupApp]", host: str, port: int, fragment: str) -> str:
    if len(apps) > 1:
        return _here(host, port) + "/"
    tail = f"sign-in#{fragment}" if fragment else ""
    return _here(host, port) + apps[0].root + tail
