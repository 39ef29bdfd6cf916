import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text import DocNumber, Match, parse_docnum, same_docnum
from tests.text.text_cases import comparisons

SIGNS = {"==": Match.EXACT, "..": Match.BARE, "!=": Match.NONE}
NUMBERS = st.builds(
    "{}{}{}{}".format,
    st.integers(min_value=1, max_value=9999),
    st.sampled_from(["-", "/", "/2023/"]),
    st.sampled_from(["CT", "QĐ", "NĐ", "QD"]),
    st.sampled_from(["/TU", "-TTg", "/TW", "-CP"]),
)


@pytest.mark.parametrize(("typed", "sign", "expected"), comparisons("docnums"))
def test_table_of_document_numbers(typed: str, sign: str, expected: str) -> None:
    assert same_docnum(typed, expected) is SIGNS[sign]


@pytest.mark.parametrize(
    ("typed", "parts", "written"),
    [
        ("Chỉ thị số 34-CT/TU", DocNumber(34, None, "CT/TU", "party"), "34-CT/TU"),
        ("27/CT-TTg", DocNumber(27, None, "CT-TTG", "state"), "27/CT-TTG"),
        ("73/2023/NĐ-CP", DocNumber(73, 2023, "NĐ-CP", "state"), "73/2023/NĐ-CP"),
        ("03 – HD / TU", DocNumber(3, None, "HD/TU", "party"), "3-HD/TU"),
    ],
)
def test_the_parts_and_the_plain_writing(typed: str, parts: DocNumber, written: str) -> None:
    assert parse_docnum(typed) == parts
    assert str(parts) == written


@pytest.mark.parametrize(
    ("typed", "key", "match"),
    [
        ("Chỉ thị 34-CT/TU", "34-CT/TU", Match.EXACT),
        ("CT 34-CT/TU", "34-CT/TU", Match.EXACT),
        ("Chi thi so 34-ct/tu", "34-CT/TU", Match.EXACT),
        ("Nghị quyết số 34-CT/TU", "34-CT/TU", Match.NONE),
        ("QĐ 34-CT/TU", "34-CT/TU", Match.NONE),
        ("QD 34-CT/TU", "34-CT/TU", Match.NONE),
        ("Chỉ thị 124-QĐ/TW", "124-QĐ/TW", Match.NONE),
        ("Quy định 124-QĐ/TW", "124-QĐ/TW", Match.EXACT),
        ("Quyết định 124-QD/TW", "124-QĐ/TW", Match.BARE),
        ("Chương trình hành động 5-CTr/TU", "5-CTr/TU", Match.EXACT),
        ("Nghị quyết 98/2023/QH15", "98/2023/QH15", Match.EXACT),
        ("Luật 98/2023/QH15", "98/2023/QH15", Match.EXACT),
        ("Công văn 12/UBND-NC", "12/UBND-NC", Match.EXACT),
    ],
)
def test_a_kind_typed_in_front_is_the_kind_in_the_number(
    typed: str, key: str, match: Match
) -> None:
    assert same_docnum(typed, key) is match


@given(NUMBERS)
def test_a_number_is_read_back_from_its_plain_writing(text: str) -> None:
    parsed = parse_docnum(text)
    assert parsed is not None
    assert parse_docnum(str(parsed)) == parsed
    assert same_docnum(text, text) is Match.EXACT


@given(NUMBERS, NUMBERS)
def test_an_exact_match_is_symmetric_and_an_equal_parse(one: str, other: str) -> None:
    exact = same_docnum(one, other) is Match.EXACT
    assert exact is (same_docnum(other, one) is Match.EXACT)
    assert exact is (parse_docnum(one) == parse_docnum(other))


@given(st.text(max_size=12))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    parse_docnum(text)
    assert same_docnum(text, "34-CT/TU") is not Match.SPELLING
