"""Starting and ending learners' kernels; the only caller of Voila's kernel manager."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.serve.environment import kernel_environment
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk, Seat
from kit.serve.scratch import make_scratch
from kit.serve.sessions import Session
from kit.serve.warm import OPTIONS


@dataclass(frozen=True)
class Kernels:
    """The kernels of all groups."""

    manager: Any
    """Voila's kernel manager (jupyter_server's ``AsyncMappingKernelManager``)."""
    desk: KernelDesk
    scratch: Path
    """An empty folder: where kernels start, and what IPython may write to."""

    async def open(self, kernel: str, app: GroupApp, session: Session, quiz: str | None) -> None:
        """Start a kernel under the id ``kernel`` for this session.

        A seat that holds too many gets its oldest closed: a tab that was left behind. Raises
        ``PermissionError`` for a session that ended while its page was being made.
        """
        if app.sessions.has_ended(session):
            raise PermissionError("the session has ended")
        environment = kernel_environment(
            os.environ, app.workspace.path, session.learner, quiz, self.scratch
        )
        make_scratch(self.scratch)
        too_many = self.desk.opened(kernel, app.seat(session))
        try:
            await self.manager.start_kernel(
                kernel_id=kernel,
                kernel_name="python3",
                cwd=str(self.scratch / "empty"),
                env=environment,
                extra_arguments=[*OPTIONS],
            )
        except BaseException:
            self.desk.closed(kernel)
            raise
        if not self.desk.owns(app.seat(session), kernel):
            # Closed while it started: nobody will ever ask for it again.
            await self.close(kernel)
        for old in too_many:
            await self.close(old)

    def alive(self, seat: Seat, kernel: str) -> bool:
        """Whether the seat has that kernel and it still runs."""
        return self.desk.owns(seat, kernel) and kernel in self.manager

    async def close(self, kernel: str) -> None:
        """End a kernel; harmless if it has ended already."""
        self.desk.closed(kernel)
        if kernel in self.manager:
            # Saved answers are on disk, so there is nothing to wait for.
            await self.manager.shutdown_kernel(kernel, now=True)

    async def close_all(self, seat: Seat) -> None:
        """End all kernels of a seat."""
        for kernel in self.desk.of(seat):
            await self.close(kernel)
