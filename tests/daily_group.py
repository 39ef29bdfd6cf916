"""A learner's daily practice with a clock of the test's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kit.clock import ZONE
from kit.offered import material
from kit.practised import Cards, cards_of
from kit.widget.daily import DailyWidget
from kit.widget.daily_desk import DailyDesk, daily_desk
from kit.workspace import Workspace
from tests.serving import make_group

LEARNER = "hv-001"

_SLOGAN = """\
  - id: SL-0{n}
    text: rõ người, rõ việc thứ {n}
    parts: [rõ người, rõ việc]
    who: Người nói thứ {n}
    when: 18-11-2025
    where: Hội nghị về Chỉ thị 34-CT/TU
    cite: [{{source: bao-thu, paragraph: {n}, phrase: rõ người}}]
"""


def slogans(count: int) -> str:
    """A ``slogans.yaml``."""
    return "format: 1\nslogans:\n" + "".join(_SLOGAN.format(n=n + 1) for n in range(count))


@dataclass
class Practice:
    """The learner, and what time it is."""

    workspace: Workspace
    now: datetime = datetime(2026, 11, 28, 20, 0, tzinfo=ZONE)

    @property
    def cards(self) -> Cards:
        """The learner's cards."""
        return cards_of(self.workspace, LEARNER)

    def open(self) -> DailyDesk:
        """Open the page: a desk for the set as it stands."""
        found = material(self.workspace.path / "practice")
        return daily_desk(self.cards, found, lambda: self.now, {"bao-thu": "Báo Thử"}, "vi")

    def widget(self, desk: DailyDesk) -> DailyWidget:
        """What the browser gets."""
        return DailyWidget(desk, {"bao-thu": "Báo Thử"})

    def sleep(self, days: int = 1) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)


def make_practice(folder: Path, count: int = 2) -> Practice:
    """So many slogans, and a question missed in yesterday's lesson; it is the evening after."""
    workspace = make_group(folder / "to")
    (workspace.path / "practice" / "slogans.yaml").write_text(slogans(count), encoding="utf-8")
    practice = Practice(workspace)
    practice.cards.missed("dung-sai", "again", practice.now.date())
    practice.sleep()
    return practice
