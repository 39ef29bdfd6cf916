"""Runs on the machine without network: copies the kit from the stick to the disk and starts it.

    python stick.py [command of the kit …]

By Python alone: no package is installed yet. The stick itself stays as it is, so that it serves the
next machine, and nothing of a group is ever written to it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PLACE = "bo-cong-cu-hoc-tap"
STAMP = "bundle.txt"
"""What is in a bundle: another one is put in the place of the program, never of a group."""

BROUGHT = "bundle-content.txt"
"""On the disk: the digest of each lesson and bank as a stick has brought it."""

_CONTENT = ("lessons", "quizzes")
_EVERYBODYS = shutil.ignore_patterns("__pycache__")


@dataclass(frozen=True)
class Settled:
    """What became of lessons and banks that were there; files, from the kit's folder."""

    renewed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Changed there since a stick had brought them: the stick's stay on the stick."""


def settle(source: Path, target: Path) -> Settled:
    """Bring the kit from ``source`` to ``target``; quick if it is there already.

    A newer program replaces the older one. Lessons and quizzes are renewed as long as nobody has
    changed them there; what somebody has changed stays, and new ones come beside it.
    """
    stamp = target / STAMP
    if stamp.is_file() and stamp.read_bytes() == (source / STAMP).read_bytes():
        return Settled()
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.iterdir()):
        if path.name not in (*_CONTENT, STAMP):
            _replace(path, target / path.name)
    settled = _bring_content(source, target)
    # Last, so that a copy that was cut off is made again.
    shutil.copyfile(source / STAMP, stamp)
    return settled


def _bring_content(source: Path, target: Path) -> Settled:
    brought = _brought(target)
    renewed: list[str] = []
    kept: list[str] = []
    for name in _content(source):
        digest, place = _digest(source / name), target / name
        found = _digest(place) if place.exists() else ""
        if found not in ("", digest, brought.get(name)):
            kept.append(name)
            continue
        if found != digest:
            _copy_whole(source / name, place)
            if found:
                renewed.append(name)
        if brought.get(name) != digest:
            brought[name] = digest
            # At once: a stick may be pulled out, and what was brought would pass for changed.
            _note_brought(target, brought)
    return Settled(tuple(renewed), tuple(kept))


def _note_brought(target: Path, brought: Mapping[str, str]) -> None:
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(brought.items()))
    new = target / f".{BROUGHT}.new"
    new.write_text(lines, encoding="utf-8")
    os.replace(new, target / BROUGHT)


def _content(source: Path) -> Iterator[str]:
    for folder in _CONTENT:
        for path in sorted((source / folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(source).as_posix()


def _brought(target: Path) -> dict[str, str]:
    """File → its digest; nothing where an older stick has noted none: then all may be changed."""
    file = target / BROUGHT
    lines = file.read_text("utf-8").splitlines() if file.is_file() else ()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _copy_whole(source: Path, target: Path) -> None:
    """Whole or not at all: sticks are pulled out, and half a bank would pass for a changed one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, new)
    os.replace(new, target)


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
        settled = settle(SOURCE, target)
    except OSError as error:
        print(t("bundle.not_copied", path=target, detail=_reason(error)))  # noqa: T201
        print(f"    → {t('bundle.not_copied_hint')}", flush=True)  # noqa: T201
        return 1
    for name, files in (("renewed", settled.renewed), ("kept", settled.kept)):
        if files:
            told = {"count": len(files), "files": ", ".join(files), "source": SOURCE}
            print(t(f"bundle.{name}", **told), flush=True)  # noqa: T201
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
