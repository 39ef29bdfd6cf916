"""Set the kit up and start it: ``python3 start.py demo``; check it: ``python3 start.py test``;
measure it: ``python3 start.py bench``.

Needs Python 3.11 or newer with pip and nothing else. Everything goes into ``.venv`` beside this
file, with the versions and hashes of ``requirements.lock``.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
import venv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
BENCHES = {
    "": "tests.bench.grading",
    "serve": "tests.bench.burst",  # sixty learners at once
    "faults": "tests.bench.faults",  # five hundred of them
    "soak": "tests.bench.soak",  # a thousand of them for some minutes
    "hub": "tests.bench.hub",  # three groups of sixty under JupyterHub
    "dashboard": "tests.bench.dashboard",  # a city's figures, in a browser
    "contest": "tests.bench.contest",  # a round of 17,000 entries
    "office": "tests.bench.office",  # banks from Word and Excel
    "pages": "tests.bench.pages",  # a phone on 3G
}
PROXY = HERE / "deploy" / "proxy"
"""The proxy of JupyterHub: its package.json and lock, and what npm puts there."""
HUB_LOCK = "requirements-hub.lock"
WHEELS = HERE / "wheels"
ROOM = 6 * 1024**3
"""Bytes that the tests do not fill, databases and all."""
BROWSERS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "msedge",
)  # fmt: skip
"""The first is Chromium without a window and all that stands in it: a page costs a fifth."""


def say(text: str) -> None:
    """Tell the user what happens."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def sentence(name: str, **values: object) -> str:
    """One of the kit's catalogue, which needs no package."""
    from kit.wording import t

    return t(f"start.{name}", **values)


def run(
    *command: str | Path, env: dict[str, str] | None = None, output: IO[str] | None = None
) -> int:
    """Run a program in the project's folder and give its exit code.

    What it says goes to ``output``, if that is given.
    """
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    # Byte code is kept whatever the machine says: each kernel would compile its imports again.
    ours = {"PATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}
    everything = {**os.environ, **ours, **(env or {})}
    with (
        subprocess.Popen(
            [*map(str, command)], cwd=HERE, env=everything, stdout=output, stderr=output
        ) as program,
        _ended_together(program),
    ):
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                # Ctrl-C reached the program too: let it end in its own way.
                continue


@contextmanager
def _ended_together(program: subprocess.Popen[bytes]) -> Iterator[None]:
    """What ends this process ends the program: else a server goes on with nobody to stop it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # no place for a signal
        return
    before = signal.signal(signal.SIGTERM, lambda *_: program.terminate())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def require(*names: str) -> None:
    """End with the way out where these did not come along, as on a stick made for a cell."""
    if missing := [name for name in names if not (HERE / name).exists()]:
        sys.exit(sentence("not_whole", missing=", ".join(missing)))


def install(*locks: str) -> None:
    """Make ``.venv`` hold exactly what the lock files name; quick when it already does."""
    wanted = {HERE / lock: hashlib.sha256((HERE / lock).read_bytes()).hexdigest() for lock in locks}
    stamp = VENV / ".installed"
    there = stamp.read_text(encoding="ascii").split() if PYTHON.exists() and stamp.exists() else []
    if set(wanted.values()) <= set(there):
        return
    # Beside a folder of packages, as on a stick made by ``kit bundle``, no network is asked.
    offline = ("--no-index", "--find-links", str(WHEELS)) if WHEELS.is_dir() else ()
    say(sentence("installing"))
    # Without pip inside: Debian ships venv's own pip separately, but ours can serve any folder.
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(VENV)
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", *offline]
    # Most modules are never imported; those that are get their byte code then.
    pip += ["--no-compile", "--require-hashes", "--no-deps"]
    for lock in wanted:
        if run(*pip, "-r", lock):
            sys.exit(sentence("pip_failed" if not offline else "stick_failed", lock=lock.name))
    link_project()
    stamp.write_text("\n".join(wanted.values()), encoding="ascii")


def link_project() -> None:
    """Let every program of ``.venv`` import the kit from this folder, as it is now."""
    paths = sysconfig.get_paths("venv", vars={"base": str(VENV), "platbase": str(VENV)})
    (Path(paths["purelib"]) / "kit-project.pth").write_text(f"{HERE}\n", encoding="utf-8")


def find_browser() -> str | None:
    """Chromium's program, if there is one."""
    return os.environ.get("KIT_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def has_postgresql() -> bool:
    """Whether a PostgreSQL server could be started; Debian keeps its programs off the PATH."""
    return bool(shutil.which("initdb") or [*Path("/usr/lib/postgresql").glob("*/bin/initdb")])


def install_packages() -> None:
    """What the tests need of Debian's packages, where they can be installed."""
    wanted: list[tuple[str, ...]] = [] if has_postgresql() else [("postgresql",)]
    wanted += [] if shutil.which("npm") else [("nodejs", "npm")]
    # Where there is no package of the first name, as in Ubuntu, the second is tried.
    wanted += [] if find_browser() else [(name, "fonts-noto-core") for name in BROWSERS[:2]]
    if not wanted or not shutil.which("apt-get") or getattr(os, "geteuid", lambda: 1)() != 0:
        return
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", env=quiet)
    for packages in wanted:
        if packages[0] not in BROWSERS or not find_browser():
            say(f"Getting {', '.join(packages)} for the tests …")
            run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=quiet)


def install_proxy() -> None:
    """JupyterHub's proxy, at its locked version, by npm; quick when it is there."""
    lock, there = PROXY / "package-lock.json", PROXY / "node_modules" / ".installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    npm = shutil.which("npm")
    if npm and not (there.exists() and there.read_text(encoding="ascii") == wanted):
        say(sentence("getting_proxy"))
        if run(npm, "ci", "--loglevel=error", "--no-audit", "--no-fund", "--prefix", PROXY) == 0:
            there.write_text(wanted, encoding="ascii")
        else:
            say(sentence("npm_failed"))


def install_others() -> None:
    """What the tests need beside Python's packages."""
    install_packages()
    install_proxy()


def install_hub() -> None:
    """JupyterHub with its proxy."""
    require(HUB_LOCK, "deploy/proxy")
    install("requirements.lock", HUB_LOCK)
    install_proxy()


def demo(arguments: Sequence[str]) -> int:
    """Run the demo, or any other command of the kit that is named."""
    if arguments[:1] == ["hub"]:
        install_hub()
    else:
        install("requirements.lock")
    return run(PYTHON, "-m", "kit", *arguments)


def test(arguments: Sequence[str]) -> int:
    """Lint, types, tests. ``arguments`` go to pytest."""
    require("tests")
    with ThreadPoolExecutor() as beside:
        others = beside.submit(install_others)
        install("requirements.lock", HUB_LOCK, "requirements-dev.lock")
        others.result()
    browser = find_browser()
    if browser is None:
        say("No Chromium: browser tests are skipped. Get it with: sudo apt-get install chromium")
    if not has_postgresql():
        say("No PostgreSQL: its tests are skipped. Get it with: sudo apt-get install postgresql")
    # Side by side, a file in one process; what is named is run alone, so that it can print.
    whole = ("-n", "auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder")
    env = {"KIT_CHROMIUM": browser} if browser else {}
    codes = [run(PYTHON, "-m", "ruff", *step) for step in (("check",), ("format", "--check"))]
    # mypy has one core to itself; what it says has its place below the tests.
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        tempfile.TemporaryDirectory("", "kit-", memory(), ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor() as beside,
    ):
        if not arguments:  # what a test that was named leaves can be looked at
            env["TMPDIR"] = folder
        types = beside.submit(run, PYTHON, "-m", "mypy", output=said)
        codes.append(run(PYTHON, "-m", "pytest", *(arguments or whole), env=env))
        codes.append(types.result())
        said.seek(0)
        say(said.read().rstrip())
    # Not max(): a suite that a signal ended has a negative code.
    return int(any(codes))


def memory() -> str | None:
    """A folder in the machine's memory, if the tests' files find room there.

    On a disk they wait each time a file or a database makes sure that it is there for good.
    """
    folder = Path("/dev/shm")
    if not folder.is_dir() or os.statvfs(folder).f_flag & os.ST_NOEXEC:
        return None
    roomy = shutil.disk_usage(folder).free > ROOM and os.access(folder, os.W_OK)
    return str(folder) if roomy else None


def bench(arguments: Sequence[str]) -> int:
    """Measure grading and exporting or, by its name as the first argument, something else."""
    require("tests")
    named = arguments[0] if arguments and arguments[0] in BENCHES else ""
    if named == "hub":
        install_hub()
    else:
        more = ["requirements-dev.lock"] if named in ("dashboard", "pages") else []
        install("requirements.lock", *more)
    return run(PYTHON, "-m", BENCHES[named], *arguments[bool(named) :])


def main() -> int:
    """The command line."""
    if sys.version_info < (3, 11):  # noqa: UP036  # said here, before pip says it obscurely
        sys.exit("start.py: cần Python 3.11 trở lên / Python 3.11 or newer (python3 --version).")
    for stream in (sys.stdout, sys.stderr):
        # Into a file, or in an old window of Windows, letters may be missing: none of them ends it.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    arguments = sys.argv[1:]
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments[:1] == ["bench"]:
        return bench(arguments[1:])
    return demo(arguments or ["demo"])


if __name__ == "__main__":
    sys.exit(main())
