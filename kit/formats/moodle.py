"""What GIFT and Moodle XML have in common: Moodle's kinds of question as kinds of a bank.

Each function takes answers as Moodle has them and gives the bank's own fields. What the kind
cannot hold is told to ``remarks``; ``LeftOut`` is raised where the question would not be the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from string import ascii_lowercase

from kit.formats.exchange import Data, LeftOut, Remarks, quoted
from kit.formats.marked import from_plain
from kit.formats.numerals import plain, read_number, vietnamese
from kit.formats.weights import rule_of
from kit.wording import t

__all__ = [
    "PAIRS", "Answer", "choice", "explained", "label_of", "matching", "number", "ordering",
    "percent", "said_by", "text", "true_false",
]  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """One answer of a question."""

    text: str
    """Markdown of an option; plain text of something to be typed."""
    weight: Decimal = Decimal(0)
    """1 earns all points."""
    feedback: str = ""
    """Markdown; shown to whoever gave this answer."""
    tolerance: str = ""
    """Of a number, as written; "" for none."""


def choice(answers: Sequence[Answer], single: bool, remarks: Remarks) -> Data:
    """``single`` or ``multiple``."""
    if len(answers) < 2:
        raise LeftOut("one_answer")
    if not all(answer.text for answer in answers):
        raise LeftOut("empty_answer")
    if len(answers) > len(ascii_lowercase):
        raise LeftOut("too_many_answers", count=len(answers))
    ids = ascii_lowercase[: len(answers)]
    data = _single(answers, ids, remarks) if single else _multiple(answers, ids, remarks)
    said = {id: answer.feedback for id, answer in zip(ids, answers, strict=True) if answer.feedback}
    return {**data, "feedback": said} if said else data


def _options(answers: Sequence[Answer], ids: str) -> dict[str, str]:
    return {id: answer.text for id, answer in zip(ids, answers, strict=True)}


def _single(answers: Sequence[Answer], ids: str, remarks: Remarks) -> Data:
    right = [id for id, answer in zip(ids, answers, strict=True) if answer.weight >= 1]
    if len(right) != 1:
        code = "several_right" if right else "none_right"
        raise LeftOut(code, answers=quoted([answer.text for answer in answers]))
    _tell_weights([answer for answer in answers if answer.weight < 1], remarks)
    return {"kind": "single", "options": _options(answers, ids), "key": right[0]}


def _multiple(answers: Sequence[Answer], ids: str, remarks: Remarks) -> Data:
    key = [id for id, answer in zip(ids, answers, strict=True) if answer.weight > 0]
    if not key:
        raise LeftOut("none_right", answers=quoted([answer.text for answer in answers]))
    if len(key) == 1 and len(answers) == 2:  # boxes to tick for one of two: a bank wants no such
        remarks.told("one_of_two")
        return {"kind": "single", "options": _options(answers, ids), "key": key[0]}
    weights = [answer.weight for answer in answers]
    rule, exact = rule_of(weights)
    if not exact:
        shown = ", ".join(f"{ids[n]} {percent(weight)}" for n, weight in enumerate(weights))
        remarks.lost("other_score", weights=shown, rule=rule)
    return {"kind": "multiple", "options": _options(answers, ids), "key": key, "rule": rule}


def percent(weight: Decimal) -> str:
    """A weight as a teacher writes it."""
    return f"{plain(round(weight * 100, 3))}%"


def _tell_weights(answers: Sequence[Answer], remarks: Remarks) -> None:
    shown = [(answer.weight, f"{answer.text} ({percent(answer.weight)})") for answer in answers]
    if partial := [text for weight, text in shown if weight > 0]:
        remarks.lost("partial_credit", answers=quoted(partial))
    if penalties := [text for weight, text in shown if weight < 0]:
        remarks.told("no_penalty", answers=quoted(penalties))


def true_false(right: bool) -> Data:
    """``true_false``."""
    return {"kind": "true_false", "key": "đúng" if right else "sai"}


def text(answers: Sequence[Answer], remarks: Remarks) -> Data:
    """``text``: all wordings that earn full points. ``*`` stands for anything to Moodle."""
    full = [answer.text for answer in answers if answer.weight >= 1 and answer.text]
    accept = [one for one in full if not _has_wildcard(one)]
    if not accept:
        raise LeftOut("only_wildcards" if full else "none_right", answers=quoted(full))
    if len(accept) < len(full):
        remarks.lost("wildcard", answers=quoted([one for one in full if _has_wildcard(one)]))
    others = [answer for answer in answers if answer.weight < 1 and answer.text != "*"]
    _tell_weights(others, remarks)
    unique = list(dict.fromkeys(one.replace("\\*", "*") for one in accept))
    return {"kind": "text", "accept": unique}


def _has_wildcard(text: str) -> bool:
    return "*" in text.replace("\\*", "")


def number(answers: Sequence[Answer], remarks: Remarks, units: Sequence[str] = ()) -> Data:
    """``number``, or ``percent`` where that is the only unit."""
    full = [answer for answer in answers if answer.weight >= 1 and answer.text != "*"]
    if len(full) != 1:
        code = "several_numbers" if full else "none_right"
        raise LeftOut(code, answers=quoted([answer.text for answer in full]))
    key, tolerance = read_number(full[0].text), read_number(full[0].tolerance or "0")
    if key is None or tolerance is None:
        raise LeftOut("not_a_number", text=full[0].text, tolerance=full[0].tolerance or "0")
    others = [answer for answer in answers if answer.weight < 1 and answer.text != "*"]
    _tell_weights([_with_range(answer) for answer in others], remarks)
    data: Data = {"kind": "number", "key": vietnamese(key)}
    if tuple(units) == ("%",):
        data = {"kind": "percent", "key": f"{vietnamese(key)}%"}
    if tolerance:
        data["tolerance"] = vietnamese(abs(tolerance))
    if units and data["kind"] == "number":
        data["unit"] = list(units)
    return data


def _with_range(answer: Answer) -> Answer:
    around = f"{answer.text} ± {answer.tolerance}"
    return replace(answer, text=around) if answer.tolerance.strip("0.") else answer


def said_by(answers: Sequence[Answer]) -> list[tuple[str, str]]:
    """Typed answers, as Markdown, with the feedback on each."""
    return [(label_of(_with_range(answer).text), answer.feedback) for answer in answers]


def label_of(text: str) -> str:
    """How an answer is called where its feedback is told; ``*`` is any other."""
    return t("exchange.any_other") if text == "*" else from_plain(text, True)


def matching(pairs: Sequence[tuple[str, str]]) -> Data:
    """``matching``; what has no left side belongs to none."""
    left = [one for one, _ in pairs if one]
    if len(set(left)) < len(left):
        raise LeftOut("left_twice", texts=quoted([one for one in left if left.count(one) > 1]))
    if not all(other for _, other in pairs):
        raise LeftOut("empty_answer")
    data: Data = {"kind": "matching", "pairs": {one: other for one, other in pairs if one}}
    used = {other for one, other in pairs if one}
    extra = list(dict.fromkeys(other for one, other in pairs if not one and other not in used))
    return {**data, "extra": extra} if extra else data


def ordering(entries: Sequence[str], grading: str, remarks: Remarks) -> Data:
    """``ordering``; of Moodle's ways to score it, one is the bank's."""
    if grading.upper() != PAIRS:
        remarks.lost("other_order_score", grading=grading or "–")
    return {"kind": "ordering", "sequence": list(entries)}


PAIRS = "RELATIVE_ALL_PREVIOUS_AND_NEXT"
"""Moodle's name for counting the pairs that stand the right way round."""


def explained(general: str, said: Sequence[tuple[str, str]], remarks: Remarks) -> str:
    """The explanation: the general feedback, and what was to be said to single answers.

    ``said`` is what the kind has no place for: (answer, feedback).
    """
    said = [(answer, feedback) for answer, feedback in said if feedback]
    if not said:
        return general
    remarks.told("feedback_moved")
    if not general and len(said) == 1:
        return said[0][1]
    lines = [
        f"- {t('exchange.said_to', answer=answer, feedback=_one_line(feedback))}"
        for answer, feedback in said
    ]
    return "\n\n".join(filter(None, (general, "\n".join(lines))))


def _one_line(text: str) -> str:
    return " ".join(text.replace("\\\n", " ").split())
