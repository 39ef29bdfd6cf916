"""The numbers that the lines of a document begin with, each seen beside the others."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.paper.headings import counts_questions
from kit.formats.paper.line import Line
from kit.formats.paper.signs import Label, question_label

__all__ = ["labels_of"]

_OWN = re.compile(r"\s*(?:câu|question)\s+(\d{1,5})\s*[.:]\s*", re.IGNORECASE)
_HEAD = re.compile(r"\D*(?P<number>\d+)\.")
_UNMARKED = re.compile(r"\s*(?P<part>\d{1,2})\.(?P<own>\d{1,3})\s+(?=[A-ZĐÀ-Ỹ“\"])")
_COUNTED = re.compile(
    r"\W*bài\s*(?:số\s*)?\d{1,3}\b[^?]{0,140}?\(\s*\d{1,3}\s*câu(?:\s*hỏi)?\s*\)", re.IGNORECASE
)
"""*BÀI 1 (6 câu). CHỢ PHIÊN*, *Bài 2: Bến thuyền (10 câu)*"""
_FEWEST, _MOST = 3, 0.8
"""Numbers without a mark that go on from each other, and their share of all such."""
_SELDOM = 10
"""One label of so many: where more of them have dots, questions are counted so."""


def labels_of(lines: Sequence[Line]) -> list[Label | None]:
    """The number that each line begins with, if it begins with any."""
    return _undotted(lines, _with_unmarked(lines, [_label(line) for line in lines]))


def _with_unmarked(lines: Sequence[Line], labels: Sequence[Label | None]) -> Sequence[Label | None]:
    """The labels with *1.1 Chợ …* where such numbers go on from each other, part after part."""
    found: dict[int, Label] = {}
    last, orderly = (0, 0), 0
    for n, (line, label) in enumerate(zip(lines, labels, strict=True)):
        number = None if label or line.role else _UNMARKED.match(line.text.text)
        if number is None:
            continue
        part, own = int(number["part"]), int(number["own"])
        orderly += (part, own) in ((last[0], last[1] + 1), (last[0] + 1, 1))
        last = part, own
        found[n] = Label(False, own, f"{part}.{own}", number.end())
    others = sum(map(bool, labels))
    if orderly < max(_FEWEST, _MOST * len(found), others):
        return labels
    return [found.get(n, label) for n, label in enumerate(labels)]


def _label(line: Line) -> Label | None:
    if not line.role:
        text = line.text.text
        part = counts_questions(text) or _COUNTED.match(text)
        return None if part else question_label(text)
    found = _OWN.match(line.text.text) if line.role == "question" else None
    return Label(True, int(found[1]), found[1], found.end(), "cau") if found else None


def _undotted(lines: Sequence[Line], labels: Sequence[Label | None]) -> list[Label | None]:
    """The labels, with *12* for *12.98* behind *11* where hardly any other number has a dot:
    there the question begins with one, *Câu 12.98/QĐ-UBND*."""
    found = [*labels]
    rows = [n for n, label in enumerate(labels) if label and "." in label.text]
    if not rows or len(rows) * _SELDOM > sum(label is not None for label in labels):
        return found
    last = {False: 0, True: 0}
    for n, label in enumerate(labels):
        if label is None:
            continue
        head = _HEAD.match(lines[n].text.text) if "." in label.text else None
        if head and int(head["number"]) == last[label.named] + 1:
            number = int(head["number"])
            end = label.end if label.number == number else head.end()  # Câu 7.7. is typed twice
            label = replace(label, number=number, text=str(number), end=end)
            found[n] = label
        last[label.named] = label.number
    return found
