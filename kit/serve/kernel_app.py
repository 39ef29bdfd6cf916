"""ipykernel's application behind walls."""

from typing import Any

from ipykernel.kernelapp import IPKernelApp

__all__ = ["WalledApp"]


class WalledApp(IPKernelApp):
    """As ipykernel's, without what the walls forbid anyway."""

    def init_control(self, context: Any) -> None:
        """Without the debugger's way to the shell, which would be tried for ever."""
        super().init_control(context)  # type: ignore[no-untyped-call]
        self.debug_shell_socket.close()
