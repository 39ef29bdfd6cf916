"""The list of sources and their texts."""

from hashlib import sha256
from pathlib import Path

import pytest

from kit.sources import Library, read_library
from tests.banks import ROOT

TEXT = "Một\n\n  Hai \r\nBa\n"

LIST = f"""\
format: 1
sources:
  - id: mau
    title: Bài mẫu
    published: null
    event: 2026-11-22
    file: mau.txt
    sha256: {sha256(TEXT.encode()).hexdigest()}
    paragraphs: 3
documents:
  - issuer: Chính phủ
    number: 1/2031/NĐ-XX
    date: 2031-01-01
    superseded_by: {{issuer: Chính phủ, number: 2/2032/NĐ-XX}}
"""


def library(folder: Path, text: str = LIST, texts: bool = True) -> Library:
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    (folder / "mau.txt").write_bytes(TEXT.encode())
    return read_library(folder / "sources.yaml", folder if texts else None)


def test_the_contents_list_is_in_order() -> None:
    read = read_library(ROOT / "quizzes" / "sources.yaml", None)
    assert read.problems == ()
    assert read.sources


def test_paragraphs_are_the_lines_that_are_not_empty(tmp_path: Path) -> None:
    read = library(tmp_path)
    assert read.problems == ()
    assert read.texts == {"mau": ("Một", "Hai", "Ba")}


def test_without_the_texts_the_number_of_paragraphs_is_known_all_the_same(tmp_path: Path) -> None:
    read = library(tmp_path, texts=False)
    assert (read.texts, read.paragraph_count("mau"), read.known) == ({}, 3, ("mau",))
    assert read.paragraph_count("la") is None


def test_a_text_that_is_not_at_hand_is_no_problem(tmp_path: Path) -> None:
    read = library(tmp_path, LIST.replace("mau.txt", "khac.txt"))
    assert (read.problems, read.texts) == ((), {})


def test_a_changed_text_is_a_problem_and_is_used_all_the_same(tmp_path: Path) -> None:
    digest = sha256(TEXT.encode()).hexdigest()
    read = library(tmp_path, LIST.replace(digest, "0" * 64))
    assert [(one.line, one.code) for one in read.problems] == [(8, "source-changed")]
    assert digest in read.problems[0].hint
    assert read.texts["mau"] == ("Một", "Hai", "Ba")


def test_without_a_list_the_files_names_are_the_ids(tmp_path: Path) -> None:
    (tmp_path / "bao-x.txt").write_bytes(TEXT.encode())
    assert read_library(None, tmp_path).known == ("bao-x",)
    assert read_library(None, None).known == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [", "yaml"),
        ("- a", "bad-value"),
        ("format: 1", "missing"),
        (LIST.replace("title:", "titel:"), "unknown-key"),
        (LIST.replace("2031-01-01", "1-1-2031"), "bad-value"),
        (LIST + LIST.split("documents:\n")[1], "source-twice"),
    ],
)
def test_a_faulty_list_gives_problems_and_breaks_nothing(
    tmp_path: Path, text: str, code: str
) -> None:
    assert code in {one.code for one in library(tmp_path, text).problems}


def test_a_list_in_an_old_encoding_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_bytes("title: Bài".encode("cp1258", "ignore") + b"\xe0\n")
    assert [one.code for one in read_library(tmp_path / "sources.yaml", None).problems] == [
        "not-utf8"
    ]
