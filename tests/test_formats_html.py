"""HTML and plain text become Markdown that shows the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import markdown
from kit.formats.exchange import LeftOut, Remarks
from kit.formats.html import from_html
from kit.formats.marked import from_plain, same_text, shown, to_plain
from kit.formats.texts import category_of, read_form, topic_of
from tests.format_strategies import TOKENS


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Một</p>\n<p>hai</p>", "Một\n\nhai"),
        ("a<br>b<br />c", "a\\\nb\\\nc"),
        ("<b>đậm </b>và <em>nghiêng</em>", "**đậm** và *nghiêng*"),
        ("<strong><b>một lần</b></strong>", "**một lần**"),
        ('<span style="font-weight: bold">đậm</span>', "**đậm**"),
        ("<ul><li>một</li><li>hai<ol><li>ba</li></ol></li></ul>", "- một\n- hai\n\n  1. ba"),
        ('<ol start="3"><li>ba</li><li>bốn</li></ol>', "3. ba\n4. bốn"),
        ('<a href="https://a.vn/b">đây</a>', "[đây](<https://a.vn/b>)"),
        ("<h2>Đầu đề</h2>chữ", "### Đầu đề\n\nchữ"),
        ("<blockquote><p>lời</p></blockquote>", "> lời"),
        ("H<sub>2</sub>O, x<sup>2</sup>", "H₂O, x²"),
        ("4&nbsp;500 &lt;b&gt; &amp; &#273;", "4 500 &lt;b> & đ"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
         "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<script>alert(1)</script>chữ<!-- ẩn -->", "chữ"),
        ("<p>1. không là danh sách</p>", "1\\. không là danh sách"),
        ("<p># không là đầu đề</p>", "\\# không là đầu đề"),
        ("<p>*a* <b>b</b></p>", "\\*a\\* **b**"),
        ("{dau-hieu/dh-01}<b>x</b>", "&#123;dau-hieu/dh-01}**x**"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, expected: str) -> None:
    found = from_html(html)
    assert found.markdown == expected
    assert found.lost == ()


@pytest.mark.parametrize(
    ("html", "lost", "text"),
    [
        ('<img src="@@PLUGINFILE@@/co.png" alt="Lá cờ"> nước', "picture", "(hình: Lá cờ) nước"),
        ('<img src="a/co.png">', "picture", "(hình: co.png)"),
        ("<audio></audio>nghe", "sound", "(âm thanh)nghe"),
        ("<u>gạch</u>", "underline", "**gạch**"),
        ('<a href="@@PLUGINFILE@@/a.mp3">nghe</a>', "attachment", "nghe"),
        ('<a href="mailto:a@b.vn">thư</a>', "link", "thư"),
        ("x<sup>a+b</sup>", "shifted", "x^(a+b)"),
        ("<b>a:</b>b", "emphasis", "a:b"),
    ],
)
def test_what_markdown_cannot_hold_is_named(html: str, lost: str, text: str) -> None:
    found = from_html(html)
    assert lost in found.lost
    assert found.markdown == text


def test_an_option_is_one_line() -> None:
    assert from_html("<p>một</p><ul><li>hai</li></ul>", True).markdown == "một\\\n• hai"


@given(st.lists(st.sampled_from((*TOKENS, "\n", "\t", "  ")), max_size=8).map("".join))
def test_plain_text_is_shown_as_it_was_typed(text: str) -> None:
    for inline in (False, True):
        made = from_plain(text, inline)
        assert same_text(shown(made, inline), text)
        assert same_text(to_plain(made, inline), text)


TAGS = ("p", "b", "i", "u", "ul", "li", "div", "span", "table", "tr", "td", "sup", "h3", "pre")


@given(
    st.lists(
        st.sampled_from(
            (*TOKENS, *(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "<br>", "&lt;")
        ),
        max_size=12,
    ).map("".join)
)
def test_any_html_becomes_markdown_without_html(html: str) -> None:
    for inline in (False, True):
        made = from_html(html, inline).markdown
        page = markdown.inline(made) if inline else markdown.block(made)
        assert "&lt;p&gt;" not in page
        assert "&lt;b&gt;" not in page or "&lt;" in html


def test_moodles_four_forms() -> None:
    remarks = Remarks(1, "")
    assert read_form("a * b *c*", "plain", False, remarks) == "a \\* b \\*c\\*"
    assert read_form("**a**", "markdown", False, remarks) == "**a**"
    assert read_form("**a** <b>b</b>", "markdown", False, remarks) == "**a** **b**"
    assert read_form("dòng một\ndòng hai", "moodle", False, remarks) == "dòng một\\\ndòng hai"
    assert read_form("a\n<b>c</b>", "moodle", False, remarks) == "a\\\n**c**"
    assert remarks.notes == []


def test_a_text_of_tags_alone_is_refused_before_it_takes_an_hour() -> None:
    with pytest.raises(LeftOut):
        read_form("<div>" * 200_000, "html", False, Remarks(1, ""))
    deep = "<div>" * 2_000 + "x"
    assert read_form(deep, "html", False, Remarks(1, "")) == "x"


@pytest.mark.parametrize("topic", ["văn bản", "a / b", "x/y", "top", "Chương 1: Mở đầu"])
def test_a_topic_comes_back_from_its_category(topic: str) -> None:
    assert topic_of(category_of(topic)) == topic
    assert topic_of(category_of(None)) == ""


def test_categories_lose_moodles_roots_and_keep_their_names() -> None:
    assert topic_of("$course$/top/Chương 1/Bài 2") == "Chương 1 / Bài 2"
    assert topic_of("$course$/Alpha") == "Alpha"
    assert topic_of("Alpha") == "Alpha"
