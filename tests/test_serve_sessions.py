"""Sessions: sealed cookies."""

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kit.clock import ZONE
from kit.serve.sessions import HOURS, Session, Sessions, new_id

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
SESSION = Session("abc", "hv-001", "hv-001", badge="1f")


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(b"k" * 32, "chi-bo-1", tmp_path / "ended")


def test_a_sealed_session_opens_again(sessions: Sessions) -> None:
    """What was sealed is what is read."""
    assert sessions.open(sessions.seal(SESSION, NOW), NOW) == SESSION


def test_a_restart_keeps_everyone_signed_in(sessions: Sessions) -> None:
    """The cookie holds by the secret alone; no memory of the server is needed."""
    sealed = sessions.seal(SESSION, NOW)
    assert Sessions(b"k" * 32, "chi-bo-1", sessions.file).open(sealed, NOW) == SESSION


def test_a_changed_cookie_is_refused(sessions: Sessions) -> None:
    """No byte of it can be changed."""
    sealed = sessions.seal(SESSION, NOW)
    for place in range(0, len(sealed), 7):
        other = "A" if sealed[place] != "A" else "B"
        assert sessions.open(sealed[:place] + other + sealed[place + 1 :], NOW) is None


@pytest.mark.parametrize("value", [None, "", "x", "2|1:0|", "ế" * 50])
def test_what_is_no_cookie_is_refused(sessions: Sessions, value: str | None) -> None:
    """Nothing that a visitor can send raises."""
    assert sessions.open(value, NOW) is None


def test_a_cookie_of_another_group_or_secret_is_refused(sessions: Sessions) -> None:
    """Groups do not share sessions, even if they shared a secret."""
    sealed = sessions.seal(SESSION, NOW)
    assert Sessions(b"k" * 32, "chi-bo-2", sessions.file).open(sealed, NOW) is None
    assert Sessions(b"x" * 32, "chi-bo-1", sessions.file).open(sealed, NOW) is None


def test_a_session_ends_after_its_hours(sessions: Sessions) -> None:
    """Twelve hours: a working day."""
    sealed = sessions.seal(SESSION, NOW)
    assert sessions.open(sealed, NOW + timedelta(hours=HOURS - 0.1)) == SESSION
    assert sessions.open(sealed, NOW + timedelta(hours=HOURS + 0.1)) is None


def test_a_signed_out_session_stays_out(sessions: Sessions) -> None:
    """A kept copy of the cookie is worth nothing after sign-out."""
    sealed = sessions.seal(SESSION, NOW)
    sessions.end(SESSION, NOW)
    assert sessions.open(sealed, NOW) is None


def test_a_signed_out_session_stays_out_after_a_restart(sessions: Sessions) -> None:
    """Also at the last moment at which the cookie could count, in the small hours."""
    evening = NOW.replace(hour=22)
    sealed = sessions.seal(SESSION, evening)
    sessions.end(SESSION, evening)
    sessions.end(Session("other"), evening + timedelta(hours=HOURS - 1))
    again = Sessions(sessions.secret, sessions.group, sessions.file)
    assert again.open(sealed, evening + timedelta(hours=HOURS - 0.1)) is None


def test_ended_sessions_are_kept_privately_and_only_while_they_count(sessions: Sessions) -> None:
    """By the day and in no order of time: who left when is nobody's business."""
    sessions.end(Session("old"), NOW)
    later = NOW + timedelta(days=1)
    for id in ("c", "a", "b"):
        sessions.end(Session(id), later)
    day = "2026-11-23"
    assert sessions.file.read_text(encoding="ascii") == f"a {day}\nb {day}\nc {day}\n"
    if os.name != "nt":
        assert sessions.file.stat().st_mode & 0o777 == 0o600


def test_a_damaged_list_of_ended_sessions_stops_nobody(tmp_path: Path) -> None:
    """What can be read of it counts."""
    file = tmp_path / "ended"
    file.write_bytes(b"abc 2026-11-22\n\nx y z\n\xff\x00\xe1\nde")
    assert Sessions(b"k" * 32, "chi-bo-1", file).has_ended(SESSION)


def test_a_full_disk_keeps_nobody_signed_in(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Else who shares a computer could not leave: their cookie and pages would stay."""

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("kit.serve.sessions.write_private", full)
    sealed = sessions.seal(SESSION, NOW)
    sessions.end(SESSION, NOW)
    assert sessions.open(sealed, NOW) is None
    assert "No space left" in caplog.text


def test_ids_do_not_repeat() -> None:
    """They are random and long."""
    assert len({new_id() for _ in range(100)}) == 100
