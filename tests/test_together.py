"""Dates, ranges and document numbers that no line breaks apart."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from kit.markdown import block
from kit.together import keep_together, pieces

JOINED = (
    "6-12-2023", "34-CT/TU", "73/2023/NĐ-CP", "27-10-2023", "01-KL/TW", "05-CT/TW", "K7RM-2XHD",
    "5-7", "2021–2025", "11–12", "18/11", "07/12/2023", "DH-03", "đoạn 5", "Đoạn 12", "paragraph 5",
)  # fmt: skip
"""The browser's script keeps the same together: ``tests/browser/test_widget_looks.py``."""

APART = (
    "Thành ủy - Đà Nẵng", "học-tập", "7 - 8", "2026", "ĐẢNG-2XHD", "K7RM-2XHDA", "chi-thi-34",
    "đoạn văn", "hai đoạn", "đoạn 5x",
    "1-2-3-4-5-6-7-8-9-10-11-12-13-14",
)  # fmt: skip


@pytest.mark.parametrize("text", JOINED)
def test_dates_and_document_numbers_are_kept_together(text: str) -> None:
    """A line does not end at their hyphens; the sentence around them is as it was."""
    made = keep_together(f"Theo {text}, họp.")
    assert made == f'Theo <span class="kit-whole">{text}</span>, họp.'


@pytest.mark.parametrize("text", APART)
def test_other_text_is_left_alone(text: str) -> None:
    """Hyphens between words may break, dashes between spaces, and what no phone has room for."""
    assert keep_together(text) == text


def test_markup_in_text_stays_text() -> None:
    """Also inside of what is kept together."""
    assert "<b>" not in keep_together("<b>6-12-2023</b> & 1-<i>2")


def test_in_html_the_tags_stay_as_they_are() -> None:
    html = block('Ngày **6-12-2023**, xem [5-7](https://x.vn/2023-12-06 "số > 34-CT/TU") < 8.')
    made = keep_together(Markup(html))
    assert made.count('<span class="kit-whole">') == 2
    assert '<strong><span class="kit-whole">6-12-2023</span></strong>' in made
    assert re.sub(r'<span class="kit-whole">(.*?)</span>', r"\1", made) == html


@given(st.text(alphabet="0123456789-–/aAĐđoạnK<>&\"' ", max_size=80))
def test_nothing_is_lost_or_added(text: str) -> None:
    assert "".join(piece for piece, _ in pieces(text)) == text
    made = re.sub(r'<span class="kit-whole">(.*?)</span>', r"\1", keep_together(text))
    assert made == str(escape(text))
    html = block(text)
    made = re.sub(r'<span class="kit-whole">(.*?)</span>', r"\1", keep_together(Markup(html)))
    assert made == html
