"""What the secretary says about one session: what no gradebook can know. Blank stays blank."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from kit.figures import SMALL

__all__ = ["NOBODY", "Absent", "Attendance", "Score", "Session", "Spoken", "Topic"]


@dataclass(frozen=True)
class Absent:
    """Somebody who was not there."""

    name: str
    reason: str
    unexcused: bool


@dataclass(frozen=True)
class Attendance:
    """Members counted; whoever is exempt from work and meetings is not expected."""

    official: int
    probationary: int
    exempt: int
    present_official: int
    present_probationary: int
    unexcused: int
    """Of those absent, how many without a reason."""

    @property
    def members(self) -> int:
        """All of them."""
        return self.official + self.probationary

    @property
    def expected(self) -> int:
        """Who had to come."""
        return self.members - self.exempt

    @property
    def present(self) -> int:
        """Who came."""
        return self.present_official + self.present_probationary

    @property
    def absent(self) -> int:
        """Expected, and not there."""
        return self.expected - self.present

    @property
    def rate(self) -> Fraction | None:
        """Present / expected; ``None`` where so few are expected that only counts are told."""
        return Fraction(self.present, self.expected) if self.expected >= SMALL else None

    @property
    def share(self) -> Fraction | None:
        """Present / expected however few they are, to be compared with a threshold."""
        return Fraction(self.present, self.expected) if self.expected else None


@dataclass(frozen=True)
class Topic:
    """One point of the agenda."""

    text: str
    who: str


@dataclass(frozen=True)
class Spoken:
    """What somebody said."""

    name: str
    text: str


@dataclass(frozen=True)
class Score:
    """Points that the cell gave the session for one criterion, as typed."""

    number: int
    points: str


@dataclass(frozen=True)
class Session:
    """The form as filled in; texts are empty where nothing was typed."""

    kind: str = ""
    subject: str = ""
    superior: str = ""
    number: str = ""
    town: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    guests: str = ""
    vote: str = ""
    verdict: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    quizzes: tuple[str, ...] = ()
    attendance: Attendance | None = None
    absent: tuple[Absent, ...] = ()
    agenda: tuple[Topic, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    conclusions: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()

    @property
    def minutes(self) -> int | None:
        """How long it took, in minutes."""
        if self.begins is None or self.ends is None:
            return None
        return int((self.ends - self.begins).total_seconds()) // 60


NOBODY = Session()
"""Where there is no form: everything is left to be written by hand."""
