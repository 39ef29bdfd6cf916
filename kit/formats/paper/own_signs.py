"""Signs of an author's own: what just one option of nearly every question has is its key."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.formats.draft.answers import latin
from kit.formats.draft.looks import looks_of
from kit.formats.draft.model import Draft
from kit.formats.exchange import Remarks
from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.rich import joined, plain_text

__all__ = ["signs_behind", "signs_first"]

_BOX = r"[\[(]\s*[xv*+đs✓✔√]?\s*[\])]"
_FIRST = re.compile(
    rf"\s*(?P<sign>{_BOX}|[=-]+>|>{{1,3}}|[^\w\s.,;:?!\"'“”‘’()\[\]<>]{{1,3}}|[xvđs](?:\s*[.)]|(?=\s)))?"
    r"\s*(?P<letter>[A-H])(?P<mark>\s*[.)/:])(?=\s*\S)",
    re.IGNORECASE,
)
"""*#A. …*, *=> A. …*, *x a) …*, *[ ] B. …*"""
_LAST = re.compile(
    r"(?P<sign>\s*[^\w\s.,;:?!\"'“”‘’()\[\]%…»°§+*/–-]{1,3}|\s+[xv]|\s*/{2,3}"
    r"|\s*[\[(<]\s*[^()\[\]<>\n]{1,14}\s*[\])>]"
    r"|\s*(?:[=-]{0,3}>|→|⇒|[–/-])\s*(?:đúng|đ|đáp án(?: đúng)?|đa|đ/a)|\s*<[=-]{1,3})"
    r"\s*[.;]?\s*$",
    re.IGNORECASE,
)
"""*… #*, *… -> ĐÚNG*, *… (Đ/A)*"""
_NOT_RIGHT = frozenset(("[]", "()", "☐", "□", "○", "◯", "✗", "✘", "✕", "s", "s.", "[s]", "(s)"))
"""A box without a tick, and what says that an option is wrong."""
_KNOWN = frozenset(("*", "[x]", "(x)", "☑", "☒", "✓", "✔", "√", "[✓]", "[✔]"))
"""Everybody's ticks."""
_FEWEST, _MOST = 3, 0.6
"""Questions, and the share of all, that have such a sign at one option."""


def signs_first(
    parts: Sequence[Line | KeyTable | Ready], remarks: Remarks
) -> list[Line | KeyTable | Ready]:
    """The lines with ``*`` for a sign before letters that just one option of each question has."""
    hits = [
        _FIRST.match(latin(part.text.text[:24]) + part.text.text[24:])
        if isinstance(part, Line) and not part.role
        else None
        for part in parts
    ]
    runs = [*_runs(hits)]
    right, wrong = _of_runs(hits, runs)
    if not right:
        return [*parts]
    found = [*parts]
    if right not in _KNOWN:
        count = sum(_said(hit) == right for run in runs for n in run if (hit := hits[n]))
        remarks.told("own_sign_first", sign=right, count=count)
    for n in (row for run in runs for row in run):
        hit, line = hits[n], parts[n]
        sign = _said(hit) if hit else ""
        if hit and isinstance(line, Line) and sign and sign in (right, wrong):
            text = line.text.cut(hit.start("letter"))
            star = (plain_text("*"),) if sign == right else ()
            found[n] = replace(line, text=joined((*star, text)), left=0)
    return found


def _said(hit: re.Match[str]) -> str:
    return "".join((hit["sign"] or "").casefold().split())


def _runs(hits: Sequence[re.Match[str] | None]) -> Iterator[list[int]]:
    """The rows of options that follow each other, from an A on."""
    run: list[int] = []
    for n, hit in enumerate(hits):
        letter = hit["letter"].upper() if hit else ""
        if run and hit and letter == chr(ord("A") + len(run)):
            run.append(n)
            continue
        if len(run) > 1:
            yield run
        run = [n] if letter == "A" else []
    if len(run) > 1:
        yield run


def _of_runs(hits: Sequence[re.Match[str] | None], runs: Sequence[list[int]]) -> tuple[str, str]:
    """The sign of right options, and that of all others if there is one; "" for none."""
    said = [[_said(hit) for n in run if (hit := hits[n])] for run in runs]
    single = _alone(said)
    found = []
    for right, count in single.items():
        shown = [signs for signs in said if right in signs]
        others = {sign for signs in shown for sign in signs if sign != right}
        enough = count >= max(_FEWEST, _MOST * len(runs)) and count == len(shown)
        if enough and len(others) == 1:
            found.append((right, others.pop()))
    # Of two options with a sign each nobody knows which one is meant.
    return found[0] if len(found) == 1 else ("", "")


def _alone(said: Sequence[Sequence[str]]) -> Counter[str]:
    """Signs that may mean *right* → how many questions have them at just one option."""
    return Counter(
        sign
        for signs in said
        for sign in dict.fromkeys(signs)
        if sign and sign not in _NOT_RIGHT and signs.count(sign) == 1
    )


def signs_behind(drafts: Sequence[Draft], remarks: Remarks) -> None:
    """Tick the options that end with a sign which just one option of each question has.

    Only where nothing else tells the key of most questions.
    """
    asked = [one for one in drafts if len(one.options) > 1 and not one.right and not one.own]
    open_ = [one for one in asked if not one.answers and not _is_marked(one)]
    ends = [[_LAST.search(option.text.text) for option in one.options] for one in open_]
    said = [["".join(end["sign"].casefold().split()) if end else "" for end in row] for row in ends]
    single = _alone(said)
    enough = [one for one in single.items() if one[1] >= max(_FEWEST, _MOST * len(asked))]
    if len(enough) != 1:
        return
    ((sign, count),) = enough
    for draft, row, hits in zip(open_, said, ends, strict=True):
        if row.count(sign) == 1 and (end := hits[at := row.index(sign)]):
            option = draft.options[at]
            draft.options[at] = replace(option, text=option.text.cut(0, end.start()), ticked=True)
    remarks.told("own_sign", sign=sign, count=count)


def _is_marked(draft: Draft) -> bool:
    return any(one.ticked for one in draft.options) or bool(looks_of(draft.options))
