"""Papers and keys as Word and PDF: everything is on them, nothing of the key is on a paper."""

import json
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from kit.amendments import AmendedBank
from kit.kinds import Bank
from kit.papers import key_of, lay_out
from kit.printings import Printing
from kit.reports.key_docx import key_docx
from kit.reports.key_view import KeyHead, key_view
from kit.reports.paper_docx import paper_docx
from kit.reports.pdf import not_in_fonts, setter
from kit.reports.printing import make
from kit.reports.rich import text
from kit.reports.view import Head, view
from kit.wording import table
from tests.banks import BANKS, EVERY_KIND, bank

CODE = "101"
CONSENT = "Nếu đồng chí đồng ý, chi bộ lưu câu trả lời kèm tên."
HEAD = Head("Đủ mọi loại câu hỏi", "Chi bộ 5", "Đảng bộ phường", minutes=20, consent=CONSENT)
CODES = ("101", "102", "103")
SMALL: dict[str, Any] = {"id": "x", "kind": "true_false", "stem": "?", "key": "sai"}


def shown(quiz: Bank = EVERY_KIND, head: Head = HEAD, kept: bool = False) -> dict[str, Any]:
    return view(lay_out(quiz, "x", CODE, kept), head)


@cache
def every_kind() -> bytes:
    """The Word file of a paper with every kind of question."""
    return paper_docx(shown())


def document(content: bytes) -> Any:
    return Document(BytesIO(content))


def words(content: bytes) -> str:
    """All text of a Word file in the order of its body."""
    body = document(content).element.body
    return "\n".join(
        "".join(node.text or "-" for node in part.iter(qn("w:t"), qn("w:noBreakHyphen")))
        for part in body.iter(qn("w:p"))
    )


def flat(data: Any) -> str:
    """All texts in a view."""
    if isinstance(data, dict):
        return text(data["runs"]) if "runs" in data else " ".join(map(flat, data.values()))
    return " ".join(map(flat, data)) if isinstance(data, list) else str(data)


def test_a_word_paper_has_every_question_with_its_options() -> None:
    """Under its number, in the order of the code."""
    said, place = words(every_kind()), 0
    for question in lay_out(EVERY_KIND, "x", CODE).questions:
        place = said.index(f"Câu {question.number}", place)
        assert question.item.stem in said[place:]
        for letter, option in zip("ABCDE", question.show.get("options", ()), strict=False):
            place = said.index(f"{letter}. {option['text']}", place)


def test_a_word_paper_is_laid_out_as_offices_want_it() -> None:
    """A4, 25/25/35/15 mm, Times New Roman for all letters, page and code on each page."""
    made = document(every_kind())
    page = made.sections[0]
    measures = (
        page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin,
        page.right_margin,
    )  # fmt: skip
    assert [round(one.mm) for one in measures] == [210, 297, 25, 25, 35, 15]
    for name in ("Normal", "Title", "Heading 1", "Kit Question", "Kit Option", "Kit Line"):
        fonts = made.styles[name].element.rPr.rFonts
        slots = {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "cs", "eastAsia")}
        assert slots == {"Times New Roman"}
    assert made.styles["Normal"].font.size == Pt(14)
    assert made.styles["Normal"].paragraph_format.widow_control
    fields = [field.get(qn("w:instr")) for field in page.header._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert page.footer.paragraphs[0].text == f"Mã đề {CODE}"
    large = document(paper_docx(shown(bank([SMALL]), Head("x", large=True, consent=CONSENT))))
    assert large.styles["Normal"].font.size == Pt(18)
    # Whoever reads large type alone has to read what is signed.
    (consent,) = (one for one in large.paragraphs if one.text == CONSENT)
    assert consent.runs[0].font.size == Pt(18)


def test_no_line_of_a_word_paper_ends_inside_a_date() -> None:
    """A hyphen of its own, which programs read as one; words may break at theirs."""
    stem = "Ngày **6-12-2023**, Chỉ thị 34-CT/TU: học-tập {n}?"
    quiz = bank([{**SMALL, "id": f"x{n}", "stem": stem.format(n=n)} for n in range(2)])
    made = document(paper_docx(shown(quiz, Head("Bài 3-2"))))
    lines = [one.text for one in made.paragraphs]
    assert "Bài 3-2" in lines
    assert any("Ngày 6-12-2023, Chỉ thị 34-CT/TU: học-tập 1?" in one for one in lines)
    parts = [one.text for one in made.element.body.iter(qn("w:t")) if "-" in (one.text or "")]
    assert {part.rpartition(": ")[2].strip() for part in parts} == {"học-tập 0?", "học-tập 1?"}
    hyphens = made.element.body.iter(qn("w:noBreakHyphen"))
    assert len([*hyphens]) == 1 + 2 * 3
    assert {one.bold for p in made.paragraphs for one in p.runs if one.text == "6-12-2023"} == {
        True
    }


def test_no_question_breaks_from_what_belongs_to_it() -> None:
    """Every line of a question stays with the next one, up to its last option."""
    made = document(every_kind())
    lines = made.paragraphs
    for one, following in pairwise(lines):
        style = made.styles[one.style.name].paragraph_format.keep_with_next
        keeps = one.paragraph_format.keep_with_next
        together = style if keeps is None else keeps
        if one.style.name in ("Kit Question", "Heading 1") or (
            one.style.name == "Kit Note" and following.style.name == "Kit Option"
        ):
            assert together, one.text
        if one.style.name == "Kit Option" and following.style.name == "Kit Option":
            assert together, one.text
    rows = [row for table in made.tables for row in table.rows]
    assert all(row._tr.trPr is not None and row._tr.trPr.findall(qn("w:cantSplit")) for row in rows)


def test_the_answer_sheet_has_a_row_for_each_place() -> None:
    """Boxes for letters, fields for numbers, lines for words; one table, on a page of its own."""
    made = document(every_kind())
    sheet = made.tables[-1]
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in sheet.rows[1:]}
    asked = lay_out(EVERY_KIND, "x", CODE).questions
    for question in asked:
        number = question.number
        match question.form:
            case "choice" | "choices":
                letters = "ABCDEFGH"[: len(question.show["options"])]
                assert [one for one in rows[f"{number}"] if one] == [*letters]
            case "judgements":
                for letter, _ in zip("abcd", question.show["statements"], strict=False):
                    assert rows[f"{number}{letter}"][:2] == ["Đúng", "Sai"]
            case "pairs":
                assert all(
                    f"{number}.{n}" in rows for n in range(1, len(question.show["left"]) + 1)
                )
            case "words":
                assert rows[f"{number}"][0] == question.unit
            case "prose":
                assert rows[f"{number}"][0] == "Viết ngay trong đề"
    assert any(one.paragraph_format.page_break_before for one in made.paragraphs)
    assert sum("Tôi đồng ý" in one.text for one in made.paragraphs) == 1


@pytest.mark.parametrize("quiz", BANKS, ids=lambda quiz: quiz.id)
def test_a_paper_tells_no_key(quiz: Bank) -> None:
    """Neither a typed key nor an explanation, unless its author wrote those words in the open."""
    said = flat(shown(quiz))
    paper = lay_out(quiz, "x", CODE)
    asked = [flat(question.item.present()) + question.item.stem for question in paper.questions]
    public = " ".join([*asked, *table("quiz").values()])
    for question in paper.questions:
        for secret in question.item.secrets():
            assert len(secret) < 6 or secret not in said or secret in public, secret


def test_without_a_sheet_people_answer_on_the_paper() -> None:
    """And agree on it, too."""
    data = shown(bank([SMALL]), Head("Bài", sheet=False, consent=CONSENT))
    said = words(paper_docx(data))
    assert "PHIẾU TRẢ LỜI" not in said
    assert "Làm bài ngay vào đề này." in said
    assert CONSENT in said
    assert set_by_typst("paper.typ", data, "table") == []
    assert any(CONSENT in line for line in set_by_typst("paper.typ", data))


def test_points_are_said_once_where_they_are_the_same() -> None:
    items: list[Any] = [
        {"id": f"i{n}", "kind": "true_false", "stem": "?", "key": "sai", "points": "0.5"}
        for n in range(3)
    ]
    assert "mỗi câu 0,5 điểm" in shown(bank(items))["head"]["about"]
    mixed = shown(bank([*items, {**items[0], "id": "x", "points": "2"}]))
    labels = [one["label"] for part in mixed["parts"] for one in part["questions"]]
    assert sum("(2 điểm)" in label for label in labels) == 1
    assert "điểm" not in mixed["head"]["about"]


def test_questions_left_in_their_order_are_all_there() -> None:
    """However often one form follows another."""
    kinds = ["true_false", "number"] * 12
    items: list[Any] = [
        {"id": f"i{n}", "kind": kind, "stem": "?", "key": "sai" if kind == "true_false" else "1"}
        for n, kind in enumerate(kinds)
    ]
    parts = shown(bank(items), kept=True)["parts"]
    assert len(parts) == 24
    assert not any("Phần" in part["title"] for part in parts)


def key(quiz: Bank = EVERY_KIND, scored: Bank | None = None, **dropped: Any) -> dict[str, Any]:
    papers = [lay_out(quiz, "x", code) for code in CODES]
    amended = AmendedBank(quiz, scored or quiz, dropped)
    return key_view(papers, amended, KeyHead("Bài", "Chi bộ 5", "0123456789ab", "x"))


def test_the_key_table_says_what_is_right_on_each_code() -> None:
    """Number by number; the same in the Word file."""
    papers = [lay_out(EVERY_KIND, "x", code) for code in CODES]
    (table,) = key()["tables"]
    grid = document(key_docx(key())).tables[0]
    assert [cell.text for cell in grid.rows[0].cells[1:-1]] == [f"Mã đề {code}" for code in CODES]
    for row, line in zip(table["rows"], grid.rows[1:], strict=True):
        number = int(row["number"])
        assert [cell.text for cell in line.cells] == [row["number"], *row["cells"], row["points"]]
        for paper, cell in zip(papers, row["cells"], strict=True):
            question = paper.numbers[number]
            if question.item.scored == "machine":
                assert cell.split(" (")[0].startswith(key_of(question).split(" (")[0])
            if not row["points"] and question.points:
                assert "điểm)" in cell


def test_every_page_of_the_key_says_whom_it_is_for() -> None:
    made = document(key_docx(key(bank([SMALL]))))
    assert made.sections[0].footer.paragraphs[0].text == "CHỈ DÀNH CHO NGƯỜI CHẤM"
    assert made.paragraphs[0].text == "CHỈ DÀNH CHO NGƯỜI CHẤM"
    assert "CHỈ DÀNH" not in words(every_kind())


def test_the_key_is_the_one_in_force() -> None:
    """Mended after printing, or a question dropped: letters are those of the paper all the same."""
    options = {"a": "Một", "b": "Hai"}
    old: Any = {"id": "x", "kind": "single", "stem": "?", "options": options, "key": "a"}
    asked, mended = bank([old]), bank([{**old, "key": "b"}])
    before, after = (key(asked, one)["tables"][0]["rows"][0]["cells"] for one in (asked, mended))
    assert all({one, two} == {"A", "B"} for one, two in zip(before, after, strict=True))
    assert set(key(asked, x="full")["tables"][0]["rows"][0]["cells"]) == {"đã bỏ"}


def test_an_essays_guide_is_for_whoever_grades_it() -> None:
    """In the key alone; and no length is asked for where its author gave none."""
    essay = {"id": "viet", "kind": "essay", "stem": "Nêu một việc.", "rubric": ["Nêu **rõ** việc"]}
    quiz = EVERY_KIND.model_validate(
        {"format": 1, "id": "a", "title": "A", "as_of": "2026-11-22", "items": [essay]}
    )
    papers = [lay_out(quiz, "x", "101")]
    found = key_view(papers, AmendedBank(quiz, quiz), KeyHead("", "", "", ""))
    assert found["details"][0]["notes"] == ["Hướng dẫn chấm:", "– Nêu rõ việc"]
    paper = flat(shown(quiz))
    assert "Nêu một việc." in paper
    assert "Nên viết" not in paper
    assert "rõ" not in paper


def test_many_codes_stand_in_several_tables() -> None:
    papers = [lay_out(EVERY_KIND, "x", str(code)) for code in range(101, 109)]
    found = key_view(papers, AmendedBank(EVERY_KIND, EVERY_KIND), KeyHead("", "", "", ""))
    assert [len(table["codes"]) for table in found["tables"]] == [6, 2]


def test_the_same_printing_is_the_same_files() -> None:
    """Byte for byte, whenever it is made."""
    amended, printing = AmendedBank(EVERY_KIND, EVERY_KIND), Printing("0123456789ab", "x")
    first, second = (make(amended, printing, ["101"], HEAD, ("docx", "pdf")) for _ in range(2))
    assert first == second
    assert sorted(first.files) == [
        "every-kind-101.docx", "every-kind-101.pdf",
        "every-kind-dap-an-101.docx", "every-kind-dap-an-101.pdf",
    ]  # fmt: skip
    other = make(amended, Printing("0123456789ab", "y"), ["101"], HEAD, ("docx",))
    assert other.papers["every-kind-101.docx"] != first.papers["every-kind-101.docx"]


def set_by_typst(template: str, data: dict[str, Any], what: str = "par") -> list[str]:
    """The text of each paragraph, heading or table, as Typst has understood it."""

    def said(node: Any) -> str:
        if isinstance(node, dict):
            return node["text"] if node.get("func") in ("text", "raw") else said([*node.values()])
        return "".join(map(said, node)) if isinstance(node, list) else ""

    return [said(one) for one in json.loads(setter(template, data).query(what))]


def test_a_pdf_has_every_question_and_every_part() -> None:
    """In the order of the code, and a box for each of its places."""
    data = shown()
    stems = [q.item.stem for q in lay_out(EVERY_KIND, "x", CODE).questions]
    lines = [line for line in set_by_typst("paper.typ", data) if line.startswith("Câu ")]
    assert [line.split(".", 1)[1].strip() for line in lines] == stems
    titles = [part["title"] for part in data["parts"]]
    headings = set_by_typst("paper.typ", data, "heading")
    assert len(headings) == len(titles)
    assert all(one.endswith(title) for one, title in zip(headings, titles, strict=True))
    sheet = set_by_typst("paper.typ", data, "table")[-1]
    assert all(row["label"] in sheet for row in data["sheet"]["rows"])
    answers = set_by_typst("key.typ", key(), "table")[0]
    assert all(cell in answers for row in key()["tables"][0]["rows"] for cell in row["cells"])


def test_nothing_in_a_question_is_taken_for_typst() -> None:
    """What is no Markdown is text, whatever it means to the setter."""
    stem = "Giá #strong[x] $5 < 6$ `a#b` @nhãn // ghi chú <b> = không ~ chú"
    one = shown(bank([{"id": "x", "kind": "true_false", "stem": stem, "key": "sai"}]))
    assert f"Câu 1. {stem.replace('`', '')}" in set_by_typst("paper.typ", one)


def test_letters_without_a_glyph_are_told() -> None:
    assert not_in_fonts(shown()) == ""
    stem = "Chữ 漢 và 😀, ≥ ½ № → ☐ đều là chữ."
    assert not_in_fonts(
        shown(bank([{"id": "x", "kind": "true_false", "stem": stem, "key": "sai"}]))
    ) == ("漢😀")


def test_a_question_for_an_opinion_is_no_question_with_points() -> None:
    """The head counts what is scored, says how long there is, and tells of opinions apart."""
    about = shown()["head"]["about"].split(" · ")
    questions = lay_out(EVERY_KIND, "x", CODE).questions
    opinions = sum(question.item.kind == "survey" for question in questions)
    assert opinions > 0
    assert about[0] == "Thời gian làm bài: 20 phút"
    assert f"{len(questions) - opinions} câu" in about
    assert f"{opinions} câu hỏi ý kiến, không tính điểm" in about
