"""One group as an app: who signs in, and what consent makes of it."""

from datetime import datetime
from pathlib import Path

import pytest

from kit.clock import ZONE
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from tests.serving import CODE, OTHER_CODE, make_group

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)


@pytest.fixture
def app(tmp_path: Path) -> GroupApp:
    return GroupApp(make_group(tmp_path / "g"), KernelDesk(), now=lambda: NOW)


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


def test_two_refusals_make_two_ids(app: GroupApp) -> None:
    """Ids are random, not made from the member."""
    sessions = [app.sign_in(CODE), app.sign_in(OTHER_CODE), app.sign_in(CODE)]
    ids = {app.decide(session, yes=False).learner for session in sessions if session}
    assert len(ids) == 3


def test_an_anonymous_code_that_nobody_was_given_is_refused(app: GroupApp) -> None:
    """It only counts where its work lies."""
    assert app.sign_in("AN-22222-33333") is None


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
