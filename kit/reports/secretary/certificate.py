"""Certificates: that somebody did a quiz, when, and with which result. Nothing about conduct.

Only where ``group.yaml`` says so (``certificate``), only for members of the roster who have agreed
to results under their names, and only for results that are final.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from kit.clock import local, spoken
from kit.consent import KEEP_RESULT, ConsentLog
from kit.gradebook.results import Result
from kit.reports.pdf import pdf
from kit.reports.secretary.filling import Value
from kit.reports.secretary.words import SHORT, day_written, or_dots
from kit.roster import Member
from kit.serve.group import consent_text
from kit.text import write_number, write_percent
from kit.wording import t
from kit.workspace import Group, Workspace

__all__ = ["Earned", "Refusal", "certificate_pdf", "certificate_values", "earned"]

Refusal = Literal["off", "no_member", "no_consent", "not_graded", "waiting", "below"]


@dataclass(frozen=True)
class Earned:
    """One certificate."""

    name: str
    title: str
    """Of the quiz."""
    handed_in: datetime | None
    total: float
    max: float


def earned(
    workspace: Workspace, quiz: str, learner: str, member: Member | None, result: Result | None
) -> Earned | Refusal:
    """What may be certified of a learner's quiz, or why nothing may."""
    group = workspace.group
    settings = group.certificate
    if settings is None or (settings.quizzes and quiz not in settings.quizzes):
        return "off"
    if member is None or not member.name:
        return "no_member"
    log = ConsentLog(workspace.path / "consent.jsonl")
    if not log.given(learner, KEEP_RESULT, consent_text(group)):
        return "no_consent"
    if result is None or not result.max:
        return "not_graded"
    if result.needs_manual:
        return "waiting"
    if not result.reaches(settings.minimum):
        return "below"
    title = str(workspace.booklet(quiz)["title"])
    return Earned(member.name, title, result.handed_in, result.total, result.max)


def certificate_values(group: Group, one: Earned, now: datetime) -> dict[str, Value]:
    """What the tags of ``chung-nhan.docx`` stand for."""
    signer = group.certificate.signer if group.certificate else ""
    share = Fraction(str(one.total)) / Fraction(str(one.max))
    return {
        "cap_tren": or_dots(group.unit),
        "chi_bo": group.name,
        "so_van_ban": SHORT,
        "dia_danh": SHORT,
        "ngay_thang": day_written(now),
        "ho_ten": one.name,
        "bai": one.title,
        "nop_luc": spoken(local(one.handed_in)) if one.handed_in else SHORT,
        "diem": write_number(one.total),
        "toi_da": write_number(one.max),
        "ty_le": write_percent(100 * share),
        "nguoi_ky": or_dots(signer),
    }


def certificate_pdf(group: Group, one: Earned, now: datetime, own: bool) -> bytes:
    """The same as PDF; ``own``: the learner took it herself, so it says that nobody signed it."""
    values: Mapping[str, Value] = certificate_values(group, one, now)
    said = {name: str(value) for name, value in values.items()}
    words = {
        name: t(f"report.certificate_{name}", **said)
        for name in ("title", "subtitle", "by", "done", "only", "place", "sign")
    }
    note = t("report.certificate_own", **said) if own else ""
    return pdf("certificate.typ", {"values": said, "words": words, "note": note, "own": own})
