"""Explanations behind all questions of an exam, and which question each of them is for."""

from collections import Counter
from collections.abc import Sequence

from kit.formats.draft.answers import chosen
from kit.formats.draft.model import Answer, Draft, Entry
from kit.formats.exchange import Remarks, quoted
from kit.formats.paper.model import Block
from kit.formats.rich import plain_text

__all__ = ["give_solutions"]


def give_solutions(drafts: Sequence[Draft], blocks: Sequence[Block], notes: Remarks) -> None:
    """Put each to the question of its number that has none yet; what fits none is told.

    Where numbers begin anew, they go through the parts in order if there are as many as questions
    of that number, and else are for the last part.
    """
    waiting = [*drafts]
    given = Counter(_number(block) for block in blocks)
    asked = Counter(draft.label for draft in drafts)
    for block in blocks:
        number = _number(block)
        fitting = [one for one in waiting if one.label == number]
        fitting = [one for one in fitting if one.hint == block.hint] or fitting
        last = [one for one in fitting if one.series == block.series]
        draft = next(iter((given[number] < asked[number] and last) or fitting), None)
        if draft is None:
            about = Remarks(0, block.place)
            about.lost("strange_lines", text=quoted([line.text.text for line in block.lines]))
            notes.notes += about.notes
            continue
        waiting = [one for one in waiting if one is not draft]
        _solve(draft, block)


def _number(block: Block) -> str:
    return block.label.text if block.label else ""


def _solve(draft: Draft, block: Block) -> None:
    """Add the key that an explanation begins with, and the rest of it."""
    texts = [line.text for line in block.lines]
    labels = [one.label for one in draft.options]
    options = [one.text.text for one in draft.options]
    if texts and chosen(texts[0].text, labels, options):
        draft.answers.append(Answer(texts.pop(0), block.place, listed=True))
    if block.label and block.label.remark:
        texts = [plain_text(block.label.remark), *texts]
    if texts:
        draft.entries.append(Entry("explanation", "", tuple(texts), block.place))
