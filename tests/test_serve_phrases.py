"""How text stands on a page."""

import pytest

from kit.serve.phrases import keep_together


@pytest.mark.parametrize(
    "text",
    ["6-12-2023", "34-CT/TU", "73/2023/NĐ-CP", "27-10-2023", "01-KL/TW", "05-CT/TW", "K7RM-2XHD"],
)
def test_dates_and_document_numbers_are_kept_together(text: str) -> None:
    """A line does not end at their hyphens; the sentence around them is as it was."""
    made = keep_together(f"Theo {text}, họp.")
    assert made == f'Theo <span class="kit-whole">{text}</span>, họp.'


@pytest.mark.parametrize(
    "text", ["Thành ủy - Đà Nẵng", "học-tập", "7 - 8", "2026", "ĐẢNG-2XHD", "K7RM-2XHDA"]
)
def test_other_text_is_left_alone(text: str) -> None:
    """Hyphens between words and dashes between spaces may break."""
    assert keep_together(text) == text


def test_markup_in_text_stays_text() -> None:
    """Also inside of what is kept together."""
    assert "<b>" not in keep_together("<b>6-12-2023</b> & 1-<i>2")
