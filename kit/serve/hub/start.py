"""Running JupyterHub with a city's folder."""

import os
import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from kit.errors import UserError
from kit.serve import EVERYWHERE
from kit.serve.addresses import lan_address
from kit.serve.hub.table import CONFIG, FILE, read_city
from kit.wording import t

PROXY = "configurable-http-proxy"


def start(folder: Path, ip: str, port: int, say: Callable[[str], None]) -> None:
    """Become JupyterHub; returns never.

    Raises ``UserError`` if something is missing, and what ``read_city`` raises.
    """
    if os.name == "nt":
        raise UserError(t("hub.not_windows"), t("hub.not_windows_hint"))
    city = read_city(folder / FILE)
    if find_spec("jupyterhub") is None:
        raise UserError(t("hub.no_hub"), t("hub.no_hub_hint"))
    proxy = find_proxy()
    if proxy is None:
        raise UserError(t("hub.no_proxy"), t("hub.no_proxy_hint"))
    here = lan_address() if ip == EVERYWHERE else ip
    url = f"http://{here or '127.0.0.1'}:{port}"
    say(t("hub.starting_at", url=f"{url}/"))
    for id, group in city.groups.items():
        say(t("hub.group_at", name=group.name, url=f"{url}/user/{id}/"))
    say(t("hub.for_slips", url=f"{url}/user"))
    sys.stdout.flush()
    bind = f"http://{ip or '127.0.0.1'}:{port}"
    os.chdir(folder)
    os.environ["PATH"] = os.pathsep.join((str(proxy.parent), os.environ.get("PATH", "")))
    source = str(Path(__file__).resolve().parents[3])
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, (source, os.environ.get("PYTHONPATH", "")))
    )
    arguments = ["-m", "jupyterhub", "--config", CONFIG, f"--JupyterHub.bind_url={bind}"]
    os.execv(sys.executable, [sys.executable, *arguments])


def find_proxy() -> Path | None:
    """The proxy's program: on the PATH, or where ``start.py`` puts it."""
    root = Path(__file__).resolve().parents[3]
    own = root / "deploy" / "proxy" / "node_modules" / ".bin" / PROXY
    found = shutil.which(PROXY) or (own if own.is_file() and shutil.which("node") else None)
    return Path(found) if found else None
