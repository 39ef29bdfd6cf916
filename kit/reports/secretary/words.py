"""How figures and days are written in the papers, and what stands where nothing is known."""

from datetime import datetime
from fractions import Fraction

from kit.clock import local
from kit.figures import FEW, HIDDEN, SMALL, Unit
from kit.text import write_number, write_percent
from kit.wording import t

DOTS = "……………………"
"""Where somebody writes by hand."""
SHORT = "………"


def or_dots(text: str, dots: str = DOTS) -> str:
    """The text, or a dotted line."""
    return text.strip() or dots


def inside(text: str) -> str:
    """A text as it stands within a sentence: *Chuyên đề* becomes *chuyên đề*; *BCH* stays."""
    first, rest = text.strip()[:1], text.strip()[1:]
    return first + rest if rest[:1].isupper() else first.lower() + rest


def number(value: int | None) -> str:
    """``1.234``; a figure that is not told is ``(*)``."""
    return HIDDEN if value is None else write_number(value)


def hidden_note(few: int = FEW) -> str:
    """What the sign of a figure that is not told means, for below the table."""
    return t("report.note_hidden", few=few)


def people_said(unit: Unit) -> str:
    """``11``; ``11–12`` where work without a name may be that of somebody else, or of nobody else.

    ``ít nhất 11`` where how many these may be would tell of a few.
    """
    if unit.people is None or unit.perhaps == 0:
        return number(unit.people)
    if unit.perhaps is None:
        return t("report.at_least", count=number(unit.people))
    return f"{number(unit.people)}–{number(unit.people + unit.perhaps)}"


def right_said(unit: Unit) -> str:
    """People with everything right; no 0 of what is not graded to the end."""
    if unit.all_correct == 0 and unit.attempts and unit.mean is None:
        return t("report.not_graded")
    if unit.all_correct == 0 and (unit.unscored or unit.waiting):
        return t("report.not_ready")
    return number(unit.all_correct)


def percent(share: Fraction | float | None) -> str:
    """``99,16%`` of a share; a dash where there is none to tell."""
    return "–" if share is None else write_percent(100 * share)


def mark(share: float | None) -> str:
    """A share of the points on the scale of ten: ``7,85``."""
    return "–" if share is None else write_number(10 * share)


def day_written(moment: datetime | None) -> str:
    """``ngày 05 tháng 02 năm 2026``, as papers have it."""
    if moment is None:
        return t("report.day_dots")
    there = local(moment)
    # A nought before days, and before the first two months, so that no 1 is put there.
    month = f"{there.month:02}" if there.month < 3 else str(there.month)
    return t("report.day", day=f"{there.day:02}", month=month, year=there.year)


def hour_written(moment: datetime | None) -> str:
    """``19 giờ 30 phút, ngày 25 tháng 11 năm 2026``."""
    if moment is None:
        return t("report.hour_dots")
    there = local(moment)
    return t("report.hour", hour=there.hour, minute=f"{there.minute:02}", day=day_written(moment))


def of_so_many(part: int, whole: int) -> str:
    """``52/60 (86,67%)``; ``3/7`` where a percentage of so few would say nothing."""
    told = f"{write_number(part)}/{write_number(whole)}"
    return f"{told} ({percent(Fraction(part, whole))})" if whole >= SMALL else told
