"""kit.bundle: a folder for a stick, and what runs from it where there is no network."""

import errno
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from kit.bundle import stick
from kit.bundle.folder import GUIDE, PROGRAM, STARTERS, Bundle, bundle
from kit.bundle.platforms import SYSTEMS, System
from kit.bundle.stick import BROUGHT, PLACE, STAMP, Settled, settle
from kit.bundle.stick import main as run_stick
from kit.cli import main
from kit.clock import ZONE
from kit.content import Content
from kit.errors import UserError
from kit.wording import LANGUAGES, t
from tests.banks import ROOT

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)


def get(lock: str, system: System, pythons: Sequence[str], folder: Path) -> None:
    """In place of pip."""
    (folder / f"voila-{system}.whl").write_bytes(b"wheel")


def make(
    folder: Path, system: System = "linux", pythons: Sequence[str] = ("3.11", "3.12")
) -> Bundle:
    return bundle(folder, system, pythons, Content(ROOT), NOW, get)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_bundle_has_all_that_is_needed(tmp_path: Path, system: System) -> None:
    """The kit, content, wheels, a file to double-click and the page to read; no test, no cache."""
    made = make(tmp_path / "usb", system)
    program = tmp_path / "usb" / PROGRAM
    assert made.wheels == 1
    assert (program / "wheels" / f"voila-{system}.whl").is_file()
    assert {path.name for path in program.iterdir()} >= {"start.py", "kit", "lessons", "quizzes"}
    assert not (program / "tests").exists()
    assert not list(program.rglob("__pycache__"))
    for name, _ in STARTERS[system]:
        assert os.access(tmp_path / "usb" / name, os.X_OK)
    page = (tmp_path / "usb" / GUIDE).read_text("utf-8")
    for word in ("Python 3.12", STARTERS[system][-1][0], PLACE, "22-11-2026", " MB"):
        assert word in page
    assert "{" not in page.partition("</style>")[2]
    assert "$" not in page


def test_nothing_half_made_is_left(tmp_path: Path) -> None:
    """And nothing is put over what is there."""

    def fail(*_: object) -> None:
        raise UserError("no network")

    with pytest.raises(UserError):
        bundle(tmp_path / "usb", "linux", ["3.12"], Content(ROOT), NOW, fail)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "of-somebody").touch()
    with pytest.raises(UserError):
        make(tmp_path / "usb")


def test_another_version_of_python_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is fetched."""
    with pytest.raises(SystemExit) as ended:
        main(["bundle", "--for", "linux", "--to", str(tmp_path / "usb"), "--python", "2.7"])
    assert ended.value.code == 2
    assert "3.12" in capsys.readouterr().err


def test_the_kit_settles_on_the_disk(tmp_path: Path) -> None:
    """A newer program takes the place of the older; what somebody has changed and groups stay."""
    make(tmp_path / "usb")
    source, target = tmp_path / "usb" / PROGRAM, tmp_path / PLACE
    assert settle(source, target) == Settled()
    assert (target / "start.py").read_bytes() == (ROOT / "start.py").read_bytes()
    bank = next((target / "quizzes").glob("*.yaml"))
    bank.write_text("sửa ở đây", encoding="utf-8")
    lost = next((target / "lessons").glob("*.ipynb"))
    lost.unlink()
    (target / "chi-bo-5").mkdir()
    (target / "kit" / "old.py").touch()
    settle(source, target)  # the same bundle: nothing happens
    assert (target / "kit" / "old.py").exists()
    (source / "bundle.txt").write_text("newer", encoding="ascii")
    assert settle(source, target) == Settled(kept=(f"quizzes/{bank.name}",))
    assert not (target / "kit" / "old.py").exists()
    assert bank.read_text("utf-8") == "sửa ở đây"
    assert lost.is_file()
    assert (target / "chi-bo-5").is_dir()
    assert not [path.name for path in target.iterdir() if path.name.startswith(".")]


def newer(source: Path, **banks: str) -> None:
    """Make another stick of it, with these banks in it."""
    for name, text in banks.items():
        (source / "quizzes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    with open(source / STAMP, "a", encoding="ascii") as stamp:
        stamp.write("newer")


def test_a_newer_stick_renews_what_nobody_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mended bank arrives; a trainer's own is left alone, and both are told."""
    make(tmp_path / "usb")
    source, banks = tmp_path / "usb" / PROGRAM, tmp_path / PLACE / "quizzes"
    newer(source, a="1", b="1", c="1")
    settle(source, tmp_path / PLACE)
    (banks / "b.yaml").write_text("của tôi", encoding="utf-8")
    newer(source, a="2", b="2", d="2")
    settled = Settled(("quizzes/a.yaml",), ("quizzes/b.yaml",))
    assert settle(source, tmp_path / PLACE) == settled
    found = {name: (banks / f"{name}.yaml").read_text("utf-8") for name in "abcd"}
    assert found == {"a": "2", "b": "của tôi", "c": "1", "d": "2"}
    # What she has changed since, and what she has taken back to what a stick had brought.
    (banks / "a.yaml").write_text("của tôi", encoding="utf-8")
    (banks / "b.yaml").write_text("1", encoding="utf-8")
    newer(source, a="3", b="3")
    monkeypatch.setattr("kit.bundle.stick.SOURCE", source)
    monkeypatch.setattr("kit.bundle.stick.subprocess.run", lambda *_, **__: Namespace(returncode=0))
    assert run_stick(["doctor"], tmp_path) == 0
    assert [(banks / f"{name}.yaml").read_text("utf-8") for name in "ab"] == ["của tôi", "3"]
    said = capsys.readouterr().out
    assert t("bundle.renewed", count=1, files="quizzes/b.yaml") in said
    assert t("bundle.kept", count=1, files="quizzes/a.yaml", source=source) in said


def test_a_stick_that_was_pulled_out_leaves_no_file_that_passes_for_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What had arrived till then is renewed by the next stick."""
    make(tmp_path / "usb")
    source, target = tmp_path / "usb" / PROGRAM, tmp_path / PLACE
    newer(source, a="1", b="1")
    settle(source, target)
    newer(source, a="2", b="2")
    copy = stick._copy_whole

    def pulled(one: Path, place: Path) -> None:
        if one.name == "b.yaml":
            raise OSError("the stick is gone")
        copy(one, place)

    with monkeypatch.context() as patch:
        patch.setattr(stick, "_copy_whole", pulled)
        with pytest.raises(OSError, match="gone"):
            settle(source, target)
    assert (target / "quizzes" / "a.yaml").read_text("utf-8") == "2"
    newer(source, a="3", b="3")
    assert settle(source, target).kept == ()
    assert [(target / "quizzes" / f"{name}.yaml").read_text("utf-8") for name in "ab"] == ["3", "3"]


def test_where_an_older_stick_has_noted_nothing_all_may_be_somebodys(tmp_path: Path) -> None:
    make(tmp_path / "usb")
    source, target = tmp_path / "usb" / PROGRAM, tmp_path / PLACE
    newer(source, a="1")
    settle(source, target)
    (target / BROUGHT).unlink()
    newer(source, a="2")
    assert settle(source, target).kept == ("quizzes/a.yaml",)
    assert (target / "quizzes" / "a.yaml").read_text("utf-8") == "1"


@dataclass(frozen=True)
class Desk:
    """A machine without network: what is on its PATH, its user's folder, and the stick."""

    programs: Path
    home: Path
    stick: Path

    def python(self, text: str) -> None:
        """Put a program in the place of Python 3.12."""
        path = self.programs / "python3.12"
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)

    def start(self) -> "subprocess.CompletedProcess[str]":
        """Open the starter from another folder; Enter is pressed whenever it is waited for."""
        environment = {"PATH": str(self.programs), "HOME": str(self.home), "SHELL": "/bin/true"}
        return subprocess.run(
            ["/bin/sh", str(self.stick / "bat-dau.sh"), "doctor"],
            cwd="/", env=environment, capture_output=True, text=True, input="\n",
        )  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """With a blank and Vietnamese letters in the stick's name, and without Python."""
    if sys.platform == "win32":
        pytest.skip("a shell's script")
    made = Desk(tmp_path / "bin", tmp_path / "home", tmp_path / "USB của tổ")
    make(made.stick)
    for folder in (made.programs, made.home / PLACE):
        folder.mkdir(parents=True)
    for name in ("sh", "dirname"):
        (made.programs / name).symlink_to(shutil.which(name) or name)
    return made


def test_the_starter_finds_python_or_says_what_is_missing(desk: Desk) -> None:
    """One for another processor is none; the window stays until Enter."""
    missing = desk.start()
    desk.python("exit 1")  # what it answers when it is asked for its processor
    assert (missing.returncode, missing.stdout) == (1, desk.start().stdout)
    assert "Python 3.12" in missing.stdout
    assert missing.stdout.endswith("[Enter] ")
    (desk.home / PLACE / "start.py").touch()
    desk.python('printf "%s|" "$@"')
    assert desk.start().stdout == f"{desk.stick / PROGRAM}/kit/bundle/stick.py|doctor|"


def test_a_copy_that_failed_stays_on_the_screen(desk: Desk) -> None:
    """And is not taken for a machine without Python."""
    desk.python('[ "$1" = -c ] || { echo "no room"; exit 1; }')
    done = desk.start()
    assert (done.returncode, done.stdout) == (1, "no room\n[Enter] ")


def test_a_disk_that_is_full_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words; nothing is started, and no file of a lesson or bank is there in part."""
    make(tmp_path / "usb")
    copied = shutil.copyfile

    def half(source: Path, target: Path) -> None:
        if Path(source).suffix != ".yaml":
            copied(source, target)
            return
        Path(target).write_bytes(Path(source).read_bytes()[:20])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("kit.bundle.stick.SOURCE", tmp_path / "usb" / PROGRAM)
    with monkeypatch.context() as patched:
        patched.setattr("kit.bundle.stick.shutil.copyfile", half)
        assert run_stick(["doctor"], tmp_path) == 1
    assert os.strerror(errno.ENOSPC) in capsys.readouterr().out
    settle(tmp_path / "usb" / PROGRAM, tmp_path / PLACE)
    for path in (ROOT / "quizzes").glob("*.yaml"):
        assert (tmp_path / PLACE / "quizzes" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("kind", ["win-amd64", "win32", "win-arm64"])
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_starter_for_windows_takes_the_right_python(
    tmp_path: Path, version: str, kind: str
) -> None:
    """What it asks a Python that calls itself so, as a batch file reads its own signs."""
    make(tmp_path / "usb", "windows")
    text = (tmp_path / "usb" / "BAT-DAU.cmd").read_text("utf-8")
    launcher, plain = re.findall(
        r'DO PYTHON (py -%%v|python) -c "([^"]+)"', text.replace("do if not defined", "DO")
    )
    mine = "{}.{}".format(*sys.version_info[:2])
    for (program, code), right in ((launcher, True), (plain, version == mine)):
        asked = code.replace("%%v", version).replace("%%", "%")
        said = f"import sysconfig; sysconfig.get_platform = lambda: {kind!r}; {asked}"
        done = subprocess.run([sys.executable, "-c", said], stderr=subprocess.DEVNULL)
        assert (done.returncode == 0) == (right and kind == "win-amd64"), program


def test_the_starter_for_windows_is_a_batch_file() -> None:
    """Its sentence stands in brackets: none of these signs may be in it."""
    for lang in LANGUAGES:
        said = t("bundle.no_python", lang, version="3.12", kind=t("bundle.kind_windows", lang))
        assert not {*'()&|<>^%!"'} & {*said, *t("bundle.title", lang)}


def test_windows_gets_its_line_ends(tmp_path: Path) -> None:
    """Its batch files are read wrongly otherwise."""
    make(tmp_path / "usb", "windows")
    text = (tmp_path / "usb" / "BAT-DAU.cmd").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") > 10
    assert b"for %%v in (3.11 3.12) do" in text
    assert b"$" not in text
    assert text.isascii() is False  # its sentences are, and so it says first how to read them
    assert text.splitlines()[:2] == [b"@echo off", b"chcp 65001 >nul"]


def start_script() -> ModuleType:
    """``start.py`` as a module."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("stick", [True, False])
def test_beside_wheels_no_network_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stick: bool
) -> None:
    """``start.py`` looks for packages in that folder and nowhere else."""
    start = start_script()
    calls: list[tuple[object, ...]] = []

    def refuse(*command: object, **_: object) -> int:
        calls.append(command)
        return 1

    (tmp_path / "requirements.lock").write_text("", encoding="ascii")
    if stick:
        (tmp_path / "wheels").mkdir()
    for name, value in (("HERE", tmp_path), ("VENV", tmp_path / ".venv")):
        monkeypatch.setattr(start, name, value)
    monkeypatch.setattr(start, "WHEELS", tmp_path / "wheels")
    monkeypatch.setattr(start, "run", refuse)
    with pytest.raises(SystemExit) as ended:
        start.install("requirements.lock")
    assert ended.value.code == t(
        "start.stick_failed" if stick else "start.pip_failed", lock="requirements.lock"
    )
    assert ("--no-index" in calls[0]) == stick
    assert (str(tmp_path / "wheels") in calls[0]) == stick


@pytest.mark.parametrize("command", [["hub", "make"], ["bench", "hub"], ["test"]])
def test_what_a_stick_does_not_carry_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """In words, with what to do, before anything is installed."""
    make(tmp_path / "usb")
    start = start_script()
    monkeypatch.setattr(start, "HERE", tmp_path / "usb" / PROGRAM)
    monkeypatch.setattr(start, "install", lambda *_: pytest.fail("nothing is to be installed"))
    monkeypatch.setattr(sys, "argv", ["start.py", *command])
    with pytest.raises(SystemExit) as ended:
        start.main()
    missing = "requirements-hub.lock, deploy/proxy" if command[0] == "hub" else "tests"
    assert ended.value.code == t("start.not_whole", missing=missing)


def test_a_proxy_that_cannot_be_fetched_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With npm's own reason above, and asked for again the next time."""
    start = start_script()
    (tmp_path / "package-lock.json").write_text("{}", encoding="ascii")
    (tmp_path / "npm").write_text("#!/bin/sh\necho said: $* >&2\nexit 1\n", encoding="ascii")
    (tmp_path / "npm").chmod(0o755)
    monkeypatch.setattr(start, "PROXY", tmp_path)
    monkeypatch.setattr(start.shutil, "which", lambda name: str(tmp_path / name))
    if sys.platform == "win32":
        monkeypatch.setattr(start, "run", lambda *_: 1)
    start.install_proxy()
    assert t("start.npm_failed") in capsys.readouterr().out
    assert not (tmp_path / "node_modules").exists()


def test_letters_that_a_window_lacks_end_nothing(tmp_path: Path) -> None:
    """The old code pages of Windows have no ế."""
    for name in ("start.py", "requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "wheels").mkdir()
    shutil.copytree(ROOT / "kit" / "wording", tmp_path / "kit" / "wording")
    (tmp_path / "kit" / "__init__.py").touch()
    done = subprocess.run(
        [sys.executable, str(tmp_path / "start.py"), "doctor"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": "", "PYTHONUTF8": "0"},
        capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.startswith("Đang cài".encode("cp1252", "replace"))
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1
