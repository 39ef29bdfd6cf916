"""A question in the kit's own form: every paragraph says by its style what it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.labels import entry_of
from kit.formats.draft.model import Answer, Draft, Option, remark_at
from kit.formats.exchange import Fate, quoted
from kit.formats.paper.line import Line
from kit.formats.paper.signs import option_sign
from kit.formats.rich import Rich, joined

__all__ = ["own_parts"]

_LETTER = re.compile(r"\s*[A-La-l]\s*[.)]\s*")


def own_parts(lines: Sequence[Line], draft: Draft) -> None:
    """Fill the draft; lines without a style of the form go on with what stands before them."""
    for n, line in enumerate(lines):
        match line.role:
            case "question" | "stem":
                draft.stem.append(line.text)
            case "option":
                _option(line, draft)
            case "beside" if draft.options:
                draft.options[-1].beside = _without_arrow(line.text)
            case "field":
                _field(line, draft)
            case "more" if draft.entries:
                _more(line, draft)
            case _ if n == 0:
                draft.stem.append(line.text)
            case _:
                _strange(line, draft)


def _without_arrow(text: Rich) -> Rich:
    return text.cut(1).strip() if text.text.startswith("→") else text


def _option(line: Line, draft: Draft) -> None:
    sign = _LETTER.match(line.text.text)
    end = sign.end() if sign else 0
    label = chr(ord("A") + len(draft.options))
    draft.options.append(Option(label, line.text.cut(end).strip(), line.place))


def _field(line: Line, draft: Draft) -> None:
    entry = entry_of(line.text, line.place)
    if entry is None:
        _strange(line, draft)
    elif entry.name == "answer":
        draft.answers.append(Answer(entry.text[0], line.place))
    else:
        draft.entries = [
            one for one in draft.entries if not (one.name == entry.name == "topic")
        ] + [entry]


def _more(line: Line, draft: Draft) -> None:
    last = draft.entries[-1]
    draft.entries[-1] = replace(last, text=(*last.text, line.text))


def _strange(line: Line, draft: Draft) -> None:
    """A paragraph that somebody put between: read as what it looks like, or told."""
    entry = entry_of(line.text, line.place)
    sign = option_sign(line)
    if entry and entry.name == "answer":
        draft.answers.append(Answer(entry.text[0], line.place))
    elif entry:
        draft.entries.append(entry)
    elif sign and sign.family == "upper" and ord(sign.letter) - ord("A") == len(draft.options):
        _option(line, draft)
    elif draft.options and not draft.entries and not draft.answers:
        last = draft.options[-1]
        last.text = joined((last.text, line.text))
    elif not draft.options and not draft.entries:
        draft.stem.append(line.text)
    else:
        remark_at(draft, line.place, Fate.LOST, "strange_line", text=quoted([line.text.text]))
