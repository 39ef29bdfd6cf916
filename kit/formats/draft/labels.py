"""Labelled lines: the kit's own labels, and what other authors call the same things."""

import re
from functools import cache, lru_cache

from kit.formats.draft.model import Entry
from kit.formats.rich import Rich
from kit.text import bare
from kit.wording import LANGUAGES, table

__all__ = ["ARGUED", "GUIDES", "entry_of", "field_named", "label_of"]

ARGUED = frozenset(("feedback", "gap", "gap_tolerance", "gap_unit", "gap_marks"))
"""Fields whose label ends in the letter or gap that they are about."""

# Without diacritics, as people leave them out. What stands in the catalogue needs no entry here.
_OTHERS = {
    "explanation": (
        "giai thich chi tiet", "giai thich dap an", "loi giai", "loi giai chi tiet", "giai",
        "huong dan", "huong dan giai", "huong dan giai chi tiet", "huong dan chi tiet",
        "huong dan tra loi", "hd giai", "hdg", "hd", "phan tich", "ly giai", "li giai", "dan giai",
        "goi y", "goi y tra loi", "goi y dap an", "explain", "solution", "ly do",
    ),
    "basis": (
        "can cu phap ly", "can cu", "co so phap ly", "trich dan", "nguon", "nguon trich dan",
        "dan chieu", "vien dan", "tham khao", "tai lieu tham khao", "dieu luat", "dieu khoan",
        "tham chieu", "reference", "cspl", "co so", "dan chung", "van ban", "can cu theo",
    ),
    "note": ("ghi chu", "luu y", "chu y", "chu thich", "thong tin them", "mo rong", "ghi nho"),
    "rubric": (
        "huong dan cham diem", "huong dan cham bai", "goi y cham", "goi y cham diem", "bieu diem",
        "thang diem", "dap an va thang diem", "dap an va bieu diem", "tieu chi cham",
        "tieu chi cham diem", "tieu chi danh gia", "yeu cau can dat", "noi dung can dat",
        "y chinh", "cac y chinh", "y can neu", "cac y can neu", "barem", "barem diem", "hdc",
    ),
    "level": ("muc do nhan thuc", "cap do", "cap do nhan thuc", "level"),
    "topic": ("chuyen de", "linh vuc", "hang muc", "noi dung kien thuc", "nhom chu de", "topic"),
    "points": ("so diem", "point", "points"),
    "id": ("ma cau hoi", "id"),
    "kind": ("loai cau hoi", "kieu cau hoi", "dang cau hoi", "loai", "type"),
}  # fmt: skip

GUIDES = ("goi y", "huong dan", "hd", "dap an", "loi giai", "tra loi")
"""How labels begin that explain the key of a choice, and guide whoever grades an essay."""

_LINE = re.compile(r"\s*(?:[=-]+>\s*|→\s*)?[\[(]?([^:：\n]{1,40}?)\s*[\])]?\s*[:：]\s*")
_ALONE = re.compile(r"\s*[\[(]?([^:：\n]{1,40}?)[\])]?[.]?\s*")


@cache
def _labels() -> dict[str, str]:
    labels = {other: name for name, others in _OTHERS.items() for other in others}
    for lang in LANGUAGES:
        for key, text in table("form", lang).items():
            if key.startswith("label_"):
                labels[bare(text)] = key.removeprefix("label_")
    return labels


@lru_cache(maxsize=4096)
def field_named(text: str) -> tuple[str, str] | None:
    """The field that a label means, and the letter or gap behind it; ``None`` for no label."""
    folded = bare(text)
    if name := _labels().get(folded):
        return None if name in ARGUED else (name, "")
    words, _, argument = text.strip().rpartition(" ")
    name = _labels().get(bare(words), "") if words else ""
    return (name, argument) if name in ARGUED else None


def label_of(text: str) -> tuple[str, str, int] | None:
    """Field, argument, and where the value begins, of a text that begins with a label."""
    for pattern in (_LINE, _ALONE):
        found = pattern.match(text) if pattern is _LINE else pattern.fullmatch(text)
        named = field_named(found[1]) if found else None
        # A label of its own line needs the value below it: reasons and guides are written so.
        if found and named and (pattern is _LINE or named[0] in ("explanation", "rubric")):
            return (*named, found.end())
    return None


def entry_of(line: Rich, place: str) -> Entry | None:
    """The labelled line that this is, or ``None``."""
    found = label_of(line.text)
    if found is None:
        return None
    name, argument, begin = found
    label = line.text[:begin].strip(" :[]()\t\n")
    return Entry(name, argument, (line.cut(begin).strip(),), place, label)
