"""Servers as processes of this machine. Imported by JupyterHub's configuration."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner  # noqa: TID253
from traitlets import Instance


class LocalServer(LocalProcessSpawner):  # type: ignore[misc]
    """A server in its group's folder, under the account of the Hub, within its limits.

    Where systemd runs, it holds a server (with its kernels) to ``mem_limit`` and ``cpu_limit``.
    Elsewhere nothing but the server's own count of places keeps it within its memory, and nothing
    keeps it from using all cores.
    """

    cmd: Any
    folder: Any = Instance(Path, allow_none=True, help="The group's folder, set by ``prepare``.")

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Work in the group's folder; the account stays the Hub's."""
        folder = self.folder

        def enter() -> None:
            os.chdir(folder)

        return enter

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """The Hub's own home, where a database's password may lie."""
        return env | {name: os.environ[name] for name in ("HOME", "USER") if name in os.environ}

    async def start(self) -> Any:
        """Start it, inside systemd's limits if there are any."""
        self.cmd = [*limits(self.mem_limit, self.cpu_limit, systemd()), *self.cmd]
        return await super().start()


def systemd() -> str | None:
    """``systemd-run``, where systemd is what runs this machine and we may ask it."""
    here = Path("/run/systemd/system").is_dir() and os.geteuid() == 0
    return shutil.which("systemd-run") if here else None


def limits(memory: int | None, cores: float | None, program: str | None) -> Sequence[str]:
    """What stands before a command so that systemd keeps it within bytes and cores.

    A scope (systemd.scope(5)) is the process itself, so its number and its end stay the Hub's to
    see. Empty without ``program``.
    """
    if not program:
        return ()
    wanted = {
        "MemoryMax": str(memory) if memory else "",
        "MemorySwapMax": "0" if memory else "",
        "CPUQuota": f"{cores * 100:.0f}%" if cores else "",
    }
    properties = [f"--property={name}={value}" for name, value in wanted.items() if value]
    return (program, "--scope", "--quiet", "--collect", *properties, "--")
