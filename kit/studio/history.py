"""Undo and redo: the sheets that were, and the sheets that were taken back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kit.studio.sheet import Sheet

_PAUSE = timedelta(seconds=3)
_MOST = 500


@dataclass(frozen=True)
class Step:
    """A sheet, and where its last change was made."""

    sheet: Sheet
    uid: int | None = None
    """The item that was changed; ``None`` for the bank itself."""
    what: str = ""
    """What kind of change it was; equal ones in a row may be one step."""
    at: datetime | None = None


@dataclass(frozen=True)
class History:
    """The steps of one open bank."""

    now: Step
    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()

    def done(self, step: Step) -> "History":
        """After an edit. Typing on in one field, without a pause, is one step."""
        last = self.now
        goes_on = (
            bool(step.what.startswith("set/"))
            and (last.uid, last.what) == (step.uid, step.what)
            and last.at is not None
            and step.at is not None
            and step.at - last.at < _PAUSE
            and bool(self.before)
        )
        before = self.before if goes_on else (*self.before, last)
        return History(step, before[-_MOST:])

    def undone(self) -> "History":
        """One step back; the same if there is none."""
        if not self.before:
            return self
        # What goes on from here is another step, however soon.
        back = replace(self.before[-1], at=None)
        return History(back, self.before[:-1], (self.now, *self.after))

    def redone(self) -> "History":
        """One step forward again; the same if there is none."""
        if not self.after:
            return self
        return History(replace(self.after[0], at=None), (*self.before, self.now), self.after[1:])
