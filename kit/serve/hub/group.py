"""A group's app as a server of the Hub: the Hub says where, and its proxy stands before it."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from kit import clock
from kit.errors import UserError
from kit.serve import load_apps
from kit.serve.forwarded import Proxy
from kit.served import alone
from kit.wording import t

PROXIES = "KIT_HUB_PROXIES"
"""Addresses of the Hub's proxy, with commas between them."""


def serve_group(folder: Path, environment: Mapping[str, str]) -> None:
    """Serve one group until a signal ends it, at the address that the environment names.

    The Hub sets ``JUPYTERHUB_SERVICE_URL`` and ``JUPYTERHUB_SERVICE_PREFIX`` for what it starts.
    Raises ``UserError`` without them, and what ``kit.serve.serve`` raises.
    """
    from kit.serve.server import Server
    from kit.submission import finish
    from kit.workspace import Workspace

    url, prefix = (environment.get(f"JUPYTERHUB_SERVICE_{name}", "") for name in ("URL", "PREFIX"))
    place, id = urlsplit(url), Workspace(folder).group.id
    if not (place.hostname and place.port and prefix.endswith(f"/{id}/")):
        raise UserError(t("hub.by_hub_alone"), t("hub.by_hub_alone_hint"))
    (app,) = load_apps([folder], prefix.removesuffix(f"{id}/"))
    addresses = [one for one in environment.get(PROXIES, "").split(",") if one]
    with alone(app.workspace.path):
        finish(app.workspace, clock.now())
        proxy = Proxy.at(*addresses) if addresses else Proxy()
        server = Server([app], app.desk, proxy=proxy, ip=place.hostname, port=place.port)
        server.initialize()
        server.start()
