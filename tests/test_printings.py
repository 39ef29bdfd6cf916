"""What was printed, and whose paper was entered: the grader's side of a printed paper."""

import json
from pathlib import Path

import pytest

from kit.answers import Unreadable
from kit.errors import UserError
from kit.printings import (
    Entry,
    Printing,
    Printings,
    choose_codes,
    drop_entries,
    known_printings,
    papers_file,
    read_printings,
    record_codes,
    record_entry,
)

ONE, OTHER = Printing("0123456789ab", "x"), Printing("0123456789ab", "y")
ENTRY = Entry("hv-001", "101", "2026-11-29T20:00:00+07:00", "2026-11-29T21:00:00+07:00")


def test_nothing_was_printed_at_first(tmp_path: Path) -> None:
    assert read_printings(papers_file(tmp_path, "q")) == Printings()


def test_codes_and_entries_are_kept(tmp_path: Path) -> None:
    file = papers_file(tmp_path, "q")
    record_codes(file, "q", ["101", "102"], ONE)
    record_codes(file, "q", ["201"], OTHER)
    record_entry(file, "q", ENTRY)
    found = read_printings(file)
    assert found.codes == {"101": ONE, "102": ONE, "201": OTHER}
    assert found.entries == found.entries_of("hv-001") == (ENTRY,)


@pytest.mark.parametrize(
    ("learner", "code", "seed"),
    [
        ("hv-001", "101", "x"),
        ("hv-001", "201", None),
        ("hv-002", "101", None),
        ("hv-001", "", None),
    ],
)
def test_a_paper_counts_only_for_whom_it_was_entered(
    learner: str, code: str, seed: str | None
) -> None:
    """Whatever a learner's own file says."""
    known = Printings({"101": ONE, "201": OTHER}, (ENTRY,))
    assert known.seed_of(learner, code) == seed


@pytest.mark.parametrize(
    ("printing", "count", "first", "wanted"),
    [
        (ONE, 2, None, ["101", "102"]),
        (ONE, 4, None, ["101", "102", "103", "104"]),
        (ONE, 1, 102, ["102"]),
        (OTHER, 2, None, ["201", "202"]),
        (OTHER, 2, 103, ["103", "104"]),
    ],
)
def test_a_printing_has_codes_of_its_own(
    printing: Printing, count: int, first: int | None, wanted: list[str]
) -> None:
    """The same again for the same seed and version, the next hundred for another one."""
    known = Printings({"101": ONE, "102": ONE})
    assert choose_codes(known, printing, count, first) == wanted


def test_the_first_printing_begins_with_101() -> None:
    assert choose_codes(Printings(), ONE, 3, None) == ["101", "102", "103"]


@pytest.mark.parametrize(("first", "count"), [(101, 1), (100, 3)])
def test_a_code_never_means_two_papers(first: int, count: int) -> None:
    with pytest.raises(UserError, match="101") as caught:
        choose_codes(Printings({"101": ONE}), OTHER, count, first)
    assert "--first 201" in caught.value.hint


def test_a_learner_can_be_forgotten(tmp_path: Path) -> None:
    """Of one quiz or of all; the codes stay, and so do the others."""
    other = Entry("hv-002", "101", ENTRY.at, ENTRY.entered)
    for quiz in ("q", "r"):
        record_codes(papers_file(tmp_path, quiz), quiz, ["101"], ONE)
        for entry in (ENTRY, other):
            record_entry(papers_file(tmp_path, quiz), quiz, entry)
    drop_entries(tmp_path, "hv-001", "q")
    assert read_printings(papers_file(tmp_path, "q")).entries == (other,)
    assert read_printings(papers_file(tmp_path, "r")).entries == (ENTRY, other)
    drop_entries(tmp_path, "hv-001")
    found = read_printings(papers_file(tmp_path, "r"))
    assert (found.codes, found.entries) == ({"101": ONE}, (other,))


@pytest.mark.parametrize("text", ["", "[]", '{"format": 2}', '{"format": 1, "codes": {"101": 1}}'])
def test_a_broken_record_is_told_and_never_taken_for_an_empty_one(
    tmp_path: Path, text: str
) -> None:
    file = papers_file(tmp_path, "q")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable):
        read_printings(file)
    with pytest.raises(UserError, match=r"papers\.json"):
        known_printings(file)
    with pytest.raises(UserError):
        record_codes(file, "q", ["101"], ONE)
    assert file.read_text("utf-8") == text


def test_the_format_is_as_documented(tmp_path: Path) -> None:
    file = papers_file(tmp_path, "q")
    record_codes(file, "q", ["101"], ONE)
    record_entry(file, "q", ENTRY)
    assert json.loads(file.read_text("utf-8")) == {
        "format": 1,
        "quiz": "q",
        "codes": {"101": {"version": "0123456789ab", "seed": "x", "kept": False}},
        "entries": [
            {
                "learner": "hv-001",
                "code": "101",
                "at": "2026-11-29T20:00:00+07:00",
                "entered": "2026-11-29T21:00:00+07:00",
                "reason": "",
            }
        ],
    }
