"""Words looked for in the texts of the sources."""

import pytest

from kit.sources import Library
from kit.studio.seeking import elsewhere, parts, seek
from kit.text import nfc

TEXT = "Ngày 6-12-2023, Thành ủy giữ kỷ luật, kỉ cương; 99,16% đảng viên hiểu kỷ  luật Đảng."


def found(query: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for hit in seek([text], query) for start, end in hit.places]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ky luat", ["kỷ luật", "kỷ  luật"]),
        ("KỶ LUẬT", ["kỷ luật", "kỷ  luật"]),
        ("ki luat", ["kỷ luật", "kỷ  luật"]),
        ("kỉ luật", ["kỷ luật", "kỷ  luật"]),
        ("kỳ luật", []),
        ("kỷ luat d", ["kỷ  luật Đảng"]),
        ("luat ki", []),
        ("luat, ki", ["luật, kỉ"]),
        ("6 12", ["6-12"]),
        ("lua", ["luật", "luật"]),
        ("uat", []),
        ("dang vien", ["đảng viên"]),
        ("đang viên", []),
        ("6-12-2023", ["6-12-2023"]),
        ("99,16", ["99,16"]),
        ("9,16", []),
        ("thanh uy giu", ["Thành ủy giữ"]),
        ("thành uỷ", ["Thành ủy"]),
    ],
)
def test_words_are_found_where_they_stand(query: str, words: list[str]) -> None:
    assert found(query) == words


def test_letters_that_came_in_parts_are_found_too() -> None:
    import unicodedata

    apart = unicodedata.normalize("NFD", TEXT)
    assert [nfc(one) for one in found("ky luat", apart)] == ["kỷ luật", "kỷ  luật"]
    assert [nfc(one) for one in found("kỷ luật", apart)] == ["kỷ luật", "kỷ  luật"]


def test_nothing_looked_for_is_everything_and_punctuation_is_nothing() -> None:
    for query in ("", "  ", "…, ."):
        assert [(one.paragraph, one.places) for one in seek(["a", "b"], query)] == [
            (1, ()),
            (2, ()),
        ]


def test_the_pieces_of_a_paragraph_are_the_paragraph() -> None:
    (hit,) = seek([TEXT], "kỷ luật")
    pieces = parts(TEXT, hit.places)
    assert "".join(str(one["text"]) for one in pieces) == TEXT
    assert [one["text"] for one in pieces if one["marked"]] == ["kỷ luật", "kỷ  luật"]
    assert parts(TEXT, ()) == [{"text": TEXT, "marked": False}]


def test_other_sources_that_have_it_are_told() -> None:
    library = Library(texts={"a": ("Một.",), "b": (TEXT, "Hai.", TEXT), "c": ("Ba.",)})
    assert elsewhere(library, "ky luat", "a") == {"b": 2}
    assert elsewhere(library, "ky luat", "b") == {}
