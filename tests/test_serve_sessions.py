"""Sessions: sealed cookies and anonymous codes."""

from datetime import datetime, timedelta

import pytest

from kit.clock import ZONE
from kit.serve.sessions import (
    HOURS,
    Session,
    Sessions,
    anonymous_code,
    anonymous_learner,
    new_id,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
SESSION = Session("abc", "hv-001", "hv-001")


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(b"k" * 32, "chi-bo-1")


def test_a_sealed_session_opens_again(sessions: Sessions) -> None:
    """What was sealed is what is read."""
    assert sessions.open(sessions.seal(SESSION, NOW), NOW) == SESSION


def test_a_restart_keeps_everyone_signed_in(sessions: Sessions) -> None:
    """The cookie holds by the secret alone; no memory of the server is needed."""
    sealed = sessions.seal(SESSION, NOW)
    assert Sessions(b"k" * 32, "chi-bo-1").open(sealed, NOW) == SESSION


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
    assert Sessions(b"k" * 32, "chi-bo-2").open(sealed, NOW) is None
    assert Sessions(b"x" * 32, "chi-bo-1").open(sealed, NOW) is None


def test_a_session_ends_after_its_hours(sessions: Sessions) -> None:
    """Twelve hours: a working day."""
    sealed = sessions.seal(SESSION, NOW)
    assert sessions.open(sealed, NOW + timedelta(hours=HOURS - 0.1)) == SESSION
    assert sessions.open(sealed, NOW + timedelta(hours=HOURS + 0.1)) is None


def test_a_signed_out_session_stays_out(sessions: Sessions) -> None:
    """A kept copy of the cookie is worth nothing after sign-out."""
    sealed = sessions.seal(SESSION, NOW)
    sessions.end(SESSION)
    assert sessions.open(sealed, NOW) is None


def test_ids_and_anonymous_codes_do_not_repeat() -> None:
    """They are random and long."""
    assert len({new_id() for _ in range(100)}) == 100
    assert len({anonymous_code() for _ in range(100)}) == 100


def test_an_anonymous_code_leads_to_one_learner_however_it_is_typed() -> None:
    """Spaces, dashes and small letters do not matter."""
    code = anonymous_code()
    learner = anonymous_learner(code)
    assert learner is not None
    assert learner == anonymous_learner(code.lower().replace("-", " "))


def test_an_anonymous_id_does_not_show_its_code() -> None:
    """Whoever sees the folder cannot sign in with its name."""
    code = anonymous_code()
    learner = anonymous_learner(code) or ""
    assert code.replace("-", "").lower()[2:] not in learner
    assert anonymous_learner(learner) is None


@pytest.mark.parametrize("code", ["", "AN-", "K7RM-2XHD", "AN-1234", "AN-" + "A" * 20])
def test_other_codes_are_no_anonymous_codes(code: str) -> None:
    """Only the right length and beginning are taken."""
    assert anonymous_learner(code) is None
