"""Tries out whether kernels can be forked here, with a real one."""

import asyncio
import os
import shutil

from kit.serve.environment import clean_environment
from kit.serve.scratch import make_scratch, new_scratch
from kit.serve.warm import OPTIONS
from kit.serve.warm.keeper import Warm

SECONDS = 30


async def trial() -> float | None:
    """Seconds that a kernel takes once the warm process is there; ``None`` if there is none."""
    scratch = new_scratch()
    make_scratch(scratch)
    warm = Warm(clean_environment(os.environ, scratch), scratch / "empty", OPTIONS)
    warm.start()
    try:
        async with asyncio.timeout(SECONDS):
            while warm.pid is None:
                await asyncio.sleep(0.05)
        return warm.rehearsed
    except TimeoutError:
        return None
    finally:
        await warm.stop()
        shutil.rmtree(scratch, ignore_errors=True)
