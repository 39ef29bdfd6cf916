"""A bank's item as the kit's own forms show it: question, options, key, labelled lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from kit.formats.draft.words import bars, word
from kit.formats.exchange import Remarks
from kit.formats.held import stem_of
from kit.formats.numerals import plain
from kit.kinds.cloze import Cloze, Gap
from kit.kinds.cluster import STEPS, Cluster
from kit.kinds.essay import Essay
from kit.kinds.keyed import Keyed
from kit.kinds.matching import Matching
from kit.kinds.multiple import Multiple
from kit.kinds.options import WithOptions
from kit.kinds.ordering import Ordering
from kit.kinds.set import SetItem
from kit.kinds.single import Single
from kit.kinds.survey import Survey
from kit.kinds.text import TextItem
from kit.kinds.true_false import TrueFalseItem
from kit.model import Item
from kit.wording import t

__all__ = ["Field", "Shown", "shown"]


@dataclass(frozen=True)
class Field:
    """A labelled line."""

    name: str
    text: str
    argument: str = ""
    block: bool = False
    """Whether the text is Markdown of paragraphs; typed text otherwise."""
    inline: bool = False
    """Whether it is Markdown of one line."""

    @property
    def label(self) -> str:
        """What it is called in the form."""
        return f"{t(f'form.label_{self.name}')} {self.argument}".rstrip()


@dataclass(frozen=True)
class Shown:
    """An item in the form."""

    kind: str
    """In words."""
    stem: str
    """Markdown."""
    options: tuple[str, ...] = ()
    """Markdown of one line each, in order; their letters are A, B, C …"""
    beside: tuple[str, ...] = ()
    """What belongs to each of them, of a matching question."""
    keys: tuple[str, ...] = ()
    """Typed text; several for answers that are each accepted."""
    fields: tuple[Field, ...] = ()


def shown(item: Item, remarks: Remarks) -> Shown:
    """The item as a form shows it; that letters take the place of ids is told."""
    for name in ("options", "statements"):
        labels = [*(getattr(item, name, None) or ())]
        if labels != [letter.lower() for letter in ascii_uppercase[: len(labels)]]:
            remarks.told("labels")
    options, beside, keys = _parts(item)
    fields = (*_own_fields(item), *_shared_fields(item))
    if isinstance(item, Survey) and item.input:
        remarks.lost("field_not_held", field="input", what=t("exchange.what_input"))
    return Shown(word("kind", item.kind), stem_of(item, remarks), options, beside, keys, fields)


_Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _parts(item: Item) -> _Parts:
    """Options, what belongs to them, keys."""
    match item:
        case Single() | Multiple():
            key = (item.key,) if isinstance(item, Single) else item.key
            return tuple(item.options.values()), (), (", ".join(_letters(item, key)),)
        case TrueFalseItem():
            return (), (), (_truth(item.key),)
        case Cluster():
            said = ", ".join(_truth(one.key) for one in item.statements.values())
            return tuple(one.text for one in item.statements.values()), (), (said,)
        case Matching():
            return tuple(item.pairs), tuple(item.pairs.values()), ()
        case Ordering():
            return item.sequence, (), (", ".join(ascii_uppercase[: len(item.sequence)]),)
        case TextItem():
            return (), (), item.accept
        case SetItem():
            return (), (), tuple(map(bars, item.accept))
        case Survey():
            return tuple(item.options.values()), (), ()
    return (), (), (item.key,) if isinstance(item, Keyed) else ()


def _letters(item: WithOptions, ids: tuple[str, ...]) -> list[str]:
    ordered = [*item.options]
    return [ascii_uppercase[ordered.index(id)] for id in ids]


def _truth(value: bool) -> str:
    return t("kinds.true" if value else "kinds.false")


def _own_fields(item: Item) -> Iterator[Field]:
    """The labelled lines of its kind."""
    for kind, fields in _FIELDS:
        if isinstance(item, kind):
            yield from fields(item)
    yield from _typed_fields(item)


def _of_options(item: WithOptions) -> Iterator[Field]:
    if isinstance(item, Multiple) and item.rule != "all-or-nothing":
        yield Field("rule", word("rule", item.rule))
    if item.pin:
        yield Field("pin", ", ".join(_letters(item, item.pin)))
    for letter, id in zip(ascii_uppercase, item.options, strict=False):
        if id in item.feedback:
            yield Field("feedback", item.feedback[id], letter, block=True)


def _of_cluster(item: Cluster) -> Iterator[Field]:
    if item.steps != STEPS:
        yield Field("steps", bars([_number(step) for step in item.steps]))


def _of_cloze(item: Cloze) -> Iterator[Field]:
    yield Field("text", item.text, block=True)
    for id, gap in item.gaps.items():
        yield from _gap_fields(id, gap)


def _of_essay(item: Essay) -> Iterator[Field]:
    yield from (Field("rubric", text, inline=True) for text in item.rubric)
    if item.words:
        yield Field("words", "–".join(map(str, item.words)))


def _of_others(item: Item) -> Iterator[Field]:
    if isinstance(item, Matching):
        yield from (Field("extra", text, inline=True) for text in item.extra)
    elif isinstance(item, Survey) and item.many:
        yield Field("many", t("form.yes"))
    elif isinstance(item, SetItem) and item.need:
        yield Field("need", str(item.need))


_FIELDS: tuple[tuple[type[Item], Callable[[Any], Iterator[Field]]], ...] = (
    (WithOptions, _of_options),
    (Cluster, _of_cluster),
    (Cloze, _of_cloze),
    (Essay, _of_essay),
    (Item, _of_others),
)


def _typed_fields(item: Item) -> Iterator[Field]:
    """What several kinds with typed answers have."""
    if tolerance := getattr(item, "tolerance", None):
        yield Field("tolerance", _number(tolerance))
    if unit := getattr(item, "unit", ()):
        yield Field("unit", bars(unit))
    marks = getattr(item, "without_marks", None)
    if marks and marks != type(item).model_fields["without_marks"].default:
        yield Field("without_marks", word("marks", marks))


def _number(value: Decimal | float) -> str:
    return plain(Decimal(str(value))).replace(".", ",")


def _gap_fields(id: str, gap: Gap) -> Iterator[Field]:
    if gap.options:
        said = (f"{option}. {text}" for option, text in gap.options.items())
        yield Field("gap", f"{t('form.gap_options')} {gap.key}: {bars([*said])}", id)
    elif gap.accept:
        yield Field("gap", f"{t('form.gap_accept')}: {bars(gap.accept)}", id)
    else:
        name = "number" if gap.number else "date" if gap.date else "docnum"
        yield Field("gap", f"{t(f'form.gap_{name}')}: {getattr(gap, name)}", id)
    if gap.tolerance:
        yield Field("gap_tolerance", _number(gap.tolerance), id)
    if gap.unit:
        yield Field("gap_unit", bars(gap.unit), id)
    if gap.without_marks:
        yield Field("gap_marks", word("marks", gap.without_marks), id)


def _shared_fields(item: Item) -> Iterator[Field]:
    if item.explanation:
        yield Field("explanation", item.explanation, block=True)
    for one in item.cite:
        where = t("form.paragraph", source=one.source, paragraph=one.paragraph, phrase=one.phrase)
        yield Field("cite", where)
    for name in ("topic", "indicator", "slogan"):
        if text := getattr(item.tags, name):
            yield Field(name, text)
    for name in ("level", "difficulty"):
        if text := getattr(item, name):
            yield Field(name, text)
    if item.points != 1:
        yield Field("points", _number(item.points))
    if item.as_of:
        yield Field("as_of", f"{item.as_of.day}-{item.as_of.month}-{item.as_of.year}")
    if item.superseded_by:
        yield Field("superseded_by", item.superseded_by)
    yield Field("id", item.id)
