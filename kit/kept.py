"""How a group keeps a bank: by itself, and so that its version tells nothing of its key.

A bank that other files are part of becomes one JSON text, which is YAML too. A last line, a
comment that only the group can write, makes its digest another one than that of the bank: the
version stands in learners' files, and the order of options follows from it. So whoever has all of
a bank but its key cannot find the key by trying which one leads there.
"""

import json
import re
from collections.abc import Mapping
from hmac import digest
from typing import Any

from kit.text import nfc

_SALT = re.compile(rb"\n# [0-9a-f]{32}\n\Z")


def salted(content: bytes, key: bytes) -> bytes:
    """A bank as a group keeps it; ``key`` is the group's own."""
    return content + f"\n# {digest(key, content, 'sha256').hex()[:32]}\n".encode()


def unsalted(kept: bytes) -> bytes:
    """The bank itself: the same in all groups."""
    return _SALT.sub(b"", kept)


def as_kept(whole: Mapping[str, Any]) -> bytes:
    """A bank's data with all that other files add to it, as a file."""
    lines = json.dumps(whole, ensure_ascii=False, indent=1).split("\n")
    # JSON may hold as it is what YAML may not, or takes for the end of a line.
    plain = (one if one.isprintable() else re.sub(r"[^ -~]", _escaped, one) for one in lines)
    return "\n".join(plain).encode()


def _escaped(found: re.Match[str]) -> str:
    if found[0].isprintable():
        return found[0]
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def put_together(text: str) -> dict[str, Any] | None:
    """The data of a file that ``as_kept`` wrote, a hundred times sooner than a YAML reader has it.

    ``None`` for every other text, even JSON: what a person wrote may mean something else there.
    """
    try:
        whole = json.loads(text)
        ours = isinstance(whole, dict) and nfc(text) == text and as_kept(whole) == text.encode()
    except (ValueError, RecursionError):
        return None
    return whole if ours and _is_text(whole) else None


def _is_text(data: Any) -> bool:
    """Whether all scalars are text, as in a ``Document``."""
    if isinstance(data, dict | list):
        return all(map(_is_text, data.values() if isinstance(data, dict) else data))
    return data is None or isinstance(data, str)
