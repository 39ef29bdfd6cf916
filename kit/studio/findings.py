"""What ``kit check`` says about a bank as it stands on the page, and at which field."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kit.bank import Draft, draft_of
from kit.checks import ACROSS_RULES, BANK_RULES, across
from kit.checks.reading import SETS, in_own_words
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.studio.fields import Field
from kit.studio.forms import BANK, form_of
from kit.studio.sheet import Sheet
from kit.wording import Language, t, table

BESIDE = (across.one_id_an_item, across.no_test_item_in_practice, across.no_question_twice)
"""Rules that need the other banks of the folder, too."""

LARGE = 80
"""A bank of more items is not looked at whole while one types in it."""

_FEW = 3

_PLACE = re.compile(r"^“[^”]*”: ")

# Where a rule speaks of a whole item, the field that is to be filled in.
_FIELD_OF = {"no-explanation": "explanation", "no-citation": "cite", "untagged": "topic"}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, for the person who can mend it on the page."""

    uid: int | None
    """The item; ``None`` for the bank itself."""
    field: str
    """Name of the field; "" if it is about the whole."""
    code: str
    message: str
    hint: str
    stops: bool = False
    """Whether ``kit build`` refuses the bank for it; it takes one that is only not finished."""
    rows: tuple[int, ...] = ()
    """The rows of its field, from 1, where it is about these alone."""


def draft(sheet: Sheet, folder: Path) -> Draft:
    """The bank as it would be read from its file."""
    return draft_of(sheet.document, sheet.name, folder)


def problems(bank: Draft, scope: Scope, others: Sequence[Draft], sets: Path) -> list[Problem]:
    """All that ``kit check`` would say about this bank, others of the folder beside it."""
    read = in_own_words(bank, sets / SETS)
    alone = replace(scope, banks=(read,), lessons=(), guides=(), complete=False)
    beside = replace(alone, banks=(*others, read))
    found = {*bank.problems}
    for rule in BANK_RULES:
        found.update(rule(read, alone))
    for wide in ACROSS_RULES:
        found.update(wide(beside if wide in BESIDE else alone))
    return sorted(one for one in found if one.path == bank.name)


def wholly(
    sheet: Sheet, scope: Scope, others: Sequence[Draft], folder: Path, language: Language
) -> tuple[Finding, ...]:
    """Everything that is wrong with a bank."""
    bank = draft(sheet, folder)
    return findings(sheet, problems(bank, scope, others, folder), language, bank.problems)


def partly(
    sheet: Sheet,
    before: Sheet,
    found: tuple[Finding, ...],
    scope: Scope,
    folder: Path,
    language: Language,
) -> tuple[Finding, ...] | None:
    """What is wrong with a bank, ``found`` of which was wrong ``before``: changed items alone are
    looked at, each by itself. ``None`` if that would be many, or the settings have changed.
    """
    was = {piece.uid: piece.text for piece in before.pieces}
    changed = [piece for piece in sheet.pieces if was.get(piece.uid) != piece.text]
    if len(changed) > _FEW or (sheet.head, sheet.tail) != (before.head, before.tail):
        return None
    there = {piece.uid for piece in sheet.pieces} - {piece.uid for piece in changed}
    new = [one for one in found if one.uid in (*there, None)]
    for piece in changed:
        alone = replace(sheet, pieces=(piece,))
        now = wholly(alone, scope, (), folder, language)
        new += (one for one in now if one.uid == piece.uid)
    return tuple(new)


def findings(
    sheet: Sheet,
    found: Iterable[Problem],
    language: Language = "vi",
    stopping: Collection[Problem] = (),
) -> tuple[Finding, ...]:
    """The problems, each with its item and field; those of ``stopping`` keep a bank from use."""
    # Four empty rows of one field are one thing to mend.
    rows: dict[Finding, dict[int, None]] = {}
    for one in found:
        made, row = _finding(sheet, one, language)
        made = replace(made, stops=one in stopping)
        rows.setdefault(made, {}).update({row: None} if row else {})
    return tuple(_in_rows(made, sorted(numbers), language) for made, numbers in rows.items())


def _in_rows(one: Finding, rows: Sequence[int], language: Language) -> Finding:
    """The finding with the rows of its field that it is about."""
    if not rows:
        return one
    where = t("studio.in_rows", language, rows=", ".join(map(str, rows)))
    message = f"{one.message.removesuffix('.')} ({where})."
    return replace(one, message=message, rows=tuple(rows))


def _finding(sheet: Sheet, one: Problem, language: Language) -> tuple[Finding, int]:
    """A problem for the page, and the row of its field, from 1; 0 if it is about no one row."""
    match one.at:
        case ("items", int(n), *rest) if n < len(sheet.pieces):
            piece = sheet.pieces[n]
            form = form_of(str(piece.data.get("kind")))
            field = _FIELD_OF.get(one.code) or _field(form, rest)
            if one.code == "untagged":
                field = _unlabelled(piece.data)
            said = Finding(piece.uid, field, one.code, *_words(one, field, language))
            return said, _row(next((f for f in form if f.name == field), None), piece.data, rest)
        case at:
            field = _field(BANK, at)
            return Finding(None, field, one.code, *_words(one, field, language)), 0


def _row(field: Field | None, data: Mapping[str, object], at: Sequence[str | int]) -> int:
    if field is None or field.control not in ("rows", "cite") or len(at) < 2:
        return 0
    shown, key = data.get(field.keys[0]), at[1]
    if isinstance(shown, Mapping) and key in shown:
        return list(shown).index(key) + 1
    return key + 1 if isinstance(key, int) and at[0] == field.keys[0] else 0


def _field(form: Sequence[Field], at: Sequence[str | int]) -> str:
    """The field that shows the key at a place."""
    fitting = [field for field in form if at and at[0] in field.keys]
    exact = [one for one in fitting if {one.name, one.place} & {*at[1:]} or _ends(one, at)]
    return (exact or fitting)[0].name if fitting else ""


def _ends(field: Field, at: Sequence[str | int]) -> bool:
    return len(at) > 1 and field.name == f"{at[-2]}_{at[-1]}"


def _unlabelled(data: Mapping[str, object]) -> str:
    tags = data.get("tags")
    if not (isinstance(tags, Mapping) and tags.get("topic")):
        return "topic"
    return "difficulty" if data.get("level") else "level"


def _words(one: Problem, field: str, language: Language) -> tuple[str, str]:
    """Message and hint in words of the page, where the catalogue has some: no key, no line.

    A field of its own kind may have its own, which say how it is filled in. Which item and field
    are meant is seen, so the message need not begin with their names.
    """
    words, name = table("studio", language), f"said_{one.code.replace('-', '_')}"
    name = f"{name}_{field}" if f"{name}_{field}" in words else name
    said = _PLACE.sub("", one.message)
    message = words.get(name, f"{said[:1].upper()}{said[1:]}")
    return message, words.get(f"{name}_hint", one.hint)


@dataclass(frozen=True)
class Count:
    """How many findings there are of an item, or of the bank itself."""

    stops: int = 0
    """Of those for which ``kit build`` refuses the bank."""
    others: int = 0


def counts(found: Iterable[Finding]) -> dict[int | None, Count]:
    """How many there are of each item, and of the bank itself."""
    made: dict[int | None, Count] = {}
    for one in found:
        so_far = made.get(one.uid, Count())
        made[one.uid] = Count(so_far.stops + one.stops, so_far.others + (not one.stops))
    return made
