"""Is a filled-in form the official list? Everything wrong with it is told at once."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kit.errors import Problem, Problems
from kit.formats import Cell
from kit.indicators.form import FIELDS, Form
from kit.indicators.sets import OFFICIAL, SIZE, Entry, OfficialSet, PressSet, checksum_of
from kit.text import Match, PartialDate, fold, legacy, nfc, parse_date, same_docnum
from kit.wording import t

_ORDINAL = re.compile(r"0*([0-9]{1,4})[.)]?")
_FILLER = re.compile(r"\b(thành phố\s|tp(\.\s?|\s))")
_MOST_OF_THE_PRESS = 5
"""So many names from the press among ten are no coincidence."""


def judge(
    form: Form, waiting: OfficialSet, press: PressSet | None, today: datetime.date
) -> OfficialSet:
    """The official set that the form makes; raises ``Problems`` with everything wrong with it."""
    judging = _Judging(form, waiting)
    found = [*judging.head(), *judging.entries(press)]
    if found:
        raise Problems(found)
    return judging.made(today)


@dataclass(frozen=True)
class _Judging:
    form: Form
    waiting: OfficialSet

    def head(self) -> Iterator[Problem]:
        for field in FIELDS:
            label = t(f"indicators.field_{field}")
            given = [cell for cell in self.form.head.get(field, ()) if _says(cell.text)]
            if not given:
                there = self.form.head.get(field, ())
                yield self._problem("no_value", there[0] if there else None, field=label)
            elif len({fold(cell.text) for cell in given}) > 1:
                yield self._problem("value_twice", given[1], field=label)
            elif code := legacy(given[0].text):
                yield self._problem("legacy", given[0], code=code)
            else:
                yield from self._value(field, given[0])

    def _value(self, field: str, cell: Cell) -> Iterator[Problem]:
        awaits = self.waiting.awaits
        if field == "issuer" and not any(
            _FILLER.sub("", fold(name)) == _FILLER.sub("", fold(cell.text))
            for name in awaits.issuer
        ):
            wanted = " / ".join(awaits.issuer)
            yield self._problem("other_issuer", cell, value=cell.text, wanted=wanted)
        if field == "number" and same_docnum(cell.text, awaits.number) is not Match.EXACT:
            yield self._problem("other_number", cell, value=cell.text, wanted=awaits.number)
        if field == "date":
            date = _date(cell.text)
            if date is None:
                yield self._problem("no_date", cell, value=cell.text)
            elif not _fits(date, parse_date(awaits.date)):
                yield self._problem("other_date", cell, value=cell.text, wanted=awaits.date)

    def entries(self, press: PressSet | None) -> Iterator[Problem]:
        rows = self.form.rows
        if rows is None:
            yield self._problem("no_table", None)
            return
        numbers = [_ordinal(row["id"].text) for row in rows]
        if len(rows) != SIZE:
            lacking = sorted({*range(1, SIZE + 1)} - {*numbers})
            missing = ", ".join(map(str, lacking)) or "–"
            yield self._problem("bad_count", None, count=len(rows), size=SIZE, missing=missing)
        yield from self._numbers(numbers)
        yield from self._texts()
        if press and (count := self._from_the_press(press)) >= _MOST_OF_THE_PRESS:
            yield self._problem("from_the_press", None, count=count)

    def _numbers(self, numbers: list[int]) -> Iterator[Problem]:
        for n, (row, number) in enumerate(zip(self.form.rows or (), numbers, strict=True)):
            if not 1 <= number <= SIZE:
                yield self._problem("bad_ordinal", row["id"], value=row["id"].text, size=SIZE)
            elif number in numbers[:n]:
                yield self._problem("ordinal_twice", row["id"], number=number)

    def _texts(self) -> Iterator[Problem]:
        seen: dict[str, str] = {}
        for row in self.form.rows or ():
            number, text = row["id"].text or "?", row["text"]
            for key, name in (("text", "no_text"), ("place", "no_place")):
                if not _says(row[key].text):
                    yield self._problem(name, row[key], number=number)
                elif code := legacy(row[key].text):
                    yield self._problem("legacy", row[key], code=code)
            folded = fold(text.text)
            if _says(text.text) and folded in seen:
                yield self._problem("same_text", text, number=number, other=seen[folded])
            seen.setdefault(folded, number)

    def _from_the_press(self, press: PressSet) -> int:
        known = {fold(sign.name) for sign in press.indicators}
        known |= {fold(cite.phrase) for sign in press.indicators for cite in sign.cite}
        return sum(fold(row["text"].text) in known for row in self.form.rows or ())

    def made(self, today: datetime.date) -> OfficialSet:
        given = {key: [c for c in cells if _says(c.text)] for key, cells in self.form.head.items()}
        head = {key: _clean(cells[0].text) for key, cells in given.items()}
        rows = {_ordinal(row["id"].text): row for row in self.form.rows or ()}
        entries = tuple(
            Entry(id=n, text=_clean(row["text"].text), place=_clean(row["place"].text))
            for n, row in sorted(rows.items())
        )
        whole = self.waiting.model_copy(
            update={
                "status": "official",
                "issuer": head["issuer"],
                "number": self.waiting.awaits.number,
                "date": _date(head["date"]),
                "entered_by": head["entered_by"],
                "entered_on": today,
                "indicators": entries,
            }
        )
        return whole.model_copy(update={"checksum": checksum_of(whole)})

    def _problem(self, name: str, cell: Cell | None, **params: object) -> Problem:
        values = {**params, "place": cell.place if cell else ""}
        what, hint = t(f"indicators.{name}", **values), t(f"indicators.{name}_hint", **values)
        where = f"{cell.place}: " if cell else ""
        code = f"{OFFICIAL}-{name.replace('_', '-')}"
        return Problem(self.form.name, cell.line if cell else 0, code, f"{where}{what}", hint)


def _says(text: str) -> bool:
    """Whether there is any letter or digit: dots to be written over say nothing."""
    return any(character.isalnum() for character in text)


def _clean(text: str) -> str:
    return nfc(" ".join(text.split()))


def _ordinal(text: str) -> int:
    found = _ORDINAL.fullmatch(fold(text))
    return int(found[1]) if found else 0


def _date(text: str) -> datetime.date | None:
    date = parse_date(text)
    if date is None or not (date.day and date.month and date.year):
        return None
    return datetime.date(date.year, date.month, date.day)


def _fits(date: datetime.date, known: PartialDate | None) -> bool:
    """Whether a date has the parts of it that are known."""
    return known is None or all(
        part is None or part == getattr(date, name)
        for name, part in (("day", known.day), ("month", known.month), ("year", known.year))
    )
