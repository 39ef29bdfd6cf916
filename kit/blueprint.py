"""Which items each part of a blueprint may draw, and what makes a blueprint impossible."""

from collections.abc import Iterator, Sequence

from kit.model import Fault, Item, Stratum, fault

Entry = tuple[str, Item]
"""Id of the bank an item was written for, and the item."""


def fits(stratum: Stratum, item: Item, bank: str) -> bool:
    """Whether a stratum may draw an item of that bank.

    No stratum draws a survey, and an essay only one that names its kind: it waits for a person.
    """
    if item.scored == "never" or (item.scored == "hand" and item.kind not in stratum.kind):
        return False
    return (
        (not stratum.topic or item.tags.topic in stratum.topic)
        and (not stratum.level or item.level in stratum.level)
        and (not stratum.kind or item.kind in stratum.kind)
        and (not stratum.bank or bank in stratum.bank)
    )


def fitting(stratum: Stratum, entries: Sequence[Entry]) -> list[str]:
    """Ids of the items that a stratum may draw, in their order."""
    return [item.id for bank, item in entries if fits(stratum, item, bank)]


def faults(
    blueprint: Sequence[Stratum], entries: Sequence[Entry], complete: bool = True
) -> Iterator[Fault]:
    """Why no paper can be drawn; places are counted from the blueprint down.

    Where the entries are not ``complete``, nobody knows whether a stratum has too few.
    """
    taken = {item.id for _, item in entries}
    drawn = [fitting(stratum, entries) for stratum in blueprint]
    for n, stratum in enumerate(blueprint):
        first = next(m for m, one in enumerate(blueprint) if one.id == stratum.id)
        if first < n:
            yield fault("stratum-twice", n, "id", id=stratum.id)
        slots = slot_ids(stratum)
        if clash := next((id for id in (stratum.id, *slots) if id in taken), None):
            yield fault("stratum-is-item", n, "id", id=stratum.id, item=clash)
        if complete:
            yield from _too_few(n, stratum, entries, len(drawn[n]))
        yield from _shared(n, blueprint, drawn)
        yield from _mixed(n, stratum, entries)


def slot_ids(stratum: Stratum) -> tuple[str, ...]:
    """What the places of a stratum in a paper are called, whatever is drawn into them."""
    return tuple(f"{stratum.id}-{n}" for n in range(1, stratum.count + 1))


def _too_few(n: int, stratum: Stratum, entries: Sequence[Entry], there: int) -> Iterator[Fault]:
    if not there:
        topics = sorted({item.tags.topic for _, item in entries if item.tags.topic})
        yield fault("stratum-empty", n, topics=", ".join(topics))
    elif there < stratum.count:
        yield fault("stratum-too-small", n, "count", there=there, count=stratum.count)


def _shared(
    n: int, blueprint: Sequence[Stratum], drawn: Sequence[Sequence[str]]
) -> Iterator[Fault]:
    for m, other in enumerate(blueprint[:n]):
        theirs = set(drawn[m])
        if both := [id for id in drawn[n] if id in theirs]:
            shown = ", ".join(both[:3]) + (" …" if len(both) > 3 else "")
            yield fault("item-in-two-strata", n, count=len(both), items=shown, other=other.id)


def _mixed(n: int, stratum: Stratum, entries: Sequence[Entry]) -> Iterator[Fault]:
    drawn = {item.scored for bank, item in entries if fits(stratum, item, bank)}
    if len(drawn) > 1:
        yield fault("essay-mixed", n, "kind", kinds=", ".join(stratum.kind))
