"""Keys that count the options from 0, as programs do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kit.formats.draft.answers import truth
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
    found = [_Key(draft, n) for draft in drafts for n in _counting(draft)]
    for head in dict.fromkeys(key.answer.from_zero for key in found):
        mine = [key for key in found if key.answer.from_zero is head]
        zero = _from_zero([key for key in mine if key.sure and not key.judges], head)
        first = True
        for key in mine:
            if zero and max(key.numbers) < len(key.draft.options):
                _put_letters(key, _code(key, first=first))
                first = False
            elif zero is not False and key.sure:
                text = key.answer.text.text.strip()
                remark_at(key.draft, key.answer.place, Fate.LOST, "key_from_where", answer=text)


def _code(key: "_Key", *, first: bool) -> str:
    """What is to be told of a key for which a letter is put; "" for nothing."""
    return "key_from_zero" if first else "" if key.sure and not key.judges else "key_counted"


@dataclass(frozen=True)
class _Key:
    """A key of numbers."""

    draft: Draft
    n: int
    """Which of the draft's answers it is."""

    @property
    def answer(self) -> Answer:
        """The key as it stands there."""
        return self.draft.answers[self.n]

    @property
    def numbers(self) -> list[int]:
        """Its numbers."""
        return [int(one) for one in re.findall(r"\d+", self.answer.text.text)]

    @property
    def sure(self) -> bool:
        """Whether it can only count the options, as none of them says so."""
        texts = {fold(option.text.text) for option in self.draft.options}
        return fold(self.answer.text.text.strip(" .()")) not in texts

    @property
    def judges(self) -> bool:
        """Whether the options are *Đúng* and *Sai*: 1 and 0 may stand for these words."""
        return all(truth(option.text.text) is not None for option in self.draft.options)


def _counting(draft: Draft) -> Iterator[int]:
    """Which of the answers are numbers that may count the options."""
    if draft.own or len(draft.options) < 2:
        return
    for n, answer in enumerate(draft.answers):
        if _NUMBERS.fullmatch(answer.text.text):
            yield n


def _from_zero(keys: Sequence[_Key], head: bool | None) -> bool | None:
    """Whether these keys count from 0; ``None`` if nobody can know."""
    if head is not None:
        return head
    numbers = [(key.draft, number) for key in keys for number in key.numbers]
    zeros = sum(not number for _, number in numbers)
    last = sum(number == len(draft.options) for draft, number in numbers)
    if not zeros or zeros * _SLIP < last:
        return False
    return None if last * _SLIP >= zeros or zeros * 4 * _SLIP < len(numbers) else True


def _put_letters(key: _Key, code: str) -> None:
    """Put letters for a key, and tell it by that ``code``, if any."""
    options, answer = key.draft.options, key.answer
    labels = ", ".join(options[n].label or chr(ord("A") + n) for n in key.numbers)
    key.draft.answers[key.n] = replace(answer, text=plain_text(labels))
    if code:
        about = {"answer": answer.text.text.strip(), "right": labels}
        remark_at(key.draft, answer.place, Fate.TOLD, code, **about)
