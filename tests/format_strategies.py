"""Items of every kind for Hypothesis, full of what formats use as their own signs."""

import re
from datetime import date
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from kit.formats.numerals import vietnamese
from kit.kinds import AnyItem
from kit.model import Item
from kit.text import nfc

ITEM: TypeAdapter[Item] = TypeAdapter(AnyItem)

TOKENS = (
    "chi bộ", "Đà Nẵng", "đùn đẩy", "né tránh", "34-CT/TU", "4.500", "99,16%", "Hòa", "x²", "日本",
    " ", " ", "=", "~", "#", "####", "{", "}", ":", "::", "\\", "->", "//", "%50%", "[html]", "$",
    "*", "**", "_", "__", "`", "[", "]", "(", ")", "<", ">", "&", "&amp;", "|", "-", "1.", "]]>",
    "“", "”", "TRUE", "T", "ANSWER: A", "A)", "{1:SA:=a}", "'", '"', "!", "^", "…",
)  # fmt: skip
# Raw HTML is a fault of a bank, and {a/b} the name of an indicator.
_NOT_OURS = re.compile(r"<[A-Za-z/!?]|\{[^{}\s/]+/[^{}\s/]+\}|\[\[")


def _tidy(text: str) -> str:
    return nfc(" ".join(text.split()))


def _allowed(text: str) -> bool:
    return bool(text) and not _NOT_OURS.search(text)


LINES = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=6).map("".join).map(_tidy)
LINE = LINES.filter(_allowed)
"""One line of Markdown."""
PAGE = st.lists(LINE, min_size=1, max_size=3).map("\n\n".join) | st.lists(
    LINE, min_size=1, max_size=2
).map("\n".join)
"""Several lines and paragraphs."""
TYPED = LINE.filter(lambda text: "{" not in text)
NUMBERS = st.decimals(-9999, 9999, places=2).map(lambda number: vietnamese(Decimal(number)))
DATES = st.dates(date(1930, 1, 1), date(2030, 1, 1))


def _labelled(texts: list[str]) -> dict[str, str]:
    return dict(zip(ascii_lowercase, texts, strict=False))


OPTIONS = st.lists(LINE, min_size=3, max_size=5, unique=True).map(_labelled)


def _some(options: dict[str, str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(options)), min_size=1, max_size=4, unique=True).map(
        sorted
    )


def _with_options(options: dict[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    shared = {
        "options": st.just(options),
        "feedback": st.dictionaries(st.sampled_from(sorted(options)), PAGE, max_size=2),
        "pin": st.just([]) | _some(options) | st.just(sorted(options)),
    }
    single = st.fixed_dictionaries(
        {"kind": st.just("single"), "key": st.sampled_from(sorted(options)), **shared}
    )
    rules = st.sampled_from(("all-or-nothing", "net-correct", "coverage", "each-answer"))
    multiple = st.fixed_dictionaries(
        {"kind": st.just("multiple"), "key": _some(options), "rule": rules, **shared}
    )
    return single | multiple


def _kind(name: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"kind": st.just(name), **fields})


_MARKS = st.sampled_from(("refuse", "half", "accept"))
_UNIT: st.SearchStrategy[list[str]] = st.just([]) | st.sampled_from(
    (["đảng viên"], ["người", "m²"])
)
_GAP = (
    st.fixed_dictionaries({"accept": st.lists(TYPED, min_size=1, max_size=2, unique=True)})
    | st.fixed_dictionaries({"accept": st.just(["x"]), "without_marks": _MARKS})
    | OPTIONS.flatmap(
        lambda options: st.fixed_dictionaries(
            {"options": st.just(options), "key": st.sampled_from(sorted(options))}
        )
    )
    | st.fixed_dictionaries({"number": NUMBERS, "tolerance": st.just("0,5")})
    | st.fixed_dictionaries({"date": DATES.map(lambda day: f"{day.day}-{day.month}-{day.year}")})
    | st.just({"docnum": "34-CT/TU"})
)


def _cloze(gaps: list[dict[str, Any]], ids: list[str], words: list[str]) -> dict[str, Any]:
    named = dict(zip(ids, gaps, strict=False))
    text = " ".join(f"{word} [[{id}]]" for word, id in zip(words, named, strict=False))
    return {"kind": "cloze", "text": text, "gaps": named}


KIND = (
    OPTIONS.flatmap(_with_options)
    | _kind("true_false", key=st.booleans())
    | _kind(
        "text", accept=st.lists(TYPED, min_size=1, max_size=3, unique=True), without_marks=_MARKS
    )
    | _kind("number", key=NUMBERS | st.just("gần 4.500"), tolerance=st.just("0,5"), unit=_UNIT)
    | _kind("percent", key=st.sampled_from(("99,16%", "40", "7 %")), tolerance=st.just("0"))
    | _kind("date", key=DATES.map(lambda day: f"{day.day}/{day.month}/{day.year}"))
    | _kind("docnum", key=st.just("73/2023/NĐ-CP"), without_marks=_MARKS)
    | _kind("range", key=st.just("5-7%"))
    | _kind("matching", pairs=st.dictionaries(LINE, LINE, min_size=2, max_size=4))
    | _kind("ordering", sequence=st.lists(LINE, min_size=2, max_size=4, unique=True))
    | _kind("essay", rubric=st.lists(LINE, max_size=2), words=st.just([20, 200]))
    | _kind("set", accept=st.just([["một"], ["hai"]]))
    | _kind("survey", options=OPTIONS)
    | st.lists(LINE, min_size=2, max_size=4).map(
        lambda texts: {
            "kind": "cluster",
            "statements": {
                id: {"text": text, "key": n % 2 == 0}
                for n, (id, text) in enumerate(_labelled(texts).items())
            },
            "steps": [*(n / 10 for n in range(len(texts))), 1],
        }
    )
    | st.builds(
        _cloze,
        st.lists(_GAP, min_size=3, max_size=3),
        st.permutations(["g1", "g2", "ngay", "so-4"]).map(lambda ids: ids[:3]),
        st.lists(st.sampled_from(("điền", "rồi", "và 5%")), min_size=3, max_size=3),
    )
)

SHARED = st.fixed_dictionaries(
    {
        "stem": PAGE,
        "points": st.sampled_from((1, 2, 0.5, 3)),
    },
    optional={
        "explanation": PAGE,
        "level": st.sampled_from(("nhớ", "hiểu", "vận dụng")),
        "difficulty": st.sampled_from(("dễ", "vừa", "khó")),
        "as_of": st.just("2026-11-22"),
        "superseded_by": st.just("366-QĐ/TW"),
        "cite": st.just([{"source": "dn-2024", "paragraph": 5, "phrase": "đúng nguyên văn"}]),
        "tags": st.fixed_dictionaries(
            {},
            optional={
                "topic": st.sampled_from(("văn bản", "a / b", "Chương 1: {Mở}", "x/y")),
                "indicator": st.just("dau-hieu/dh-01"),
                "slogan": st.just("SL-01"),
            },
        ),
    },
)


def _item(shared: dict[str, Any], own: dict[str, Any]) -> Item | None:
    item = ITEM.validate_python({"id": "mot-cau", **shared, **own})
    return None if any(item.faults()) else item


ITEMS: st.SearchStrategy[Item] = st.builds(_item, SHARED, KIND).filter(bool)  # type: ignore[assignment]
"""Items that a bank would take, of every kind and with every field."""
