"""What a check says."""

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "weak", "bad"]


@dataclass(frozen=True)
class Finding:
    """What a check has found."""

    state: State
    """``good``, ``weak`` (works, worse than it could) or ``bad`` (does not work)."""
    says: str
    hint: str = ""
    """The way out, unless it is good."""
