"""The questions of a result one by one, and what was earned in each topic."""

from collections.abc import Sequence
from dataclasses import dataclass

from kit.amendments import AmendedBank, Drop
from kit.answers import Answers
from kit.drawing import Slot
from kit.gradebook.results import ItemResult, Result
from kit.markdown import block
from kit.model import Citation, Item, Response, ReviewPart, is_blank
from kit.serve.own_answer import own_answer
from kit.serve.reading import Section, sections_for
from kit.sources import source_names
from kit.text import within_quotes
from kit.wording import t
from kit.workspace import Workspace

WEAK = 0.6
"""A topic of which less than this was earned is worth reading again."""


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
    read: tuple[Section, ...] = ()
    """Where the lessons speak of it, if points were lost and it may be explained."""
    note: str = ""
    """What has to be said: that its words come from the press, or that it was dropped."""


@dataclass(frozen=True)
class TopicShown:
    """What was earned in the questions about one topic."""

    name: str
    earned: float
    max: float
    weak: bool
    """Whether it is worth reading again."""
    read: tuple[Section, ...] = ()
    """Where the lessons speak of what was missed."""


@dataclass(frozen=True)
class Asked:
    """One place of a paper, with all that is known of it."""

    slot: Slot
    item: Item
    dropped: Drop | None
    seen: bool
    """Whether it was ever on the learner's screen."""
    line: ItemResult | None
    response: Response

    @property
    def score(self) -> float | None:
        """Points, once they are final."""
        return None if self.line is None or self.line.needs_manual else self.line.score

    @property
    def missed(self) -> bool:
        """Whether points were lost in a question that a machine scores."""
        full = self.score is None or self.score >= self.slot.points - 1e-9
        return self.item.scored == "machine" and not self.dropped and not full


def asked(
    bank: AmendedBank, paper: Sequence[Slot], answers: Answers, result: Result
) -> tuple[Asked, ...]:
    """The learner's paper, place by place."""
    lines = {line.slot: line for line in result.items}
    responses = answers.responses()
    return tuple(
        Asked(
            slot,
            bank.scored.item(slot.item),
            bank.dropped.get(slot.item),
            not answers.draw or slot.item in answers.draw,
            lines.get(slot.id),
            responses.get(slot.item),
        )
        for slot in paper
    )


class Reader:
    """The language of the page, what its readers call the sources, and their lessons."""

    def __init__(self, workspace: Workspace) -> None:
        self.lang = workspace.group.language
        self._workspace = workspace
        self._names = source_names(workspace.path / "practice")

    def citations(self, cites: Sequence[Citation]) -> tuple[str, ...]:
        """Places in sources; a source is named once, before the first of its places."""
        named = dict.fromkeys(cite.source for cite in cites)
        return tuple(
            self._citation(cite, "citation" if n == 0 else "citation_more")
            for source in named
            for n, cite in enumerate(one for one in cites if one.source == source)
        )

    def _citation(self, cite: Citation, name: str) -> str:
        source, phrase = self._names.get(cite.source, cite.source), within_quotes(cite.phrase)
        return t(f"serve.{name}", self.lang, source=source, paragraph=cite.paragraph, phrase=phrase)

    def sections(self, cited: Sequence[Citation]) -> tuple[Section, ...]:
        """Where the lessons speak of what is cited."""
        return sections_for(self._workspace, cited)


def shown_item(number: int, one: Asked, parts: frozenset[ReviewPart], reader: Reader) -> ShownItem:
    """One question as the review rules let it be seen."""
    item, explain = one.item, "explanation" in parts
    if not one.seen:
        # It was never on the learner's screen, and somebody may be answering it now.
        stem = f"<p>{t('serve.other_draw', reader.lang)}</p>"
        return ShownItem(number, stem, one.score, one.slot.points, outcome(one))
    own = own_answer(item, one.response, reader.lang)
    told = "right" in parts and item.scored == "machine"
    if one.dropped:
        note = t(f"grade.dropped_{one.dropped}", reader.lang)
        return ShownItem(
            number, block(item.stem), one.score, one.slot.points, "dropped", own, note=note
        )
    return ShownItem(
        number,
        block(item.stem),
        one.score,
        one.slot.points,
        outcome(one),
        answer=own,
        right=block(item.key_text(reader.lang)) if told else "",
        explanation=block(item.explanation) if explain and item.explanation else "",
        citations=reader.citations(item.cite) if explain else (),
        read=reader.sections(item.cite) if explain and one.missed else (),
        note=t(f"quiz.note_{item.note}", reader.lang) if item.note else "",
    )


def outcome(one: Asked) -> str:
    """How a question fared, by the name of its sentence."""
    if one.item.scored == "never":
        return "unscored"
    if one.line is None or one.line.needs_manual:
        return "manual"
    if is_blank(one.response) and not one.line.manual:
        return "blank"
    if one.line.score >= one.line.max - 1e-9:
        return "right"
    return "partial" if one.line.score > 0 else "wrong"


def topics(paper: Sequence[Asked], reader: Reader) -> tuple[TopicShown, ...]:
    """What was earned topic by topic, in the order of the paper; essays and surveys left out.

    Nothing if there are fewer than two: that is the total once more.
    """
    found: dict[str, list[Asked]] = {}
    for one in paper:
        scored = one.item.scored == "machine" and one.score is not None and not one.dropped
        if scored and one.item.tags.topic:
            found.setdefault(one.item.tags.topic, []).append(one)
    return tuple(_topic(*topic, reader) for topic in found.items()) if len(found) > 1 else ()


def _topic(name: str, questions: Sequence[Asked], reader: Reader) -> TopicShown:
    earned = sum(one.score or 0.0 for one in questions)
    most = sum(one.slot.points for one in questions)
    weak = earned < WEAK * most - 1e-9
    cited = [cite for one in questions if one.missed for cite in one.item.cite]
    return TopicShown(name, earned, most, weak, reader.sections(cited) if weak else ())
