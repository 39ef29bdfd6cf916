"""What a kernel gets to know."""

import os
from pathlib import Path

from kit.serve.environment import clean_environment

OWN = {
    "PATH": "/bin",
    "HOME": "/home/x",
    "LANG": "vi_VN.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "JUPYTER_PATH": "/j",
    "JUPYTER_TOKEN": "secret",
    "SystemRoot": "C:\\Windows",
    "DATABASE_URL": "postgresql://user:password@host/db",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "GITHUB_TOKEN": "secret",
    "KIT_LEARNER": "hv-999",
}


def environment() -> dict[str, str]:
    return clean_environment(OWN, Path("/scratch"))


def test_nothing_secret_of_the_server_passes() -> None:
    """Only listed names do, so a secret by any other name stays."""
    assert "secret" not in "".join(environment().values())
    assert not {"DATABASE_URL", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN"} & set(environment())


def test_what_a_python_needs_passes() -> None:
    """On Windows too, whose names are written in any case."""
    names = {"PATH", "HOME", "LANG", "LC_ALL", "PYTHONHASHSEED", "JUPYTER_PATH", "SystemRoot"}
    assert {name: environment()[name] for name in names} == {name: OWN[name] for name in names}


def test_the_seat_is_not_the_servers_environments_to_say() -> None:
    """Learner, group and quiz come from the session: see ``rooms.py``."""
    assert not [name for name in environment() if name.startswith("KIT_")]


def test_the_kernel_finds_the_kit() -> None:
    """A kit that runs from its source is on the kernel's path."""
    root = str(Path(__file__).resolve().parents[1])
    installed = "site-packages" in root
    assert installed or root in environment()["PYTHONPATH"].split(os.pathsep)


def test_ipython_writes_into_the_servers_scratch() -> None:
    """No learner's kernel reads or fills the profile of the person who runs the server."""
    assert environment()["IPYTHONDIR"].startswith(str(Path("/scratch")))
