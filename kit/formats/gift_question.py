"""One question of a GIFT text: what stands before, between and behind its braces."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kit.formats import moodle
from kit.formats.exchange import Data, LeftOut, Remarks
from kit.formats.moodle import Answer
from kit.formats.numerals import plain, read_number
from kit.formats.texts import read_form
from kit.wording import t

__all__ = ["ESCAPED", "hide", "show", "understand"]

ESCAPED = "\\#=~{}:\n"
"""What a backslash takes the power from; the last one is written ``\\n``."""

# Escaped characters wait as control characters, which no text has.
_HIDDEN = {char: chr(n) for n, char in enumerate(ESCAPED, 1)}
_SHOWN = str.maketrans({hidden: char for char, hidden in _HIDDEN.items()})
_ESCAPE = re.compile(r"\\([\\#=~{}:n])")

_FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{0,10})?)%")
_ENDS_SENTENCE = re.compile(r"[.?!:…)\"”]\s*\Z")
_TRUTH = {"T": True, "TRUE": True, "ĐÚNG": True, "F": False, "FALSE": False, "SAI": False}
_BLANK = "_____"

Said = list[tuple[str, str]]
"""Answers with the feedback on them, where the kind has no place for it."""


def hide(text: str) -> str:
    """The text with its escaped characters out of the way."""
    return _ESCAPE.sub(lambda found: _HIDDEN["\n" if found[1] == "n" else found[1]], text)


def show(text: str) -> str:
    """The characters that were escaped, as they are meant."""
    return text.translate(_SHOWN)


@dataclass(frozen=True)
class _Marked:
    """One answer between the braces, with the sign before it."""

    sign: str
    raw: str

    def weight(self) -> tuple[Decimal, str]:
        """The weight (1 is all), and the rest."""
        if found := _WEIGHT.match(self.raw):
            return Decimal(found[1].replace(",", ".")) / 100, self.raw[found.end() :]
        return Decimal(self.sign == "="), self.raw


def understand(source: str, remarks: Remarks) -> Data:
    """The item that a question's hidden text means, without id and tags; raises ``LeftOut``."""
    begin, end = source.find("{"), source.find("}")
    if begin < 0 and end < 0:
        raise LeftOut("description", text=" ".join(show(source).split())[:80])
    if begin < 0 or end < begin:
        raise LeftOut("brace")
    if "{" in source[begin + 1 :]:
        raise LeftOut("two_answers")
    form = _FORM.match(source)
    question = _Question(form[1].lower() if form else "moodle", remarks)
    stem = question.text(_stem(source[form.end() if form else 0 : begin], source[end + 1 :]))
    if not stem:
        raise LeftOut("no_stem")
    body, mark, general = source[begin + 1 : end].rpartition("####")
    fields, said = question.fields((body if mark else general).strip())
    explanation = moodle.explained(question.text(general) if mark else "", said, remarks)
    data: Data = {"kind": fields.pop("kind"), "stem": stem, **fields}
    return {**data, "explanation": explanation} if explanation else data


def _stem(before: str, after: str) -> str:
    """The question, with a blank where its answer is in the middle of it.

    Stray signs behind the brace are no text: ``{T}.`` and even ``{T}";`` are seen.
    """
    stray = not re.search(r"\w", after)
    if stray and (not after.strip() or _ENDS_SENTENCE.search(before)):
        return before
    space = "" if not before or before[-1].isspace() else " "
    return f"{before}{space}{_BLANK}{after}"


@dataclass(frozen=True)
class _Question:
    form: str
    """Of its texts, where they name none of their own."""
    remarks: Remarks

    def text(self, raw: str, inline: bool = False) -> str:
        """Markdown of a text."""
        form = self.form
        if found := _FORM.match(raw):
            form, raw = found[1].lower(), raw[found.end() :]
        if form != "markdown":
            raw = raw.replace("\n", " ")  # a line end that is meant is escaped
        return read_form(show(raw).strip(), form, inline, self.remarks)

    def fields(self, body: str) -> tuple[Data, Said]:
        """The kind and its own fields; raises ``LeftOut``."""
        truth = body.split("#")[0].strip().upper()
        if not body:
            return {"kind": "essay"}, []
        if body[0] == ">":
            return self._ordering(body), []
        if body[0] == "#":
            return self._number(body[1:])
        if "~" in body:
            return self._choice(body), []
        if "=" in body and "->" in body:
            return self._matching(body), []
        if truth in _TRUTH:
            return self._true_false(body, _TRUTH[truth])
        answers = [self._typed(one) for one in _marked(body, "=")]
        return moodle.text(answers, self.remarks), moodle.said_by(answers)

    def _choice(self, body: str) -> Data:
        marked = _marked(body, "~")
        # Boxes to tick where no answer is marked as the right one.
        single = any(one.sign == "=" and one.weight()[0] == 1 for one in marked)
        answers = []
        for one in marked:
            weight, raw = one.weight()
            answer, _, feedback = raw.partition("#")
            answers.append(Answer(self.text(answer, True), weight, self.text(feedback)))
        return moodle.choice(answers, single, self.remarks)

    def _typed(self, one: _Marked) -> Answer:
        weight, raw = one.weight()
        answer, _, feedback = raw.partition("#")
        return Answer(_plain(answer), weight, self.text(feedback))

    def _number(self, body: str) -> tuple[Data, Said]:
        body, wrong, feedback = body.partition("~")
        answers = [_in_range(self._typed(one)) for one in _marked(body, "=")]
        said = moodle.said_by(answers)
        if wrong:
            said.append((t("exchange.when_wrong"), self.text(feedback.partition("#")[2])))
        return moodle.number(answers, self.remarks), said

    def _matching(self, body: str) -> Data:
        pairs = []
        for one in _marked(body, "="):
            left, arrow, right = one.raw.partition("->")
            if not arrow:
                raise LeftOut("no_arrow", text=_plain(one.raw)[:80])
            pairs.append((self.text(left, True), self.text(right, True)))
        return moodle.matching(pairs)

    def _true_false(self, body: str, right: bool) -> tuple[Data, Said]:
        _, *feedback = body.split("#", 2)
        labels = (t("exchange.when_wrong"), t("exchange.when_right"))
        said = [(label, self.text(raw)) for label, raw in zip(labels, feedback, strict=False)]
        return moodle.true_false(right), said

    def _ordering(self, body: str) -> Data:
        head, *lines = body[1:].split("\n")
        words = head.split()
        entries = [self.text(line, True) for line in lines if line.strip()]
        return moodle.ordering(entries, words[-1] if words else "", self.remarks)


def _marked(body: str, default: str) -> list[_Marked]:
    """The answers, each behind its sign; what stands before the first sign is one, too."""
    first, *rest = re.split(r"([=~])", body)
    marked = [_Marked(sign, raw) for sign, raw in zip(rest[::2], rest[1::2], strict=True)]
    if first.strip():
        marked.insert(0, _Marked(default, first))
    return [one for one in marked if one.raw.strip()]


def _plain(raw: str) -> str:
    text = raw
    if found := _FORM.match(raw):
        text = raw[found.end() :]
    return " ".join(show(text).split())


def _in_range(answer: Answer) -> Answer:
    """``3.141..3.142`` and ``1822:5`` as a number with its tolerance."""
    low, dots, high = answer.text.partition("..")
    if dots:
        ends = read_number(low), read_number(high)
        if ends[0] is None or ends[1] is None:
            raise LeftOut("not_a_number", text=answer.text, tolerance="")
        middle, reach = (ends[0] + ends[1]) / 2, abs(ends[1] - ends[0]) / 2
        return Answer(plain(middle), answer.weight, answer.feedback, plain(reach))
    number, _, tolerance = answer.text.partition(":")
    return Answer(number.strip(), answer.weight, answer.feedback, tolerance.strip())
