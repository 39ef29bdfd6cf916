"""A learner's own practice in what is held about her: which cards, when last, when next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kit.answers import Unreadable
from kit.missed import read_missed
from kit.offered import material
from kit.practised import cards_of
from kit.wording import t
from kit.workspace import Workspace


@dataclass(frozen=True)
class Practised:
    """One card (``kit.practice``)."""

    card: str
    """Id of a slogan or of a question."""
    text: str
    """The same in words; empty if it is at hand no longer."""
    last: date
    due: date


def practised(workspace: Workspace, learner: str) -> Iterator[Practised]:
    """The learner's cards in the order in which they come back; none of a file that is spoilt."""
    try:
        cards = cards_of(workspace, learner).read().cards
    except Unreadable:
        return
    there = material(workspace.path / "practice", read_missed(workspace, learner))
    texts = {item.id: item.stem for item in there.items.values()}
    texts |= {slogan.id: slogan.text for slogan in there.slogans.values()}
    for id, card in sorted(cards.items(), key=lambda one: (one[1].due, one[0])):
        yield Practised(id, texts.get(id, ""), card.last, card.due)


def practice_lines(practice: Sequence[Practised]) -> Iterator[str]:
    """The same as plain text; nothing if there are no cards."""
    if practice:
        yield ""
        yield t("privacy.practice", count=len(practice))
    for one in practice:
        text = " ".join((one.text or one.card).split())
        days = {"last": f"{one.last:%d-%m-%Y}", "due": f"{one.due:%d-%m-%Y}"}
        yield "  " + t("privacy.practised", text=text, **days)
