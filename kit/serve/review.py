"""A learner's result as the review rules let it be seen at one moment."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from kit.amendments import AmendedBank, amended_bank, read_rulings
from kit.answers import Answers, Unreadable, read
from kit.bank import load_kept
from kit.clock import spoken
from kit.drawing import Slot
from kit.gradebook.results import Result, results
from kit.model import Quiz, ReviewPart
from kit.papers import lay_out
from kit.plan import mark_of
from kit.printings import known_printings
from kit.serve.attempts import AttemptShown, attempts_shown
from kit.serve.review_items import Reader, ShownItem, TopicShown, asked, shown_item, topics
from kit.text import write_percent
from kit.workspace import State, Workspace


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
    mark: str = ""
    """From which part of the points it is: ``80%``; empty where nobody has said so."""
    lesson: bool = False
    """Whether there is one to read again."""
    collected: bool = False
    """Handed in by nobody: what was saved was taken when the time was up."""
    waiting: bool = False
    """A person still has to score a part, so the total may grow."""
    closes: datetime | None = None
    parts: frozenset[ReviewPart] = frozenset()
    items: tuple[ShownItem, ...] = ()
    topics: tuple[TopicShown, ...] = ()
    """In the order of the paper; empty unless two topics or more were asked."""
    attempts: tuple[AttemptShown, ...] = ()
    """Those that were handed in; empty where there is only one and no more to come."""
    again: bool = False
    """Whether another one may be made now."""
    left: int = 0
    """How many may be made then; 0 where they are not counted."""
    under_way: int = 0
    """Number of the attempt that is open, if it is not the first."""

    @property
    def comes_back(self) -> bool:
        """Whether a missed question is now among the learner's practice cards."""
        told = {"right", "explanation"} <= self.parts
        return told and any(item.outcome in ("partial", "wrong", "blank") for item in self.items)


def shown(workspace: Workspace, learner: str, quiz: str, now: datetime) -> Shown:
    """What ``learner`` may see of ``quiz`` at ``now``; see ``_counted`` for what it raises."""
    found = replace(
        _counted(workspace, learner, quiz, now), collected=_is_collected(workspace, learner, quiz)
    )
    again, terms = workspace.may_do_again(quiz, learner, now), workspace.terms(quiz, learner)
    attempts = attempts_shown(workspace, learner, quiz, "score" in found.parts)
    under_way = workspace.attempt(learner, quiz) if found.state == "open" else 0
    return replace(
        found,
        attempts=attempts if len(attempts) > 1 or again or under_way > 1 else (),
        again=again and terms.standing(now)[0] == "open",
        left=terms.attempts - workspace.attempt(learner, quiz) if again and terms.attempts else 0,
        under_way=under_way if under_way > 1 else 0,
    )


def _counted(workspace: Workspace, learner: str, quiz: str, now: datetime) -> Shown:
    """The attempt that counts: what ``learner`` may see of ``quiz`` at ``now``.

    The score comes from the gradebook, the key from the version of the bank that was answered, or
    from a later one by which it is scored. Raises ``UserError`` for a quiz that is not built,
    ``Problems`` if that version is missing or cannot be read, and ``Unreadable`` for rulings.
    """
    state = workspace.state(quiz, learner, now)
    answers = _answers(workspace, learner, quiz)
    amended = _bank(workspace, quiz, answers.version if answers else "")
    bank = amended.asked
    parts = workspace.review(quiz, learner, now) if answers else frozenset()
    stamp, lang = answers.handed_in if answers else None, workspace.group.language
    handed_in = spoken(datetime.fromisoformat(stamp), lang) if stamp else ""
    result = results(workspace.path, learner, quiz) if answers else None
    closes = workspace.plan(quiz).closes
    if answers is None or result is None or "score" not in parts:
        return Shown(bank.title, state, handed_in, result is not None, closes=closes, parts=parts)
    # Whether one's own answer is right tells the key of that item, so it waits for the key.
    told = bool(parts & {"right", "explanation"})
    slots = _paper(workspace, bank, answers) if told else ()
    paper = asked(amended, slots, answers, result)
    reader = Reader(workspace)
    mark = mark_of(workspace.group, quiz, bank.settings.pass_mark)
    return Shown(
        bank.title,
        state,
        handed_in,
        True,
        total=result.total,
        max=result.max,
        passed=_passed(mark, result),
        mark=write_percent(100 * mark, lang=lang) if mark is not None else "",
        lesson=bank.lesson in workspace.group.lessons,
        waiting=result.needs_manual,
        closes=closes,
        parts=parts,
        items=tuple(shown_item(n, one, parts, reader) for n, one in enumerate(paper, 1)),
        topics=topics(paper, reader),
    )


def _is_collected(workspace: Workspace, learner: str, quiz: str) -> bool:
    """Whether the present attempt was handed in at its end, which is when the server does it."""
    answers = _answers(workspace, learner, quiz)
    if answers is None or answers.attempt != workspace.attempt(learner, quiz):
        return False  # an earlier one's beginning is not looked for
    if answers.paper or not answers.handed_in:
        return False
    begun = workspace.begun(learner, quiz)
    end = workspace.terms(quiz, learner).deadline(begun) if begun else workspace.plan(quiz).closes
    moment = datetime.fromisoformat(answers.handed_in)
    return end is not None and moment == end.replace(microsecond=0)


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


def _passed(mark: float | None, result: Result) -> bool | None:
    return None if mark is None or not result.max else result.reaches(mark)


def _paper(workspace: Workspace, bank: Quiz, answers: Answers) -> tuple[Slot, ...]:
    """The learner's paper; a printed one with its numbers as they are on the sheet."""
    printed = answers.paper
    slots = workspace.paper(bank, answers.learner, printed, answers.attempt)
    printing = known_printings(workspace.papers_file(bank.id)).codes.get(printed)
    if printing is None:
        return slots
    laid_out = lay_out(bank, printing.seed, printed, printing.kept)
    places = {question.slot: question.number for question in laid_out.questions}
    return tuple(sorted(slots, key=lambda slot: places[slot.id]))
