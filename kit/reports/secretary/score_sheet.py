"""The score sheet of a session (phiếu chấm điểm): counts beside criteria, points by the cell."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from kit.errors import Problem, Problems
from kit.reports.secretary.criteria import Criteria, Criterion
from kit.reports.secretary.filling import Value
from kit.reports.secretary.minutes import head_values
from kit.reports.secretary.session import Session
from kit.reports.secretary.words import SHORT, of_so_many, or_dots
from kit.text import write_number
from kit.wording import t
from kit.workspace import Group

__all__ = ["score_sheet_values"]


def score_sheet_values(
    group: Group, session: Session, criteria: Criteria, form: Path | None
) -> dict[str, Value]:
    """What the tags of ``phieu-cham-diem.docx`` stand for.

    Raises ``Problems`` for points of a criterion that is none, that are no number, or too many.
    """
    given = _points(session, criteria, form)
    rows: list[Value] = []
    for n, one in enumerate(criteria.criteria, 1):
        rows.append(
            {
                "stt": str(n),
                "tieu_chi": one.text,
                "so_lieu": _said(one, session),
                "toi_da": SHORT if one.points is None else write_number(one.points),
                "diem": SHORT if n not in given else write_number(given[n]),
            }
        )
    most = [one.points for one in criteria.criteria if one.points is not None]
    whole = len(most) == len(criteria.criteria)
    return {
        **head_values(group, session),
        "can_cu": t(
            "report.by_document",
            number=criteria.source.number,
            date=f"{criteria.source.date:%d-%m-%Y}",
            issuer=criteria.source.issuer,
        ),
        "tieu_chi": rows,
        "cong_toi_da": write_number(sum(most)) if whole else SHORT,
        "cong_diem": write_number(sum(given.values())) if len(given) == len(rows) else SHORT,
        "ket_qua": or_dots(session.verdict),
    }


def _points(session: Session, criteria: Criteria, form: Path | None) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    problems = []
    for score in session.scores:
        if not score.points:
            continue
        points = _number(score.points)
        known = 1 <= score.number <= len(criteria.criteria)
        most = criteria.criteria[score.number - 1].points if known else None
        if not known:
            problems.append(_problem(form, "score_number", number=score.number,
                                     count=len(criteria.criteria)))  # fmt: skip
        elif points is None or (most is not None and points > most):
            told = SHORT if most is None else write_number(most)
            problems.append(_problem(form, "score_points", number=score.number,
                                     points=score.points, most=told))  # fmt: skip
        elif score.number in found:
            problems.append(_problem(form, "score_twice", number=score.number))
        else:
            found[score.number] = points
    if problems:
        raise Problems(problems)
    return found


def _number(typed: str) -> Decimal | None:
    try:
        points = Decimal(typed.replace(",", "."))
    except InvalidOperation:
        return None
    return points if points.is_finite() and points >= 0 else None


def _problem(form: Path | None, code: str, **params: object) -> Problem:
    what, hint = t(f"report.{code}", **params), t(f"report.{code}_hint", **params)
    return Problem(str(form or ""), 0, code.replace("_", "-"), what, hint)


def _said(one: Criterion, session: Session) -> str:
    """The figure, and whether it meets the threshold; dots where it is not known."""
    if one.facts is None:
        return ""
    value, told = _fact(one.facts, session)
    if value is None:
        return SHORT
    met = one.met(value)
    return told if met is None else f"{told} – {t('report.met' if met else 'report.not_met')}"


def _fact(name: str, session: Session) -> tuple[Fraction | int | None, str]:
    there = session.attendance
    if name == "attendance":
        if there is None or there.share is None:
            return None, ""
        present = of_so_many(there.present, there.expected)
        return 100 * there.share, t("report.fact_attendance", present=present)
    if name == "unexcused":
        # Who was absent, and why, is known only where everybody absent is listed.
        if there is None or (there.absent and not session.absent):
            return None, ""
        return there.unexcused, t("report.fact_unexcused", count=there.unexcused)
    if name == "minutes":
        minutes = session.minutes
        return minutes, t("report.fact_minutes", count=minutes or 0)
    people = len({one.name for one in session.spoken})
    return people or None, t("report.fact_speakers", count=people)
