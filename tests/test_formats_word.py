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
