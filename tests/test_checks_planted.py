"""Each kind of fault, planted alone in a copy of the real lessons and banks, is caught.

With the texts of the sources where these are at hand (``KIT_SOURCES``), with made-up ones
otherwise. A fault's function plants it and gives the file and line at which it must be told; the
decorator says the code, and which other rules may see the same fault.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kit.bank import Draft, load_draft
from kit.checks import across, banks, evidence, indicators, reading, replaced, scope, stems
from kit.checks.figures import Figure, figures
from kit.checks.notebook import Lesson, load_lesson
from kit.checks.runs import Index, Run
from kit.errors import Problem
from kit.text import fold, legacy, parse_docnum
from tests.planting import Copy, Item, copy_content
from tests.planting import Place as PlaceInFile

Place = tuple[Path, int]
Fault = Callable[[Copy], Place]

FAULTS: dict[str, tuple[str, frozenset[str], Fault]] = {}
"""Name → code, codes that may come with it, what plants it."""

SOURCES = os.environ.get("KIT_SOURCES")


def fault(code: str, *others: str) -> Callable[[Fault], Fault]:
    """A row of ``FAULTS``, named after the function."""

    def enter(plant: Fault) -> Fault:
        FAULTS[plant.__name__.replace("_", " ")] = code, frozenset(others), plant
        return plant

    return enter


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "load_draft", _remembered)
        patch.setattr(reading, "load_lesson", lambda path: _read_lesson(path, path.read_bytes()))
        patch.setattr(YAML, "compose", _composed)
        patch.setattr(scope, "Index", _indexed)
        for module in (evidence, replaced, stems):
            patch.setattr(module, "figures", lambda text: iter(_figures(text)))
        for module in (across, indicators):
            patch.setattr(module, "fold", cache(fold))
        patch.setattr(banks, "legacy", cache(legacy))
        yield copy_content(tmp_path_factory.mktemp("planted"), Path(SOURCES) if SOURCES else None)


def _remembered(path: Path, part: Callable[[Path], Draft] | None = None) -> Draft:
    """A bank is read again only when it has changed, or is made of others."""
    return load_draft(path, part) if part else _read(path, path.read_bytes())


@cache
def _read(path: Path, _content: bytes) -> Draft:
    return load_draft(path)


@cache
def _read_lesson(path: Path, _content: bytes) -> Lesson:
    return load_lesson(path)


@cache
def _figures(text: str) -> tuple[Figure, ...]:
    """What is found in a text is the same as before."""
    return tuple(figures(text))


_compose = YAML.compose
_NODES: dict[str, Any] = {}


def _composed(reader: YAML, text: str) -> Any:
    """The nodes of a file that did not change are the same as before."""
    if text not in _NODES:
        _NODES[text] = _compose(reader, text)
    return _NODES[text]


class _Index(Index):
    """Texts that did not change have the same runs as before."""

    def __init__(self, texts: Mapping[str, Sequence[str]], titles: Iterable[str]) -> None:
        super().__init__(texts, titles)
        self._found: dict[str, Run | None] = {}

    def longest(self, text: str) -> Run | None:
        if text not in self._found:
            self._found[text] = super().longest(text)
        return self._found[text]


_INDEXES: dict[object, _Index] = {}


def _indexed(texts: Mapping[str, Sequence[str]], titles: Iterable[str]) -> Index:
    """The words of sources that did not change are sorted once."""
    key = repr(sorted(texts.items())), tuple(titles)
    if key not in _INDEXES:
        _INDEXES[key] = _Index(texts, key[1])
    return _INDEXES[key]


@pytest.fixture(scope="module")
def before(content: Copy) -> frozenset[Problem]:
    """What was wrong already."""
    return frozenset(content.check().problems)


def test_the_real_content_is_clean(before: frozenset[Problem], content: Copy) -> None:
    assert sorted(before) == []
    report = content.check()
    assert report.citations > 500
    assert report.unverified == 0
    assert report.longest
    assert report.longest[0].length <= 12


def test_there_are_at_least_twenty_kinds() -> None:
    assert len({code for code, _, _ in FAULTS.values()}) >= 20


# Citations


def _cited(item: Item) -> bool:
    """Whether the item's first citation stands in lines of its own."""
    lines = item.file.read_text("utf-8").split("\n")
    document = Copy(item.file, item.file).document(item.file)
    first = document.line((*item.place, "cite", 0, "phrase"))
    return bool(item.raw.get("cite")) and lines[first - 1].lstrip().startswith("phrase:")


@fault("phrase-not-there")
def a_cited_phrase_with_one_word_changed(c: Copy) -> Place:
    item = c.item(where=_cited)
    place = (*item.place, "cite", 0, "phrase")
    words = item.raw["cite"][0]["phrase"].split()
    return item.file, c.put(item.file, place, " ".join([*words[:-1], "khác"]))


@fault("phrase-elsewhere")
def a_phrase_cited_from_the_wrong_paragraph(c: Copy) -> Place:
    texts = c.scope().library.texts

    def alone(item: Item) -> bool:
        if not _cited(item):
            return False
        cite = item.raw["cite"][0]
        return int(cite["paragraph"]) != 3 and cite["phrase"] not in texts[cite["source"]][2]

    item = c.item(where=alone)
    place = (*item.place, "cite", 0)
    c.put(item.file, (*place, "paragraph"), 3)
    return item.file, c.line(item.file, (*place, "phrase"))


@fault("no-such-paragraph", "phrase-elsewhere")
def a_paragraph_that_the_source_does_not_have(c: Copy) -> Place:
    item = c.item(where=_cited)
    return item.file, c.put(item.file, (*item.place, "cite", 0, "paragraph"), 999)


@fault("unknown-source")
def a_source_that_is_not_listed(c: Copy) -> Place:
    item = c.item(where=_cited)
    line = c.line(item.file, (*item.place, "cite", 0, "source"))
    lines = item.file.read_text("utf-8").split("\n")
    lines[line - 1] = re.sub("source: .*", "source: dn-1999-01-01", lines[line - 1])
    c.write(item.file, "\n".join(lines))
    return item.file, line


@fault("phrase-too-long")
def a_citation_of_thirteen_words(c: Copy) -> Place:
    source, paragraph, words = c.sentence(13)
    item = c.item(where=lambda item: _cited(item) and item.raw["cite"][0]["source"] == source)
    place = (*item.place, "cite", 0)
    c.put(item.file, (*place, "paragraph"), paragraph)
    return item.file, c.put(item.file, (*place, "phrase"), words)


@fault("phrase-not-there")
def a_wrong_phrase_behind_a_link_of_a_lesson(c: Copy) -> Place:
    file = c.lessons()[0]
    text = file.read_text("utf-8")
    link = re.search(r'\(#nguon-dn-[a-z0-9-]+ \\"([^\\]+)\\"\)', text)
    assert link
    c.write(file, f"{text[: link.start(1)]}cụm từ không có ở đâu{text[link.end(1) :]}")
    return c.found(file, "cụm từ không có ở đâu")


@fault("phrase-not-there")
def a_wrong_phrase_in_a_picture(c: Copy) -> Place:
    file = sorted((c.root / "lessons" / "pictures").glob("*.yaml"))[0]
    text = file.read_text("utf-8")
    c.write(file, re.sub(r"phrase: .*", "phrase: cụm từ không có ở đâu", text, count=1))
    return c.found(file, "cụm từ không có ở đâu")


@fault("no-anchor", "quote-uncited")
def a_list_of_sources_without_one_of_them(c: Copy) -> Place:
    file = c.lessons()[0]
    text = file.read_text("utf-8")
    source = re.search(r"\(#nguon-(dn-[a-z0-9-]+) ", text)
    assert source
    c.write(file, text.replace(f'<a id=\\"nguon-{source[1]}\\"></a>', ""))
    return c.found(file, f"(#nguon-{source[1]} ")


@fault("source-changed")
def a_source_text_that_was_edited(c: Copy) -> Place:
    file = sorted(c.texts.glob("*.txt"))[0]
    c.write(file, file.read_text("utf-8") + ".")
    listed = c.root / "quizzes" / "sources.yaml"
    return listed, c.line(listed, ("sources", 0, "sha256"))


@fault("unused-source")
def a_source_that_nothing_cites(c: Copy) -> Place:
    listed = c.root / "quizzes" / "sources.yaml"
    text = "Một dòng.\n"
    entry = (
        "sources:\n  - id: dn-them\n    title: Bài thêm\n    file: dn-them.txt\n"
        f"    sha256: {sha256(text.encode()).hexdigest()}\n    paragraphs: 1\n\n"
    )
    c.write(c.texts / "dn-them.txt", text)
    c.write(listed, listed.read_text("utf-8").replace("sources:\n", entry, 1))
    return c.found(listed, "- id: dn-them")


# Words of others, figures


@fault("quote-uncited")
def a_quotation_without_a_source_in_a_lesson(c: Copy) -> Place:
    return c.add_cell("Có người nói “việc hôm nay chớ để ngày mai”.")


@fault("quote-not-in-source")
def a_quotation_that_its_source_does_not_have(c: Copy) -> Place:
    item = c.item("single")
    text = f"{item.raw['explanation']} Bài ghi “lời này không có ở đâu cả”."
    return item.file, c.put(item.file, (*item.place, "explanation"), text)


@fault("copied-run")
def a_sentence_of_a_source_in_a_lesson(c: Copy) -> Place:
    return c.add_cell(f"Bài viết: {c.sentence(16)[2]}.")


@fault("copied-run")
def a_sentence_of_a_source_in_an_explanation(c: Copy) -> Place:
    item = c.item("single")
    return item.file, c.put(item.file, (*item.place, "explanation"), c.sentence(13)[2])


@fault("slogan-not-in-source")
def a_slogan_with_a_word_too_many(c: Copy) -> Place:
    file = c.root / "quizzes" / "slogans.yaml"
    place = ("slogans", 0, "text")
    return file, c.put(file, place, f"{c.document(file).at(place)} và thêm nữa")


@fault("figure-not-in-source")
def a_number_as_key_that_no_source_has(c: Copy) -> Place:
    item = c.item("number")
    return item.file, c.put(item.file, (*item.place, "key"), "98.765")


@fault("figure-not-in-source")
def a_date_as_key_that_no_source_has(c: Copy) -> Place:
    item = c.item("date")
    return item.file, c.put(item.file, (*item.place, "key"), "31-12-1999")


@fault("figure-not-in-source")
def a_document_number_as_key_that_no_source_has(c: Copy) -> Place:
    item = c.item("docnum", where=lambda item: "superseded_by" not in item.raw)
    return item.file, c.put(item.file, (*item.place, "key"), "999-NQ/TW")


@fault("figure-not-in-source")
def a_year_in_a_stem_that_no_source_has(c: Copy) -> Place:
    item = c.item("single")
    stem = f"{item.raw['stem']} (Năm 1887)"
    return item.file, c.put(item.file, (*item.place, "stem"), stem)


@fault("expired-without-note")
def a_replaced_document_without_its_note(c: Copy) -> Place:

    def in_stem(item: Item) -> bool:
        return "superseded_by" in item.raw and _replaced(c)["number"] in str(item.raw["stem"])

    item = c.item(where=in_stem)
    c.cut(item.file, (*item.place, "superseded_by"))
    return item.file, c.line(item.file, (*item.place, "stem"))


def _replaced(c: Copy) -> dict[str, Any]:
    """The first document of the list that another one has taken the place of."""
    listed = c.document(c.root / "quizzes" / "sources.yaml").at(("documents",))
    return next(entry for entry in listed if entry.get("superseded_by"))


@fault("expired-in-lesson")
def a_lesson_that_forgets_which_document_is_in_force(c: Copy) -> Place:
    old = _replaced(c)
    new = old["superseded_by"]["number"]
    pictures = (c.root / "lessons" / "pictures").glob("*.yaml")
    shown = [file for file in (*c.lessons(), *pictures) if new in file.read_text("utf-8")]
    lesson = next(file for file in shown if file.suffix == ".ipynb")
    for file in (one for one in shown if one == lesson or one.suffix == ".yaml"):
        c.write(file, file.read_text("utf-8").replace(new, "quy định mới"))
    said = re.compile(rf"{old['kind']} (?:số )?{parse_docnum(old['number']).number}\b")  # type: ignore[union-attr]
    lines = enumerate(lesson.read_text("utf-8").split("\n"), 1)
    return lesson, next(n for n, line in lines if said.search(re.sub(r"\(#[^)]*\)", "", line)))


# Questions


@fault("no-explanation")
def an_item_without_explanation(c: Copy) -> Place:
    item = c.item("true_false", where=lambda item: "superseded_by" not in item.raw)
    c.cut(item.file, (*item.place, "explanation"))
    return item.file, c.line(item.file, item.place)


@fault("no-citation", "quote-uncited")
def an_item_without_citation(c: Copy) -> Place:
    item = c.item("true_false")
    c.cut(item.file, (*item.place, "cite"))
    return item.file, c.line(item.file, item.place)


@fault("untagged", "never-drawn", "pool-too-small", "stratum-too-small")
def an_item_without_level(c: Copy) -> Place:
    item = c.item("single")
    c.cut(item.file, (*item.place, "level"))
    return item.file, c.line(item.file, item.place)


@fault("office-without-date")
def an_office_without_a_date(c: Copy) -> Place:
    item = c.item("true_false", where=lambda item: item.raw["key"] == "đúng")
    stem = "Bí thư Thành ủy đã nói điều này tại hội nghị."
    return item.file, c.put(item.file, (*item.place, "stem"), stem)


@fault("unmarked-negation")
def a_negation_that_is_easily_missed(c: Copy) -> Place:
    item = c.item("single")
    stem = "Theo bài báo, ý nào sau đây không có trong Chỉ thị?"
    return item.file, c.put(item.file, (*item.place, "stem"), stem)


@fault("same-stem")
def a_question_asked_twice(c: Copy) -> Place:
    first, second = [item for item in c.items(c.tests()[0]) if item.raw["kind"] == "true_false"][:2]
    return second.file, c.put(second.file, (*second.place, "stem"), first.raw["stem"])


@fault("legacy-text")
def a_stem_in_an_old_font(c: Copy) -> Place:
    item = c.item("single")
    text = "Kû luËt, kû c­¬ng hµnh chÝnh lµ g×?"
    return item.file, c.put(item.file, (*item.place, "stem"), text)


@fault("raw-html")
def an_explanation_with_html(c: Copy) -> Place:
    item = c.item("single")
    text = f"{item.raw['explanation']} <b>Nhớ kỹ.</b>"
    return item.file, c.put(item.file, (*item.place, "explanation"), text)


@fault("sign-typed")
def the_name_of_a_sign_in_place_of_a_reference(c: Copy) -> Place:
    file = c.root / "quizzes" / "indicators" / "dau-hieu.yaml"
    name = c.document(file).at(("indicators", 0, "name"))
    item = c.item("true_false")
    text = f"{item.raw['explanation']} Đó là dấu hiệu: {name}."
    return item.file, c.put(item.file, (*item.place, "explanation"), text)


@fault("unknown-indicator")
def a_reference_to_a_sign_that_does_not_exist(c: Copy) -> Place:
    item = c.item("true_false")
    text = f"{item.raw['explanation']} Xem thêm: {{dau-hieu/dh-99}}."
    return item.file, c.put(item.file, (*item.place, "explanation"), text)


# Options and keys


def _others(item: Item) -> list[str]:
    return [id for id in item.raw["options"] if id != item.raw["key"]]


def _change_options(c: Copy, item: Item, new: dict[str, str]) -> int:
    return c.put(item.file, (*item.place, "options"), {**item.raw["options"], **new})


@fault("option-twice")
def two_options_that_are_one(c: Copy) -> Place:
    item = c.item("single")
    one, other = _others(item)[:2]
    return item.file, _change_options(c, item, {other: item.raw["options"][one].upper()})


@fault("unknown-option")
def a_key_that_is_no_option(c: Copy) -> Place:
    item = c.item("single")
    return item.file, c.put(item.file, (*item.place, "key"), "z")


@fault("all-of-the-above")
def an_option_about_the_options_above(c: Copy) -> Place:
    item = c.item("single")
    return item.file, _change_options(c, item, {_others(item)[0]: "Cả hai ý trên đều đúng"})


@fault("key-longest")
def keys_that_are_the_longest_options(c: Copy) -> Place:
    file, singles = _most_singles(c)
    c.put_all(
        file,
        {
            (*item.place, "options"): {
                id: f"{text} và cả những điều đi kèm theo đó" if id == item.raw["key"] else text
                for id, text in item.raw["options"].items()
            }
            for item in singles
        },
    )
    return file, c.line(file, ("items",))


@fault("key-position")
def keys_that_all_stand_first(c: Copy) -> Place:
    file, singles = _most_singles(c)
    values: dict[PlaceInFile, object] = {}
    for item in singles:
        options, key = item.raw["options"], item.raw["key"]
        first = next(iter(options))
        swapped = {**options, first: options[key], key: options[first]}
        values |= {(*item.place, "options"): swapped, (*item.place, "key"): first}
    c.put_all(file, values)
    return file, c.line(file, ("items",))


def _most_singles(c: Copy) -> tuple[Path, list[Item]]:
    """The bank with the most single choices between plain texts, and these."""

    def plain(file: Path) -> list[Item]:
        items = [item for item in c.items(file) if item.raw["kind"] == "single"]
        return [item for item in items if "{" not in "".join(item.raw["options"].values())]

    file = max(c.tests(), key=lambda file: len(plain(file)))
    return file, plain(file)


# Several items, several files


@fault("id-in-two-files", "same-stem", "never-drawn", "item-in-two-strata", "pool-too-small")
def an_item_in_two_banks(c: Copy) -> Place:
    first, second = c.tests()[:2]
    text = c.text(c.items(first)[0])
    c.write(second, f"{second.read_text('utf-8').rstrip()}\n\n{text}\n")
    return c.found(second, f"- id: {c.items(first)[0].raw['id']}")


@fault("in-practice", "unused-practice", "same-stem")
def a_test_item_that_practice_gives_away(c: Copy) -> Place:
    item, practice = c.item("single"), c.practice()[0]
    text = c.text(item).replace(f"- id: {item.raw['id']}", "- id: lt-giong-het")
    c.write(practice, f"{practice.read_text('utf-8').rstrip()}\n\n{text}\n")
    return item.file, c.line(item.file, item.place)


@fault("pool-too-small")
def a_paper_that_draws_half_of_its_pool(c: Copy) -> Place:
    file = next(file for file in c.tests() if c.document(file).at(("blueprint",)))
    line = c.line(file, ("blueprint", 0))
    bank = next(bank for bank in c.scope().banks if Path(bank.name) == file)
    assert bank.quiz
    text = file.read_text("utf-8").split("\n")
    for n in range(line - 1, len(text)):
        if "count:" in text[n]:
            drawn = bank.quiz.blueprint[0].count
            text[n] = re.sub(r"count: \d+", f"count: {drawn * 2}", text[n])
            break
    c.write(file, "\n".join(text))
    return file, line


@fault("never-drawn", "pool-too-small", "stratum-too-small")
def an_item_that_no_part_of_the_blueprint_draws(c: Copy) -> Place:
    item = c.item("single")
    c.put(item.file, (*item.place, "tags"), {"topic": "chủ đề lạ"})
    return item.file, c.line(item.file, item.place)


@fault("unknown-key", "untagged")
def a_misspelt_key(c: Copy) -> Place:
    item = c.item("single")
    line = c.line(item.file, (*item.place, "difficulty"))
    lines = item.file.read_text("utf-8").split("\n")
    lines[line - 1] = lines[line - 1].replace("difficulty", "dificulty")
    c.write(item.file, "\n".join(lines))
    return item.file, line


# Lessons


@fault("lesson-code")
def code_of_its_own_in_a_lesson(c: Copy) -> Place:
    return c.add_cell("import os", "code")


@fault("cell-outputs")
def results_stored_in_a_lesson(c: Copy) -> Place:
    file = c.lessons()[0]
    ran: list[str] = []

    def run(cells: list[dict[str, Any]]) -> None:
        cell = next(cell for cell in cells if cell["cell_type"] == "code")
        cell["execution_count"] = 7
        ran.append(cell["id"])

    c.notebook(file, run)
    return c.found(file, f'"id": {json.dumps(ran[0])}')


@fault("unknown-practice")
def a_practice_item_that_does_not_exist(c: Copy) -> Place:
    return c.add_cell(f'practice("{c.practice()[0].stem}", "lt-khong-co")', "code")


@fault("unknown-picture")
def a_picture_that_does_not_exist(c: Copy) -> Place:
    return c.add_cell('picture("hinh-khong-co")', "code")


@fault("unknown-slogan")
def a_slogan_that_does_not_exist(c: Copy) -> Place:
    return c.add_cell('flashcards("SL-99")', "code")


@fault("unused-practice")
def a_practice_item_that_no_lesson_shows(c: Copy) -> Place:
    practice = c.practice()[0]
    item = c.items(practice)[0]
    text = c.text(item).replace(f"- id: {item.raw['id']}", "- id: lt-bi-quen")
    text = text.replace(str(item.raw["stem"]).split()[0], "Câu này bị quên:", 1)
    c.write(practice, f"{practice.read_text('utf-8').rstrip()}\n\n{text}\n")
    return c.found(practice, "- id: lt-bi-quen")


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_caught_with_its_line_and_a_way_out(
    name: str, content: Copy, before: frozenset[Problem]
) -> None:
    code, others, plant = FAULTS[name]
    try:
        file, line = plant(content)
        found = set(content.check().problems) - before
    finally:
        content.restore()
    there = [one for one in found if (one.path, one.line, one.code) == (str(file), line, code)]
    assert there, (line, sorted(found))
    for one in there:
        assert one.message
        assert one.hint
        assert not re.search(r"\{\w+\}", one.message + one.hint)
    assert {one.code for one in found} <= {code, *others}
