"""References in banks: the active words in their place, lines as typed, faults told."""

from dataclasses import replace
from pathlib import Path

import pytest

from kit.bank import draft, load, parse
from kit.errors import Problem, Problems
from kit.indicators.files import names_beside, read_folder
from kit.indicators.fill import Names, fill, names_of, references
from kit.yaml import Document, compose
from tests.indicator_forms import BANK, SETS, make_content

WORDS = {"dau-hieu/dh-01": "tên một", "dau-hieu/dh-02": "tên hai", "chi-thi-34/3": "lời ba"}
NAMES = Names(WORDS, frozenset({"dau-hieu/dh-01", "dau-hieu/dh-02"}))


def filled(text: str, names: Names | None = NAMES) -> tuple[Document, list[Problem]]:
    found: list[Problem] = []
    return fill(compose(text, "a.yaml"), names, "a.yaml", found), found


def test_words_take_the_place_of_references_wherever_they_stand() -> None:
    document, found = filled(
        'a: "là {dau-hieu/dh-01}, {dau-hieu/dh-02}."\n'
        'b: ["{chi-thi-34/3}", {c: "x {dau-hieu/dh-01}"}]\n'
        '"{dau-hieu/dh-02}": d\n'
    )
    assert document.data == {
        "a": "là tên một, tên hai.", "b": ["lời ba", {"c": "x tên một"}], "tên hai": "d",
    }  # fmt: skip
    assert found == []


def test_lines_stay_those_of_the_file() -> None:
    text = 'a: 1\nitems:\n  - pairs:\n      "{dau-hieu/dh-01}": x\n      y: "{dau-hieu/dh-02}"\n'
    document, _ = filled(text)
    assert document.line(("items", 0, "pairs", "tên một")) == 4
    assert document.line(("items", 0, "pairs", "y")) == 5
    assert document.typed is not None
    typed = document.typed.data["items"][0]["pairs"]
    assert typed == {"{dau-hieu/dh-01}": "x", "y": "{dau-hieu/dh-02}"}


def test_a_document_without_references_is_left_as_it_is() -> None:
    document = compose("a: 4.500 {x} {} {a b/c}\n", "a.yaml")
    assert fill(document, NAMES, "a.yaml", []) is document


def test_a_reference_to_nothing_is_told_with_its_line() -> None:
    _, found = filled('a: x\nb: "{dau-hieu/dh-01} {dau-hieu/DH-99}"\n')
    [problem] = found
    assert (problem.code, problem.line, problem.path) == ("unknown-indicator", 2, "a.yaml")
    assert "dau-hieu/DH-99" in problem.message
    assert "dau-hieu/dh-02" in problem.hint


def test_without_sets_a_reference_is_unknown_and_a_tag_is_left_alone() -> None:
    text = 'items:\n  - stem: "{dau-hieu/dh-01}"\n    tags: {indicator: dau-hieu/dh-01}\n'
    _, found = filled(text, None)
    assert [(one.code, one.line) for one in found] == [("unknown-indicator", 2)]
    _, found = filled(text.replace("indicator: dau-hieu/dh-01", "indicator: dau-hieu/khac"))
    assert [(one.code, one.line) for one in found] == [("unknown-indicator", 3)]


def test_keys_that_become_one_are_told() -> None:
    same = replace(NAMES, words={**WORDS, "dau-hieu/dh-02": "tên một"})
    document, _ = filled('"{dau-hieu/dh-01}": a\n"{dau-hieu/dh-02}": b\n', same)
    assert [(one.code, one.line) for one in document.twice] == [("key-twice", 2)]
    assert document.data == {"tên một": "a"}


@pytest.mark.parametrize(
    ("item", "press", "unmapped"),
    [
        ('stem: "{dau-hieu/dh-01}"', "press", "unmapped"),
        ("tags: {indicator: dau-hieu/dh-01}", "press", None),
        ('stem: "{chi-thi-34/3}"', None, None),
        ("stem: x", None, None),
    ],
)
def test_an_item_with_words_of_the_press_has_a_note(
    item: str, press: str | None, unmapped: str | None
) -> None:
    """Beside an official list a tag alone shows nothing of the press."""
    text = f'title: "{{dau-hieu/dh-01}}"\nitems:\n  - {item}\n'
    for note, expected in (("press", press), ("unmapped", unmapped)):
        document, _ = filled(text, replace(NAMES, note=note))
        assert document.data["items"][0].get("note") == expected


@pytest.mark.parametrize("strange", ["items: x", "items: [x, [y]]", "items: {a: b}", "- a", "x"])
def test_a_value_of_any_shape_breaks_nothing(strange: str) -> None:
    text = f'{strange}\n# "{{dau-hieu/dh-01}}"\n'
    filled(text)
    filled('items:\n  - ["{dau-hieu/dh-01}"]\n  - "{dau-hieu/dh-02}"\n')


def test_references_are_found_in_texts_and_tags_alone() -> None:
    document = compose(BANK, "a.yaml")
    found = {reference for _, reference in references(document.data)}
    assert found == {f"dau-hieu/dh-{n}" for n in ("01", "05", "06", "10")}


def test_a_bank_is_read_with_the_words_of_the_folder_beside_it(tmp_path: Path) -> None:
    quizzes = make_content(tmp_path) / "quizzes"
    bank = load(quizzes / "nhan-dien.yaml")
    assert "Làm chậm, khiến công việc trễ và ách tắc" in str(bank.quiz.item("tinh-huong").present())
    # As it is kept it needs no folder beside it, and is the same version.
    kept = tmp_path / "kept.yaml"
    kept.write_bytes(bank.content)
    again = load(kept)
    assert (again.quiz, again.version) == (bank.quiz, bank.version)
    with pytest.raises(Problems):
        parse(BANK, "x.yaml")


def test_a_faulty_bank_keeps_its_lines(tmp_path: Path) -> None:
    quizzes = make_content(tmp_path) / "quizzes"
    text = BANK.replace("dau-hieu/dh-10", "dau-hieu/dh-11").replace("key: đúng", "key: có lẽ")
    found = draft(text, "x.yaml", quizzes).problems
    lines = text.split("\n")
    assert [(one.code, lines[one.line - 1].strip()) for one in found] == [
        ("unknown-indicator", 'b: "{dau-hieu/dh-11}"'),
        ("bad-value", "key: có lẽ"),
    ]


def test_the_words_of_the_press_are_those_of_the_set() -> None:
    sets = read_folder(SETS).sets
    names = names_of(sets)
    assert sets.press
    assert names.words == {f"dau-hieu/{sign.id}": sign.name for sign in sets.press.indicators}
    assert names.press == names.words.keys()
    assert names_beside(SETS.parent) == names
    assert names_beside(SETS) is None
    assert names_beside(None) is None
