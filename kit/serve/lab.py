"""JupyterLab on a group's folder: for the trainer the course, for a learner her own work."""

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

from kit import clock
from kit.errors import UserError
from kit.missed import write_missed
from kit.roster import read_roster
from kit.wording import t
from kit.workspace import Workspace

GRADING = "/formgrader/gradebook"
"""Where manual grading begins; nbgrader's first page is about an exchange, which no group has."""

_PATH = "JUPYTER_CONFIG_PATH"
_SETTINGS = Path(__file__).parent / "lab_config"
"""What JupyterLab leaves out: the question about news, and nbgrader's lists of an exchange."""

_QUIET = (
    # A hundred lines of what went well are no help to whoever looks for the one that matters.
    "--Application.log_level=ERROR",
    # Ctrl-C ends it, as it ends the kit's other servers: no question in English.
    "--ServerApp.answer_yes=True",
    # No news from the network, no look for newer versions; the page does not ask, either
    # (``_SETTINGS``).
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    # Its panel would ask the network what there is to install, and install it.
    "--LabApp.extension_manager=readonly",
)

DAILY = "on-tap-hom-nay.ipynb"
"""The day's practice as a learner finds it, beside the lessons."""


def open_lab(
    workspace: Workspace,
    learner: str | None,
    port: int,
    browser: bool,
    say: Callable[[str], None],
) -> None:
    """Run JupyterLab in this process until it is stopped.

    A learner's Lab is rooted in ``work/<learner>/``: the released notebooks, the lessons and the
    answers file that the web page uses too. Whoever runs Lab runs code with the rights of this
    account, so for a test that counts use ``kit serve`` or JupyterHub (README.vi.md).
    """
    # Jupyter's settings are found by this, and the first of them are read by the import.
    os.environ[_PATH] = os.pathsep.join(filter(None, (str(_SETTINGS), os.environ.get(_PATH))))
    from jupyterlab.labapp import LabApp

    root = _learner_root(workspace, learner) if learner else workspace.path
    options = [f"--port={port}", f"--ServerApp.root_dir={root}", *_QUIET]
    # With a token of Jupyter's own making it prints its addresses itself, in English.
    token = "" if "JUPYTER_TOKEN" in os.environ else token_hex(24)
    if token:
        options.append(f"--IdentityProvider.token={token}")
    if not browser:
        options.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    if learner:
        options.append(_without_grader())
    # nbgrader looks for its configuration in the working folder. In this process and not in a
    # child, so that whatever ends the command ends JupyterLab.
    os.chdir(workspace.path)
    # What Jupyter's parts have to say of each other's old names is for their authors; they set
    # the filters of warnings themselves.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    server = LabApp.initialize_server(argv=options)
    _tell(server, token, learner, say)
    server.start()


def _without_grader() -> str:
    """The grader's pages and nbgrader's own lists have no place in a learner's Lab."""
    names = ("formgrader", "validate_assignment", "assignment_list", "course_list")
    off = {f"nbgrader.server_extensions.{name}": False for name in names}
    # traitlets reads Python here, not JSON.
    return f"--ServerApp.jpserver_extensions={off!r}"


def _tell(server: Any, token: str, learner: str | None, say: Callable[[str], None]) -> None:
    """Where it is to be opened; without the token if that is somebody else's."""
    address = urlsplit(server.local_url)._replace(query=f"token={token}" if token else "")
    if learner:
        say(t("lab.learner", learner=learner, address=address.geturl()))
        return
    grading = address._replace(path=server.base_url.rstrip("/") + GRADING).geturl()
    say(t("lab.trainer", address=address.geturl(), grading=grading))


def _learner_root(workspace: Workspace, learner: str) -> Path:
    known = {member.learner for member in read_roster(workspace.path / "roster.csv")}
    if learner not in known:
        file = workspace.path / "roster.csv"
        raise UserError(t("new.no_member", learner=learner, path=file), t("new.no_member_hint"))
    begun = 0
    for plan in workspace.group.quizzes:
        release = workspace.path / "release" / plan.quiz
        if workspace.state(plan.quiz, learner, clock.now()) == "soon" or not release.is_dir():
            continue
        begun += 1
        # Not the booklet: it holds the whole pool, and the widget finds it where it is.
        for file in release.glob("*.ipynb"):
            _copy(file, workspace.work(learner, plan.quiz) / file.name)
    lessons = workspace.work(learner, "lessons")
    for name in workspace.group.lessons:
        _copy(workspace.path / "lessons" / f"{name}.ipynb", lessons / f"{name}.ipynb")
    _copy(Path(__file__).parent / "pages" / "practice.ipynb", lessons / DAILY)
    write_missed(workspace, learner, clock.now())
    if not begun:
        raise UserError(
            t("lab.nothing_open", learner=learner),
            t("lab.nothing_open_hint", path=workspace.path),
        )
    return lessons.parent


def _copy(file: Path, target: Path) -> None:
    """Copy a released file; a notebook that the learner has already stays as it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix != ".ipynb" or not target.exists():
        shutil.copyfile(file, target)
