"""Every item of every bank is proved by machine; then what each kind gives for what."""

import json
from itertools import permutations, product
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.drawing import booklet
from kit.kinds import KINDS, Bank
from kit.kinds.options import opaque_id
from kit.model import Item, Outcome, Response
from kit.scoring import score
from kit.wording import LANGUAGES, Language, t
from tests.banks import BANKS, EVERY_KIND, ITEMS, OWN, bank, item

OPTIONS = {"a": "Một", "b": "Hai", "c": "Ba", "d": "Bốn", "e": "Năm"}


def fraction(one: Item, response: Response) -> float:
    """The score as a share of the points."""
    earned = score(one, response)
    assert earned.score is not None, earned
    return earned.score / earned.max


def outcome(one: Item, response: Response) -> Outcome:
    return score(one, response).outcome


@pytest.mark.parametrize("one", ITEMS, ids=lambda one: one.id)
def test_right_scores_full_wrong_does_not_invalid_is_reported(one: Item) -> None:
    right, wrong = score(one, one.right()), score(one, one.wrong())
    match one.scored:
        case "machine":
            assert (right.outcome, right.score) == (Outcome.RIGHT, one.points)
            assert wrong.outcome in (Outcome.WRONG, Outcome.PARTIAL)
            assert wrong.score is not None
            assert wrong.score < one.points
        case "hand":
            assert (right.outcome, right.score, right.max) == (Outcome.MANUAL, None, one.points)
        case "never":
            assert (right.outcome, right.score, right.max) == (Outcome.UNSCORED, None, 0.0)
    invalid = score(one, one.invalid())
    assert (invalid.outcome, invalid.score) == (Outcome.INVALID, None)
    assert invalid.note


TRICKY: list[dict[str, Any]] = [
    {"kind": "date", "key": "2023"},
    {"kind": "date", "key": "1-2-2000"},
    {"kind": "date", "key": "1-1-2001"},
    {"kind": "date", "key": "6/12"},
    {"kind": "date", "key": "năm 938"},
    {"kind": "text", "accept": ["x", "không phải x", "không phải thế", "không không phải thế"]},
    {"kind": "docnum", "key": "Chỉ thị số 34-CT/TU"},
    {"kind": "docnum", "key": "999999/2023/NĐ-CP"},
    {"kind": "number", "key": "gần 5 người", "unit": ["người"], "tolerance": "100000"},
    {"kind": "number", "key": "0,125", "tolerance": "2"},
    {"kind": "percent", "key": "-1,5%", "tolerance": "0,25"},
    {"kind": "range", "key": "-7 đến -5,5%"},
    {"kind": "set", "accept": [["không phải thế"], ["xuân, hạ"], ["hạ"]]},
]
TRICKY_GAPS: list[dict[str, Any]] = [
    {"date": "1-1-1900"},
    {"number": "-3"},
    {"number": "gần 5"},
    {"number": "1", "tolerance": "99999"},
    {"accept": ["không phải thế"]},
    {"docnum": "Chỉ thị số 34-CT/TU"},
]


@pytest.mark.parametrize(
    "fields",
    [*TRICKY, *({"kind": "cloze", "text": "[[g]]", "gaps": {"g": gap}} for gap in TRICKY_GAPS)],
    ids=str,
)
def test_whatever_the_key_right_is_right_and_wrong_is_wrong(fields: dict[str, Any]) -> None:
    one = item(**fields)
    assert outcome(one, one.right()) is Outcome.RIGHT
    assert outcome(one, one.wrong()) is Outcome.WRONG


BLANKS: list[Response] = [None, "", " \n", [], {}, [None], {"a": ""}]


@pytest.mark.parametrize("nothing", BLANKS, ids=repr)
@pytest.mark.parametrize("kind", ["multiple", "cluster", "matching", "ordering", "set", "cloze"])
def test_a_blank_part_is_no_part_of_an_answer(kind: str, nothing: Response) -> None:
    one = next(one for one in EVERY_KIND.items if one.kind == kind)
    right = one.right()
    if isinstance(right, dict):
        *rest, last = right
        with_blank: Response = {**right, last: nothing}
        without: Response = {id: right[id] for id in rest}
    else:
        assert isinstance(right, list)
        with_blank, without = [*right, nothing], right
    assert outcome(one, without) is not Outcome.INVALID
    assert score(one, with_blank) == score(one, without)


@pytest.mark.parametrize("bank", OWN, ids=lambda bank: bank.id)
def test_no_answer_is_blank_not_wrong(bank: Bank) -> None:
    shapes: list[Response] = [None, "", "  \n", [], {}, [None, ""], {"a": None, "b": " "}]
    for one, nothing in product(bank.items, shapes):
        earned = score(one, nothing)
        assert earned.outcome is Outcome.BLANK, one.id
        assert earned.score == (None if one.scored == "never" else 0.0), one.id


@pytest.mark.parametrize("bank", OWN, ids=lambda bank: bank.id)
def test_responses_survive_being_stored_as_json(bank: Bank) -> None:
    for one in bank.items:
        for response in (one.right(), one.wrong(), one.invalid()):
            assert json.loads(json.dumps(response)) == response, one.id


@pytest.mark.parametrize("bank", OWN, ids=lambda bank: bank.id)
def test_what_is_shown_is_json_and_does_not_change(bank: Bank) -> None:
    for one in bank.items:
        assert json.dumps(one.present()) == json.dumps(one.present()), one.id


def test_the_case_bank_has_every_kind_and_every_rule() -> None:
    assert {one.kind for one in EVERY_KIND.items} == set(KINDS)
    rules = {getattr(one, "rule", None) for one in EVERY_KIND.items}
    assert rules > {"all-or-nothing", "net-correct", "coverage", "each-answer"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.sampled_from(["a", "b", "c", "đúng", "sai", "1.000", "5-7%", "2-9-1945", "xuân, hạ"]),
    lambda inner: st.lists(inner, max_size=5)
    | st.dictionaries(st.sampled_from("abcdg") | st.text(), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(st.sampled_from(EVERY_KIND.items), JSON)
@settings(max_examples=400, deadline=None)
def test_any_json_gets_a_score_within_bounds_and_never_raises(one: Item, response: Any) -> None:
    earned = score(one, response)
    if earned.score is None:
        assert earned.outcome in (
            Outcome.INVALID, Outcome.MANUAL, Outcome.UNSCORED, Outcome.BLANK
        )  # fmt: skip
    else:
        assert 0 <= earned.score <= earned.max == one.points


LONG = st.builds(
    lambda unit, count, end: unit * count + end,
    st.text(
        "aáä1.,;:-/%’\u0301\u0323\u0345\u0f73\u05b0\u200b\u1100\ud83dİﷺµ¶® \n",
        min_size=1,
        max_size=6,
    )
    | st.sampled_from(["hòa ", "a và ", "từ 5 đến ", "1-a/", "tæ chøc ", "đỏ,"]),
    st.integers(1, 20_000),
    st.text(max_size=3),
)
"""Texts that are long for their information."""


@given(
    st.sampled_from(EVERY_KIND.items),
    LONG
    | st.lists(LONG, max_size=3)
    | st.dictionaries(st.sampled_from("abcdg") | LONG, LONG, max_size=3)
    | st.builds(lambda one, count: [one] * count, st.text(max_size=3), st.integers(1, 20_000))
    | st.builds(lambda count: [f"x{n}" for n in range(count)], st.integers(1, 5_000)),
)
@settings(max_examples=150, deadline=None)
def test_no_response_takes_more_than_a_moment(one: Item, response: Any) -> None:
    """Marks without end on one letter took a minute, a list of thousands half of one."""
    began = process_time()
    score(one, response)
    assert process_time() - began < 1


@given(st.sampled_from(EVERY_KIND.items), st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_the_same_score_twice(one: Item, typed: str) -> None:
    assert score(one, typed) == score(one, typed)


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.id)
def test_a_booklet_holds_no_secret(bank: Any) -> None:
    """No item tells its own key. What another one says openly is its author's choice of words."""
    shown = {one["id"]: one for one in booklet(bank, "v", Random(1))["items"]}
    for one in bank.items:
        told = json.dumps(shown[one.id], ensure_ascii=False)
        for secret in one.secrets():
            # Short keys ("8", "b") stand in a text by chance; long ones do not.
            if len(secret) > 12 and secret not in one.stem:
                assert secret not in told, one.id


KEYS_OF_OTHERS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"kind": "single", "options": OPTIONS, "key": "a"}, {"key": "b"}),
    ({"kind": "multiple", "options": OPTIONS, "key": ["a", "b"]}, {"key": ["c"]}),
    ({"kind": "true_false", "key": "đúng"}, {"key": "sai"}),
    ({"kind": "matching", "pairs": {"1": "x", "2": "y"}}, {"pairs": {"1": "y", "2": "x"}}),
    ({"kind": "ordering", "sequence": ["x", "y"]}, {"sequence": ["y", "x"]}),
    ({"kind": "text", "accept": ["x"]}, {"accept": ["hai từ"], "without_marks": "half"}),
    ({"kind": "number", "key": "1"}, {"key": "2", "tolerance": "9"}),
    ({"kind": "percent", "key": "1%"}, {"key": "2%"}),
    ({"kind": "range", "key": "1-2"}, {"key": "3-4"}),
    ({"kind": "date", "key": "1-1-2001"}, {"key": "2-2-2002"}),
    ({"kind": "docnum", "key": "1-CT/TU"}, {"key": "2/2023/NĐ-CP"}),
    ({"kind": "set", "accept": [["x"], ["y"]]}, {"accept": [["z", "t"], ["u"], ["v"]], "need": 2}),
    ({"kind": "essay", "rubric": ["x"]}, {"rubric": ["y", "z"]}),
]


@pytest.mark.parametrize(("fields", "other"), KEYS_OF_OTHERS, ids=lambda one: one.get("kind", ""))
def test_what_is_shown_is_the_same_whatever_the_key(
    fields: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = item(**fields).present(), item(**{**fields, **other}).present()
    assert first == second


# single, multiple, true_false


def test_an_option_may_be_answered_by_its_text() -> None:
    one = item(kind="single", options=OPTIONS, key="c")
    assert fraction(one, "Ba") == 1
    assert fraction(one, " ba. ") == 1
    assert outcome(one, "Sáu") is Outcome.INVALID


def test_what_is_no_option_is_told_as_it_was_written() -> None:
    """In the quotation marks of the language, as a number or a date is; data stays data."""
    one = item(kind="single", options=OPTIONS, key="c")
    assert score(one, "mờ").note == "“mờ” không phải là một phương án của câu này."
    assert score(one, [1]).note == "[1] không phải là một phương án của câu này."
    truth = item(kind="true_false", key="sai")
    assert score(truth, "có lẽ").note == "“có lẽ” không phải là đúng hay sai."


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # Chosen of a–e, key a b c:  abc    ab     abd    d      abcde  abcd
        ("all-or-nothing", (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
        ("net-correct", (1.0, 2 / 3, 1 / 3, 0.0, 1 / 3, 2 / 3)),
        ("coverage", (1.0, 2 / 3, 4 / 9, 0.0, 3 / 5, 3 / 4)),
        ("each-answer", (1.0, 4 / 5, 3 / 5, 1 / 5, 3 / 5, 4 / 5)),
    ],
)
def test_the_four_rules_of_partial_credit(rule: str, expected: tuple[float, ...]) -> None:
    one = item(kind="multiple", options=OPTIONS, key=["a", "b", "c"], rule=rule)
    chosen = ["abc", "ab", "abd", "d", "abcde", "abcd"]
    assert [fraction(one, list(ids)) for ids in chosen] == pytest.approx(expected, abs=1e-6)


def test_an_option_chosen_twice_counts_once() -> None:
    one = item(kind="multiple", options=OPTIONS, key=["a", "b"], rule="net-correct")
    assert fraction(one, ["a", "a", "b", "b"]) == 1


@pytest.mark.parametrize("typed", ["đúng", "ĐÚNG", "true", True])
def test_true_may_be_said_in_words(typed: Response) -> None:
    assert fraction(item(kind="true_false", key="đúng"), typed) == 1


def test_false_is_an_answer_and_not_blank() -> None:
    assert fraction(item(kind="true_false", key="sai"), False) == 1


def test_a_number_is_neither_true_nor_false() -> None:
    assert outcome(item(kind="true_false", key="sai"), 0) is Outcome.INVALID


# cluster, matching, ordering

STATEMENTS = {id: {"text": f"Ý {id}", "key": "đúng"} for id in "abcd"}


@pytest.mark.parametrize(("right", "expected"), [*enumerate([0, 0.1, 0.25, 0.5, 1])])
def test_a_cluster_pays_by_its_steps(right: int, expected: float) -> None:
    one = item(kind="cluster", statements=STATEMENTS)
    assert fraction(one, {id: n < right for n, id in enumerate("abcd")}) == expected


def test_statements_left_out_or_blank_count_as_not_right() -> None:
    one = item(kind="cluster", statements=STATEMENTS)
    assert fraction(one, {"a": True, "b": True, "c": None, "d": ""}) == 0.25


PAIRS = {"Hai": "Chẵn", "Ba": "Lẻ", "Bốn": "Chẵn"}


def test_a_right_entry_may_be_used_twice_or_never() -> None:
    one = item(kind="matching", pairs=PAIRS, extra=["Âm"])
    shown = one.present()
    assert {entry["text"] for entry in shown["right"]} == {"Chẵn", "Lẻ", "Âm"}
    assert fraction(one, {"Hai": "Chẵn", "Ba": "Lẻ", "Bốn": "Chẵn"}) == 1
    assert fraction(one, {"Hai": "Chẵn", "Ba": "Chẵn", "Bốn": "Chẵn"}) == pytest.approx(2 / 3)
    assert fraction(one, {"Hai": "Âm"}) == 0
    assert fraction(one, {"Hai": "Chẵn", "Ba": None}) == pytest.approx(1 / 3, abs=1e-6)


@pytest.mark.parametrize(
    ("side", "fields"),
    [
        ("right", {"kind": "matching", "pairs": {str(n): f"ý {n}" for n in range(9)}}),
        ("entries", {"kind": "ordering", "sequence": [f"ý {n}" for n in range(9)]}),
    ],
)
def test_who_undoes_the_public_shuffle_finds_the_order_of_opaque_ids_and_not_the_key(
    side: str, fields: dict[str, Any]
) -> None:
    (shown,) = booklet(bank([{"id": "x", "stem": "?", **fields}]), "v", Random("q@v"))["items"]
    places = list(range(9))
    Random("q@v").shuffle(places)
    ids = {place: entry["id"] for place, entry in zip(places, shown["show"][side], strict=True)}
    before = [ids[n] for n in range(9)]
    assert before == sorted(before)
    assert before != [opaque_id(f"ý {n}") for n in range(9)]


def test_a_left_entry_paired_twice_has_one_answer_or_none_that_can_be_read() -> None:
    one = item(kind="matching", pairs=PAIRS)
    assert fraction(one, {"Ba": "Lẻ", opaque_id("Ba"): "Lẻ"}) == pytest.approx(1 / 3, abs=1e-6)
    twice = score(one, {"Ba": "Chẵn", opaque_id("Ba"): "Lẻ"})
    assert twice.outcome is Outcome.INVALID
    assert "Ba" in twice.note


def test_ids_of_matching_and_ordering_do_not_tell_the_key() -> None:
    forward = item(kind="ordering", sequence=["Sáng", "Trưa", "Tối"])
    backward = item(kind="ordering", sequence=["Tối", "Trưa", "Sáng"])
    assert forward.present() == backward.present()


def test_a_swap_of_neighbours_earns_more_than_the_reversed_list() -> None:
    one = item(kind="ordering", sequence=["Một", "Hai", "Ba", "Bốn"])
    right = one.right()
    assert isinstance(right, list)
    swapped = [right[1], right[0], *right[2:]]
    assert fraction(one, right) == 1
    assert fraction(one, swapped) == pytest.approx(5 / 6, abs=1e-6)
    assert fraction(one, right[::-1]) == 0


def test_every_neighbour_put_right_raises_the_score_of_an_ordering() -> None:
    one = item(kind="ordering", sequence=["Một", "Hai", "Ba", "Bốn"])
    right = one.right()
    assert isinstance(right, list)
    for order in permutations(right):
        for n in range(3):
            if right.index(order[n]) > right.index(order[n + 1]):
                better = [*order[:n], order[n + 1], order[n], *order[n + 2 :]]
                assert fraction(one, better) > fraction(one, list(order))


def test_an_ordering_that_leaves_an_entry_out_is_invalid() -> None:
    one = item(kind="ordering", sequence=["Một", "Hai", "Ba"])
    assert outcome(one, ["Một", "Hai"]) is Outcome.INVALID
    assert outcome(one, ["Một", "Hai", "Hai"]) is Outcome.INVALID


# text, set, cloze


@pytest.mark.parametrize(
    ("without_marks", "expected"), [("refuse", 0), ("half", 0.5), ("accept", 1)]
)
def test_typed_without_marks_is_worth_what_the_author_says(
    without_marks: str, expected: float
) -> None:
    one = item(kind="text", accept=["trách nhiệm"], without_marks=without_marks)
    earned = score(one, "trach nhiem")
    assert earned.score == expected
    assert earned.note


@pytest.mark.parametrize("typed", ["kỉ luật", "KỶ LUẬT", " kỷ  luật. ", "“kỷ luật”"])
def test_spelling_variants_earn_all_points(typed: str) -> None:
    assert fraction(item(kind="text", accept=["kỷ luật"]), typed) == 1


@pytest.mark.parametrize("typed", ["không làm", "lam", "lăm", "10"])
def test_another_word_earns_nothing(typed: str) -> None:
    assert fraction(item(kind="text", accept=["làm"]), typed) == 0


def test_legacy_text_is_invalid_and_says_why() -> None:
    earned = score(item(kind="text", accept=["kỷ luật"]), "kû luËt, kû c\u00ad¬ng")
    assert earned.outcome is Outcome.INVALID
    assert "TCVN3" in earned.note


SEASONS = [["xuân", "mùa xuân"], ["hạ", "hè"], ["thu"], ["đông"]]


def test_a_set_pays_for_each_entry_named() -> None:
    one = item(kind="set", accept=SEASONS)
    assert fraction(one, ["đông", "thu", "hè", "mùa xuân"]) == 1
    assert fraction(one, "xuân, hạ và thu") == 0.75


def test_an_entry_named_twice_counts_once() -> None:
    one = item(kind="set", accept=SEASONS)
    assert fraction(one, ["xuân", "mùa xuân", "Xuân"]) == 0.25


def test_a_second_wording_of_an_entry_costs_nothing() -> None:
    one = item(kind="set", accept=SEASONS)
    assert fraction(one, ["xuân", "mùa xuân", "hạ", "thu", "đông"]) == 1


def test_a_list_typed_into_one_field_comes_apart() -> None:
    one = item(kind="set", accept=[*SEASONS, ["đi và đến"]])
    assert fraction(one, ["xuân, hạ, thu, đông", "đi và đến"]) == 1
    assert fraction(one, "xuân; hạ\nthu, đông") == pytest.approx(0.8)
    assert fraction(one, ["xuân", "hạ", "thu", "đông", "nắng và mưa"]) == pytest.approx(0.8)


@pytest.mark.parametrize("typed", ["xuan", "dong"])
def test_every_entry_of_a_set_without_marks_is_told(typed: str) -> None:
    earned = score(item(kind="set", accept=SEASONS), [typed])
    assert (earned.outcome, bool(earned.note)) == (Outcome.WRONG, True)


def test_entries_beyond_the_number_asked_for_cost_their_share() -> None:
    one = item(kind="set", accept=SEASONS, need=2)
    assert fraction(one, ["xuân", "hạ"]) == 1
    assert fraction(one, ["xuân", "hạ", "thu"]) == 1
    assert fraction(one, ["xuân", "nắng", "mưa"]) == 0
    assert fraction(one, ["xuân", "nắng", "mưa", "gió", "bão"]) == 0


def test_gaps_pay_equal_shares_and_blank_ones_nothing() -> None:
    gaps = {"g1": {"accept": ["một"]}, "g2": {"number": "1.200"}, "g3": {"date": "2-9-1945"}}
    one = item(kind="cloze", text="[[g1]] [[g2]] [[g3]]", gaps=gaps)
    assert fraction(one, {"g1": "một", "g2": "1200", "g3": "2/9/1945"}) == 1
    assert fraction(one, {"g1": "một", "g2": "1201", "g3": " "}) == pytest.approx(1 / 3, abs=1e-6)


def test_a_gap_that_cannot_be_read_is_invalid() -> None:
    one = item(kind="cloze", text="[[g]]", gaps={"g": {"number": "5"}})
    assert outcome(one, {"g": "vài"}) is Outcome.INVALID
    assert outcome(one, {"h": "5"}) is Outcome.INVALID


# number, percent, range, date, docnum


@pytest.mark.parametrize("typed", ["4.500", "4500", "4 500", "gần 4.500", "4.500 đảng viên"])
def test_a_number_may_be_written_in_every_usual_way(typed: str) -> None:
    one = item(kind="number", key="4.500", unit=["đảng viên"])
    assert fraction(one, typed) == 1


def test_an_english_comma_counts_with_a_note() -> None:
    earned = score(item(kind="number", key="4.500"), "4,500")
    assert (earned.outcome, bool(earned.note)) == (Outcome.RIGHT, True)


def test_a_tolerance_reaches_up_and_down_and_no_further() -> None:
    one = item(kind="number", key="100", tolerance="5")
    assert [fraction(one, typed) for typed in ("95", "105", "94,9", "105,1")] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("4.500", "gần 4.500", (1, True)),
        ("4.500", "xấp xỉ 4500", (1, True)),
        ("4.500", "~4.500", (1, True)),
        ("gần 4.500", "khoảng 4.500", (1, False)),
        ("gần 4.500", "4.500", (1, False)),
        ("4.500", "hơn 4.500", (0, True)),
        ("gần 4.500", "tren 4.500", (0, True)),
        ("gần 4.500", "dưới 4.500", (0, True)),
        ("gần 4.500", "hơn 4,500", (0, True)),
        ("hơn 4.500", "trên 4.500", (1, False)),
        ("hơn 4.500", "dưới 4.500", (0, True)),
        ("4.500", "hơn 5", (0, False)),
    ],
)
def test_a_word_before_a_number_may_say_another_thing(
    key: str, typed: str, expected: tuple[float, bool]
) -> None:
    earned = score(item(kind="number", key=key), typed)
    assert (earned.score, bool(earned.note)) == expected


@pytest.mark.parametrize(("typed", "expected"), [("khoảng 5-7%", 1), ("trên 5-7%", 0)])
def test_a_word_before_a_range_may_say_another_thing(typed: str, expected: float) -> None:
    assert fraction(item(kind="range", key="5-7%"), typed) == expected


@pytest.mark.parametrize(
    ("tolerance", "typed"), [("1.000", "11.000"), ("0,5", "10.000,5"), ("0.5", "9.999,5")]
)
def test_a_tolerance_is_read_as_a_key_is(tolerance: str, typed: str) -> None:
    one = item(kind="number", key="10.000", tolerance=tolerance)
    assert fraction(one, typed) == 1
    assert fraction(one, one.wrong()) == 0


def test_a_number_is_not_another_number() -> None:
    assert fraction(item(kind="number", key="10"), "19") == 0


@pytest.mark.parametrize("typed", ["99,16%", "99,16 %", "99,16", "99,160%"])
def test_a_percentage_needs_no_sign(typed: str) -> None:
    assert fraction(item(kind="percent", key="99,16%"), typed) == 1


@pytest.mark.parametrize("typed", ["5-7%", "5 – 7 %", "từ 5 đến 7%", "5% đến 7%"])
def test_a_range_may_be_written_in_every_usual_way(typed: str) -> None:
    assert fraction(item(kind="range", key="5-7%"), typed) == 1


def test_both_ends_of_a_range_count() -> None:
    one = item(kind="range", key="5-7%")
    assert [fraction(one, typed) for typed in ("5-8%", "6-7%", "5-7%")] == [0, 0, 1]


@pytest.mark.parametrize("typed", ["27-10-2023", "27/10/2023", "ngày 27 tháng 10 năm 2023"])
def test_a_date_may_be_written_in_every_usual_way(typed: str) -> None:
    assert fraction(item(kind="date", key="27-10-2023"), typed) == 1


def test_a_full_date_answers_a_month_but_not_the_reverse() -> None:
    assert fraction(item(kind="date", key="10-2023"), "27-10-2023") == 1
    assert fraction(item(kind="date", key="27-10-2023"), "10-2023") == 0


@pytest.mark.parametrize("typed", ["34-CT/TU", "34 – CT/TU", "34-ct/tu", "Chỉ thị số 34-CT/TU"])
def test_a_document_number_forgives_dashes_spaces_and_capitals(typed: str) -> None:
    assert fraction(item(kind="docnum", key="34-CT/TU"), typed) == 1


def test_a_dash_is_not_a_slash_in_a_document_number() -> None:
    assert fraction(item(kind="docnum", key="34-CT/TU"), "34/CT-TU") == 0


@pytest.mark.parametrize(
    ("without_marks", "expected"), [("refuse", 0), ("half", 0.5), ("accept", 1)]
)
def test_a_document_number_without_marks(without_marks: str, expected: float) -> None:
    one = item(kind="docnum", key="124-QĐ/TW", without_marks=without_marks)
    assert fraction(one, "124-QD/TW") == expected


@pytest.mark.parametrize("typed", ["Nghị quyết số 34-CT/TU", "QĐ 34-CT/TU", "nghi quyet 34-CT/TU"])
def test_another_kind_typed_before_a_document_number_is_another_document(typed: str) -> None:
    assert outcome(item(kind="docnum", key="34-CT/TU"), typed) is Outcome.WRONG


def test_a_gap_for_a_document_number_is_as_lenient_as_the_kind() -> None:
    one = item(kind="cloze", text="[[g]]", gaps={"g": {"docnum": "124-QĐ/TW"}})
    assert fraction(one, {"g": "124-QD/TW"}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_told_in_the_words_that_are_chosen_from(language: Language) -> None:
    """On a page in English nobody chooses *Đúng*."""
    right, wrong = (t(f"quiz.{name}", language) for name in ("true", "false"))
    assert item(kind="true_false", key=True).key_text(language) == right
    statements = {"a": {"text": "Một", "key": True}, "b": {"text": "Hai", "key": False}}
    steps = [0, 0.5, 1]
    said = item(kind="cluster", statements=statements, steps=steps).key_text(language)
    assert said == f"- Một — **{right}**\n- Hai — **{wrong}**"
