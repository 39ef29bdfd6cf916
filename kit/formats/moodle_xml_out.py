"""Writing Moodle XML; all texts are Markdown, which Moodle knows."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kit.formats.cloze_out import cloze_text, cluster_text
from kit.formats.exchange import Exported, LeftOut, Remarks
from kit.formats.held import stem_of, tell_unheld, write_all
from kit.formats.moodle import PAIRS
from kit.formats.numerals import plain
from kit.formats.raw import cleaned
from kit.formats.spellings import number_of, spellings
from kit.formats.tags import tags_of
from kit.formats.texts import category_of
from kit.formats.weights import weights_of
from kit.kinds.cloze import Cloze
from kit.kinds.cluster import Cluster
from kit.kinds.essay import Essay
from kit.kinds.keyed import Keyed
from kit.kinds.matching import Matching
from kit.kinds.multiple import Multiple
from kit.kinds.number import Number
from kit.kinds.ordering import Ordering
from kit.kinds.percent import Percent
from kit.kinds.single import Single
from kit.kinds.text import TextItem
from kit.kinds.true_false import TrueFalseItem
from kit.model import Item, Quiz

__all__ = ["write"]

_NATIVE = ("points",)
_HELD = (*_NATIVE, "explanation", "tags.topic")

Held = tuple[str, ...]
"""Names of the fields of a kind that were written."""


def write(quiz: Quiz) -> Exported:
    """The bank's questions, a category for each change of topic."""
    root = Element("quiz")
    topic: str | None = None
    parts, notes = write_all(
        quiz, lambda item, remarks: (item.tags.topic, _question(item, remarks))
    )
    for own, question in parts:
        if own != topic:
            category = SubElement(root, "question", type="category")
            _text(SubElement(category, "category"), category_of(own))
            topic = own
        root.append(question)
    indent(root)
    content = tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Exported((head + content + "\n").encode(), notes, len(parts))


def _question(item: Item, remarks: Remarks) -> Element:
    if item.kind not in _KINDS:
        raise LeftOut("kind_not_held", kind=item.kind)
    kind, write_kind = _KINDS[item.kind]
    question = Element("question", type=kind)
    _text(SubElement(question, "name"), item.id)
    stem = SubElement(question, "questiontext", format="markdown")
    _text(SubElement(question, "generalfeedback", format="markdown"), item.explanation or "")
    for tag, value in (
        ("defaultgrade", f"{item.points:g}"), ("penalty", "0"), ("hidden", "0"),
        ("idnumber", item.id),
    ):  # fmt: skip
        SubElement(question, tag).text = value
    held = write_kind(item, question, remarks)
    _text(stem, "\n\n".join((stem_of(item, remarks), *_gaps(item, remarks))))
    tags, as_tags = tags_of(item, {*_NATIVE, *held}, remarks)
    tell_unheld(item, {*_HELD, *held, *as_tags}, remarks)
    if tags:
        listed = SubElement(question, "tags")
        for tag in tags:
            _text(SubElement(listed, "tag"), tag)
    return question


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = cleaned(text)


def _gaps(item: Item, remarks: Remarks) -> list[str]:
    match item:
        case Cloze():
            return [cloze_text(item, remarks)]
        case Cluster():
            return [cluster_text(item, remarks)]
    return []


def _answer(
    question: Element, text: str, weight: Decimal, form: str, feedback: str = ""
) -> Element:
    fraction = plain(round(weight * 100, 5))
    answer = SubElement(question, "answer", fraction=fraction, format=form)
    _text(answer, text)
    _text(SubElement(answer, "feedback", format="markdown"), feedback)
    return answer


def _single(item: Single, question: Element, remarks: Remarks) -> Held:
    weights = [Decimal(id == item.key) for id in item.options]
    return _choice(item, question, weights, "true")


def _multiple(item: Multiple, question: Element, remarks: Remarks) -> Held:
    if item.rule != "net-correct":
        remarks.told("rule_in_moodle", rule=item.rule)
    weights = weights_of(tuple(item.options), item.key, item.rule)
    return _choice(item, question, weights, "false")


def _choice(
    item: Single | Multiple, question: Element, weights: list[Decimal], single: str
) -> Held:
    SubElement(question, "single").text = single
    # All options keep their places, or none: one that has to stand last must not be shuffled.
    SubElement(question, "shuffleanswers").text = "false" if item.pin else "true"
    SubElement(question, "answernumbering").text = "ABCD"
    for (id, text), weight in zip(item.options.items(), weights, strict=True):
        _answer(question, text, weight, "markdown", item.feedback.get(id, ""))
    held = ("options", "key", "feedback")
    return (*held, "pin") if set(item.pin) == {*item.options} else held


def _true_false(item: TrueFalseItem, question: Element, remarks: Remarks) -> Held:
    for word, truth in (("true", True), ("false", False)):
        _answer(question, word, Decimal(item.key == truth), "moodle_auto_format")
    return ("key",)


def _matching(item: Matching, question: Element, remarks: Remarks) -> Held:
    SubElement(question, "shuffleanswers").text = "true"
    for left, right in (*item.pairs.items(), *(("", text) for text in item.extra)):
        pair = SubElement(question, "subquestion", format="markdown")
        _text(pair, left)
        _text(SubElement(pair, "answer"), right)
    return ("pairs", "extra")


def _ordering(item: Ordering, question: Element, remarks: Remarks) -> Held:
    for tag, value in (
        ("layouttype", "VERTICAL"), ("selecttype", "ALL"), ("selectcount", "0"),
        ("gradingtype", PAIRS), ("showgrading", "SHOW"), ("numberingstyle", "none"),
    ):  # fmt: skip
        SubElement(question, tag).text = value
    for place, text in enumerate(item.sequence, 1):
        _answer(question, text, Decimal(place) / 100, "markdown")
    return ("sequence",)


def _typed(item: TextItem | Keyed, question: Element, remarks: Remarks) -> Held:
    SubElement(question, "usecase").text = "0"
    texts: Iterable[str]
    if isinstance(item, Keyed):
        remarks.told("in_moodle_text")
        texts = spellings(item.key, item.kind == "date")
    else:
        texts = item.accept
    for text in texts:
        # A star stands for anything to Moodle.
        _answer(question, text.replace("*", "\\*"), Decimal(1), "moodle_auto_format")
    return ("accept", "key")


def _number(item: Number | Percent, question: Element, remarks: Remarks) -> Held:
    sign = "%" if isinstance(item, Percent) else ""
    value = plain(number_of(item.key, sign, remarks, item.unit if isinstance(item, Number) else ()))
    answer = _answer(question, value, Decimal(1), "moodle_auto_format")
    SubElement(answer, "tolerance").text = plain(item.tolerance)
    names = (sign,) if isinstance(item, Percent) else item.unit
    if names:
        units = SubElement(question, "units")
        for name in names:
            unit = SubElement(units, "unit")
            SubElement(unit, "multiplier").text = "1"
            SubElement(unit, "unit_name").text = name
    for tag, text in (("unitgradingtype", "0"), ("showunits", "0" if names else "3")):
        SubElement(question, tag).text = text
    return ("key", "tolerance", "unit")


def _essay(item: Essay, question: Element, remarks: Remarks) -> Held:
    least, most = map(str, item.words) if item.words else ("", "")
    for tag, text in (
        ("responseformat", "editor"), ("responserequired", "1"), ("responsefieldlines", "15"),
        ("minwordlimit", least), ("maxwordlimit", most), ("attachments", "0"),
    ):  # fmt: skip
        SubElement(question, tag).text = text
    rubric = SubElement(question, "graderinfo", format="markdown")
    _text(rubric, "\n".join(f"- {line}" for line in item.rubric))
    return ("rubric", "words")


def _in_text(item: Cloze | Cluster, question: Element, remarks: Remarks) -> Held:
    """Its answers are in its text."""
    return ("text", "gaps", "statements")


_KINDS: dict[str, tuple[str, Callable[[Any, Element, Remarks], Held]]] = {
    "single": ("multichoice", _single),
    "multiple": ("multichoice", _multiple),
    "true_false": ("truefalse", _true_false),
    "matching": ("matching", _matching),
    "ordering": ("ordering", _ordering),
    "text": ("shortanswer", _typed),
    "date": ("shortanswer", _typed),
    "docnum": ("shortanswer", _typed),
    "range": ("shortanswer", _typed),
    "number": ("numerical", _number),
    "percent": ("numerical", _number),
    "cloze": ("cloze", _in_text),
    "cluster": ("cloze", _in_text),
    "essay": ("essay", _essay),
}
"""Kind → Moodle's name of it, and what writes its answers."""
