"""Kernels whose page has been gone for long are ended; who comes back later gets a new one."""

import asyncio
import logging
from contextlib import suppress

from kit.serve.kernels import Kernels

_log = logging.getLogger("kit.serve")

EVERY_SECONDS = 20


async def close_expired(kernels: Kernels, stop: asyncio.Event) -> None:
    """End them, every few seconds until ``stop`` is set."""
    while not stop.is_set():
        for kernel in kernels.desk.expired(kernels.now()):
            try:
                await kernels.close(kernel)
            except Exception:
                # One that does not end must not keep the others.
                _log.exception("a kernel could not be ended")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
