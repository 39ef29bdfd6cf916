"""Parts of a Word file beside its page."""

from pathlib import Path

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from kit.formats.banks import read_questions
from kit.formats.exchange import Fate

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
