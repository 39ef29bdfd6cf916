"""The figures of reports: who took part, how it went, what was missed; pure counting.

model     an attempt, and what is counted of a unit
counting  units and their table        few     what would tell about a few people is hidden
spread    how scores are spread, and the questions that were missed most

Nothing here knows a name. ``kit.gradebook.attempts`` reads the attempts, ``Marked`` comes from
``kit.gradebook.answered``.
"""

from kit.figures.counting import count, upwards
from kit.figures.few import hide
from kit.figures.model import (
    FEW,
    HIDDEN,
    SMALL,
    Attempt,
    Band,
    Marked,
    Missed,
    Unit,
    UnitTable,
)
from kit.figures.spread import EDGES, most_missed, spread

__all__ = [
    "EDGES", "FEW", "HIDDEN", "SMALL", "Attempt", "Band", "Marked", "Missed", "Unit", "UnitTable",
    "count", "hide", "most_missed", "spread", "upwards",
]  # fmt: skip
