"""Moodle's own test data: seven items, 25 learners, and the figures Moodle expects for them.

They lie outside the project, in the folder that ``KIT_ACCEPTANCE`` names; without it these tests
are skipped. ``KIT_ACCEPTANCE_TABLE=1`` prints how far each figure is off.
"""

import csv
import os
from pathlib import Path

import pytest

from kit.itemstats import Analysis, Question, analyse

FOLDER = Path(os.environ.get("KIT_ACCEPTANCE", "")) / "itemstats"

pytestmark = pytest.mark.skipif(
    "KIT_ACCEPTANCE" not in os.environ, reason="KIT_ACCEPTANCE names no folder"
)

# Moodle's column → ours, and how many of ours make one of Moodle's, which has percentages.
COLUMNS = {
    "facility": ("facility", 1),
    "sd": ("sd", 1),
    "effective_weight": ("effective_weight", 100),
    "discrimination_index": ("discrimination", 100),
    "discriminative_efficiency": ("efficiency", 100),
}

# What Moodle's test of the same data expects of the quiz as a whole, out of seven marks
# (mod/quiz/report/statistics/tests/stats_from_steps_walkthrough_test.php).
WHOLE = {
    "mean": 4.617333332 / 7,
    "median": 4.5 / 7,
    "sd": 0.8117265554 / 7,
    "skewness": -0.092502502,
    "kurtosis": -0.7073968557,
    "alpha": -0.872230935542,
    "sem": 1.1106813066 / 7,
}


@pytest.fixture(scope="module")
def found() -> Analysis:
    rows = list(csv.reader((FOLDER / "marks.csv").open(encoding="utf-8")))
    asked = [Question(name, 1.0) for name in rows[0]]
    return analyse(asked, [[float(mark) for mark in row] for row in rows[1:]])


@pytest.mark.parametrize("column", COLUMNS)
def test_every_figure_of_every_item_is_moodles(
    column: str, found: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(csv.DictReader((FOLDER / "expected.csv").open(encoding="utf-8")))
    name, times = COLUMNS[column]
    mine = [times * getattr(item, name) for item in found.items]
    theirs = [float(row[column]) for row in rows]
    off = max(abs(a - b) for a, b in zip(mine, theirs, strict=True))
    with capsys.disabled():
        if os.environ.get("KIT_ACCEPTANCE_TABLE"):
            print(f"\n{column}: {len(theirs)} items, at most {off:.1e} off")  # noqa: T201
    assert off < 1e-6


@pytest.mark.parametrize("name", WHOLE)
def test_the_figures_of_the_whole_are_moodles(
    name: str, found: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    off = abs(getattr(found.quiz, name) - WHOLE[name])
    with capsys.disabled():
        if os.environ.get("KIT_ACCEPTANCE_TABLE"):
            print(f"\n{name}: {off:.1e} off")  # noqa: T201
    assert off < 1e-6
