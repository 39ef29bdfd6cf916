"""Getting the packages for another machine, by pip, as the lock names them."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from kit.bundle.platforms import MACHINES, System, releases
from kit.bundle.requirements import requirements_for
from kit.errors import Problem, Problems, UserError
from kit.wording import t

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def run_pip(arguments: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """Run pip of the Python that ``.venv`` was made from: there is none inside."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    return subprocess.run([base, "-m", "pip", *arguments], capture_output=True, text=True)


def download(
    lock: str, system: System, pythons: Sequence[str], folder: Path, run: Run = run_pip
) -> None:
    """Put every wheel that such machines need into ``folder``; each has a hash of the lock.

    Raises ``Problems`` with every package that has no wheel for them, and ``UserError`` if pip
    cannot do it for another reason: its own words are in it.
    """
    machine, problems = MACHINES[system], []
    for python in pythons:
        seen: list[str] = []
        for release in releases(python):
            needed = requirements_for(lock, machine, release)
            if new := [line for line in needed if line not in seen]:
                options = _options(machine.tags, release, folder)
                problems += _get(new, options, run, f"{system}, Python {python}")
            seen += new
    if problems:
        raise Problems(problems)


def _options(tags: Sequence[str], release: str, folder: Path) -> list[str]:
    platforms = [word for tag in tags for word in ("--platform", tag)]
    return [
        "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:",
        "--require-hashes", "--implementation", "cp", "--python-version", release, *platforms,
        "--dest", str(folder),
    ]  # fmt: skip


def _get(lines: Sequence[str], options: Sequence[str], run: Run, where: str) -> list[Problem]:
    """pip stops at the first package that is missing: then each is asked for by itself."""
    if _without_error(run, options, lines) is None:
        return []
    missing = []
    for line in lines:
        if (error := _without_error(run, options, [line])) is None:
            continue
        if not re.search(r"No matching distribution found", error):
            raise UserError(t("bundle.pip_failed", detail=error), t("bundle.pip_failed_hint"))
        what = t("bundle.no_wheel", package=line.split()[0], where=where)
        missing.append(Problem("requirements.lock", 0, "no-wheel", what, t("bundle.no_wheel_hint")))
    return missing


def _without_error(run: Run, options: Sequence[str], lines: Sequence[str]) -> str | None:
    """``None``, or pip's complaint."""
    with tempfile.TemporaryDirectory() as made:
        wanted = Path(made) / "requirements.txt"
        wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = run([*options, "-r", str(wanted)])
    if not done.returncode:
        return None
    said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return "\n".join(said or done.stderr.splitlines()[-3:])
