"""Moodle's kinds of question in its XML: one function a kind, one table that joins them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kit.formats import moodle
from kit.formats.cloze import cloze, gap_mark, put_together
from kit.formats.exchange import Data, LeftOut, Remarks
from kit.formats.moodle import Answer
from kit.formats.numerals import read_number
from kit.formats.texts import read_form
from kit.formats.xmltree import Element
from kit.wording import t

__all__ = ["GAPPED", "KINDS", "Page", "Said"]

Said = list[tuple[str, str]]
"""Answers with the feedback on them, where the kind has no place for it."""

_FORMS = {"html": "html", "markdown": "markdown", "plain_text": "plain"}
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")


@dataclass
class Page:
    """One question element, and what was noticed while reading it."""

    element: Element
    remarks: Remarks
    files: list[str] = field(default_factory=list)
    """Names of files that lie inside."""

    def text(self, *path: str, inline: bool = False) -> str:
        """Markdown of the text at a path; "" if there is none."""
        element: Element | None = self.element
        for tag in path:
            element = element.first(tag) if element else None
        return self.text_of(element, inline) if element else ""

    def text_of(self, element: Element, inline: bool = False) -> str:
        """Markdown of an element's text, in the form that it names."""
        return read_form(self.raw(element), self.form(element), inline, self.remarks)

    def raw(self, element: Element) -> str:
        """An element's text as it stands; old files have no ``text`` inside."""
        self.files += [file.attributes.get("name", "?") for file in element.all("file")]
        inner = element.first("text")
        return (inner.text if inner else element.text).strip()

    def form(self, element: Element) -> str:
        """What its text is: html, markdown, plain, or Moodle's mixture."""
        return _FORMS.get(element.attributes.get("format", ""), "moodle")

    def answers(self, typed: bool) -> Iterator[Answer]:
        """Its answers; what is to be typed is plain text."""
        for element in self.element.all("answer"):
            text = (
                " ".join(self.raw(element).split()) if typed else self.text_of(element, inline=True)
            )
            feedback = element.first("feedback")
            yield Answer(
                text,
                (read_number(element.attributes.get("fraction", "0")) or Decimal(0)) / 100,
                self.text_of(feedback) if feedback else "",
                element.value("tolerance"),
            )


def _choice(page: Page) -> tuple[Data, Said]:
    single = page.element.value("single") not in ("false", "0")
    data = moodle.choice(list(page.answers(typed=False)), single, page.remarks)
    return _pinned(page, data), []


def _choice_set(page: Page) -> tuple[Data, Said]:
    """An addition to Moodle: points only for exactly the right ones."""
    answers = list(page.answers(typed=False))
    count = sum(answer.weight > 0 for answer in answers) or 1
    even = [
        Answer(one.text, (1 if one.weight > 0 else -1) / Decimal(count), one.feedback)
        for one in answers
    ]
    data = moodle.choice(even, False, page.remarks)
    rule = {"rule": "all-or-nothing"} if data["kind"] == "multiple" else {}
    return _pinned(page, {**data, **rule}), []


def _pinned(page: Page, data: Data) -> Data:
    """Options that are not shuffled keep their places."""
    if page.element.value("shuffleanswers") in ("false", "0"):
        return {**data, "pin": [*data["options"]]}
    return data


def _true_false(page: Page) -> tuple[Data, Said]:
    said: Said = []
    right = None
    for answer in page.answers(typed=True):
        truth = answer.text.casefold() in ("true", "đúng")
        said.append((t("kinds.true" if truth else "kinds.false"), answer.feedback))
        if answer.weight > 0:
            right = truth
    if right is None:
        raise LeftOut("none_right", answers="")
    return moodle.true_false(right), said


def _short_answer(page: Page) -> tuple[Data, Said]:
    if page.element.value("usecase") == "1":
        page.remarks.told("case_counts")
    answers = list(page.answers(typed=True))
    return moodle.text(answers, page.remarks), moodle.said_by(answers)


def _number(page: Page) -> tuple[Data, Said]:
    units = []
    listed = page.element.first("units")
    for unit in listed.all("unit") if listed else ():
        name = unit.value("unit_name")
        if read_number(unit.value("multiplier") or "1") == 1:
            units.append(name)
        else:
            page.remarks.lost("unit_multiplier", unit=name)
    answers = list(page.answers(typed=True))
    data = moodle.number(answers, page.remarks, [unit for unit in units if unit])
    return data, moodle.said_by(answers)


def _matching(page: Page) -> tuple[Data, Said]:
    pairs = []
    for element in page.element.all("subquestion"):
        answer = element.first("answer")
        form = "markdown" if page.form(element) == "markdown" else "plain"
        right = read_form(page.raw(answer), form, True, page.remarks) if answer else ""
        pairs.append((page.text_of(element, inline=True), right))
    return moodle.matching(pairs), []


def _essay(page: Page) -> tuple[Data, Said]:
    data: Data = {"kind": "essay"}
    lines = page.text("graderinfo").split("\n")
    # A backslash at the end is a line break, but for an entry of a list: there it is the author's.
    plain = [_ITEM.sub("", one) if _ITEM.match(one) else one.rstrip("\\") for one in lines]
    if rubric := [line.strip() for line in plain if line.strip()]:
        data["rubric"] = rubric
    least, most = page.element.value("minwordlimit"), page.element.value("maxwordlimit")
    if least.isdecimal() or most.isdecimal():
        from_ = int(least[:6]) if least.isdecimal() else 0
        data["words"] = [from_, int(most[:6]) if most.isdecimal() else max(300, from_)]
    if text := page.text("responsetemplate"):
        page.remarks.lost("response_template", text=text[:80])
    if page.element.value("attachments") not in ("", "0"):
        page.remarks.lost("attachments")
    return data, []


def _ordering(page: Page) -> tuple[Data, Said]:
    elements = list(page.element.all("answer"))
    places = [read_number(one.attributes.get("fraction", "")) for one in elements]
    known = [place for place in places if place is not None]
    if len(set(known)) == len(elements):
        elements = [one for _, one in sorted(zip(known, elements, strict=True), key=_first)]
    entries = [page.text_of(element, inline=True) for element in elements]
    return moodle.ordering(entries, page.element.value("gradingtype"), page.remarks), []


def _first(pair: tuple[Decimal, Element]) -> Decimal:
    return pair[0]


def _cloze(page: Page) -> tuple[Data, Said]:
    element = page.element.first("questiontext")
    if element is None:
        raise LeftOut("no_stem")
    return cloze(page.raw(element), page.form(element), page.remarks)


def _gaps_to_choose(page: Page) -> tuple[Data, Said]:
    """Words to choose, or to drag, into the places ``[[1]]``, ``[[2]]`` of a text."""
    choices = [*page.element.all("selectoption"), *page.element.all("dragbox")]
    element = page.element.first("questiontext")
    groups = [choice.value("group") for choice in choices]
    gaps: Data = {}

    def gap(found: re.Match[str]) -> str:
        n = int(found[1]) - 1
        if not 0 <= n < len(choices):
            raise LeftOut("gap_broken", code=found[0])
        same = [m for m, group in enumerate(groups) if group == groups[n]]
        options = {chr(97 + k): page.text_of(choices[m], inline=True) for k, m in enumerate(same)}
        gaps[f"g{len(gaps) + 1}"] = {"options": options, "key": chr(97 + same.index(n))}
        return gap_mark(len(gaps))

    source = page.raw(element) if element else ""
    marked = _PLACE.sub(gap, source)
    if element is None or not gaps:
        raise LeftOut("no_gap")
    return put_together(marked, page.form(element), gaps, page.remarks), []


KINDS: dict[str, Callable[[Page], tuple[Data, Said]]] = {
    "multichoice": _choice,
    "multichoiceset": _choice_set,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _number,
    "matching": _matching,
    "essay": _essay,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _gaps_to_choose,
    "ddwtos": _gaps_to_choose,
}
"""Moodle's name of a kind → the fields of an item, and feedback that they have no place for."""

GAPPED = frozenset(("cloze", "multianswer", "gapselect", "ddwtos"))
"""Kinds whose text holds their gaps: they find stem and text in it themselves."""
