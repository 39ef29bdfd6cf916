"""Which kernels there are, and forgetting them when they end. Imported when a server starts."""

import sys

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_server.services.kernels.kernelmanager import (  # noqa: TID253
    AsyncMappingKernelManager,
)


class OwnKernelSpecs(KernelSpecManager):
    """Always this very Python, whatever kernels are installed under that name."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The only kernel there is."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python",
            language="python",
        )


class OwnedKernels(AsyncMappingKernelManager):
    """Tells the desk of every kernel that is gone: shut down, idle for too long, or dead."""

    def remove_kernel(self, kernel_id: str) -> KernelManager:
        """Forget the kernel and whose it was."""
        if self.parent is not None:
            self.parent.desk.closed(kernel_id)
        return super().remove_kernel(kernel_id)
