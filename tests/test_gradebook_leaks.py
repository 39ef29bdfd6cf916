"""kit.gradebook.leaks: what learners get tells no key."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kit.bank import load
from kit.drawing import booklet
from kit.gradebook.assignment import json_text, notebook
from kit.gradebook.leaks import BOOKLET, leaks
from tests.gradebook_course import CONTENT, QUIZ

BANK = load(CONTENT / "quizzes" / f"{QUIZ}.yaml")

Change = Callable[[dict[str, Any], dict[str, Any]], object]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    sheet = booklet(BANK.quiz, BANK.version, Random(1))
    (tmp_path / BOOKLET).write_bytes(json_text(sheet))
    (tmp_path / f"{QUIZ}.ipynb").write_bytes(json_text(notebook(BANK.quiz, sheet)))
    return tmp_path


def codes(release: Path) -> list[str]:
    return [problem.code for problem in leaks(release, BANK.quiz)]


def test_a_true_release_passes(release: Path) -> None:
    """The kit's own notebook and booklet hold no secret and no unknown part."""
    assert leaks(release, BANK.quiz) == []


def test_no_byte_holds_a_planted_token(release: Path) -> None:
    """Accepted answers, feedback, explanations and rubrics carry a token that is nowhere."""
    assert all(b"KHOABIMAT" not in path.read_bytes() for path in release.iterdir())


@pytest.mark.parametrize("name", ["answer_key.yaml", ".key.yaml", "a/keys.json", "x.pyc"])
def test_a_side_file_is_refused(release: Path, name: str) -> None:
    """Nothing but the notebook and the booklet may be released."""
    (release / name).parent.mkdir(exist_ok=True)
    (release / name).write_text("{}", encoding="utf-8")
    assert codes(release) == ["release-extra-file"]


def item(sheet: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in sheet["items"] if one["kind"] == kind)
    return found


LEAKS: dict[str, Change] = {
    "accepted answer in the stem": lambda sheet, _: item(sheet, "text").update(
        stem="<p>Khoabimat <em>tra</em> loi</p>"
    ),
    "accepted answer in a comment": lambda _, nb: nb["cells"][0].update(
        source="<!-- KHOABIMAT-tra-loi -->"
    ),
    "decomposed letters": lambda _, nb: nb["cells"][0].update(
        source="KHOABIMAT ca\u0301ch vie\u0302\u0301t kha\u0301c"
    ),
    "explanation without its Markdown": lambda sheet, _: sheet.update(
        title="khoabimat giai thich một câu giải thích"
    ),
    "number as the value of a gap": lambda sheet, _: item(sheet, "number")["show"].update(
        unit="4.500"
    ),
    "rubric in a cell": lambda _, nb: nb["cells"][-1].update(source="a KHOABIMAT-thang-diem b"),
    "feedback in a cell id": lambda _, nb: nb["cells"][1].update(id="KHOABIMAT-goi-y-sai"),
}


@pytest.mark.parametrize("name", LEAKS)
def test_a_secret_is_found_wherever_it_stands(release: Path, name: str) -> None:
    """Spelling, markup and place do not hide a secret."""
    change_files(release, LEAKS[name])
    assert codes(release) == ["release-leaks-key"]


SHAPES: dict[str, Change] = {
    "key": lambda sheet, _: item(sheet, "single").update(key="b"),
    "accept": lambda sheet, _: item(sheet, "text")["show"].update(accept=[]),
    "widgets": lambda _, nb: nb["metadata"].update(widgets={}),
    "tags": lambda _, nb: nb["cells"][0]["metadata"].update(tags=["b"]),
    "attachments": lambda _, nb: nb["cells"][0].update(attachments={}),
    "outputs": lambda _, nb: nb["cells"][1].update(outputs=[{"output_type": "stream"}]),
    "raw": lambda _, nb: nb["cells"][0].update(cell_type="raw"),
    "comment": lambda _, nb: nb["cells"][0]["metadata"]["nbgrader"].update(comment="b"),
}


@pytest.mark.parametrize("what", SHAPES)
def test_an_unknown_part_is_refused_by_name(release: Path, what: str) -> None:
    """Parts that could hold a key are refused even if they hold none."""
    change_files(release, SHAPES[what])
    problems = leaks(release, BANK.quiz)
    assert [problem.code for problem in problems] == ["release-unknown-part"]
    assert what in problems[0].message


def test_a_file_that_is_no_json_is_refused(release: Path) -> None:
    """What cannot be looked through cannot be released."""
    (release / BOOKLET).write_bytes(b"\xff")
    assert codes(release) == ["release-unreadable"]


def test_words_that_the_author_shows_himself_are_no_leak(release: Path) -> None:
    """A key that is also an option of another item stands in the release by right."""
    shown = json.loads((release / BOOKLET).read_text(encoding="utf-8"))
    assert "xanh" in json.dumps(shown, ensure_ascii=False)
    assert "xanh" in next(one for one in BANK.quiz.items if one.id == "liet-ke").secrets()
    assert leaks(release, BANK.quiz) == []


def change_files(release: Path, change: Change) -> None:
    paths = (release / BOOKLET, release / f"{QUIZ}.ipynb")
    sheet, nb = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
    change(sheet, nb)
    for path, data in zip(paths, (sheet, nb), strict=True):
        path.write_bytes(json_text(data))
