"""Between a response, which is the same on every code, and what is written on one code's paper."""

import re
from collections.abc import Callable
from typing import Any

from kit.errors import InvalidResponse
from kit.model import Response, is_blank
from kit.papers import marks, texts
from kit.papers.layout import Question
from kit.papers.mistyped import Mistyped
from kit.wording import Language, t

BLANK = frozenset("-–—")
"""What is typed for a question that nothing is written for."""

_VERBATIM = re.compile(r"""["“”](.+)["“”]""", re.DOTALL)


def read(question: Question, code: str, typed: str) -> Response:
    """What was typed for a question as a response; ``None`` if nothing is written on the paper.

    Raises ``Mistyped`` for what no paper of that code can bear, and for what cannot be scored:
    in quotation marks it is taken as it is all the same, for a person to look at.
    """
    text = typed.strip()
    if not text or text in BLANK:
        return None
    if question.form == "prose":
        on_paper = t("paper.on_paper", code=code, number=question.number)
        return on_paper if texts.is_on_paper(text) else text
    if verbatim := _VERBATIM.fullmatch(text):
        return verbatim[1].strip()
    response = _READ[question.form](question, text)
    try:
        if not is_blank(response):
            question.item.mark(response)
    except InvalidResponse as error:
        note = t(f"kinds.{error.code}", **error.params)
        raise Mistyped("unreadable", value=text, note=note) from error
    return response


def written(question: Question, response: Response, lang: Language = "vi") -> str:
    """How that response stands on the paper of this question's code; empty for a blank one.

    What was taken as it is (see ``read``) stands there as it is.
    """
    if is_blank(response):
        return ""
    try:
        if question.form in _JUDGED:
            return _JUDGED[question.form](question, response, lang)
        return _WRITTEN[question.form](question, response)
    except (InvalidResponse, KeyError, TypeError, AttributeError):
        return str(response)


def _read_opinion(question: Question, typed: str) -> Response:
    options = question.show["options"]
    if not options:
        return typed
    many = question.show["many"]
    return [*marks.read_choices(options, typed)] if many else marks.read_choice(options, typed)


def _written_opinion(question: Question, response: Response) -> str:
    options = question.show["options"]
    return marks.written_choice(options, response) if options else str(response)


_READ: dict[str, Callable[[Question, str], Response]] = {
    "choice": lambda question, typed: marks.read_choice(question.show["options"], typed),
    "choices": lambda question, typed: [*marks.read_choices(question.show["options"], typed)],
    "judgement": lambda question, typed: marks.read_judgement(typed),
    "judgements": lambda question, typed: {
        **marks.read_judgements(question.show["statements"], typed)
    },
    "pairs": lambda question, typed: {
        **marks.read_pairs(question.show["left"], question.show["right"], typed)
    },
    "order": lambda question, typed: [*marks.read_order(question.show["entries"], typed)],
    "gaps": lambda question, typed: {**texts.read_gaps(question.show, typed)},
    "words": lambda question, typed: typed,
    "list": lambda question, typed: _free(texts.read_list(typed)),
    "opinion": _read_opinion,
}

_JUDGED: dict[str, Callable[[Question, Any, Language], str]] = {
    "judgement": lambda question, response, lang: marks.written_judgement(response, lang),
    "judgements": lambda question, response, lang: marks.written_judgements(
        question.show["statements"], response, lang
    ),
}
"""What is written in letters of the paper's language."""

_WRITTEN: dict[str, Callable[[Question, Any], str]] = {
    "choice": lambda question, response: marks.written_choice(question.show["options"], response),
    "choices": lambda question, response: marks.written_choice(question.show["options"], response),
    "pairs": lambda question, response: marks.written_pairs(
        question.show["left"], question.show["right"], response
    ),
    "order": lambda question, response: marks.written_order(question.show["entries"], response),
    "gaps": lambda question, response: texts.written_gaps(question.show, response),
    "words": lambda question, response: str(response),
    "list": lambda question, response: texts.written_list(response),
    "prose": lambda question, response: str(response),
    "opinion": _written_opinion,
}


def _free(entries: list[str] | str) -> Response:
    return [*entries] if isinstance(entries, list) else entries
