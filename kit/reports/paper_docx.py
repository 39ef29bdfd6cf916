"""A printed paper as a Word file, from its view."""

from typing import TYPE_CHECKING, Any

from kit.reports.bodies_docx import BODIES
from kit.reports.hyphens import keep_together
from kit.reports.sheet_docx import add_answer_sheet, add_consent, add_name_line
from kit.reports.stems_docx import add_stem
from kit.reports.word import (
    WIDTH,
    add_field,
    add_style,
    add_table,
    as_bytes,
    dress,
    frame,
    new_document,
)

if TYPE_CHECKING:
    from docx.document import Document

View = dict[str, Any]


def paper_docx(view: View) -> bytes:
    """The file. A question never breaks from its options or from what else belongs to it."""
    from docx.shared import Pt

    size = 18.0 if view["large"] else 14.0
    document = new_document(size, f"{view['head']['title']} – {view['words']['code']}")
    _add_styles(document, size)
    _add_margins(document, view["words"])
    _add_head(document, view, size)
    for part in view["parts"]:
        document.add_paragraph(part["title"], style="Heading 1")
        document.add_paragraph(part["how"], style="Kit Note")
        for question in part["questions"]:
            _add_question(document, question, view["words"], size)
    end = document.add_paragraph(f"——— {view['words']['end']} ———", style="Kit Center")
    end.runs[0].bold, end.paragraph_format.space_before = True, Pt(size)
    if view["sheet"]:
        add_answer_sheet(document, view, size)
    if view["consent"]:
        add_consent(document, view["consent"], size)
    keep_together(document)
    return as_bytes(document)


def _add_styles(document: "Document", size: float) -> None:
    """Styles a trainer can change for the whole paper at once."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    title, heading = document.styles["Title"], document.styles["Heading 1"]
    dress(title, size + 2, bold=True)
    dress(heading, size, bold=True)
    for line in title.element.pPr.findall(qn("w:pBdr")):  # Word's own title is underlined in blue
        title.element.pPr.remove(line)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(4)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(2)
    add_style(document, "Kit Center", size, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    note = add_style(document, "Kit Note", size, keep_with_next=True, space_after=Pt(4))
    note.font.italic = True
    together = {"keep_with_next": True, "keep_together": True}
    add_style(document, "Kit Question", size, **together, space_before=Pt(8), space_after=Pt(3))
    hanging = {"left_indent": Mm(16), "first_line_indent": Mm(-8)}
    add_style(document, "Kit Option", size, **together, space_after=Pt(2), **hanging)
    add_style(document, "Kit Line", size, space_before=Pt(size * 0.7), space_after=Pt(0))


def _add_margins(document: "Document", words: View) -> None:
    """The page above, the code below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section = document.sections[0]
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    top.alignment = bottom.alignment = WD_ALIGN_PARAGRAPH.CENTER
    top.add_run(f"{words['page']} ")
    add_field(top, "PAGE")
    top.add_run(words["of"])
    add_field(top, "NUMPAGES")
    bottom.add_run(words["code"]).bold = True


def _add_head(document: "Document", view: View, size: float) -> None:
    head, words = view["head"], view["words"]
    add_letterhead(document, view, size)
    document.add_paragraph(head["title"], style="Title")
    document.add_paragraph(head["about"], style="Kit Center").runs[0].italic = True
    add_name_line(document, words)
    how = document.add_paragraph(head["how"], style="Kit Note")
    how.paragraph_format.keep_with_next = False


def _add_question(document: "Document", question: View, words: View, size: float) -> None:
    add_stem(document, question["label"], question["stem"])
    for note in question["notes"]:
        document.add_paragraph(note, style="Kit Note")
    body = question["body"]
    BODIES[body["type"]](document, body, words, size)


def add_letterhead(document: "Document", view: View, size: float) -> None:
    """Whose paper it is on the left, its code in a frame on the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    table = add_table(document, 1, (WIDTH - 52, 52), style="Normal Table")
    left, right = table.rows[0].cells
    frame(right)
    lines = [(view["head"]["unit"], False), (view["head"]["group"], True)]
    for n, (text, bold) in enumerate(line for line in lines if line[0]):
        line = left.add_paragraph() if n else left.paragraphs[0]
        line.add_run(text).bold = bold
    code = right.paragraphs[0]
    code.alignment = WD_ALIGN_PARAGRAPH.CENTER
    code.paragraph_format.space_before = Pt(5)
    run = code.add_run(view["words"]["code"])
    run.bold, run.font.size = True, Pt(size + 2)
