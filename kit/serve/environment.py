"""What a kernel gets to know: a short list, never the server's whole environment."""

import os
import sysconfig
from collections.abc import Mapping
from pathlib import Path

_KEPT = {
    "HOME", "LANG", "LANGUAGE", "PATH", "TEMP", "TMP", "TMPDIR", "TZ", "LD_LIBRARY_PATH",
    # Windows cannot start a Python or open a socket without these.
    "APPDATA", "COMSPEC", "LOCALAPPDATA", "NUMBER_OF_PROCESSORS", "PATHEXT", "PROGRAMDATA",
    "SYSTEMDRIVE", "SYSTEMROOT", "USERPROFILE", "WINDIR",
}  # fmt: skip
_KEPT_PREFIXES = ("LC_", "PYTHON", "JUPYTER_")


def clean_environment(own: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """The environment of a kernel, but for what its room adds (``rooms.py``).

    ``own`` is the server's, of which only the listed names pass. ``scratch`` takes what IPython
    writes, so that a learner's kernel neither reads nor fills the server user's profile.
    """
    kept = {
        name: value
        for name, value in own.items()
        if name.upper() in _KEPT or name.upper().startswith(_KEPT_PREFIXES)
    }
    kept.pop("JUPYTER_TOKEN", None)
    path = [part for part in (_source_root(), kept.get("PYTHONPATH")) if part]
    if path:
        kept["PYTHONPATH"] = os.pathsep.join(path)
    return kept | {"IPYTHONDIR": str(scratch / "ipython"), "PYTHONUTF8": "1"}


def _source_root() -> str:
    """The folder above ``kit`` if the kit runs from its source; the kernel starts elsewhere."""
    root = Path(__file__).resolve().parents[2]
    installed = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
    return "" if root in installed else str(root)
