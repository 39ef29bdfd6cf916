"""Every rule finds its fault, at its line; what is good is left alone.

``tests/bad`` has a faulty file (or folder) a rule, named after it. What must be found stands in
the file itself, with the whole message: ``# expect: code: message`` at the end of the line,
``# expect: code @ 3: message`` for line 3; in a notebook, among its metadata.
"""

import json
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kit.bank import load
from kit.checks import ACROSS_RULES, BANK_RULES, LESSON_RULES, Report, check
from kit.checks.report import as_json, lines, notes, summary
from kit.errors import Problem, UserError
from kit.sources import read_library
from kit.wording import table
from tests.banks import ROOT

BAD = ROOT / "tests" / "bad"
SHARED = {"sources", "sources.yaml", "pictures"}
CASES = sorted(
    path
    for path in (*BAD.iterdir(), *(BAD / "pictures").iterdir())
    if path.parent.name == "pictures" or path.name not in SHARED
)

_EXPECT = re.compile(
    r"# expect: (?P<code>[a-z0-9-]+)(?: @ (?P<line>\d+))?: (?P<message>.+?)(?=  # expect: |\",?$|$)"
)

OF_THE_COMMAND = {
    "no-banks", "no-such-path", "no-such-sources", "source-missing", "unreadable-file",
}  # fmt: skip
OF_ROSTERS = {"roster-head", "roster-line", "roster-csv", "roster-extra"}
OF_GROUPS = {"closes-before-opens", "quiz-twice"}
OF_CONTESTS = {
    "round-twice", "rounds-overlap", "contest-not-built", "contest-versions", "contest-nobody",
    "contest-no-group", "contest-not-planned", "contest-differs", "contest-sizes",
    "contest-by-hand", "contest-prediction", "person-twice",
}  # fmt: skip
OF_COVERAGE = {"unknown-fact"}

Found = Counter[tuple[str, int, str, str]]


def expected(case: Path) -> Found:
    files = sorted(path for path in case.rglob("*") if path.is_file()) if case.is_dir() else [case]
    found: Found = Counter()
    for file in files:
        text = file.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.split("\n"), 1):
            for match in _EXPECT.finditer(line):
                at = int(match["line"] or number)
                found[str(file), at, match["code"], match["message"]] += 1
    return found


@cache
def looked_at(case: Path) -> Report:
    return check([case])


def told(report: Report) -> Found:
    """What a check found; a file of ``tests/bad`` is named from there on."""
    return Counter(
        (one.path, one.line, one.code, one.message.replace(f"{BAD}/", ""))
        for one in report.problems
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_everything_wrong_is_found_at_its_line_and_nothing_else(case: Path) -> None:
    found = told(looked_at(case))
    assert found == expected(case)
    assert found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_problem_says_what_and_what_to_do(case: Path) -> None:
    for one in looked_at(case).problems:
        assert one.message
        assert one.hint
        assert "{" not in one.message.replace("[[", "")


def test_every_rule_has_its_faulty_file() -> None:
    codes = {
        key.removesuffix("_hint").replace("_", "-")
        for key in table("check")
        if key.endswith("_hint")
    }
    tried = {case.stem for case in CASES} - {"many-at-once"}
    elsewhere = OF_THE_COMMAND | OF_ROSTERS | OF_GROUPS | OF_CONTESTS | OF_COVERAGE
    assert codes - elsewhere == tried


def test_every_rule_in_the_tables_names_its_code() -> None:
    for rule in (*BANK_RULES, *ACROSS_RULES, *LESSON_RULES):
        assert rule.__doc__, rule


def test_the_content_has_no_fault() -> None:
    report = check([ROOT])
    assert report.problems == ()
    assert report.files >= 3


def test_without_the_texts_citations_are_told_as_unverified_and_are_no_problem(
    tmp_path: Path,
) -> None:
    report = check([_without_texts(tmp_path)])
    assert (report.problems, report.citations, report.unverified) == ((), 1, 1)
    assert any("mau" in note for note in notes(report))


def test_of_a_single_bank_its_own_citations_alone_are_told_as_unverified() -> None:
    """Those of the lists beside it, and of other banks, are of no use to its author."""
    file = ROOT / "quizzes" / "xuyen-suot.yaml"
    own = str(load(file).quiz.items).count("Citation(")
    alone, whole = check([file]), check([ROOT / "quizzes"])
    assert 0 < alone.unverified == own < whole.unverified == whole.citations


def test_a_new_source_is_declared_by_the_lines_of_the_hint(tmp_path: Path) -> None:
    """As they stand there, below ``sources:``; then the numbers that are told."""
    bank = _without_texts(tmp_path)
    bank.write_text(bank.read_text("utf-8").replace("source: mau", "source: cua-toi"), "utf-8")
    texts, listed = tmp_path / "nguon", tmp_path / "sources.yaml"
    shutil.copytree(BAD / "sources", texts)
    shutil.copy(texts / "mau.txt", texts / "cua-toi.txt")
    told = check([bank], texts).problems
    unknown = next(one for one in told if one.code == "unknown-source")
    typed = unknown.hint[unknown.hint.index("\n") + 1 :]
    text = listed.read_text("utf-8").replace("sources:\n", f"sources:\n{typed}\n")
    listed.write_text(text, "utf-8")
    found = {one.code: one for one in check([bank], texts).problems}
    (digest,) = re.findall(r"[0-9a-f]{64}", found["source-changed"].hint)
    (count,) = re.findall(r"có (\d+) đoạn", found["source-length"].message)
    text = text.replace("0" * 64, digest).replace("paragraphs: 1\n", f"paragraphs: {count}\n", 1)
    listed.write_text(text, "utf-8")
    # The bank cites its old source no more, and no other one is at hand.
    assert {one.code for one in check([bank], texts).problems} == {"unused-source"}


def test_a_text_that_is_not_declared_is_told_with_the_lines_that_declare_it(
    tmp_path: Path,
) -> None:
    """Nothing is wrong with it; and whoever puts the lines into the list may cite it."""
    bank, texts = _without_texts(tmp_path), tmp_path / "nguon"
    shutil.copytree(BAD / "sources", texts)
    assert check([bank], texts).undeclared == ()
    (texts / "Nghị quyết: năm 2026.txt").write_bytes('\ufeffNghị quyết "5"\n\nHai.\n'.encode())
    (texts / "cu.txt").write_bytes("Nghị quyết".encode("utf-16"))
    report = check([bank], texts)
    assert report.problems == ()
    declared, unread = (note for note in notes(report) if ".txt" in note)
    assert "UTF-8" in unread
    listed = tmp_path / "sources.yaml"
    typed = declared[declared.index("\n") + 1 :]
    text = listed.read_text("utf-8").replace("sources:\n", f"sources:\n{typed}\n")
    listed.write_text(text, "utf-8")
    report = check([bank], texts)
    assert {one.code for one in report.problems} == {"unused-source"}
    assert [one.file for _, one in report.undeclared] == ["cu.txt"]
    listed.write_text(text.replace('file: "Ngh', 'file: ["a.txt"] # "Ngh'), "utf-8")
    assert len(check([bank], texts).undeclared) == 2  # a faulty list is told, and read so far
    listed.write_text(text, "utf-8")
    new = read_library(listed, texts)
    assert new.sources["nghi-quyet-nam-2026"].title == 'Nghị quyết "5"'
    assert new.paragraph_count("nghi-quyet-nam-2026") == 2


def test_a_question_of_a_test_in_practice_keeps_build_from_its_bank() -> None:
    assert check([BAD / "in-practice"]).stopping >= 1


def test_texts_may_lie_in_any_folder(tmp_path: Path) -> None:
    bank = _without_texts(tmp_path)
    report = check([bank], BAD / "sources")
    assert (report.problems, report.unverified) == ((), 0)


def test_a_listed_text_that_is_missing_from_a_named_folder_is_told(tmp_path: Path) -> None:
    bank = _without_texts(tmp_path)
    (tmp_path / "texts").mkdir()
    report = check([bank], tmp_path / "texts")
    assert [one.code for one in report.problems] == ["source-missing"]
    assert report.problems[0].path.endswith("sources.yaml")


@pytest.mark.parametrize("strange", ["[a]", "{a: b}", "[[a], {b: c}]", "~", "1.5"])
@pytest.mark.parametrize("at", ["lesson: x", "- id: a", "  kind: true_false", "mode: practice"])
def test_a_value_of_any_shape_breaks_no_rule(tmp_path: Path, at: str, strange: str) -> None:
    folder = tmp_path / "quizzes"
    folder.mkdir()
    (tmp_path / "lessons").mkdir()
    for name in ("luyen.yaml", "thi.yaml"):
        text = (BAD / "in-practice" / name).read_text("utf-8").replace("title", "lesson: x\ntitle")
        key = at.rpartition(":")[0]
        (folder / name).write_text(text.replace(at, f"{key}: {strange}"), "utf-8")
    assert check([tmp_path]).problems


@pytest.mark.parametrize("strange", ["[a]", "{a: b}", "[[a], {b: [c]}]", "~", "1.5", "[{a: b}]"])
@pytest.mark.parametrize(
    ("file", "at"),
    [
        ("sources.yaml", "documents:"),
        ("sources.yaml", "  - id: cu"),
        ("sources.yaml", "    superseded_by:"),
        ("sources.yaml", "    number:"),
        ("slogans.yaml", "slogans:"),
        ("slogans.yaml", "    cite:"),
        ("slogans.yaml", "    text:"),
    ],
)
def test_a_list_of_any_shape_breaks_no_rule(
    tmp_path: Path, file: str, at: str, strange: str
) -> None:
    shutil.copytree(BAD / "expired-without-note", tmp_path / "x")
    slogans = (BAD / "not-in-slogan" / "slogans.yaml").read_text("utf-8")
    (tmp_path / "x" / "slogans.yaml").write_text(slogans, "utf-8")
    lines = (tmp_path / "x" / file).read_text("utf-8").split("\n")
    n = next(n for n, line in enumerate(lines) if line.startswith(at))
    deeper = len(lines[n]) - len(lines[n].lstrip(" -"))
    after = next(
        (m for m in range(n + 1, len(lines)) if len(lines[m]) - len(lines[m].lstrip()) <= deeper),
        len(lines),
    )
    lines[n:after] = [f"{at.split(':')[0]}: {strange}"]
    (tmp_path / "x" / file).write_text("\n".join(lines), "utf-8")
    assert check([tmp_path / "x"]).problems


def test_a_source_named_by_nothing_that_is_a_file_name_breaks_nothing(tmp_path: Path) -> None:
    bank = _without_texts(tmp_path)
    text = (tmp_path / "sources.yaml").read_text("utf-8")
    (tmp_path / "sources.yaml").write_text(text.replace("mau.txt", '"a\\0b"'), "utf-8")
    assert [one.code for one in check([bank], BAD / "sources").problems] == ["source-missing"]


def test_a_text_without_a_list_of_sources_is_known_by_its_file_name(tmp_path: Path) -> None:
    bank = _without_texts(tmp_path)
    (tmp_path / "sources.yaml").unlink()
    assert check([bank], BAD / "sources").unverified == 0
    bank.write_text(bank.read_text("utf-8").replace("Đoạn hai", "Đoạn mười"), "utf-8")
    assert [one.code for one in check([bank], BAD / "sources").problems] == ["phrase-not-there"]


def _without_texts(folder: Path) -> Path:
    """A copy of a faultless bank, with its list of sources but not their texts."""
    text = (
        (BAD / "survey-points.yaml").read_text("utf-8").replace("    points: 2  # expect", "    #")
    )
    item = (BAD / "unknown-key.yaml").read_text("utf-8").split("items:\n")[1]
    item = re.sub(r".*hint:.*\n", "", item).replace("id: a", "id: b")
    (folder / "bai.yaml").write_text(text + item, "utf-8")
    (folder / "sources.yaml").write_text((BAD / "sources.yaml").read_text("utf-8"), "utf-8")
    return folder / "bai.yaml"


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml"])
def test_a_path_that_does_not_exist_is_wrong_use(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=name):
        check([tmp_path / name])


def test_a_folder_without_banks_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "a.ipynb").write_text("{}", "utf-8")
    (tmp_path / "sources.yaml").write_text("format: 1", "utf-8")
    with pytest.raises(UserError):
        check([tmp_path])


def test_a_folder_of_sources_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        check([BAD / "unknown-key.yaml"], tmp_path / "nowhere")


def test_a_file_named_from_inside_its_folder_finds_what_lies_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson(tmp_path)
    monkeypatch.chdir(tmp_path / "quizzes")
    assert check([Path("luyen.yaml")]).unverified == 0


def test_two_folders_keep_their_ids_apart() -> None:
    both = check([BAD / "id-in-two-files" / "mot.yaml", BAD / "unknown-lesson"])
    assert {one.code for one in both.problems} == {"unknown-lesson"}


# Lessons


def cell(id: str | None, text: str, kind: str = "markdown", **more: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": text.splitlines(True)}
    if id:
        data["id"] = id
    if kind == "code":
        data.update({"execution_count": None, "outputs": []})
    return {**dict(sorted(data.items())), **more}


def lesson(folder: Path, *cells: dict[str, Any], **head: Any) -> Report:
    """What a check says of a lesson beside a practice bank and the list of sources."""
    for part in ("quizzes", "lessons", "sources"):
        (folder / part).mkdir()
    practice = (BAD / "in-practice" / "luyen.yaml").read_text("utf-8")
    (folder / "quizzes" / "luyen.yaml").write_text(practice, "utf-8")
    for name, target in (("sources.yaml", "quizzes"), ("sources/mau.txt", "sources")):
        (folder / target / Path(name).name).write_text((BAD / name).read_text("utf-8"), "utf-8")
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **head}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (folder / "lessons" / "01-bai.ipynb").write_text(text, "utf-8")
    # The lesson alone: not that all of the practice bank must be in it.
    return check([folder / "lessons" / "01-bai.ipynb"])


def codes(report: Report) -> list[str]:
    return [one.code for one in report.problems]


ANCHOR = cell("nguon", '<a id="nguon-mau"></a>Bài mẫu')


def test_a_good_lesson_has_no_fault(tmp_path: Path) -> None:
    report = lesson(
        tmp_path,
        cell("dau", 'Xem ([Bài mẫu, đoạn 2](#nguon-mau "Đoạn hai có bảy chữ")).'),
        cell("khai-bao", "from kit.widget import practice, reflection", "code"),
        cell("luyen", 'practice("luyen", "a", "b")\nreflection("Nghĩ gì?")', "code"),
        ANCHOR,
    )
    assert report.problems == ()
    assert report.unverified == 0


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ('[Bài mẫu, đoạn 3](#nguon-mau "Đoạn hai")', "phrase-elsewhere"),
        ('[Bài mẫu, đoạn 2](#nguon-mau "Đoạn tám")', "phrase-not-there"),
        ('[Bài mẫu, đoạn 7](#nguon-mau "khác")', "no-such-paragraph"),
        ('[Bài mẫu, đoạn 2](#nguon-mau)', "bad-citation-link"),
        ('[Bài mẫu](#nguon-mau "Đoạn hai")', "bad-citation-link"),
        ('[Bài la, đoạn 2](#nguon-la "Đoạn hai")', "unknown-source"),
        ('[Bài la, đoạn 2](#nguon-la "Đoạn hai")', "no-anchor"),
    ],
)  # fmt: skip
def test_citations_in_a_lesson_are_checked(tmp_path: Path, link: str, code: str) -> None:
    report = lesson(tmp_path, cell("dau", f"# Bài\n\n| A | B |\n|---|---|\n| a | {link} |"), ANCHOR)
    assert code in codes(report)
    text = (tmp_path / "lessons" / "01-bai.ipynb").read_text("utf-8").split("\n")
    assert {text[one.line - 1].strip()[:3] for one in report.problems} == {'"| '}


def test_a_link_within_the_page_is_no_citation(tmp_path: Path) -> None:
    page = cell("dau", '[nguồn khác](#nguon-khac) <a id="nguon-khac"></a>')
    assert codes(lesson(tmp_path, page)) == []


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "from kit.bank import load",
        'practice("luyen", "a"); print(1)',
        'quiz(name="x")',
        'practice(open("x"))',
        "practice()",
        "%matplotlib inline",
        "x = 1",
    ],
)
def test_a_lesson_holds_no_code_of_its_own(tmp_path: Path, code: str) -> None:
    assert codes(lesson(tmp_path, cell("lenh", f"# lời dặn\n{code}", "code"))) == ["lesson-code"]


@pytest.mark.parametrize(
    "call", ['practice("luyen", "c")', 'practice("la", "a")', 'practice("la")']
)
def test_practice_items_must_exist(tmp_path: Path, call: str) -> None:
    assert codes(lesson(tmp_path, cell("lenh", call, "code"))) == ["unknown-practice"]


def test_outputs_are_not_stored(tmp_path: Path) -> None:
    ran = cell("lenh", 'practice("luyen", "a")', "code", execution_count=3)
    assert codes(lesson(tmp_path, ran)) == ["cell-outputs"]


def test_every_cell_has_an_id_of_its_own(tmp_path: Path) -> None:
    report = lesson(tmp_path, cell(None, "Một"), cell("hai", "Hai"), cell("hai", "Ba"))
    assert codes(report) == ["cell-id", "cell-id"]


def test_an_old_notebook_is_told(tmp_path: Path) -> None:
    assert codes(lesson(tmp_path, cell("mot", "Một"), nbformat_minor=4)) == ["old-notebook"]


def test_a_cell_whose_lines_are_no_text_breaks_nothing(tmp_path: Path) -> None:
    assert codes(lesson(tmp_path, cell("mot", "", source=["Một", 2, None]))) == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": 1}', '{"cells": ["x"]}'])
def test_what_is_no_notebook_is_told(tmp_path: Path, text: str) -> None:
    lesson(tmp_path)
    (tmp_path / "lessons" / "01-bai.ipynb").write_text(text, "utf-8")
    assert codes(check([tmp_path / "lessons" / "01-bai.ipynb"])) == ["not-a-notebook"]


# Printing


def test_problems_are_printed_by_file_and_line_and_counted_at_the_end() -> None:
    report = check([BAD / "id-in-two-files", BAD / "missing.yaml", BAD / "not-a-bank.yaml"])
    text = list(lines(report.problems))
    missing = BAD / "missing.yaml"
    assert text.count("") == 2
    assert any(line.startswith(f"{missing}:6: [missing] ") for line in text)
    assert all("\n    → " in line for line in text if line)
    assert summary(report.problems).startswith("4 ")


def test_what_is_said_of_many_items_is_said_once_with_their_places() -> None:
    """Below what is said of one, which would drown; for programs each stays alone."""
    many = [
        Problem("a.yaml", 10 * n, "untagged", f"“cau-{n}”: chưa ghi.", "Ghi.") for n in range(1, 86)
    ]
    rare = Problem("a.yaml", 855, "same-stem", "“cau-85.stem”: hỏi giống hệt a.yaml:10.", "Bỏ.")
    twice = [Problem("a.yaml", 900 + n, "no-key", f"“cau-{n}”: sai.", "Sửa.") for n in (1, 2)]
    first, *others = lines([*many, rare, *twice])
    assert first == str(rare)
    assert others[:2] == [*map(str, twice)]
    (together,) = others[2:]
    assert together.startswith("a.yaml: [untagged] Chưa ghi.\n    85 chỗ: dòng 10 “cau-1”; dòng 20")
    assert together.endswith("; dòng 850 “cau-85”\n    → Ghi.")
    assert len(json.loads(as_json(many))) == 85


def test_as_json_problems_are_a_list_that_programs_read() -> None:
    report = check([BAD / "missing.yaml"])
    (first, _) = json.loads(as_json(report.problems))
    assert set(first) == {"path", "line", "code", "message", "hint"}
    assert (first["line"], first["code"]) == (6, "missing")
