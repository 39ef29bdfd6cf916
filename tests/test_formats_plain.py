"""A paper as plain text: it is told from Aiken and GIFT, and read as a Word paper is."""

from pathlib import Path

import pytest
from docx import Document

from kit.errors import Problems
from kit.formats import plain
from kit.formats.banks import format_of, read_questions

ONE = "Câu 1. Chợ họp lúc nào?\nA. Sáng\nB. Trưa\nC. Tối\n"
TWO = "Câu 2. Chợ bán gì?\nA. Cá\nB. Rau\nC. Gạo\n"


def read(path: Path, text: str) -> tuple[str, list[tuple[str, str]]]:
    """The format of a text, and stem and key of its questions."""
    (path / "a.txt").write_text(text, encoding="utf-8")
    imported = read_questions(path / "a.txt")
    found = [(item["stem"], item.get("key", "")) for item in imported.items]
    return format_of(path / "a.txt"), found


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"{ONE}Đáp án: B\n\n{TWO}Đáp án: A\n", "ba"),
        (f"{ONE}{TWO}ĐÁP ÁN\n1B 2A\n", "ba"),
        (f"{ONE}Đáp án đúng là: Trưa\n{TWO}=> A\n", "ba"),
        ("1. Chợ họp lúc nào?\n*A. Trưa  B. Tối\n2) Chợ bán gì?\nA. Rau\tB. Cá (đúng)\n", "ab"),
        (f"ĐỀ {{ÔN}} TẬP\n\n{ONE}Đ/A: B\n{TWO}Đ/A: A\n", "ba"),
        ("Chợ họp lúc nào?\nA. Sáng\n*B. Trưa\n\nChợ bán gì?\n*A. Cá\nB. Rau\n", "ba"),
    ],
    ids=["keys", "list", "words", "ticks", "braces", "no numbers"],
)
def test_a_text_may_be_a_paper(text: str, keys: str, tmp_path: Path) -> None:
    form, found = read(tmp_path, text)
    assert form == "text"
    assert found == [("Chợ họp lúc nào?", keys[0]), ("Chợ bán gì?", keys[1])]


@pytest.mark.parametrize(
    "text",
    [
        "Câu 1. Chợ họp lúc nào?\nĐáp án: buổi trưa\nCâu 2. Chợ bán gì?\nĐáp án: cá\n",
        "Câu 1. Nêu ba thứ bán ở chợ.\nCâu 2. Vì sao phải cân đúng?\n",
        "1. Chợ họp buổi trưa. Đ\n2. Chợ họp buổi tối. S\n",
    ],
    ids=["words", "essays", "judgements"],
)
def test_a_paper_without_options_is_one_too(text: str, tmp_path: Path) -> None:
    """Neither Aiken, whose questions have options, nor GIFT, whose answers stand in braces."""
    form, found = read(tmp_path, text)
    assert form == "text"
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Chợ họp lúc nào?\nA. Sáng\nB. Trưa\nĐáp án: B\n", "aiken"),
        ("::Câu 1:: Chợ họp lúc nào? {=Trưa ~Sáng}\n", "gift"),
        ("Câu 1. Chợ họp lúc nào? {\n=Trưa\n~Sáng\n}\n", "gift"),
        ("Câu 1. Chợ họp lúc nào?\nA. Sáng\nB. Trưa\n{=A ~B}\n", "gift"),
    ],
)
def test_aiken_and_gift_stay_what_they_are(text: str, form: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert format_of(tmp_path / "a.txt") == form


def test_a_text_is_read_as_the_same_lines_in_word_are(tmp_path: Path) -> None:
    """With what is told about it, places aside; also in the encodings of before Unicode."""
    lines = [
        "PHẦN I. CHỢ",
        *ONE.split("\n"),
        "Đáp án: B",
        "Giải thích: Chợ trưa.",
        *TWO.split("\n"),
    ]
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    (tmp_path / "a.txt").write_text("\r\n".join(lines), encoding="utf-16")
    word, text = (read_questions(tmp_path / name) for name in ("a.docx", "a.txt"))
    assert text.items == word.items
    assert [(note.code, note.question) for note in text.notes] == [
        (note.code, note.question) for note in word.notes
    ]
    assert next(note.place for note in text.notes if note.code == "no_key") == "dòng 9"


def test_a_text_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_MOST_LINES", 5)
    with pytest.raises(Problems) as raised:
        read(tmp_path, f"{ONE}Đáp án: B\n{TWO}Đáp án: A\n")
    [problem] = raised.value.problems
    assert problem.code == "too-many-lines"
    assert problem.hint
