"""CSV as Excel and others write it: rows as lines."""

import csv
import io
from pathlib import Path

from kit.errors import Problem, Problems
from kit.formats.lines import Cell, Line
from kit.textfile import read_table
from kit.wording import t


def read(path: Path) -> list[Line]:
    """The rows that are not blank; raises ``Problems``.

    Comma, semicolon (a Vietnamese Excel) or tabulator between the cells.
    """
    text = read_table(path)
    counts = {mark: text.count(mark) for mark in ",;\t"}
    mark = max(counts, key=lambda one: counts[one])
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=mark)
    lines = []
    try:
        for values in reader:
            row = reader.line_num
            cells = tuple(
                Cell(value.strip(), t("paper.entry_csv_cell", row=row, column=n), row)
                for n, value in enumerate(values, 1)
            )
            if any(cell.text for cell in cells):
                lines.append(Line(cells, 1))
    except csv.Error as error:
        what, hint = t("check.roster_csv", detail=error), t("check.roster_csv_hint")
        raise Problems([Problem(str(path), reader.line_num, "roster-csv", what, hint)]) from error
    return lines
