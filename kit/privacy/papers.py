"""Drafts that a cell fills in and keeps: the impact assessment, and the note of an incident.

Luật 91/2025/QH15 Điều 21 and Nghị định 356/2025/NĐ-CP Điều 19 (assessment, within 60 days of the
first processing), Luật 91/2025/QH15 Điều 23 (incident, within 72 hours). A draft states what the
kit does, as of its version; whoever signs it has it looked at by somebody who knows the law.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit import __version__
from kit.clock import day
from kit.reports.word import new_document
from kit.roster import read_roster
from kit.wording import t
from kit.workspace import Workspace

if TYPE_CHECKING:
    from docx.document import Document

_SIZE = 14
"""Of the text, in points."""

SECTIONS = {
    "assessment": (
        "assessment_who", "assessment_what_for", "assessment_what_data", "assessment_whose",
        "assessment_how", "assessment_who_sees", "assessment_how_long", "assessment_consent",
        "assessment_rights", "assessment_security", "assessment_abroad", "assessment_risks",
        "assessment_sign",
    ),
    "incident": (
        "incident_when", "incident_what_happened", "incident_whose_data", "incident_consequences",
        "incident_done", "incident_told", "incident_sign",
    ),
}  # fmt: skip
"""Document → its sections, in order; ``privacy.<section>`` and ``privacy.<section>_text``."""


def write_papers(workspace: Workspace, folder: Path, now: datetime) -> list[Path]:
    """Write both drafts as .docx into ``folder``, with what is known of the group filled in.

    A file that is there already is somebody's work and stays: the draft gets another name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    values = _values(workspace, now)
    written = []
    for name in SECTIONS:
        path = _free(folder / f"{t(f'privacy.{name}_file')}.docx")
        _draft(name, values).save(str(path))
        written.append(path)
    return written


def _values(workspace: Workspace, now: datetime) -> dict[str, object]:
    group = workspace.group
    members = read_roster(workspace.path / "roster.csv")
    return {
        "group": group.name,
        "unit": group.unit or "……………………",
        "days": group.retention_days,
        "members": sum(member.role == "learner" for member in members),
        "quizzes": len(group.quizzes),
        "day": day(now),
        "version": __version__,
    }


def _free(path: Path) -> Path:
    names = (path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, 1000)))
    return next(name for name in names if not name.exists())


def _draft(name: str, values: dict[str, object]) -> "Document":
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = new_document(_SIZE)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(t(f"privacy.{name}_title")).bold = True
    document.add_paragraph(t("privacy.draft_note", **values)).runs[0].italic = True
    for number, section in enumerate(SECTIONS[name], 1):
        head = document.add_paragraph()
        head.paragraph_format.keep_with_next = True
        head.add_run(f"{number}. {t(f'privacy.{section}')}").bold = True
        for line in _lines(t(f"privacy.{section}_text", **values)):
            document.add_paragraph(line)
    return document


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
