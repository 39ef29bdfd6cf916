"""Kinds that a document names: bank data out of a draft whose author said what it is."""

import re
from collections.abc import Callable, Sequence
from string import ascii_lowercase

from kit.formats.draft.answers import chosen, latin, truth, truths
from kit.formats.draft.common import one_line
from kit.formats.draft.model import Draft
from kit.formats.draft.own_gaps import cloze
from kit.formats.draft.texts import option_text, paragraphs, rejoined
from kit.formats.draft.words import split_bars, value_of
from kit.formats.exchange import Data, LeftOut
from kit.formats.rich_markdown import inline_of

__all__ = ["KINDS", "cluster", "labelled", "letters", "true_false", "typed"]

_BULLET = re.compile(r"(?:\s*[-–—+•·*▪○◦□■]\s*)?")
_WORDS = re.compile(r"(\d{1,5})\s*[-–]\s*(\d{1,5})")


def labelled(texts: Sequence[str]) -> dict[str, str]:
    """Options by letter; raises ``LeftOut`` for fewer than two, or more than a bank holds."""
    if len(texts) < 2:
        raise LeftOut("one_answer")
    if len(texts) > 12:
        raise LeftOut("too_many_answers", count=len(texts))
    return dict(zip(ascii_lowercase, texts, strict=False))


def options_of(draft: Draft) -> list[str]:
    """Markdown of the options; raises ``LeftOut`` if one is blank."""
    texts = [option_text(option, draft) for option in draft.options]
    if not all(texts):
        raise LeftOut("empty_answer")
    return texts


def letters(text: str, draft: Draft) -> list[str]:
    """Ids of the options that letters name; raises ``LeftOut`` for others."""
    named = re.findall(r"[^\W\d_]+", latin(text).casefold())
    known = ascii_lowercase[: len(draft.options)]
    if named and all(len(one) == 1 and one in known for one in named):
        return list(dict.fromkeys(named))
    texts = [option.text.text for option in draft.options]
    found = chosen(text, [*known.upper()], texts)
    if found is None:
        raise LeftOut("unknown_key", answer=text[:40], known=", ".join(known.upper()))
    return [known[place] for place in found.places]


def typed(draft: Draft) -> list[str]:
    """The keys as typed, a wording each; raises ``LeftOut`` if there is none."""
    lines = [line.text for answer in draft.answers for line in answer.text.lines() if line]
    for entry in (*draft.all("accept"), *draft.all("part")):
        lines += [part.text.strip() for part in entry.text if part]
    if not lines:
        raise LeftOut("no_key")
    return list(dict.fromkeys(lines))


def _one(draft: Draft) -> str:
    """The key as typed; raises ``LeftOut`` for none, and for several."""
    first, *others = typed(draft)
    if others:
        raise LeftOut("several_for_one", answer="; ".join((first, *others))[:60])
    return first


def true_false(draft: Draft) -> Data:
    """One statement."""
    said = _one(draft)
    key = truth(said)
    if key is None:
        raise LeftOut("no_truth", answer=said[:40])
    return {"key": "đúng" if key else "sai"}


def cluster(draft: Draft) -> Data:
    """Several statements."""
    texts = options_of(draft)
    said = " ".join(typed(draft)) if any(answer.text for answer in draft.answers) else ""
    found = truths(said, len(texts)) if said else _ticked(draft)
    if found is None:
        raise LeftOut("no_truth", answer=said[:40])
    keys = ["đúng" if one else "sai" for one in found]
    statements = {
        id: {"text": text, "key": key}
        for (id, text), key in zip(labelled(texts).items(), keys, strict=True)
    }
    steps = _bars(draft, "steps")
    count = len(texts) + 1
    if steps or count != 5:
        return {"statements": statements, "steps": steps or _even(count)}
    return {"statements": statements}


def _even(count: int) -> list[str]:
    """The points grow evenly where the Ministry's table has no row."""
    return [f"{n / (count - 1):.4g}" for n in range(count)]


def _ticked(draft: Draft) -> tuple[bool, ...] | None:
    if any(one.ticked or one.crossed for one in draft.options):
        return tuple(one.ticked for one in draft.options)
    return None


def _single(draft: Draft) -> Data:
    said = _one(draft)
    keys = letters(said, draft)
    if len(keys) != 1:
        raise LeftOut("several_for_one", answer=said[:40])
    return {"options": labelled(options_of(draft)), "key": keys[0], **_about_options(draft)}


def _multiple(draft: Draft) -> Data:
    data: Data = {
        "options": labelled(options_of(draft)),
        "key": letters(" ".join(typed(draft)), draft),
        **_about_options(draft),
    }
    if entry := draft.entry("rule"):
        data["rule"] = value_of("rule", entry)
    return data


def _about_options(draft: Draft) -> Data:
    data: Data = {}
    if entry := draft.entry("pin"):
        data["pin"] = letters(one_line(entry), draft)
    said = {}
    for entry in draft.all("feedback"):
        [id] = letters(entry.argument, draft)
        said[id] = paragraphs(entry.text, draft)
    return {**data, **({"feedback": said} if said else {})}


def _matching(draft: Draft) -> Data:
    texts = options_of(draft)
    missing = [one.label for one in draft.options if not one.beside]
    if missing:
        raise LeftOut("no_partner", labels=", ".join(missing))
    right = [inline_of(one.beside, draft.remarks) for one in draft.options if one.beside]
    if len(set(texts)) < len(texts):
        raise LeftOut("left_twice", texts=", ".join(texts))
    extra = [inline_of(part, draft.remarks) for one in draft.all("extra") for part in one.text]
    pairs = dict(zip(texts, right, strict=True))
    return {"pairs": pairs, **({"extra": extra} if extra else {})}


def _ordering(draft: Draft) -> Data:
    texts = labelled(options_of(draft))
    order = letters(" ".join(typed(draft)), draft) if draft.answers else [*texts]
    if not draft.answers:
        ends = [*texts.values()]
        draft.remarks.lost("order_as_given", first=ends[0][:40], last=ends[-1][:40])
    if sorted(order) != [*texts]:
        raise LeftOut("not_every_letter", answer=", ".join(order).upper())
    return {"sequence": [texts[id] for id in order]}


def _text(draft: Draft) -> Data:
    return {"accept": typed(draft), **_marks(draft)}


def _set(draft: Draft) -> Data:
    data: Data = {"accept": [split_bars(line) for line in typed(draft)], **_marks(draft)}
    if entry := draft.entry("need"):
        data["need"] = one_line(entry)
    return data


def _keyed(draft: Draft) -> Data:
    data: Data = {"key": _one(draft), **_marks(draft)}
    if entry := draft.entry("tolerance"):
        data["tolerance"] = one_line(entry)
    if unit := _bars(draft, "unit"):
        data["unit"] = unit
    return data


def _marks(draft: Draft) -> Data:
    entry = draft.entry("without_marks")
    return {"without_marks": value_of("marks", entry)} if entry else {}


def _bars(draft: Draft, name: str) -> list[str]:
    entry = draft.entry(name)
    return [part.replace(",", ".") if name == "steps" else part
            for part in split_bars(one_line(entry))] if entry else []  # fmt: skip


def _essay(draft: Draft) -> Data:
    data: Data = {}
    lines = [part for one in draft.all("rubric") for part in one.text if part]
    if not draft.own:
        lines = [line.cut(_BULLET.match(line.text).end()) for line in rejoined(lines)]  # type: ignore[union-attr]
    if rubric := [inline_of(line, draft.remarks) for line in lines]:
        data["rubric"] = rubric
    entry = draft.entry("words")
    found = _WORDS.fullmatch(one_line(entry)) if entry else None
    if entry and not found:
        raise LeftOut("unknown_word", label=entry.label, text=one_line(entry)[:60])
    return {**data, **({"words": [found[1], found[2]]} if found else {})}


def _survey(draft: Draft) -> Data:
    data: Data = {"options": labelled(options_of(draft))} if draft.options else {}
    return {**data, **({"many": "true"} if draft.entry("many") else {})}


KINDS: dict[str, Callable[[Draft], Data]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": true_false,
    "cluster": cluster,
    "matching": _matching,
    "ordering": _ordering,
    "text": _text,
    "set": _set,
    "cloze": cloze,
    "essay": _essay,
    "survey": _survey,
    **dict.fromkeys(("number", "percent", "range", "date", "docnum"), _keyed),
}
"""Kind → its own fields."""
