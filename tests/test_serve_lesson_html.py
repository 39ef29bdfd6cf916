"""HTML in a lesson's Markdown."""

import pytest

from kit.serve.lesson_html import harmless, harmless_address


@pytest.mark.parametrize(
    "html",
    ['<a id="nguon-dn-2023"></a>', "H<sub>2</sub>O", "<details><summary>Xem</summary></details>"],
)
def test_marks_stay(html: str) -> None:
    assert harmless(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick='x'>",
        '<a href="javascript:alert(1)">', "<iframe src='//x'>", "<svg/onload=alert(1)>", "<b\n/x>",
        "<style>p{}</style>", "<form action=x>", "<script", '<a id="x" onclick="y">', "<!--><p x>",
    ],
)  # fmt: skip
def test_everything_else_is_text(html: str) -> None:
    assert "<" not in harmless(html)


def test_comments_are_left_out() -> None:
    assert harmless("a<!-- <script> -->b") == "ab"


def test_links_lead_to_pages() -> None:
    for address in ("#phan-2", "bai-2", "https://x.vn/a:b", "mailto:a@b.vn", "./a?b=c:d"):
        assert harmless_address(address) == address
    for address in ("javascript:alert(1)", " JaVa\tscript:x", "data:text/html,x", "vbscript:x"):
        assert harmless_address(address) == "#"
