"""Reads the contests in tests/cases/ranking, which anyone can add a file to.

``contest`` has the settings, ``entries`` a line an attempt. All other keys are optional:
``organisers``, ``crowd`` and ``groups`` (more entries), ``members``; and what has to come of it:
``ranks`` (of those who are in ``entries``), ``actual``, ``set_aside``, ``said``, ``table``,
``upwards``, ``notes``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kit.ranking import Contest, Entry
from kit.yaml import read
from tests.banks import ROOT

FILES = sorted((ROOT / "tests" / "cases" / "ranking").glob("*.yaml"))


@dataclass(frozen=True)
class Case:
    """One file."""

    data: dict[str, Any]
    contest: Contest
    named: tuple[Entry, ...]
    """Those of ``entries``."""
    others: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.named + self.others

    @property
    def organisers(self) -> list[str]:
        return self.data.get("organisers") or []


def load(path: Path) -> Case:
    data = read(path.read_text(encoding="utf-8"), path.name).data
    contest = Contest.model_validate(data["contest"])
    named = tuple(map(_entry, data["entries"].splitlines()))
    return Case(data, contest, named, (*_crowd(data, contest), *_groups(data, contest)))


def _entry(line: str) -> Entry:
    person, group, score, started, submitted, prediction = map(str.strip, line.split("|"))
    begun, ended = (datetime.fromisoformat(one) for one in (started, submitted))
    return Entry(person, group, float(score), begun, ended, prediction)


def _crowd(data: dict[str, Any], contest: Contest) -> Iterator[Entry]:
    end = contest.rounds[0].closes
    for n in range(int(data.get("crowd", 0))):
        yield Entry(f"crowd-{n}", "", contest.full_score, end - timedelta(minutes=5), end)


def _groups(data: dict[str, Any], contest: Contest) -> Iterator[Entry]:
    begin, minute = contest.rounds[0].opens, timedelta(minutes=1)
    for line in data.get("groups", "").splitlines():
        name, *numbers = map(str.strip, line.split("|"))
        people, attempts, right = (int(re.findall(r"\d+", one)[0]) for one in numbers)
        for n in range(attempts):
            score = contest.full_score if n % people < right else 5.0
            yield Entry(f"{name} {n % people}", name, score, begin + n * minute, begin + n * minute)
