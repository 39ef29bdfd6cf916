"""Keys that count the options from 0, as programs do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.formats.draft.model import Answer, Draft, remark_at
from kit.formats.exchange import Fate
from kit.formats.rich import plain_text
from kit.text import fold

__all__ = ["count_from_one", "said_by_head"]

_NUMBERS = re.compile(r"\W*\d{1,2}(?:\s*[,;&+]\s*\d{1,2})*\W*")
_FROM = (
    r"(?<![\d,.]){0}\s*(?:[-–—]|đến|tới|to)\s*[2-9](?!\d)"
    r"|(?<![\d,.]){0}\s*(?P<sign{0}>[,/])\s*{1}\s*(?P=sign{0})|(?:từ|from)\s+{0}(?!\d)"
    r"|(?<!\d){0}\s*=\s*a"
)
_FROM_ZERO, _FROM_ONE = (re.compile(_FROM.format(n, n + 1), re.IGNORECASE) for n in (0, 1))
_SLIP = 5
"""One sign against so many is a slip."""


def said_by_head(head: str) -> bool | None:
    """Whether a head says that its keys count from 0: *Đáp án đúng (0-3)*; ``None`` if it says
    nothing."""
    return True if _FROM_ZERO.search(head) else False if _FROM_ONE.search(head) else None


def count_from_one(drafts: Sequence[Draft]) -> None:
    """Put letters for keys that count from 0; tell it, and where nobody can know."""
    found = [(draft, n) for draft in drafts for n in _counting(draft)]
    kinds = {draft.answers[n].from_zero for draft, n in found}
    for head in kinds:
        mine = [(draft, n) for draft, n in found if draft.answers[n].from_zero is head]
        zero = _from_zero([(draft, draft.answers[n]) for draft, n in mine], head)
        for k, (draft, n) in enumerate(mine):
            if zero:
                _put_letters(draft, n, first=k == 0)
            elif zero is None:
                answer = draft.answers[n]
                text = answer.text.text.strip()
                remark_at(draft, answer.place, Fate.LOST, "key_from_where", answer=text)


def _counting(draft: Draft) -> Iterator[int]:
    """Which of the answers are numbers that can only count the options."""
    texts = {fold(option.text.text) for option in draft.options}
    if draft.own or len(draft.options) < 2:
        return
    for n, answer in enumerate(draft.answers):
        text = answer.text.text
        if _NUMBERS.fullmatch(text) and fold(text.strip(" .()")) not in texts:
            yield n


def _from_zero(keys: Sequence[tuple[Draft, Answer]], head: bool | None) -> bool | None:
    """Whether these keys count from 0; ``None`` if nobody can know."""
    if head is not None:
        return head
    numbers = [(draft, number) for draft, answer in keys for number in _numbers(answer)]
    zeros = sum(not number for _, number in numbers)
    beyond = sum(number >= len(draft.options) for draft, number in numbers)
    if not zeros or zeros * _SLIP < beyond:
        return False
    if beyond * _SLIP >= zeros or zeros * 4 * _SLIP < len(numbers):
        return None
    return not beyond or None


def _numbers(answer: Answer) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", answer.text.text)]


def _put_letters(draft: Draft, n: int, *, first: bool) -> None:
    answer = draft.answers[n]
    numbers = _numbers(answer)
    if any(number >= len(draft.options) for number in numbers):
        return
    labels = [draft.options[number].label or chr(ord("A") + number) for number in numbers]
    draft.answers[n] = replace(answer, text=plain_text(", ".join(labels)))
    if first:
        about = {"answer": answer.text.text.strip(), "right": ", ".join(labels)}
        remark_at(draft, answer.place, Fate.TOLD, "key_from_zero", **about)
