"""nbgrader's pages show what a learner wrote, and run none of it."""

import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.gradebook.autograde import feedback
from kit.gradebook.pages import clean, markdown2html
from kit.submission import as_markdown
from kit.workspace import Workspace
from tests.gradebook_course import QUIZ, built_workspace, grade_now
from tests.test_gradebook_bulk import cell, edit, submit

SCRIPT = "<script>alert(1)</script>"
PICTURE = "data:image/png;base64,iVBORw0KGgo="


class _Seen(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


RUN = {"script", "style", "iframe", "object", "form", "svg", "link", "base"}


def is_harmless(html: str) -> bool:
    seen = _Seen(html)
    odd = [
        (name, value)
        for name, value in seen.attributes
        if name.startswith("on") or value.strip().lower().startswith(("javascript", "data:text"))
    ]
    return not odd and not seen.tags & RUN


def shown(source: str, **cell: Any) -> str:
    return markdown2html({"cell": cell}, source)


def test_a_text_as_the_kit_hands_it_in_is_shown_as_it_was_typed() -> None:
    text = "Một <b>&amp; $x$\n\n# hai\n- “ba”"
    html = shown(as_markdown(text))
    assert '<pre style="white-space: pre-wrap">' in html
    parser = HTMLParser()
    read: list[str] = []
    parser.handle_data = read.append  # type: ignore[method-assign,assignment]
    parser.feed(html)
    assert "".join(read).strip() == text


def test_markdown_stays_what_it_is() -> None:
    html = shown("# A\n\n**b** *c* `d` [e](https://x.vn) $f<g$\n\n| h |\n|---|\n| i |\n\n1. j")
    for part in ("<h1", "<strong>b", "<em>c", "<code>d", 'href="https://x.vn"', "<table", "<li>j"):
        assert part in html
    assert "$f&lt;g$" in html
    picture = shown("![a](attachment:a.png)", attachments={"a.png": {"image/png": "iVBORw0KGgo="}})
    assert f'src="{PICTURE}"' in picture


@pytest.mark.parametrize(
    "source",
    [
        SCRIPT, "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "<svg onload=alert(1)>",
        "<a href='data:text/html,<script>1</script>'>x</a>", "<iframe srcdoc='x'></iframe>",
        "<form action=https://x><button>OK", "<style>*{display:none}</style>", "<base href=//x>",
        "<pre style='position:fixed;top:0'>x</pre>", "<math><style><img onerror=alert(1) src>",
        "![a](https://x.vn/a.png)", "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    ],
)  # fmt: skip
def test_nothing_is_left_that_a_browser_runs_or_fetches(source: str) -> None:
    html = shown(f"{source}\n\nsau")
    assert is_harmless(html)
    assert "sau" in html
    assert not {("style", "position:fixed;top:0")} & {*_Seen(html).attributes}
    assert all(value == "" for name, value in _Seen(html).attributes if name == "src")


@given(
    st.lists(
        st.sampled_from("<>\"'= /!-&;")
        | st.sampled_from(["script", "on", "img", "svg", "javascript:", "src"])
    ).map("".join)
)
def test_whatever_is_written_is_harmless(html: str) -> None:
    assert is_harmless(clean(html))


@pytest.mark.kernel
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_feedback_runs_nothing_of_a_notebook(tmp_path: Path) -> None:
    """Neither an essay nor any other part of it, as the group's configuration is made."""
    workspace: Workspace = built_workspace(tmp_path / "to")
    submit(workspace, "hv-1")

    def spoil(notebook: dict[str, Any]) -> None:
        mark = SCRIPT.replace("1", "'la'")
        cell(notebook, "tu-luan").update(source=f"{mark}\n\nBài <img src=x onerror='la'>")
        notebook["cells"] += [
            {"cell_type": "raw", "id": "r", "metadata": {"format": "text/html"}, "source": mark},
            {
                "cell_type": "markdown",
                "id": "m",
                "metadata": {"tags": [f'">{mark}']},
                "source": mark,
            },
        ]
        notebook["metadata"] |= {"title": mark, "authors": [{"name": mark}]}

    edit(spoil, "hv-1")(workspace)
    (report,) = grade_now(workspace)
    assert report.graded == 1
    assert feedback(workspace.path, QUIZ) == []
    page = (workspace.path / "feedback" / "hv-1" / QUIZ / f"{QUIZ}.html").read_text("utf-8")
    assert "Bài" in page
    assert "<script>alert('la')" not in page
    assert "onerror" not in page
    shutil.rmtree(workspace.path)
