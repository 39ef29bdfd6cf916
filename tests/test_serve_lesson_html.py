"""HTML in a lesson's Markdown."""

import pytest

from kit.serve.lesson_html import cited_once, harmless, harmless_address


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


def cite(words: str, paragraph: int, phrase: str, source: str = "bao-a") -> str:
    place = f'<span class="kit-whole">đoạn {paragraph}</span>'
    return f'<a href="#nguon-{source}" title="{phrase}">{words}{place}</a>'


def test_several_words_of_a_paragraph_have_one_link() -> None:
    """What was quoted stands in its title, in the order of the text."""
    three = "; ".join([cite("Báo A, ", 8, "một"), cite("", 8, "hai"), cite("", 8, "ba")])
    assert cited_once(f"<p>Ý. ({three})</p>") == f"<p>Ý. ({cite('Báo A, ', 8, 'một; hai; ba')})</p>"


@pytest.mark.parametrize(
    "second",
    [cite("", 9, "hai"), cite("Báo B, ", 8, "hai", "bao-b"), cite("", 8, "hai", "bao-b")],
)
def test_other_places_keep_their_links(second: str) -> None:
    html = f"{cite('Báo A, ', 8, 'một')}; {second}"
    assert cited_once(html) == html
