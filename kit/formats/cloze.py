"""Moodle's embedded answers, ``{1:SHORTANSWER:=a~=b}``, as the gaps of a cloze item."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase

from kit.formats.exchange import Data, LeftOut, Remarks, quoted
from kit.formats.html import GAP
from kit.formats.moodle import label_of, percent
from kit.formats.numerals import read_number, vietnamese
from kit.formats.texts import read_form
from kit.wording import t

__all__ = ["as_cluster", "cloze", "embedded", "gap_mark", "put_together"]

_END = "\ue001"
_BEGIN = re.compile(r"\{(\d*):([A-Z_]+)(:)?")
_INSIDE = re.compile(r"(?:[^\\}]|\\.)*", re.DOTALL)
_FEEDBACK = re.compile(r"(?<!&)#")  # &#160; is a character
_WEIGHT = re.compile(r"=|%(-?\d{1,3}(?:[.,]\d{0,10})?)%")
# Escaped characters wait as control characters, which no text has.
_ESCAPED = '~#}{=/"\\'
_ESCAPE = re.compile(r"\\([~#}{=/\"\\])")
_SHOWN = str.maketrans({chr(n): char for n, char in enumerate(_ESCAPED, 1)})
_MARK = re.compile(f"{GAP}(\\d+){_END}")
_STATEMENT = re.compile(r"- (.*) \[\[(g\d+)\]\]")

_KINDS = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"), "accept"),
    **dict.fromkeys(("NUMERICAL", "NM"), "number"),
    **dict.fromkeys(
        ("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S",
         "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"), "options",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class _Alternative:
    text: str
    weight: Decimal
    feedback: str


def cloze(source: str, form: str, remarks: Remarks) -> tuple[Data, list[tuple[str, str]]]:
    """The item's fields with ``stem`` and ``text``, and the feedback on single alternatives.

    Raises ``LeftOut`` for a text without gaps, and for a gap that no bank can hold.
    """
    marked, gaps, said, weights = [], dict[str, Data](), list[tuple[str, str]](), list[int]()
    position = 0
    while begin := _BEGIN.search(source, position):
        inside = _INSIDE.match(source, begin.end())
        end = inside.end() if inside else begin.end()
        code = source[begin.start() : end + 1]
        if not code.endswith("}") or not begin[3]:
            raise LeftOut("gap_broken", code=code[:60])
        if begin[2] not in _KINDS:
            raise LeftOut("gap_kind", kind=begin[2])
        found = _alternatives(source[begin.end() : end], form, remarks)
        gaps[f"g{len(gaps) + 1}"] = _gap(_KINDS[begin[2]], found, code, form, remarks)
        said += [(f"[{len(gaps)}] {_label(one, form, remarks)}", one.feedback) for one in found]
        weights.append(int(begin[1][:3] or 1))
        marked += [source[position : begin.start()], gap_mark(len(gaps))]
        position = end + 1
    if not gaps:
        raise LeftOut("no_gap")
    if len(set(weights)) > 1:
        remarks.lost("gap_weights")
    data = put_together("".join((*marked, source[position:])), form, gaps, remarks)
    return {**data, "points": sum(weights)}, said


def _label(one: _Alternative, form: str, remarks: Remarks) -> str:
    return label_of(one.text) if one.text == "*" else read_form(one.text, form, True, remarks)


def gap_mark(number: int) -> str:
    """Stands in a text for its gap of that number until the text is Markdown."""
    return f"{GAP}{number}{_END}"


def put_together(marked: str, form: str, gaps: Data, remarks: Remarks) -> Data:
    """The fields of a cloze item, its text holding a ``gap_mark`` for each gap."""
    text = read_form(marked, form, False, remarks).replace("[[", "\\[\\[")
    paragraphs = re.split(r"\n\n+", text)
    first = next((n for n, one in enumerate(paragraphs) if GAP in one), len(paragraphs))
    body = "\n\n".join(paragraphs[first:])
    if form != "markdown":  # a gap text is one paragraph; its lines end where they did
        body = re.sub(r"(?<!\\)\n+", "\\\\\n", body)
    return {
        "kind": "cloze",
        "stem": "\n\n".join(paragraphs[:first]) or t("exchange.fill_in"),
        "text": _MARK.sub(r"[[g\1]]", body),
        "gaps": gaps,
    }


def _alternatives(source: str, form: str, remarks: Remarks) -> list[_Alternative]:
    hidden = _ESCAPE.sub(lambda found: chr(_ESCAPED.index(found[1]) + 1), source)
    found = []
    for raw in hidden.split("~"):
        weight, rest = Decimal(0), raw.strip()
        if sign := _WEIGHT.match(rest):
            weight = Decimal(sign[1].replace(",", ".")) / 100 if sign[1] else Decimal(1)
            rest = rest[sign.end() :]
        answer, *feedback = _FEEDBACK.split(rest, maxsplit=1)
        said = feedback[0].translate(_SHOWN).strip() if feedback else ""
        text = answer.translate(_SHOWN).strip()
        found.append(_Alternative(text, weight, read_form(said, form, False, remarks)))
    return [one for one in found if one.text]


def _gap(kind: str, found: Sequence[_Alternative], code: str, form: str, remarks: Remarks) -> Data:
    full = [one.text for one in found if one.weight >= 1]
    partial = [f"{one.text} ({percent(one.weight)})" for one in found if 0 < one.weight < 1]
    if not full:
        raise LeftOut("gap_none_right", code=code[:60])
    if partial:
        remarks.lost("partial_credit", answers=quoted(partial))
    if kind == "options":
        return _choice(found, full, code, form, remarks)
    plain = full if form in ("markdown", "plain") else [*map(html.unescape, full)]
    typed = list(dict.fromkeys(" ".join(text.split()) for text in plain))
    if kind == "number":
        return _number(typed)
    accept = [text.replace("\\*", "*") for text in typed if "*" not in text.replace("\\*", "")]
    if not accept:
        raise LeftOut("only_wildcards", answers=quoted(typed))
    if len(accept) < len(typed):
        remarks.lost("wildcard", answers=quoted([text for text in typed if "*" in text]))
    return {"accept": accept}


def _choice(
    found: Sequence[_Alternative], full: Sequence[str], code: str, form: str, remarks: Remarks
) -> Data:
    if len(found) < 2:
        raise LeftOut("gap_one_option", code=code[:60])
    if len(full) > 1 or len(found) > len(ascii_lowercase):
        raise LeftOut("several_right", answers=quoted(full))
    options = {
        id: read_form(one.text, form, True, remarks)
        for id, one in zip(ascii_lowercase, found, strict=False)
    }
    return {"options": options, "key": ascii_lowercase[[one.text for one in found].index(full[0])]}


def _number(typed: Sequence[str]) -> Data:
    number, _, tolerance = typed[0].partition(":")
    key, reach = read_number(number), read_number(tolerance or "0")
    if key is None or reach is None:
        raise LeftOut("not_a_number", text=number, tolerance=tolerance)
    if len(typed) > 1:
        raise LeftOut("several_numbers", answers=quoted(typed))
    return {"number": vietnamese(key), **({"tolerance": vietnamese(reach)} if reach else {})}


def as_cluster(data: Data) -> Data | None:
    """A cloze item of lines that are each right or wrong as a ``cluster``; ``None`` for others."""
    truth = (t("kinds.true"), t("kinds.false"))
    statements = {}
    for id, line in zip(ascii_lowercase, data["text"].split("\n"), strict=False):
        found = _STATEMENT.fullmatch(line)
        gap = data["gaps"].get(found[2], {}) if found else {}
        if not found or tuple(gap.get("options", {}).values()) != truth:
            return None
        statements[id] = {"text": found[1], "key": "đúng" if gap["key"] == "a" else "sai"}
    others = {key: part for key, part in data.items() if key not in ("kind", "text", "gaps")}
    return {"kind": "cluster", "statements": statements, **others}


def embedded(kind: str, alternatives: Sequence[tuple[bool, str]], weight: int) -> str:
    """The code of one gap: ``kind`` in Moodle's name, alternatives with whether each is right."""
    parts = []
    for right, text in alternatives:
        sign = "=" if right else "%0%" if text.startswith(("=", "%")) else ""
        parts.append(sign + re.sub(r"[~#}\\]", r"\\\g<0>", text))
    return f"{{{weight}:{kind}:{'~'.join(parts)}}}"
