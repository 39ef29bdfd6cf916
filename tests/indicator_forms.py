"""A content folder with sets of indicators, and forms filled with invented test data.

The ten texts say of themselves that they are invented: nobody may take them for the directive's.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from kit.cli import main
from kit.indicators.form import FIELDS, sheet
from kit.indicators.write import empty_form

ROOT = Path(__file__).parents[1]
SETS = ROOT / "quizzes" / "indicators"

Row = tuple[str, str, str]

HEAD = {
    "issuer": "Ban Thường vụ Thành ủy Đà Nẵng",
    "number": "34-CT/TU",
    "date": "27-10-2023",
    "entered_by": "Người thử máy",
}
ROWS: tuple[Row, ...] = tuple(
    (str(n), f"Nội dung thử số {n} (bịa ra để thử máy).", f"chỗ thử {n}") for n in range(1, 11)
)
TEXTS = tuple(text for _, text, _ in ROWS)

ENDINGS = (".yaml", ".xlsx", ".docx")

BANK = """\
format: 1
id: nhan-dien
title: Bài thử nhận diện
as_of: 2026-11-22
items:
  - id: tinh-huong
    kind: single
    stem: "Tình huống giả định: việc để đấy. Đây là dấu hiệu nào?"
    options:
      a: "{dau-hieu/dh-05}"
      b: "{dau-hieu/dh-10}"
    key: a
    explanation: "Gần nhất là “{dau-hieu/dh-05}”."
    cite: [{source: dn-2025-11-18-ubnd, paragraph: 12, phrase: chậm trễ trong triển khai}]
    tags: {topic: nhận diện, indicator: dau-hieu/dh-05}
    level: vận dụng
    difficulty: dễ
  - id: ghep
    kind: matching
    stem: Ghép mỗi dấu hiệu với chữ cái đầu.
    pairs:
      "{dau-hieu/dh-01}": n
      "{dau-hieu/dh-06}": t
    explanation: Theo chữ đầu.
    cite: [{source: dn-2025-11-18-ubnd, paragraph: 12, phrase: chậm trễ trong triển khai}]
    tags: {topic: nhận diện}
    level: nhớ
    difficulty: dễ
  - id: khac
    kind: true_false
    stem: Trời xanh.
    key: đúng
    explanation: Vì thế.
    cite: [{source: dn-2025-11-18-ubnd, paragraph: 12, phrase: chậm trễ trong triển khai}]
    tags: {topic: khác}
    level: nhớ
    difficulty: dễ
"""


def make_content(folder: Path) -> Path:
    """A content folder with the project's sets, their sources and one small bank."""
    quizzes = folder / "quizzes"
    shutil.copytree(SETS, quizzes / "indicators")
    shutil.copy(ROOT / "quizzes" / "sources.yaml", quizzes)
    (quizzes / "nhan-dien.yaml").write_text(BANK, "utf-8")
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(*arguments: str | Path) -> int:
    """Exit code of a command of ``kit indicators``; 0 if it returns."""
    with pytest.raises(SystemExit) as caught:
        main(["indicators", *map(str, arguments)])
    return int(caught.value.code or 0)


def import_ten(content: Path) -> None:
    """The official list of a content folder becomes the ten invented texts."""
    form = write_form(content.parent / "phieu.yaml")
    assert run("import", form, "--yes", "--content", content) == 0
    form.unlink()


def write_form(path: Path, head: Mapping[str, str] = HEAD, rows: Sequence[Row] = ROWS) -> Path:
    """The kit's own empty form, filled in as a person would in the program for its format."""
    fill = {".yaml": _fill_yaml, ".xlsx": _fill_xlsx, ".docx": _fill_docx}[path.suffix]
    path.write_bytes(fill(empty_form(path), head, rows))
    return path


def _fill_yaml(empty: bytes, head: Mapping[str, str], rows: Sequence[Row]) -> bytes:
    text = empty.decode()
    for field in FIELDS:
        value = json.dumps(head[field], ensure_ascii=False) if head.get(field) else ""
        text = text.replace(f"\n{field}:", f"\n{field}: {value}", 1)
    lines = [text[: text.index("indicators:")] + "indicators:"]
    for number, words, place in rows:
        lines.append(f"  - id: {number}")
        lines += [
            f"    {key}: {json.dumps(value, ensure_ascii=False) if value else ''}"
            for key, value in (("text", words), ("place", place))
        ]
    return ("\n".join(lines) + "\n").encode()


def _fill_xlsx(empty: bytes, head: Mapping[str, str], rows: Sequence[Row]) -> bytes:
    book = load_workbook(BytesIO(empty))
    page = book.active
    assert page is not None
    labels = {str(row[0].value): n for n, row in enumerate(page.iter_rows(), 1)}
    for field, label in zip(FIELDS, sheet().fields, strict=True):
        page.cell(labels[label], 2, head.get(field))
    first = labels[sheet().heads[0]] + 1
    page.delete_rows(first, 10)
    for n, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            page.cell(first + n, column, value or None)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _fill_docx(empty: bytes, head: Mapping[str, str], rows: Sequence[Row]) -> bytes:
    document = Document(BytesIO(empty))
    fields, table = document.tables
    for field, row in zip(FIELDS, fields.rows, strict=True):
        row.cells[1].text = head.get(field) or ""
    while len(table.rows) > len(rows) + 1:
        last = table.rows[-1]._tr
        last.getparent().remove(last)
    while len(table.rows) < len(rows) + 1:
        table.add_row()  # type: ignore[no-untyped-call]
    for values, row in zip(rows, list(table.rows)[1:], strict=True):
        for value, cell in zip(values, row.cells, strict=True):
            cell.text = value
    target = BytesIO()
    document.save(target)
    return target.getvalue()
