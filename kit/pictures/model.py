"""What a picture's file says: a timeline, a map of boxes and arrows, or a table."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from kit.model import Citation, Fault, Format, Frozen, Slug, Text, fault
from kit.text import parse_date

Short = Annotated[Text, Field(max_length=60)]
Note = Annotated[Text, Field(max_length=80)]
Cites = Annotated[tuple[Citation, ...], Field(min_length=1)]
Row = Annotated[tuple["Box", ...], Field(min_length=1, max_length=3)]
Place = tuple[str | int, ...]


class Picture(Frozen):
    """What all pictures share."""

    format: Format
    kind: str
    title: Annotated[Text, Field(max_length=90)]
    alt: Annotated[Text, Field(max_length=400)]
    """One or two sentences: what the picture shows, for those who do not see it."""

    def citations(self) -> Iterator[tuple[Place, Citation]]:
        """Every citation with its place in the file."""
        yield from ()

    def faults(self) -> Iterator[Fault]:
        """What is wrong beyond the types of the fields."""
        yield from ()


class Entry(Frozen):
    """One moment of a timeline."""

    when: Annotated[Text, Field(max_length=24)]
    """As readers write it: ``6-11-2013``, ``10-2023``, ``2024``."""
    text: Short
    note: Note | None = None
    main: bool = False
    """Drawn larger: what the lesson is about."""
    cite: Cites


class Timeline(Picture):
    """Moments, the earliest first."""

    kind: Literal["timeline"]
    entries: Annotated[tuple[Entry, ...], Field(min_length=2)]

    def citations(self) -> Iterator[tuple[Place, Citation]]:
        """Every citation with its place in the file."""
        for n, entry in enumerate(self.entries):
            for m, cite in enumerate(entry.cite):
                yield ("entries", n, "cite", m), cite

    def faults(self) -> Iterator[Fault]:
        """``out-of-order``: a moment that stands below a later one."""
        for n, (one, other) in enumerate(pairwise(self.entries), 1):
            if _later(one.when, other.when):
                yield fault("out-of-order", "entries", n, "when", one=one.when, other=other.when)


def _later(one: str, other: str) -> bool:
    """Whether ``one`` is surely after ``other``; months and days count where both have them."""
    a, b = parse_date(one), parse_date(other)
    if a is None or b is None:
        return False
    for x, y in ((a.year, b.year), (a.month, b.month), (a.day, b.day)):
        if x is None or y is None:
            return False
        if x != y:
            return x > y
    return False


class Box(Frozen):
    """One box of a map."""

    id: Slug
    text: Short
    note: Note | None = None
    cite: tuple[Citation, ...] = ()


class Arrow(Frozen):
    """From one box to another."""

    start: Annotated[Slug, Field(alias="from")]
    end: Annotated[Slug, Field(alias="to")]
    text: Annotated[Text, Field(max_length=40)] | None = None


class Map(Picture):
    """Boxes in rows, and arrows between them."""

    kind: Literal["map"]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    arrows: tuple[Arrow, ...] = ()

    def boxes(self) -> dict[str, Box]:
        """Id → box, row by row."""
        return {box.id: box for row in self.rows for box in row}

    def citations(self) -> Iterator[tuple[Place, Citation]]:
        """Every citation with its place in the file."""
        for n, row in enumerate(self.rows):
            for m, box in enumerate(row):
                for k, cite in enumerate(box.cite):
                    yield ("rows", n, m, "cite", k), cite

    def faults(self) -> Iterator[Fault]:
        """``box-twice``, ``no-such-box``, ``arrow-to-itself``."""
        seen: set[str] = set()
        for n, row in enumerate(self.rows):
            for m, box in enumerate(row):
                if box.id in seen:
                    yield fault("box-twice", "rows", n, m, "id", id=box.id)
                seen.add(box.id)
        known = ", ".join(sorted(seen))
        for n, arrow in enumerate(self.arrows):
            for key, id in (("from", arrow.start), ("to", arrow.end)):
                if id not in seen:
                    yield fault("no-such-box", "arrows", n, key, id=id, known=known)
            if arrow.start == arrow.end:
                yield fault("arrow-to-itself", "arrows", n, id=arrow.start)


class TableRow(Frozen):
    """One row of a table: what it is about, and a cell for each further column."""

    head: Short
    cells: Annotated[tuple[Annotated[Text, Field(max_length=120)], ...], Field(min_length=1)]
    cite: Cites


class Table(Picture):
    """Rows and at most four columns."""

    kind: Literal["table"]
    columns: Annotated[
        tuple[Annotated[Text, Field(max_length=40)], ...], Field(min_length=1, max_length=4)
    ]
    """Headings, the first for the rows' heads; that one may be left out."""
    rows: Annotated[tuple[TableRow, ...], Field(min_length=1)]

    @property
    def headings(self) -> tuple[str, ...]:
        """One for the rows' heads ("" if it has none) and one for each cell."""
        missing = len(self.rows[0].cells) + 1 - len(self.columns)
        return ("",) * missing + self.columns

    def citations(self) -> Iterator[tuple[Place, Citation]]:
        """Every citation with its place in the file."""
        for n, row in enumerate(self.rows):
            for m, cite in enumerate(row.cite):
                yield ("rows", n, "cite", m), cite

    def faults(self) -> Iterator[Fault]:
        """``cell-count``: a row that does not fit the headings, or four cells beside a head."""
        allowed = {len(self.columns) - 1, len(self.columns)} & {1, 2, 3}
        # The first row that fits decides whether the heads have a heading of their own.
        fits = next((len(row.cells) for row in self.rows if len(row.cells) in allowed), 0)
        for n, row in enumerate(self.rows):
            if len(row.cells) != fits:
                wanted = fits or max(len(self.columns) - 1, 1)
                params = {"count": len(row.cells), "wanted": wanted}
                yield fault("cell-count", "rows", n, "cells", **params)


KINDS: dict[str, type[Timeline | Map | Table]] = {"timeline": Timeline, "map": Map, "table": Table}
AnyPicture = Timeline | Map | Table
KEYS: frozenset[str] = frozenset(
    str(field.alias or name)
    for model in (*KINDS.values(), Entry, Box, Arrow, TableRow, Citation)
    for name, field in model.model_fields.items()
)
