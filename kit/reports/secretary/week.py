"""The weekly table of units: people, attempts, everything right, mean; and the words to send.

By default it goes upwards: figures about fewer than five people are hidden in all of its forms.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from kit.clock import day, spoken
from kit.figures import FEW, HIDDEN, SMALL, Unit, UnitTable, count, upwards
from kit.formats.tables import Book, Column, Value
from kit.gradebook.attempts import Attempts, Period, attempts
from kit.gradebook.export import Outline
from kit.reports.secretary.filling import Value as Tag
from kit.reports.secretary.minutes import rate_said, results_said
from kit.reports.secretary.words import (
    DOTS,
    SHORT,
    day_written,
    hidden_note,
    mark,
    number,
    or_dots,
    people_said,
    percent,
    right_said,
)
from kit.text import round_number, round_percent, write_number
from kit.wording import t

__all__ = ["Week", "chat_text", "paragraph", "week_before", "week_of_groups", "week_values",
           "week_xlsx"]  # fmt: skip


@dataclass(frozen=True)
class Week:
    """The table of a period, as it may be sent."""

    table: UnitTable
    period: Period | None
    """``None`` for everything that was ever handed in."""
    others: int
    """Attempts of people who are no learners of a roster: in no figure."""
    undated: int
    """Attempts that do not say when: in no figure of a period."""
    inside: bool
    """Nothing is hidden: it stays where it was made."""
    as_of: datetime | None = None
    """When the figures were taken, where the period was not over then."""

    @property
    def hidden(self) -> bool:
        """Whether any figure is."""
        units = (*self.table.rows, self.table.total)
        return any(None in (one.people, one.all_correct) for one in units)


def week_before(now: datetime) -> Period:
    """From the Monday of last week to this week's: reports are made on Mondays."""
    monday = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(now.weekday())
    return monday - timedelta(7), monday


def week_of_groups(
    groups: Sequence[Outline],
    quizzes: Sequence[str] | None,
    period: Period | None,
    now: datetime,
    inside: bool = False,
) -> Week:
    """The table of these groups; raises what reading a gradebook raises."""
    found = [(one.workspace.group.name, attempts(one, quizzes, period)) for one in groups]
    table = count((name, one.members, one.counted) for name, one in found)
    shown = table if inside else upwards(table)
    as_of = now if period and now < period[1] else None
    return Week(shown, period, _sum(found, "others"), _sum(found, "undated"), inside, as_of)


def _sum(found: Iterable[tuple[str, Attempts]], name: str) -> int:
    return sum(getattr(one, name) for _, one in found)


def when(week: Week) -> str:
    """``từ ngày 16-11-2026 đến ngày 22-11-2026``; that it is not over, if so."""
    if week.period is None:
        return t("report.all_time")
    last = week.period[1] - timedelta(seconds=1)
    said = t("report.from_to", first=day(week.period[0]), last=day(last))
    return said + (t("report.so_far", when=spoken(week.as_of)) if week.as_of else "")


def paragraph(week: Week) -> str:
    """The week in the words that reports have."""
    total, rows = week.table.total, week.table.rows
    if total.people is None:
        return t("report.week_hidden", units=number(len(rows)), few=FEW)
    said = [
        t(
            "report.week" if len(rows) > 1 else "report.week_one",
            when=when(week),
            people=people_said(total),
            members=number(total.members),
            units=number(len(rows)),
            unit=rows[0].name if rows else "",
            rate=rate_said(total),
            attempts=number(total.attempts),
        )
    ]
    said += results_said(total)
    text = " ".join(said)
    return text[0].upper() + text[1:]


def notes(week: Week) -> Iterator[str]:
    """What has to be said below the table."""
    yield t("report.note_words")
    if week.hidden:
        yield hidden_note()
    if any(row.perhaps != 0 for row in (*week.table.rows, week.table.total)):
        yield t("report.nameless")
    if any(row.members < SMALL for row in week.table.rows):
        yield t("report.note_small", small=SMALL)
    unscored = sum(row.unscored for row in week.table.rows)
    waiting = sum(row.waiting for row in week.table.rows)
    for name, value in (
        ("unscored", unscored), ("waiting", waiting), ("others", week.others),
        ("undated", week.undated),
    ):  # fmt: skip
        if value and (week.inside or not week.hidden):
            yield t(f"report.{name}", count=number(value))


def week_values(week: Week, superior: str, unit: str, now: datetime) -> dict[str, Tag]:
    """What the tags of ``tong-hop.docx`` stand for."""
    return {
        "cap_tren": or_dots(superior),
        "chi_bo": or_dots(unit),
        "so_van_ban": SHORT,
        "dia_danh": SHORT,
        "ngay_thang": day_written(now),
        "thoi_gian": when(week),
        "doan": paragraph(week),
        "don_vi": [{"stt": str(n), **_cells(row)} for n, row in enumerate(week.table.rows, 1)],
        "cong": _cells(week.table.total),
        "ghi_chu": list(notes(week)),
    }


def _cells(row: Unit) -> dict[str, Tag]:
    hidden = row.people is None
    return {
        "ten": row.name or DOTS,
        "tong": number(row.members),
        "nguoi": people_said(row),
        "ty_le": HIDDEN if hidden else percent(row.rate),
        "luot": number(row.attempts),
        "dung_het": right_said(row),
        "diem": HIDDEN if hidden else mark(row.mean),
    }


_COLUMNS = (("stt", 7), ("unit", 44), ("members", 12), ("people", 12), ("rate", 12),
            ("attempts", 12), ("right", 12), ("mean", 12))  # fmt: skip


def week_xlsx(week: Week) -> bytes:
    """The table as an Excel file, with its notes on a page of their own."""
    from openpyxl import Workbook

    book = Book(Workbook(write_only=True))
    columns = [
        Column(t(f"report.column_{name}"), "text" if name == "unit" else "number", width)
        for name, width in _COLUMNS
    ]
    add = book.page(t("report.week_page"), columns, fixed=2)
    for n, row in enumerate(week.table.rows, 1):
        add([n, row.name, *_figures(row)])
    add([None, t("report.total"), *_figures(week.table.total)])
    note = book.page(t("report.notes_page"), [Column(when(week), width=120)])
    for line in (paragraph(week), *notes(week)):
        note([line])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _figures(row: Unit) -> list[Value]:
    if row.people is None:
        return [row.members, *[HIDDEN] * 5]
    people, right = people_said(row), right_said(row)
    return [
        row.members,
        row.people if people == number(row.people) else people,
        None if row.rate is None else round_percent(100 * row.rate),
        row.attempts,
        row.all_correct if right == number(row.all_correct) and right != HIDDEN else right,
        None if row.mean is None else round_number(10 * row.mean),
    ]


def chat_text(week: Week) -> str:
    """Plain text to paste into a chat."""
    lines = [t("report.chat_title"), paragraph(week), ""]
    for row in week.table.rows if len(week.table.rows) > 1 else ():
        lines.append(f"- {_chat_line(row)}")
    # The table's words are not there, and a sign that nothing above has needs no note.
    left_out = {t("report.note_words")}
    if not any(HIDDEN in line for line in lines):
        left_out.add(hidden_note())
    lines += [""] + [line for line in notes(week) if line not in left_out]
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip() + "\n"


def _chat_line(row: Unit) -> str:
    if row.people is None:
        return t("report.chat_hidden", unit=row.name, members=write_number(row.members))
    rate = t("report.chat_rate", rate=percent(row.rate)) if row.rate is not None else ""
    told = right_said(row)
    right = t("report.chat_right", right=told) if told == write_number(row.all_correct or 0) else ""
    mean = t("report.chat_mean", mean=mark(row.mean)) if row.mean is not None else ""
    return t(
        "report.chat_line",
        unit=row.name,
        people=people_said(row),
        members=number(row.members),
        rate=rate,
        attempts=number(row.attempts),
        rest=f"{right}{mean}",
    )
