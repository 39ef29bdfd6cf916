"""kit.slogans: the file, what is wrong with one, and the project's own."""

import re
from pathlib import Path

import pytest

from kit.errors import Problems
from kit.slogans import NAME, Slogan, draft, load

PROJECT = Path(__file__).parents[1] / "quizzes" / NAME
TEXT = """\
format: 1
slogans:
  - id: SL-01
    text: nói đi đôi với làm
    parts: [nói, làm]
    who: Một nghị quyết
    when: 3-2-2026
    where: Một hội nghị
    cite: [{source: bao-thu, paragraph: 4, phrase: nói đi đôi với làm}]
  - id: SL-02
    text: tự soi, tự sửa
    who: Một chỉ thị
    when: 6-12-2023
    where: Một hội nghị
    cite: [{source: bao-thu, paragraph: 2, phrase: tự soi}]
"""


def test_slogans_are_read_in_their_order(tmp_path: Path) -> None:
    """With their places for whoever has something to say about them."""
    (tmp_path / NAME).write_text(TEXT, encoding="utf-8")
    assert [slogan.id for slogan in load(tmp_path / NAME)] == ["SL-01", "SL-02"]
    assert [place for place, _ in draft(TEXT, NAME).entries()] == [("slogans", 0), ("slogans", 1)]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("id: SL-02", "id: SL-01", "duplicate-id", 10),
        ("id: SL-02", "id: hai", "bad-value", 10),
        ("parts: [nói, làm]", "parts: [làm, nói]", "not-in-slogan", 5),
        ("who: Một chỉ thị", "whom: Một chỉ thị", "unknown-key", 12),
        ("    when: 6-12-2023\n", "", "missing", 10),
        ("cite: [{source: bao-thu, paragraph: 2, phrase: tự soi}]", "cite: []", "too-few", 15),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, code: str, line: int) -> None:
    """And the slogans that are right can be looked at all the same."""
    assert old in TEXT
    read = draft(TEXT.replace(old, new, 1), NAME)
    assert (code, line) in {(problem.code, problem.line) for problem in read.problems}
    assert read.slogans


def test_a_faulty_file_is_not_loaded(tmp_path: Path) -> None:
    """Everything wrong is in the error."""
    (tmp_path / NAME).write_text("format: 1\nslogans: []\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        load(tmp_path / NAME)
    assert [problem.code for problem in caught.value.problems] == ["too-few"]


SLOGANS = load(PROJECT)


@pytest.mark.parametrize("slogan", SLOGANS, ids=lambda slogan: slogan.id)
def test_an_office_stands_with_its_time(slogan: Slogan) -> None:
    """Who held an office changes; so does what a phrase may be taken for."""
    office = r"Bí thư Thành ủy|Chủ tịch UBND|Giám đốc Sở"
    for text in (slogan.who, slogan.where, slogan.note or ""):
        assert not re.search(office, text) or re.search(r"\(chức vụ (năm|tháng) ", text)


@pytest.mark.parametrize("slogan", SLOGANS, ids=lambda slogan: slogan.id)
def test_a_citation_is_a_short_quotation(slogan: Slogan) -> None:
    """At most twelve words, as the check of copied text counts them."""
    assert all(len(re.findall(r"\w+", cite.phrase)) <= 12 for cite in slogan.cite)


def test_there_are_enough_to_teach() -> None:
    assert 30 <= len(SLOGANS) <= 45
