"""Options out of the pieces of a question, and the signs that somebody typed to them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.model import Option
from kit.formats.paper.letters import is_whole
from kit.formats.paper.options import Part
from kit.formats.paper.ticks import judged_each, ticked
from kit.formats.rich import Rich, joined

__all__ = ["options_in", "ticked_options"]


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
        text = _without_second(part.line.text.cut(sign.end).strip(), label)
        letter = part.line.text.cut(0, sign.end)
        options.append(Option(label, text, part.line.place, letter, sign.ticked))
    if len({one.label for one in options}) < len(options):
        for n, one in enumerate(options):  # by position, where a letter stands twice
            one.label = one.label and chr(ord("A") + n)
    elif is_whole([one.label for one in options]):
        options.sort(key=lambda one: one.label)
    return options


def _without_second(text: Rich, label: str) -> Rich:
    """The text without its letter, where an automatic and a typed one stand together."""
    found = re.match(rf"{label}[.)]\s+", text.text) if label else None
    return text.cut(found.end()) if found else text


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
