"""Pydantic's errors become problems in the reader's words."""

from typing import Annotated, Literal

import pytest
from pydantic import Field, ValidationError

from kit.model import Frozen, Slug, Text, TrueFalse
from kit.validation import problem, problems
from kit.yaml import read


class Part(Frozen):
    id: Slug
    count: Annotated[int, Field(ge=1, le=9)] = 1


class Whole(Frozen):
    title: Text
    truth: TrueFalse = True
    level: Literal["dễ", "khó"] = "dễ"
    items: tuple[Part, ...] = ()


GOOD = "title: Bài\nitems:\n  - id: a\n    count: 2\n"


def found(text: str, known: tuple[str, ...] = ()) -> list[tuple[int, str, str, str]]:
    document = read(text, "x.yaml")
    try:
        Whole.model_validate(document.data)
    except ValidationError as error:
        told = problems(error, "x.yaml", document, known=known)
        return [(one.line, one.code, one.message, one.hint) for one in told]
    return []


def test_what_is_right_gives_nothing() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "said"),
    [
        ("title: Bài\n", "", 1, "missing", "title"),
        ("Bài", '""', 1, "empty", "title"),
        ("Bài", "[a]", 1, "bad-value", "chữ"),
        ("count: 2", "count: hai", 4, "bad-value", "số nguyên"),
        ("count: 2", "count: 0", 4, "bad-value", "từ 1 trở lên"),
        ("count: 2", "count: 10", 4, "bad-value", "không quá 9"),
        ("count: 2", "coun: 2", 4, "unknown-key", "coun"),
        ("id: a", "id: Ă", 3, "bad-id", "Ă"),
        ("title: Bài", "title: Bài\ntruth: có lẽ", 2, "bad-value", "đúng"),
        ("title: Bài", "title: Bài\nlevel: vừa", 2, "bad-value", "'dễ', 'khó'"),
        (GOOD, "title: Bài\nitems: a", 2, "bad-value", "danh sách"),
        ("  - id: a\n    count: 2", "  - a", 3, "bad-value", "khóa"),
    ],
)
def test_each_error_has_its_line_its_code_and_plain_words(
    old: str, new: str, line: int, code: str, said: str
) -> None:
    (only,) = found(GOOD.replace(old, new))
    assert only[:2] == (line, code)
    assert said in only[2] + only[3]


def test_all_errors_come_at_once() -> None:
    assert len(found("titel: Bài\nitems:\n  - id: Ă\n  - count: 0\n")) == 5


def test_a_misspelt_key_is_guessed_from_the_known_ones() -> None:
    told = found(GOOD.replace("count", "coutn"), known=("count", "title"))
    assert "“count”" in told[0][3]
    assert "“" not in found(GOOD.replace("count", "xyz"), known=("count",))[0][3]


def test_a_place_is_named_by_the_entrys_id_and_counted_from_one() -> None:
    document = read(GOOD, "x.yaml")
    at_entry = problem("x.yaml", document, "empty", ("items", 0, "parts", 0), {})
    assert "“a.parts.1”" in at_entry.message
    assert "“items.2.id”" in problem("x.yaml", document, "empty", ("items", 1, "id"), {}).message


def test_a_long_value_is_cut() -> None:
    (only,) = found(GOOD.replace("id: a", f"id: {'Ă' * 500}"))
    assert len(only[2]) < 250
