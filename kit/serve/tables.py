"""Tables of lessons, made for narrow screens too: there a row's cells stand below each other."""

import re
from html import escape, unescape

_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<(th|td)\b([^>]*)>")
_TAG = re.compile(r"<[^>]*>")

STACKED = 3
"""A table of so many columns is a row of cards on a phone."""


def readable(rows: str) -> str:
    """A whole table in a box that scrolls and that the keyboard can reach.

    ``rows`` is what stands between ``<table>`` and ``</table>``. Each cell of a wide table gets
    its column's heading as ``data-label``, and every part its role: a style that takes the parts
    out of the table would take their meaning from screen readers.
    """
    first, *_ = _ROW.findall(rows) or [""]
    headings = [unescape(_TAG.sub("", one)).strip() for one in _HEADING.findall(first)]
    # An empty corner is no heading of anything.
    rows = re.sub(r"<th\b[^>]*>\s*</th>", "<td></td>", rows)
    if len(headings) < STACKED:
        rows = re.sub(r"<th\b", '<th scope="col"', rows)
        table = f"<table>{rows}</table>"
    else:
        rows = re.sub(r"<(thead|tbody)>", r'<\1 role="rowgroup">', rows)
        table = f'<table class="kit-stack" role="table">{_rows(rows, headings)}</table>'
    return f'<div class="kit-scroll" tabindex="0">{table}</div>\n'


def _rows(html: str, headings: list[str]) -> str:
    def row(found: re.Match[str]) -> str:
        cells = iter(headings)
        text = _CELL.sub(lambda cell: _cell(cell, next(cells, "")), found[0])
        return re.sub(r"<tr\b", '<tr role="row"', text)

    return _ROW.sub(row, html)


def _cell(found: re.Match[str], heading: str) -> str:
    if found[1] == "th":
        return f'<th scope="col" role="columnheader"{found[2]}>'
    return f'<td role="cell" data-label="{escape(heading, quote=True)}"{found[2]}>'
