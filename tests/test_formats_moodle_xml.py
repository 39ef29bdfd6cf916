"""Moodle XML: ``tests/cases/formats/mau.xml`` and what may stand in such a file."""

from pathlib import Path
from typing import Any

import pytest

from kit.errors import Problems
from kit.formats import moodle_xml, moodle_xml_out
from kit.formats.banks import read_questions
from kit.formats.exchange import Fate, Imported
from kit.formats.finish import finish
from tests.banks import bank

CASES = Path(__file__).parent / "cases" / "formats"
NAME = Path("x.xml")


def question(kind: str, inner: str, stem: str = "Câu hỏi?") -> str:
    return (
        f'<question type="{kind}"><name><text>Tên</text></name>'
        f'<questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext>'
        f"{inner}</question>"
    )


def read(*questions: str) -> Imported:
    content = f"<quiz>{''.join(questions)}</quiz>".encode()
    return finish(moodle_xml.parse(content, NAME))


def answer(text: str, fraction: float, feedback: str = "") -> str:
    return (
        f'<answer fraction="{fraction}"><text>{text}</text>'
        f"<feedback><text>{feedback}</text></feedback></answer>"
    )


def items() -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in read_questions(CASES / "mau.xml").items}


def test_every_question_of_the_sample_is_an_item_or_a_note() -> None:
    imported = read_questions(CASES / "mau.xml")
    assert (imported.questions, imported.left_out) == (10, (8, 9, 10))
    assert [item["kind"] for item in imported.items] == [
        "single", "number", "essay", "cloze", "ordering", "cloze", "multiple"
    ]  # fmt: skip
    left_out = [note for note in imported.notes if note.fate is Fate.LEFT_OUT]
    assert [note.code for note in left_out] == ["moodle_kind", "moodle_kind", "description"]
    assert "ddimageortext" in left_out[1].message
    assert [note.place for note in left_out] == ["dòng 57", "dòng 61", "dòng 65"]


def test_all_that_a_choice_has() -> None:
    assert items()["chon-mot"] == {
        "id": "chon-mot",
        "kind": "single",
        "stem": "Chọn **một** ý:\n\n- A\n- B",
        "options": {"a": "Ý 1 & 2", "b": "**Ý** 3"},
        "key": "a",
        "feedback": {"a": "Đúng."},
        "pin": ["a", "b"],
        "points": 2,
        "explanation": "Vì H₂O.",
        "level": "hiểu",
        "difficulty": "vừa",
        "tags": {"topic": "Văn bản"},
    }


def test_numbers_have_units_and_vietnamese_signs() -> None:
    item = items()["cau-dai"]
    assert (item["key"], item["tolerance"], item["unit"]) == ("1250,5", "0,5", ["mét"])


def test_embedded_answers_become_gaps() -> None:
    item = items()["dien"]
    assert item["stem"] == "Điền vào:"
    assert item["text"] == "Học đi đôi với [[g1]], năm [[g2]].\\\nNước [[g3]] ở 100 độ."
    assert item["gaps"] == {
        "g1": {"accept": ["hành", "thực hành"]},
        "g2": {"number": "1945", "tolerance": "1"},
        "g3": {"options": {"a": "sôi", "b": "đông"}, "key": "a"},
    }
    assert item["points"] == 3


def test_an_essay_has_its_rubric_and_length() -> None:
    item = items()["bai-viet"]
    assert (item["rubric"], item["words"]) == (["Có tên", "Có việc"], [20, 200])


def test_words_to_choose_become_gaps_with_the_options_of_their_group() -> None:
    assert items()["chon-tu"]["gaps"]["g2"] == {"options": {"a": "kêu", "b": "hót"}, "key": "a"}


def test_all_or_nothing_keeps_its_rule() -> None:
    assert items()["chon-du"]["rule"] == "all-or-nothing"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Không có chỗ trống.", "no_gap"),
        ("a {1:MULTICHOICE}", "gap_broken"),
        ("a {1:SA:=b", "gap_broken"),
        ("a {1:MULTICHOICE:=b}", "gap_one_option"),
        ("a {1:MC:b~%50%c}", "gap_none_right"),
        ("a {1:NUMERICAL:=không}", "not_a_number"),
        ("a {1:MULTIRESPONSE:=b~=c}", "gap_kind"),
        ("a {1:SA:=*}", "only_wildcards"),
    ],
)
def test_a_gap_that_no_bank_can_hold(text: str, code: str) -> None:
    imported = read(question("cloze", "", text))
    assert imported.left_out == (1,)
    assert [note.code for note in imported.notes] == [code]


def test_escapes_and_entities_in_embedded_answers() -> None:
    [item] = read(
        question("cloze", "", r"a {1:SA:=b\}\~\#c#đúng~=&#273;&amp;}, {2:MC:x~=<b>y</b>}")
    ).items
    assert item["gaps"]["g1"]["accept"] == ["b}~#c", "đ&"]
    assert item["gaps"]["g2"]["options"] == {"a": "x", "b": "**y**"}


@pytest.mark.parametrize(
    ("inner", "code", "fate"),
    [
        ("<hint><text>Nghĩ lại.</text></hint>", "hints", Fate.LOST),
        ("<hidden>1</hidden>", "hidden", Fate.TOLD),
        ("<image>co.png</image>", "lost_picture", Fate.LOST),
        ("<defaultgrade>0</defaultgrade>", "points", Fate.LOST),
        ("<tags><tag><text>lạ</text></tag></tags>", "tags", Fate.LOST),
        ("<incorrectfeedback><text>Xem lại bài 2.</text></incorrectfeedback>",
         "feedback_moved", Fate.TOLD),
        ('<generalfeedback><text>x</text><file name="a.png">AAAA</file></generalfeedback>',
         "files", Fate.LOST),
    ],
)  # fmt: skip
def test_what_a_bank_has_no_place_for_is_told(inner: str, code: str, fate: Fate) -> None:
    imported = read(question("truefalse", answer("true", 100) + inner))
    assert [(note.code, note.fate) for note in imported.notes] == [(code, fate)]
    assert len(imported.items) == 1


def test_what_moodle_writes_of_itself_is_no_feedback() -> None:
    usual = "<correctfeedback><text>Your answer is correct.</text></correctfeedback>"
    imported = read(question("truefalse", answer("true", 100) + usual))
    assert imported.notes == ()
    assert "explanation" not in imported.items[0]


def test_categories_have_descriptions() -> None:
    category = (
        '<question type="category"><category><text>$course$/A</text></category>'
        "<info><text>Về A</text></info></question>"
    )
    imported = read(category, question("truefalse", answer("false", 100)))
    assert imported.questions == 1
    assert imported.items[0]["tags"] == {"topic": "A"}
    assert [note.code for note in imported.notes] == ["category_info"]


def test_what_is_no_question_is_told_with_its_line() -> None:
    imported = read("\n<extra/>", question("essay", ""))
    assert [note.code for note in imported.notes] == ["unknown_element"]
    assert "dòng 2" in imported.notes[0].message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><quiz>&b;</quiz>', "xml-declares"),
        (b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><quiz>&c;</quiz>', "xml-declares"),
        (b'<!DOCTYPE quiz SYSTEM "http://a.vn/b.dtd"><quiz/>', "xml-declares"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "x">]><quiz/>'
         .encode("utf-16"), "xml-declares"),
        (b"<quiz>" + b"<a>" * 100_000, "xml-too-deep"),
        (b"<quiz>\n<question>\n</quiz>", "xml-broken"),
        (b"", "xml-broken"),
        (b'<?xml version="1.0" encoding="klingon"?><quiz/>', "xml-broken"),
        (b"<html/>", "not-moodle"),
    ],
)  # fmt: skip
def test_a_harmful_or_broken_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Problems) as caught:
        moodle_xml.parse(content, NAME)
    [problem] = caught.value.problems
    assert (problem.code, problem.path) == (code, "x.xml")
    assert problem.hint


def test_a_file_in_another_encoding_and_with_control_characters() -> None:
    one = question("truefalse", answer("true", 100), "Kỷ luật &amp; trật tự\x0b")
    text = f"<quiz>{one}</quiz>"
    for content in (
        text.encode(),
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
    ):
        [item] = finish(moodle_xml.parse(content, NAME)).items
        assert item["stem"] == "Kỷ luật & trật tự"


def test_what_is_written_has_what_moodle_asks_for() -> None:
    quiz = bank(
        [
            {"id": "mot", "kind": "multiple", "stem": "A & <", "options": {"a": "x", "b": "y",
             "c": "z"}, "key": ["a", "b"], "rule": "net-correct", "pin": ["c"]},
            {"id": "hai", "kind": "cluster", "stem": "Mỗi ý?", "statements": {
             "a": {"text": "một", "key": "đúng"}, "b": {"text": "hai", "key": "sai"}},
             "steps": [0, 0.5, 1]},
        ]
    )  # fmt: skip
    exported = moodle_xml_out.write(quiz)
    text = exported.content.decode()
    assert '<questiontext format="markdown">\n      <text>A &amp; &lt;</text>' in text
    assert 'fraction="-50"' in text
    assert "<shuffleanswers>false</shuffleanswers>" in text
    assert "- một {1:MULTICHOICE:=Đúng~Sai}\n- hai {1:MULTICHOICE:Đúng~=Sai}" in text
    assert {note.code for note in exported.notes} == {
        "field_as_tag", "in_moodle_gaps", "points_by_gaps"
    }  # fmt: skip
