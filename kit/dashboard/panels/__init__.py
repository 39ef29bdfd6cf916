"""The panels of the dashboard, in their order on the page: one function each, joined here.

To add one: a function from a ``View`` to a ``Panel``, or ``None`` where there is nothing to show;
its row; its sentences in the section ``dashboard`` of the catalogue.
"""

from collections.abc import Callable

from kit.dashboard.model import Panel, View
from kit.dashboard.panels.gain import gain_panel
from kit.dashboard.panels.items import items_panel
from kit.dashboard.panels.pace import pace_panel
from kit.dashboard.panels.people import people_panel
from kit.dashboard.panels.spread import spread_panel
from kit.dashboard.panels.topics import indicators_panel, topics_panel
from kit.dashboard.panels.turnout import turnout_panel

__all__ = ["PANELS"]

PANELS: tuple[tuple[str, Callable[[View], Panel | None]], ...] = (
    ("turnout", turnout_panel),
    ("spread", spread_panel),
    ("topics", topics_panel),
    ("indicators", indicators_panel),
    ("pace", pace_panel),
    ("items", items_panel),
    ("gain", gain_panel),
    ("people", people_panel),
)
