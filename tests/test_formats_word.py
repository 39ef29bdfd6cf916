"""Parts of a Word file beside its text: footnotes, automatic letters, tables."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from kit.formats.banks import read_questions
from kit.formats.exchange import Fate, Imported
from tests.office.sheets_of_paper import Paper

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_footnote_is_told_where_its_number_stands(tmp_path: Path) -> None:
    document = Document()
    for line in ("Câu 1. Mấy biểu hiện?", "A. Chín", "B. Mười", "Đáp án: B"):
        document.add_paragraph(line)
    called = parse_xml(f'<w:r {W}><w:footnoteReference w:id="7"/></w:r>')
    document.paragraphs[2]._p.append(called)
    notes = "".join(
        f'<w:footnote w:id="{id}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for id, text in ((7, "Theo báo cáo"), (8, "Không ai nhắc tới"))
    )
    content = f"<w:footnotes {W}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(tmp_path / "a.docx"))
    imported = read_questions(tmp_path / "a.docx", None, set())
    assert [(note.fate, note.place, note.message) for note in imported.notes] == [
        (Fate.LOST, "đoạn 3", "cước chú: “Theo báo cáo”."),
        (Fate.LOST, "cước chú", "cước chú: “Không ai nhắc tới”."),
    ]


def test_a_key_of_pairs_belongs_to_its_question_alone(tmp_path: Path) -> None:
    """It is no list of keys for the questions before, which have none."""
    document = Document()
    for number in (1, 2, 3):
        for line in (f"Câu {number}. Mấy biểu hiện?", "A. Chín", "B. Mười", "C. Một"):
            document.add_paragraph(line)
    document.add_paragraph("Câu 4: Nối cột A với cột B")
    table = document.add_table(3, 2)
    for row, (left, right) in enumerate((("1. đất", "a. cao"), ("2. trời", "b. dày"),
                                         ("3. biển", "c. rộng"))):  # fmt: skip
        table.cell(row, 0).text, table.cell(row, 1).text = left, right
    document.add_paragraph("Đáp án: 1-c, 2-b, 3-a")
    document.save(str(tmp_path / "a.docx"))
    imported = read_questions(tmp_path / "a.docx", None, set())
    [item] = imported.items
    assert item["pairs"] == {"đất": "rộng", "trời": "dày", "biển": "cao"}
    assert imported.left_out == (1, 2, 3)


def saved(paper: Paper, path: Path) -> Imported:
    paper.document.save(str(path / "a.docx"))
    return read_questions(path / "a.docx", None, set())


NAMES = ("C. Mác", "Ph. Ăngghen", "V. I. Lê-nin", "D. Ri-các-đô")


@pytest.mark.parametrize("names", [NAMES, NAMES[::-1], ("C. Mác", "D. Ri-các-đô", *NAMES[1:3])])
def test_an_initial_is_no_letter_that_somebody_typed(names: Any, tmp_path: Path) -> None:
    """Neither before a question nor before an option, whose own letters are automatic."""
    paper = Paper()
    numbers = paper.numbered(("decimal", "%1."))
    letters = paper.numbered(("upperLetter", "%1."))
    for stem in ("C. Mác viết cuốn sách ấy cùng ai?", "Ai viết cuốn sách ấy?"):
        paper.add(stem, level=(numbers, 0))
        own = paper.again(letters)
        for name in names:
            paper.add(name, level=(own, 0))
        paper.add("Đáp án: B")
    imported = saved(paper, tmp_path)
    assert [item["stem"][:5] for item in imported.items] == ["C. Má", "Ai vi"]
    for item in imported.items:
        assert [*item["options"].values()] == [*names]
    assert imported.notes == ()


@pytest.mark.parametrize(
    "lines",
    [
        ("A. đất", "B. trời", "C. biển", "D. núi"),
        ("a) đất", "b) trời", "biển", "d) núi"),
        ("A. đất    B. trời", "C. biển    D. núi"),
        ("A. đất\nB. trời", "C. biển", "D. núi"),
    ],
)
def test_letters_that_were_typed_count_beside_automatic_ones(lines: Any, tmp_path: Path) -> None:
    paper = Paper()
    for number in (1, 2):
        paper.add(f"Câu {number}. Cái gì cao nhất?")
        own = paper.numbered(("lowerLetter" if lines[0][0] == "a" else "upperLetter", "%1."))
        for line in lines:
            paper.add(line, level=(own, 0))
        paper.add("Đáp án: B")
    for item in saved(paper, tmp_path).items:
        assert [*item["options"].values()] == ["đất", "trời", "biển", "núi"]
        assert item["key"] == "b"
