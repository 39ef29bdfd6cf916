import pytest

from kit.text import from_legacy, legacy
from kit.text.legacy import TCVN3, VNI
from tests.text.syllable_table import syllables
from tests.text.text_cases import arrows

TO_TCVN3 = {letter: char for char, letter in TCVN3.items()}


@pytest.mark.parametrize(
    ("text", "code", "unicode"),
    [
        ("kû luËt, kû c\u00ad¬ng hµnh chÝnh", "TCVN3", "kỷ luật, kỷ cương hành chính"),
        ("§¶ng bé thµnh phè §µ N½ng", "TCVN3", "Đảng bộ thành phố Đà Nẵng"),
        ("ng\u00adêi ®øng ®Çu", "TCVN3", "người đứng đầu"),
        ("traùch nhieäm", "VNI", "trách nhiệm"),
        ("Ñaûng boä thaønh phoá Ñaø Naüng", "VNI", "Đảng bộ thành phố Đà Nẵng"),
        ("KYÛ LUAÄT", "VNI", "KỶ LUẬT"),
        ("ngöôøi ñöùng ñaàu", "VNI", "người đứng đầu"),
    ],
)
def test_old_encodings_become_unicode(text: str, code: str, unicode: str) -> None:
    assert legacy(text) == code
    assert from_legacy(text, code) == unicode
    assert legacy(unicode) is None


def test_every_syllable_comes_back_from_tcvn3() -> None:
    for syllable in syllables():
        word = "".join(TO_TCVN3.get(letter, letter) for letter in syllable.new)
        if len(word) > 1 or word.isalpha():  # × alone is no ì
            assert from_legacy(word, "TCVN3") == syllable.new


def test_what_the_table_of_encodings_holds_becomes_vietnamese() -> None:
    """Whatever is found to be TCVN3 or VNI is neither when it has been converted."""
    for text, code in arrows("legacy"):
        if code != "none":
            assert legacy(from_legacy(text, code)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["§ 5", "3 × 4", "người đứng đầu", "Đà Nẵng", "34-CT/TU", ""])
@pytest.mark.parametrize("code", ["TCVN3", "VNI"])
def test_symbols_and_words_of_unicode_stay(text: str, code: str) -> None:
    assert from_legacy(text, code) == text  # type: ignore[arg-type]


def test_the_tables_have_each_letter_once() -> None:
    assert len(TO_TCVN3) == len(TCVN3)
    assert {"đ", "ơ", "ư", "ậ", "ở"} <= set(VNI.values())
