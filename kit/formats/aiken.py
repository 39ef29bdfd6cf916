"""Aiken: a question on a line, its options below, ``ANSWER: B``. Reading and writing.

Read are also its habits in use: ``Đáp án: B``, no blank behind the bracket, options that go on in
the next line, several letters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.formats.exchange import Data, Exported, Found, LeftOut, Reading, Remarks
from kit.formats.held import stem_of, tell_unheld, write_all
from kit.formats.marked import from_plain, to_plain
from kit.formats.raw import cleaned, read_text
from kit.kinds.single import Single
from kit.kinds.true_false import TrueFalseItem
from kit.model import Item, Quiz
from kit.wording import t

__all__ = ["ANSWER", "parse", "read", "write"]

ANSWER = re.compile(r"(?:ANSWER|Đáp án|ĐÁP ÁN)\s*[:.]\s*(.*)", re.IGNORECASE)
"""The line that ends a question."""

_OPTION = re.compile(r"([A-Za-z])(?:\)\s*|\.\s+)(\S.*)")
_LETTERS = re.compile(r"([A-Za-z])\b[).]?(?:\s*(?:[,;&+]|và|and)?\s*[A-Za-z]\b[).]?)*\s*")
_TRUTH = ({"đúng", "sai"}, {"true", "false"})


@dataclass
class _Draft:
    """A question as far as its lines have been read."""

    line: int = 0
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    """Letter and text."""
    answer: str | None = None
    wrapped: bool = False
    """Whether a line was taken to go on from the one before."""
    capitals: bool = True
    """Whether its options have capitals."""
    listing: bool = False
    """Whether the last option has a list with small letters."""


def read(path: Path) -> Reading:
    """The questions of a file; raises ``Problems`` for one that cannot be read."""
    text, encoding = read_text(path)
    about = Remarks(0, "")
    if encoding:
        about.told("encoding", encoding=encoding)
    return Reading(parse(text).found, tuple(about.notes))


def parse(text: str) -> Reading:
    """The questions of an Aiken text, the broken ones as well."""
    found = [_found(draft, number) for number, draft in enumerate(_drafts(cleaned(text)), 1)]
    return Reading(tuple(found))


def _drafts(text: str) -> Iterator[_Draft]:
    draft, blank = _Draft(), False
    lines = [line.strip() for line in text.split("\n")]
    behind = _first_letters(lines)
    for n, line in enumerate(lines, 1):
        if not line:
            blank = True
            continue
        option = _OPTION.fullmatch(line)
        if answer := ANSWER.fullmatch(line):
            draft.line, draft.answer = draft.line or n, answer[1].strip()
            yield draft
            draft = _Draft()
        elif option and _is_next(option[1], draft, blank and _asks(line, behind[n], draft)):
            if not draft.options:
                draft.line, draft.capitals = draft.line or n, option[1].isupper()
            draft.options.append((option[1].upper(), option[2].strip()))
            draft.listing = False
        elif draft.options and blank and not _is_entry(option, draft):  # has no answer
            yield draft
            draft = _Draft(n, [line])
        elif draft.options:
            letter, before = draft.options[-1]
            draft.options[-1], draft.wrapped = (letter, f"{before} {line}"), True
            draft.listing = draft.listing or _is_entry(option, draft)
        else:
            draft.line, draft.wrapped = draft.line or n, bool(draft.stem)
            draft.stem.append(line)
        blank = False
    if draft.line:
        yield draft


def _is_next(letter: str, draft: _Draft, asks: bool) -> bool:
    """Options go on from A, one or two may be missing; *C. Mác* is none before the A.

    ``asks`` tells that a question begins, as an A follows behind a blank line.
    """
    if draft.listing and letter.islower():
        return False
    skipped = ord(letter.upper()) - ord("A") - len(draft.options)
    missing = 0 < skipped < 3 and bool(draft.options) and letter.isupper()
    return (skipped == 0 or missing) and not (asks and draft.options)


def _is_entry(option: re.Match[str] | None, draft: _Draft) -> bool:
    """Whether the line is of a list inside an option: *a. …* among A, B, C."""
    return bool(option and option[1].islower() and draft.capitals)


def _first_letters(lines: Sequence[str]) -> Sequence[str]:
    """From each line on, the letter that the next line begins with that is not blank; "" for one
    without, and at the end."""
    found, letter = [""], ""
    for line in reversed(lines):
        if line:
            option = _OPTION.fullmatch(line)
            letter = option[1] if option else ""
        found.append(letter)
    return found[::-1]


def _asks(line: str, letter: str, draft: _Draft) -> bool:
    """Whether a first option follows: with any letter behind what asks, or one like the others."""
    return letter == ("A" if draft.capitals else "a") or (letter in ("A", "a") and line[-1:] == "?")


def _found(draft: _Draft, number: int) -> Found:
    place = t("exchange.line", line=draft.line)
    remarks = Remarks(number, place)
    try:
        data: Data | None = _data(draft, remarks)
    except LeftOut as why:
        remarks.left_out(why.code, **why.params)
        data = None
    return Found(number, place, data, tuple(remarks.notes), name=" ".join(draft.stem)[:40])


def _data(draft: _Draft, remarks: Remarks) -> Data:
    if not draft.stem:
        raise LeftOut("no_stem")
    if len(draft.options) < 2:
        raise LeftOut("one_answer")
    if draft.answer is None:
        raise LeftOut("no_answer_line")
    letters = _letters(draft.answer)
    known = [letter for letter, _ in draft.options]
    if not letters or set(letters) - set(known) or len(set(known)) < len(known):
        raise LeftOut("unknown_letter", answer=draft.answer[:40], known=", ".join(known))
    if draft.wrapped:
        remarks.told("lines_joined")
    stem = from_plain("\n".join(draft.stem))
    if len(letters) == 1 and {text.casefold() for _, text in draft.options} in _TRUTH:
        right = dict(draft.options)[letters[0]].casefold() in ("đúng", "true")
        return {"kind": "true_false", "stem": stem, "key": "đúng" if right else "sai"}
    options = {letter.lower(): from_plain(text, True) for letter, text in draft.options}
    key = [letter.lower() for letter in letters]
    if len(key) == 1:
        return {"kind": "single", "stem": stem, "options": options, "key": key[0]}
    remarks.told("several_letters")
    return {
        "kind": "multiple", "stem": stem, "options": options, "key": key, "rule": "all-or-nothing"
    }  # fmt: skip


def _letters(answer: str) -> list[str]:
    if re.fullmatch(r"[A-Z]{2,6}", answer):  # AC
        return sorted(set(answer))
    if not _LETTERS.fullmatch(answer):
        return []
    return list(dict.fromkeys(one.upper() for one in re.findall(r"\b[A-Za-z]\b", answer)))


def write(quiz: Quiz) -> Exported:
    """The bank's questions with one right option, as plain text."""
    parts, notes = write_all(quiz, _written)
    return Exported("\n".join(parts).encode(), notes, len(parts))


def _written(item: Item, remarks: Remarks) -> str:
    if isinstance(item, TrueFalseItem):
        options, right = [t("kinds.true"), t("kinds.false")], 0 if item.key else 1
    elif isinstance(item, Single):
        options = [_plain(text, True, remarks) for text in item.options.values()]
        right = [*item.options].index(item.key)
        if {text.casefold() for text in options} in _TRUTH:
            remarks.told("becomes_true_false")
    else:
        raise LeftOut("kind_not_held", kind=item.kind)
    tell_unheld(item, ("options", "key"), remarks)
    stem = _plain(stem_of(item, remarks), False, remarks)
    if ANSWER.fullmatch(stem) or _OPTION.fullmatch(stem):
        raise LeftOut("looks_like_sign", text=stem[:60])
    lines = (f"{chr(ord('A') + n)}) {text}" for n, text in enumerate(options))
    return "\n".join((stem, *lines, f"ANSWER: {chr(ord('A') + right)}", ""))


def _plain(text: str, inline: bool, remarks: Remarks) -> str:
    line = " ".join(to_plain(text, inline).split())
    if not line:
        raise LeftOut("looks_like_sign", text=text[:60])
    if from_plain(line, inline) != text:
        remarks.lost("form_not_held")
    return line
