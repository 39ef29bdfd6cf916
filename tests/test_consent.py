"""The consent log."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from kit.clock import ZONE
from kit.consent import KEEP_RESULT, ConsentLog, digest

NOW = datetime(2026, 11, 22, 9, 30, 15, tzinfo=ZONE)


@pytest.fixture
def log(tmp_path: Path) -> ConsentLog:
    return ConsentLog(tmp_path / "consent.jsonl")


def test_a_line_says_when_who_what_and_which_text(log: ConsentLog) -> None:
    """One line an answer, with the digest of the text that was shown."""
    log.record("hv-001", KEEP_RESULT, True, "Bạn có đồng ý?", NOW)
    assert json.loads(log.path.read_text(encoding="utf-8")) == {
        "at": "2026-11-22T09:30:15+07:00",
        "learner": "hv-001",
        "purpose": KEEP_RESULT,
        "answer": "yes",
        "text_sha256": digest("Bạn có đồng ý?"),
    }


def test_a_refusal_is_kept_by_its_day_only(log: ConsentLog) -> None:
    """The hour of a no would match a person to the anonymous work begun at that hour."""
    log.record("hv-001", KEEP_RESULT, False, "?", NOW)
    assert json.loads(log.path.read_text(encoding="utf-8"))["at"] == "2026-11-22"


def test_no_answer_is_no_consent(log: ConsentLog) -> None:
    """Silence is not consent, another's yes neither."""
    log.record("hv-002", KEEP_RESULT, True, "?", NOW)
    assert not log.given("hv-001", KEEP_RESULT, "?")


def test_the_latest_answer_counts(log: ConsentLog) -> None:
    """Consent can be withdrawn and given again."""
    for yes in (True, False, True):
        log.record("hv-001", KEEP_RESULT, yes, "?", NOW)
        assert log.given("hv-001", KEEP_RESULT, "?") is yes


def test_a_yes_says_when_it_was_given(log: ConsentLog) -> None:
    """To the second, as long as it holds; a yes without a readable hour is none."""
    log.record("hv-001", KEEP_RESULT, True, "?", NOW)
    assert log.given_at("hv-001", KEEP_RESULT, "?") == NOW
    log.record("hv-001", KEEP_RESULT, False, "?", NOW)
    assert log.given_at("hv-001", KEEP_RESULT, "?") is None
    log.record("hv-002", KEEP_RESULT, True, "?", NOW)
    text = log.path.read_text(encoding="utf-8")
    log.path.write_text(text.replace(NOW.isoformat(), "hôm nay"), encoding="utf-8")
    assert log.given_at("hv-002", KEEP_RESULT, "?") is None


def test_consent_to_another_text_or_purpose_does_not_count(log: ConsentLog) -> None:
    """A yes holds for the text that was shown and the purpose that was asked for."""
    log.record("hv-001", KEEP_RESULT, True, "trước", NOW)
    assert not log.given("hv-001", KEEP_RESULT, "sau")
    assert not log.given("hv-001", "show-on-board", "trước")


def test_a_line_cut_short_is_skipped(log: ConsentLog) -> None:
    """A power loss in the middle of a line spoils that line only."""
    log.record("hv-001", KEEP_RESULT, True, "?", NOW)
    with open(log.path, "a", encoding="utf-8") as file:
        file.write('{"at": "2026')
    assert log.given("hv-001", KEEP_RESULT, "?")


def test_after_a_cut_line_the_next_answer_is_a_line_of_its_own(log: ConsentLog) -> None:
    """The rest of a cut line does not swallow the answer that follows."""
    log.path.write_text('{"at": "2026', encoding="utf-8")
    log.record("hv-001", KEEP_RESULT, True, "?", NOW)
    assert log.given("hv-001", KEEP_RESULT, "?")


def test_the_order_of_lines_does_not_tell_who_refused_first(log: ConsentLog) -> None:
    """The i-th refusal could be matched with the i-th anonymous folder."""
    texts = []
    for order in (("hv-003", "hv-001", "hv-002"), ("hv-002", "hv-003", "hv-001")):
        log.path.unlink(missing_ok=True)
        for learner in order:
            log.record(learner, KEEP_RESULT, False, "?", NOW)
        texts.append(log.path.read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert texts[0].count("\n") == 3


def test_a_learner_s_own_answers_stay_in_their_order(log: ConsentLog) -> None:
    """The latest counts, though a no has no hour."""
    for yes in (True, False, True, False):
        log.record("hv-002", KEEP_RESULT, yes, "?", NOW)
        log.record("hv-001", KEEP_RESULT, not yes, "?", NOW)
    lines = [json.loads(line) for line in log.path.read_text(encoding="utf-8").splitlines()]
    assert [line["answer"] for line in lines] == ["no", "yes"] * 2 + ["yes", "no"] * 2
    assert log.refuses("hv-002", KEEP_RESULT)
    assert not log.refuses("hv-001", KEEP_RESULT)


def test_an_answer_says_whether_there_was_a_refusal_before(log: ConsentLog) -> None:
    """Whatever came between, and for the own purpose only."""
    answers = [
        log.record("hv-001", KEEP_RESULT, yes, "?", NOW) for yes in (True, False, True, False)
    ]
    assert answers == [False, False, True, True]
    assert log.has_refused("hv-001", KEEP_RESULT)
    assert not log.has_refused("hv-001", "show-on-board")
    assert not log.has_refused("hv-002", KEEP_RESULT)


def test_the_same_refusal_again_leaves_the_log_as_it_is(log: ConsentLog) -> None:
    """Clicking does not fill it."""
    for _ in range(3):
        log.record("hv-001", KEEP_RESULT, False, "?", NOW)
    assert log.path.read_text(encoding="utf-8").count("\n") == 1


def test_only_the_server_s_user_may_read_it(log: ConsentLog) -> None:
    """Also after it was replaced."""
    for yes in (True, False):
        log.record("hv-001", KEEP_RESULT, yes, "?", NOW)
    if os.name != "nt":
        assert log.path.stat().st_mode & 0o777 == 0o600
