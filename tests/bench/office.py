"""What reading Word and Excel costs: ``python3 start.py bench office``, which prints it as a table.

``kit import`` in a process of its own, start and checks of the bank included, beside what the
libraries alone take to open the file and give the text of every cell or paragraph.
"""

import sys
import tempfile
from pathlib import Path
from random import Random

from docx import Document
from openpyxl import Workbook

from tests.bench.run import Cost, measure
from tests.office.content import Question, singles

SIZES = (200, 2_000, 10_000)

_EXCEL = (
    "import sys, openpyxl\n"
    "for sheet in openpyxl.load_workbook(sys.argv[1]):\n"
    "    [str(cell.value) for row in sheet.iter_rows() for cell in row]"
)
_WORD = (
    "import sys, docx\n"
    "[(p.text, [(r.text, r.bold, r.underline) for r in p.runs])"
    " for p in docx.Document(sys.argv[1]).paragraphs]"
)
_OPENED = {".xlsx": _EXCEL, ".docx": _WORD}


def write(path: Path, questions: list[Question]) -> None:
    """A sheet with four columns of options, or a document with the right one underlined."""
    {".xlsx": _write_excel, ".docx": _write_word}[path.suffix](path, questions)


def _write_excel(path: Path, questions: list[Question]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["STT", "Nội dung câu hỏi", "A", "B", "C", "D", "Đáp án"])
    for number, question in enumerate(questions, 1):
        sheet.append([number, question.stem, *question.options, "ABCD"[question.key[0]]])
    book.save(path)


def _write_word(path: Path, questions: list[Question]) -> None:
    document = Document()
    for number, question in enumerate(questions, 1):
        document.add_paragraph(f"Câu {number}. {question.stem}")
        for place, option in enumerate(question.options):
            run = document.add_paragraph().add_run(f"{'ABCD'[place]}. {option}")
            run.underline = place in question.key
    document.save(str(path))


def rows(folder: Path, ending: str, size: int) -> str:
    """One row of the table. Raises if not every question came through."""
    file, bank = folder / f"{size}{ending}", folder / f"{size}-{ending[1:]}.yaml"
    write(file, singles(Random(size), size))
    cost = measure(sys.executable, "-m", "kit", "import", file, "--into", bank)
    found = bank.read_text(encoding="utf-8").count("\n  - id:")
    if found != size:
        raise RuntimeError(f"{found} of {size} questions came through")
    opened = measure(sys.executable, "-c", _OPENED[ending], file)
    return f"| {size:,} questions, `{ending}` | {_cells(cost)} | {_cells(opened)} |"


def _cells(cost: Cost) -> str:
    return f"{cost.wall:.1f} s | {cost.memory} MB"


def main() -> None:
    """Measure and print."""
    sys.stdout.write(
        "| Importing | `kit import` | peak memory | opened by the library | peak memory |\n"
        "|---|---|---|---|---|\n"
    )
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder:
        for ending in _OPENED:
            for size in SIZES:
                sys.stdout.write(rows(Path(folder), ending, size) + "\n")


if __name__ == "__main__":
    main()
