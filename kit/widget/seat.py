"""Where a widget runs: in which group, for which learner. The page cannot choose it."""

import os
from dataclasses import dataclass
from hmac import digest
from pathlib import Path

from kit.roster import secret
from kit.workspace import Workspace


@dataclass(frozen=True)
class Seat:
    """A learner's place in a group; all ``None`` outside one (Binder, a trainer's preview)."""

    workspace: Workspace | None = None
    learner: str | None = None
    quiz: str | None = None

    def token(self, quiz: str) -> str:
        """Names this learner's unsent answers in the browser; "" where there is no learner.

        Keyed with the group's secret: whoever finds the name in a shared computer's browser must
        not learn the learner's id by trying the few there are.
        """
        if self.workspace is None or self.learner is None:
            return ""
        message = f"seat/{self.learner}/{quiz}".encode()
        return digest(secret(self.workspace.path), message, "sha256").hex()[:16]


def find_seat(folder: Path) -> Seat:
    """The seat that the server gave by the environment, or that the folder says.

    In JupyterLab the notebook lies in ``work/<learner>/<quiz>/``; in any other folder of a
    workspace (``source/``, ``autograded/`` …) there is no learner and nothing is kept.
    """
    if path := os.environ.get("KIT_WORKSPACE"):
        quiz = os.environ.get("KIT_QUIZ") or None
        return Seat(Workspace(Path(path)), os.environ.get("KIT_LEARNER") or None, quiz)
    workspace = Workspace.around(folder)
    if workspace is None:
        return Seat()
    match folder.relative_to(workspace.path).parts:
        case ["work", learner, quiz]:
            return Seat(workspace, learner, None if quiz == "lessons" else quiz)
        case ["source" | "release" | "submitted" | "autograded" as top, *rest] if rest:
            return Seat(workspace, None, rest[0] if top in ("source", "release") else rest[-1])
        case _:
            return Seat(workspace)
