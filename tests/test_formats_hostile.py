"""Word and Excel files made to do harm are refused in a moment, with a sentence and a way out."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from kit.errors import Problems
from kit.formats import package
from kit.formats.banks import read_questions
from kit.formats.excel.book import _MOST_CELLS
from kit.formats.paper import part_names
from kit.formats.paper.line import Line
from kit.formats.paper.read import read_paper
from kit.formats.rich import plain_text
from kit.formats.word.parts import _MOST_DEEP, _MOST_PARAGRAPHS

Change = Callable[[bytes], bytes]

ENDINGS = ("docx", "xlsx")
MAIN = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DTD = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY c "&b;&b;">]>'


def honest(ending: str) -> bytes:
    """A file with one question."""
    target = BytesIO()
    if ending == "docx":
        document = Document()
        for line in ("Câu 1. Mấy biểu hiện?", "A. Chín", "B. Mười", "Đáp án: B"):
            document.add_paragraph(line)
        document.save(target)
    else:
        book = Workbook()
        sheet: Any = book.active
        sheet.append(["STT", "Nội dung", "A", "B", "Đáp án"])
        sheet.append([1, "Mấy biểu hiện?", "Chín", "Mười", "B"])
        book.save(target)
    return target.getvalue()


def with_part(content: bytes, name: str, change: Change) -> bytes:
    """The package with a part changed, or a new one if it had none of that name."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as given,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in given.infolist():
            if info.filename != name:
                made.writestr(info, given.read(info))
        old = given.read(name) if name in given.namelist() else b""
        made.writestr(name, change(old))
    return target.getvalue()


def refused(path: Path) -> str:
    """The code of the one problem with a file, which has a sentence and a way out."""
    with pytest.raises(Problems) as raised:
        read_questions(path, None, set())
    (problem,) = raised.value.problems
    assert problem.path == str(path)
    assert problem.message
    assert problem.hint
    return problem.code


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_honest_file_is_read(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(honest(ending))
    (item,) = read_questions(path, None, set()).items
    assert item["key"] == "b"


@pytest.mark.parametrize("ending", [*ENDINGS, "xml", "gift"])
def test_fifty_megabytes_are_not_even_read(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert refused(path).endswith("too-large")


def _declares(part: bytes) -> bytes:
    head, sign, rest = part.partition(b"?>")
    return head + sign + DTD.encode() + rest.replace("Mấy".encode(), b"&b;", 1)


def _zeros(_: bytes) -> bytes:
    return b"\0" * (package.BANK.unpacked + 1)


def _spaces(part: bytes) -> bytes:
    return part + b" " * package.BANK.xml


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("", _declares, "file-bank-bad-xml"),
        ("customXml/a.xml", lambda _: f"<?xml version='1.0'?>{DTD}<a>&b;</a>".encode("utf-16"),
         "file-bank-bad-xml"),
        ("media/a.bin", _zeros, "file-bank-bomb"),
        ("", _spaces, "file-bank-bomb"),
    ],
    ids=["reads another file", "the same in UTF-16", "zip bomb", "endless part"],
)  # fmt: skip
def test_a_harmful_package_is_refused(
    ending: str, name: str, change: Change, code: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(with_part(honest(ending), name or MAIN[ending], change))
    assert refused(path) == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<w:p/>" * (_MOST_PARAGRAPHS + 1), "file-too-many-paragraphs"),
        ("<w:sdt>" * _MOST_DEEP + "</w:sdt>" * _MOST_DEEP, "file-too-deep"),
    ],
    ids=["paragraphs without end", "depth without end"],
)
def test_a_document_without_end_is_refused(body: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    whole = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    path.write_bytes(with_part(honest("docx"), MAIN["docx"], lambda _: whole))
    assert refused(path) == code


@pytest.mark.parametrize(
    "rest",
    [
        f"<sheetData><row r='1'>{'<c/>' * (_MOST_CELLS + 1)}</row></sheetData>",
        "<sheetData/><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>",
        "<sheetData/><hyperlinks><hyperlink ref='A:XFD' location='A1'/></hyperlinks>",
    ],
    ids=["cells without end", "all cells joined", "a link on all cells"],
)
def test_a_sheet_without_end_is_refused(rest: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    whole = f"<worksheet {S}>{rest}</worksheet>".encode()
    path.write_bytes(with_part(honest("xlsx"), MAIN["xlsx"], lambda _: whole))
    assert refused(path) == "file-too-many-cells"


def test_a_relation_to_another_machine_is_not_followed(tmp_path: Path) -> None:
    """The document's body is said to lie elsewhere: there is then no document."""
    path = tmp_path / "a.docx"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/officeDocument" TargetMode="External"'
        ' Target="file:///etc/passwd"/></Relationships>'
    )
    path.write_bytes(with_part(honest("docx"), "_rels/.rels", lambda _: relations.encode()))
    assert refused(path) == "file-no-word"


def test_headings_upon_headings_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every one of them may be a part again whose keys follow; a hundred are compared with it."""
    count = 0

    def bare(text: str) -> str:
        nonlocal count
        count += 1
        return text.casefold()

    monkeypatch.setattr(part_names, "bare", bare)
    part_names.part_name.cache_clear()
    asked = ("Câu 1. Mấy biểu hiện?", "A. Chín", "B. Mười", "Đáp án: B")
    headings = (one for n in range(1000) for one in ("ĐÁP ÁN", f"PHẦN {n % 200 + 1}"))
    texts = [*asked, *headings]
    lines = [Line(plain_text(text), f"đoạn {n}", n) for n, text in enumerate(texts, 1)]
    drafts, notes = read_paper(lines)
    assert len(drafts) == 1
    assert {note.code for note in notes} == {"headings", "passed_over"}
    assert count <= len(lines)
