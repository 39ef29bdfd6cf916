"""Authors' Markdown becomes HTML that can do no harm."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.markdown import block, inline, inline_around


def test_paragraphs_lists_and_tables_are_rendered() -> None:
    html = block("# Bài\n\n- **một**\n- *hai*\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    for tag in ("<ul>", "<strong>", "<em>", "<table>"):
        assert tag in html


def test_a_line_gets_no_paragraph_around_it() -> None:
    assert inline("**Một** lòng") == "<strong>Một</strong> lòng"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "![x](https://example.org/x.png)",
        "<iframe src=https://example.org>",
        "<style>body{}</style>",
        "[x](https://example.org \"a' onclick='alert(1)\")",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    for html in (block(text), inline(text)):
        tags = re.findall(r"<[^>]*>", html)
        assert not re.search(r"<(script|img|iframe|style)", " ".join(tags), re.IGNORECASE)
        assert not re.search(r"\son\w+\s*=(?!\w*[^<]*\")", " ".join(tags))
        assert "javascript:" not in " ".join(tags)


def test_signs_of_comparison_are_kept() -> None:
    assert inline("3 < 5 & 7 > 2") == "3 &lt; 5 &amp; 7 &gt; 2"


@given(st.text(max_size=80))
def test_only_known_tags_come_out(text: str) -> None:
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", block(text)))
    assert tags <= {
        "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre",
        "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("Từ ", ", mục **", "**."), ["Từ", ", mục", "."]),
        (("**Số ", " và ", "** hết"), ["<strong>Số</strong>", "<strong>và</strong>", "hết"]),
        (("*a **b ", " c** d* e"),
         ["<em>a <strong>b</strong></em>", "<em><strong>c</strong> d</em> e"]),
        (("2 ** 3 ", " x"), ["2 ** 3", "x"]),
        (("[x](https://x.vn/", ") y"), ["[x](https://x.vn/", ") y"]),
    ],
)  # fmt: skip
def test_emphasis_reaches_over_a_hole(texts: tuple[str, ...], shown: list[str]) -> None:
    assert inline_around(texts) == shown


@given(st.lists(st.text(alphabet="ab *_`[]()<&\n", max_size=12), min_size=1, max_size=4))
def test_every_part_around_a_hole_is_whole(texts: list[str]) -> None:
    pieces = inline_around(texts)
    assert len(pieces) == len(texts)
    for piece in pieces:
        names = re.findall(r"<(/?)(\w+)[^>]*>", piece)
        assert sum(-1 if slash else 1 for slash, name in names if name != "br") == 0
