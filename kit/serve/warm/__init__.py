"""Kernels forked from one warm process: ready in milliseconds, their memory shared.

The server (``server.py``, ``provisioner.py``) starts ``python -m kit.serve.warm`` with a clean
environment. That process imports everything, makes a kernel ready up to its sockets, and forks it
for each request (``fork.py``); the child sets itself apart (``child.py``) and becomes the kernel
(``kernel.py``). It has one thread, knows no group, and ends with the server, as kernels do.
"""

import os
import sys

OPTIONS = (
    # Nothing a learner does is kept in a history file.
    "--HistoryManager.enabled=False",
    # Two threads a kernel less: only C code would write past Python's own streams.
    "--IPKernelApp.capture_fd_output=False",
    # Sending without a copy costs three threads, and gains nothing at the size of a quiz.
    "--Session.copy_threshold=16777216",
)
"""Options of every learner's kernel, forked or not."""


def can_fork() -> bool:
    """Whether kernels may be forked here.

    Not on macOS: its own libraries must not be used between a fork and an exec, which is why
    Python's multiprocessing does not fork there either.
    """
    return hasattr(os, "fork") and sys.platform != "darwin"
