"""The lock as another machine reads it: the packages it needs there, with their hashes."""

import re
from collections.abc import Iterator

from kit.bundle.platforms import Machine, markers

_ENTRY = re.compile(
    r"^(?P<package>[A-Za-z0-9._-]+==\S+)(?: ; (?P<marker>[^\\\n]+?))?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)$",
    re.MULTILINE,
)


def requirements_for(lock: str, machine: Machine, release: str) -> list[str]:
    """Lines for ``pip download``, which itself would ask the markers of the machine it runs on.

    ``lock`` is the text of ``requirements.lock``. Raises ``ValueError`` if a line of it is not
    understood: a package less would be noticed only where there is no network.
    """
    from packaging.markers import Marker

    there = markers(machine, release)
    return [
        " ".join([entry["package"], *re.findall(r"--hash=\S+", entry["hashes"])])
        for entry in _entries(lock)
        if entry["marker"] is None or Marker(entry["marker"]).evaluate(there)
    ]


def _entries(lock: str) -> Iterator[re.Match[str]]:
    lines = sum(line[:1].isalnum() for line in lock.splitlines())
    found = list(_ENTRY.finditer(lock))
    if len(found) != lines:
        raise ValueError(f"{lines - len(found)} lines of the lock are not understood")
    yield from found
