"""What stands behind the options and the key of a question: reasons, and other labelled lines."""

from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.labels import entry_of
from kit.formats.draft.model import Answer, Draft, Entry, remark_at
from kit.formats.exchange import Fate, quoted
from kit.formats.paper.goes_on import is_stray, next_option
from kit.formats.paper.keyline import LETTERS, answer_in
from kit.formats.paper.line import Line

__all__ = ["BEHIND", "explain", "tell_loose"]

BEHIND = ("explanation", "basis", "rubric", "note")
"""Labels that stand behind the options; before them the words are part of the question."""
_SELDOM = 4
"""Of so many reasons one has such a line: then it may be anything; else reasons are written so."""


def explain(draft: Draft, reasons: Sequence[Line], lines: Sequence[Line]) -> None:
    """Add lines behind the key without any label, ``reasons``, and those from a label on."""
    if line := next_option((*reasons, *lines), draft.options):
        draft.remarks.lost("strange_line", text=quoted([line.text.text]))
    if reasons:
        texts = tuple(line.text for line in reasons)
        draft.entries.append(Entry("explanation", "", texts, reasons[0].place))
        draft.remarks.told("unlabelled_reason")
        for before, line in zip((".", *(text.text for text in texts)), reasons, strict=False):
            _note_loose(draft, before, line)
    for line in lines:
        entry = entry_of(line.text, line.place)
        key = answer_in(line.text.text)
        last = next(iter(draft.entries[-1:]), None)
        more = not entry or (entry.name == "note" and last and last.name in BEHIND)
        if key is not None and LETTERS.fullmatch(line.text.cut(key).text):
            draft.answers.append(Answer(line.text.cut(key).strip(), line.place))
        elif last and more:
            if not entry:
                _note_loose(draft, last.text[-1].text, line)
            draft.entries[-1] = replace(last, text=(*last.text, line.text))
        elif entry:
            draft.entries.append(entry)


def _note_loose(draft: Draft, before: str, line: Line) -> None:
    """Take note of a line that may be no part of the reason that ends with the text ``before``."""
    if draft.options and is_stray(before, line):
        draft.loose.append((line.place, line.text.text))


def tell_loose(drafts: Sequence[Draft]) -> None:
    """Say which lines were put to a reason without any sign that they belong to it."""
    explained = sum(any(one.name in BEHIND for one in draft.entries) for draft in drafts)
    several = [draft for draft in drafts if draft.loose]
    usual = len(several) * _SELDOM > explained > _SELDOM
    for draft in several:
        if usual:
            draft.remarks.told("lines_joined")
            continue
        for place, text in draft.loose:
            remark_at(draft, place, Fate.LOST, "reason_unsure", text=quoted([text]))
