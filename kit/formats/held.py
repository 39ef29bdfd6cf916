"""What the writers share: a format's limits are said for every item that meets them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from string import ascii_lowercase
from typing import TypeVar

from kit.formats.exchange import LeftOut, Note, Remarks
from kit.model import Item, Quiz
from kit.wording import t

__all__ = ["stem_of", "tell_unheld", "write_all"]

# What every format holds, or what is no content of an item.
_EVERY = frozenset(("id", "kind", "stem", "note"))

_T = TypeVar("_T")


def write_all(
    quiz: Quiz, write: Callable[[Item, Remarks], _T]
) -> tuple[tuple[_T, ...], tuple[Note, ...]]:
    """What ``write`` makes of each item, and what it said; ``LeftOut`` leaves an item out."""
    parts: list[_T] = []
    notes: list[Note] = []
    for number, item in enumerate(quiz.items, 1):
        remarks = Remarks(number, item.id)
        try:
            parts.append(write(item, remarks))
        except LeftOut as why:
            remarks = Remarks(number, item.id)
            remarks.left_out(why.code, **why.params)
        notes += remarks.notes
    return tuple(parts), tuple(notes)


def tell_unheld(item: Item, held: Collection[str], remarks: Remarks) -> None:
    """Note every field that is set and not among ``held``; tags are ``tags.topic`` and so on."""
    for name in _set_fields(item):
        if name not in held:
            what = t(f"exchange.what_{name.rpartition('.')[2]}")
            remarks.lost("field_not_held", field=name, what=what)
    for labels in _labels(item):
        if [*labels] != [*ascii_lowercase[: len(labels)]]:
            remarks.told("labels")


def _set_fields(item: Item) -> Iterator[str]:
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        if name in _EVERY or value == field.get_default(call_default_factory=True):
            continue
        if name == "tags":
            yield from (f"tags.{tag}" for tag, text in value if text)
        else:
            yield name


def _labels(item: Item) -> Iterator[Mapping[str, object]]:
    for name in ("options", "statements"):
        if labels := getattr(item, name, None):
            yield labels


def stem_of(item: Item, remarks: Remarks) -> str:
    """The question; where it speaks of indicators named by the press, that is said in it."""
    if not item.note:
        return item.stem
    remarks.told("names_written")
    return f"{item.stem}\n\n*{t(f'quiz.note_{item.note}')}*"
