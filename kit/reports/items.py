"""The analysis of a quiz over one group or many: figures of each question, and what to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kit.amendments import read_rulings
from kit.figures import FEW, HIDDEN
from kit.formats.tables import Column, Form, Value, workbook
from kit.gradebook.answered import Answered, Sitting, papers
from kit.itemstats import Analysis, Finding, ItemStats, Question, analyse, choices, problem
from kit.model import Item
from kit.reports.item_veil import ItemVeil, ToldOption, item_veil
from kit.reports.secretary.words import hidden_note
from kit.wording import t
from kit.workspace import Workspace


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

    @property
    def upward(self) -> bool:
        """Whether it is about several groups: then nothing of a few people is told."""
        return self.groups > 1

    @cached_property
    def veil(self) -> ItemVeil:
        """What may be told of its questions."""
        counted = (one for one in self.by_item.items if one.id not in self.dropped and enough(one))
        return item_veil(counted, upward=self.upward)


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
    return stats.n >= FEW


def findings(report: ItemReport) -> tuple[Finding, ...]:
    """What to look at: of the whole paper, then of the questions in their order."""
    of_whole = (one for one in report.whole.findings if one.item is None)
    of_items = (one for one in report.by_item.findings if one.item not in (None, *report.dropped))
    stats = {one.id: one for one in report.by_item.items}
    return tuple(
        one for one in (*of_whole, *of_items) if report.veil.finding(one, stats.get(one.item or ""))
    )


def write_items(report: ItemReport, path: Path) -> None:
    """The report as an Excel file: a page for questions, one for options, one for what to look at.

    Raises ``UserError`` where it cannot be written.
    """
    with workbook(path) as book:
        add = book.page(t("items.sheet"), _columns(_QUESTIONS), fixed=1)
        for stats in report.by_item.items:
            add(_question(stats, report))
        add = book.page(t("items.sheet_options"), _columns(_OPTIONS), fixed=1)
        for stats in report.by_item.items:
            for row in _options(stats, report):
                add(row)
        add = book.page(t("items.sheet_findings"), _columns(_FINDINGS), fixed=1)
        for finding in findings(report):
            said = problem(finding)
            add((finding.item, said.message, said.hint))
        if report.upward:
            add((None, hidden_note(), None))


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


def _question(stats: ItemStats, report: ItemReport) -> tuple[Value, ...]:
    item, veil = report.items[stats.id], report.veil
    head = (stats.id, plain(item), item.tags.topic)
    if stats.id in report.dropped:
        return (*head, t("items.dropped"), *[None] * 6)
    if not enough(stats):
        return (*head, t("items.few"), *[None] * 6)
    if not veil.told(stats):
        return (*head, stats.n, HIDDEN, *[None] * 5)
    interval, table = stats.facility_interval, veil.table(stats)
    ends = (interval.low, interval.high) if interval else (None, None)
    figures = (stats.facility, *ends, _round(stats.discrimination), _round(stats.efficiency))
    return (*head, stats.n, *figures, _or_hidden(table.blank) if table else None)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _or_hidden(count: int | None) -> Value:
    return HIDDEN if count is None else count


def _options(stats: ItemStats, report: ItemReport) -> Iterator[tuple[Value, ...]]:
    table = report.veil.table(stats)
    if table is None or not enough(stats):
        return
    texts: Mapping[str, str] = getattr(report.items[stats.id], "options", {})
    for option in table.options:
        right = t("items.right") if option.right else None
        text = texts.get(option.id) or t(f"kinds.{option.id}")
        yield (stats.id, option.id, text, right, *chosen(option))


def chosen(option: ToldOption) -> tuple[Value, ...]:
    """Five cells: who chose it, their share, and how many of each third they are."""
    thirds = tuple(map(_or_hidden, option.thirds)) if option.thirds else (None,) * 3
    return (_or_hidden(option.n), option.share, *thirds)


def plain(item: Item) -> str:
    """The question on one line, as its author typed it."""
    return " ".join(item.stem.split())
