"""The kinds of question as interactions of QTI 2.1: one function a kind, one table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from kit.formats.exchange import Remarks
from kit.formats.gap_tags import GAP
from kit.formats.marked import to_plain
from kit.formats.numerals import plain
from kit.formats.qti_body import Body, flow, number
from kit.formats.spellings import number_of, spellings
from kit.kinds.cloze import Cloze, Gap
from kit.kinds.cluster import Cluster
from kit.kinds.essay import Essay
from kit.kinds.keyed import Keyed
from kit.kinds.matching import Matching
from kit.kinds.multiple import Multiple
from kit.kinds.number import Number
from kit.kinds.ordering import Ordering
from kit.kinds.percent import Percent
from kit.kinds.single import Single
from kit.kinds.survey import Survey
from kit.kinds.text import TextItem
from kit.kinds.true_false import TrueFalseItem
from kit.wording import t

__all__ = ["KINDS"]

Held = tuple[str, ...]
"""Names of the fields of a kind that were written."""


def _choices(body: Body, texts: Mapping[str, str], most: int, pin: tuple[str, ...] = ()) -> None:
    shuffle = "true" if len(pin) < len(texts) else "false"
    interaction = SubElement(
        body.body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle=shuffle,
        maxChoices=str(most),
    )  # fmt: skip
    for id, text in texts.items():
        fixed = "true" if id in pin else "false"
        flow(SubElement(interaction, "simpleChoice", identifier=f"c_{id}", fixed=fixed), text, True)


def _single(item: Single, body: Body, remarks: Remarks) -> Held:
    body.declare("RESPONSE", "single", "identifier", [f"c_{item.key}"])
    _choices(body, item.options, 1, item.pin)
    body.add_if_right("RESPONSE", body.points)
    return ("options", "key", "pin", "feedback")


def _multiple(item: Multiple, body: Body, remarks: Remarks) -> Held:
    declaration = body.declare("RESPONSE", "multiple", "identifier", [f"c_{id}" for id in item.key])
    _choices(body, item.options, 0, item.pin)
    held = ("options", "key", "pin", "feedback")
    if item.rule == "all-or-nothing":
        body.add_if_right("RESPONSE", body.points)
        return (*held, "rule")
    share = body.points / len(item.key)
    values = {f"c_{id}": share if id in item.key else -share for id in item.options}
    body.map(declaration, values, body.points)
    return (*held, "rule") if item.rule == "net-correct" else held


def _true_false(item: TrueFalseItem, body: Body, remarks: Remarks) -> Held:
    body.declare("RESPONSE", "single", "identifier", ["c_true" if item.key else "c_false"])
    truth = {"true": t("kinds.true"), "false": t("kinds.false")}
    _choices(body, truth, 1, tuple(truth))
    body.add_if_right("RESPONSE", body.points)
    return ("key",)


def _pairs(
    body: Body, left: Mapping[str, str], right: Mapping[str, str], key: list[str], shuffle: bool
) -> Element:
    """A match of every left entry with one right entry; returns the declaration."""
    declaration = body.declare("RESPONSE", "multiple", "directedPair", key)
    interaction = SubElement(
        body.body, "matchInteraction", responseIdentifier="RESPONSE",
        shuffle="true" if shuffle else "false", maxAssociations=str(len(left)),
    )  # fmt: skip
    for texts, most in ((left, "1"), (right, "0")):
        side = SubElement(interaction, "simpleMatchSet")
        for id, text in texts.items():
            choice = SubElement(side, "simpleAssociableChoice", identifier=id, matchMax=most)
            flow(choice, text, True)
    return declaration


def _matching(item: Matching, body: Body, remarks: Remarks) -> Held:
    every = list(dict.fromkeys((*item.pairs.values(), *item.extra)))
    left = {f"l_{n}": text for n, text in enumerate(item.pairs, 1)}
    right = {f"r_{n}": text for n, text in enumerate(every, 1)}
    key = [
        f"l_{n}" + f" r_{every.index(text) + 1}" for n, text in enumerate(item.pairs.values(), 1)
    ]
    declaration = _pairs(body, left, right, key, True)
    body.map(declaration, dict.fromkeys(key, body.points / len(key)), body.points)
    return ("pairs", "extra")


def _cluster(item: Cluster, body: Body, remarks: Remarks) -> Held:
    """The step table is a look-up of the number of right statements."""
    left = {f"s_{id}": one.text for id, one in item.statements.items()}
    right = {"true": t("kinds.true"), "false": t("kinds.false")}
    key = [f"s_{id} {'true' if one.key else 'false'}" for id, one in item.statements.items()]
    declaration = _pairs(body, left, right, key, False)
    body.map(declaration, dict.fromkeys(key, 1.0), len(key))
    body.rules.clear()
    rule = Element("lookupOutcomeValue", identifier="SCORE")
    SubElement(SubElement(rule, "round"), "mapResponse", identifier="RESPONSE")
    body.rules.append(rule)
    return ("statements", "steps")


def _ordering(item: Ordering, body: Body, remarks: Remarks) -> Held:
    ids = [f"o_{n}" for n in range(1, len(item.sequence) + 1)]
    body.declare("RESPONSE", "ordered", "identifier", ids)
    interaction = SubElement(
        body.body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true"
    )
    for id, text in zip(ids, item.sequence, strict=True):
        flow(SubElement(interaction, "simpleChoice", identifier=id), text, True)
    body.add_if_right("RESPONSE", body.points)
    remarks.lost("whole_order")
    return ("sequence",)


def _entry(body: Body) -> Element:
    paragraph = SubElement(body.body, "p")
    SubElement(paragraph, "textEntryInteraction", responseIdentifier="RESPONSE")
    return paragraph


def _typed(item: TextItem | Keyed, body: Body, remarks: Remarks) -> Held:
    texts: Sequence[str]
    texts = spellings(item.key, item.kind == "date") if isinstance(item, Keyed) else item.accept
    declaration = body.declare("RESPONSE", "single", "string", texts[:1])
    _entry(body)
    body.map(declaration, dict.fromkeys(texts, body.points), body.points, fold=True)
    remarks.told("in_other_text")
    return ("accept", "key")


def _number(item: Number | Percent, body: Body, remarks: Remarks) -> Held:
    sign = "%" if isinstance(item, Percent) else ""
    units = item.unit if isinstance(item, Number) else ()
    value = plain(number_of(item.key, sign, remarks, units))
    body.declare("RESPONSE", "single", "float", [value])
    unit = sign or (units[0] if units else "")
    _entry(body)[0].tail = f" {unit}" if unit else ""
    body.add_if_right("RESPONSE", body.points, plain(item.tolerance))
    return ("key", "tolerance", "unit")


def _cloze(item: Cloze, body: Body, remarks: Remarks) -> Held:
    share = body.points / len(item.gaps)
    paragraph = SubElement(body.body, "p")
    for n, part in enumerate(GAP.split(item.text)):
        if n % 2:
            _gap(item.gaps[part], f"R_{part}", paragraph, share, body, remarks)
        else:
            flow(paragraph, part, True)
    return ("text", "gaps")


def _gap(gap: Gap, id: str, paragraph: Element, share: float, body: Body, remarks: Remarks) -> None:
    if gap.options:
        body.declare(id, "single", "identifier", [f"c_{gap.key}"])
        choice = SubElement(
            paragraph, "inlineChoiceInteraction", responseIdentifier=id, shuffle="true"
        )
        for key, text in gap.options.items():
            # Only plain text may stand there.
            SubElement(choice, "inlineChoice", identifier=f"c_{key}").text = to_plain(text, True)
        body.add_if_right(id, share)
        return
    SubElement(paragraph, "textEntryInteraction", responseIdentifier=id)
    if gap.number:
        value = number_of(gap.number, "", remarks, gap.unit)
        body.declare(id, "single", "float", [plain(value)])
        body.add_if_right(id, share, plain(gap.tolerance))
        return
    texts = gap.accept or spellings(gap.right(), bool(gap.date))
    declaration = body.declare(id, "single", "string", texts[:1])
    body.map(declaration, dict.fromkeys(texts, share), share, fold=True)
    remarks.told("in_other_text")


def _essay(item: Essay, body: Body, remarks: Remarks) -> Held:
    body.declare("RESPONSE", "single", "string")
    if item.rubric:
        flow(
            SubElement(body.body, "rubricBlock", view="scorer"),
            "\n".join(f"- {line}" for line in item.rubric),
        )
    SubElement(
        body.body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLength="3000"
    )
    return ("rubric",)


def _survey(item: Survey, body: Body, remarks: Remarks) -> Held:
    if item.options:
        body.declare("RESPONSE", "multiple" if item.many else "single", "identifier")
        _choices(body, item.options, 0 if item.many else 1, tuple(item.options))
    else:
        body.declare("RESPONSE", "single", "string")
        SubElement(body.body, "extendedTextInteraction", responseIdentifier="RESPONSE")
    return ("options", "many")


def steps_table(item: Cluster, points: float) -> Element:
    """How many right statements earn how many points."""
    table = Element("matchTable", defaultValue="0")
    for count, step in enumerate(item.steps):
        SubElement(
            table, "matchTableEntry", sourceValue=str(count), targetValue=number(step * points)
        )
    return table


KINDS: dict[str, Callable[[Any, Body, Remarks], Held]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "cluster": _cluster,
    "matching": _matching,
    "ordering": _ordering,
    "text": _typed,
    "cloze": _cloze,
    "number": _number,
    "percent": _number,
    "range": _typed,
    "date": _typed,
    "docnum": _typed,
    "essay": _essay,
    "survey": _survey,
}
"""Kind → what writes its interaction and says which of its fields are in it."""
