"""A process that keeps a learner's answers, to be killed: the widget's Python half and its disk.

Started fresh for every kill from a warm parent, so that hundreds of kills take seconds.
"""

from multiprocessing.connection import Connection
from pathlib import Path

from kit import clock
from kit.submission import hand_in
from kit.widget.desk import Desk
from kit.workspace import Workspace


def serve(pipe: Connection, folder: str, learner: str, quiz: str) -> None:
    """Answer messages until killed; the first thing sent is the state after the start."""
    workspace = Workspace(Path(folder))
    booklet = workspace.booklet(quiz)
    file = workspace.answers_to(booklet, learner)
    desk = Desk(
        workspace.sheet(booklet, learner),
        file,
        clock=clock.now,
        token="x",
        stands=lambda now: workspace.state(quiz, learner, now),
        hand_in=lambda now: hand_in(workspace, learner, quiz, now, file),
    )
    pipe.send(desk.state())
    while True:
        pipe.send(desk.receive(pipe.recv()))
