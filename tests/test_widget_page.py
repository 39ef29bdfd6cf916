"""The joined script of the quiz widget."""

import re
from pathlib import Path

import pytest

from kit.widget.page import PARTS, WIDGETS, Widget, page_css, page_script
from kit.wording import table

SOURCES = Path(__file__).parents[1] / "kit" / "widget" / "js"


def test_every_source_is_joined() -> None:
    """A module that lies in ``js/`` is in a script, and only those."""
    joined = {part for parts in PARTS.values() for part in parts}
    assert sorted(joined) == sorted(path.stem for path in SOURCES.glob("*.js"))


@pytest.mark.parametrize("widget", PARTS)
def test_a_part_stands_after_what_it_imports(widget: Widget) -> None:
    """Top-level tables are made in order, so what they name must stand above."""
    for number, part in enumerate(PARTS[widget]):
        text = (SOURCES / f"{part}.js").read_text(encoding="utf-8")
        used = re.findall(r'^import .* from "\./(\w+)\.js";', text, re.MULTILINE)
        assert set(used) <= set(PARTS[widget][:number]), part


@pytest.mark.parametrize("widget", PARTS)
def test_one_module_is_left(widget: Widget) -> None:
    """No import is left, and one export: what anywidget calls."""
    script = page_script(widget)
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert re.findall(r"^export .*", script, re.MULTILINE) == ["export default { render };"]


@pytest.mark.parametrize("widget", PARTS)
def test_no_name_is_declared_twice(widget: Widget) -> None:
    """Joining puts all top-level names into one module."""
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", page_script(widget), re.M)
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("widget", WIDGETS)
def test_nothing_from_elsewhere(widget: Widget) -> None:
    """Neither script nor style names another machine."""
    text = page_script(widget) + page_css()
    # Names of XML's kinds, which nobody asks for.
    names = {"http://www.w3.org", "http://schemas.openxmlformats.org"}
    assert set(re.findall(r"https?://[^\"/]+", text)) <= names


def test_sentences_are_in_the_catalogue() -> None:
    """Each name the scripts ask for by ``say`` is a sentence of their section."""
    scripts = page_script("quiz") + page_script("reflection")
    wanted = set(re.findall(r'\bsay\("(\w+)"', scripts))
    assert len(wanted) > 50
    assert wanted <= set(table("quiz"))
    cards = set(re.findall(r'\bsay\("(\w+)"', page_script("flashcards")))
    assert len(cards) > 10
    assert cards <= set(table("cards"))


def test_style_stays_under_its_own_class() -> None:
    """No rule of the style can touch the page around the widget."""
    rules = re.sub(r"/\*.*?\*/", "", page_css(), flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", rules)
    parts = [part.strip() for one in selectors for part in re.split(r",(?![^(]*\))", one)]
    assert all(part.startswith((".kit-quiz", "@")) for part in parts if part)
