"""Formgrader as a trainer's server of the Hub, and nothing else: nothing in it runs code.

It opens in a tab of its own. Inside JupyterLab it would be a frame, which stays blank under
JupyterHub 4.1 and newer (nbgrader, issues 1870 and 1947), and JupyterLab is a way to run any code
with the rights of the account that all groups' servers share.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any

from jupyter_server.auth.authorizer import Authorizer  # noqa: TID253

PAGE = "/formgrader/gradebook"
"""Manual grading, where a trainer begins."""

OFF = (
    "jupyterlab", "jupyter_lsp", "jupyter_server_terminals", "notebook_shim", "notebook",
    "voila.server_extension",
    "nbgrader.server_extensions.assignment_list", "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.validate_assignment",
)  # fmt: skip


class FormgraderAlone(Authorizer):
    """Jupyter Server's own pages are for nobody; formgrader's ask for a session of the Hub."""

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        """The Hub's look at whether the server is up is all that passes."""
        return (action, resource) == ("read", "api")


def command() -> Sequence[str]:
    """How it is started, in the group's folder."""
    extensions = dict.fromkeys(OFF, False) | {"nbgrader.server_extensions.formgrader": True}
    return (
        *(sys.executable, "-m", "jupyterhub.singleuser"),
        "--ServerApp.authorizer_class=kit.serve.hub.grading.FormgraderAlone",
        f"--ServerApp.jpserver_extensions={extensions!r}",  # traitlets reads Python here
        "--ServerApp.terminals_enabled=False",
        "--log-level=WARN",
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    )
