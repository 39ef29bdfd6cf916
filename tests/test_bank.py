"""Reading banks: as typed, all faults at once. Single faults are in ``tests/bad`` (test_checks)."""

from pathlib import Path

import pytest

from kit.bank import draft, load, load_draft, load_kept, parse, parse_kept, version_of
from kit.errors import Problems
from kit.kept import put_together, salted, unsalted
from tests.banks import FILES, ROOT

BAD = ROOT / "tests" / "bad"

HEAD = "format: 1\nid: q\ntitle: Bài\nas_of: 2026-11-22\nitems:\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_bank_of_the_content_is_read(file: Path) -> None:
    read = load(file)
    assert read.quiz.items
    assert read.version == version_of(read.content)
    assert len(read.version) == 12


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_kept_bank_needs_no_other_file(file: Path, tmp_path: Path) -> None:
    read = load(file)
    kept = tmp_path / "kept.yaml"
    kept.write_bytes(read.content)
    again = load(kept)
    assert again.quiz == read.quiz == load_kept(kept)
    assert (again.content, again.version) == (read.content, read.version)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_group_s_own_line_changes_nothing_but_the_version(file: Path) -> None:
    read = load(file)
    kept = salted(read.content, b"secret")
    assert unsalted(kept) == read.content == unsalted(read.content)
    assert parse_kept(kept, "kept.yaml") == read.quiz
    assert len({version_of(one) for one in (read.content, kept, salted(kept, b"other"))}) == 3


def test_a_plain_bank_is_kept_byte_for_byte(tmp_path: Path) -> None:
    text = HEAD + "  # lời ghi\n  - {id: a, kind: true_false, stem: x, key: sai}\n"
    file = tmp_path / "q.yaml"
    file.write_bytes(text.replace("\n", "\r\n").encode())
    assert load(file).content == text.encode()


def test_a_cached_bank_is_parsed_once_until_its_file_changes(tmp_path: Path) -> None:
    file, text = tmp_path / "q.yaml", HEAD + "  - {id: a, kind: true_false, stem: x, key: sai}\n"
    file.write_text(text, encoding="utf-8")
    first = load_kept(file)
    assert load_kept(file) is first
    file.write_text(text.replace("sai", "đúng"), encoding="utf-8")
    assert load_kept(file) != first
    file.unlink()
    with pytest.raises(Problems):
        load_kept(file)


WRITTEN_AS_JSON = """{
 "format": "1",
 "id": "q",
 "title": "Bài",
 "as_of": "2026-11-22",
 "items": [
  {
   "id": "a",
   "kind": "number",
   "stem": "Bao nhiêu?",
   "key": %s
  }
 ]
}"""


@pytest.mark.parametrize("key", ['"4.500"', "4.500", '"4\\u002e500"', '"4.500", "key": "4.500"'])
def test_a_bank_that_a_person_wrote_in_json_is_read_as_typed(key: str) -> None:
    """Only what the kit put together itself is read as JSON: there 4.500 would be 4.5."""
    text = WRITTEN_AS_JSON % key
    if key.count("4.500") > 1:
        with pytest.raises(Problems, match="key-twice"):
            parse_kept(text.encode(), "q.yaml")
        return
    assert (put_together(text) is None) == (key != '"4.500"')
    assert parse_kept(text.encode(), "q.yaml") == parse(text, "q.yaml")[0]
    assert parse_kept(text.encode(), "q.yaml").item("a").key_text() == "4.500"


def test_decomposed_letters_of_a_kept_bank_are_composed() -> None:
    text = (WRITTEN_AS_JSON % '"1"').replace("Bài", "Ba\u0300i")
    assert parse_kept(text.encode(), "q.yaml").title == "Bài"


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


def test_a_faulty_item_hides_no_fault_of_the_blueprint_and_makes_none() -> None:
    """Who mends one finds no other behind it; how many fit is only known when all can be read."""
    head = HEAD.replace("items:\n", "blueprint:\n  - {id: mot, topic: x, count: 2}\n"
                        "  - {id: mot, topic: y, count: 1}\nitems:\n")  # fmt: skip
    items = (
        "  - {id: a, kind: true_false, stem: x, key: sai, tags: {topic: x}}\n"
        "  - {id: b, kind: true_false, stem: x, key: maybe, tags: {topic: x}}\n"
    )
    assert {one.code for one in draft(head + items, "q.yaml").problems} == {
        "stratum-twice",
        "bad-value",
    }
    whole = draft(head + items.replace("maybe", "sai"), "q.yaml")
    assert {one.code for one in whole.problems} == {"stratum-twice", "stratum-empty"}


@pytest.mark.parametrize("value", ["Ghi chú của tôi", "", "[a]"])
@pytest.mark.parametrize("stem", ["x", '"{dau-hieu/dh-01}"'])
def test_a_note_of_the_author_is_an_unknown_key(value: str, stem: str) -> None:
    """The kit's own key of that name is none for authors, and hides none of theirs."""
    text = HEAD + (
        f"  - id: a\n    kind: true_false\n    stem: {stem}\n    key: sai\n    note: {value}\n"
    )
    read = draft(text, "q.yaml", ROOT / "quizzes")
    assert [(one.code, one.line) for one in read.problems] == [("unknown-key", 10)]
    assert "“a.note”" in read.problems[0].message


def test_a_blueprint_beyond_measure_is_told_at_once() -> None:
    """A slip of the keyboard, and every one of its places would need a name."""
    blueprint = "blueprint: [{id: mot, count: 999999999999}]\n"
    text = HEAD.replace("items:", f"{blueprint}items:") + "  - {id: a, kind: survey, stem: x}\n"
    (problem,) = draft(text, "q.yaml").problems
    assert (problem.code, problem.line) == ("bad-value", 5)


def test_a_list_with_a_wrong_entry_is_not_too_short_as_well() -> None:
    blueprint = "blueprint: [{id: mot, level: nho, count: 1}]\n"
    text = HEAD.replace("items:", f"{blueprint}items:") + "  - {id: a, kind: survey, stem: x}\n"
    (problem,) = draft(text, "q.yaml").problems
    assert problem.code == "bad-value"
