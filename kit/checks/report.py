"""How problems are printed: grouped by file, the count at the end; or as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from kit.checks import Report
from kit.errors import Problem
from kit.wording import t


def lines(problems: Sequence[Problem]) -> Iterator[str]:
    """``path:line: [code] message`` and ``→ hint``, a blank line between files."""
    for n, (_, group) in enumerate(groupby(sorted(problems), key=lambda one: one.path)):
        if n:
            yield ""
        yield from map(str, group)


def summary(problems: Sequence[Problem]) -> str:
    """How many problems in how many files."""
    return t("check.found", count=len(problems), files=len({one.path for one in problems}))


def notes(report: Report) -> Iterator[str]:
    """What else there is to say: how much is copied, what was not verified, that
    all is well."""
    if report.longest:
        run, place = report.longest
        found = {"count": run.length, "source": run.source, "paragraph": run.paragraph}
        yield t("check.longest", **found, words=run.words, place=place)
    if report.unverified:
        sources = ", ".join(report.unverified_sources)
        yield t("check.unverified", count=report.unverified, sources=sources)
    if not report.problems:
        counts = {"files": report.files, "items": report.items, "citations": report.citations}
        yield t("check.clean", **counts)


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects with path, line, code, message and hint."""
    return json.dumps([*map(plain, sorted(problems))], ensure_ascii=False, indent=1)


def plain(problem: Problem) -> dict[str, object]:
    """A problem for other programs: its file and line say where it is."""
    return {name: value for name, value in asdict(problem).items() if name != "at"}
