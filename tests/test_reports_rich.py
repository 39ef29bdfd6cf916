"""Markdown of authors as data that Word and PDF are set from."""

from kit.markdown import block, inline
from kit.reports.rich import blocks, runs, text


def test_emphasis_becomes_marks() -> None:
    assert runs(inline("Một **đậm *cả hai*** `mã` & <b>")) == [
        {"t": "Một "},
        {"t": "đậm ", "b": True},
        {"t": "cả hai", "b": True, "i": True},
        {"t": " "},
        {"t": "mã", "code": True},
        {"t": " & <b>"},
    ]


def test_an_address_is_written_out() -> None:
    """On paper nobody can follow a link."""
    assert text(runs(inline("[Báo](https://x.vn/a) và <https://y.vn>"))) == (
        "Báo (https://x.vn/a) và https://y.vn"
    )


def test_lists_tables_and_code_keep_their_shape() -> None:
    lists = "Đầu\n\n3. ba\n   - con\n4. bốn\n\n> trích\n\n"
    table = "| A | B |\n|---|---|\n| 1 | **2** |\n\n"
    found = blocks(block(f"{lists}{table}```\nx\n  y\n```"))
    assert [(one["k"], one.get("mark"), one.get("indent")) for one in found] == [
        ("p", None, 0), ("li", "3.", 0), ("li", "•", 1), ("li", "4.", 0), ("p", None, 1),
        ("table", None, None), ("code", None, None),
    ]  # fmt: skip
    assert found[5]["rows"] == [
        [[{"t": "A", "b": True}], [{"t": "B", "b": True}]],
        [[{"t": "1"}], [{"t": "2", "b": True}]],
    ]
    assert found[6]["text"] == "x\n  y"


def test_marks_of_a_mac_are_composed() -> None:
    assert text(runs(inline("Ha\u0300 Nô\u0323i"))) == "Hà Nội"
