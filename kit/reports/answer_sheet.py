"""The sheet that is handed in: one table, a row for each place where something is marked."""

from collections.abc import Iterator
from typing import Any

from kit.papers import Paper, Question
from kit.papers.marks import LETTERS
from kit.papers.texts import gaps_of
from kit.wording import Language, t

Row = dict[str, Any]

_FEWEST = 4
"""Columns, so that the boxes of all sheets have about the same size."""
_WIDE = 6
"""Up to so many columns there is room for whole words in a box."""


def answer_sheet(paper: Paper, lang: Language) -> dict[str, Any]:
    """Rows of boxes to cross or to write in, as many columns as the longest one needs.

    A row has its ``label`` and either ``boxes`` (what stands in each), ``fields`` (the small
    letter in the corner of a box to write in), or a ``line`` to write on, with its unit.
    """
    rows = [row for question in paper.questions for row in _rows(question, lang)]
    columns = max(_FEWEST, *(len(row.get("boxes") or row.get("fields") or ()) for row in rows))
    if columns > _WIDE:
        short = {t("paper.word_yes", lang): t("paper.true", lang)}
        short[t("paper.word_no", lang)] = t("paper.false", lang)
        for row in rows:
            row["boxes"] = [short.get(box, box) for box in row.get("boxes", ())]
    names = ("title", "how", "question", "answer")
    return {
        **{name: t(f"paper.sheet_{name}", lang) for name in names},
        "columns": columns,
        "rows": rows,
    }


def _rows(question: Question, lang: Language) -> list[Row]:
    number, show = question.number, question.show
    judged = [t("paper.word_yes", lang), t("paper.word_no", lang)]
    match question.form:
        case "judgement":
            return [{"label": f"{number}", "boxes": judged}]
        case "judgements":
            count = len(show["statements"])
            return [{"label": f"{number}{one}", "boxes": [*judged]} for one in _small(count)]
        case "order":
            return [{"label": f"{number}", "fields": [*_small(len(show["entries"]))]}]
        case "pairs":
            boxes = LETTERS[: len(show["right"])]
            places = range(1, len(show["left"]) + 1)
            return [{"label": f"{number}.{n}", "boxes": [*boxes]} for n in places]
        case "gaps" | "list" | "words":
            return [*_lines(question)]
        case _ if options := show.get("options"):
            return [{"label": f"{number}", "boxes": [*LETTERS[: len(options)]]}]
        case _:
            return [{"label": f"{number}", "note": t("paper.sheet_on_paper", lang)}]


def _small(count: int) -> str:
    return LETTERS[:count].lower()


def _lines(question: Question) -> Iterator[Row]:
    number = question.number
    match question.form:
        case "gaps":
            gaps = gaps_of(question.show)
            for n, gap in enumerate(gaps, 1):
                label = f"{number} ({n})" if len(gaps) > 1 else f"{number}"
                yield {"label": label, "line": gap.get("unit", "")}
        case "list":
            for n in range(1, question.show["count"] + 1):
                yield {"label": f"{number}.{n}", "line": ""}
        case _:
            yield {"label": f"{number}", "line": question.unit}
