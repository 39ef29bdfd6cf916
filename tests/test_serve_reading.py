"""kit.serve.reading: from a question's citation to the section of the lesson that speaks of it."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from kit.model import Citation
from kit.serve.reading import cited_in, sections_for
from kit.workspace import Workspace
from tests.banks import ROOT
from tests.serving import make_group, notebook

SOURCE = "dn-2023-12-07-baodanang"


def link(paragraph: int) -> str:
    return f'([Báo, đoạn {paragraph}](#nguon-{SOURCE} "lời trích"))'


def cite(*paragraphs: int) -> list[Citation]:
    return [Citation(source=SOURCE, paragraph=n, phrase="lời") for n in paragraphs]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A lesson of three sections; the second one begins in a cell of its own."""
    made = make_group(tmp_path / "g")
    lesson = notebook(
        ("markdown", f"# Bài 1. Thử\n\nMở đầu. {link(1)}\n\n## 1. Một: ngày 6-12\n\nÝ. {link(2)}"),
        ("code", "x"),
        ("markdown", f"## 2. Hai\n\n- Ý khác. {link(3)}\n- Ý nữa. {link(4)} {link(2)}"),
    )
    (made.path / "lessons" / "bai-1.ipynb").write_text(lesson, encoding="utf-8")
    return made


def titles(workspace: Workspace, *paragraphs: int) -> list[str]:
    return [one.title for one in sections_for(workspace, cite(*paragraphs))]


def test_the_section_that_cites_most_of_it_comes_first(workspace: Workspace) -> None:
    assert titles(workspace, 2) == ["Bài 1 – 1. Một: ngày 6-12", "Bài 1 – 2. Hai"]
    assert titles(workspace, 2, 3, 4) == ["Bài 1 – 2. Hai", "Bài 1 – 1. Một: ngày 6-12"]
    assert titles(workspace, 1) == ["Bài 1. Thử"]
    assert titles(workspace, 9) == []


def test_no_more_than_two_are_named(workspace: Workspace) -> None:
    assert len(titles(workspace, 1, 2, 3)) == 2


def test_a_lesson_that_changes_is_read_again(workspace: Workspace) -> None:
    """And one that is no notebook takes nothing with it."""
    assert titles(workspace, 3)
    file = workspace.path / "lessons" / "bai-1.ipynb"
    file.write_text("{", encoding="utf-8")
    assert titles(workspace, 3) == []


@pytest.mark.server
def test_the_address_leads_to_a_heading_of_the_page() -> None:
    """Of every section that the real lessons have, as the page's own Markdown makes it."""
    seen = 0
    for path in sorted((ROOT / "lessons").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        pages = (page("".join(cell["source"])) for cell in cells if cell["cell_type"] == "markdown")
        ids = {unescape(id) for html in pages for id in re.findall(r'<h\d id="([^"]*)"', html)}
        for section in {section for _, section in cited_in(path)}:
            seen += 1
            assert section.address.partition("#")[2] in ids, section.title
    assert seen > 30


def page(markdown: str) -> str:
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

    from kit.serve.pictures import LessonPictures
    from kit.serve.render import _Markdown

    renderer = _Markdown(LessonPictures(ROOT / "lessons"), escape=False)
    found: str = MarkdownWithMath(renderer=renderer).render(markdown)
    return found
