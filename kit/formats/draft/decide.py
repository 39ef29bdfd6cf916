"""Which options of a question are right: what is said, ticked and shown must agree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kit.formats.draft.answers import Chosen, by_place, chosen
from kit.formats.draft.looks import Habit, Looks, looks_of
from kit.formats.draft.model import Answer, Draft, remark_at
from kit.formats.draft.words import kind_named
from kit.formats.exchange import Fate, LeftOut
from kit.formats.rich import Rich
from kit.text import fold
from kit.wording import t

__all__ = ["Key", "counts_options", "key_of", "said_of"]

_ONE = r"\W*(?:(?:đáp án|phương án|câu|ý)\s+)?(?:[a-h]|[1-8])\W*"
_EITHER = re.compile(rf"{_ONE}(?:(?:/|(?<=\s)(?:hoặc|hay|or)\s){_ONE})+", re.IGNORECASE)
"""*A/B*, *A hoặc B*: both of them, or one, which nobody but the author knows."""
_LONGEST = 40


@dataclass(frozen=True)
class Key:
    """The right options."""

    places: tuple[int, ...]
    reasons: tuple[str, ...] = ()
    """What stood behind the letters."""
    by_look: bool = False
    """Whether only looks say so."""
    unusual: bool = False
    """Whether only a look says so that is no sign in the rest of the document."""


@dataclass
class _Voices:
    """What each of the ways to tell the key says."""

    said: list[tuple[str, frozenset[int]]] = field(default_factory=list)

    def add(self, how: str, places: frozenset[int]) -> None:
        if places:
            self.said.append((how, places))

    def agreed(self, draft: Draft) -> frozenset[int]:
        """What they say; raises ``LeftOut`` if they say nothing, or different things."""
        if not self.said:
            raise LeftOut("no_key")
        if len({places for _, places in self.said}) > 1:
            labels = _labels(draft)
            found = (
                f"{how} {', '.join(labels[n] for n in sorted(places))}" for how, places in self.said
            )
            raise LeftOut("key_contradicts", found="; ".join(found))
        return self.said[0][1]


def key_of(draft: Draft, habit: Habit) -> Key:
    """The right options of a question with options; raises ``LeftOut``."""
    voices, reasons = _Voices(), list[str]()
    for answer in draft.answers:
        if found := said_of(draft, answer.text, habit.counting):
            how = "voice_list" if answer.listed else "voice_line"
            voices.add(t(f"exchange.{how}"), frozenset(found.places))
            _tell_counted(draft, answer, found, habit.counting)
            reasons += filter(None, [found.rest])
    marked = [n for n, option in enumerate(draft.options) if option.ticked]
    if len(marked) < len(draft.options):
        voices.add(t("exchange.voice_tick"), frozenset(marked))
    unusual = not draft.own and _look(draft, habit, voices)
    places = tuple(sorted(voices.agreed(draft)))
    look = t("exchange.voice_look")
    return Key(places, tuple(reasons), all(how == look for how, _ in voices.said), unusual)


def _tell_counted(draft: Draft, answer: Answer, found: Chosen, counting: bool | None) -> None:
    """Say which option a number names that alone could be read in two ways."""
    labels, texts = _labels(draft), [option.text.text for option in draft.options]
    text = answer.text.text
    if counting is not None and chosen(text, labels, texts) is None:
        right = ", ".join(labels[n] for n in found.places)
        about = {"answer": " ".join(text.split())[:40], "right": right}
        remark_at(draft, answer.place, Fate.TOLD, "key_counted", **about)


def _look(draft: Draft, habit: Habit, voices: _Voices) -> bool:
    """Add what the looks say; whether that is all there is, and unusual in this document."""
    looks = looks_of(draft.options)
    shown, agree = habit.chosen(looks)
    usual = _is_sign(habit, looks)
    if not shown or (voices.said and not usual):
        return False
    if not agree:
        raise LeftOut("looks_contradict", found=_described(draft, looks))
    alone = not voices.said
    voices.add(t("exchange.voice_look"), shown)
    return alone and not usual


def said_of(draft: Draft, text: Rich, counting: bool | None) -> Chosen | None:
    """The options that a key names; ``None`` for an empty one; raises ``LeftOut``."""
    if not text:
        return None
    labels, texts = _labels(draft), [option.text.text for option in draft.options]
    said = fold(text.text.strip(" ."))
    # 3/2 may be a day, and 1/2 a part.
    either = len(said) <= _LONGEST and said not in {fold(one.strip(" .")) for one in texts}
    if either and _EITHER.fullmatch(text.text) and not _of_several(draft):
        raise LeftOut("key_either", answer=" ".join(text.text.split())[:40])
    found = chosen(text.text, labels, texts, counting)
    if found is None:
        shown = " ".join(text.text.split())[:40]
        code = "unknown_key" if chosen(text.text, labels, texts, True) is None else "key_two_ways"
        raise LeftOut(code, answer=shown, known=", ".join(labels))
    return found


def _of_several(draft: Draft) -> bool:
    """Whether its author calls it a question with several right options."""
    return any(
        one.name == "kind" and kind_named(" ".join(part.text for part in one.text)) == "multiple"
        for one in draft.entries
    )


def counts_options(drafts: Sequence[Draft]) -> bool | None:
    """Whether numbers as keys count the options in these questions, as far as any of them tells."""
    found = {
        by_place(answer.text.text, _labels(draft), [one.text.text for one in draft.options])
        for draft in drafts
        for answer in draft.answers
    } - {None}
    return found.pop() if len(found) == 1 else None


def _labels(draft: Draft) -> Sequence[str]:
    return [option.label or chr(ord("A") + n) for n, option in enumerate(draft.options)]


def _is_sign(habit: Habit, looks: Looks) -> bool:
    most = max(habit.counts, default=0)
    return any(
        name in looks and count * 10 >= most
        for name, count in zip(habit.looks, habit.counts, strict=True)
    )


def _described(draft: Draft, looks: Looks) -> str:
    labels = _labels(draft)
    return "; ".join(
        f"{_name(name)} {', '.join(labels[n] for n in sorted(places))}"
        for name, places in looks.items()
    )


def _name(look: str) -> str:
    return t(f"exchange.look_{look.partition('-')[0]}")
