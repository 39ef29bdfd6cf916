"""Moodle's weights against the bank's rules, by trying every way to tick the boxes."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.formats.exchange import LeftOut, Remarks
from kit.formats.moodle import Answer, choice, number, text
from kit.formats.numerals import plain, read_number, vietnamese
from kit.formats.weights import rule_of, weights_of
from kit.kinds.multiple import Multiple
from kit.text import parse_number


def differences(weights: list[Decimal], rule: str) -> float:
    """The largest difference between Moodle's score and ours."""
    ids = "abcdefgh"[: len(weights)]
    item = Multiple.model_validate(
        {
            "id": "x", "kind": "multiple", "stem": "?", "rule": rule,
            "options": {id: id for id in ids},
            "key": [id for id, weight in zip(ids, weights, strict=True) if weight > 0],
        }
    )  # fmt: skip
    most = 0.0
    for ticks in list(product((False, True), repeat=len(ids)))[1:]:
        total = sum(weight for weight, tick in zip(weights, ticks, strict=True) if tick)
        chosen = [id for id, tick in zip(ids, ticks, strict=True) if tick]
        most = max(most, abs(min(1.0, max(0.0, float(total))) - item.mark([*chosen]).fraction))
    return most


WEIGHTS = st.lists(
    st.sampled_from([*map(Decimal, ("1", "0.5", "0.33333", "0.25", "0", "-0.5", "-1"))]),
    min_size=2,
    max_size=5,
).filter(lambda weights: any(weight > 0 for weight in weights))


@given(WEIGHTS)
def test_a_rule_that_is_called_exact_gives_the_same_scores(weights: list[Decimal]) -> None:
    rule, exact = rule_of(weights)
    assert not exact or differences(weights, rule) < 0.02


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((50, 50, -50, -50), ("net-correct", True)),
        ((33.333, 33.333, 33.333, -33.333), ("net-correct", True)),
        ((33, 33, 33, -33), ("net-correct", True)),
        ((100, -100, -100), ("net-correct", True)),
        ((50, 50), ("net-correct", True)),
        ((50, 50, 0, 0), ("each-answer", False)),
        ((50, 50, -100, -100), ("net-correct", False)),
    ],
)
def test_weights_in_use(weights: tuple[float, ...], expected: tuple[str, bool]) -> None:
    assert rule_of([Decimal(str(weight)) / 100 for weight in weights]) == expected


@pytest.mark.parametrize("rule", ["net-correct", "all-or-nothing", "coverage", "each-answer"])
def test_what_is_written_gives_all_points_to_the_key_alone(rule: str) -> None:
    weights = weights_of("abcde", ["a", "c", "e"], rule)  # type: ignore[arg-type]
    assert sum(weight for weight in weights if weight > 0) == pytest.approx(1)
    assert rule != "net-correct" or rule_of(weights) == ("net-correct", True)


def answers(*weighted: tuple[str, str]) -> list[Answer]:
    return [Answer(words, Decimal(weight)) for words, weight in weighted]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (answers(("a", "1")), "one_answer"),
        (answers(("a", "1"), ("", "0")), "empty_answer"),
        (answers(("a", "1"), ("b", "1"), ("c", "0")), "several_right"),
        (answers(("a", "0.5"), ("b", "0")), "none_right"),
    ],
)
def test_a_choice_that_would_not_be_the_same_is_left_out(given: list[Answer], code: str) -> None:
    with pytest.raises(LeftOut, match=code):
        choice(given, True, Remarks(1, ""))


def test_typed_answers_keep_only_what_is_right() -> None:
    remarks = Remarks(1, "")
    data = text(answers(("Huế", "1"), ("H*", "1"), ("Hue", "0.5"), ("*", "0")), remarks)
    assert data == {"kind": "text", "accept": ["Huế"]}
    assert [note.code for note in remarks.notes] == ["wildcard", "partial_credit"]
    assert text(answers(("2 \\* 3", "1")), remarks)["accept"] == ["2 * 3"]
    with pytest.raises(LeftOut, match="only_wildcards"):
        text(answers(("H*", "1")), remarks)


def test_two_right_numbers_are_not_one() -> None:
    with pytest.raises(LeftOut, match="several_numbers"):
        number(answers(("5", "1"), ("-5", "1")), Remarks(1, ""))
    with pytest.raises(LeftOut, match="not_a_number"):
        number(answers(("năm", "1")), Remarks(1, ""))


def test_percent_is_a_kind_of_its_own() -> None:
    assert number(answers(("99.16", "1")), Remarks(1, ""), ("%",)) == {
        "kind": "percent",
        "key": "99,16%",
    }


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_number_has_one_reading_in_the_bank(value: Decimal) -> None:
    read = parse_number(vietnamese(value))
    assert read
    assert read.value == value
    assert read.alternatives == ()
    assert read_number(plain(value)) == value


@pytest.mark.parametrize(("written", "value"), [("3,14", "3.14"), (".5", "0.5"), ("2e3", "2000")])
def test_numbers_as_programs_write_them(written: str, value: str) -> None:
    assert read_number(written) == Decimal(value)
    for wrong in ("", "3.14.15", "năm", "1e999", "0x10", "NaN", "١٢"):
        assert read_number(wrong) is None
