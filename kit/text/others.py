"""Options that speak of the other options: they mean something only in their place."""

import re
from typing import Final, Literal

from kit.text.fold import fold

__all__ = ["about_others", "letters_named"]

_THINGS: Final = (
    r"(?:ý|phương án|đáp án|câu|điều|nội dung|mục|lựa chọn|việc|trường hợp|nơi|người|cơ quan"
    r"|đối tượng|văn bản|biểu hiện|dấu hiệu)"
)
_MANY: Final = r"(?:các|những|hai|ba|bốn|năm|sáu|mấy|[0-9]+)"
_ABOVE: Final = r"(?:ở )?(?:trên|đều (?:đúng|sai|phải|không)|vừa nêu|nêu trên|kể trên|còn lại)"
_LETTERS: Final = re.compile(
    r"(?:cả |gồm )?[a-h](?:(?:, ?| và | lẫn | hoặc )[a-h])+(?: đều)?(?: đúng| sai)?"
)
_ALL: Final = re.compile(
    rf"(?:tất cả|cả|toàn bộ|mọi)(?: {_MANY})? {_THINGS}(?: \w+){{0,3}}? {_ABOVE}"
    rf"|(?:tất cả|cả {_MANY}|{_MANY} {_THINGS})(?: trên)? đều (?:đúng|sai)"
    rf"|(?:không|chẳng) (?:có )?{_THINGS} nào(?:(?: \w+){{0,2}}? (?:đúng|trên|phù hợp|này))?"
    rf"|(?:{_MANY} {_THINGS} )?(?:ở )?trên đều (?:đúng|sai)"
)
# With words around that the strict rule does not know: “Cả 02 đáp án A và B”, “Câu A, B đúng”.
_NAMED: Final = re.compile(
    rf"(?:(?:cả|gồm|bao gồm|chỉ|tất cả|các|những|{_MANY}|{_THINGS}|đáp án) )*"
    r"(?P<letters>[a-h](?:(?: ?[,;+&] ?| và | lẫn | hoặc | - )(?:cả |(?:ý|câu|đáp án) )?[a-h])*)"
    r"(?: (?:đều|là|câu trả lời|phương án))*(?: đúng| sai| không đúng| chính xác)"
    rf"|(?:(?:cả|gồm|bao gồm|tất cả|các|những|{_MANY}|{_THINGS}|đáp án) )+"
    r"(?P<more>[a-h](?:(?: ?[,;+&] ?| và | lẫn | hoặc | - )(?:cả |(?:ý|câu|đáp án) )?[a-h])+)"
    r"|(?P<bare>[a-h](?:(?: ?[,;+&] ?| và | lẫn )[a-h])+)"
)


def about_others(text: str) -> Literal["", "all", "letters"]:
    """Whether a text without markup speaks of the others: of all of them, or by their letters."""
    folded = fold(text)
    if _LETTERS.fullmatch(folded):
        return "letters"
    return "all" if _ALL.fullmatch(folded) else ""


def letters_named(text: str) -> tuple[str, ...]:
    """The options that an option names by their letters, as small letters; none for most."""
    found = _NAMED.fullmatch(fold(text))
    if found is None:
        return ()
    letters = found["letters"] or found["more"] or found["bare"]
    return tuple(dict.fromkeys(re.findall(r"(?<!\w)[a-h](?!\w)", letters)))
