"""How many facts are taught and tested: counted on a small folder, and on the real content."""

import json
import os
from pathlib import Path

import pytest

from kit.checks.coverage import Coverage, coverage
from kit.checks.coverage_report import as_json, enough, missing, verdict
from kit.cli import main
from kit.errors import Problems, UserError
from tests.banks import ROOT

FACTS = """
meta: {purpose: Bảng thử}
facts:
  - {id: F-1, source: mau, paragraph: 2, phrase: "Đoạn hai có bảy chữ", category: so-lieu, fact: x}
  - {id: F-2, source: mau, paragraph: 3, phrase: Đoạn ba nói chuyện khác, category: viec, note: y}
  - {id: F-3, source: mau, paragraph: 1, phrase: Bài mẫu để thử, category: viec}
  - {id: F-4, source: mau, paragraph: 1, phrase: Bài mẫu, category: viec}
  - {id: F-5, source: dai, paragraph: 1, phrase: Một hai ba, category: viec}
"""


def bank(mode: str, id: str, cite: str, kind: str = "true_false") -> str:
    return (
        f"format: 1\nid: {id}\ntitle: Bài\nas_of: 2026-11-22\nsettings: {{mode: {mode}}}\n"
        f"items:\n  - id: {id}-1\n    kind: {kind}\n    stem: Trời xanh {id}.\n    key: đúng\n"
        f"    explanation: Vì thế.\n    cite: [{cite}]\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A lesson that cites F-1 and F-4, a test that cites F-2, practice that cites F-3."""
    for part in ("quizzes", "lessons"):
        (tmp_path / part).mkdir()
    links = (
        '([A, đoạn 2](#nguon-mau "hai có bảy")) ([A, đoạn 1](#nguon-mau "để thử")) '
        '([A, đoạn 1](#nguon-mau "đây là Bài mẫu")) ([A, đoạn 3](#nguon-mau "Đoạn hai có bảy"))'
    )
    cell = {"cell_type": "markdown", "id": "o", "metadata": {}, "source": [links]}
    data = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "lessons" / "01-bai.ipynb").write_text(json.dumps(data), "utf-8")
    write = {
        "quizzes/thi.yaml": bank(
            "test", "thi", "{source: mau, paragraph: 3, phrase: ba nói chuyện}"
        ),
        "quizzes/luyen.yaml": bank(
            "practice", "luyen", "{source: mau, paragraph: 1, phrase: Bài mẫu để thử}"
        ),
        "quizzes/hoi.yaml": bank(
            "test", "hoi", "{source: mau, paragraph: 2, phrase: Đoạn hai có bảy chữ}", "survey"
        ),
        "facts.yaml": FACTS,
    }
    for name, text in write.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def counted(folder: Path) -> Coverage:
    return coverage([folder], folder / "facts.yaml")


def not_taught(folder: Path, text: str) -> None:
    (folder / "lessons" / "not-taught.yaml").write_text(f"format: 1\n{text}", "utf-8")


def ids(folder: Path) -> tuple[list[str], list[str]]:
    found = counted(folder)
    return [fact.id for fact in found.untaught], [fact.id for fact in found.untested]


def test_three_words_in_a_row_at_the_same_place_or_the_whole_of_a_short_phrase(
    folder: Path,
) -> None:
    """F-1: three words; F-3: only two of them; F-4: the whole of two; paragraph 3 is no 2."""
    assert ids(folder)[0] == ["F-2", "F-3", "F-5"]


def test_only_scored_items_of_tests_test(folder: Path) -> None:
    assert ids(folder)[1] == ["F-1", "F-3", "F-4", "F-5"]


def test_rows_are_sources_and_categories_in_the_order_of_the_facts(folder: Path) -> None:
    found = counted(folder)
    assert [
        (row.source, row.category, row.facts, row.taught, row.tested) for row in found.rows
    ] == [
        ("mau", "so-lieu", 1, 1, 0),
        ("mau", "viec", 3, 1, 1),
        ("dai", "viec", 1, 0, 0),
    ]
    assert [(row.source, row.facts) for row in found.sources] == [("mau", 4), ("dai", 1)]
    assert (found.total.facts, found.total.taught, found.total.tested) == (5, 2, 1)
    assert (found.total.taught_percent, found.total.tested_percent) == (40, 20)


def test_what_is_not_worth_teaching_is_not_counted(folder: Path) -> None:
    not_taught(folder, "facts: {F-3: Tiêu đề, F-5: Phần thừa của trang}")
    found = counted(folder)
    assert (found.total.facts, found.total.teachable, found.problems) == (5, 3, ())
    assert [fact.id for fact in found.untaught] == ["F-2"]
    assert found.sources[1].taught_percent == 100, "nothing of it is to be taught"


def test_a_fact_without_a_reason_stays_teachable_and_is_told(folder: Path) -> None:
    not_taught(folder, "facts:\n  F-3: ''\n  F-5:\n  F-9: Không có mã này\n")
    found = counted(folder)
    assert found.total.teachable == 5
    assert [(one.line, one.code) for one in found.problems] == [
        (3, "empty"),
        (4, "bad-value"),
        (5, "unknown-fact"),
    ]
    unknown = found.problems[2]
    assert unknown.message == "“facts.F-9”: bảng dữ kiện không có mã “F-9”."
    assert unknown.hint == "Xem lại mã trong bảng dữ kiện, hoặc bỏ dòng này."


@pytest.mark.parametrize("text", ["", "facts: [F-1]", "fact: {F-1: x}", "facts: {F-1: x"])
def test_a_list_of_another_shape_is_told(folder: Path, text: str) -> None:
    not_taught(folder, text)
    assert counted(folder).problems
    assert counted(folder).total.teachable == 5


def test_a_table_of_facts_that_is_none_is_told(folder: Path) -> None:
    (folder / "facts.yaml").write_text("facts: [{id: F-1}]", "utf-8")
    with pytest.raises(Problems) as caught:
        counted(folder)
    assert "missing" in {one.code for one in caught.value.problems}
    (folder / "facts.yaml").unlink()
    with pytest.raises(UserError):
        counted(folder)


def test_each_bar_is_spoken_of(folder: Path) -> None:
    found = counted(folder)
    assert list(verdict(found, 40, 50)) == [
        "Đã dạy 40% số dữ kiện cần dạy (mức cần đạt: 40%).",
        "Mới hỏi 20% số dữ kiện cần dạy, chưa đạt mức 50%.",
    ]
    assert [enough(found, 40, 20), enough(found, 41, 20), enough(found, 40, 21)] == [True, 0, 0]


def test_what_is_missing_is_listed_with_its_place(folder: Path) -> None:
    lines = list(missing(counted(folder)))
    assert lines[:2] == [
        "Chưa bài học nào dẫn (3):",
        "  F-2  mau, đoạn 3: “Đoạn ba nói chuyện khác”",
    ]
    assert len(lines) == 2 + 3 + 4


def test_as_json_programs_read_it(folder: Path) -> None:
    data = json.loads(as_json(counted(folder)))
    assert data["total"] == {
        "source": "", "category": "", "facts": 5, "teachable": 5, "taught": 2, "tested": 1,
    }  # fmt: skip
    assert data["untaught"] == ["F-2", "F-3", "F-5"]


# The command


def run(*arguments: object) -> int:
    """Exit code of ``kit check``."""
    with pytest.raises(SystemExit) as caught:
        main(["check", *map(str, arguments)])
    return int(caught.value.code or 0)


@pytest.fixture(autouse=True)
def _no_facts_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIT_FACTS", raising=False)


def test_below_a_bar_the_command_ends_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = (folder, "--coverage", "--facts", folder / "facts.yaml")
    assert run(*asked) == 1
    printed = capsys.readouterr().out
    assert "mau" in printed
    assert "chưa đạt mức 85%" in printed
    assert "F-2" not in printed
    assert run(*asked, "--taught", "40", "--tested", "20") == 0
    assert run(*asked, "--taught", "40", "--tested", "20", "--verbose") == 0
    assert "F-2" in capsys.readouterr().out


def test_a_faulty_list_ends_with_1_whatever_the_bars(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    not_taught(folder, "facts: {F-9: x}")
    bars = ("--taught", "0", "--tested", "0")
    assert run(folder, "--coverage", "--facts", folder / "facts.yaml", *bars) == 1
    assert "[unknown-fact]" in capsys.readouterr().out


def test_json_is_all_that_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--coverage", "--json", "--facts", folder / "facts.yaml") == 1
    assert json.loads(capsys.readouterr().out)["total"]["facts"] == 5


def test_without_a_table_of_facts_the_command_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "--coverage") == 2
    assert "--facts" in capsys.readouterr().err
    assert run(folder, "--coverage", "--facts", folder / "nowhere.yaml") == 2
    monkeypatch.setenv("KIT_FACTS", str(folder / "facts.yaml"))
    assert run(folder, "--coverage") == 1


# The real content

REAL = os.environ.get("KIT_FACTS")


@pytest.mark.skipif(not REAL, reason="the table of facts is not the project's to keep: KIT_FACTS")
def test_the_lessons_teach_and_the_tests_ask_enough_of_the_facts() -> None:
    found = coverage([ROOT], Path(str(REAL)))
    assert found.problems == ()
    assert found.total.taught_percent >= 85, list(missing(found))
    assert found.total.tested_percent >= 50, list(missing(found))
    for row in found.sources:
        # Who leaves out much of an article has not read it.
        assert row.teachable >= 0.85 * row.facts, row
