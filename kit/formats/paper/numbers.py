"""The numbers of questions: written in a way of their own, missing, or given twice."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kit.formats.draft.model import Draft
from kit.formats.exchange import Remarks

__all__ = ["numbers_in_stems", "tell_numbers"]

_OWN = re.compile(r"\W*(?:[^\W\d]{1,6}\W{0,3})?(?P<number>\d{1,4})\W{0,3}\s+(?=\S)")
_MOST = 0.8


def numbers_in_stems(drafts: Sequence[Draft]) -> None:
    """Take numbers that no known word or mark makes plain from the beginnings of questions.

    They are numbers where nearly all questions begin with one, and most go up by one.
    """
    shown = [one for one in drafts if one.stem and not one.own]
    begins = [_OWN.match(one.stem[0].text) for one in shown]
    found = [int(one["number"]) for one in begins if one]
    steps = sum(b == a + 1 for a, b in pairwise(found))
    few = len(found) < 3 or min(len(found), steps + 1) < _MOST * len(shown)
    if few and not (len(found) == len(shown) > 1 and _is_padded(begins)):
        return
    for draft, begin in zip(shown, begins, strict=True):
        if begin:
            draft.label = begin["number"]
            draft.stem[0] = draft.stem[0].cut(begin.end())


def _is_padded(begins: Sequence[re.Match[str] | None]) -> bool:
    """Whether zeros stand before all of the numbers, which rise: *01*, *02*, *04*."""
    said = [one["number"] for one in begins if one]
    return all(one[0] == "0" for one in said) and sorted({*said}) == said


def tell_numbers(drafts: Sequence[Draft], notes: Remarks) -> None:
    """Numbers that stand twice or are missing: a question may have been lost there."""
    for before, draft in pairwise(drafts):
        if not (before.label.isdigit() and draft.label.isdigit()) or draft.series != before.series:
            continue
        step = int(draft.label) - int(before.label)
        if step == 1:
            continue
        about = Remarks(draft.number, draft.place)
        if step > 1:
            about.lost("numbers_missing", before=before.label, label=draft.label)
        else:
            about.told("numbers_odd", before=before.label, label=draft.label)
        notes.notes += about.notes
