"""Rules about the wording of what is asked."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kit.bank import Draft
from kit.checks.figures import figures
from kit.checks.prose import plain
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.text import PartialDate, nfc
from kit.yaml import Path as Place

# Of a unit in general (a ward in an invented example) anybody may be the head at any time.
_ANY_UNIT = r"(?:phường|xã|quận|huyện|cấp|các|chi bộ|đảng bộ|đảng ủy|chi đoàn|đoàn|tổ)\b"
_OFFICE = re.compile(
    rf"(?:Phó )?(?:Bí thư|bí thư(?= (?:Thường trực )?(?:Thành|Tỉnh) ủy))"
    rf"(?: Thường trực)?(?: (?:Thành ủy|Tỉnh ủy|Quận ủy|Huyện ủy))?(?! (?i:{_ANY_UNIT}))"
    rf"|(?:Phó )?[Cc]hủ tịch (?:UBND|HĐND|Ủy ban|Hội đồng|Quốc hội|[Nn]ước|[Tt]hành phố)"
    rf"(?! (?i:{_ANY_UNIT}))"
    r"|(?:Phó )?Trưởng [Bb]an (?!Công tác)(?=[A-ZĐ])\w+(?: \w+)?"
    r"|(?:Phó )?Giám đốc [Ss]ở(?: [A-ZĐ]\w*(?: \w+)?)?"
)
_YEAR = re.compile(r"(?<![\w/-])(?:19|20)[0-9]{2}(?![\w/])")

# A choice among what is not: "ý nào không …", "không thuộc điều nào", "…, trừ …".
_ASKED = r"(?:nào|gì|ai|đâu|mấy)"
_NOT = r"(?:không|chưa|chẳng)(?! (?:chỉ|những|kém|ngừng|ngớt)\b)"
_THING = r"(?:ý|câu|điều|việc|nội dung|phương án|văn bản|trường hợp|nơi|người|cơ quan|dấu hiệu)"
# Behind these the "not" belongs to what somebody wants, not to the question.
_WANTED = r"(?:yêu|tinh|đề|kêu|cam|quyết|kiên|thể|nhắc|dặn|phải|cần|nên|thì|để|mà|khi|nếu|vì)\b"
_TO_THE_END = r"(?: (?:sau|dưới)(?: đây)?| trong [^?]*| nêu [^?]*)?\s*[?.)]*$"
_NEGATIVE = re.compile(
    rf"\b{_ASKED}(?: (?!{_WANTED})\w+){{0,4}} ({_NOT})\b(?!\s*[?.)]*$)"
    rf"|\b({_NOT})(?: (?!(?:thì|để|mà|khi|nếu|vì)\b)\w+){{1,5}} {_ASKED}{_TO_THE_END}"
    rf"|\b{_THING}(?: \w+){{0,2}} ({_NOT}) (?:đúng|phải|có|thuộc|nằm|được|nêu|nói|phù hợp)\b"
    rf"|\b(ngoại trừ)\b|, (trừ)\b(?! điểm)|\b(trừ) (?:{_THING}|một|những|các)\b",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")
_QUOTED = re.compile('“[^”]*”|«[^»]*»|"[^"]*"')
_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")
_ORDER = re.compile(r"(?:hãy\s+)?(?:chọn|tìm|chỉ ra|xác định)\b", re.IGNORECASE)


def offices_dated(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``office-without-date``: who held an office is asked or told with a date.

    The date may stand in the stem or in the same statement, pair or entry.
    """
    for at, raw in draft.entries():
        stem = plain(str(raw.get("stem") or ""))
        if _has_date(stem):
            continue
        for place, text in ((("stem",), stem), *_asked(raw)):
            office = _OFFICE.search(text)
            if office and not _has_date(text):
                yield draft.problem("office-without-date", (*at, *place), office=office[0])


def negations_marked(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``unmarked-negation``: a choice among what is *not* so says its "not" in bold."""
    for at, raw in draft.entries():
        if raw.get("kind") in ("single", "multiple"):
            words = negation(str(raw.get("stem") or ""))
            if words:
                yield draft.problem("unmarked-negation", (*at, "stem"), word=words)


def negation(stem: str) -> str:
    """The word that makes a question negative and is not in bold; empty if there is none."""
    # What is quoted or already bold is out of the way.
    text = _BOLD.sub("", _QUOTED.sub("…", nfc(" ".join(stem.split()))))
    for sentence in _SENTENCE.findall(text):
        asks = sentence.rstrip().endswith("?") or _ORDER.match(sentence.strip())
        found = _NEGATIVE.search(sentence) if asks else None
        if found:
            return str(next(filter(None, found.groups())))
    return ""


def _asked(raw: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """What is asked beside the stem."""
    statements = raw.get("statements")
    for id, one in statements.items() if isinstance(statements, dict) else ():
        if isinstance(one, dict):
            yield ("statements", id, "text"), plain(str(one.get("text") or ""))
    if raw.get("text"):
        yield ("text",), plain(str(raw["text"]))
    pairs = raw.get("pairs")
    for left, right in pairs.items() if isinstance(pairs, dict) else ():
        yield ("pairs", left), plain(f"{left} {right}")
    sequence = raw.get("sequence")
    for n, entry in enumerate(sequence if isinstance(sequence, list) else ()):
        yield ("sequence", n), plain(str(entry))


def _has_date(text: str) -> bool:
    dated = (one.value for one in figures(text) if isinstance(one.value, PartialDate))
    return any(day.year or (day.day and day.month) for day in dated) or bool(_YEAR.search(text))
