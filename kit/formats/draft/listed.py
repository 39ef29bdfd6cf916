"""What a list and its key are: statements to judge, two columns to pair, or steps in order."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.answers import by_letter, truths
from kit.formats.draft.lists import order_of, paired
from kit.formats.draft.model import Answer, Draft
from kit.formats.draft.own_in import options_of
from kit.formats.draft.texts import option_text
from kit.formats.exchange import Data, LeftOut

__all__ = ["in_order", "is_cluster", "one_right", "pairs_of"]

_ASKS = re.compile(r"\?\W*$|\b(?:nào|gì|ai|đâu|mấy|bao nhiêu|là)\W*$", re.IGNORECASE)
"""A question that one of its options answers."""
_ORDERS = re.compile(
    r"\b(?:sắp\s+)?xếp\b(?!\s+(?:loại|hạng))|\bthứ tự\b|\btrình tự\b", re.IGNORECASE
)

_PAIR = 2
_ENOUGH = 5
"""Questions that show what is usual."""
_MOST = 0.7


def pairs_of(draft: Draft) -> Data:
    """Both lists of a matching question, paired by its key."""
    said = " ".join(answer.text.text for answer in draft.answers).strip()
    if not said:
        raise LeftOut("no_pairs")
    left, right = options_of(draft), [option_text(one, draft) for one in draft.right]
    labels = [one.label for one in draft.options], [one.label for one in draft.right]
    found = paired(said, *labels)
    if found is None:
        raise LeftOut("unclear_pairs", answer=said[:60])
    if len(set(left)) < len(left):
        raise LeftOut("left_twice", texts=", ".join(left))
    of = dict(zip(labels[1], right, strict=True))
    extra = [text for label, text in of.items() if label not in found.values()]
    draft.answers = []
    pairs = {text: of[found[label]] for label, text in zip(labels[0], left, strict=True)}
    return {"pairs": pairs, **({"extra": extra} if extra else {})}


def in_order(draft: Draft) -> list[str]:
    """The options in the order of the key, if that is what the question asks for."""
    said = [answer.text.text for answer in draft.answers if answer.text]
    places = order_of(said[0], len(draft.options)) if len(said) == 1 else None
    if places is None:
        return []
    asks = _ORDERS.search(" ".join(part.text for part in draft.stem))
    as_given = list(places) == sorted(places)
    if not asks and as_given:
        return []  # all of them are right
    texts = options_of(draft)
    ends = {"first": texts[places[0]][:40], "last": texts[places[-1]][:40]}
    if as_given:
        draft.remarks.lost("order_as_given", **ends)
    else:
        draft.remarks.told("read_as_order", **ends)
    draft.answers = []
    return [texts[place] for place in places]


def one_right(drafts: Sequence[Draft]) -> bool:
    """Whether most questions that say of each option whether it is right have one that is."""
    judged = [one for one in drafts if len(one.options) > _PAIR and _judged(one)]
    alone = sum(_rights(one) == 1 for one in judged)
    return len(judged) >= _ENOUGH and alone >= _MOST * len(judged)


def _judged(draft: Draft) -> bool:
    return all(one.ticked or one.crossed for one in draft.options)


def _rights(draft: Draft) -> int:
    return sum(one.ticked for one in draft.options)


def is_cluster(draft: Draft, choices: bool = False) -> bool:
    """Statements of which each is right or wrong; ``choices`` says that the other questions
    which judge each option have one right."""
    said = " ".join(answer.text.text for answer in draft.answers)
    if said and truths(said, len(draft.options)) is not None:
        return True
    if not said.strip() and _explained_truths(draft):
        return True
    judged = _judged(draft)
    if draft.hint == "cluster" or not judged or said.strip():
        return draft.hint == "cluster" and judged
    small = all(one.sign.text.strip(" ([")[:1].islower() for one in draft.options)
    asks = _ASKS.search(" ".join(part.text for part in draft.stem).strip())
    # A. Huế (S) B. Hà Nội (Đ) after a question: one option is right.
    return (_rights(draft) != 1 and not choices) or (small and not asks)


def _explained_truths(draft: Draft) -> bool:
    """Whether an explanation says of each statement what it is (*a đúng, b sai*); it is the key."""
    for entry in draft.entries:
        for n, text in enumerate(entry.text if entry.name == "explanation" else ()):
            if by_letter(text.text, len(draft.options)) is not None:
                draft.answers = [Answer(text, entry.place)]
                rest = (*entry.text[:n], *entry.text[n + 1 :])
                draft.entries[draft.entries.index(entry)] = replace(entry, text=rest)
                return True
    return False
