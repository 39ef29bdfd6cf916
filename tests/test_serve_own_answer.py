"""A learner's response in words."""

import pytest

from kit.kinds import KINDS
from kit.serve.own_answer import own_answer
from tests.banks import EVERY_KIND


def test_every_kind_shows_its_right_answer_in_words() -> None:
    """No id reaches the page where the learner saw a text."""
    seen = set()
    for item in EVERY_KIND.items:
        seen.add(item.kind)
        text = own_answer(item, item.right(), "vi")
        assert text.startswith(("<p>", "<ul>", "<ol>")), item.id
        assert "→ True" not in text
    assert seen == set(KINDS)


@pytest.mark.parametrize("response", [None, "", "  ", [], {}])
def test_a_blank_answer_shows_nothing(response: object) -> None:
    """There is nothing to repeat."""
    item = EVERY_KIND.items[0]
    assert own_answer(item, response, "vi") == ""  # type: ignore[arg-type]


def test_what_was_typed_is_no_markup() -> None:
    """Whatever stands in the answers file."""
    evil = "<script>alert(1)</script>"
    for item in EVERY_KIND.items:
        for response in (evil, [evil], {"a": evil}, {evil: evil}):
            assert "<script" not in own_answer(item, response, "vi"), item.id  # type: ignore[arg-type]
