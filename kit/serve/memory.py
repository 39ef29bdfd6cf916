"""How much memory one learner's kernel may take, whatever code it runs.

Where the system counts it (Linux); elsewhere the limit is said and nothing comes of it. Each
process has its own count, so a kernel that starts others has more: this is against a cell that
runs away, and the server's places against a crowd.
"""

from collections.abc import MutableMapping
from contextlib import suppress

NAME = "KIT_MEMORY"
"""In the environment of a process: the limit that it has to put on itself."""

MOST = 600_000_000
"""Bytes of its own, stacks of its threads included (measured: 120 MB at a quiz, 150 MB more with
matplotlib and its plots)."""

LIMITS = {NAME: str(MOST), "OPENBLAS_NUM_THREADS": "1"}
"""For the environment of a kernel. On a large server numpy's threads alone would be too much."""


def keep_within_as_told(environment: MutableMapping[str, str]) -> None:
    """Put on the limit that the environment names, if any, for good."""
    told = environment.pop(NAME, "")
    if not told:
        return
    with suppress(ImportError, OSError, ValueError):  # Windows; a limit that is lower already
        import resource

        # What is mapped without being used, as libraries do, does not count.
        resource.setrlimit(resource.RLIMIT_DATA, (int(told), int(told)))
