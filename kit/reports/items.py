"""The analysis of a quiz over one group or many: figures of each question, and what to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.amendments import read_rulings
from kit.formats.tables import Column, Form, Value, workbook
from kit.gradebook.answered import Answered, Sitting, papers
from kit.itemstats import Analysis, Finding, ItemStats, Question, analyse, choices, problem
from kit.model import Item
from kit.wording import t
from kit.workspace import Workspace

LEAST = 5
"""Figures about fewer people would point to somebody, and are left out."""


@dataclass(frozen=True)
class ItemReport:
    """One quiz, over all groups that were read."""

    quiz: str
    groups: int
    papers: int
    drawn: bool
    """Whether learners had different questions."""
    items: dict[str, Item]
    """Id → the item as most papers have it, in the order of the analysis."""
    dropped: frozenset[str]
    """Items that count no longer; nothing is said about those."""
    by_item: Analysis
    """A column a question."""
    whole: Analysis
    """A column a place of the paper: the figures of the paper as a whole."""


def item_report(workspaces: Sequence[Workspace], quiz: str) -> ItemReport | None:
    """Analyse a quiz; ``None`` if nobody's paper of it is graded.

    Raises ``Unreadable`` for a group whose mended keys cannot be read.
    """
    found = [paper for one in workspaces for paper in papers(one, quiz)]
    return report_of(quiz, workspaces, found) if found else None


def report_of(quiz: str, workspaces: Sequence[Workspace], found: Sequence[Sitting]) -> ItemReport:
    """Analyse papers of one quiz that were read already; at least one.

    Raises ``Unreadable`` like ``item_report``.
    """
    items = _items(found)
    slots = list(dict.fromkeys(place.slot.id for paper in found for place in paper.places))
    drawn = any(place.slot.id != place.item.id for paper in found for place in paper.places)
    by_item = _by_item(found, items)
    # Where each place is its item, the one is the other.
    whole = _by_place(found, slots) if drawn else by_item
    dropped = frozenset(id for one in workspaces for id in _dropped(one, quiz))
    return ItemReport(quiz, len(workspaces), len(found), drawn, items, dropped, by_item, whole)


def _dropped(workspace: Workspace, quiz: str) -> Iterator[str]:
    for items in read_rulings(workspace, quiz).values():
        yield from (id for id, ruling in items.items() if ruling.dropped)


def _items(found: Sequence[Sitting]) -> dict[str, Item]:
    """Each item as most have it: a question may have been reworded while it was asked."""
    forms: dict[str, list[tuple[Item, int]]] = {}
    for place in (place for paper in found for place in paper.places):
        known = forms.setdefault(place.item.id, [])
        for n, (item, count) in enumerate(known):
            if item is place.item or item == place.item:
                known[n] = item, count + 1
                break
        else:
            known.append((place.item, 1))
    return {id: max(known, key=lambda form: form[1])[0] for id, known in forms.items()}


def _alike(one: Item, other: Item) -> bool:
    """Whether a choice means the same in both: other options under the same letters do not."""
    return one is other or all(
        getattr(one, name, None) == getattr(other, name, None) for name in ("options", "key")
    )


def _by_item(found: Sequence[Sitting], items: dict[str, Item]) -> Analysis:
    """Over those who were asked each question; a mark is a share, as places differ in points."""
    asked: dict[str, dict[int, Answered]] = {id: {} for id in items}
    for who, paper in enumerate(found):
        for place in paper.places:
            asked[place.item.id][who] = place
    questions = []
    for id, item in items.items():
        places = asked[id].items()
        responses = {who: place.response for who, place in places if _alike(place.item, item)}
        most = max(place.slot.points for place in asked[id].values())
        questions.append(Question(id, most, choices(item, responses)))
    marks = [
        tuple(_share(asked[one.id].get(who), one.max) for one in questions)
        for who in range(len(found))
    ]
    return analyse(questions, marks)


def _share(place: Answered | None, most: float) -> float | None:
    if place is None or place.mark is None:
        return None
    return min(max(place.mark / place.slot.points, 0.0), 1.0) * most


def _by_place(found: Sequence[Sitting], slots: Sequence[str]) -> Analysis:
    most = {place.slot.id: place.slot.points for paper in found for place in paper.places}
    questions = [Question(id, most[id]) for id in slots]
    marks = []
    for paper in found:
        here = {place.slot.id: place for place in paper.places}
        marks.append(tuple(_share(here.get(id), most[id]) for id in slots))
    return analyse(questions, marks)


def enough(stats: ItemStats) -> bool:
    """Whether enough people were asked for its figures to be shown."""
    return stats.n >= LEAST


def findings(report: ItemReport) -> tuple[Finding, ...]:
    """What to look at: of the whole paper, then of the questions in their order."""
    of_whole = (one for one in report.whole.findings if one.item is None)
    of_items = (one for one in report.by_item.findings if one.item not in (None, *report.dropped))
    return (*of_whole, *of_items)


def write_items(report: ItemReport, path: Path) -> None:
    """The report as an Excel file: a page for questions, one for options, one for what to look at.

    Raises ``UserError`` where it cannot be written.
    """
    with workbook(path) as book:
        add = book.page(t("items.sheet"), _columns(_QUESTIONS), fixed=1)
        for stats in report.by_item.items:
            add(_question(stats, report.items[stats.id], stats.id in report.dropped))
        add = book.page(t("items.sheet_options"), _columns(_OPTIONS), fixed=1)
        for stats in report.by_item.items:
            for row in _options(stats, report.items[stats.id]):
                add(row)
        add = book.page(t("items.sheet_findings"), _columns(_FINDINGS), fixed=1)
        for finding in findings(report):
            said = problem(finding)
            add((finding.item, said.message, said.hint))


_QUESTIONS: tuple[tuple[str, Form, int], ...] = (
    ("item", "text", 26), ("stem", "text", 60), ("topic", "text", 20), ("n", "number", 8),
    ("facility", "percent", 10), ("low", "percent", 10), ("high", "percent", 10),
    ("discrimination", "number", 12), ("efficiency", "number", 12), ("blank", "number", 8),
)  # fmt: skip
_OPTIONS: tuple[tuple[str, Form, int], ...] = (
    ("item", "text", 26), ("option", "text", 10), ("text", "text", 60), ("right", "text", 8),
    ("chosen", "number", 8), ("share", "percent", 10), ("weak", "number", 10),
    ("middle", "number", 10), ("strong", "number", 10),
)  # fmt: skip
_FINDINGS: tuple[tuple[str, Form, int], ...] = (
    ("item", "text", 26), ("finding", "text", 80), ("hint", "text", 80)
)  # fmt: skip


def _columns(columns: Sequence[tuple[str, Form, int]]) -> list[Column]:
    return [Column(t(f"items.column_{name}"), form, width) for name, form, width in columns]


def _question(stats: ItemStats, item: Item, dropped: bool) -> tuple[Value, ...]:
    head = (stats.id, plain(item), item.tags.topic)
    if dropped:
        return (*head, t("items.dropped"), *[None] * 6)
    if not enough(stats):
        return (*head, t("items.few"), *[None] * 6)
    interval = stats.facility_interval
    ends = (interval.low, interval.high) if interval else (None, None)
    blank = stats.table.blank if stats.table else None
    figures = (stats.facility, *ends, _round(stats.discrimination), _round(stats.efficiency))
    return (*head, stats.n, *figures, blank)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _options(stats: ItemStats, item: Item) -> Iterator[tuple[Value, ...]]:
    if stats.table is None or not enough(stats):
        return
    texts: Mapping[str, str] = getattr(item, "options", {})
    for option in stats.table.options:
        right = t("items.right") if option.right else None
        text = texts.get(option.id) or t(f"kinds.{option.id}")
        thirds = option.thirds or (None, None, None)
        yield (stats.id, option.id, text, right, option.n, option.share, *thirds)


def plain(item: Item) -> str:
    """The question on one line, as its author typed it."""
    return " ".join(item.stem.split())
