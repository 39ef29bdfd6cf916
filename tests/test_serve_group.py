"""One group as an app: who signs in, and what consent makes of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kit.clock import ZONE
from kit.roster import hash_code, secret, write_roster
from kit.serve.anonymous import AnonymousCodes
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.serve.sessions import Session
from tests.serving import CODE, OTHER_CODE, make_group

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)


@pytest.fixture
def app(tmp_path: Path) -> GroupApp:
    return GroupApp(make_group(tmp_path / "g"), KernelDesk(), now=lambda: NOW)


def entered(app: GroupApp) -> Session:
    """A session that was opened with the first member's code."""
    session = app.sign_in(CODE)
    assert session is not None
    return session


def test_a_first_sign_in_has_no_learner_yet(app: GroupApp) -> None:
    """Nothing is kept for a member before the question about consent is answered."""
    session = app.sign_in(CODE)
    assert session is not None
    assert (session.member, session.learner) == ("hv-001", "")


def test_a_yes_keeps_the_member_s_own_id(app: GroupApp) -> None:
    """Also at the next sign-in."""
    first = app.sign_in(CODE)
    assert first is not None
    assert app.decide(first, yes=True).learner == "hv-001"
    again = app.sign_in(CODE)
    assert again is not None
    assert again.learner == "hv-001"


def test_a_no_leads_to_an_id_that_nothing_links_to_the_member(app: GroupApp) -> None:
    """The session forgets the member; the own code alone leads back."""
    first = app.sign_in(CODE)
    assert first is not None
    anonymous = app.decide(first, yes=False)
    assert anonymous.member == ""
    assert anonymous.learner.startswith("an-")
    back = app.sign_in(anonymous.code.lower())
    assert back is not None
    assert back.learner == anonymous.learner
    asked_again = app.sign_in(CODE)
    assert asked_again is not None
    assert asked_again.learner == ""


def test_refusals_of_two_members_make_two_ids(app: GroupApp) -> None:
    """Ids are random, not made from the member."""
    sessions = [app.sign_in(CODE), app.sign_in(OTHER_CODE)]
    ids = {app.decide(session, yes=False).learner for session in sessions if session}
    assert len(ids) == 2
    assert all(id.startswith("an-") for id in ids)


@pytest.mark.parametrize("between", [[], [True], [False], [True, False]])
def test_a_member_gets_one_anonymous_id_and_no_more(app: GroupApp, between: list[bool]) -> None:
    """Each further no, whatever came between, asks for the code that was given with the first."""
    first = app.decide(entered(app), yes=False)
    for yes in between:
        app.decide(entered(app), yes)
    again = app.decide(entered(app), yes=False)
    assert (again.member, again.learner, again.code) == ("hv-001", "", "")
    back = app.sign_in(first.code)
    assert back is not None
    assert back.learner == first.learner


def test_two_refusals_at_the_same_moment_make_one_id(app: GroupApp) -> None:
    """Two tabs, one click each."""
    session = entered(app)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: app.decide(session, yes=False), range(8)))
    assert sum(bool(one.code) for one in made) == 1


def test_a_refusal_leaves_no_folder(app: GroupApp) -> None:
    """Its time would be the refusal's; the code is known without it."""
    app.decide(entered(app), yes=False)
    assert not (app.workspace.path / "work").exists()


def test_an_anonymous_code_that_nobody_was_given_is_refused(app: GroupApp) -> None:
    """It cannot be made up: a part of it needs the group's secret."""
    assert app.sign_in("AN-2222-3333-4444") is None
    assert app.sign_in(AnonymousCodes(b"other group's key").new()) is None


def test_withdrawn_consent_counts_on_every_device(app: GroupApp) -> None:
    """A session that is open elsewhere goes no longer by the name; it is asked."""
    elsewhere = app.decide(entered(app), yes=True)
    cookie = app.sessions.seal(elsewhere, NOW)
    assert app.session(cookie) == elsewhere
    app.decide(entered(app), yes=False)
    assert app.session(cookie) == replace(elsewhere, learner="")


def test_a_new_code_ends_the_sessions_of_the_old_one(app: GroupApp) -> None:
    """A slip that was lost is worth nothing, and neither is what it opened."""
    cookie = app.sessions.seal(app.decide(entered(app), yes=True), NOW)
    other = app.sign_in(OTHER_CODE)
    assert other is not None
    roster = app.workspace.path / "roster.csv"
    code = hash_code("NEWC-2345", secret(app.workspace.path))
    members = [replace(m, code_hash=code) if m.learner == "hv-001" else m for m in app.members()]
    write_roster(roster, members)
    assert app.session(cookie) is None
    assert app.session(app.sessions.seal(other, NOW)) == other


def test_a_faulty_roster_locks_nobody_out(app: GroupApp) -> None:
    """The members are those of the last roster that was right."""
    cookie = app.sessions.seal(entered(app), NOW)
    roster = app.workspace.path / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8") + "Ông Ba,x,y\n", encoding="utf-8")
    assert app.session(cookie) is not None
    assert app.sign_in(OTHER_CODE) is not None


def test_a_half_written_group_file_changes_nothing(app: GroupApp) -> None:
    """Whether it is no YAML, no group, another group or not there at all."""
    file = app.workspace.path / "group.yaml"
    before = app.group
    for text in ("format: 1\nid: [", "- a", "", before.model_dump_json().replace("bo-1", "bo-9")):
        file.write_text(text, encoding="utf-8")
        assert app.group == before, text
    file.unlink()
    assert app.group == before


def test_a_withdrawn_code_stops_working(app: GroupApp) -> None:
    """The roster is read anew each time."""
    roster = app.workspace.path / "roster.csv"
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join(line for line in lines if "hv-001" not in line), encoding="utf-8")
    assert app.sign_in(CODE) is None
    assert app.member("hv-001") is None


def test_only_lessons_of_the_group_are_found(app: GroupApp) -> None:
    """A notebook that merely lies there is none."""
    (app.workspace.path / "lessons" / "nhap.ipynb").write_text("{}", encoding="utf-8")
    assert app.lesson("bai-1") is not None
    assert app.lesson("nhap") is None
    assert app.lesson("../lessons/bai-1") is None
