"""What is said of items that look broken, and that nothing is said of good ones or of a few."""

from collections.abc import Callable
from random import Random

import pytest

from kit.itemstats import ENOUGH, Analysis, Choices, Finding, Question, analyse, problem
from kit.wording import LANGUAGES, Language

ITEMS = 12

Chosen = list[list[str]]
"""Learners × items: the option that each chose. The key is ``a``."""


def session(learners: int) -> Chosen:
    """A group that a paper of good questions was made for: who is able chooses ``a`` more often."""
    rng = Random(34)
    return [
        ["a" if rng.random() < 0.3 + 0.6 * n / learners else rng.choice("bcd")
         for _ in range(ITEMS)]
        for n in range(learners)
    ]  # fmt: skip


def analysed(chosen: Chosen, keys: str = "a" * ITEMS) -> Analysis:
    asked = [
        Question(f"q{i}", 1.0, Choices(tuple("abcd"), frozenset(keys[i]), {
            n: frozenset(row[i]) - {"-"} for n, row in enumerate(chosen)
        }))
        for i in range(ITEMS)
    ]  # fmt: skip
    return analyse(asked, [[float(row[i] == keys[i]) for i in range(ITEMS)] for row in chosen])


def planted(chosen: Chosen, choose: Callable[[int, str], str]) -> list[Finding]:
    """What is said of the first item if everybody chooses so: ``choose(learner, as before)``."""
    changed = [[choose(n, row[0]), *row[1:]] for n, row in enumerate(chosen)]
    return [finding for finding in analysed(changed).findings if finding.item == "q0"]


def codes(findings: list[Finding]) -> dict[str, bool]:
    return {finding.code: finding.sure for finding in findings}


def test_good_items_are_left_alone() -> None:
    assert [one for one in analysed(session(300)).findings if one.code != "low-reliability"] == []


def test_a_wrong_key_is_found_however_few_there_are() -> None:
    for learners in (ENOUGH, 60, 300):
        found = analysed(session(learners), "b" + "a" * (ITEMS - 1)).findings
        (beaten,) = [one for one in found if one.code == "distractor-beats-key" and one.sure]
        assert (beaten.item, dict(beaten.params)["option"]) == ("q0", "a"), learners
    assert {"below-chance", "negative-discrimination"} <= {one.code for one in found}


@pytest.mark.parametrize(
    ("choose", "code", "sure"),
    [
        # The better half chooses a wrong option.
        (lambda n, _: "b" if n >= 30 else "a", "negative-discrimination", True),
        # A few of the best do.
        (lambda n, _: "b" if n % 10 > 6 or n >= 56 else "a", "negative-discrimination", False),
        # Chance decides.
        (lambda n, _: "ab"[n % 2], "low-discrimination", False),
        (lambda n, _: "bcd"[n % 3], "nobody-right", True),
        (lambda n, _: "a" if n > 54 else "bcd"[n % 3], "below-chance", True),
        (lambda n, was: "b" if n > 46 and was == "a" else was, "distractor-beats-key", False),
    ],
)
def test_a_broken_item_is_found(choose: Callable[[int, str], str], code: str, sure: bool) -> None:
    """Among 60; and it says whether chance alone could do that."""
    assert codes(planted(session(60), choose)).get(code) is sure


def test_an_option_that_nobody_wants_is_named_where_there_are_enough_to_tell() -> None:
    def never_d(_: int, was: str) -> str:
        return "c" if was == "d" else was

    found = [one for one in planted(session(300), never_d) if one.code == "unused-options"]
    assert [dict(one.params)["options"] for one in found] == ["d"]
    assert "unused-options" not in codes(planted(session(60), never_d))


def test_fewer_than_by_chance_is_said_only_if_it_is_more_than_chance() -> None:
    assert "below-chance" not in codes(planted(session(60), lambda n, _: "abcdb"[n % 5]))


def test_of_several_right_options_the_one_that_is_beaten_is_named() -> None:
    """Key a and b: the best third choose a and, more often than b, the wrong c."""
    learners = range(60)
    chosen = {n: frozenset("ab" if n % 3 == 0 else "ac") for n in learners}
    item = Question("x", 1.0, Choices(tuple("abcd"), frozenset("ab"), chosen))
    marks = [[float(n % 3 == 0), float(n >= 30)] for n in learners]
    (found,) = [one for one in analyse([item, Question("y", 1.0)], marks).findings
                if one.code == "distractor-beats-key"]  # fmt: skip
    assert dict(found.params) == {"option": "c", "key": "b", "key_count": 10}
    assert found.value == 20


def test_one_slip_of_a_good_learner_is_no_broken_item() -> None:
    """When all others have it right, that slip alone makes the correlation negative."""
    assert codes(planted(session(60), lambda n, _: "b" if n == 59 else "a")) == {}


@pytest.mark.parametrize(("slips", "said"), [(4, False), (5, True), (55, True), (56, False)])
def test_an_item_is_judged_from_five_right_and_five_wrong(slips: int, said: bool) -> None:
    """The best of 60 have it wrong; of 55 and more the few that have it right are the weakest."""
    found = codes(planted(session(60), lambda n, _: "b" if n >= 60 - slips else "a"))
    assert ("negative-discrimination" in found) is said


def test_of_a_few_learners_only_their_number_is_said() -> None:
    (only,) = analysed(session(ENOUGH - 1), "b" * ITEMS).findings
    assert (only.code, only.item, only.value) == ("too-few-learners", None, ENOUGH - 1)


def test_an_item_that_few_were_asked_is_not_judged() -> None:
    marks = [[float(n % 2), float(n % 3 > 0), 0.0 if n < 5 else None] for n in range(60)]
    found = analyse([Question("x", 1), Question("y", 1), Question("rare", 1)], marks).findings
    of_rare = [(one.code, one.value) for one in found if one.item == "rare"]
    assert of_rare == [("too-few-for-item", 5)]


def test_equal_scores_and_low_reliability_are_said_of_the_whole() -> None:
    same = analyse([Question("x", 1), Question("y", 1)], [[1.0, 0.0]] * 30).findings
    assert [one.code for one in same if one.item is None] == ["no-spread"]
    rng = Random(1)
    noise = [[float(rng.random() < 0.5) for _ in range(8)] for _ in range(200)]
    (low,) = [
        one for one in analyse([Question(str(n), 1) for n in range(8)], noise).findings
        if one.item is None
    ]  # fmt: skip
    assert (low.code, low.sure) == ("low-reliability", True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_has_its_words_with_the_item_the_value_and_a_way_out(lang: Language) -> None:
    chosen = session(60)
    mixed: list[Callable[[int, str], str]] = [
        lambda n, _: "b" if n >= 30 else "a",
        lambda n, _: "ab"[n % 2],
        lambda n, _: "bcd"[n % 3],
        lambda n, _: "a" if n > 54 else "bcd"[n % 3],
    ]
    found = [one for choose in mixed for one in planted(chosen, choose)]
    found += [Finding("no-spread", None, 1.0), Finding("low-reliability", None, 0.5, sure=False)]
    found += [Finding("too-few-learners", None, 7, params=(("enough", 20),))]
    found += [Finding("too-few-for-item", "q0", 7, params=(("enough", 20),))]
    found += [Finding("unused-options", "q0", 2, params=(("options", "c, d"),))]
    assert len({one.code for one in found}) == 10
    for finding in found:
        said = problem(finding, lang)
        assert said.code == finding.code
        assert finding.item is None or finding.item in said.message
        assert said.hint


def test_values_are_written_as_in_vietnam() -> None:
    below = problem(Finding("below-chance", "q7", 0.0833, params=(("chance", 25),)))
    assert "8,3% chọn đúng" in below.message
    negative = problem(Finding("negative-discrimination", "q7", -0.314, sure=False))
    assert "(độ phân biệt -0,31)" in negative.message
    assert negative.hint.endswith("xem lại khi có thêm người làm.")
