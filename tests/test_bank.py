"""Reading banks: as typed, all faults at once. Single faults are in ``tests/bad`` (test_checks)."""

from pathlib import Path

import pytest

from kit.bank import draft, load, load_cached, load_draft, parse, version_of
from kit.errors import Problems
from tests.banks import FILES, ROOT

BAD = ROOT / "tests" / "bad"

HEAD = "format: 1\nid: q\ntitle: Bài\nas_of: 2026-11-22\nitems:\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_bank_of_the_content_is_read(file: Path) -> None:
    read = load(file)
    assert read.quiz.items
    assert read.version == version_of(file.read_bytes())
    assert len(read.version) == 12


def test_a_cached_bank_is_parsed_once_until_its_file_changes(tmp_path: Path) -> None:
    file, text = tmp_path / "q.yaml", HEAD + "  - {id: a, kind: true_false, stem: x, key: sai}\n"
    file.write_text(text, encoding="utf-8")
    first = load_cached(file)
    assert load_cached(file) is first
    file.write_text(text.replace("sai", "đúng"), encoding="utf-8")
    assert load_cached(file).version != first.version
    file.unlink()
    with pytest.raises(Problems):
        load_cached(file)


def test_what_an_author_types_stays_as_typed() -> None:
    text = HEAD + (
        "  - {id: a, kind: number, stem: 12, key: 4.500}\n"
        "  - {id: b, kind: text, stem: Có không?, accept: [no, 1:30, 2023-10-27, 0x10]}\n"
    )
    quiz, _ = parse(text, "q.yaml")
    assert quiz.item("a").key_text() == "4.500"
    assert quiz.item("a").stem == "12"
    assert quiz.item("b").key_text() == "no / 1:30 / 2023-10-27 / 0x10"


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    quiz, _ = parse(HEAD + "  - {id: a, kind: text, stem: x, accept: [hoa\u0300]}\n", "q.yaml")
    assert quiz.item("a").key_text() == "hoà"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    text = HEAD + "  - {id: a, kind: true_false, stem: x, key: sai}\n"
    plain, windows = tmp_path / "a.yaml", tmp_path / "b.yaml"
    plain.write_bytes(text.encode())
    windows.write_bytes(text.replace("\n", "\r\n").encode())
    assert load(plain).quiz == load(windows).quiz
    assert load(plain).version == load(windows).version
    windows.write_bytes(text.encode("utf-8-sig"))
    assert load(windows).quiz == load(plain).quiz


def test_a_changed_byte_is_another_version() -> None:
    assert version_of(b"a: 1\n") != version_of(b"a: 2\n")


def test_loading_a_faulty_bank_raises_every_problem_the_file_has() -> None:
    with pytest.raises(Problems) as caught:
        load(BAD / "many-at-once.yaml")
    found = [one.code for one in caught.value.problems]
    assert found.count("unknown-key") == 3
    assert {"missing", "duplicate-id", "option-twice", "unknown-option", "key-twice"} < {*found}


def test_a_draft_keeps_what_can_be_read_of_a_faulty_bank() -> None:
    read = load_draft(BAD / "many-at-once.yaml")
    assert read.quiz is None
    assert [raw["id"] for _, raw in read.entries()] == ["a", "b", "b", "c", "d"]
    assert not read.is_practice


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        load(tmp_path / "nowhere.yaml")
    assert [one.code for one in caught.value.problems] == ["unreadable-file"]


@pytest.mark.parametrize("text", ["", "a", "[]", "1: [", "&a [*a]", "[" * 900, "a: 1\n---\nb: 2"])
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    with pytest.raises(Problems):
        parse(text, "q.yaml")


@pytest.mark.parametrize("kind", ["[a]", "{a: b}", "''", "~", "Single"])
def test_a_kind_in_any_shape_is_unknown_and_no_crash(kind: str) -> None:
    read = draft(HEAD + f"  - id: a\n    kind: {kind}\n    stem: x\n", "q.yaml")
    assert [one.code for one in read.problems] == ["unknown-kind"]


def test_a_misspelt_key_without_which_the_item_is_none_is_told_and_no_crash() -> None:
    text = HEAD + '  - {id: a, kind: cloze, stem: x, text: "[[g]]", gaps: {g: {acept: [hành]}}}\n'
    (only,) = draft(text, "q.yaml").problems
    assert only.code == "unknown-key"
    assert "“accept”" in only.hint


def test_a_slip_of_the_pen_is_guessed() -> None:
    text = HEAD + "  - {id: a, kind: true_false, stem: x, key: sai, explanaton: Vì thế.}\n"
    (only,) = draft(text, "q.yaml").problems
    assert "“explanation”" in only.hint
