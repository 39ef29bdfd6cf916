"""The rules of a contest (thể lệ) as a file that people read, print and sign."""

import re
from pathlib import Path

from kit.contest.file import Arena
from kit.durable import write_durably
from kit.errors import UserError
from kit.ranking import rules_text
from kit.reports.hyphens import keep_together
from kit.reports.word import as_bytes, new_document
from kit.wording import t

__all__ = ["ENDINGS", "write_rules"]

ENDINGS = (".docx", ".md", ".txt")

_SIZE = 14
"""Of the text, in points."""


def write_rules(arena: Arena, path: Path) -> None:
    """Write them as Word, Markdown or plain text; raises ``UserError`` for another ending."""
    text, ending = rules_text(arena.contest), path.suffix.lower()
    if ending not in ENDINGS:
        message = t("contest.ending", path=path)
        raise UserError(message, t("contest.ending_hint", endings=", ".join(ENDINGS)))
    if ending == ".docx":
        content = _docx(text)
    else:
        content = (text if ending == ".md" else text.removeprefix("# ")).encode()
    write_durably(path, content)


def _docx(text: str) -> bytes:
    """Every sentence as it stands: the numbers are text, so nothing renumbers them."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    title, *rules = (block for block in text.split("\n\n") if block.strip())
    head = title.removeprefix("# ").strip()
    document = new_document(_SIZE, head)
    first = document.add_paragraph()
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first.paragraph_format.space_after = Pt(12)
    run = first.add_run(head)
    run.bold, run.font.size = True, Pt(_SIZE + 1)
    for line in "\n".join(rules).splitlines():
        inner = line.startswith("   - ")
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.left_indent = Mm(15 if inner else 8)
        paragraph.paragraph_format.first_line_indent = Mm(-5 if inner else -8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(15 if inner else 8))
        mark, rest = ("–", line[5:]) if inner else re.split(r"(?<=\.) ", line, maxsplit=1)
        paragraph.add_run(f"{mark}\t{rest.strip()}")
    keep_together(document)
    return as_bytes(document)
