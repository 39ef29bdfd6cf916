"""JupyterHub's settings for a city: what ``jupyterhub_config.py`` asks for."""

import logging
import sys
from pathlib import Path
from typing import Any

from kit.serve.addresses import free_port
from kit.serve.hub.door import NAME as DOOR
from kit.serve.hub.servers import PASSED, form, from_form, prepare
from kit.serve.hub.table import City, read_city
from kit.serve.hub.words import TEMPLATES, words

GROUPS = "groups"
"""The Hub's group of users that are groups of the city."""


def configure(c: Any, file: Path) -> City:
    """Set everything for a Hub whose servers are processes of this machine.

    ``c`` is traitlets' configuration, ``file`` the table. What the administrator sets afterwards
    wins. Raises what ``read_city`` raises.
    """
    from kit.serve.hub.spawner import LocalServer

    city = everywhere(c, file, f"http://127.0.0.1:{free_port('127.0.0.1', 8102)}")
    hub, root = c.JupyterHub, city.file.parent
    hub.db_url = f"sqlite:///{root / 'jupyterhub.sqlite'}"
    hub.cookie_secret_file = str(root / "jupyterhub_cookie_secret")
    hub.hub_port = free_port("127.0.0.1", 8081)
    hub.concurrent_spawn_limit = 8
    proxy_api = free_port("127.0.0.1", 8101)
    c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{proxy_api}"
    c.ConfigurableHTTPProxy.pid_file = str(root / "jupyterhub-proxy.pid")
    # Otherwise a line for each look of the Hub's.
    c.ConfigurableHTTPProxy.log_level = "warn"
    hub.spawner_class = LocalServer
    c.LocalServer.poll_interval = 2  # seconds until a server that broke is missed
    c.LocalServer.env_keep = ["PATH", "LANG", "LC_ALL", "TZ", *PASSED]
    return city


def everywhere(c: Any, file: Path, place: str) -> City:
    """Set what is the same wherever the servers run; ``place`` is where the door listens."""
    city = read_city(file.resolve())
    hub = c.JupyterHub
    hub.template_paths = [str(TEMPLATES)]
    hub.template_vars = {"kit": words(city)}
    hub.load_groups = {GROUPS: {"users": list(city.places)}}
    hub.services = [door(city, place)]
    hub.load_roles = roles(city)
    hub.last_activity_interval = 60
    # No line for each request, with the visitor's address; none for each look of the door's.
    hub.log_level = logging.WARNING
    hub.tornado_settings = {"slow_spawn_timeout": 0}  # who asks for a server looks again by itself
    _sign_in(c, city)
    _servers(c, city)
    return city


def roles(city: City) -> list[dict[str, Any]]:
    """Who may do what at the Hub, beside the own server.

    Administrators see which servers run, and start and stop them. JupyterHub's own ``admin`` could
    open everybody's server as well, and a trainer of one group would read the answers of all; so
    nobody is one, whoever was before.
    """
    look = ("list:users", "read:users:activity", "read:servers", "delete:servers")
    return [
        {"name": "door", "scopes": [*look, f"servers!group={GROUPS}"], "services": [DOOR]},
        {
            "name": "administrator",
            "scopes": ["admin-ui", "read:users", *look, "servers"],
            "users": list(city.table.administrators),
        },
        {"name": "admin", "users": []},
    ]


def _sign_in(c: Any, city: City) -> None:
    from kit.serve.hub.codes import CodeAuthenticator

    c.JupyterHub.authenticator_class = CodeAuthenticator
    c.CodeAuthenticator.city = city
    c.Authenticator.allow_all = True  # whom the rosters know
    c.Authenticator.auth_refresh_age = 300


def _servers(c: Any, city: City) -> None:
    c.Spawner.pre_spawn_hook = lambda spawner: prepare(spawner, city)
    c.Spawner.options_form = lambda spawner: form(spawner.user.name, city)
    c.Spawner.options_from_form = from_form
    c.Spawner.start_timeout = c.Spawner.http_timeout = 90
    c.Spawner.consecutive_failure_limit = 0  # one faulty group does not end the Hub


def door(city: City, place: str) -> dict[str, Any]:
    """The door as a service of the Hub, which starts it and keeps it up."""
    return {
        "name": DOOR,
        "url": place,
        "command": [sys.executable, "-m", "kit", "hub", "door", str(city.file)],
        "environment": {"PYTHONPATH": str(Path(__file__).parents[3])},
        "oauth_no_confirm": True,
        "display": False,
    }
