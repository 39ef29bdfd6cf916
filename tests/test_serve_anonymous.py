"""Codes of anonymous learners."""

import pytest

from kit.roster import ALPHABET, ANONYMOUS
from kit.serve.anonymous import AnonymousCodes

CODES = AnonymousCodes(b"k" * 32)


def test_codes_and_learners_do_not_repeat() -> None:
    """They are random and long."""
    codes = {CODES.new() for _ in range(100)}
    assert len({CODES.learner(code) for code in codes}) == 100


def test_a_learner_is_seen_to_be_anonymous() -> None:
    """By whoever reads the gradebook and has no key."""
    assert ANONYMOUS.fullmatch(CODES.learner(CODES.new()))
    assert not ANONYMOUS.fullmatch("an-nguyen")


def test_a_code_is_known_however_it_is_typed() -> None:
    """Spaces, dashes and small letters do not matter."""
    code = CODES.new()
    assert CODES.read(f" {code.lower().replace('-', ' ')} ") == code
    assert CODES.read(code.replace("-", "")) == code


def test_a_code_with_one_letter_changed_is_none() -> None:
    """Nothing is kept about codes: the code itself says that it was made here."""
    code = CODES.new()
    for place, sign in enumerate(code[3:], start=3):
        for other in set(ALPHABET[:5]) - {sign} if sign != "-" else ():
            assert CODES.read(code[:place] + other + code[place + 1 :]) is None


def test_another_group_s_code_is_none() -> None:
    """And its letters would lead to another learner."""
    other, code = AnonymousCodes(b"x" * 32), CODES.new()
    assert other.read(code) is None
    assert other.learner(code) != CODES.learner(code)


def test_an_id_does_not_show_its_code() -> None:
    """Whoever sees the folder cannot sign in with its name, and only the key leads to it."""
    code = CODES.new()
    learner = CODES.learner(code)
    assert code.replace("-", "").lower()[2:] not in learner
    assert CODES.read(learner) is None


@pytest.mark.parametrize("code", ["", "AN-", "K7RM-2XHD", "AN-1234", "AN-" + "A" * 20, "ế" * 14])
def test_other_codes_are_no_anonymous_codes(code: str) -> None:
    """Only the right length and beginning are taken."""
    assert CODES.read(code) is None
