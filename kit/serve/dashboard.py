"""The trainer's dashboard by Voila: on this machine alone, for whoever has the one address.

No group's sign-in leads here, and no other name of this machine: it listens on 127.0.0.1, its
address holds a token that works once, and a browser that came by it is known by a cookie.
"""

import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from kit.errors import Problem, Problems, UserError
from kit.serve.addresses import free_port
from kit.serve.kernel_desk import KernelDesk
from kit.wording import t
from kit.workspace import Workspace

__all__ = ["serve_dashboard"]

HOST = "127.0.0.1"


def serve_dashboard(
    folders: Sequence[Path],
    names: bool,
    port: int,
    *,
    open_browser: bool,
    say: Callable[[str], None],
) -> None:
    """Serve the dashboard of these groups until Ctrl-C.

    ``port`` 0 takes a free one; any other is taken or, if it is not free, the next free one.
    Raises ``UserError`` (a folder is no group's, two groups of one id), and ``Problems`` if not
    one of the groups can be read; otherwise the page says which cannot.
    """
    places = tuple(one.resolve() for one in folders)
    first = _first_readable(places)  # before Voila is imported, which takes its time
    from kit.serve.dashboard_server import DashboardServer

    server = DashboardServer(
        first, places, names, KernelDesk(most=2), ip=HOST, port=free_port(HOST, port)
    )
    server.initialize()
    app = server.trainer_app

    def ready() -> None:
        here = f"http://{HOST}:{server.port}"
        address = f"{here}/enter/{app.token}"
        say(t("dashboard.serving", url=address))
        say(t("dashboard.serving_shared", url=f"{here}/shared"))
        if open_browser:
            webbrowser.open(address)

    server.ready = ready
    server.start()


def _first_readable(places: Sequence[Path]) -> Workspace:
    """Looked at here, where it can be said, and not on the page."""
    groups = [Workspace(one) for one in places]
    if strange := [one.path for one in groups if not (one.path / "group.yaml").is_file()]:
        message = t("cli.no_workspace", path=", ".join(map(str, strange)))
        raise UserError(message, t("cli.no_workspace_hint"))
    readable: dict[str, Workspace] = {}
    faulty: list[Problem] = []
    for one in groups:
        try:
            id = one.group.id
        except Problems as error:
            faulty += error.problems
            continue
        if id in readable:
            raise UserError(t("serve.same_id", id=id), t("serve.same_id_hint"))
        readable[id] = one
    if not readable:
        raise Problems(faulty)
    return next(iter(readable.values()))
