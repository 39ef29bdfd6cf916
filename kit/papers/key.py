"""What is right, as it is written on the paper of one code."""

from kit.kinds.cloze import Cloze, Gap
from kit.kinds.set import SetItem
from kit.kinds.text import TextItem
from kit.model import Item
from kit.papers.layout import Question
from kit.papers.reading import written
from kit.papers.texts import gaps_of
from kit.wording import Language, t


def key_of(question: Question, item: Item | None = None, lang: Language = "vi") -> str:
    """The key of a question: letters in the order of its paper, or every wording that is right.

    ``item`` is the question with the key it is scored by, if that was mended after printing.
    Empty for what no machine scores.
    """
    one = item or question.item
    if one.scored != "machine":
        return ""
    match one:
        case TextItem():
            return " / ".join(one.accept)
        case SetItem():
            said = "; ".join(" / ".join(wordings) for wordings in one.accept)
            some = one.count < len(one.accept)
            return f"{t('paper.key_any', lang, count=one.count)} {said}" if some else said
        case Cloze():
            ids = [part["gap"] for part in gaps_of(question.show)]
            return " ".join(f"({n}) {_gap(one.gaps[id])}" for n, id in enumerate(ids, 1))
        case _ if question.form == "words":
            return f"{one.key_text(lang)}{_within(str(getattr(one, 'tolerance', 0)))}"
        case _:
            return written(question, one.right(), lang)


def _gap(gap: Gap) -> str:
    if gap.accept:
        return " / ".join(gap.accept)
    return f"{gap.shown_key()}{_within(str(gap.tolerance))}"


def _within(tolerance: str) -> str:
    """How far off still counts; nothing where only the number itself does."""
    return f" (± {tolerance.replace('.', ',')})" if tolerance.strip("0.") else ""
