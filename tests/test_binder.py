"""binder/: repo2docker takes it, its steps run, and nothing in it is a secret."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kit.bank import load
from kit.content import Content
from tests.banks import ROOT
from tests.serving import BANK, PRACTICE

BINDER = ROOT / "binder"
APP = "luyen-tap.ipynb"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as Binder copies it, with a history, after the first step of postBuild."""
    there = tmp_path_factory.mktemp("binder") / "repo"
    for name in ("binder", "quizzes", "lessons", "kit"):
        shutil.copytree(ROOT / name, there / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".git", "tests"):
        (there / name).mkdir()
    done = opened(there, there)
    assert done.returncode == 0, done.stderr
    return there


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of two banks."""
    banks = tmp_path / "repo" / "quizzes"
    banks.mkdir(parents=True)
    (banks / "thu-nghiem.yaml").write_text(BANK, encoding="utf-8")
    (banks / "luyen-thu.yaml").write_text(PRACTICE, encoding="utf-8")
    return banks.parent


def opened(folder: Path, repo: Path) -> "subprocess.CompletedProcess[str]":
    """What postBuild does first."""
    command = [sys.executable, str(BINDER / "open_to_all.py")]
    environment = {**os.environ, "REPO_DIR": str(repo), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_repo2docker_takes_it() -> None:
    """Its Python, all packages, both scripts; it is asked without Docker."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    recipe = done.stdout + done.stderr
    assert "python=3.12" in recipe
    for step in (
        'pip install --no-cache-dir -r "binder/requirements.txt"',
        "RUN ./binder/postBuild",
        'R2D_ENTRYPOINT="${REPO_DIR}/binder/start"',
    ):
        assert step in recipe


def test_its_packages_are_those_of_the_lock() -> None:
    """Made from it as CONTRIBUTING.md says."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = re.findall(r"^([a-z0-9].*?) \\$", lock, re.MULTILINE)
    assert (BINDER / "requirements.txt").read_text("utf-8").splitlines() == locked
    assert len(locked) > 100
    # Base images are older than some versions of Python; this one there is.
    assert (BINDER / "runtime.txt").read_text("utf-8") == "python-3.12\n"


def test_its_scripts_can_be_run() -> None:
    """By bash, and by who is no root."""
    for name in ("postBuild", "start"):
        subprocess.run(["bash", "-n", str(BINDER / name)], check=True)
        assert os.access(BINDER / name, os.X_OK)
    done = subprocess.run(
        [str(BINDER / "start"), "sh", "-c", 'echo "$LANG $1"', "sh", "a b"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "C.UTF-8 a b\n"


def test_no_graded_key_is_left(copy: Path) -> None:
    """Neither a bank that is handed in nor a history that has one; lessons keep their practice."""
    banks = [load(path) for path in Content(ROOT).banks()]
    graded = [file for file in banks if file.quiz.settings.mode == "test"]
    keys = {item.explanation for file in graded for item in file.quiz.items if item.explanation}
    assert len(keys) > 50
    left = {path.name for path in Content(copy).banks()}
    assert left == {file.path.name for file in banks} - {file.path.name for file in graded}
    texts = [
        path.read_text("utf-8") for path in copy.rglob("*") if path.suffix in (".yaml", ".ipynb")
    ]
    assert not [key for key in keys if any(key in text for text in texts)]
    assert not (copy / ".git").exists()
    assert not (copy / "tests").exists()


def test_it_spares_a_project_that_is_no_copy(small: Path, tmp_path: Path) -> None:
    """Somebody who tries the script at home loses nothing."""
    assert opened(small, tmp_path).returncode == 1
    assert len(Content(small).banks()) == 2
    assert opened(small, small).returncode == 0
    assert [path.name for path in Content(small).banks()] == ["luyen-thu.yaml"]


def test_a_bank_that_cannot_be_read_ends_the_build(small: Path) -> None:
    """It might be a graded one."""
    (small / "quizzes" / "hong.yaml").write_text("format: 9\n", encoding="utf-8")
    assert opened(small, small).returncode != 0


@pytest.mark.kernel
def test_the_practice_app_runs(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what is left, from the folder that Voila starts it in."""
    monkeypatch.setenv("PYTHONPATH", str(copy))
    app = nbformat.read(copy / "binder" / APP, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(
        app, timeout=60, kernel_name="python3", resources={"metadata": {"path": copy / "binder"}}
    ).execute()
    shown = [output for cell in app.cells if cell.cell_type == "code" for output in cell.outputs]
    assert len(shown) == len([path for path in Content(copy).banks()])
    assert all("application/vnd.jupyter.widget-view+json" in one.data for one in shown)
