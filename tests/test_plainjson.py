"""kit.plainjson: JSON that can be read in one way only."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.plainfile import Unreadable
from kit.plainjson import MAX_DEPTH, parse_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(JSON, st.sampled_from([None, 1]))
def test_what_is_written_is_read(value: Any, indent: int | None) -> None:
    assert parse_json(json.dumps(value, indent=indent).encode()) == value


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "không phải JSON, từ dòng 1, cột 1"),
        (b'{"a":\n x}', "từ dòng 2, cột 2"),
        (b'"\xc4', "không ở bảng mã UTF-8, từ byte thứ 2"),
        ('{"a": 1}'.encode("utf-16"), "UTF-8"),
        (b"\xef\xbb\xbf{}", "dòng 1, cột 1"),
        (b'{"a": {"b": 1, "c": 2, "b": 1}}', "khóa “b” có hai lần"),
        (b'{"\\u0000\\n": 1, "\\u0000\\n": 2}', r"khóa “\\x00\\n” có hai lần"),
        (b"1" * 5_000, "một con số dài"),
        (b"[" * 100_000, "lồng nhau quá 32 lớp"),
        (b'{"a":' * 3_000 + b"1" + b"}" * 3_000, "lồng nhau quá 32 lớp"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        parse_json(data)


def test_the_limit_of_nesting_is_the_same_however_deep_the_caller_stands() -> None:
    """Python's own depends on that, and the three ways of grading would not agree."""

    def standing(deep: int) -> list[bool]:
        return standing(deep - 1) if deep else [*map(_is_read, (MAX_DEPTH, MAX_DEPTH + 1, 400))]

    assert standing(0) == standing(500) == [True, False, False]


@given(
    st.integers(0, 1_500),
    st.sampled_from(["", "x", ',"a":1,"a":2}', '"\\"[[[', "1" * 5_000, "]" * 40, '"[[["' * 9]),
)
def test_what_is_said_is_the_same_however_deep_the_caller_stands(depth: int, end: str) -> None:
    """The three ways of grading have to agree on it."""
    data = ('{"x":' + "[" * depth + end).encode()

    def standing(deep: int) -> str:
        if deep:
            return standing(deep - 1)
        with pytest.raises(Unreadable) as caught:
            parse_json(data)
        return str(caught.value)

    assert standing(0) == standing(400)
    assert ("lồng nhau" in standing(0)) is (depth + 1 > MAX_DEPTH)


def _is_read(depth: int) -> bool:
    try:
        parse_json(b"[" * depth + b"1" + b"]" * depth)
    except Unreadable:
        return False
    return True
