"""Word and Excel files: what is read, and what is never unpacked or parsed."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from openpyxl import Workbook

from kit.errors import Problems, UserError
from kit.formats import package, read_lines, write_sheet
from kit.formats.lines import Sheet

FORM = Sheet("Phiếu thử", ("Ghi chú.",), ("Nhãn",), ("Cột 1", "Cột 2"), (10, 30), (("1", ""),))
ENDINGS = ("xlsx", "docx")


def refused(path: Path) -> str:
    with pytest.raises(Problems) as caught:
        read_lines(path)
    [problem] = caught.value.problems
    assert problem.path == str(path)
    assert problem.message
    assert problem.hint
    return problem.code


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_form_is_read_as_it_was_written(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"phieu.{ending}"
    path.write_bytes(write_sheet(path, FORM))
    texts = [tuple(cell.text for cell in line.cells if cell.text) for line in read_lines(path)]
    assert texts == [("Phiếu thử",), ("Ghi chú.",), ("Nhãn",), ("Cột 1", "Cột 2"), ("1",)]


def test_places_are_named_as_their_author_knows_them(tmp_path: Path) -> None:
    for ending, place in (("xlsx", "ô B6"), ("docx", "bảng 2, dòng 1, cột 2")):
        path = tmp_path / f"phieu.{ending}"
        path.write_bytes(write_sheet(path, FORM))
        cells = [cell for line in read_lines(path) for cell in line.cells]
        assert next(cell.place for cell in cells if cell.text == "Cột 2") == place


def test_numbers_and_dates_of_a_sheet_are_text(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page
    page.append([1, 1.0, 2.5, datetime(2023, 10, 27), True, None, " chữ "])  # noqa: DTZ001
    book.create_sheet("Hai").append(["hai"])
    book.save(tmp_path / "a.xlsx")
    first, second = read_lines(tmp_path / "a.xlsx")
    assert [cell.text for cell in first.cells][:7] == [
        "1", "1", "2.5", "27-10-2023", "True", "", "chữ"
    ]  # fmt: skip
    assert (second.block, second.cells[0].place) == (2, "ô Hai!A1")


def test_joined_and_wrapped_cells_of_a_document_keep_their_columns(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "hai cột"
    table.cell(0, 2).text = "một"
    paragraph = document.add_paragraph("34")
    for element in (OxmlElement("w:noBreakHyphen"), OxmlElement("w:br")):
        paragraph.runs[0]._r.append(element)
    paragraph.add_run("CT")
    document.save(str(tmp_path / "a.docx"))
    row, below = read_lines(tmp_path / "a.docx")
    assert [cell.text for cell in row.cells] == ["hai cột", "", "một"]
    assert below.cells[0].text == "34- CT"


def test_text_in_content_controls_is_read(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("trong khung")
    wrapper, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph._p.addprevious(wrapper)
    wrapper.append(content)
    content.append(paragraph._p)
    document.save(str(tmp_path / "a.docx"))
    assert [line.cells[0].text for line in read_lines(tmp_path / "a.docx")] == ["trong khung"]


def test_changes_that_nobody_accepted_are_refused(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("cũ")
    inserted = OxmlElement("w:ins")
    paragraph._p.append(inserted)
    inserted.append(paragraph.add_run(" mới")._r)
    document.save(str(tmp_path / "a.docx"))
    assert refused(tmp_path / "a.docx") == "file-tracked"


def _with(name: str, content: bytes) -> Callable[[bytes], bytes]:
    """A package with one part more, or another one in its place."""

    def change(old: bytes) -> bytes:
        target = BytesIO()
        with (
            zipfile.ZipFile(BytesIO(old)) as given,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
        ):
            for info in given.infolist():
                if info.filename != name:
                    made.writestr(info, given.read(info))
            made.writestr(name, content)
        return target.getvalue()

    return change


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
UTF_16 = XXE.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_with("customXml/item9.xml", XXE), "file-bad-xml"),
        (_with("customXml/item9.xml", LAUGHS), "file-bad-xml"),
        (_with("customXml/item9.xml", UTF_16), "file-bad-xml"),
        (_with("customXml/item9.xml", b"<a><b></a>"), "file-bad-xml"),
        (_with("media/zeros.bin", b"\0" * (package.FORM.unpacked + 1)), "file-bomb"),
        (_with("media/zeros.xml", b"<a>" + b" " * package.FORM.xml + b"</a>"), "file-bomb"),
        (lambda content: content[: len(content) // 2], "file-no-package"),
        (lambda content: OLE + b"old office file", "file-old-office"),
        (lambda content: OLE + "EncryptedPackage".encode("utf-16-le"), "file-locked"),
        (lambda content: b"", "file-no-package"),
        (lambda content: content + b"\0" * package.FORM.bytes, "file-too-large"),
    ],
    ids=[
        "xxe", "laughs", "utf-16", "broken-xml", "zeros", "large-xml", "half", "old", "locked",
        "empty", "large",
    ],
)  # fmt: skip
def test_a_harmful_or_damaged_file_is_refused(
    change: Callable[[bytes], bytes], code: str, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"phieu.{ending}"
    path.write_bytes(change(write_sheet(path, FORM)))
    assert refused(path) == code


def test_many_small_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        for n in range(package.FORM.parts + 1):
            made.writestr(f"{n}.bin", b"")
    assert refused(path) == "file-bomb"


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    """Unpacking ends at the declared size; the rest does not fit the checksum."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_sheet(path, FORM))
    content = _with("big.xml", b"<a>" + b" " * 1_000_000 + b"</a>")(path.read_bytes())
    real = (1_000_007).to_bytes(4, "little")
    assert content.count(real) >= 1
    path.write_bytes(content.replace(real, (10).to_bytes(4, "little")))
    assert refused(path) in ("file-no-package", "file-bad-xml")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_package_of_the_other_kind_is_refused(ending: str, tmp_path: Path) -> None:
    other = tmp_path / f"a.{ENDINGS[ending == 'xlsx']}"
    path = tmp_path / f"phieu.{ending}"
    path.write_bytes(write_sheet(other, FORM))
    assert refused(path) == "file-no-package"


def test_a_sheet_with_rows_beyond_reason_is_refused(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for n in range(3_000):
        page.append([n])
    book.save(tmp_path / "a.xlsx")
    assert refused(tmp_path / "a.xlsx") == "file-too-many-lines"


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.xlsx") == "unreadable-file"


def test_an_unknown_ending_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"a\.doc"):
        read_lines(tmp_path / "a.doc")
