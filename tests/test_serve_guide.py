"""The trainer's guide as a page."""

import re
from itertools import pairwise
from pathlib import Path

from kit.cli import COMMANDS, GROUPS
from kit.gradebook.lessons import GUIDE
from kit.serve.guide import rendered

TEXT = (Path(__file__).parents[1] / "lessons" / GUIDE).read_text(encoding="utf-8")


def test_its_first_line_is_its_title() -> None:
    """The page shows it as the one heading of the first rank."""
    title, html = rendered(TEXT)
    assert title == "Hướng dẫn điều hành buổi học"
    assert "<h1" not in html
    assert html.count("<h2>") == 10
    assert html.count("<table") == 4


def test_html_of_an_author_is_shown_and_not_done() -> None:
    """Markdown is all there is."""
    _, html = rendered(
        "# A\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| <b>x</b> | y |\n"
    )
    assert "<script" not in html
    assert "<b>" not in html


def test_it_names_only_commands_that_there_are() -> None:
    """Whatever is to be typed can be typed."""
    commands = re.findall(r"python3 start\.py ([a-z]+)", TEXT)
    assert len(commands) > 10
    assert {*commands} <= {*COMMANDS, *GROUPS}


def test_a_session_has_no_hole_and_no_overlap() -> None:
    """Each table of minutes goes from 0 to 60 or 90, one thing after the other."""
    spans = [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+)–(\d+) \|", TEXT, re.MULTILINE)]
    ends = [b for _, b in spans]
    assert sum(start == 0 for start, _ in spans) == 2
    assert ends[-1] == 90
    for (_, end), (start, _) in pairwise(spans):
        assert start == end or (start, end) == (0, 60)
