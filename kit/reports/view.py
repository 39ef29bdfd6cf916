"""A printed paper as data, in words: all that Word and PDF have to set, and nothing to decide.

The data is JSON: lists, dictionaries, texts, numbers. Formatted text is as in ``rich``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import ceil
from typing import Any

from kit.markdown import block, inline
from kit.papers import Paper, Part, Question
from kit.papers.layout import plain
from kit.papers.marks import LETTERS
from kit.papers.texts import gaps_of
from kit.reports.answer_sheet import answer_sheet
from kit.reports.rich import Run, blocks, runs
from kit.wording import Language, t

View = dict[str, Any]

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
_SHORT = {False: ((12, 4), (28, 2)), True: ((8, 4), (20, 2))}
"""Large type or not → options of at most so many characters stand so many in a row."""
_FIRST_GAP = 0xE000
"""Stands for a gap while its text is made from Markdown: a character that nobody writes."""
_GAP_MARK = re.compile("([\ue000-\ue0ff])")
_TO_BE_READ = ("date", "month", "docnum", "range")
"""Answers whose shape is said, as a machine has to read what will be typed."""
_MOST_LINES = 20
_USUAL_WORDS = 300
"""What an essay has room for where its author asks for no length."""
_WORDS_A_LINE = 12


@dataclass(frozen=True)
class Head:
    """What stands above a paper."""

    title: str
    group: str = ""
    """Empty for a bank that is printed without a group: a line to write it on."""
    unit: str = ""
    minutes: int | None = None
    """How long there is; ``None`` leaves dots to write it on."""
    consent: str = ""
    """What is agreed to by a cross on what is handed in; empty where nothing is kept."""
    sheet: bool = True
    """Whether an answer sheet follows."""
    large: bool = False
    language: Language = "vi"


def view(paper: Paper, head: Head) -> View:
    """The paper of one code."""
    lang = head.language
    parts = paper.parts
    same = _same_points(paper.questions)
    # Numbered unless the questions were left in their order, where one form comes again and again.
    numbered = 1 < len(parts) == len({part.form for part in parts})
    numerals = _ROMAN if numbered else repeat("")
    shown = [
        _part(part, numeral, same is None, head)
        for part, numeral in zip(parts, numerals, strict=False)
    ]
    return {
        "language": lang,
        "large": head.large,
        "code": paper.code,
        "words": _words(paper.code, lang),
        "head": _head(head, paper.questions, same),
        "parts": shown,
        "sheet": answer_sheet(paper, lang) if head.sheet else None,
        "consent": _consent(head.consent, lang) if head.consent else None,
    }


def _consent(text: str, lang: Language) -> dict[str, str]:
    """What a member agrees to by a cross, on whatever is handed in."""
    names = ("keep", "no", "signature")
    return {"text": text, **{name: t(f"paper.consent_{name}", lang) for name in names}}


def _words(code: str, lang: Language) -> dict[str, str]:
    """What the setters write themselves."""
    names = ("page", "of", "name", "learner_id", "yes", "no", "statement", "end")
    return {
        **{name: t(f"paper.word_{name}", lang) for name in names},
        "code": t("paper.word_code", lang, code=code),
    }


def _head(head: Head, questions: Sequence[Question], same: float | None) -> View:
    lang = head.language
    minutes = head.minutes or "………"
    asked = sum(question.item.scored != "never" for question in questions)
    about = [t("paper.time", lang, minutes=minutes), t("paper.count", lang, count=asked)]
    if same:
        about.append(t("paper.points_each", lang, points=same))
    if opinions := len(questions) - asked:
        about.append(t("paper.count_opinions", lang, count=opinions))
    return {
        "unit": head.unit,
        "group": head.group or f"{t('paper.word_group', lang)} ………………………",
        "title": head.title,
        "about": " · ".join(about),
        "how": t("paper.how_sheet" if head.sheet else "paper.how_paper", lang),
    }


def _same_points(questions: tuple[Question, ...]) -> float | None:
    """What each scored question is worth, if all are worth the same."""
    worth = {question.points for question in questions if question.points}
    return worth.pop() if len(worth) == 1 else None


def _part(part: Part, numeral: str, differ: bool, head: Head) -> View:
    lang = head.language
    title = t(f"paper.part_{part.form}", lang)
    if numeral:
        title = t("paper.part", lang, numeral=numeral, title=title)
    same = _same_points(part.questions) if len(part.questions) > 1 else None
    if differ and same:
        title = f"{title} ({t('paper.points_each', lang, points=same)})"
    rules = {getattr(question.item, "rule", "") for question in part.questions}
    rule = t(f"quiz.rule_{next(iter(rules))}", lang) if len(rules) == 1 and "" not in rules else ""
    how = " ".join(filter(None, (t(f"paper.how_{part.form}", lang), rule)))
    one_each = differ and not same
    shown = [_question(one, one_each, len(rules) > 1, head) for one in part.questions]
    return {"title": title, "how": how, "questions": shown}


def _question(question: Question, points_too: bool, rule_too: bool, head: Head) -> View:
    lang, item = head.language, question.item
    label = t("quiz.question", lang, number=question.number)
    if points_too and question.points:
        label = f"{label} ({t('quiz.points', lang, points=question.points)})"
    notes = [t(f"quiz.note_{item.note}", lang)] if item.note else []
    if rule_too:
        notes.append(t(f"quiz.rule_{getattr(item, 'rule', '')}", lang))
    notes += _examples(question, lang)
    return {
        "label": f"{label}.",
        "stem": blocks(block(item.stem)),
        "notes": notes,
        "body": _body(question, head),
    }


def _examples(question: Question, lang: Language) -> Iterator[str]:
    """How an answer is to be written that a machine has to read."""
    if question.form == "words" and (kind := question.show["input"]) in _TO_BE_READ:
        counted = kind == "number" and bool(question.show.get("unit"))
        yield t("quiz.example_count" if counted else f"quiz.example_{kind}", lang)
    if question.form == "prose" and (words := question.show.get("words")):
        low, high = words
        wanted = t("quiz.words_wanted", lang, min=low, max=high)
        yield wanted if low else t("quiz.words_most", lang, max=high)


def _body(question: Question, head: Head) -> View:
    show = question.show
    match question.form:
        case "choice" | "choices":
            return _options(show["options"], head.large)
        case "opinion":
            lines = {"type": "lines", "count": 2, "unit": ""}
            return _options(show["options"], head.large) if show["options"] else lines
        case "judgement":
            return {"type": "judgement"}
        case "judgements":
            return {"type": "judgements", "entries": _lettered(show["statements"], lower=True)}
        case "pairs":
            left = [
                {"mark": f"{n}.", "runs": runs(one["text"])}
                for n, one in enumerate(show["left"], 1)
            ]
            return {"type": "pairs", "left": left, "right": _lettered(show["right"])}
        case "order":
            return {"type": "order", "entries": _lettered(show["entries"], lower=True)}
        case "gaps":
            return _gaps(question, head.language)
        case "list":
            return {"type": "numbered", "count": show["count"]}
        case "prose":
            _, most = show.get("words") or (0, _USUAL_WORDS)
            lines_wanted = ceil(most / _WORDS_A_LINE)
            return {"type": "lines", "count": min(_MOST_LINES, max(6, lines_wanted)), "unit": ""}
        case _:
            return {"type": "lines", "count": 1, "unit": question.unit}


def _lettered(entries: list[dict[str, str]], lower: bool = False) -> list[View]:
    """Entries with the letters by which they are answered."""
    letters = LETTERS.lower() if lower else LETTERS
    mark = "{})" if lower else "{}."
    return [
        {"mark": mark.format(letter), "runs": runs(entry["text"])}
        for letter, entry in zip(letters, entries, strict=False)
    ]


def _options(options: list[dict[str, str]], large: bool) -> View:
    longest = max(len(plain(option["text"])) for option in options)
    columns = next((many for most, many in _SHORT[large] if longest <= most), 1)
    if columns == 4 and len(options) == 3:
        columns = 3
    return {"type": "options", "columns": columns, "entries": _lettered(options)}


def _gaps(question: Question, lang: Language) -> View:
    """The text with its numbered gaps, and the words to choose from below."""
    text, gaps = str(getattr(question.item, "text", "")), gaps_of(question.show)
    for n, gap in enumerate(gaps):
        text = text.replace(f"[[{gap['gap']}]]", chr(_FIRST_GAP + n))
    below = [(n, _below(gap, lang)) for n, gap in enumerate(gaps, 1)]
    numbered = len(gaps) > 1
    return {
        "type": "gaps",
        "parts": list(_parts(runs(inline(text)), gaps)),
        "lists": [f"({n}) {line}" if numbered else line for n, line in below if line],
    }


def _parts(line: list[Run], gaps: Sequence[Mapping[str, Any]]) -> Iterator[View]:
    """Runs and gaps as they follow each other; emphasis may reach over a gap."""
    for run in line:
        for piece in _GAP_MARK.split(run.get("t", "")) if "t" in run else ():
            if len(piece) == 1 and (n := ord(piece) - _FIRST_GAP) in range(len(gaps)):
                label = f"({n + 1})" if len(gaps) > 1 else ""
                yield {"gap": label, "unit": gaps[n].get("unit", "")}
            elif piece:
                yield {"runs": [{**run, "t": piece}]}


def _below(gap: Mapping[str, Any], lang: Language) -> str:
    """What can be chosen for a gap, or how it is to be written."""
    if options := gap.get("options"):
        choices = " / ".join(plain(option["text"]) for option in options)
        return t("paper.gap_choices", lang, choices=choices)
    return t(f"quiz.example_{gap['input']}", lang) if gap["input"] in _TO_BE_READ else ""
