"""A group's folder as this version of the kit leaves it, kept for later ones.

    python -m tests.first_release tests/cases/workspaces/format-1.zip

writes a backup of one: a quiz with one item of each kind; one learner has handed in and has a
comment and a score by hand, one is still at work, one is anonymous and waits to be scored. Its
learners have numbers for names. ``format-1.zip`` was made by the first release and stays as it is:
a new format gets a file of its own.
"""

import sys
import tempfile
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, text

from kit.backup.making import make
from kit.consent import KEEP_RESULT, ConsentLog
from kit.gradebook.build import build
from kit.gradebook.bulk import grade_group
from kit.gradebook.config import database_url
from kit.roster import Member, hash_code, new_code, secret, write_roster
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.gradebook_course import (
    CONTENT,
    NOW,
    PARTIAL,
    QUIZ,
    answers_of,
    make_workspace,
    write_work,
)

GRADED, AT_WORK, ANONYMOUS = "hv-001", "hv-002", "an-0123456789abcdef"


def make_group(folder: Path) -> Workspace:
    """The group."""
    workspace = make_workspace(folder)
    key, rng = secret(folder), Random(1)
    members = [
        Member(learner, f"Học viên {n}", "learner", hash_code(new_code(rng), key))
        for n, learner in enumerate((GRADED, AT_WORK), 1)
    ]
    members.append(Member("gv-1", "Báo cáo viên", "trainer", hash_code(new_code(rng), key)))
    write_roster(folder / "roster.csv", members)
    build(workspace, CONTENT)
    log = ConsentLog(folder / "consent.jsonl")
    for learner in (GRADED, AT_WORK):
        log.record(learner, KEEP_RESULT, True, "Lời hỏi", NOW)
    right = {item.id: item.right() for item in workspace.bank(QUIZ).items}
    for learner, given in ((GRADED, right), (AT_WORK, PARTIAL), (ANONYMOUS, PARTIAL)):
        write_work(workspace, answers_of(workspace, learner, given))
    hand_in(workspace, GRADED, QUIZ, NOW)
    grade_group(workspace, now=NOW)
    _by_hand(workspace)
    hand_in(workspace, ANONYMOUS, QUIZ, NOW)
    return workspace


def _by_hand(workspace: Workspace) -> None:
    engine = create_engine(database_url(workspace.path))
    with engine.begin() as connection:
        essay = "cell_id IN (SELECT id FROM base_cell WHERE name = 'tu-luan')"
        score = f"UPDATE grade SET manual_score = 1.5, needs_manual_grade = 0 WHERE {essay}"
        assert connection.execute(text(score)).rowcount == 1
        comment = f"UPDATE comment SET manual_comment = 'Viết rõ ý.' WHERE {essay}"
        assert connection.execute(text(comment)).rowcount == 1
    engine.dispose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        make(make_group(Path(made) / "to"), Path(sys.argv[1]), "", NOW)
