"""QTI 2.1: the package holds together, and its own rules score as the bank does."""

from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from kit.formats import qti
from kit.model import Item, Response
from tests.banks import BANKS, EVERY_KIND

Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"

PACKAGE = ZipFile(BytesIO(qti.write(EVERY_KIND).content))
ITEMS = {
    name.removeprefix("items/").removesuffix(".xml"): fromstring(PACKAGE.read(name))
    for name in PACKAGE.namelist()
    if name.startswith("items/")
}

Answers = dict[str, list[str]]


def test_the_manifest_lists_every_file_and_nothing_else() -> None:
    manifest = fromstring(PACKAGE.read("imsmanifest.xml"))
    resources = list(manifest.iter(f"{CP}resource"))
    files = [file.get("href") for file in manifest.iter(f"{CP}file")]
    assert {*files, "imsmanifest.xml"} == {*PACKAGE.namelist()}
    assert len(files) == len(set(files))
    known = {resource.get("identifier") for resource in resources}
    assert {one.get("identifierref") for one in manifest.iter(f"{CP}dependency")} < known


def test_the_test_has_all_items_in_the_order_of_the_bank() -> None:
    test = fromstring(PACKAGE.read("test.xml"))
    listed = [ref.get("href") for ref in test.iter(f"{Q}assessmentItemRef")]
    assert listed == [f"items/{item.id}.xml" for item in EVERY_KIND.items if item.kind != "set"]


@pytest.mark.parametrize("id", list(ITEMS))
def test_an_items_parts_stand_in_the_order_of_the_standard(id: str) -> None:
    order = (
        "responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing",
        "modalFeedback",
    )  # fmt: skip
    places = [order.index(part.tag.removeprefix(Q)) for part in ITEMS[id]]
    assert places == sorted(places)
    declared = {one.get("identifier") for one in ITEMS[id].iter(f"{Q}responseDeclaration")}
    asked = {
        one.get("responseIdentifier") for one in ITEMS[id].iter() if one.get("responseIdentifier")
    }
    assert declared == asked
    ids = [one.get("identifier") for one in ITEMS[id].iter(f"{Q}simpleChoice")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "item", [item for item in EVERY_KIND.items if item.id in ITEMS], ids=lambda item: item.id
)
def test_its_rules_score_as_the_bank_does(item: Item) -> None:
    root = ITEMS[item.id]
    if item.scored != "machine":
        assert root.find(f"{Q}responseProcessing") is None
        return
    assert score(root, key_of(root)) == pytest.approx(item.points)
    assert score(root, {}) == 0


@pytest.mark.parametrize("chosen", [["a"], ["a", "c"], ["a", "b"], ["b", "d"], [*"abcde"]])
def test_partial_credit_is_the_banks(chosen: list[str]) -> None:
    for id in ("multiple-all", "multiple-net"):
        item, root = EVERY_KIND.item(id), ITEMS[id]
        mine = score(root, {"RESPONSE": [f"c_{one}" for one in chosen]})
        assert mine == pytest.approx(item.mark([*chosen]).fraction * item.points)


def test_a_clusters_steps_are_looked_up() -> None:
    item, root = EVERY_KIND.item("cluster-four"), ITEMS["cluster-four"]
    right = key_of(root)["RESPONSE"]
    for count in range(5):
        response: Response = dict(list(dict(item.right()).items())[:count])  # type: ignore[arg-type]
        expected = item.mark(response).fraction * item.points if count else 0
        assert score(root, {"RESPONSE": right[:count]}) == pytest.approx(expected)


def test_pinned_options_are_fixed() -> None:
    fixed = {
        choice.get("identifier"): choice.get("fixed")
        for choice in ITEMS["single-pinned"].iter(f"{Q}simpleChoice")
    }
    assert fixed == {"c_a": "false", "c_b": "false", "c_c": "false", "c_d": "true"}


def test_texts_are_xhtml() -> None:
    root = ITEMS["cloze-every-field"]
    assert len(list(root.iter(f"{Q}textEntryInteraction"))) == 5
    assert len(list(root.iter(f"{Q}inlineChoiceInteraction"))) == 1


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.id)
def test_every_bank_of_the_project_can_be_written(bank: object) -> None:
    exported = qti.write(bank)  # type: ignore[arg-type]
    package = ZipFile(BytesIO(exported.content))
    assert (
        len([name for name in package.namelist() if name.startswith("items/")]) == exported.written
    )
    for name in package.namelist():
        fromstring(package.read(name))


# A small reader of the rules that are written: enough of QTI to score with.


def key_of(root: Element) -> Answers:
    """What an item says is right."""
    return {
        str(one.get("identifier")): [str(value.text) for value in one.iter(f"{Q}value")]
        for one in root.iter(f"{Q}responseDeclaration")
    }


def score(root: Element, answers: Answers) -> float:
    """SCORE after its rules."""
    variables = {"SCORE": 0.0}
    for rule in root.find(f"{Q}responseProcessing") or ():
        apply(rule, root, answers, variables)
    return variables["SCORE"]


def apply(rule: Element, root: Element, answers: Answers, variables: dict[str, float]) -> None:
    tag = rule.tag.removeprefix(Q)
    if tag == "responseCondition":
        test, *then = rule[0]
        if holds(test, root, answers):
            for inner in then:
                apply(inner, root, answers, variables)
    elif rule.get("identifier") == "FEEDBACK":
        return
    elif tag == "lookupOutcomeValue":
        count = round(value(rule[0], root, answers, variables))
        entry = next(
            e for e in root.iter(f"{Q}matchTableEntry") if e.get("sourceValue") == str(count)
        )
        variables["SCORE"] = float(entry.get("targetValue", "nan"))
    else:
        variables["SCORE"] = value(rule[0], root, answers, variables)


def holds(test: Element, root: Element, answers: Answers) -> bool:
    id = str(test[0].get("identifier"))
    given, right = answers.get(id), key_of(root)[id]
    if given is None:
        return False
    if test.tag == f"{Q}equal":
        reach = float(str(test.get("tolerance")).split()[0])
        return abs(float(given[0]) - float(right[0])) <= reach
    declaration = next(d for d in root.iter(f"{Q}responseDeclaration") if d.get("identifier") == id)
    ordered = declaration.get("cardinality") == "ordered"
    return given == right if ordered else sorted(given) == sorted(right)


def value(node: Element, root: Element, answers: Answers, variables: dict[str, float]) -> float:
    tag = node.tag.removeprefix(Q)
    if tag in ("sum", "round"):
        return sum(value(inner, root, answers, variables) for inner in node)
    if tag == "variable":
        return variables[str(node.get("identifier"))]
    if tag == "baseValue":
        return float(str(node.text))
    id = str(node.get("identifier"))
    declaration = next(d for d in root.iter(f"{Q}responseDeclaration") if d.get("identifier") == id)
    mapping = next(declaration.iter(f"{Q}mapping"))
    points = {e.get("mapKey"): float(str(e.get("mappedValue"))) for e in mapping}
    total = sum(points.get(one, 0) for one in answers.get(id, ()))
    return min(float(str(mapping.get("upperBound"))), max(0, total))
