"""Drafts as bank data: the kind is the one that was named, or the one that its parts speak of."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.answers import truth
from kit.formats.draft.common import common, one_line
from kit.formats.draft.decide import Key, counts_options, key_of, said_of
from kit.formats.draft.from_zero import count_from_one
from kit.formats.draft.labels import GUIDES
from kit.formats.draft.listed import in_order, is_cluster, one_right, pairs_of
from kit.formats.draft.looks import Habit, Looks, habit_of, looks_of
from kit.formats.draft.model import Draft, Entry, remark_at
from kit.formats.draft.own_in import (
    KINDS,
    cluster,
    labelled,
    letters,
    options_of,
    true_false,
    typed,
)
from kit.formats.draft.pins import pins_of
from kit.formats.draft.texts import stem_text
from kit.formats.draft.words import kind_named
from kit.formats.exchange import Data, Fate, Found, LeftOut, quoted
from kit.formats.rich import plain_text
from kit.text import bare, parse_number, slug

__all__ = ["build"]

_LETTERS = re.compile(r"\W*[A-Ha-h](?:\W+(?:và\W+)?[A-Ha-h])*\W*|[A-H]{2,8}")
_ABOUT_KEY = (
    "no_key",
    "unclear_pairs",
    "unknown_key",
    "key_two_ways",
    "key_either",
    "no_truth",
    "several_for_one",
    "not_every_letter",
)
"""Reasons that are told at the place of the key."""
_CHOICES = ("single", "multiple")
_WITH_OPTIONS = (*_CHOICES, "cluster", "matching", "ordering", "survey")
_WITHOUT_KEY = ("cloze", "matching", "essay", "survey")
_TRUTHS = ({"dung", "sai"}, {"true", "false"})


def build(drafts: Sequence[Draft]) -> list[Found]:
    """Each question as bank data, or with the reason why not."""
    count_from_one(drafts)
    habit = _habit([one for one in drafts if len(one.options) > 1 and not (one.own or one.right)])
    essays = sum(not one.options for one in drafts) * 2 > len(drafts)
    return [_found(draft, habit, essays) for draft in drafts]


def _habit(drafts: Sequence[Draft]) -> Habit:
    counting = counts_options(drafts)
    unkeyed: list[Looks] = []
    keyed: list[tuple[Looks, frozenset[int]]] = []
    for draft in drafts:
        looks = looks_of(draft.options)
        try:
            found = [said_of(draft, answer.text, counting) for answer in draft.answers]
            said = [one for one in found if one]
        except LeftOut:
            continue
        if said:
            keyed.append((looks, frozenset(said[0].places)))
        elif not any(option.ticked for option in draft.options):
            unkeyed.append(looks)
    return replace(habit_of(unkeyed, keyed), counting=counting, one_right=one_right(drafts))


def _found(draft: Draft, habit: Habit, essays: bool) -> Found:
    remarks = draft.remarks
    data: Data | None = None
    try:
        data = _data(draft, habit, essays)
    except LeftOut as why:
        about_key = draft.answers and why.code in _ABOUT_KEY
        place = draft.answers[0].place if about_key else draft.place
        remark_at(draft, place, Fate.LEFT_OUT, why.code, **why.params)
    id = draft.entry("id")
    if data:
        _tell_unused(draft, str(data["kind"]))
    name = " ".join(part.text for part in draft.stem)[:60]
    return Found(
        draft.number, draft.place, data, tuple(remarks.notes), slug(one_line(id)) if id else "",
        "" if data else name,
    )  # fmt: skip


def _tell_unused(draft: Draft, kind: str) -> None:
    """Say what a question of this kind has no place for."""
    for entry in draft.unused():
        text = quoted([one_line(entry)])
        remark_at(draft, entry.place, Fate.LOST, "unused_field", label=entry.label, text=text)
    options = [one.text.text for one in draft.options if one.text]
    if options and kind not in _WITH_OPTIONS and not (kind == "true_false" and _of_truths(options)):
        draft.remarks.lost("unused_options", text=quoted(options))
    if kind in _WITHOUT_KEY:
        for answer in draft.answers:
            if answer.text:
                text = quoted([answer.text.text])
                remark_at(draft, answer.place, Fate.LOST, "unused_key", text=text)


def _of_truths(texts: Sequence[str]) -> bool:
    """Whether the only options are right and wrong."""
    return len(texts) == 2 and {bare(text) for text in texts} in _TRUTHS


def _data(draft: Draft, habit: Habit, essays: bool) -> Data:
    kind, own = _kind_and_fields(draft, habit, essays)
    return {"kind": kind, "stem": stem_text(draft), **own, **common(draft)}


def _kind_and_fields(draft: Draft, habit: Habit, essays: bool) -> tuple[str, Data]:
    if draft.right:
        return "matching", pairs_of(draft)
    if found := _named(draft, habit):
        return found
    if draft.own and draft.options and draft.answers and not draft.entry("kind"):
        kind = "single" if len(letters(typed(draft)[0], draft)) == 1 else "multiple"
        return kind, KINDS[kind](draft)
    if len(draft.options) > 1:
        return _choice(draft, habit)
    if draft.options:
        raise LeftOut("one_answer")
    return _open(draft, essays)


def _named(draft: Draft, habit: Habit) -> tuple[str, Data] | None:
    """The question as the kind that its author calls it; ``None`` if that is not said."""
    entry = draft.entry("kind")
    said = one_line(entry) if entry else ""
    if not entry or not said:
        return None
    kind = kind_named(said)
    if kind is None:
        remark_at(draft, entry.place, Fate.LOST, "unknown_kind_named", kind=said[:60])
    elif kind == "true_false" and _of_truths([one.text.text for one in draft.options]):
        return _choice(draft, habit)
    elif kind == "true_false" and not draft.own and len(draft.options) > 1 and is_cluster(draft):
        return "cluster", cluster(draft)
    elif kind and (draft.own or kind not in _CHOICES):
        if kind == "essay":
            _guide(draft)
        return kind, KINDS[kind](draft)
    elif kind:
        return _choice(draft, habit, kind)
    return None


def _choice(draft: Draft, habit: Habit, named: str = "") -> tuple[str, Data]:
    """A question with options; ``named`` is the kind of choice that its author wants."""
    if not named and is_cluster(draft, habit.one_right):
        return "cluster", cluster(draft)
    if not named and (order := in_order(draft)):
        return "ordering", {"sequence": order}
    key = key_of(draft, habit)
    _tell(draft, key)
    if key.reasons:
        reasons = tuple(plain_text(one) for one in key.reasons)
        draft.entries.append(Entry("explanation", "", reasons, draft.place))
    texts = options_of(draft)
    if _of_truths(texts) and not named and len(key.places) == 1:
        return "true_false", {"key": "đúng" if truth(texts[key.places[0]]) else "sai"}
    options = labelled(texts)
    ids = [*options]
    names = [ids[place] for place in key.places]
    pinned = pins_of(draft, options)
    data: Data = {"options": options, **({"pin": pinned} if pinned else {})}
    if named == "single" and len(names) > 1:
        raise LeftOut("several_for_one", answer=", ".join(names).upper())
    if len(names) == 1 and named != "multiple":
        return "single", {**data, "key": names[0]}
    if not named:
        draft.remarks.told("several_letters")
    return "multiple", {**data, "key": names, "rule": "all-or-nothing"}


def _tell(draft: Draft, key: Key) -> None:
    if key.unusual:
        draft.remarks.lost("unusual_look")
    elif key.by_look and len(key.places) > 1:
        draft.remarks.lost("several_looks")
    judged = [one.ticked or one.crossed for one in draft.options]
    if any(one.crossed for one in draft.options) and not all(judged):
        draft.remarks.lost("not_all_judged")


def _open(draft: Draft, essays: bool) -> tuple[str, Data]:
    """A question without options: something to type, or to write."""
    explained = draft.entry("explanation") or draft.entry("rubric")
    if not any(answer.text for answer in draft.answers) and explained:
        draft.answers = []  # a blank cell of keys, and a guide for whoever grades
    if draft.answers and draft.hint != "essay":
        said = typed(draft)
        if len(said) > 1 and [one[:2].strip(".:) ") for one in said] == [
            str(n) for n in range(1, len(said) + 1)
        ]:
            raise LeftOut("no_options_for", answer=" ".join(said)[:40])  # Đáp án 1: …, Đáp án 2: …
        if _LETTERS.fullmatch(" ".join(said)) and draft.hint != "text":
            raise LeftOut("no_options_for", answer=" ".join(said))
        if truth(said[0]) is not None:
            return "true_false", true_false(draft)
        number = parse_number(said[0])
        if len(said) == 1 and number and not number.alternatives:
            return "number", {"key": said[0]}
        if all(len(one) <= 80 for one in said):
            draft.remarks.told("becomes_text")
            return "text", {"accept": [one for line in said for one in _wordings(line)]}
    if not (draft.hint == "essay" or essays or explained or draft.answers):
        raise LeftOut("no_options")
    _guide(draft)
    if draft.hint != "essay":
        draft.remarks.lost("becomes_essay")
    return "essay", KINDS["essay"](draft)


def _guide(draft: Draft) -> None:
    """What is given as the key of an essay, or as a hint to it, guides whoever grades it."""
    keys = [Entry("rubric", "", (one.text,), one.place, "") for one in draft.answers if one.text]
    draft.answers = []
    draft.entries = [*keys, *draft.entries]
    for n, entry in enumerate(draft.entries):
        guides = not entry.label or bare(entry.label).startswith(GUIDES)
        if entry.name == "explanation" and guides:
            draft.entries[n] = replace(entry, name="rubric")


def _wordings(line: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s+/\s+|\s*;\s*", line) if part.strip()]
