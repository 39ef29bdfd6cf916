"""Codes and ids of anonymous learners, made so that nothing has to be kept about a code."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from kit.roster import ALPHABET

_PART = 6
"""Letters of each half: 29 bits of chance, and 29 bits that only the group's key gives."""


@dataclass(frozen=True)
class AnonymousCodes:
    """The anonymous codes of one group."""

    key: bytes
    """Made from the group's secret; whoever has it can do everything in the group anyway."""

    def new(self) -> str:
        """A fresh personal code for an anonymous learner, such as ``AN-7KQ2-MX9T-RB4C``."""
        chance = "".join(secrets.choice(ALPHABET) for _ in range(_PART))
        return _spaced(chance + self._check(chance))

    def read(self, typed: str) -> str | None:
        """The code as ``new`` wrote it; ``None`` if it was never made here.

        Spaces, dashes and small letters do not matter.
        """
        letters = re.sub(r"[^0-9A-Z]", "", typed.upper())
        if len(letters) != 2 + 2 * _PART or not letters.startswith("AN"):
            return None
        chance, check = letters[2 : 2 + _PART], letters[2 + _PART :]
        return _spaced(chance + check) if hmac.compare_digest(self._check(chance), check) else None

    def learner(self, code: str) -> str:
        """The learner id of a code that ``read`` has returned; it cannot be turned back."""
        return "an-" + self._digest("learner", code).hex()[:16]

    def _check(self, chance: str) -> str:
        number, letters = int.from_bytes(self._digest("check", chance)), ""
        for _ in range(_PART):
            number, place = divmod(number, len(ALPHABET))
            letters += ALPHABET[place]
        return letters

    def _digest(self, use: str, text: str) -> bytes:
        return hmac.new(self.key, f"{use}\0{text}".encode(), hashlib.sha256).digest()


def _spaced(letters: str) -> str:
    return "-".join(["AN", *(letters[place : place + 4] for place in range(0, 2 * _PART, 4))])
