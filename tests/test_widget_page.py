"""The joined script of the quiz widget."""

import re
from pathlib import Path

import pytest

from kit.widget.page import PARTS, page_css, page_script
from kit.wording import table

SOURCES = Path(__file__).parents[1] / "kit" / "widget" / "js"


def test_every_source_is_joined() -> None:
    """A module that lies in ``js/`` is in the script, and only those."""
    assert sorted(PARTS) == sorted(path.stem for path in SOURCES.glob("*.js"))


def test_a_part_stands_after_what_it_imports() -> None:
    """Top-level tables are made in order, so what they name must stand above."""
    for number, part in enumerate(PARTS):
        text = (SOURCES / f"{part}.js").read_text(encoding="utf-8")
        used = re.findall(r'^import .* from "\./(\w+)\.js";', text, re.MULTILINE)
        assert set(used) <= set(PARTS[:number]), part


def test_one_module_is_left() -> None:
    """No import is left, and one export: what anywidget calls."""
    script = page_script("quiz")
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert re.findall(r"^export .*", script, re.MULTILINE) == ["export default { render };"]


def test_no_name_is_declared_twice() -> None:
    """Joining puts all top-level names into one module."""
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", page_script("quiz"), re.M)
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("widget", ["quiz", "reflection"])
def test_nothing_from_elsewhere(widget: str) -> None:
    """Neither script nor style names another machine."""
    assert widget in ("quiz", "reflection")
    text = page_script("quiz" if widget == "quiz" else "reflection") + page_css()
    assert set(re.findall(r"https?://[^\"/]+", text)) <= {"http://www.w3.org"}


def test_sentences_are_in_the_catalogue() -> None:
    """Each name the scripts ask for by ``say`` is a sentence of section ``quiz``."""
    scripts = page_script("quiz") + page_script("reflection")
    wanted = set(re.findall(r'\bsay\("(\w+)"', scripts))
    assert len(wanted) > 50
    assert wanted <= set(table("quiz"))


def test_style_stays_under_its_own_class() -> None:
    """No rule of the style can touch the page around the widget."""
    rules = re.sub(r"/\*.*?\*/", "", page_css(), flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", rules)
    parts = [part.strip() for one in selectors for part in re.split(r",(?![^(]*\))", one)]
    assert all(part.startswith((".kit-quiz", "@")) for part in parts if part)
