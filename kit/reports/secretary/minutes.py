"""The minutes of a session (biên bản): fields as DOMAIN.md's §2.3 has them from Party handbooks.

Whatever nobody has said stays a dotted line.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kit.clock import spoken
from kit.figures import FEW, SMALL, Unit
from kit.reports.secretary.figures import QuizFigures
from kit.reports.secretary.filling import Value
from kit.reports.secretary.session import Session
from kit.reports.secretary.words import (
    DOTS,
    SHORT,
    day_written,
    hour_written,
    inside,
    mark,
    number,
    of_so_many,
    or_dots,
    people_said,
    percent,
)
from kit.text import write_number
from kit.wording import t
from kit.workspace import Group

__all__ = [
    "attendance_line",
    "head_values",
    "minutes_values",
    "quiz_paragraph",
    "rate_said",
    "results_said",
]

_LINES = 3
"""Dotted lines for a list that nobody has filled in."""


def minutes_values(
    group: Group, session: Session, quizzes: Sequence[QuizFigures]
) -> dict[str, Value]:
    """What the tags of ``bien-ban.docx`` stand for."""
    return {
        **head_values(group, session),
        **_attendance(session),
        "chuyen_de": session.subject,
        "dia_diem": or_dots(session.place),
        "khach": or_dots(session.guests),
        "noi_dung": [
            {"noi_dung": or_dots(topic.text), "nguoi": topic.who} for topic in session.agenda
        ]
        or [{"noi_dung": DOTS, "nguoi": ""}] * _LINES,
        "trac_nghiem": [_quiz(one) for one in quizzes],
        "phat_bieu": [
            {"ho_ten": or_dots(one.name), "y_kien": or_dots(one.text)} for one in session.spoken
        ]
        or [{"ho_ten": DOTS, "y_kien": DOTS}] * _LINES,
        "ket_luan": [or_dots(one) for one in session.conclusions] or [DOTS] * _LINES,
        "bieu_quyet": or_dots(session.vote),
    }


def head_values(group: Group, session: Session) -> dict[str, Value]:
    """What the head, the hours and the signatures of a session's papers stand for."""
    return {
        "cap_tren": or_dots(session.superior or group.unit),
        "chi_bo": group.name,
        "so_van_ban": or_dots(session.number, SHORT),
        "dia_danh": or_dots(session.town, SHORT),
        "ngay_thang": day_written(session.begins),
        "loai": or_dots(inside(session.kind), SHORT),
        "bat_dau": hour_written(session.begins),
        "ket_thuc": hour_written(session.ends),
        "chu_tri": or_dots(session.chair),
        "thu_ky": or_dots(session.secretary),
        "ky_chu_tri": session.chair,
        "ky_thu_ky": session.secretary,
    }


def _attendance(session: Session) -> dict[str, Value]:
    found = session.attendance
    absent: list[Value] = [
        {
            "ho_ten": or_dots(one.name),
            "ly_do": t("report.no_reason") if one.unexcused else or_dots(one.reason),
        }
        for one in session.absent
    ]
    if found is None:
        blank: dict[str, Value] = dict.fromkeys(
            ("tong_so", "chinh_thuc", "du_bi", "mien", "phai_du", "co_mat", "vang", "ty_le"), SHORT
        )
        return {
            **blank,
            "diem_danh": t("report.attendance_dots"),
            "vang_mat": absent or [_NAMELESS],
        }
    # Not there, and nobody has said who.
    listed = absent or ([_NAMELESS] if found.absent else [])
    return {
        "tong_so": number(found.members),
        "chinh_thuc": number(found.official),
        "du_bi": number(found.probationary),
        "mien": number(found.exempt),
        "phai_du": number(found.expected),
        "co_mat": number(found.present),
        "vang": number(found.absent),
        "ty_le": percent(found.rate),
        "diem_danh": attendance_line(session),
        "vang_mat": listed,
    }


_NAMELESS: Mapping[str, Value] = {"ho_ten": DOTS, "ly_do": DOTS}


def attendance_line(session: Session) -> str:
    """Who had to come, who came, who did not; a percentage only of ten or more."""
    found = session.attendance
    if found is None:
        return t("report.attendance_dots")
    rate = t("report.attendance_rate", rate=percent(found.rate)) if found.rate is not None else ""
    unexcused = t("report.attendance_unexcused", count=number(found.unexcused))
    return t(
        "report.attendance",
        expected=number(found.expected),
        present=number(found.present),
        official=number(found.present_official),
        probationary=number(found.present_probationary),
        rate=rate,
        absent=number(found.absent),
        unexcused=unexcused if session.absent else "",
    )


def quiz_paragraph(one: QuizFigures) -> str:
    """One quiz in a few sentences, as a report has it."""
    unit = one.unit
    people = unit.people or 0
    as_of = t("report.as_of", when=hour_written(one.as_of)) if one.as_of else ""
    if not people:
        members = number(unit.members)
        return t("report.quiz_nobody", title=one.title, as_of=as_of, members=members)
    said = [
        t(
            "report.quiz",
            title=one.title,
            as_of=as_of,
            people=people_said(unit),
            members=number(unit.members),
            rate=rate_said(unit),
            attempts=number(unit.attempts),
        )
    ]
    if unit.perhaps:
        said.append(t("report.nameless"))
    if people < FEW:
        return " ".join([*said, t("report.quiz_few", few=FEW)])
    said += results_said(unit)
    if unit.unscored:
        said.append(t("report.unscored", count=number(unit.unscored)))
    if unit.waiting:
        said.append(t("report.waiting", count=number(unit.waiting)))
    if one.open_until:
        said.append(t("report.still_open", when=spoken(one.open_until)))
    return " ".join(said)


def rate_said(unit: Unit) -> str:
    """``, đạt 99,16%``; nothing for a unit that is too small for a percentage."""
    if unit.rate is None:
        return ""
    return t("report.rate" if unit.perhaps == 0 else "report.rate_least", rate=percent(unit.rate))


def results_said(unit: Unit) -> Iterator[str]:
    """Mean and people with everything right, as far as they may be told."""
    if unit.mean is not None:
        yield t("report.mean_is", mean=mark(unit.mean))
        if unit.all_correct:
            yield t("report.right_are", right=number(unit.all_correct))
        elif unit.all_correct == 0 and not (unit.unscored or unit.waiting):
            yield t("report.right_nobody")


def _quiz(one: QuizFigures) -> dict[str, Value]:
    whole = sum(band.attempts for band in one.bands)
    return {
        "ten": one.title,
        "doan": quiz_paragraph(one),
        "phan_bo": [
            {
                "muc": band_name(band.low, band.high),
                "luot": number(band.attempts),
                "ty_le": percent(Fraction(band.attempts, whole) if whole >= SMALL else None),
            }
            for band in one.bands
        ],
        "cau_sai": [
            {"stt": str(n), "cau": stem, "sai": of_so_many(missed.missed, missed.asked)}
            for n, (stem, missed) in enumerate(one.missed, 1)
        ],
    }


def band_name(low: float, high: float) -> str:
    """``từ 5 đến dưới 8``, on the scale of ten."""
    ends = {"low": write_number(10 * low), "high": write_number(10 * high)}
    if not low:
        return t("report.band_first", **ends)
    return t("report.band_last" if low == high else "report.band", **ends)
