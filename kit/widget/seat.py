"""Where a widget runs: in which group, for which learner. The page cannot choose it."""

import os
from pathlib import Path

from kit.seats import Seat, read_seat
from kit.workspace import Workspace


def find_seat(folder: Path) -> Seat:
    """The seat that the server gave, or that the environment or the folder says.

    In JupyterLab the notebook lies in ``work/<learner>/<quiz>/``; in any other folder of a
    workspace (``source/``, ``autograded/`` …) there is no learner and nothing is kept.
    """
    if given := os.environ.get("KIT_SEAT"):
        return read_seat(Path(given))
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
