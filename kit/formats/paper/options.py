"""The options of one question: where each begins, and the pieces of its lines between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kit.formats.paper.inline import inside_lines, with_first
from kit.formats.paper.letters import Start, in_order, in_turn, mended, relettered
from kit.formats.paper.line import Line
from kit.formats.paper.signs import OptionSign, bullet_sign, option_sign

__all__ = ["Part", "Usual", "has_options", "parted"]

_BOXES = frozenset("☐☑☒□■○●◯◆◇")
_ASKS = re.compile(r"[?:]\s*$")
_FAMILIES = ("upper", "lower", "box", "digit", "bullet")
"""Boxes before the others, which may list what the question is about."""


@dataclass(frozen=True)
class Part:
    """A piece of a question: what it is, and its text without letter."""

    kind: str
    """``stem``, ``option``, ``rest`` (behind the options)."""
    line: Line
    """The piece of the line; its text begins with the letter, if it is an option."""
    sign: OptionSign | None = None
    """``None`` for a line that goes on from the piece before."""
    odd: bool = False
    """Whether its letter is missing or out of order."""


@dataclass(frozen=True)
class Usual:
    """What the options of most questions of a document are like."""

    count: int = 4
    mark: str = ""
    """What stands behind their letters."""


_USUAL = Usual()


def parted(lines: Sequence[Line], usual: Usual = _USUAL) -> list[Part]:
    """The pieces of a question in order."""
    starts = _starts(lines, usual)
    if len(starts) < 2:
        return [Part("stem", line) for line in lines]
    return [*_pieces(lines, starts)]


def has_options(lines: Sequence[Line], usual: Usual = _USUAL) -> bool:
    """Whether several options stand in these lines."""
    return len(_starts(lines, usual)) > 1


def _pieces(lines: Sequence[Line], starts: Sequence[Start]) -> Iterator[Part]:
    first, last = starts[0], starts[-1]
    begins = {(start.line, start.at): start for start in starts}
    for n, line in enumerate(lines):
        cuts = sorted(at for row, at in begins if row == n)
        head = cuts[0] if cuts else len(line.text.text)
        if line.text.cut(0, head):
            before = replace(line, text=line.text.cut(0, head).strip())
            if n < first.line or (n == first.line and head <= first.at):
                yield Part("stem", before)
            else:
                yield Part("rest" if n > last.line else "option", before)
        for at, end in pairwise((*cuts, len(line.text.text))):
            start = begins[n, at]
            piece = replace(line, text=line.text.cut(at, end))
            sign = replace(start.sign, end=start.sign.end - at)
            yield Part("option", piece, sign, odd=start.odd)


def _starts(lines: Sequence[Line], usual: Usual) -> list[Start]:
    """Where the options begin; the letters of one family, in order."""
    signs = [option_sign(line) for line in lines]
    for family in _FAMILIES:
        found = _in_family(lines, signs, family, usual)
        if len(found) >= 2:
            return found
    return []


def _in_family(
    lines: Sequence[Line], signs: Sequence[OptionSign | None], family: str, usual: Usual
) -> list[Start]:
    own = [Start(n, 0, sign) for n, sign in enumerate(signs) if sign and sign.family == family]
    if family == "box":
        bullets = ((n, bullet_sign(line)) for n, line in enumerate(lines))
        return [Start(n, 0, sign) for n, sign in bullets if sign and sign.mark in _BOXES]
    if family == "bullet":  # also before a name with its initial: • C. Mác
        marks = {start.sign.mark for start in own}
        bullets = ((n, bullet_sign(line)) for n, line in enumerate(lines))
        found = [Start(n, 0, sign) for n, sign in bullets if sign and sign.mark in marks]
        return _behind_question(lines, found)
    if family == "digit":
        return _likely_run(own, usual, "1")
    run = relettered(lines, _likely_run(in_turn(lines, own), usual))
    if not run or run[0].sign.letter != "A":
        run = with_first(lines, run, family)
    run = mended(lines, signs, run, usual.count)
    if not run or run[0].sign.letter != "A":
        return []
    found = inside_lines(lines, run, family, usual.count)
    if len(more := mended(lines, signs, found, usual.count)) > len(found):
        found = inside_lines(lines, more, family, usual.count)  # c-2012, below a- 2014  b- 2015
    return in_order(lines, found)


def _behind_question(lines: Sequence[Line], found: list[Start]) -> list[Start]:
    """The bullets below a line among them that asks: those above list what it asks about."""
    listed = {start.line for start in found}
    first = found[0].line if found else 0
    asks = [
        n
        for n, line in enumerate(lines)
        if n > first and n not in listed and _ASKS.search(line.text.text)
    ]
    below = [start for start in found if asks and start.line > asks[-1]]
    return below if len(below) > 1 else found


def _likely_run(starts: list[Start], usual: Usual, first: str = "A") -> list[Start]:
    """Of several lists that begin with A, the one that is most like other questions' options.

    Small letters may also list what the question is about, or quote a law behind the options.
    """
    begins = [n for n, start in enumerate(starts) if start.sign.letter == first]
    if not begins:
        return starts
    runs = [starts[n:end] for n, end in pairwise((*begins, len(starts)))]

    def likeness(run: list[Start]) -> tuple[bool, bool, int]:
        same_mark = not usual.mark or run[0].sign.mark == usual.mark
        return len(run) > 1, same_mark, min(len(run), usual.count)

    best = max(map(likeness, runs))
    return next(run for run in runs if likeness(run) == best)
