"""Writing QTI 2.1: a package with one file an item, a test that holds their order, a manifest."""

from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kit.formats.exchange import Exported, LeftOut, Remarks
from kit.formats.held import stem_of, tell_unheld, write_all
from kit.formats.marked import to_plain
from kit.formats.qti_body import Body, flow, number
from kit.formats.qti_kinds import KINDS, steps_table
from kit.kinds.cluster import Cluster
from kit.kinds.options import WithOptions
from kit.model import Item, Quiz

__all__ = ["write"]

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_LONGEST_TITLE = 120


def write(quiz: Quiz) -> Exported:
    """The package as a zip; the same bank gives the same bytes."""
    parts, notes = write_all(quiz, lambda item, remarks: (item.id, _item(item, remarks)))
    files = {f"items/{id}.xml": element for id, element in parts}
    files["test.xml"] = _test(quiz, [id for id, _ in parts])
    files = {"imsmanifest.xml": _manifest(quiz, [id for id, _ in parts]), **files}
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, element in files.items():
            content = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(element, "utf-8")
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            package.writestr(info, content)
    return Exported(target.getvalue(), notes, len(parts))


def _item(item: Item, remarks: Remarks) -> Element:
    if item.kind not in KINDS:
        raise LeftOut("kind_not_held", kind=item.kind)
    scored = item.scored != "never"
    body = Body(item.points if scored else 0)
    flow(SubElement(body.body, "div"), stem_of(item, remarks))
    held = KINDS[item.kind](item, body, remarks)
    tell_unheld(item, ("points", "explanation", *held), remarks)
    title = " ".join(to_plain(item.stem).split())[:_LONGEST_TITLE]
    root = Element(
        "assessmentItem", xmlns=_QTI, identifier=f"item-{item.id}", title=title,
        adaptive="false", timeDependent="false",
    )  # fmt: skip
    root.extend(body.declarations)
    score = _outcome(root, "SCORE", "float", "0")
    if scored:
        score.set("normalMaximum", number(body.points))
    if isinstance(item, Cluster):
        score.append(steps_table(item, body.points))
    said = item.feedback if isinstance(item, WithOptions) else {}
    if said:
        _outcome(root, "FEEDBACK", "identifier", "", _cardinality(item))
    if item.explanation:
        _outcome(root, "EXPLANATION", "identifier", "shown")
    root.append(body.body)
    if said:
        rule = Element("setOutcomeValue", identifier="FEEDBACK")
        SubElement(rule, "variable", identifier="RESPONSE")
        body.rules.append(rule)
    if body.rules:
        SubElement(root, "responseProcessing").extend(body.rules)
    for id, text in said.items():
        _feedback(root, "FEEDBACK", f"c_{id}", text)
    if item.explanation:
        _feedback(root, "EXPLANATION", "shown", item.explanation)
    return root


def _cardinality(item: Item) -> str:
    return "multiple" if item.kind == "multiple" else "single"


def _outcome(root: Element, id: str, base: str, value: str, cardinality: str = "single") -> Element:
    outcome = SubElement(
        root, "outcomeDeclaration", identifier=id, cardinality=cardinality, baseType=base
    )
    if value:
        SubElement(SubElement(outcome, "defaultValue"), "value").text = value
    return outcome


def _feedback(root: Element, outcome: str, id: str, text: str) -> None:
    feedback = SubElement(
        root, "modalFeedback", outcomeIdentifier=outcome, identifier=id, showHide="show"
    )
    flow(feedback, text)


def _test(quiz: Quiz, ids: list[str]) -> Element:
    """All items in the order of the bank."""
    title = quiz.title
    root = Element("assessmentTest", xmlns=_QTI, identifier=f"test-{quiz.id}", title=title)
    part = SubElement(
        root, "testPart", identifier="part", navigationMode="nonlinear",
        submissionMode="simultaneous",
    )  # fmt: skip
    section = SubElement(
        part, "assessmentSection", identifier="section", title=title, visible="true"
    )
    for id in ids:
        SubElement(section, "assessmentItemRef", identifier=f"item-{id}", href=f"items/{id}.xml")
    return root


def _manifest(quiz: Quiz, ids: list[str]) -> Element:
    root = Element("manifest", xmlns=_CP, identifier=f"manifest-{quiz.id}")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    files = {f"item-{id}": (f"items/{id}.xml", "imsqti_item_xmlv2p1") for id in ids}
    test = _resource(resources, f"test-{quiz.id}", "test.xml", "imsqti_test_xmlv2p1")
    for id, (path, kind) in files.items():
        SubElement(test, "dependency", identifierref=id)
        _resource(resources, id, path, kind)
    return root


def _resource(resources: Element, id: str, path: str, kind: str) -> Element:
    resource = SubElement(resources, "resource", identifier=id, type=kind, href=path)
    SubElement(resource, "file", href=path)
    return resource
