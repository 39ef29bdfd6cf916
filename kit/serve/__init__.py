"""The only door to Voila: one server for one group or many, each an app of its own.

Importing this package is cheap; Voila is imported when a server starts.
"""

import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from kit import clock
from kit.errors import UserError
from kit.serve.addresses import free_port, lan_address
from kit.wording import t
from kit.workspace import Workspace

__all__ = ["serve"]


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

    Raises ``UserError`` (no workspace, two groups of one id) and ``Problems`` (a faulty file).
    """
    from kit.serve.group import GroupApp
    from kit.serve.kernel_desk import KernelDesk
    from kit.serve.server import Server
    from kit.submission import finish

    desk = KernelDesk()
    apps = [GroupApp(Workspace(path.resolve()), desk) for path in workspaces]
    seen: set[str] = set()
    for app in apps:
        if app.group.id in seen:
            raise UserError(t("serve.same_id", id=app.group.id), t("serve.same_id_hint"))
        seen.add(app.group.id)
        app.members()
        finish(app.workspace, clock.now())
    server = Server(apps, desk, ip=host, port=free_port(host, port))
    server.initialize()

    def ready() -> None:
        where = "127.0.0.1" if host == "0.0.0.0" else host
        for app in apps:
            say(f"{app.group.name}: http://{where}:{server.port}{app.root}")
            if host == "0.0.0.0" and (lan := lan_address()):
                say(t("serve.for_phones", url=f"http://{lan}:{server.port}{app.root}"))
        if open_browser:
            root = apps[0].root if len(apps) == 1 else "/"
            tail = f"sign-in#{fragment}" if fragment and len(apps) == 1 else ""
            webbrowser.open(f"http://{where}:{server.port}{root}{tail}")

    server.ready = ready
    server.start()
