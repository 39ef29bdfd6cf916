"""What kind of questions words announce."""

import re
from functools import lru_cache

__all__ = ["hint_of"]

_HINTS = (
    ("essay", re.compile(r"tự luận|câu hỏi mở|viết bài")),
    ("cluster", re.compile(r"đúng\s*(?:[/,;–-]|hay|hoặc|và|,)?\s*sai")),
    ("text", re.compile(r"trả lời ngắn|điền (?:khuyết|từ|vào)|điền chỗ")),
    ("choice", re.compile(r"trắc nghiệm|nhiều (?:phương án )?lựa chọn|chọn một|khoanh tròn")),
)  # fmt: skip


@lru_cache(maxsize=512)
def hint_of(text: str) -> str:
    """What kind of questions a heading announces; "" if it does not say."""
    folded = text.casefold()
    return next((hint for hint, pattern in _HINTS if pattern.search(folded)), "")
