"""The trainer's dashboard: ``kit dashboard``, or in a notebook of one's own

    from kit.dashboard import dashboard
    dashboard("chi-bo-5")

reading  what is known of the groups       model   panels, plots and tables
panels/  one panel a file                  plots   pictures; html: panels as HTML
page     the widgets                       shared  what may be shown to the whole room
export   the same as files
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipywidgets import VBox

    from kit.dashboard.page import Dashboard

__all__ = ["dashboard", "prepare"]


def dashboard(*folders: str | Path, names: bool = False, shared: bool = False) -> "VBox":
    """The dashboard of one group or many, as a widget.

    ``names`` shows in one's own group who has handed in by name and not by code; across groups
    there are no names. ``shared`` is the view for a screen that everybody sees. Raises
    ``UserError`` for a folder that is no group's.
    """
    from kit import clock
    from kit.dashboard.page import Dashboard
    from kit.dashboard.shared_page import SharedScreen

    places = [Path(one).expanduser() for one in folders]
    if shared:
        return SharedScreen(places, clock.now)
    if ready := _ahead.pop((tuple(places), names), None):
        ready.refresh()
        return ready
    return Dashboard(places, clock.now, names)


_ahead: "dict[tuple[tuple[Path, ...], bool], Dashboard]" = {}


def prepare(*folders: str | Path, names: bool = False) -> None:
    """Begin with what ``dashboard`` will be asked for, so that it is there at once.

    It is looked over again then: what has changed meanwhile is read anew.
    """
    from kit import clock
    from kit.dashboard.page import Dashboard

    places = [Path(one).expanduser() for one in folders]
    _ahead[tuple(places), names] = Dashboard(places, clock.now, names)
