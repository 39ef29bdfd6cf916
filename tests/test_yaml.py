"""YAML as typed: text stays text, every place knows its line."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import Problems
from kit.plainyaml import read_plain
from kit.yaml import Document, compose, compose_all, read
from tests.banks import ROOT

TEXT = """\
format: 1
title: "Bài: một"   # lời dặn
empty:
quoted: ''
items:
  - id: a
    key: 4.500
    options:
      b: Hai
  - id: c
    text: >-
      Hai
      dòng
"""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: b: c", 1, "có dấu hai chấm ở chỗ không dùng được"),
        ("a: 1\nbcd\nc: 2", 3, "thiếu dấu hai chấm sau tên khóa"),
        ("a:\n\tb: 1", 2, "có dấu Tab"),
        ("a: @x", 1, "phải đặt trong ngoặc kép"),
        ("- a\nb: 1", 2, "thụt lề lệch"),
        ('a: "x\nb: 1\n', 3, "thiếu dấu ngoặc kép đóng"),
        ("{a: 1", 1, "dấu ngoặc đóng"),
        ("a: *b", 1, "dấu * phải đặt trong ngoặc kép"),
        ("a: ,b", 1, "phải đặt trong ngoặc kép"),
        ('a: "\\q"', 1, "sau dấu \\ trong ngoặc kép"),
        ("a: 1\n---\nb: 2", 2, "chia tệp thành nhiều phần"),
        ("a: |b\n  c", 1, "phải xuống dòng"),
        ("[" * 5_000, 0, "lồng nhau quá nhiều"),
    ],
)
def test_what_is_no_yaml_is_told_in_our_words(text: str, line: int, said: str) -> None:
    with pytest.raises(Problems) as found:
        compose_all(text, "x")
    (problem,) = found.value.problems
    assert (problem.line, problem.code) == (line, "yaml")
    assert said in problem.message


def test_scalars_stay_as_typed() -> None:
    data = read(TEXT, "x").data
    assert data["format"] == "1"
    assert data["items"][0]["key"] == "4.500"
    assert data["items"][1]["text"] == "Hai dòng"


@pytest.mark.parametrize("word", ["no", "yes", "on", "1:30", "1e5", "0x1F", "2023-10-27", ".5"])
def test_nothing_is_guessed_to_be_a_number_a_date_or_a_truth(word: str) -> None:
    assert read(f"a: {word}", "x").data == {"a": word}


def test_nothing_typed_is_none_and_two_quotes_are_empty_text() -> None:
    data = read(TEXT, "x").data
    assert data["empty"] is None
    assert data["quoted"] == ""


def test_every_part_knows_its_line() -> None:
    document = read(TEXT, "x")
    assert document.line(("title",)) == 2
    assert document.line(("items", 0)) == 6
    assert document.line(("items", 0, "options", "b")) == 9
    assert document.line(("items", 1, "text")) == 11


def test_a_part_that_is_missing_has_the_line_of_what_should_hold_it() -> None:
    assert read(TEXT, "x").line(("items", 1, "key")) == 10
    assert read(TEXT, "x").line(("lesson",)) == 1


def test_the_data_at_a_place_or_nothing() -> None:
    document = read(TEXT, "x")
    assert document.at(("items", 0, "id")) == "a"
    assert document.at(("items", 7, "id")) is None
    assert document.at(("title", "x")) is None


def test_a_key_that_stands_twice_is_a_problem_and_the_first_one_counts() -> None:
    with pytest.raises(Problems) as caught:
        read("a: 1\nb: 2\na: 3\n", "x.yaml")
    (only,) = caught.value.problems
    assert (only.path, only.line, only.code) == ("x.yaml", 3, "key-twice")
    assert compose("a: 1\nb: 2\na: 3\n", "x.yaml").data == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1\nb: 2", 2), ("a: b: c", 1), ("a: 1\n\tb: 2", 2)]
)
def test_a_fault_of_syntax_has_its_line(text: str, line: int) -> None:
    with pytest.raises(Problems) as caught:
        read(text, "x.yaml")
    (only,) = caught.value.problems
    assert (only.line, only.code) == (line, "yaml")


@given(st.text(max_size=60))
def test_any_text_is_read_or_is_a_problem(text: str) -> None:
    with suppress(Problems):
        read(text, "x")


FILES = sorted(
    path
    for folder in ("tests/cases", "tests/bad", "lessons/pictures", "quizzes/indicators")
    for path in (ROOT / folder).rglob("*.yaml")
)
STRANGE = {"many-at-once", "key-twice", "yaml"}
"""Those in which something is wrong that only the other reader puts into words."""


def test_both_readers_make_the_same_of_every_file() -> None:
    """The quick one reads nearly all of them."""
    texts = {str(path): path.read_text("utf-8", errors="replace") for path in FILES}
    left = {name for name, text in texts.items() if read_plain(text) is None}
    assert {Path(name).stem for name in left} <= STRANGE
    for name in texts.keys() - left:
        assert Document(*read_plain(texts[name]) or ()) == compose_all(texts[name], name), name


LINES = st.lists(
    st.builds(
        lambda indent, parts, end: " " * indent + "".join(parts) + end,
        st.sampled_from((0, 0, 2, 2, 4, 1)),
        st.lists(
            st.sampled_from((
                "a: ", "b: ", "- ", "k: |", "k: >-", "k: |2", "- >+", "t", "t: u", " # c", "", '"x',
                'x"', "'x", "'y'", '"\\n"', "[a,", "b]", "{a: b,", "c: d}", "a:", "-", "a:b", "a#b",
                "? a", ": b", "~", "null", "&a ", "*a", "!!str ", "---", "%YAML 1.1", "\t", "Đà",
                "\u00a0", "\u2028", "\x85", "\ufeff", "\U0001f600", "\r",
            )),
            max_size=2,
        ),
        st.sampled_from(("", "", "", " ", "\r")),
    ),
    max_size=7,
).map("\n".join)  # fmt: skip


@given(LINES)
def test_both_readers_make_the_same_of_what_both_read(text: str) -> None:
    if plain := read_plain(text):
        assert Document(*plain) == compose_all(text, "x")


@pytest.mark.parametrize(
    "text",
    ["", "x", "a: &b 1\nc: *b", "a: !!str 1", "a: 1\na: 2", "? [a]\n: b", "a:\t1",
     "a: 1\n---\nb: 2", "a: [", "[" * 99 + "]" * 99, "a: |\n \n  b"],
)  # fmt: skip
def test_what_is_rare_or_wrong_is_left_to_the_thorough_reader(text: str) -> None:
    assert read_plain(text) is None
