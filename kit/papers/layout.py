"""Which question and which option stands where on the paper of a code.

The codes of one printing have the same questions: one draw for the room, by the printing's seed.
Questions that are answered in the same way stand together and are shuffled among themselves, so
whatever the code, a number is answered in the same way: one instruction, one column to type in.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from html import unescape
from itertools import groupby
from typing import Any

from kit.drawing import Slot, paper, shuffled
from kit.model import Item, Quiz
from kit.text import about_others

FORMS = {
    "single": "choice", "multiple": "choices", "true_false": "judgement", "cluster": "judgements",
    "matching": "pairs", "ordering": "order", "cloze": "gaps", "text": "words", "number": "words",
    "percent": "words", "range": "words", "date": "words", "docnum": "words", "set": "list",
    "essay": "prose", "survey": "opinion",
}  # fmt: skip
"""Kind → how it is answered on paper, in the order of a paper's parts."""

_ORDER = {form: n for n, form in enumerate(dict.fromkeys(FORMS.values()))}
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Question:
    """One question where it stands on the paper of a code."""

    number: int
    """From 1."""
    slot: str
    item: Item
    points: float
    """0 for a survey."""
    show: dict[str, Any] = field(hash=False)
    """``item.present()``, its parts in the order of this paper."""

    @property
    def form(self) -> str:
        """How it is answered: one of ``FORMS``."""
        return FORMS[self.item.kind]

    @property
    def unit(self) -> str:
        """What stands behind the line for an answer in words; most of the time nothing."""
        return self.show.get("unit") or ("%" if self.show.get("input") == "percent" else "")


@dataclass(frozen=True)
class Part:
    """Questions next to each other that are answered in the same way."""

    form: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Paper:
    """The paper of one code."""

    code: str
    questions: tuple[Question, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its questions by form, in their order."""
        by_form = groupby(self.questions, lambda question: question.form)
        return tuple(Part(form, tuple(questions)) for form, questions in by_form)

    @cached_property
    def numbers(self) -> dict[int, Question]:
        """The questions by their number."""
        return {question.number: question for question in self.questions}


def lay_out(quiz: Quiz, seed: str, code: str, kept: bool = False) -> Paper:
    """The paper of a code: the same for the same bank, seed and code, on any machine.

    ``kept`` leaves the questions in the order of the draw, the same for all codes; options are
    shuffled all the same.
    """

    def rank(*names: str) -> bytes:
        return sha256("/".join((seed, code, *names)).encode()).digest()

    def place(slot: Slot) -> tuple[int, bytes]:
        form = FORMS[quiz.item(slot.item).kind]
        if kept:
            return int(form == "opinion"), b""
        return _ORDER[form], rank(slot.item)

    def question(number: int, slot: Slot) -> Question:
        item = quiz.item(slot.item)
        show = _show(item, quiz.settings.shuffle_options, lambda id: rank(item.id, id))
        return Question(number, slot.id, item, slot.points, show)

    slots = sorted(paper(quiz, seed), key=place)
    return Paper(code, tuple(question(number, slot) for number, slot in enumerate(slots, 1)))


def _show(item: Item, shuffle: bool, rank: Callable[[str], bytes]) -> dict[str, Any]:
    said = dict(_about_others(item))

    def mix(options: list[dict[str, str]]) -> None:
        options.sort(key=lambda option: rank(option["id"]))

    # “Cả A và B” is true of one order only; “Tất cả các ý trên” of one place.
    return shuffled(item, shuffle and "letters" not in said.values(), mix, frozenset(said))


def _about_others(item: Item) -> Iterator[tuple[str, str]]:
    for option in item.present().get("options", ()):
        if said := about_others(plain(option["text"])):
            yield option["id"], said


def plain(html: str) -> str:
    """The visible text of an option or the like."""
    return unescape(_MARKUP.sub("", html))
