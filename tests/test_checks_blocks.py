"""Markdown cut into the blocks that a reader takes in at once."""

from kit.checks.blocks import Link, blocks


def texts(markdown: str) -> list[str]:
    return [block.text for block in blocks(markdown)]


def test_paragraphs_headings_entries_and_rows_are_blocks() -> None:
    text = "# Đề\n\nMột\nhai.\n\n- ba\n- bốn\n  - năm\n\n| A | B |\n|---|---|\n| c | d |\n\n> sáu"
    assert texts(text) == ["Đề", "Một hai.", "ba", "bốn", "năm", "A\nB", "c\nd", "sáu"]
    assert [block.heading for block in blocks(text)][:2] == [True, False]


def test_marks_are_no_words_and_code_quotes_nobody() -> None:
    assert texts("**một** *hai* `“ba bốn”` “năm”") == ["một hai ba bốn “năm”"]


def test_a_citation_is_taken_out_and_ends_a_run_of_words() -> None:
    (block,) = blocks('Một ([Bài, đoạn 7](#nguon-x "cụm từ")) hai [ba](#nguon-y).')
    assert block.text == "Một (\n) hai ba."
    assert block.links == (Link("Bài, đoạn 7", "#nguon-x", "cụm từ"), Link("ba", "#nguon-y", ""))
    assert [(link.source, link.paragraph) for link in block.links] == [("x", "7"), ("y", "")]


def test_a_link_out_of_the_page_is_no_source() -> None:
    (block,) = blocks("[trang](https://example.org/a)")
    assert [link.source for link in block.links] == [""]


def test_anchors_are_found() -> None:
    (block,) = blocks('<a id="nguon-x"></a>**Bài.** Tên')
    assert (block.anchors, block.text) == (("nguon-x",), "Bài. Tên")


def test_the_written_line_of_some_words_is_found() -> None:
    (block,) = blocks("một\nhai **ba**\nbốn")
    assert block.line_with("ba") == "hai **ba**"
    assert block.line_with("không có") == "một"
