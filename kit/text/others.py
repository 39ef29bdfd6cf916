"""Options that speak of the other options: they mean something only in their place."""

import re
from typing import Final, Literal

from kit.text.fold import fold

__all__ = ["about_others"]

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


def about_others(text: str) -> Literal["", "all", "letters"]:
    """Whether a text without markup speaks of the others: of all of them, or by their letters."""
    folded = fold(text)
    if _LETTERS.fullmatch(folded):
        return "letters"
    return "all" if _ALL.fullmatch(folded) else ""
