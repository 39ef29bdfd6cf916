"""A cell of twelve as the secretary's papers meet it: a graded quiz, somebody without a name."""

from datetime import datetime, timedelta
from pathlib import Path

from kit.clock import ZONE
from kit.consent import KEEP_RESULT, ConsentLog
from kit.gradebook.build import build
from kit.roster import Member, hash_code, write_roster
from kit.serve.group import consent_text
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.gradebook_course import (
    CONTENT,
    PARTIAL,
    QUIZ,
    answers_of,
    grade_now,
    make_workspace,
    write_work,
)

AT = datetime(2026, 11, 25, 19, 30, tzinfo=ZONE)
"""A Wednesday evening."""
ANONYMOUS = "an-0123456789abcdef"
FORMER = "hv-90"
CODES = {"hv-04": "K7RM-2XHD", "hv-06": "ABCD-2345"}
SECRET = bytes.fromhex("5" * 64)
ROSTER = (
    *(
        # A hash takes its time on purpose: whoever never signs in has none.
        Member(
            id,
            f"Nguyễn Thị Thử {id[3:]}",
            "learner",
            hash_code(CODES[id], SECRET) if id in CODES else "0" * 64,
        )
        for id in (f"hv-{n:02}" for n in range(1, 13))
    ),
    Member("thu-ky", "Lê Thư Ký", "secretary", ""),
)
SETTINGS = """unit: Đảng bộ phường Hòa Cường
certificate: {minimum: 20%, signer: BÍ THƯ}
"""


def submit(workspace: Workspace, learner: str, how: str, at: datetime) -> None:
    """Hand in everything right (the essay waits for a person), a part, or nothing."""
    items = workspace.bank(QUIZ).items
    given = {
        "right": {item.id: item.right() for item in items},
        "partial": PARTIAL,
        "blank": {},
    }[how]
    write_work(workspace, answers_of(workspace, learner, given))
    hand_in(workspace, learner, QUIZ, at)


def make_cell(folder: Path) -> Workspace:
    """Seven learners of twelve, one without a name, a former member and the secretary."""
    workspace = make_workspace(folder / "to")
    with open(workspace.path / "group.yaml", "a", encoding="utf-8") as file:
        file.write(SETTINGS)
    workspace = Workspace(workspace.path)
    (workspace.path / "secret").write_text(SECRET.hex(), encoding="ascii")
    write_roster(workspace.path / "roster.csv", ROSTER)
    build(workspace, CONTENT)
    for n, how in enumerate(("right", "right", "right", "partial", "partial", "blank", "right"), 1):
        submit(workspace, f"hv-{n:02}", how, AT + timedelta(minutes=n))
    for learner in (ANONYMOUS, FORMER, "thu-ky"):
        submit(workspace, learner, "right", AT + timedelta(days=5))
    grade_now(workspace)
    return workspace


def agree(workspace: Workspace, learner: str, yes: bool = True) -> None:
    """An answer on the consent page."""
    log = ConsentLog(workspace.path / "consent.jsonl")
    log.record(learner, KEEP_RESULT, yes, consent_text(workspace.group), AT)
