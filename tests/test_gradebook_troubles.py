"""kit.gradebook.troubles: what is wrong with a database is said in words, and nothing is half done.

The troubles are real ones: a server that is not there, a disk without room, a damaged file.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from kit.gradebook import database
from kit.gradebook.bulk import files, groups, quiz
from kit.gradebook.config import FILE, config_text, database_url
from kit.gradebook.results import results
from kit.gradebook.troubles import GradebookError, trouble
from kit.workspace import Workspace
from tests import postgres
from tests.gradebook_course import (
    QUIZ,
    built_workspace,
    copied,
    grade_now,
    make_workspace,
    put_gradebook,
)
from tests.gradebook_state import notebooks, rows
from tests.test_gradebook_bulk import submit

pytestmark = pytest.mark.kernel

LEARNERS = ("hv-1", "hv-2", "hv-3", "hv-4")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> Workspace:
    """A group with submissions, none of them graded."""
    workspace = built_workspace(tmp_path_factory.mktemp("troubles") / "to", book_url)
    for learner in LEARNERS:
        submit(workspace, learner)
    return workspace


@pytest.fixture
def workspace(made: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the test's own."""
    return copied(made, tmp_path / "to")


@pytest.fixture
def on_connect() -> Iterator[Callable[[Workspace, str], None]]:
    """Lets a pragma be set for each writer of a gradebook."""
    engines = []

    def listen(workspace: Workspace, pragma: str) -> None:
        engine = database.writer(database_url(workspace.path))
        event.listen(engine, "connect", lambda connection, _: connection.execute(pragma))
        engines.append(engine)

    yield listen
    database.writer.cache_clear()


def said(workspace: Workspace) -> str:
    """What a grading of the group fails with."""
    with pytest.raises(GradebookError) as caught:
        grade_now(workspace)
    assert caught.value.hint
    return caught.value.message


def test_a_file_that_is_no_gradebook(workspace: Workspace) -> None:
    """The file is named and left as it is; without it, building and grading bring it back."""
    (workspace.path / "gradebook.db").write_bytes(b"not a database" * 100)
    assert f"{workspace.path}/gradebook.db bị hỏng" in said(workspace)
    with pytest.raises(GradebookError, match="bị hỏng"):
        results(workspace.path, "hv-1", QUIZ)
    with pytest.raises(GradebookError, match="chạy kit build và kit grade"):
        database.create(workspace.path)
    assert (workspace.path / "gradebook.db").read_bytes() == b"not a database" * 100


def test_a_damaged_gradebook_and_the_way_out(workspace: Workspace, tmp_path: Path) -> None:
    """Its middle is overwritten; then what the message advises is done."""
    from kit.gradebook.build import build
    from tests.gradebook_course import CONTENT

    grade_now(workspace)
    before = rows(workspace)
    file = workspace.path / "gradebook.db"
    with open(file, "r+b") as book:
        book.seek(4096)
        book.write(os.urandom(file.stat().st_size - 4096))
    assert "bị hỏng" in said(workspace)
    for part in workspace.path.glob("gradebook.db*"):
        part.rename(tmp_path / part.name)
    build(workspace, CONTENT)
    assert grade_now(workspace)[0].graded == len(LEARNERS)
    assert rows(workspace) == before


@pytest.mark.parametrize(
    ("pragma", "message"),
    [("PRAGMA max_page_count=1", "đã đầy"), ("PRAGMA query_only=ON", "Không ghi được")],
)
def test_a_disk_that_takes_nothing(
    workspace: Workspace,
    on_connect: Callable[[Workspace, str], None],
    pragma: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Full, or read-only: the batch is taken back as a whole, and the next run does it."""
    monkeypatch.setattr(quiz, "BATCH", 2)
    before = rows(workspace)
    on_connect(workspace, pragma)
    assert message in said(workspace)
    assert (rows(workspace), notebooks(workspace)) == (before, {})
    database.writer.cache_clear()
    assert grade_now(workspace)[0].graded == len(LEARNERS)


@pytest.mark.skipif(os.name != "posix", reason="the way to lock files that is tried here is Unix's")
def test_a_disk_that_sqlite_cannot_write_ahead_on(tmp_path: Path) -> None:
    """As a network share may be: without memory that processes share."""
    address = f"file:{tmp_path}/so.db?vfs=unix-dotfile&uri=true"
    workspace = make_workspace(tmp_path / "to", f"sqlite:///{address}")
    with pytest.raises(GradebookError, match="thư mục mạng") as caught:
        database.create(workspace.path)
    assert "so.db" in caught.value.message


def test_a_gradebook_that_cannot_be_made(tmp_path: Path) -> None:
    """Its folder is not there."""
    workspace = make_workspace(tmp_path / "to", f"sqlite:///{tmp_path}/khong-co/so.db")
    with pytest.raises(GradebookError, match=r"Không mở được sổ điểm .*khong-co"):
        database.create(workspace.path)


@pytest.mark.parametrize("url", ["so-diem", "postgres://kit@m/to", "mysql://kit:bimat@m/to"])
def test_an_address_that_leads_nowhere(workspace: Workspace, url: str) -> None:
    """The setting is named, and no password is shown."""
    message = said(put_gradebook(workspace, url))
    assert "Địa chỉ sổ điểm không dùng được" in message
    assert "bimat" not in message


def test_a_machine_without_the_driver(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a Windows laptop."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    put_gradebook(workspace, "postgresql+psycopg://kit:bimat@may-chu/to-khac")
    message = said(workspace)
    assert "psycopg" in message
    assert "postgresql+psycopg://kit:***@may-chu/to-khac" in message


@pytest.mark.databases("postgresql")
def test_a_server_that_lets_nobody_in(
    workspace: Workspace, postgres_server: postgres.Server
) -> None:
    """Not there, another password, no such database: each is told apart."""
    for url, message in (
        ("postgresql+psycopg://kit@127.0.0.1:1/to", "Không kết nối được"),
        ("postgresql+psycopg://kit@khong-co.invalid/to", "Không kết nối được"),
        (postgres_server.tcp("to", "sai"), "Máy chủ không cho mở"),
        (postgres_server.tcp("chua-co"), "chưa có cơ sở dữ liệu “chua-co”"),
    ):
        assert message in (found := said(put_gradebook(workspace, url)))
        assert "sai@" not in found
        with pytest.raises(GradebookError, match=message):
            results(workspace.path, "hv-1", QUIZ)


TROUBLE = """
    CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM submitted_assignment) > 2 THEN {what}; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER trouble AFTER INSERT ON comment FOR EACH STATEMENT EXECUTE FUNCTION trouble()
"""
SERVER_TROUBLES = {
    "RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'": "máy chủ .* đã đầy",
    "PERFORM pg_terminate_backend(pg_backend_pid())": "Mất kết nối",
    "RAISE EXCEPTION 'anything else'": "báo lỗi: anything else",
}


@pytest.mark.databases("postgresql")
@pytest.mark.parametrize("what", SERVER_TROUBLES)
def test_a_server_in_trouble_on_the_way(
    workspace: Workspace, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before stays, the batch in flight is taken back, the next run goes on."""
    calm = copied(workspace, tmp_path / "calm")
    grade_now(calm)
    monkeypatch.setattr(quiz, "BATCH", 2)
    url = database_url(workspace.path)
    postgres.run(url, TROUBLE.format(what=what))
    with pytest.raises(GradebookError, match=SERVER_TROUBLES[what]):
        grade_now(workspace)
    assert {dict(row)["learner"] for _, row in rows(workspace)} == {
        Path(name).parts[0] for name in notebooks(workspace)
    }
    assert len(notebooks(workspace)) == 2
    postgres.run(url, "DROP FUNCTION trouble CASCADE")
    assert grade_now(workspace)[0].graded == 2
    assert rows(workspace) == rows(calm)


@pytest.mark.databases("postgresql")
def test_a_server_that_may_only_be_read(workspace: Workspace) -> None:
    url = database_url(workspace.path)
    name = url.partition("//kit@/")[2].partition("?")[0]
    postgres.run(url, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    assert "Không được ghi" in said(workspace)


@pytest.mark.databases("postgresql")
def test_a_database_belongs_to_one_group(workspace: Workspace, tmp_path: Path) -> None:
    """Another group can neither build nor grade in it: it would write over this one's scores."""
    before = rows(workspace)
    other = make_workspace(tmp_path / "khac")
    (other.path / FILE).write_text(config_text("to-khac"), encoding="utf-8")
    put_gradebook(other, database_url(workspace.path))
    submit_folder = other.path / "submitted" / "hv-9" / QUIZ
    submit_folder.mkdir(parents=True)
    assert "là sổ điểm của tổ “to-thu”" in said(other)
    with pytest.raises(GradebookError, match="to-thu"):
        database.create(other.path)
    assert rows(workspace) == before


@pytest.mark.databases("postgresql")
def test_a_database_that_cannot_hold_vietnamese(
    tmp_path: Path, postgres_server: postgres.Server
) -> None:
    postgres.run(
        postgres_server.url(),
        "CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C' "
        "LOCALE_PROVIDER libc",
    )
    workspace = make_workspace(tmp_path / "to", postgres_server.url("ascii"))
    with pytest.raises(GradebookError, match="SQL_ASCII"):
        database.create(workspace.path)


@pytest.mark.databases("postgresql")
def test_one_group_s_database_is_no_other_group_s_trouble(
    workspace: Workspace, made: Workspace, tmp_path: Path
) -> None:
    """The other groups of a run are graded, and each trouble stands beside its group."""
    lost = copied(made, tmp_path / "mat")
    put_gradebook(lost, "postgresql+psycopg://kit@127.0.0.1:1/to")
    third = copied(made, tmp_path / "ba")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    found = list(groups.grade_groups([workspace, lost, third], None, now, lambda n: None))
    assert [one.error.partition(" (")[0] for one in found] == [
        "",
        "Không kết nối được với máy chủ của sổ điểm postgresql+psycopg://kit@127.0.0.1:1/to",
        "",
    ]
    assert [one.reports[0].graded for one in found if one.reports] == [len(LEARNERS)] * 2


def test_a_full_disk_under_the_graded_notebooks(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is named; rows without their notebook are no harm: the next run makes it."""
    write, now = files._write, datetime(2026, 11, 23, tzinfo=UTC)

    def full(path: str, content: bytes) -> None:
        if path.endswith(".ipynb") and len(list(workspace.path.glob("autograded/hv-*/*"))) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(files, "_write", full)
        (found,) = groups.grade_groups([workspace], None, now, lambda n: None)
    assert f"{QUIZ}.ipynb (No space left on device). Xem ổ đĩa" in found.error
    assert len(notebooks(workspace)) == 2
    (report,) = grade_now(workspace)
    assert (report.graded, report.skipped) == (2, 2)
    assert len(notebooks(workspace)) == 4


def test_details_are_one_line() -> None:
    """And a password in an address that cannot be read is not shown either."""
    error = trouble("no_server", "a b://kit:bimat@m/x", "one\ntwo")
    assert "(one)" in error.message
    assert "bimat" not in str(error)
