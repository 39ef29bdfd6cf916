"""Pools: the items of other banks, put together so that what is kept needs none of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.bank import load, load_draft, load_kept, parse
from kit.drawing import groups
from kit.errors import Problems

HEAD = "format: 1\nid: {id}\ntitle: Bài {id}\nas_of: 2026-11-22\n"
POOL = (
    HEAD.format(id="cuoi")
    + "pool: [mot, hai]\nblueprint:\n"
    + "  - {id: phan-mot, bank: mot, count: 1}\n"
    + "  - {id: phan-hai, bank: hai, level: nhớ, count: 2, points: 2}\n"
)


def items(bank: str, count: int) -> str:
    return "items:\n" + "".join(
        f"  - {{id: {bank}-{n}, kind: number, stem: Câu {n}?, key: 4.50{n}, level: nhớ}}\n"
        for n in range(count)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mot.yaml").write_text(HEAD.format(id="mot") + items("mot", 3), "utf-8")
    survey = "  - {id: y-kien, kind: survey, stem: Ý kiến?}\n"
    essay = "  - {id: viet, kind: essay, stem: Vì sao?, level: nhớ}\n"
    hai = HEAD.format(id="hai") + items("hai", 4) + survey + essay
    (tmp_path / "hai.yaml").write_text(hai, "utf-8")
    (tmp_path / "cuoi.yaml").write_text(POOL, "utf-8")
    return tmp_path


def test_a_pool_has_the_items_of_its_banks_but_their_surveys(folder: Path) -> None:
    quiz = load(folder / "cuoi.yaml").quiz
    wanted = ["mot-0", "mot-1", "mot-2", "hai-0", "hai-1", "hai-2", "hai-3", "viet"]
    assert [item.id for item in quiz.items] == wanted
    assert (quiz.bank_of("mot-1"), quiz.bank_of("viet")) == ("mot", "hai")
    assert [group.items for group in groups(quiz)] == [
        ("mot-0", "mot-1", "mot-2"),
        ("hai-0", "hai-1", "hai-2", "hai-3"),
    ]
    assert quiz.item("mot-1").key_text() == "4.501"
    # Its questions are checked where they were written.
    assert list(load_draft(folder / "cuoi.yaml").entries()) == []
    assert load_draft(folder / "cuoi.yaml").is_pool


def test_what_is_kept_of_a_pool_stands_alone(folder: Path, tmp_path: Path) -> None:
    read = load(folder / "cuoi.yaml")
    kept = tmp_path / "banks" / "kept.yaml"
    kept.parent.mkdir()
    kept.write_bytes(read.content)
    again = load(kept)
    assert (again.quiz, again.version, again.content) == (read.quiz, read.version, read.content)
    assert json.loads(read.content)["origin"]["mot"] == ["mot-0", "mot-1", "mot-2"]


def test_a_change_in_any_bank_is_a_new_version(folder: Path) -> None:
    before = load(folder / "cuoi.yaml").version
    file = folder / "hai.yaml"
    file.write_text(file.read_text("utf-8").replace("4.503", "4.999"), "utf-8")
    assert load(folder / "cuoi.yaml").version != before


def test_a_faulty_bank_is_told_where_it_is_faulty(folder: Path) -> None:
    file = folder / "mot.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: number", "kind: numer", 1), "utf-8")
    with pytest.raises(Problems) as caught:
        load(folder / "cuoi.yaml")
    (only,) = caught.value.problems
    assert (only.path, only.line, only.code) == (str(file), 6, "unknown-kind")
    file.write_text("a: [", "utf-8")
    with pytest.raises(Problems) as caught:
        load(folder / "cuoi.yaml")
    assert {one.code for one in caught.value.problems} == {"yaml"}


def test_an_id_that_two_banks_have_makes_no_paper(folder: Path) -> None:
    (folder / "hai.yaml").write_text(HEAD.format(id="hai") + items("mot", 3), "utf-8")
    with pytest.raises(Problems) as caught:
        load(folder / "cuoi.yaml")
    assert [one.code for one in caught.value.problems] == ["id-in-two-files"] * 3


def test_a_pool_needs_a_blueprint_and_a_folder(folder: Path) -> None:
    text = POOL.partition("blueprint:")[0]
    (folder / "cuoi.yaml").write_text(text, "utf-8")
    with pytest.raises(Problems) as caught:
        load(folder / "cuoi.yaml")
    assert [(one.code, one.line) for one in caught.value.problems] == [("missing", 1)]
    with pytest.raises(Problems) as caught:
        parse(POOL, "q.yaml")
    assert {one.code for one in caught.value.problems} == {"unknown-bank"}


@pytest.mark.parametrize("pool", ["mot", "{mot: hai}", "[[mot]]", "[{a: b}, ~]", "[mot, mot]"])
def test_a_pool_in_any_shape_is_no_crash(folder: Path, pool: str) -> None:
    (folder / "cuoi.yaml").write_text(POOL.replace("[mot, hai]", pool), "utf-8")
    assert load_draft(folder / "cuoi.yaml").problems


@given(st.text(max_size=40))
def test_whatever_a_question_says_is_kept(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stem = json.dumps("Câu: " + text.encode("utf-8", "replace").decode(), ensure_ascii=False)
        # What YAML forbids has to be written as an escape, and then it is text like any other.
        stem = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in stem)
        item = f"items:\n  - {{id: a, kind: text, stem: {stem}, accept: [x]}}\n"
        (folder / "mot.yaml").write_text(HEAD.format(id="mot") + item, "utf-8")
        pool = POOL.replace("[mot, hai]", "[mot]").rpartition("  - {id: phan-hai")[0]
        (folder / "cuoi.yaml").write_text(pool, "utf-8")
        read = load(folder / "cuoi.yaml")
        (folder / "kept.yaml").write_bytes(read.content)
        assert load(folder / "kept.yaml").quiz == read.quiz == load_kept(folder / "kept.yaml")
