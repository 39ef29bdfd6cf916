"""Runs on the machine without network: copies the kit from the stick to the disk and starts it.

    python stick.py [command of the kit …]

By Python alone: no package is installed yet. The stick itself stays as it is, so that it serves the
next machine, and nothing of a group is ever written to it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PLACE = "bo-cong-cu-hoc-tap"
STAMP = "bundle.txt"
"""What is in a bundle: another one is put in the place of the program, never of a group."""

_CONTENT = ("lessons", "quizzes")
_EVERYBODYS = shutil.ignore_patterns("__pycache__")


def settle(source: Path, target: Path) -> None:
    """Bring the kit from ``source`` to ``target``; quick if it is there already.

    A newer program replaces the older one. Lessons and quizzes that are there may have been
    changed by somebody, and stay; new ones come beside them.
    """
    stamp = target / STAMP
    if stamp.is_file() and stamp.read_bytes() == (source / STAMP).read_bytes():
        return
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.iterdir()):
        if path.name in _CONTENT:
            _add(path, target / path.name)
        elif path.name != STAMP:
            _replace(path, target / path.name)
    # Last, so that a copy that was cut off is made again.
    shutil.copyfile(source / STAMP, stamp)


def _add(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        place = target / path.relative_to(source)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            # What is there stays, so it has to be whole: sticks are pulled out.
            new = place.with_name(f".{place.name}.new")
            shutil.copyfile(path, new)
            os.replace(new, place)


def _replace(source: Path, target: Path) -> None:
    if source.is_dir():
        new, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(source, new, ignore=_EVERYBODYS, copy_function=shutil.copyfile)
        if target.exists():
            os.replace(target, old)
        os.replace(new, target)
        shutil.rmtree(old, ignore_errors=True)
    else:
        shutil.copyfile(source, target)


def _reason(error: OSError) -> str:
    """The system's; copying a folder tells those of all files together, and one is enough."""
    first = error.args[0][0][-1] if isinstance(error, shutil.Error) else error.strerror
    return str(first or error)


def main(arguments: Sequence[str], home: Path) -> int:
    """Copy, then run ``start.py`` there; its exit code."""
    sys.path.insert(0, str(SOURCE))
    from kit.wording import t

    target = home / PLACE
    print(t("bundle.copying", path=target), flush=True)  # noqa: T201
    try:
        settle(SOURCE, target)
    except OSError as error:
        print(t("bundle.not_copied", path=target, detail=_reason(error)))  # noqa: T201
        print(f"    → {t('bundle.not_copied_hint')}", flush=True)  # noqa: T201
        return 1
    command = [sys.executable, str(target / "start.py"), *(arguments or ["demo"])]
    try:
        code = subprocess.run(command, cwd=target).returncode
    except KeyboardInterrupt:
        code = 0
    print(t("bundle.go_on", path=target), flush=True)  # noqa: T201
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:], Path.home()))
