"""Which kernels there are, and forgetting them when they end. Imported when a server starts."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_server._tz import utcnow  # noqa: TID253
from jupyter_server.services.kernels.kernelmanager import (  # noqa: TID253
    AsyncMappingKernelManager,
)
from tornado.web import HTTPError
from traitlets import default

from kit.serve.warm.keeper import Warm
from kit.serve.warm.provisioner import WarmProvisioner


class OwnKernelSpecs(KernelSpecManager):
    """Always this very Python, whatever kernels are installed under that name."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The only kernel there is."""
        return KernelSpec(
            argv=[sys.executable, "-m", "kit.serve.launcher", "-f", "{connection_file}"],
            display_name="Python",
            language="python",
        )


class OwnedKernels(AsyncMappingKernelManager):
    """Has kernels forked, and tells the desk of every one that is gone, however it went."""

    warm: Warm | None = None
    """What forks them; without it each is a program of its own."""

    @default("context")
    def _roomy_context(self) -> zmq.asyncio.Context:
        """ZeroMQ stops at 1,023 sockets unless it is told otherwise; a kernel takes five."""
        self._created_context = True
        context = zmq.asyncio.Context()
        context.set(zmq.MAX_SOCKETS, context.get(zmq.SOCKET_LIMIT))
        return context

    async def end_all(self) -> None:
        """Shut all down. One that is ending by itself is gone in between, and keeps no other."""
        while self.list_kernel_ids():
            with suppress(HTTPError):
                await self.shutdown_all(now=True)

    def pre_start_kernel(
        self, kernel_name: str | None, kwargs: dict[str, Any]
    ) -> tuple[KernelManager, str, str]:
        """The manager of a new kernel, with our provisioner.

        Jupyter finds provisioners by entry points, and a kit that runs from its folder has none.
        """
        manager, name, kernel_id = super().pre_start_kernel(kernel_name, kwargs)
        # A folder of its own: walls go by folders, and whoever sees a socket can listen to it.
        own = self._own(kernel_id)
        own.mkdir(mode=0o700, exist_ok=True)
        manager.connection_file = str(own / "kernel.json")
        manager.provisioner = WarmProvisioner(
            kernel_id=kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )
        manager.provisioner.warm = self.warm
        return manager, name, kernel_id

    def remove_kernel(self, kernel_id: str) -> KernelManager:
        """Forget the kernel and whose it was."""
        if self.parent is not None:
            self.parent.desk.closed(kernel_id)
            self.parent.rooms.close(kernel_id)
        shutil.rmtree(self._own(kernel_id), ignore_errors=True)
        return super().remove_kernel(kernel_id)

    def _own(self, kernel_id: str) -> Path:
        return Path(self.connection_dir, kernel_id)

    def start_watching_activity(self, kernel_id: str) -> None:
        """Listen to nothing: what a page does passes through its websocket, and the desk notes it.

        Jupyter's server reads every message of every kernel once more to know what it is doing.
        """
        kernel: Any = self.get_kernel(kernel_id)
        kernel.reason, kernel.execution_state, kernel.last_activity = "", "idle", utcnow()
