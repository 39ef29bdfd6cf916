"""Options out of the pieces of a question, and the signs that somebody typed to them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.looks import looks_of
from kit.formats.draft.model import Draft, Option
from kit.formats.paper.letters import is_whole
from kit.formats.paper.options import Part
from kit.formats.paper.ticks import judged_each, ticked
from kit.formats.rich import joined

__all__ = [
    "evident", "filler_in", "hides_letter", "options_in", "ticked_options", "without_bullets",
]  # fmt: skip

_AGAIN = re.compile(r"[.:;,)/]\s*(?=[^\W_]|[“\"(])")
"""What stands behind a letter and its mark, and is no part of a text."""
_DASH = re.compile(r"[-–—]\s+|[-–—](?=[^\W\d])")
_BULLETS = frozenset("-–—•+*")
_SURNAME = (
    "(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Hà|Trường|Tôn|Đoàn"
    "|Tạ|Mai|Cao|Đinh|Trịnh|Lưu|Văn|Tô|Chu|Đào|Lương|Thái|Hứa|Kim|Châu|Nông|Lâm|Vương|Từ|Đồng)"
)
"""No Vietnamese name has an initial before it."""
_FILLER = re.compile(r"[-–—_.…\s]+")
_INITIAL = re.compile(
    r"[A-H]\.(?:\s?[A-ZĐ]\.)*\s?(?!"
    + _SURNAME
    + r"\s[A-ZĐÀ-Ỹ])[A-ZĐÀ-Ỹ][\w-]+(?:\s[A-ZĐÀ-Ỹ][\w-]+){0,2}(?:\s(?:và|,)\s.*)?\W*"
)
"""A name with its initial."""


def options_in(parts: Sequence[Part]) -> list[Option]:
    """The options among the pieces of a question."""
    options: list[Option] = []
    for part in parts:
        if part.kind != "option":
            continue
        if part.sign is None:
            options[-1].text = joined((options[-1].text, part.line.text))
            continue
        sign = part.sign
        label = sign.letter if sign.family in ("upper", "lower") else ""
        text = part.line.text.cut(sign.end).strip()
        letter = part.line.text.cut(0, sign.end)
        options.append(Option(label, text, part.line.place, letter, sign.ticked))
    _cut_marks(options)
    _cut_second(options)
    _cut_dashes(options)
    if len({one.label for one in options}) < len(options):
        for n, one in enumerate(options):  # by position, where a letter stands twice
            one.label = one.label and chr(ord("A") + n)
    elif is_whole([one.label for one in options]):
        options.sort(key=lambda one: one.label)
    return options


def _cut_marks(options: Sequence[Option]) -> None:
    """Take away a mark that was typed twice: *B.. Hà Nội*, *B. . Hà Nội*."""
    for one in options:
        if one.label and (again := _AGAIN.match(one.text.text)):
            one.text = one.text.cut(again.end())


def _cut_second(options: Sequence[Option]) -> None:
    """Take the typed letters away where automatic ones stand before all of them.

    Where only one option has a second letter it is a name's: *C. C. Mác*.
    """
    found = [one.label and re.match(rf"{one.label}[.)]\s+", one.text.text) for one in options]
    for one, second in zip(options, found, strict=True):
        if second and all(found):
            one.text = one.text.cut(second.end())


def _cut_dashes(options: Sequence[Option]) -> None:
    """Take away dashes that all options have behind their letters: *a/- Hà Nội*."""
    numbers = all(re.match(r"[-–—]\s*\d", one.text.text) for one in options)
    if numbers and not all(one.sign.text.endswith("/") for one in options):
        return  # A. - 5%: below zero
    found = [one.label and _DASH.match(one.text.text) for one in options]
    for one, dash in zip(options, found, strict=True):
        if dash and all(found):
            one.text = one.text.cut(dash.end())


def filler_in(options: Sequence[Option]) -> str:
    """The dash or dots that an option is alone, so that its text may be missing; "" for none, or
    where others are signs, too."""
    bare = [one.text.text for one in options if not re.search(r"\w", one.text.text)]
    return bare[0] if len(bare) == 1 and _FILLER.fullmatch(bare[0]) else ""


def without_bullets(options: Sequence[Option]) -> list[Option]:
    """The options without a bullet that all of them have right before their texts: *-Hà Nội*."""
    firsts = {one.text.text[:1] for one in options}
    below_zero = any(re.match(r"[-–+]\s?\d", one.text.text) for one in options)
    if len(firsts) > 1 or not firsts <= _BULLETS or below_zero:
        return [*options]
    return [replace(one, text=one.text.cut(1).strip()) for one in options]


def hides_letter(options: Sequence[Option], usual: int) -> bool:
    """Whether the next letter stands inside an option, where there are fewer than ``usual``; or an
    option begins with its letter once more, and that is no initial (*C. C. Mác*)."""
    for n, one in enumerate(one for one in options if one.label):
        text, upper = one.text.text, one.sign.text.strip(" *([")[:1].isupper()
        own, following = (chr(ord("A" if upper else "a") + place) for place in (n, n + 1))
        alone = rf"|{following}\s" if upper else ""
        inside = re.search(rf"(?:^|[\s.;,])(?:(?i:{following})\s?[.):/]{alone})\s*\S", text)
        again = re.match(rf"{own}\s?[.):/]\s*\S", text)
        if (inside and len(options) < usual) or (again and not _INITIAL.fullmatch(text)):
            return True
    return False


def ticked_options(options: list[Option], judged: bool = False) -> list[Option]:
    """The options without typed signs; a sign that all of them have is part of the text."""
    each = judged_each([one.text for one in options])
    if each and (judged or any(one.wrong for one in each) or _all_small(options)):
        return [
            replace(one, text=end.text, ticked=end.right, crossed=end.wrong)
            for one, end in zip(options, each, strict=True)
        ]
    ends = [ticked(one.text, judged) for one in options]
    if all(one.right for one in ends) and not judged:
        return options
    if judged and not all(one.right or one.wrong for one in ends):
        ends = [ticked(one.text) for one in options]
    return [
        replace(
            one, text=end.text, ticked=one.ticked or end.right, crossed=one.crossed or end.wrong
        )
        for one, end in zip(options, ends, strict=True)
    ]


def _all_small(options: Sequence[Option]) -> bool:
    """Whether they are a), b), c), d), as statements are."""
    return bool(options) and all(one.sign.text.strip(" ([")[:1].islower() for one in options)


def evident(options: Sequence[Option], draft: Draft) -> bool:
    """Whether something says that list entries are options: a key, a tick, a look."""
    if draft.answers or any(one.ticked for one in ticked_options([*options])):
        return True
    return any(len(places) == 1 for places in looks_of(options).values())
