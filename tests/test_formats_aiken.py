"""Aiken: its rule and the habits beside it."""

import time
from pathlib import Path

import pytest

from kit.formats import aiken
from kit.formats.banks import read_questions
from kit.formats.exchange import Imported
from kit.formats.finish import finish
from tests.banks import bank

CASES = Path(__file__).parent / "cases" / "formats"
GOOD = "Câu hỏi?\nA) một\nB) hai\nANSWER: B\n"


def read(text: str) -> Imported:
    return finish(aiken.parse(text))


def test_every_question_of_the_sample_is_an_item_or_a_note() -> None:
    imported = read_questions(CASES / "mau.aiken")
    assert (imported.questions, imported.left_out) == (5, (4, 5))
    assert [item["kind"] for item in imported.items] == ["single", "true_false", "multiple"]
    assert [item["key"] for item in imported.items] == ["c", "đúng", ["a", "c"]]
    assert imported.items[2]["rule"] == "all-or-nothing"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A) một\nB) hai\nANSWER: A", "no_stem"),
        ("Câu?\nA) một\nANSWER: A", "one_answer"),
        ("Câu?\nA) một\nB) hai", "no_answer_line"),
        ("Câu?\nA) một\nB) hai\nANSWER: C", "unknown_letter"),
        ("Câu?\nA) một\nB) hai\nANSWER: một", "unknown_letter"),
        ("Câu?\nA) một\nB) hai\nANSWER:", "unknown_letter"),
        ("ANSWER: A", "no_stem"),
        ("Chỉ là lời", "one_answer"),
    ],
)
def test_a_broken_question_is_told_and_the_next_one_is_read(text: str, code: str) -> None:
    imported = read(f"{text}\n\n{GOOD}")
    assert (imported.questions, imported.left_out) in ((2, (1,)), (1, (1,)), (1, ()))
    joined = text == "Chỉ là lời"  # it might be the first lines of the question
    assert joined or [note.code for note in imported.notes] == [code]
    assert joined or [item["key"] for item in imported.items] == ["b"]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("A) ", "a. ").replace("B) ", "b. "),
        GOOD.replace("A) ", "A)").replace("B) ", "B)"),
        GOOD.replace("ANSWER: B", "Đáp án: B."),
        GOOD.replace("ANSWER: B", "answer: b"),
        GOOD.replace("?\n", "?\n\n"),
    ],
)
def test_ways_to_write_the_same_question(text: str) -> None:
    [item] = read(text).items
    assert item["stem"] == "Câu hỏi?"
    assert item["options"] == {"a": "một", "b": "hai"}
    assert item["key"] == "b"


@pytest.mark.parametrize(
    ("answer", "key"),
    [("A, C", ["a", "c"]), ("A và B", ["a", "b"]), ("AC", ["a", "c"]), ("A; B; C", [*"abc"])],
)
def test_several_letters(answer: str, key: list[str]) -> None:
    imported = read(f"Câu?\nA) một\nB) hai\nC) ba\nD) bốn\nANSWER: {answer}")
    [item] = imported.items
    assert item["key"] == key
    assert "several_letters" in {note.code for note in imported.notes}


@pytest.mark.parametrize(
    "stem", ["C. Mác mất năm nào?", "V. I. Lê-nin sinh năm nào?", "Ai viết cuốn\nH. Tư bản luận?"]
)
def test_a_name_with_an_initial_begins_no_option(stem: str) -> None:
    """Nor does it go on with the options of a question that has no answer."""
    imported = read(f"{GOOD}\n{stem}\nA) 1883\nB) 1870\nANSWER: A")
    assert imported.items[1]["stem"] == stem.replace("\n", "\\\n")
    assert imported.items[1]["options"] == {"a": "1883", "b": "1870"}
    unanswered = GOOD.replace("ANSWER: B\n", "")
    imported = read(f"{unanswered}\n{stem}\nA) 1883\nB) 1870\nANSWER: A")
    assert [note.code for note in imported.notes if note.question == 1] == ["no_answer_line"]
    assert imported.items[0]["options"] == {"a": "1883", "b": "1870"}
    imported = read(f"{unanswered}\n{stem}\na) 1883\nb) 1870\nANSWER: A")
    assert imported.items[0]["options"] == {"a": "1883", "b": "1870"}


@pytest.mark.parametrize("entries", ["a. một\nb. hai", "a) một\n\nb) hai\nc) ba"])
def test_a_list_in_an_option_begins_no_question(entries: str) -> None:
    imported = read(f"Hỏi 1?\nA. x\n\nB. gồm:\n{entries}\nC. y\nANSWER: A\n\n{GOOD}")
    first, second = imported.items
    assert (first["stem"], first["key"], second["stem"]) == ("Hỏi 1?", "a", "Câu hỏi?")
    assert first["options"]["a"] == "x"
    assert first["options"]["b"].startswith("gồm: ")
    assert first["options"]["c"] == "y"


def test_many_options_behind_blank_lines_are_read_in_one_go() -> None:
    """What follows is looked up once, and not anew for each of them."""
    text = "Hỏi?\n" + "A. một\n\nB. hai\n\n" * 30_000
    begin = time.process_time()
    assert len(aiken.parse(text).found) == 30_000
    assert time.process_time() - begin < 8


def test_a_letter_may_be_left_out() -> None:
    imported = read("Câu?\nA) một\nB) hai\nD) bốn\nANSWER: D")
    assert imported.items[0]["options"] == {"a": "một", "b": "hai", "d": "bốn"}


def test_lines_that_go_on_are_joined_and_told() -> None:
    imported = read("Câu dài\nhai dòng?\nA) một\nnữa\nB) hai\nANSWER: A")
    [item] = imported.items
    assert item["stem"] == "Câu dài\\\nhai dòng?"
    assert item["options"]["a"] == "một nữa"
    assert [note.code for note in imported.notes] == ["lines_joined"]


def test_plain_text_is_no_markdown() -> None:
    [item] = read("2 *3* <b>\nA) # một\nB) [hai](x)\nANSWER: A").items
    assert item["stem"] == "2 \\*3\\* &lt;b>"
    assert item["options"] == {"a": "# một", "b": "\\[hai\\](x)"}


def test_what_is_written() -> None:
    quiz = bank(
        [
            {"id": "mot", "kind": "single", "stem": "**Một**\n\nhai?", "key": "c",
             "options": {"c": "x", "d": "y"}, "points": 2},
            {"id": "hai", "kind": "true_false", "stem": "Sai.", "key": "sai"},
            {"id": "ba", "kind": "essay", "stem": "Viết."},
            {"id": "bon", "kind": "single", "stem": "ANSWER: A", "options": {"a": "x", "b": "y"},
             "key": "a"},
        ]
    )  # fmt: skip
    exported = aiken.write(quiz)
    assert exported.content.decode() == (
        "Một hai?\nA) x\nB) y\nANSWER: A\n\nSai.\nA) Đúng\nB) Sai\nANSWER: B\n"
    )
    assert exported.written == 2
    assert [(note.place, note.code) for note in exported.notes] == [
        ("mot", "field_not_held"), ("mot", "labels"), ("mot", "form_not_held"),
        ("ba", "kind_not_held"), ("bon", "looks_like_sign"),
    ]  # fmt: skip
