"""Tables that can be read on a phone."""

from html.parser import HTMLParser

from kit.serve.tables import readable

THREE = (
    "<thead>\n<tr>\n<th>Ai</th>\n<th>Việc &amp; <em>hạn</em></th>\n<th>Nguồn</th>\n</tr>\n"
    "</thead>\n"
    '<tbody>\n<tr>\n<td>Chi bộ</td>\n<td style="text-align:right">Học</td>\n<td><a href="#x">1</a>'
    "</td>\n</tr>\n</tbody>\n"
)
TWO = "<thead><tr><th></th><th>Có lưu không</th></tr></thead><tbody><tr><td>A</td><td>B</td></tr>"


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def parsed(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Cells()
    parser.feed(html)
    return parser.found


def test_each_cell_of_a_wide_table_knows_its_heading() -> None:
    """In plain words, for the label that a phone shows in front of it."""
    cells = [attrs for tag, attrs in parsed(readable(THREE)) if tag == "td"]
    assert [cell["data-label"] for cell in cells] == ["Ai", "Việc & hạn", "Nguồn"]
    assert cells[1]["style"] == "text-align:right"


def test_every_part_keeps_its_role() -> None:
    """Laid out as cards, a table would be none to a screen reader without them."""
    roles = {
        "table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row",
        "th": "columnheader", "td": "cell",
    }  # fmt: skip
    parts = [(tag, attrs) for tag, attrs in parsed(readable(THREE)) if tag in roles]
    assert len(parts) == 11
    assert all(attrs["role"] == roles[tag] for tag, attrs in parts)


def test_a_narrow_table_stays_a_table_and_its_empty_corner_is_no_heading() -> None:
    """Nothing to stack, and nothing that a screen reader would announce as empty."""
    html = readable(TWO)
    assert html.count("<th") - html.count("<thead") == 1
    assert "kit-stack" not in html
    assert 'scope="col"' in html
    assert html.startswith('<div class="kit-scroll" tabindex="0"><table>')
