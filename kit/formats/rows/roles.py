"""What a head says its column is: the question, an option, the key."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from kit.formats.draft.labels import field_named
from kit.formats.rows.words import COLUMNS
from kit.text import bare, from_legacy, legacy
from kit.wording import LANGUAGES, t

__all__ = ["role_of"]

_OPTION = re.compile(
    r"(?:(?:noi dung )?(?:phuong an tra loi|phuong an|dap an|lua chon|pa|option|opt|answer"
    r"|cau tra loi|tra loi|y|tl|da|p a|noi dung|cau|choice|chon|ans|menh de|phat bieu) ?)?"
    r"(?:\(?([a-l]|[1-9])\)?|thu (nhat|hai|ba|tu|nam))"
)
_LETTER_FIRST = re.compile(
    r"\(?([a-l])\)? (?:option|answer|choice|phuong an|dap an|lua chon)", re.IGNORECASE
)
_IN_ONE = {
    "option": re.compile(
        r"(?:dapan|luachon|phuongan|cautraloi|traloi|option|answer|choice)([a-l]|[1-9])"
    ),
    "mark": re.compile(r"(?:iscorrect|isright|istrue|correct|dungsai)([a-l]|[1-9])"),
}
"""Heads of single options in one word, as programs write them."""
_MARK = re.compile(
    r"(?:dung sai|d s|ds|dung|is correct|correct|is right|is true|diem|score|points?|chon|x)"
    r"(?: (?:phuong an|dap an|lua chon|option|answer|choice|pa))? ([a-l]|[1-9])"
)
"""A head of what is said of one option: *Đúng/Sai A*, *isCorrect1*."""
_DECOY = re.compile(
    r"(?:(?:dap an|phuong an|pa|lua chon|cau tra loi|tra loi) (?:gay )?(?:sai|nhieu)"
    r"|(?:wrong|incorrect) (?:answer|option)|distractor)(?: (?:so )?[a-d1-9])?"
)
"""A head of wrong options, beside a column that has the text of the right one."""
_REMARK = re.compile(r"(?<=.{6})\s[-–—]\s")
"""Begins what a head says about itself: *Answer 1 - max 75 characters*."""
_BASIS = re.compile(r"(?:can cu|co so phap ly|trich dan|dan chieu|vien dan)\b.{0,40}")
"""A head of what keys are based on, however it goes on: *Căn cứ, điều khoản*."""
_TOGETHER = re.compile(
    r"(?:noi dung )?cau hoi(?: trac nghiem)? (?:(?:va|kem)(?: theo)? )?(?:cac )?(?:noi dung )?"
    r"(?:phuong an|dap an|lua chon)(?: tra loi| lua chon)?"
)
"""A head of questions with their options: *Nội dung câu hỏi / Phương án trả lời*."""
_BRACKETS = re.compile(r"\((?!\s*[a-lA-L1-9]\s*\))[^)]*\)|\[[^\]]*\]")
_STAR = re.compile(r"\s*\(?\*+\)?\s*$")
"""Behind heads of cells that must not be blank: a star, maybe in brackets."""
_LONGEST_NAME = 40
_ORDER = ("nhat", "hai", "ba", "tu", "nam")


@cache
def _words() -> Mapping[str, str]:
    return {word: role for role, words in COLUMNS.items() for word in words}


@cache
def _in_one() -> Mapping[str, str]:
    """What programs write in one word: *noidung*, *dapandung*."""
    return {word.replace(" ", ""): role for word, role in _words().items() if " " in word}


@lru_cache(maxsize=4096)
def role_of(text: str) -> str:
    """What a head says its column is: ``stem``, ``key``, ``option 2`` …; "" for nothing known.

    Heads in the encodings of before Unicode are understood, too, and those that programs write:
    *DapAnDung*, *dap_an_dung*.
    """
    if not text.isascii() and (code := legacy(text)):
        text = from_legacy(text, code)
    text = text.replace("§", "Đ")  # of TCVN3, which a text of two letters does not tell
    text = _STAR.sub("", text)
    shown = _BRACKETS.sub(" ", text) if len(text) > 12 else text
    return _named(shown) or _in_words(text) or _of_parts(text, shown)


def _named(text: str) -> str:
    """The role of a head that is one of the known ones."""
    folded = " ".join(re.sub(r"[^\w#() ]+", " ", bare(text)).split())
    if folded in {bare(t("form.column_more", lang)) for lang in LANGUAGES}:
        return "more"
    if folded in _words():
        return _words()[folded]
    if option := _OPTION.fullmatch(folded):
        return f"option {_place(option[1] or str(_ORDER.index(option[2]) + 1))}"
    for pattern, role in ((_LETTER_FIRST, "option"), (_MARK, "mark")):
        if named := pattern.fullmatch(folded):
            return f"{role} {_place(named[1])}"
    if _DECOY.fullmatch(folded):
        return "decoy"
    if field := field_named(text.strip(" *:")):
        return field[0]
    if _TOGETHER.fullmatch(folded):
        return "stem"
    return "basis" if _BASIS.fullmatch(folded) else ""


def _place(sign: str) -> int:
    """0-based, of a letter or a number."""
    return int(sign) - 1 if sign.isdigit() else ord(sign) - ord("a")


def _in_words(text: str) -> str:
    """The role of a head that is the name of a field in a program."""
    if " " in text.strip() or len(text) > _LONGEST_NAME:
        return ""
    if (words := _parted(text)) != text.strip():
        return _named(words)
    whole = bare(text)
    for role, pattern in _IN_ONE.items():
        if found := pattern.fullmatch(whole):
            return f"{role} {_place(found[1])}"
    return _in_one().get(whole, "")


def _parted(text: str) -> str:
    """The words of a program's name: *dap_an*, *dapAn1*."""
    letters = [text[:1]]
    for before, letter in pairwise(text):
        joint = before.islower() and (letter.isupper() or letter.isdigit())
        letters += [" ", letter] if joint else [letter]
    return "".join(letters).replace("_", " ").strip()


def _of_parts(text: str, shown: str) -> str:
    """The role of a head with a remark, or that says the same twice: *Câu hỏi / Question*."""
    before, *remarks = _REMARK.split(shown, maxsplit=1)
    if remarks:
        return role_of(before)
    parts = [part for part in re.split(r"[/|]", shown) if part.strip()]
    if len(parts) > 1:
        first, *others = [role_of(part.strip()) for part in parts]
        if first and {*others} <= {first, ""}:
            return first
    without = _BRACKETS.sub(" ", text).strip()
    return role_of(without) if without and without != text.strip() else ""
