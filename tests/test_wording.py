"""The catalogue: both languages say the same things, and the kit says nothing else."""

import ast
import re
from fractions import Fraction
from functools import cache
from string import Formatter

import pytest

from kit.wording import LANGUAGES, Language, t, table
from tests.banks import ROOT

KIT = ROOT / "kit"
SECTIONS = re.findall(
    r"^\[(\w+)\]", (KIT / "wording" / "vi.toml").read_text(encoding="utf-8"), re.MULTILINE
)
KEYS = [f"{section}.{name}" for section in SECTIONS for name in table(section)]


@cache
def nodes() -> list[ast.AST]:
    """All of the kit's Python."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in KIT.rglob("*.py"))
    return [node for tree in trees for node in ast.walk(tree)]


@cache
def strings() -> set[str]:
    """The texts in the kit's Python."""
    constants = (node.value for node in nodes() if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


@cache
def words() -> set[str]:
    """The words of these, and of its scripts and pages."""
    scripts = {
        path.read_text(encoding="utf-8")
        for path in KIT.rglob("*")
        if path.suffix in (".js", ".html", ".txt") and path.is_file()
    }
    return {
        word.replace("-", "_")
        for text in strings() | scripts
        for word in re.findall(r"[A-Za-z0-9_-]+", text)
    }


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field}


def calls() -> list[ast.Call]:
    """All calls of ``t`` in the kit."""
    return [
        node
        for node in nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
    ]


def patterns() -> list[re.Pattern[str]]:
    """Names that are put together at run time, such as ``t(f"check.{key}_hint")``."""
    made = []
    for call in calls():
        if call.args and isinstance(call.args[0], ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"([\w-]+)"
                for part in call.args[0].values
            ]
            made.append(re.compile("".join(parts)))
    return made


def test_both_languages_have_the_same_sections_and_names() -> None:
    for section in SECTIONS:
        assert list(table(section, "vi")) == list(table(section, "en")), section


def test_both_languages_fill_in_the_same_values() -> None:
    for key in KEYS:
        section, _, name = key.partition(".")
        vi, en = (table(section, lang)[name] for lang in LANGUAGES)
        assert placeholders(vi) == placeholders(en), key
        assert vi.strip(), key
        assert en.strip(), key


def test_every_sentence_the_kit_asks_for_exists_and_gets_its_values() -> None:
    asked = 0
    for call in calls():
        if not (call.args and isinstance(call.args[0], ast.Constant)):
            continue
        asked += 1
        section, _, name = str(call.args[0].value).partition(".")
        given = {keyword.arg for keyword in call.keywords}
        assert name in table(section), f"{section}.{name}"
        if None not in given:  # ``**params`` is tried where it is used
            assert placeholders(table(section)[name]) <= given, f"{section}.{name}"
    assert asked > 50


def test_every_sentence_is_used() -> None:
    # Names that are put together: t(f"kinds.{code}") here, words[`status_${status}`] in pages,
    # which get the sections quiz, cards, daily, self_check, serve and studio whole.
    made = patterns()
    beginnings = tuple(word for word in words() if word.endswith("_") and len(word) > 3)
    unused = []
    for key in KEYS:
        section, _, name = key.partition(".")
        varying = [found[1] for pattern in made if (found := pattern.fullmatch(key))]
        by_page = section in ("quiz", "cards", "daily", "self_check", "serve", "studio") and (
            name.replace("-", "_") in words() or name.startswith(beginnings)
        )
        if not (key in strings() or by_page or any(word in words() for word in varying)):
            unused.append(key)
    assert unused == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_or_a_value_that_is_missing_is_a_fault_of_the_kit(lang: Language) -> None:
    with pytest.raises(KeyError):
        t("check.no_such_sentence", lang)
    with pytest.raises(KeyError):
        t("check.unknown_kind", lang, where="x")


def test_a_sentence_is_filled_in() -> None:
    assert "“x”" in t("score.unknown_item", item="x")
    assert t("score.unknown_item", "en", item="x") != t("score.unknown_item", "vi", item="x")


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(1234, "1.234", "1,234"), (-7.5, "-7,5", "-7.5"), (1 / 3, "0,33", "0.33"), (10.0, "10", "10"),
     (Fraction(3, 4), "3/4", "3/4"), ("1234", "1234", "1234"), (True, "True", "True")],
)  # fmt: skip
def test_a_number_is_written_as_the_language_writes_it(value: object, vi: str, en: str) -> None:
    assert vi in t("report.right_are", right=value).split()
    assert en in t("report.right_are", "en", right=value).split()


def test_a_sentence_says_how_many_decimals_a_number_has() -> None:
    made = {"path": "a.kit", "files": 1234, "size": 1234.56}
    assert "a.kit: 1.234 tệp, 1.234,6 MB;" in t("backup.made", **made)
    assert "a.kit: 1,234 files, 1,234.6 MB;" in t("backup.made", "en", **made)


def test_what_is_no_quantity_is_left_as_it_is() -> None:
    """A year, a line of a file."""
    assert t("report.day", day=5, month=2, year=2026) == "ngày 5 tháng 2 năm 2026"
    assert t("exchange.line", line=1234) == "dòng 1234"
    assert t("unreadable.not_json", line=1234, column=5000).endswith("dòng 1234, cột 5000")


@pytest.mark.parametrize("section", ["quiz", "cards", "daily", "self_check", "serve", "studio"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_fill_plain_placeholders_alone(section: str, lang: Language) -> None:
    """Their script knows ``{name}`` and ``{name:|one|many}`` and nothing more."""
    for sentence in table(section, lang).values():
        for _, field, spec, change in Formatter().parse(sentence):
            assert not field or (not change and re.fullmatch(r"(\|[^|]+\|[^|]+)?", spec or "")), (
                sentence
            )


def test_vietnamese_words_have_no_plural() -> None:
    for section in SECTIONS:
        for name, sentence in table(section).items():
            specs = [spec or "" for _, _, spec, _ in Formatter().parse(sentence)]
            assert not any("|" in spec for spec in specs), f"{section}.{name}"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 questions"), (1, "1 question"), (2, "2 questions"), (1234, "1,234 questions")],
)
def test_what_is_counted_stands_with_its_number(count: int, said: str) -> None:
    assert t("serve.items", "en", count=count) == said


def test_a_number_with_its_decimals_is_counted_as_it_is_written() -> None:
    made = {"count": 1, "points": 0.1 + 0.2 + 0.7}
    assert "1 question and gives at most 1 point." in t("ranking.questions", "en", **made)


def test_a_table_is_a_copy() -> None:
    table("kinds")["true"] = "?"
    assert table("kinds")["true"] != "?"
