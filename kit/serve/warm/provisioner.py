"""jupyter_client's way to start kernels, with ours in front: forked where that works."""

from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from kit.serve.warm.keeper import Warm

_LAUNCHER = 3
"""``python -m ipykernel_launcher`` stands before the kernel's arguments."""


class WarmProvisioner(LocalProvisioner):
    """Has kernels forked, and starts them as programs where there is no warm process.

    All else, from signals to the wait for the end, is ``LocalProvisioner``'s: it gets by with what
    a ``ForkedProcess`` can do.
    """

    warm: Warm | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork, or start the command."""
        forked = None
        if self.warm is not None:
            forked = await self.warm.fork(cmd[_LAUNCHER:], kwargs["env"], str(kwargs["cwd"]))
        if forked is None:
            return await super().launch_kernel(cmd, **kwargs)
        # The process sends signals to its own group itself: it knows whether that is still its.
        self.process, self.pid, self.pgid = forked, forked.pid, None  # type: ignore[assignment]
        self.cwd = kwargs["cwd"]
        return self.connection_info
