"""How coverage is printed: a table for people, JSON for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.table import Table

from kit.checks.coverage import Coverage, Fact, Row
from kit.checks.report import plain
from kit.wording import t

_COLUMNS = ("facts", "teachable", "taught", "tested")


def table(found: Coverage) -> Table:
    """Facts by source and, below each source, by category; the whole at the end."""
    result = Table(title=t("coverage.title"), title_justify="left")
    result.add_column(t("coverage.column_group"))
    for name in _COLUMNS:
        result.add_column(t(f"coverage.column_{name}"), justify="right", no_wrap=True)
    for source in found.sources:
        rows = [row for row in found.rows if row.source == source.source]
        result.add_row(source.source, *_counts(source), style="bold")
        for row in rows:
            last = row is rows[-1]
            result.add_row(f"  {row.category}", *_counts(row), end_section=last)
    result.add_row(t("coverage.whole"), *_counts(found.total), style="bold")
    return result


def _counts(row: Row) -> tuple[str, ...]:
    taught = t("coverage.share", count=row.taught, percent=row.taught_percent)
    tested = t("coverage.share", count=row.tested, percent=row.tested_percent)
    return str(row.facts), str(row.teachable), taught, tested


def verdict(found: Coverage, taught: float, tested: float) -> Iterator[str]:
    """One sentence for each bar, in percent: reached or not."""
    for name, bar in (("taught", taught), ("tested", tested)):
        share = found.total.taught_percent if name == "taught" else found.total.tested_percent
        said = "reached" if share >= bar else "missed"
        yield t(f"coverage.{name}_{said}", percent=share, bar=bar)


def enough(found: Coverage, taught: float, tested: float) -> bool:
    """Whether both bars are reached."""
    total = found.total
    return total.taught_percent >= taught and total.tested_percent >= tested


def missing(found: Coverage) -> Iterator[str]:
    """The facts that are not taught, then those that are not asked, with their places."""
    for name, facts in (("untaught", found.untaught), ("untested", found.untested)):
        yield t(f"coverage.{name}", count=len(facts))
        yield from map(_line, facts)


def _line(fact: Fact) -> str:
    place = {"source": fact.source, "paragraph": fact.paragraph, "phrase": fact.phrase}
    return t("coverage.fact", id=fact.id, **place)


def as_json(found: Coverage) -> str:
    """An object with rows, sources, total, ids of what is untaught and untested, problems."""
    data: dict[str, Any] = {
        "rows": [asdict(row) for row in found.rows],
        "sources": [asdict(row) for row in found.sources],
        "total": asdict(found.total),
        "untaught": [fact.id for fact in found.untaught],
        "untested": [fact.id for fact in found.untested],
        "problems": [*map(plain, found.problems)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)
