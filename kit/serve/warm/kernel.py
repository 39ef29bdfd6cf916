"""A kernel made ready before the fork, up to its sockets, and finished after it."""

import gc
import importlib
import os
import sys
import threading
from collections.abc import Sequence
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from IPython.core.application import BaseIPythonApplication
from IPython.core.inputtransformer2 import TransformerManager

from kit.serve.kernel_app import WalledApp
from kit.serve.walls import python_places
from kit.serve.warm.fork import Request
from kit.wording import LANGUAGES, table

IMPORTED = (
    "fsrs", "kit.widget", "ruamel.yaml",
    # What IPython, ipykernel, tornado and pyzmq import only when they begin to work.
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger",
    "IPython.core.oinspect", "IPython.extensions.storemagic", "encodings.utf_8_sig",
    "faulthandler", "ipykernel.debugger", "ipykernel.displayhook", "pdb", "psutil", "pwd",
    "resource", "tornado.platform.asyncio", "zmq.utils.garbage",
)  # fmt: skip
"""What a learner's kernel will want; a module that is not here is imported by each of them."""


class _ReadOnce(BaseIPythonApplication):
    """Reads options and settings before the fork, and not again when the kernel starts."""

    ready = False
    """Whether everything is done that needs no socket."""

    def initialize(self, argv: Sequence[str] | None = None) -> None:
        """As IPython's, once."""
        if not self.ready:
            super().initialize(argv)


class ReadyKernel(IPythonKernel):
    """ipykernel's kernel with its shell, made before there is a socket."""

    _KEPT = ("parent", "profile_dir", "user_ns")

    @classmethod
    def instance(cls, *args: Any, **kwargs: Any) -> "ReadyKernel":
        """The kernel; once there is one, the arguments are put into it."""
        if not cls.initialized():
            return super().instance(*args, **kwargs)
        kernel: ReadyKernel = super().instance()
        for name, value in kwargs.items():
            if name not in cls._KEPT:
                setattr(kernel, name, value)
        kernel._connect_shell()
        return kernel

    def _connect_shell(self) -> None:
        """What ``IPythonKernel`` does when it is made with its sockets."""
        self._stdout, self._stderr = sys.stdout, sys.stderr
        shell: Any = self.shell
        for publisher in (shell.displayhook, shell.display_pub):
            publisher.session = self.session
            publisher.pub_socket = self.iopub_socket
        shell.displayhook.topic = self._topic("execute_result")
        shell.starting_dir = os.getcwd()
        # Its variables went with the environment of the warm process.
        shell.init_environment()


class ReadyApp(WalledApp, _ReadOnce):
    """ipykernel's application, cut in two where the process is forked."""

    def make_ready(self, options: Sequence[str]) -> None:
        """The first half; ``initialize`` is then the second."""
        _ReadOnce.initialize(self, options)
        kernel = ReadyKernel.instance(
            parent=self, profile_dir=self.profile_dir, user_ns={}, log=self.log
        )
        self.shell = kernel.shell
        self.init_extensions()
        self.init_code()
        self.ready = True

    def init_extensions(self) -> None:
        """As IPython's, once."""
        if not self.ready:
            super().init_extensions()

    def init_code(self) -> None:
        """As IPython's, once: it notes the name of every module."""
        if not self.ready:
            super().init_code()

    def start(self) -> None:
        """As ipykernel's, until the thread that dealt with the shutdown has had its last word.

        At the exit the thread that writes ends first, and the other would wait for it for ever. A
        kernel that is less quick than this one does not meet that.
        """
        super().start()
        self.control_thread.stop()
        self.control_thread.join(timeout=1)


class Lifeline(threading.Thread):
    """Ends the process with the server, whatever ends that: a pipe whose other end it holds."""

    def __init__(self, end: int) -> None:
        super().__init__(name="Lifeline", daemon=True)
        self._end = end

    def run(self) -> None:
        """Wait for the end of the pipe."""
        os.read(self._end, 1)
        os._exit(1)


def prepare(options: Sequence[str]) -> None:
    """Import, make ready, and put it all where no collection of garbage will touch it.

    ``options`` are those of ``ipykernel_launcher`` without the connection file.
    """
    # Nobody debugs a learner's kernel: 7 MB less, and nothing that listens for a debugger.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    # Not 1 means a parent to watch for, and 0 a person at a terminal.
    ReadyApp.instance(parent_handle=1, kernel_class=ReadyKernel).make_ready([*options])
    # After the shell is there, as in any kernel: widgets look for it when they are imported.
    for name in IMPORTED:
        importlib.import_module(name)
    for language in LANGUAGES:
        table("quiz", language)
    python_places()
    TransformerManager().transform_cell("quiz()\n")
    gc.collect()
    gc.disable()
    # The collector writes into what it looks at, and a page that is written to is no longer shared.
    gc.freeze()


def run(request: Request, lifeline: int) -> None:
    """Be the kernel that was asked for until it is shut down or ``lifeline`` ends."""
    app = ReadyApp.instance()
    app.connection_file = request.connection
    app.poller = Lifeline(lifeline)
    app.initialize()
    if request.rehearsal:
        os._exit(_rehearse(app.shell))
    app.start()


def _rehearse(shell: Any) -> int:
    """Make a widget as a page does; the exit code."""
    return int(not shell.run_cell("import kit.widget\nkit.widget.reflection('')").success)
