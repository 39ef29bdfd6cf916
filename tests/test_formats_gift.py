"""GIFT as people and Moodle write it: ``tests/cases/formats/mau.gift`` and single habits."""

from pathlib import Path
from typing import Any

import pytest

from kit.formats import gift, gift_out
from kit.formats.banks import read_questions
from kit.formats.exchange import Fate, Imported
from kit.formats.finish import finish
from tests.banks import bank

CASES = Path(__file__).parent / "cases" / "formats"


def read(text: str) -> Imported:
    return finish(gift.parse(text))


def only(text: str) -> dict[str, Any]:
    """The one item of a text; its id left away."""
    [item] = read(text).items
    return {key: value for key, value in item.items() if key != "id"}


def test_every_question_of_the_sample_is_an_item_or_a_note() -> None:
    imported = read_questions(CASES / "mau.gift")
    assert imported.questions == 15
    assert imported.left_out == (13, 14)
    assert [item["kind"] for item in imported.items] == [
        "single", "single", "true_false", "true_false", "text", "number", "number", "matching",
        "single", "multiple", "true_false", "essay", "multiple",
    ]  # fmt: skip
    codes = {note.code: (note.fate, note.place) for note in imported.notes}
    assert codes["description"] == (Fate.LEFT_OUT, "dòng 40")
    assert codes["brace"] == (Fate.LEFT_OUT, "dòng 42")
    assert codes["other_score"] == (Fate.LOST, "dòng 44")


def test_ids_tags_and_categories() -> None:
    first, *_, last = read_questions(CASES / "mau.gift").items
    assert (first["id"], first["level"]) == ("thu-do", "nhớ")
    assert first["tags"]["topic"] == "Chương 1: Mở đầu"
    assert last["tags"]["topic"] == "Chương 1: Mở đầu / Bài 2"


def test_feedback_and_explanation() -> None:
    first, *_ = read_questions(CASES / "mau.gift").items
    assert first["feedback"] == {"a": "Đúng rồi!", "c": "Chưa đúng."}
    assert first["explanation"] == "Hà Nội là thủ đô."


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Hai cộng hai bằng {=bốn =4}.", "Hai cộng hai bằng _____."),
        ("Một năm có {=12 ~10} tháng.", "Một năm có _____ tháng."),
        ("Số nào? {=1 ~2}.", "Số nào?"),
        ('Số nào? {=1 ~2}";', "Số nào?"),
        ("Đúng không.{T}", "Đúng không."),
        ("dòng một\ndòng hai {T}", "dòng một dòng hai"),
        (r"một\nhai {T}", "một\\\nhai"),
        ("[markdown]một\\n\\nhai **ba** {T}", "một\n\nhai **ba**"),
        (r"\{a\} \= \#b \: \~ \\ {T}", "{a} = #b : ~ \\"),
        ("2 * 3 *bốn* {T}", "2 \\* 3 \\*bốn\\*"),
        ("a &lt;b&gt; <i>c</i> {T}", "a &lt;b> *c*"),
    ],
)
def test_the_stem(text: str, stem: str) -> None:
    assert only(text)["stem"] == stem


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a {TRUE}", {"kind": "true_false", "key": "đúng"}),
        ("a {false}", {"kind": "true_false", "key": "sai"}),
        ("a {=T}", {"kind": "text", "accept": ["T"]}),
        ("a {bốn}", {"kind": "text", "accept": ["bốn"]}),
        ("a {#5:0,5}", {"kind": "number", "key": "5", "tolerance": "0,5"}),
        ("a {#1..2}", {"kind": "number", "key": "1,5", "tolerance": "0,5"}),
        ("a {#=3:1#tốt}", {"kind": "number", "key": "3", "tolerance": "1", "explanation": "tốt"}),
        ("a {#1.234}", {"kind": "number", "key": "1,2340"}),
        ("a {}", {"kind": "essay"}),
        ("a {~%50%x ~%50%y ~%-50%z}", {"kind": "multiple", "rule": "net-correct"}),
        ("a {~%100%x ~y ~z}", {"kind": "multiple", "key": ["a"]}),
        ("a {=%100%x ~y}", {"kind": "single", "key": "a", "options": {"a": "x", "b": "y"}}),
        ("a {x ~y =z}", {"kind": "single", "key": "c"}),
        ("a {=x -> 1 =y->2 = -> 3}", {"pairs": {"x": "1", "y": "2"}, "extra": ["3"]}),
        ("a {>3 ALL VERTICAL RELATIVE_ALL_PREVIOUS_AND_NEXT\nx\ny\nz}",
         {"kind": "ordering", "sequence": ["x", "y", "z"]}),
    ],
)  # fmt: skip
def test_the_answers(text: str, fields: dict[str, Any]) -> None:
    item = only(text)
    assert {key: item.get(key) for key in fields} == fields


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chỉ là lời.", "description"),
        ("a } b {", "brace"),
        ("a {T} b {F} c", "two_answers"),
        ("{T}", "no_stem"),
        ("a {~x}", "one_answer"),
        ("a {=x ~}", "one_answer"),
        ("a {=x =y ~z}", "several_right"),
        ("a {#năm}", "not_a_number"),
        ("a {#5 =6}", "several_numbers"),
        ("a {=x -> 1 =y}", "no_arrow"),
        ("a {=x -> 1 =x -> 2}", "left_twice"),
        ("a {=x =*}", None),
        ("a {=*}", "only_wildcards"),
        ("a {=x ~x ~y}", "option-twice"),
        ("a {" + "~x" * 30 + "}", "too_many_answers"),
        ("a {~%50%" + " ~%50%".join("abcdefghijklmn") + "}", "too-many"),
        ("a {={b/c}}", "two_answers"),
        (r"a {=\{b/c\}}", "braces"),
    ],
)
def test_what_cannot_be_an_item_is_left_out_with_a_reason(text: str, code: str | None) -> None:
    imported = read(text)
    assert imported.questions == 1
    assert imported.left_out == ((1,) if code else ())
    assert not code or code in {note.code for note in imported.notes}
    assert all(note.message and note.hint for note in imported.notes)


def test_questions_are_parted_by_blank_lines_or_by_their_braces() -> None:
    assert read("a {T}\nb {F}\n\nc {T}").questions == 3
    assert read("::x::a {T}\n::y::b {\n=1\n\n=2}").questions == 2
    assert read("a {\n=1\n\nb {T}").left_out == (1,)
    assert read("// chỉ có chú thích\n\n").questions == 0


def test_places_are_lines() -> None:
    imported = read("// một\n\n// hai\na {=*}\n\n\nb {=*}\nc {=*}")
    assert [note.place for note in imported.notes] == ["dòng 4", "dòng 7", "dòng 8"]


def test_ids_are_made_once() -> None:
    imported = finish(gift.parse("::A::a{T}\n\n::a::b{T}\n\n::日本::日本{T}"), taken={"a"})
    assert [item["id"] for item in imported.items] == ["a-2", "a-3", "cau-3"]


def test_tags_that_say_nothing_are_told() -> None:
    imported = read("// [tag:level:khó lắm] [tag:chương 1] [tag:rule:coverage]\na {T}")
    [note] = imported.notes
    assert note.code == "tags"
    assert all(tag in note.message for tag in ("level:khó lắm", "chương 1", "rule:coverage"))


def test_what_is_written_is_what_moodle_writes() -> None:
    quiz = bank(
        [
            {"id": "mot", "kind": "single", "stem": "1 = 2?", "options": {"a": "x#", "b": "y"},
             "key": "b", "feedback": {"a": "không"}, "explanation": "vì\n\nthế", "level": "nhớ",
             "tags": {"topic": "Bài 1: {a}"}},
            {"id": "hai", "kind": "true_false", "stem": "Đúng.", "key": "đúng"},
        ]
    )  # fmt: skip
    assert gift_out.write(quiz).content.decode() == (
        "$CATEGORY: $course$/top/Bài 1: \\{a\\}\n\n"
        "// [id:mot] [tag:level:nhớ]\n"
        "::mot::[markdown]1 \\= 2? {\n\t~x\\##không\n\t=y\n\t####vì\\n\\nthế\n}\n\n"
        "$CATEGORY: $course$/top\n\n"
        "// [id:hai]\n::hai::[markdown]Đúng. {\n\tTRUE\n}\n"
    )
