"""A large file that is written bit by bit, and appears as a whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kit.durable import sync_folder
from kit.errors import UserError
from kit.wording import t


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside ``path`` that takes its place when the block has ended.

    Only its owner may read it. If the block raises, it is deleted, and what stood at ``path``
    stays. Raises ``UserError`` where nothing can be written, or what stands there not replaced: on
    Windows a program such as Excel keeps the files that it has open.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if path.exists():
            open(path, "r+b").close()  # told now, and not after all the work
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield temporary
        with open(temporary, "r+b") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        message = t("formats.not_written", path=path, detail=error.strerror or str(error))
        raise UserError(message, t("formats.not_written_hint")) from error
    finally:
        with suppress(OSError):  # on Windows, what a library has left open cannot be deleted
            temporary.unlink(missing_ok=True)
