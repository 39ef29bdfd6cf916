"""The trainer's key to all codes of one printing, as data in words (see ``view``)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.amendments import AmendedBank
from kit.markdown import block, inline
from kit.model import Item
from kit.papers import Paper, Question, key_of
from kit.papers.layout import plain
from kit.reports.rich import blocks
from kit.text import write_number
from kit.wording import Language, t

View = dict[str, Any]

_ABREAST = 6
"""Codes side by side in one table; more of them get a table of their own."""


@dataclass(frozen=True)
class KeyHead:
    """What stands above a key."""

    title: str
    group: str
    version: str
    seed: str
    language: Language = "vi"


def key_view(papers: Sequence[Paper], bank: AmendedBank, head: KeyHead) -> View:
    """The key by number and code, and below it every question with its right answer in words.

    ``bank`` is that of the papers, with the keys that are in force.
    """
    lang = head.language
    names = ("title", "only", "number", "points", "answers", "questions")
    return {
        "language": lang,
        **{name: t(f"paper.key_{name}", lang) for name in names},
        "paper": head.title,
        "group": head.group,
        "about": t("paper.key_about", lang, version=head.version, seed=head.seed),
        "most": t("paper.key_most", lang, points=_most(papers[0])),
        "tables": [
            _table(papers[n : n + _ABREAST], bank, lang) for n in range(0, len(papers), _ABREAST)
        ],
        "details": list(_details(papers, bank, lang)),
    }


def _most(paper: Paper) -> float:
    return sum(question.points for question in paper.questions)


def _table(papers: Sequence[Paper], bank: AmendedBank, lang: Language) -> View:
    rows = [
        _row(abreast, bank, lang)
        for abreast in zip(*(paper.questions for paper in papers), strict=True)
    ]
    codes = [t("paper.word_code", lang, code=paper.code) for paper in papers]
    return {"codes": codes, "rows": rows}


def _row(abreast: Sequence[Question], bank: AmendedBank, lang: Language) -> View:
    """One number on all codes; points in each cell only where they differ between codes."""
    worth = {question.points for question in abreast}
    cells = [_cell(question, bank, len(worth) > 1, lang) for question in abreast]
    same = worth.pop() if len(worth) == 1 else 0
    shown = write_number(same, lang=lang) if same else ""
    return {"number": f"{abreast[0].number}", "points": shown, "cells": cells}


def _cell(question: Question, bank: AmendedBank, points_too: bool, lang: Language) -> str:
    item = bank.scored.item(question.item.id)
    key = key_of(question, item, lang)
    if item.id in bank.dropped:
        key = t("paper.key_dropped", lang)
    elif item.scored != "machine":
        key = t(f"paper.key_{item.scored}", lang)
    if points_too and question.points:
        return f"{key} ({t('quiz.points', lang, points=question.points)})"
    return key


def _details(papers: Sequence[Paper], bank: AmendedBank, lang: Language) -> Iterator[View]:
    """Every scored question in the order of the first code."""
    places: Mapping[str, list[str]] = {
        question.slot: [
            t("paper.key_place", lang, code=paper.code, number=number)
            for paper in papers
            for number, other in paper.numbers.items()
            if other.slot == question.slot
        ]
        for question in papers[0].questions
    }
    for question in papers[0].questions:
        if not question.points:
            continue
        item = bank.scored.item(question.item.id)
        dropped = bank.dropped.get(item.id)
        notes = [t(f"grade.dropped_{dropped}", lang)] if dropped else []
        yield {
            "where": "; ".join(places[question.slot]),
            "points": t("quiz.points", lang, points=question.points),
            "stem": blocks(block(item.stem)),
            "answer": f"{t('quiz.right_answer', lang)}:",
            "right": [] if dropped else blocks(block(item.key_text(lang))),
            "notes": [*notes, *_guide(item, lang)],
        }


def _guide(item: Item, lang: Language) -> Iterator[str]:
    """What whoever grades an essay looks for, a line each."""
    lines = [plain(inline(line)) for line in getattr(item, "rubric", ())]
    if lines:
        yield t("paper.key_guide", lang)
        yield from (f"– {line}" for line in lines)
