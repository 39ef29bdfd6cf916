"""Where papers are put: beside the group's folder, and never over a paper that is there."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kit.durable import write_durably
from kit.errors import UserError
from kit.wording import t

__all__ = ["free_name", "put_papers"]

_MOST = 1000


def put_papers(folder: Path, name: str, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write files that differ in their endings (``.docx``) under one name that is free.

    What is there may have been edited: it stays, and the new ones get a number. Raises
    ``UserError`` where nothing can be written.
    """
    try:
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
            # Papers with names are no matter for a project's history.
            write_durably(folder / ".gitignore", b"*\n")
        free = free_name(folder, name, tuple(files))
        for ending, content in files.items():
            path = folder / f"{free}{ending}"
            write_durably(path, content)
            yield path
    except OSError as error:
        what = t("formats.not_written", path=folder, detail=error.strerror or str(error))
        raise UserError(what, t("formats.not_written_hint")) from error


def free_name(folder: Path, name: str, endings: tuple[str, ...]) -> str:
    """The name, or the first ``name-2``, ``name-3`` … that no file has."""
    names = (name, *(f"{name}-{n}" for n in range(2, _MOST)))
    return next(
        one for one in names if not any((folder / f"{one}{ending}").exists() for ending in endings)
    )
