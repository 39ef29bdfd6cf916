"""Kernels forked from a warm process, without a server around them."""

import asyncio
import json
import os
from ast import literal_eval
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from traitlets.config import Config

from kit.serve.environment import clean_environment
from kit.serve.kernel_manager import OwnedKernels, OwnKernelSpecs
from kit.serve.scratch import CONNECTIONS, make_scratch, new_scratch
from kit.serve.warm import OPTIONS
from kit.serve.warm.keeper import Warm


class Bench:
    """The server's own kernel manager, with a warm process."""

    def __init__(self, scratch: Path) -> None:
        make_scratch(scratch)
        self.folder = scratch / "empty"
        self.environment = clean_environment(os.environ, scratch)
        config = Config()
        config.KernelManager.transport = "ipc"
        config.KernelRestarter.restart_limit = 0
        self.kernels: Any = OwnedKernels(  # type: ignore[no-untyped-call]
            config=config,
            connection_dir=str(scratch / CONNECTIONS),
            kernel_spec_manager=OwnKernelSpecs(),
        )
        self.warm = self.kernels.warm = Warm(self.environment, self.folder, OPTIONS)

    async def start(self, *more: str, **env: str) -> Any:
        """A new kernel's manager; ``more`` are options."""
        kernel = str(uuid4())
        await self.kernels.start_kernel(
            kernel_id=kernel,
            kernel_name="python3",
            cwd=str(self.folder),
            env={**self.environment, **env},
            extra_arguments=[*OPTIONS, *more],
        )
        return self.kernels.get_kernel(kernel)

    async def warm_pid(self) -> int:
        """The warm process, once it is ready."""
        async with asyncio.timeout(30):
            while self.warm.pid is None:
                await asyncio.sleep(0.02)
        return self.warm.pid


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    """A warm process and its kernels; all have ended when this is left."""
    made = Bench(new_scratch())
    made.warm.start()
    try:
        yield made
    finally:
        await made.kernels.shutdown_all(now=True)
        await made.warm.stop()
        made.kernels.context.destroy(linger=0)


async def ask(manager: Any, code: str, expression: str = "None") -> dict[str, Any]:
    """Run code in a kernel; what ``expression`` is then, and what was printed.

    ``{"status": "ok", "value": …, "text": …}``, or status ``error``, ``ename`` and ``evalue``.
    """
    client = manager.client(context=manager.context)
    client.start_channels(stdin=False, hb=False, control=False)
    try:
        async with asyncio.timeout(60):
            await client.wait_for_ready()
            wanted = {"value": f"json.dumps({expression})"}
            asked = client.execute(f"import json\n{code}", user_expressions=wanted)
            text = await _text(client, asked)
            while (reply := await client.get_shell_msg())["parent_header"].get("msg_id") != asked:
                pass
    finally:
        client.shell_channel.stop()
        client.iopub_channel.stop()
    content = reply["content"]
    if content["status"] != "ok":
        return {"status": "error", "ename": content["ename"], "evalue": content["evalue"]}
    shown = content["user_expressions"]["value"]["data"]["text/plain"]
    return {"status": "ok", "value": json.loads(literal_eval(shown)), "text": text}


async def _text(client: Any, asked: str) -> str:
    """What the kernel prints until it has done what it was asked."""
    text = ""
    while True:
        said = await client.get_iopub_msg()
        if said["parent_header"].get("msg_id") == asked:
            text += str(said["content"].get("text", ""))
            if said["content"].get("execution_state") == "idle":
                return text
