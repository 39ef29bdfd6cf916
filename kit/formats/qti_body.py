"""Parts of QTI 2.1 items: texts as XHTML, declarations of answers, and rules that add points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from kit import markdown
from kit.formats.htmltree import Node, tree_of
from kit.formats.raw import cleaned

__all__ = ["Body", "flow", "number"]

_KNOWN = frozenset(
    ("p", "ul", "ol", "li", "strong", "em", "br", "hr", "a", "code", "pre", "blockquote", "h2",
     "h3", "h4", "table", "thead", "tbody", "tr", "td", "th", "sub", "sup")
)  # fmt: skip
"""Elements that QTI has, too; any other becomes a ``span``."""


def number(value: float) -> str:
    """A float as QTI writes it."""
    return f"{value:.10g}"


def flow(parent: Element, text: str, inline: bool = False) -> None:
    """Put Markdown into an element, as XHTML."""
    html = markdown.inline(text) if inline else markdown.block(text)
    _put(parent, tree_of(cleaned(html)))


def _put(parent: Element, node: Node) -> None:
    for part in node.parts:
        if isinstance(part, Node):
            tag = part.tag if part.tag in _KNOWN else "span"
            child = SubElement(parent, tag)
            if "href" in part.attributes:
                child.set("href", part.attributes["href"])
            _put(child, part)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        else:
            parent.text = (parent.text or "") + part


@dataclass
class Body:
    """An item while it is being written."""

    points: float
    declarations: list[Element] = field(default_factory=list)
    body: Element = field(default_factory=lambda: Element("itemBody"))
    rules: list[Element] = field(default_factory=list)
    """Each adds to SCORE, or sets it."""

    def declare(self, id: str, cardinality: str, base: str, correct: Sequence[str] = ()) -> Element:
        """A response of that name; returns its declaration."""
        declaration = Element(
            "responseDeclaration", identifier=id, cardinality=cardinality, baseType=base
        )
        if correct:
            right = SubElement(declaration, "correctResponse")
            for value in correct:
                SubElement(right, "value").text = cleaned(value)
        self.declarations.append(declaration)
        return declaration

    def map(
        self, declaration: Element, values: Mapping[str, float], most: float, fold: bool = False
    ) -> None:
        """Points for each value of a response, together from 0 to ``most``."""
        mapping = SubElement(
            declaration, "mapping", lowerBound="0", upperBound=number(most), defaultValue="0"
        )
        for key, points in values.items():
            entry = SubElement(mapping, "mapEntry", mapKey=cleaned(key), mappedValue=number(points))
            if fold:
                entry.set("caseSensitive", "false")
        self.add(_node("mapResponse", identifier=declaration.get("identifier", "")))

    def add(self, value: Element) -> None:
        """A rule that adds the value of an expression to the score."""
        rule = Element("setOutcomeValue", identifier="SCORE")
        total = SubElement(rule, "sum")
        SubElement(total, "variable", identifier="SCORE")
        total.append(value)
        self.rules.append(rule)

    def add_if(self, test: Element, points: float) -> None:
        """A rule that adds points where a test holds."""
        condition = Element("responseCondition")
        then = SubElement(condition, "responseIf")
        then.append(test)
        rule = SubElement(then, "setOutcomeValue", identifier="SCORE")
        total = SubElement(rule, "sum")
        SubElement(total, "variable", identifier="SCORE")
        SubElement(total, "baseValue", baseType="float").text = number(points)
        self.rules.append(condition)

    def add_if_right(self, id: str, points: float, tolerance: str = "") -> None:
        """Points for the one right response; a number may be off by ``tolerance``."""
        if tolerance:
            test = _node("equal", toleranceMode="absolute", tolerance=f"{tolerance} {tolerance}")
        else:
            test = Element("match")
        SubElement(test, "variable", identifier=id)
        SubElement(test, "correct", identifier=id)
        self.add_if(test, points)


def _node(tag: str, **attributes: str) -> Element:
    return Element(tag, attributes)
