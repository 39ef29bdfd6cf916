"""What the Hub starts for whom: a group's app for a group, formgrader for a trainer."""

import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from tornado.web import HTTPError

from kit.serve.hub.grading import PAGE
from kit.serve.hub.grading import command as grading
from kit.serve.hub.group import PROXIES
from kit.serve.hub.table import City
from kit.wording import t

PASSED = ("KIT_DB_URL", "PGPASSFILE", "PGSSLMODE", "PGSSLROOTCERT")
"""What of the Hub's environment every server gets, beside the Hub's own list."""


def prepare(spawner: Any, city: City) -> None:
    """Fill in a server before it starts, whatever kind of spawner it is (a ``pre_spawn_hook``).

    Raises ``HTTPError`` 403 for who may not have one.
    """
    name = spawner.user.name
    own = name in city.places
    group = name if own else _chosen(spawner.user_options, city.graded_by(name))
    folder = city.places[group]
    command = (sys.executable, "-m", "kit", "hub", "group", str(folder)) if own else grading()
    spawner.cmd, spawner.args = list(command), []
    spawner.default_url = "" if own else PAGE
    spawner.mem_limit, spawner.cpu_limit = city.table.bytes, city.table.cpu
    spawner.environment = {
        **spawner.environment,
        "JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp",
        # No settings of the account that the server runs as.
        "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"),
        PROXIES: ",".join(city.table.proxies),
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    spawner.folder = folder


def _chosen(options: Mapping[str, Any], groups: Sequence[str]) -> str:
    chosen = str(options.get("group") or next(iter(groups), ""))
    if chosen not in groups:
        raise HTTPError(403, t("hub.not_yours"))
    return chosen


def form(user: str, city: City) -> str:
    """The question which group to grade; empty if there is only one."""
    groups = city.graded_by(user)
    if len(groups) < 2:
        return ""
    rows = "".join(
        f'<option value="{escape(id)}">{escape(city.groups[id].name)}</option>' for id in groups
    )
    label = escape(t("hub.which_group", city.table.language))
    return (
        f'<label for="kit-group">{label}</label><select id="kit-group" name="group">{rows}</select>'
    )


def from_form(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What the answer to ``form`` says."""
    return {"group": "".join(fields.get("group", ())[:1])}
