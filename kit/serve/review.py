"""A learner's result as the review rules let it be seen at one moment."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from kit.amendments import AmendedBank, Drop, amended_bank, read_rulings
from kit.answers import Answers, Unreadable, read
from kit.bank import load_kept
from kit.clock import spoken
from kit.drawing import Slot
from kit.gradebook.results import ItemResult, Result, results
from kit.markdown import block
from kit.model import Citation, Item, Quiz, Response, ReviewPart, is_blank
from kit.papers import lay_out
from kit.printings import known_printings
from kit.serve.own_answer import own_answer
from kit.sources import source_names
from kit.wording import t
from kit.workspace import State, Workspace


@dataclass(frozen=True)
class ShownItem:
    """One item of a review; empty strings for what may not be seen."""

    number: int
    stem: str
    score: float | None
    max: float
    outcome: str
    """``right``, ``partial``, ``wrong``, ``blank``, ``manual``, ``unscored``, ``dropped``."""
    answer: str = ""
    """The learner's own answer, in words, as HTML."""
    right: str = ""
    explanation: str = ""
    citations: tuple[str, ...] = ()
    note: str = ""
    """What has to be said: that its words come from the press, or that it was dropped."""


@dataclass(frozen=True)
class Shown:
    """Everything the result page may say."""

    title: str
    state: State
    handed_in: str
    graded: bool
    """Whether the gradebook has this result; until then nothing of it is shown."""
    total: float | None = None
    max: float = 0
    passed: bool | None = None
    waiting: bool = False
    """A person still has to score a part, so the total may grow."""
    closes: datetime | None = None
    parts: frozenset[ReviewPart] = frozenset()
    items: tuple[ShownItem, ...] = field(default=())


def shown(workspace: Workspace, learner: str, quiz: str, now: datetime) -> Shown:
    """What ``learner`` may see of ``quiz`` at ``now``.

    The score comes from the gradebook, the key from the version of the bank that was answered, or
    from a later one by which it is scored. Raises ``UserError`` for a quiz that is not built,
    ``Problems`` if that version is missing or cannot be read, and ``Unreadable`` for rulings.
    """
    state = workspace.state(quiz, learner, now)
    answers = _answers(workspace, learner, quiz)
    amended = _bank(workspace, quiz, answers.version if answers else "")
    bank = amended.asked
    parts = workspace.review(quiz, learner, now) if answers else frozenset()
    stamp = answers.handed_in if answers else None
    handed_in = spoken(datetime.fromisoformat(stamp)) if stamp else ""
    result = results(workspace.path, learner, quiz) if answers else None
    closes = workspace.plan(quiz).closes
    if answers is None or result is None or "score" not in parts:
        graded = result is not None
        return Shown(bank.title, state, handed_in, graded, closes=closes)
    told = parts & {"right", "explanation"}
    return Shown(
        bank.title,
        state,
        handed_in,
        True,
        total=result.total,
        max=result.max,
        passed=_passed(bank, result),
        waiting=result.needs_manual,
        closes=closes,
        parts=parts,
        # Whether one's own answer is right tells the key of that item, so it waits for the key.
        items=_items(amended, workspace, learner, answers, result, parts) if told else (),
    )


def _answers(workspace: Workspace, learner: str, quiz: str) -> Answers | None:
    try:
        return read(workspace.submitted(learner, quiz) / "answers.json")
    except Unreadable:
        return None


def _bank(workspace: Workspace, quiz: str, version: str) -> AmendedBank:
    """The bank as it was answered, or as it is released, and as it is scored."""
    # The version stands in the learner's file: it must not lead elsewhere.
    name = re.sub(r"\W", "_", version) or workspace.booklet(quiz)["version"]
    rulings = read_rulings(workspace, quiz)
    return amended_bank(rulings, name, lambda one: load_kept(workspace.bank_file(quiz, one)))


def _passed(bank: Quiz, result: Result) -> bool | None:
    mark = bank.settings.pass_mark
    if mark is None or not result.max:
        return None
    return result.total >= mark * result.max - 1e-9


def _items(
    bank: AmendedBank,
    workspace: Workspace,
    learner: str,
    answers: Answers,
    result: Result,
    parts: frozenset[ReviewPart],
) -> tuple[ShownItem, ...]:
    lines = {line.slot: line for line in result.items}
    responses, reader = answers.responses(), _Reader(workspace)
    paper = _paper(workspace, learner, bank.asked, answers.paper)
    return tuple(
        _item(
            number,
            slot,
            bank.scored.item(slot.item),
            bank.dropped.get(slot.item),
            not answers.draw or slot.item in answers.draw,
            lines.get(slot.id),
            responses.get(slot.item),
            parts,
            reader,
        )
        for number, slot in enumerate(paper, start=1)
    )


def _item(
    number: int,
    slot: Slot,
    item: Item,
    dropped: Drop | None,
    seen: bool,
    line: ItemResult | None,
    response: Response,
    parts: frozenset[ReviewPart],
    reader: "_Reader",
) -> ShownItem:
    explain = "explanation" in parts
    score = None if line is None or line.needs_manual else line.score
    outcome = _outcome(item, line, response)
    if not seen:
        # It was never on the learner's screen, and somebody may be answering it now.
        stem = f"<p>{t('serve.other_draw', reader.lang)}</p>"
        return ShownItem(number, stem, score, slot.points, outcome)
    if dropped:
        note = t(f"grade.dropped_{dropped}", reader.lang)
        own = own_answer(item, response, reader.lang)
        return ShownItem(
            number, block(item.stem), score, slot.points, "dropped", answer=own, note=note
        )
    return ShownItem(
        number,
        block(item.stem),
        score,
        slot.points,
        outcome,
        answer=own_answer(item, response, reader.lang),
        right=block(item.key_text()) if "right" in parts and item.scored == "machine" else "",
        explanation=block(item.explanation) if explain and item.explanation else "",
        citations=tuple(reader.citation(cite) for cite in item.cite) if explain else (),
        note=t(f"quiz.note_{item.note}", reader.lang) if item.note else "",
    )


def _paper(workspace: Workspace, learner: str, bank: Quiz, printed: str) -> tuple[Slot, ...]:
    """The learner's paper; a printed one with its numbers as they are on the sheet."""
    slots = workspace.paper(bank, learner, printed)
    printing = known_printings(workspace.papers_file(bank.id)).codes.get(printed)
    if printing is None:
        return slots
    laid_out = lay_out(bank, printing.seed, printed, printing.kept)
    places = {question.slot: question.number for question in laid_out.questions}
    return tuple(sorted(slots, key=lambda slot: places[slot.id]))


class _Reader:
    """The language of the page, and what its readers call the sources."""

    def __init__(self, workspace: Workspace) -> None:
        self.lang = workspace.group.language
        self.names = source_names(workspace.path / "practice")

    def citation(self, cite: Citation) -> str:
        """One line about a place in a source."""
        name = self.names.get(cite.source, cite.source)
        return t(
            "serve.citation", self.lang, source=name, paragraph=cite.paragraph, phrase=cite.phrase
        )


def _outcome(item: Item, line: ItemResult | None, response: Response) -> str:
    if item.scored == "never":
        return "unscored"
    if line is None or line.needs_manual:
        return "manual"
    if is_blank(response) and not line.manual:
        return "blank"
    if line.score >= line.max - 1e-9:
        return "right"
    return "partial" if line.score > 0 else "wrong"
