"""nbgrader's formgrader, served from a workspace as it is."""

import json
import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kit.workspace import Workspace

HEADERS = {"Authorization": "token thu"}

EXTENSIONS = {
    "nbgrader.server_extensions.formgrader": True,
    # Installed beside it, and slow to start.
    **dict.fromkeys(("jupyterlab", "jupyter_lsp", "notebook", "voila.server_extension"), False),
}


@contextmanager
def running(workspace: Workspace) -> Iterator[str]:
    """A Jupyter server in the workspace with the extension; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
            *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
            "--IdentityProvider.token=thu",
            f"--ServerApp.jpserver_extensions={EXTENSIONS!r}",
        ],
        cwd=workspace.path,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(workspace.path / ".jupyter")},
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        while not _answers(url):
            assert process.poll() is None
        yield url
    finally:
        process.terminate()
        process.wait(timeout=60)


def _answers(url: str) -> bool:
    """Whether a server is there; a refused connection is asked again after a tenth of a second."""
    try:
        ask(f"{url}/api/status")
    except OSError as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        threading.Event().wait(0.1)
        return False
    return True


def fetch(url: str, method: str = "GET") -> bytes:
    """What the server answers."""
    request = urllib.request.Request(url, method=method, headers=HEADERS)
    with urllib.request.urlopen(request, timeout=300) as answer:
        content: bytes = answer.read()
    return content


def ask(url: str, method: str = "GET") -> Any:
    """The same as JSON."""
    return json.loads(fetch(url, method))
