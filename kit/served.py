"""One server a folder: whoever wants it to stand still holds the same lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kit.errors import UserError
from kit.wording import t

__all__ = ["Served", "alone"]


class Served(UserError):
    """A server has the folder, or somebody who wants none to have it."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; a second server would not know the first one's kernels.

    The lock ends with the process, however it ends. Raises ``Served`` if it is held.
    """
    lock = FileLock(folder / ".serving", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise Served(t("serve.already", path=folder), t("serve.already_hint")) from error
    try:
        yield
    finally:
        lock.release()
