"""Writing Word: a bank as a document that a trainer edits and imports again."""

from collections.abc import Iterable
from io import BytesIO
from string import ascii_uppercase
from typing import Any

from kit.formats.draft.own_out import Field, Shown, shown
from kit.formats.exchange import Exported
from kit.formats.held import write_all
from kit.formats.raw import cleaned
from kit.formats.rich import PLAIN, Look, Rich, plain_text
from kit.formats.rich_markdown import paragraphs_of, rich_of
from kit.formats.undated import undated
from kit.model import Quiz
from kit.wording import t

__all__ = ["write"]

_BOLD = Look(bold=True)
_ROLES = ("title", "note", "question", "stem", "option", "beside", "field", "more")


def write(quiz: Quiz) -> Exported:
    """The bank's questions, each part in a style that says what it is."""
    parts, notes = write_all(quiz, shown)
    page = _Page(quiz.title)
    for number, one in enumerate(parts, 1):
        page.question(number, one)
    return Exported(page.content(), notes, len(parts))


class _Page:
    """The document as far as it is written."""

    def __init__(self, title: str) -> None:
        from docx import Document

        self.document = Document()
        self.document.core_properties.author = ""
        self.document.core_properties.title = title
        self.styles = _styles(self.document)
        self.add("title", [(title, PLAIN)])
        for line in t("word.notes").split("\n"):
            self.add("note", [(line, PLAIN)])

    def question(self, number: int, one: Shown) -> None:
        """Write a question with all that belongs to it."""
        first, *others = paragraphs_of(one.stem)
        self.text("question", t("word.number", number=number), first)
        for other in others:
            self.text("stem", "", other)
        for n, text in enumerate(one.options):
            self.text("option", f"{ascii_uppercase[n]}. ", rich_of(text, inline=True))
            if one.beside:
                self.text("beside", "→ ", rich_of(one.beside[n], inline=True))
        for n, key in enumerate(one.keys):
            name = "answer" if n == 0 else "part" if one.kind == t("form.kind_set") else "accept"
            self.field(Field(name, key))
        if one.kind != t("form.kind_single"):
            self.field(Field("kind", one.kind))
        for field in one.fields:
            self.field(field)

    def field(self, field: Field) -> None:
        """Write a labelled line; the paragraphs of a long one go on below it."""
        if field.block:
            first, *others = paragraphs_of(field.text)
        else:
            others = []
            first = rich_of(field.text, inline=True) if field.inline else plain_text(field.text)
        self.text("field", f"{field.label}: ", first)
        for other in others:
            self.text("more", "", other)

    def text(self, role: str, label: str, text: Rich) -> None:
        """Write a paragraph; what stands before its text is bold."""
        self.add(role, [*([(label, _BOLD)] if label else []), *text.spans()])

    def add(self, role: str, spans: Iterable[tuple[str, Look]]) -> None:
        """Write a paragraph of one of the form's styles."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.styles[role].style_id  # python-docx looks for all defaults first
        for words, look in spans:
            run = paragraph.add_run(cleaned(words))
            if look.source:
                run._r.style = self.styles["source"].style_id
            for name in ("bold", "italic"):
                if getattr(look, name):
                    setattr(run, name, True)
            if look.strike:
                run.font.strike = True

    def content(self) -> bytes:
        """The file."""
        target = BytesIO()
        self.document.save(target)
        return undated(target.getvalue())


def _styles(document: Any) -> dict[str, Any]:
    """The styles of the form, and paper as schools use it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    _for_all_letters(normal)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    found = {}
    for role in _ROLES:
        style = document.styles.add_style(t(f"word.style_{role}"), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = normal, True
        form = style.paragraph_format
        form.space_before = Pt(10 if role == "question" else 0)
        form.space_after, form.keep_with_next = Pt(2), role in ("question", "stem", "option")
        form.left_indent = Mm({"option": 8, "beside": 16, "field": 8, "more": 8}.get(role, 0))
        if role in ("field", "more", "note"):
            style.font.size, style.font.color.rgb = Pt(11), RGBColor(0x44, 0x44, 0x44)
        found[role] = style
    _title(found["title"])
    found["question"].next_paragraph_style = found["option"]
    source = document.styles.add_style(t("word.style_source"), WD_STYLE_TYPE.CHARACTER)
    source.font.name, source.font.size = "Courier New", Pt(11)
    return {**found, "source": source}


def _title(style: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    style.font.bold, style.font.size = True, Pt(15)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _for_all_letters(style: Any) -> None:
    """The font also for letters that Word counts as East Asian or complex."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:cs"):
        fonts.set(qn(name), "Times New Roman")
