"""In the child, right after the fork: nothing of the parent's may be shared but its memory."""

import gc
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from kit.serve.memory import keep_within_as_told
from kit.serve.walls import shut_in_as_told
from kit.serve.warm.fork import Request


def set_apart(request: Request, keep: Collection[int]) -> None:
    """Make this process as new: of its own session, with its own environment and chance.

    ``keep`` are the open files, besides the three standard ones, that it goes on using.
    """
    os.setsid()
    _reset_signals()
    _close_files(keep)
    _offer_to_the_oom_killer()
    os.environ.clear()
    os.environ.update(request.env)
    time.tzset()
    tempfile.tempdir = None
    os.chdir(request.cwd)
    _reseed()
    sys.argv = ["ipykernel_launcher", "-f", request.connection]
    gc.enable()
    keep_within_as_told(os.environ)
    shut_in_as_told(os.environ)


def _reset_signals() -> None:
    # As Python starts: Ctrl-C raises, a broken pipe is an exception.
    for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _close_files(keep: Collection[int]) -> None:
    for name in os.listdir("/dev/fd"):
        if int(name) > 2 and int(name) not in keep:
            # The listing's own file is among them and closed already.
            with suppress(OSError):
                os.close(int(name))


def _offer_to_the_oom_killer() -> None:
    """If memory runs out all the same, one learner has to reload; the server stays."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")


def _reseed() -> None:
    """These would go on where the parent was; all others ask the system anew."""
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
