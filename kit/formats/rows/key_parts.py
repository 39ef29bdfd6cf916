"""Which question of a workbook each entry of its lists of keys is for: parts in their order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise

from kit.formats.draft.answers import latin
from kit.formats.draft.looks import looks_of
from kit.formats.draft.model import Answer, Draft, Entry
from kit.formats.exchange import Remarks, some
from kit.formats.paper.keys import Keyed
from kit.formats.rich import plain_text

__all__ = ["count_on", "give_listed"]

_LETTERS = re.compile(r"\W*[A-H](?:\W*[A-H])*\W*", re.IGNORECASE)
_FIRST = 3
"""Numbers begin anew with 1, or soon behind it where the first of them are missing."""


def count_on(drafts: Sequence[Draft]) -> None:
    """Give questions without a number those that are missing there, if they are as many."""
    last, waiting = 0, list[Draft]()
    for draft in (*drafts, None):
        if draft and not draft.label:
            waiting.append(draft)
            continue
        number = _number(draft) if draft else 0
        if number <= last or number == last + len(waiting) + 1:
            for n, one in enumerate(waiting, last + 1):
                one.label = str(n)
        last, waiting = number, []


def give_listed(drafts: Sequence[Draft], keys: Sequence[Keyed], remarks: Remarks) -> None:
    """Put every entry to its question; what fits none is told.

    Where numbers begin anew in the questions and as often in a list, its parts are for theirs in
    order. A number that stands twice in a part of the list may be a slip: its question gets both
    keys, which agree or are told. One that several questions have is for nobody.
    """
    unused: list[Keyed] = []
    for asked, entries in _lists(drafts, keys):
        for part, own in _paired(asked, entries):
            unused += _give(part, own)
    if unused:
        left = [f"{key.number}-{key.value}" for key in unused]
        remarks.lost("keys_left", keys=some(left, 20))


def _lists(
    drafts: Sequence[Draft], keys: Sequence[Keyed]
) -> Iterator[tuple[Sequence[Draft], Sequence[Keyed]]]:
    """The questions of each list: those since the list before, if each of them stands behind
    its own; else all of them for all lists together."""
    lists = [(after, [*run]) for after, run in groupby(keys, lambda key: key.after)]
    ends = [0, *(min(after, len(drafts)) for after, _ in lists)]
    behind = ends[-1] == len(drafts) and all(end > begin for begin, end in pairwise(ends))
    if len(lists) > 1 and behind:
        for (begin, end), (_, run) in zip(pairwise(ends), lists, strict=True):
            yield drafts[begin:end], run
    elif keys:
        yield drafts, keys


def _paired(
    drafts: Sequence[Draft], entries: Sequence[Keyed]
) -> Sequence[tuple[Sequence[Draft], Sequence[Keyed]]]:
    """Parts of the questions with those of the list; all in one where nobody knows the parts."""
    parts = [drafts[begin:end] for begin, end in _parts([_number(one) for one in drafts])]
    runs = [entries[begin:end] for begin, end in _parts([key.number for key in entries])]
    wanting = [part for part in parts if _wants(part, entries)]
    for some_parts in (parts, wanting):
        if len(some_parts) == len(runs) and _fit(some_parts, runs):
            return [*zip(some_parts, runs, strict=True)]
    return [(wanting[0] if len(wanting) == 1 else drafts, entries)]


def _parts(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Begin and end of each run of numbers: they fall to one of the first and count on from it."""
    begins = [0]
    for n in range(1, len(numbers)):
        before, number, *behind = numbers[n - 1 : n + 2]
        far = number <= _FIRST < before
        falls = far or number == 1 < before
        # Right behind may stand a slip; a lone 2 between 11 and 13 is one itself.
        most = 3 if far and number == 1 else number + 1
        if falls and all(number + (not far) <= one <= most for one in behind):
            begins.append(n)
    return pairwise((*begins, len(numbers)))


def _number(draft: Draft) -> int:
    return int(draft.label) if draft.label.isdecimal() else 0


def _wants(part: Sequence[Draft], entries: Sequence[Keyed]) -> bool:
    """Whether most questions of a part have no key of their own, and may have one of the list."""
    letters = all(_LETTERS.fullmatch(latin(key.value)) for key in entries)
    wanting = [one for one in part if not _has_key(one) and (one.options or not letters)]
    return 2 * len(wanting) > len(part)


def _has_key(draft: Draft) -> bool:
    ticked = any(one.ticked for one in draft.options)
    return ticked or any(one.text for one in draft.answers) or bool(looks_of(draft.options))


def _fit(parts: Sequence[Sequence[Draft]], runs: Sequence[Sequence[Keyed]]) -> bool:
    """Whether the numbers of no two runs are more like those of each other's parts."""
    asked = [{_number(one) for one in part} for part in parts]
    given = [{key.number for key in run} for run in runs]
    odd = [[len(numbers ^ others) for others in asked] for numbers in given]
    pairs = combinations(range(len(runs)), 2)
    return all(odd[n][n] + odd[m][m] <= odd[n][m] + odd[m][n] for n, m in pairs)


def _give(drafts: Sequence[Draft], entries: Sequence[Keyed]) -> list[Keyed]:
    """Put the keys to the questions that alone have their numbers; the others are left."""
    count = Counter(one.label for one in drafts)
    of = {one.label: one for one in drafts}
    left = []
    for key in entries:
        label = str(key.number)
        if count[label] != 1:
            left.append(key)
            continue
        of[label].answers.append(Answer(plain_text(key.value), key.place, listed=True))
        if key.reason:
            of[label].entries.append(Entry("explanation", "", (key.reason,), key.place))
    return left
