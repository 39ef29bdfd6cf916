"""The options of one question: where each begins, also several in one line, and what follows them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kit.formats.draft.answers import latin
from kit.formats.paper.line import Line
from kit.formats.paper.signs import OptionSign, option_sign

__all__ = ["Part", "Usual", "parted"]

_FAMILIES = ("upper", "lower", "digit", "bullet")
_STRONG = r"(?:(?<=[\t\n])|(?<=[ \u00a0]{2})|(?<=[ \u00a0]\u00a0))"
_WEAK = r"(?:(?<=[\s.;:?!,…”\"'’)\]]))"
_SHORT = 60


@dataclass(frozen=True)
class Part:
    """A piece of a question: what it is, and its text without letter."""

    kind: str
    """``stem``, ``option``, ``rest`` (behind the options)."""
    line: Line
    """The piece of the line; its text begins with the letter, if it is an option."""
    sign: OptionSign | None = None
    follows: bool = False
    """Whether it goes on from the piece before, in a line of its own."""
    odd: bool = False
    """Whether its letter is missing or out of order."""


@dataclass(frozen=True)
class Usual:
    """What the options of most questions of a document are like."""

    count: int = 4
    mark: str = ""
    """What stands behind their letters."""


@dataclass(frozen=True)
class _Start:
    """Where an option begins."""

    line: int
    at: int
    sign: OptionSign
    odd: bool = False


def parted(lines: Sequence[Line], usual: Usual = Usual()) -> list[Part]:  # noqa: B008
    """The pieces of a question in order."""
    starts = _starts(lines, usual)
    if len(starts) < 2:
        return [Part("stem", line) for line in lines]
    return [*_pieces(lines, starts)]


def _pieces(lines: Sequence[Line], starts: Sequence[_Start]) -> Iterator[Part]:
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
                yield Part("rest" if n > last.line else "option", before, follows=True)
        for at, end in pairwise((*cuts, len(line.text.text))):
            start = begins[n, at]
            piece = replace(line, text=line.text.cut(at, end))
            sign = replace(start.sign, end=start.sign.end - at)
            yield Part("option", piece, sign, odd=start.odd)


def _starts(lines: Sequence[Line], usual: Usual) -> list[_Start]:
    """Where the options begin; the letters of one family, in order."""
    signs = [option_sign(line) for line in lines]
    for family in _FAMILIES:
        found = _in_family(lines, signs, family, usual)
        if len(found) >= 2:
            return found
    return []


def _in_family(
    lines: Sequence[Line], signs: Sequence[OptionSign | None], family: str, usual: Usual
) -> list[_Start]:
    at_starts = [
        _Start(n, 0, sign) for n, sign in enumerate(signs) if sign and sign.family == family
    ]
    if family == "bullet":
        return at_starts
    if family == "digit":
        return _likely_run(at_starts, usual, "1")
    run = _likely_run(at_starts, usual)
    if not run or run[0].sign.letter != "A":
        run = _with_first(lines, run, family)
    return _filled(lines, run, family, usual)


def _likely_run(starts: list[_Start], usual: Usual, first: str = "A") -> list[_Start]:
    """Of several lists that begin with A, the one that is most like other questions' options.

    Small letters may also list what the question is about, or quote a law behind the options.
    """
    begins = [n for n, start in enumerate(starts) if start.sign.letter == first]
    if not begins:
        return starts
    runs = [starts[n:end] for n, end in pairwise((*begins, len(starts)))]

    def likeness(run: list[_Start]) -> tuple[bool, bool, int]:
        same_mark = not usual.mark or run[0].sign.mark == usual.mark
        return len(run) > 1, same_mark, min(len(run), usual.count)

    best = max(map(likeness, runs))
    return next(run for run in runs if likeness(run) == best)


def _with_first(lines: Sequence[Line], run: list[_Start], family: str) -> list[_Start]:
    """The options with an A that stands behind the question in its line."""
    end = run[0].line if run else len(lines)
    letter = "A" if family == "upper" else "a"
    for n in range(end - 1, -1, -1) if run else range(len(lines)):
        text = latin(lines[n].text.text)
        for strength in (_STRONG, _WEAK):
            for found in re.finditer(rf"{strength}[*(\[]?{letter}\s?[.)/:]", text):
                sign = option_sign(lines[n], found.start())
                rest = text[found.end() :]
                next_letter = "B" if family == "upper" else "b"
                inline = re.search(rf"{_WEAK}[*(\[]?{next_letter}\s?[.)/:]", rest)
                if sign and (inline or (run and run[0].sign.letter == "B")):
                    return [_Start(n, found.start(), sign), *run]
    return [] if not run or run[0].sign.letter != "A" else run


def _filled(lines: Sequence[Line], run: list[_Start], family: str, usual: Usual) -> list[_Start]:
    """The options with those found that stand behind another one in its line."""
    found: list[_Start] = []
    inline = False
    for n, start in enumerate(run):
        found.append(start)
        stop = run[n + 1] if n + 1 < len(run) else None
        more = _inside(lines, start, stop, family)
        closes = stop and more and ord(more[-1].sign.letter) == ord(stop.sign.letter) - 1
        if closes or (not stop and _credible(lines, more, len(found), usual, inline)):
            found += more
            inline = inline or bool(more)
    return _in_order(lines, found)


def _inside(lines: Sequence[Line], start: _Start, stop: _Start | None, family: str) -> list[_Start]:
    """The next letters between two options that begin their lines; behind the last, in its line."""
    found: list[_Start] = []
    wanted, limit = ord(start.sign.letter) + 1, ord(stop.sign.letter) if stop else ord("M")
    for row in range(start.line, stop.line if stop else start.line + 1):
        at = start.sign.end if row == start.line else 0
        while wanted < limit:
            letter = chr(wanted) if family == "upper" else chr(wanted).lower()
            hit = _hit(lines[row], letter, start.sign.mark, at)
            if hit is None:
                break
            found.append(_Start(row, hit.at, hit.sign))
            at, wanted = hit.sign.end, wanted + 1
    return found


def _hit(line: Line, letter: str, mark: str, at: int) -> _Start | None:
    """Where the letter stands as an option's, the surest place first."""
    text = latin(line.text.text)
    marks = re.escape(mark) if mark else r"[.)/:]"
    loose = rf"[*(\[✓✔√○●◉☑]?{letter}\s?{marks}"
    for pattern in (_STRONG + loose, _WEAK + loose + r"(?=\s|[^\W_]|[“\"(])"):
        found = re.compile(pattern).search(text, at)
        sign = option_sign(line, found.start()) if found else None
        if found and sign:
            return _Start(0, found.start(), sign)
    return None


def _credible(
    lines: Sequence[Line], found: Sequence[_Start], before: int, usual: Usual, inline: bool
) -> bool:
    """Whether letters behind the last option of a line are options, and not words with a stop."""
    if not found:
        return False
    if all(_is_strong(lines[one.line].text.text, one.at) for one in found):
        return True
    total = before + len(found)
    short = len(lines[found[0].line].text.text) <= 2 * _SHORT
    return total <= max(usual.count, 4) and (inline or len(found) > 1 or (total == 2 and short))


def _is_strong(text: str, at: int) -> bool:
    return text[at - 1] in "\t\n" or text[max(0, at - 2) : at].strip(" \u00a0") == ""


def _in_order(lines: Sequence[Line], found: list[_Start]) -> list[_Start]:
    """The options up to where their letters make no sense; one without its letter is put in."""
    kept: list[_Start] = []
    for start in found:
        position = ord(start.sign.letter) - ord("A")
        if kept and position == len(kept) + 1:
            middle = _between(lines, kept[-1], start)
            if middle is not None:
                letter = chr(ord("A") + len(kept))
                sign = replace(start.sign, letter=letter, end=0, ticked=False, mark="")
                kept.append(_Start(middle, 0, sign, odd=True))
        kept.append(start if position == len(kept) else replace(start, odd=True))
    return kept


def _between(lines: Sequence[Line], before: _Start, behind: _Start) -> int | None:
    """The one line between two options, if it may be the one that lost its letter."""
    rows = range(before.line + 1, behind.line)
    if len(rows) != 1 or lines[rows[0]].text.text[:1].islower():
        return None
    return rows[0]
