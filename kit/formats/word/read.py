"""Reading Word: a document's questions, and notes about all that is none."""

from collections.abc import Iterator, Mapping
from itertools import takewhile, zip_longest
from pathlib import Path

from kit.formats.draft.build import build
from kit.formats.exchange import Note, Reading, Remarks, quoted
from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.paper.read import read_paper
from kit.formats.paper.titles import title_of
from kit.formats.word.body import Body, body_of
from kit.formats.word.names import W
from kit.formats.word.parts import Parts, open_parts
from kit.formats.word.tables import Tables
from kit.wording import t

__all__ = ["read"]


def read(path: Path) -> Reading:
    """The questions of a document; raises ``Problems`` for one that cannot be read."""
    parts = open_parts(path)
    body = body_of(parts)
    tables = Tables()
    taken: list[Line | KeyTable | Ready] = []
    for part, below in zip_longest(body.parts, body.parts[1:]):
        if isinstance(part, Line):
            taken.append(part)
        else:
            taken += tables.parts(part, below if isinstance(below, Line) else None)
    drafts, notes = read_paper(taken)
    about = [*_about(body), *_beside(parts, dict(body.called))]
    above = takewhile(lambda part: isinstance(part, Line), taken)
    title = title_of(part for part in above if isinstance(part, Line))
    return Reading(tuple(build(drafts)), (*about, *notes, *tables.notes), title)


def _about(body: Body) -> Iterator[Note]:
    """What has to be said about the document as a whole."""
    remarks = Remarks(0, "")
    if body.changed:
        remarks.told("changes")
    for code, count in body.converted.items():
        remarks.told("old_font", code=code, count=count)
    yield from remarks.notes
    for text, place in body.hidden:
        about = Remarks(0, place)
        about.lost("hidden_text", text=quoted([text]))
        yield from about.notes


def _beside(parts: Parts, called: Mapping[str, str]) -> Iterator[Note]:
    """Text that stands outside the page: heads and feet, footnotes, remarks in the margin.

    ``called`` says where a footnote's number stands.
    """
    for kind, code, lost in (
        ("header", "page_edge", False),
        ("footer", "page_edge", False),
        ("footnotes", "footnote", True),
        ("endnotes", "footnote", True),
        ("comments", "comment", False),
    ):
        said: dict[str, str] = {}
        for child in (child for part in parts.all(kind) for child in part):
            place = called.get(f"{kind.removesuffix('s')} {child.get(f'{W}id', '')}", "")
            if text := _text(child):
                said.setdefault(text, place or t(f"word.{kind}"))
        for text, place in said.items():
            about = Remarks(0, place)
            (about.lost if lost else about.told)(code, text=quoted([text]))
            yield from about.notes


def _text(element: object) -> str:
    from xml.etree.ElementTree import Element

    assert isinstance(element, Element)
    texts = (node.text or "" for node in element.iter(f"{W}t"))
    return " ".join("".join(texts).split())
