"""The last step of every import: Unicode, ids, and a look at each item as a bank would take it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kit.entries import read_items
from kit.errors import Problem
from kit.formats.exchange import Data, Fate, Found, Imported, Note, Reading, Remarks, some
from kit.formats.marked import to_plain
from kit.indicators.fill import references
from kit.text import from_legacy, legacy, likelier, nfc, slug
from kit.wording import t, table
from kit.yaml import Document

__all__ = ["finish"]

Code = Literal["TCVN3", "VNI"]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = re.compile(r"^“[^”]*”: ")
"""The place in a bank that a fault begins with."""
_OF_A_FIELD = ("missing", "empty", "too-few")
"""Faults that say nothing without the name of their field."""
_LONGEST_ID = 48
_STEM_ID = 36
"""Characters of an id that is made of a stem."""
# Letters that only Unicode has: a text with one of them is in no old encoding.
_UNICODE = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u0323]")
_OURS = frozenset(("kind", "key", "level", "difficulty", "as_of", "rule", "without_marks"))
"""Fields whose words are the kit's own, whatever the file is written in."""
_HIGH = re.compile(r"[\u00a1-\u00ff]")


_ONE_DJE = str.maketrans("Ðð", "Đđ")
"""The Icelandic letter, which older keyboards of Vietnamese gave for Đ."""


def finish(reading: Reading, taken: Collection[str] = ()) -> Imported:
    """The items that a bank can hold, with ids that are not ``taken``, and all notes in order."""
    notes = [*reading.notes]
    found = _in_unicode(reading.found, notes)
    items: list[Data] = []
    places: dict[str, str] = {}
    ids = _Ids(set(taken))
    for one in found:
        notes += one.notes
        if one.data is None:
            continue
        item = {"id": ids.free(_base(one)), **_composed(one.data)}
        problems = list(_problems(item))
        if problems:
            notes += (_note(one, fault) for fault in problems)
            continue
        ids.taken.add(item["id"])
        places[item["id"]] = one.place
        items.append(item)
    return Imported(tuple(items), tuple(notes), len(found), places, _composed(reading.title))


def _note(one: Found, fault: Problem) -> Note:
    """A fault in words for whoever wrote the file: no key of a bank, no line of one."""
    words, name = table("studio"), f"said_{fault.code.replace('-', '_')}"
    if fault.code in _OF_A_FIELD:
        return Note(Fate.LEFT_OUT, fault.code, one.place, one.number, fault.message, fault.hint)
    message = words.get(name, _KEYS.sub("", fault.message))
    hint = words.get(f"{name}_hint", fault.hint)
    return Note(Fate.LEFT_OUT, fault.code, one.place, one.number, message, hint)


def _problems(item: Data) -> Iterator[Problem]:
    """What a bank with this item would be refused for."""
    document = Document({"items": [item]})
    faults: list[Problem] = []
    read_items("", document, faults)
    yield from faults
    for at, reference in references(item):
        if at[-2:] == ("tags", "indicator"):
            continue
        what = t("exchange.braces", text=f"{{{reference}}}")
        yield Problem("", 0, "braces", what, t("exchange.braces_hint"))


def _base(one: Found) -> str:
    """What its id should be: the one it had, or its name, or its first words."""
    own = one.id if _ID.fullmatch(one.id) and len(one.id) <= _LONGEST_ID else ""
    stem = str((one.data or {}).get("stem", ""))
    return own or slug(nfc(one.name)) or slug(to_plain(nfc(stem)), _STEM_ID) or f"cau-{one.number}"


@dataclass
class _Ids:
    """Gives ids that are free, with a number where need be."""

    taken: set[str]
    last: dict[str, int] = field(default_factory=dict)

    def free(self, base: str) -> str:
        """``base``, or the first free one of ``base-2``, ``base-3`` …"""
        id, n = base, self.last.get(base, 1)
        while id in self.taken:
            n += 1
            id = f"{base[: _LONGEST_ID - len(str(n)) - 1].rstrip('-')}-{n}"
        self.last[base] = n
        return id


def _composed(data: Any) -> Any:
    """The same data, composed, without white space around."""
    return _mapped(data, lambda text: nfc(text).translate(_ONE_DJE).strip())


def _mapped(data: Any, change: Any) -> Any:
    """The same data with every text changed, keys included."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list | tuple):
        return [_mapped(part, change) for part in data]
    if isinstance(data, dict):
        return {change(key): _mapped(part, change) for key, part in data.items()}
    return data


def _in_unicode(found: Collection[Found], notes: list[Note]) -> list[Found]:
    """The questions with what is TCVN3 or VNI in Unicode, and notes about all of them.

    A short question may not tell its encoding; it is then taken to have that of most others.
    """
    texts = {one.number: " ".join(_texts(one.data, one.name)) for one in found}
    codes = {number: code for number, text in texts.items() if (code := _code(text))}
    if not codes:
        return [*found]
    usual = Counter(codes.values()).most_common(1)[0][0]
    others = sum(bool(_UNICODE.search(text)) for text in texts.values())
    result, changed, unsure = [], dict[Code, list[str]](), list[str]()
    for one in found:
        code, text = codes.get(one.number), texts[one.number]
        if not code and not _UNICODE.search(text) and from_legacy(text, usual) != text:
            told = likelier(text, usual)
            unsure += [str(one.number)] if told is None and others else []
            code = usual if (len(codes) > others if told is None else told) else None
        if code:
            changed.setdefault(code, []).append(str(one.number))
            one = _converted(one, code)
        result.append(one)
    remarks = Remarks(0, "")
    for code, numbers in changed.items():
        remarks.told("legacy", code=code, count=len(numbers), numbers=some(numbers))
    if unsure:
        remarks.lost("legacy_unsure", count=len(unsure), numbers=some(unsure))
    notes += remarks.notes
    return result


def _converted(one: Found, code: Code) -> Found:
    def change(text: str) -> str:
        return from_legacy(text, code)

    return replace(one, data=_mapped(one.data, change), name=change(one.name))


def _code(text: str) -> Code | None:
    return None if _UNICODE.search(text) or not _HIGH.search(text) else legacy(text)


def _texts(data: Any, *more: str) -> Iterator[str]:
    yield from more
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, part in data.items():
            if key not in _OURS:
                yield from _texts(part, key)
    elif isinstance(data, list | tuple):
        for part in data:
            yield from _texts(part)
