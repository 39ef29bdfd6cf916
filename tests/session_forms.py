"""The secretary's form, filled in as a secretary would."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from kit.reports.secretary.form import blank_form
from kit.wording import t

FIELDS = {
    "superior": "Đảng bộ phường Hòa Cường",
    "number": "12-BB/CB",
    "town": "Hòa Cường",
    "kind": "chuyên đề",
    "subject": "học tập Chỉ thị số 34-CT/TU",
    "begins": "19:30 ngày 25-11-2026",
    "ends": "21:05 ngày 25-11-2026",
    "place": "Nhà văn hóa khu dân cư số 5",
    "chair": "Trần Văn Bình",
    "secretary": "Lê Thị Cẩm",
    "guests": "không",
    "official": "1.057",
    "probationary": "2",
    "exempt": "4",
    "present_official": "1.050",
    "present_probationary": "2",
    "vote": "1.052/1.052 đồng chí nhất trí",
    "verdict": "Tốt",
}
LISTS: Mapping[str, Sequence[Sequence[str]]] = {
    "agenda": (("Thông báo tình hình", "Bí thư"), ("Học chuyên đề", "")),
    "absent": (
        ("Nguyễn Văn A", "đi công tác", ""),
        ("Trần Thị B", "ốm", ""),
        ("Lê Văn C", "", "x"),
    ),
    "spoken": (("Hoàng Thị E", "Đề nghị giải thích kỹ.\nSẽ đọc lại."), ("Đỗ Văn G", "Nhất trí.")),
    "conclusions": (("Đọc lại chuyên đề.",),),
    "scores": (("1", "9,5"), ("2", "10")),
}


def write_form(
    path: Path,
    fields: Mapping[str, str] = FIELDS,
    lists: Mapping[str, Sequence[Sequence[str]]] = LISTS,
) -> Path:
    """The kit's own empty form with these cells filled in."""
    book = load_workbook(BytesIO(blank_form({})))
    page = book.worksheets[0]
    labels = {t(f"report.field_{name}"): value for name, value in fields.items()}
    for row in page.iter_rows():
        if value := labels.get(str(row[0].value)):
            row[1].value = value
    for name, rows in lists.items():
        sheet = book[t(f"report.list_{name}")]
        for n, values in enumerate(rows, 2):
            for column, value in enumerate(values, 1):
                sheet.cell(n, column).value = value or None
    book.save(path)
    return path
