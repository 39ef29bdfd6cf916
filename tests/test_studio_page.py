"""The studio's script and style, joined from their files."""

import re
from pathlib import Path

from kit.studio.page import PARTS, studio_css, studio_script
from kit.wording import table

SOURCES = Path(__file__).parents[1] / "kit" / "studio" / "js"


def test_every_source_is_joined_behind_what_it_uses() -> None:
    assert sorted(PARTS) == sorted(path.stem for path in SOURCES.glob("*.js"))
    for number, part in enumerate(PARTS):
        text = (SOURCES / f"{part}.js").read_text(encoding="utf-8")
        used = re.findall(r'^import .* from "\./(\w+)\.js";', text, re.MULTILINE)
        assert set(used) <= set(PARTS[:number]), part


def test_one_module_is_left_and_no_name_stands_twice() -> None:
    script = studio_script()
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert re.findall(r"^export .*", script, re.MULTILINE) == ["export default { render };"]
    own = script.partition("\nreturn { render };\n})();\n")[2]
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", own, re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_sentences_are_in_the_catalogue() -> None:
    own = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.js"))
    wanted = set(re.findall(r'\bsay\("(\w+)"', own))
    # What is chosen among several ("word = a ? x : y") is passed by name.
    wanted |= set(re.findall(r'"((?:count|draft)_\w+)"', own))
    assert len(wanted) > 40
    assert wanted <= set(table("studio"))


def test_style_stays_under_its_own_class() -> None:
    own = studio_css().partition("/* The studio.")[2]
    rules = re.sub(r"/\*.*?\*/", "", "/*" + own, flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", rules)
    parts = [part.strip() for one in selectors for part in re.split(r",(?![^(]*\))", one)]
    assert all(part.startswith((".kit-studio", "@")) for part in parts if part)


def test_nothing_from_elsewhere() -> None:
    text = studio_script() + studio_css()
    assert set(re.findall(r"https?://[^\"/]+", text)) <= {"http://www.w3.org"}
