"""The administrator's commands for PostgreSQL, as deploy/README.vi.md has them, on a server."""

import os
import re
import subprocess
from pathlib import Path
from random import Random

import pytest

from kit.cli import main
from kit.gradebook.build import build
from kit.gradebook.city import Wanted, found_all
from kit.gradebook.persons import recorded
from kit.roster import read_roster
from kit.workspace import Workspace
from tests import postgres
from tests.banks import ROOT
from tests.gradebook_course import CONTENT, QUIZ, grade_now
from tests.test_gradebook_bulk import submit

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

GUIDE = (ROOT / "deploy" / "README.vi.md").read_text("utf-8")
ID = "chi-bo-1"


@pytest.fixture
def server(postgres_server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> postgres.Server:
    """The programs find it, and the kit's gradebooks are there."""
    bin = postgres.programs()
    for name, value in {
        "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}",
        "PGHOST": postgres_server.folder, "PGPORT": str(postgres_server.port),
        "KIT_DB_URL": postgres_server.url("{group}"),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return postgres_server


def documented(start: str) -> str:
    """The command of the guide that begins so, in a line of its own or between backquotes."""
    found = re.search(rf"^ +({start}[^#\n]*)|`({start}[^`\n]*)`", GUIDE, re.MULTILINE)
    assert found, start
    return (found[1] or found[2]).strip()


def run(command: str, user: str, **names: str) -> str:
    """Have a shell carry it out as that user of the server; what it says."""
    environment = {**os.environ, "PGUSER": user, **names}
    done = subprocess.run(
        ["sh", "-euc", command], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def is_there(server: postgres.Server) -> bool:
    query = f"SELECT count(*) FROM pg_database WHERE datname = '{ID}'"
    return bool(postgres.run(server.url(), query)[0][0])


def test_a_group_s_database_from_the_first_day_to_the_last(
    server: postgres.Server, tmp_path: Path
) -> None:
    """Made, filled, saved, a person deleted, dropped; and a backup from before has her still."""
    run(documented("psql -c"), postgres.ADMIN)
    wanted = Wanted("Chi bộ 1", 1, members=2)
    (made,) = found_all([wanted], tmp_path / "thanh-pho", [], [QUIZ], Random(1))
    run(documented('createdb .*basename "'), postgres.ADMIN, to=str(made.folder))
    workspace = Workspace(made.folder)
    build(workspace, CONTENT)
    learners = [one.learner for one in read_roster(made.folder / "roster.csv")][:2]
    for learner in learners:
        submit(workspace, learner, "right")
    grade_now(workspace)
    assert {one for one, _ in recorded(made.folder)} == {*learners}

    save = documented("pg_dump --").replace("/mnt/sao-luu", str(tmp_path))
    run(save, postgres.USER, id=ID)
    (saved,) = tmp_path.glob("*.dump")

    gone, left = learners
    with pytest.raises(SystemExit) as ended:
        main(["privacy", "delete", str(made.folder), gone, "--yes"])
    assert not ended.value.code
    text = run(f"pg_dump {ID}", postgres.USER)
    assert gone not in text
    assert left in text

    run(documented("dropdb MÃ").replace("MÃ-TỔ", ID), postgres.USER)
    assert not is_there(server)

    run(documented("createdb .*chi-bo-1"), postgres.ADMIN)
    restore = documented("pg_restore --").replace(f"/mnt/sao-luu/{ID}-2026-11-30.dump", str(saved))
    run(restore, postgres.USER)
    assert {one for one, _ in recorded(made.folder)} == {*learners}
    run(documented("dropdb MÃ").replace("MÃ-TỔ", ID), postgres.USER)
    assert not is_there(server)
