"""How problems are printed: grouped by file, the count at the end; or as JSON."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from kit.checks import Report
from kit.errors import Problem
from kit.wording import t

_PLACE = re.compile(r"“(?P<place>[^”]+)”: (?P<said>.+)", re.DOTALL)
_MANY = 3
"""So often said of several places of a file, a sentence is said once, below all others."""


def lines(problems: Sequence[Problem]) -> Iterator[str]:
    """``path:line: [code] message`` and ``→ hint``, a blank line between files.

    What is said of three or more items in the same words is said once, with the list of places,
    behind what is said of one: that would drown among them.
    """
    for n, (path, group) in enumerate(groupby(sorted(problems), key=lambda one: one.path)):
        if n:
            yield ""
        alike: dict[tuple[str, str, str], list[Problem]] = {}
        for one in group:
            alike.setdefault(_sentence(one), []).append(one)
        few = [one for found in alike.values() if len(found) < _MANY for one in found]
        yield from map(str, sorted(few))
        for found in alike.values():
            if len(found) >= _MANY:
                yield _together(path, found)


def _sentence(problem: Problem) -> tuple[str, str, str]:
    """What it says, without the place that it begins with; each is alone that begins with none."""
    found = _PLACE.fullmatch(problem.message)
    said = found["said"] if found else f"{problem.line} {problem.message}"
    return problem.code, said, problem.hint


def _together(path: str, problems: Sequence[Problem]) -> str:
    code, said, hint = _sentence(problems[0])
    places = [
        t("check.place", line=one.line, place=found["place"])
        for one in problems
        if (found := _PLACE.fullmatch(one.message))
    ]
    listed = t("check.places", count=len(places), places="; ".join(places))
    text = f"{path}: [{code}] {said[:1].upper()}{said[1:]}\n    {listed}"
    return f"{text}\n    → {hint}" if hint else text


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
    for name, one in report.undeclared[:_MANY]:
        said = "undeclared" if one.text else "undeclared_unread"
        yield t(f"check.{said}", file=one.file, list=name, lines=one.lines if one.text else "")
    if (more := len(report.undeclared) - _MANY) > 0:
        yield t("check.undeclared_more", count=more)
    if not report.problems:
        counts = {"files": report.files, "items": report.items, "citations": report.citations}
        yield t("check.clean", **counts)


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects with path, line, code, message and hint."""
    return json.dumps([*map(plain, sorted(problems))], ensure_ascii=False, indent=1)


def plain(problem: Problem) -> dict[str, object]:
    """A problem for other programs: its file and line say where it is."""
    return {name: value for name, value in asdict(problem).items() if name != "at"}
