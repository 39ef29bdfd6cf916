"""Running a page's cells in its kernel, by Voila's executor. Imported when a server starts."""

import time
from queue import Empty
from typing import Any

from traitlets.config import Config
from voila.execute import VoilaExecutor  # noqa: TID253

CELL_SECONDS = 60
"""A cell that runs longer counts as failed; the page goes on without it."""

START_SECONDS = 180
"""A laptop that opens many kernels at once needs more than Voila's minute to start one."""

# What a cell shows comes on another channel than its end, later where many start at once; after
# nbclient's four seconds the page would go on without it, and nobody would be told.
_SHOWN = {"iopub_timeout": CELL_SECONDS, "raise_on_iopub_timeout": True}
_CONFIG = Config({"VoilaExecutor": {"timeout": CELL_SECONDS, **_SHOWN}})


async def join(notebook: Any, manager: Any) -> VoilaExecutor:
    """An executor that is connected to the kernel of ``manager``; ``leave`` ends the connection.

    Without the heart beat, the questions to a person and the wait for stray messages that
    ``async_start_new_kernel_client`` has: the cells only run, and the executor knows its messages.

    Raises ``RuntimeError`` for a kernel that dies, ``TimeoutError`` for one that is mute.
    """
    executor = VoilaExecutor(notebook, km=manager, config=_CONFIG)
    # In the context of all kernels: one of its own would be two threads more for each page.
    executor.kc = client = manager.client(context=manager.context)
    client.start_channels(stdin=False, hb=False, control=False)
    until = time.monotonic() + START_SECONDS
    while not await _answers(client):
        if not await manager.is_alive():
            raise RuntimeError("the kernel has died")
        if time.monotonic() > until:
            raise TimeoutError("the kernel does not answer")
    return executor


async def _answers(client: Any) -> bool:
    """Whether the kernel has answered, and is heard on both channels that matter."""
    client.kernel_info()
    try:
        await client.get_shell_msg(timeout=1)
        await client.get_iopub_msg(timeout=0.2)
    except Empty:
        return False
    return True


def leave(executor: VoilaExecutor) -> None:
    """End the connection; the kernel goes on."""
    # Not stop_channels: it would open those that were left out.
    executor.kc.shell_channel.stop()
    executor.kc.iopub_channel.stop()
