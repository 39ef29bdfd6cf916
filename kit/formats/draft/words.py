"""The words that the kit's own forms use for kinds, rules and the like, in both languages."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kit.formats.draft.model import Draft, Entry
from kit.formats.exchange import LeftOut
from kit.kinds import KINDS
from kit.text import bare
from kit.wording import LANGUAGES, t, table

__all__ = ["bars", "is_open", "kind_named", "split_bars", "value_of", "word"]

_OTHER_KINDS = {
    "true_false": ("dung sai", "truefalse", "true false", "tf", "d s"),
    "essay": ("tu luan", "viet", "essay"),
    "multiple": ("nhieu dap an", "nhieu dap an dung", "multiple answer", "multiple answers",
                 "multiple response", "nhieu lua chon dung", "chon nhieu", "checkbox",
                 "trac nghiem nhieu dap an", "multiple select", "multi select"),
    "text": ("tra loi ngan", "dien khuyet", "dien tu", "short answer", "dien vao cho trong"),
    "cluster": ("chum dung sai", "dung sai 4 y"),
    "matching": ("ghep doi", "ghep noi", "noi cot"),
    "ordering": ("sap xep",),
}  # fmt: skip
_CHOICES = (
    "trac nghiem", "single", "mcq", "multiple choice", "single choice", "mot lua chon",
    "nhieu lua chon", "trac nghiem nhieu lua chon", "chon 1", "1 dap an", "mot dap an", "tn", "mc",
    "trac nghiem 1 dap an", "trac nghiem mot dap an", "1 lua chon", "trac nghiem 1 lua chon",
    "trac nghiem mot lua chon", "chon mot", "trac nghiem abcd",
)  # fmt: skip
_OPEN = ("essay", "text", "number", "percent", "range", "date", "docnum", "set")


@cache
def _kinds() -> Mapping[str, str]:
    found = {other: kind for kind, others in _OTHER_KINDS.items() for other in others}
    found |= dict.fromkeys(_CHOICES, "")
    found |= {kind: kind for kind in KINDS if kind != "single"}
    for lang in LANGUAGES:
        found |= {_folded(t(f"form.kind_{kind}", lang)): kind for kind in KINDS}
    return {_folded(name): kind for name, kind in found.items()}


def kind_named(text: str) -> str | None:
    """The kind that an author calls so; "" for choices in general, ``None`` for no kind."""
    return _kinds().get(_folded(text))


def _folded(text: str) -> str:
    """The words alone: *true_false*, *True/False*."""
    return " ".join(re.sub(r"[\W_]+", " ", bare(text)).split())


def is_open(draft: Draft) -> bool:
    """Whether its author calls it a question to write or type an answer to: it has no options."""
    said = (" ".join(part.text for part in one.text) for one in draft.entries if one.name == "kind")
    return any(kind_named(text) in _OPEN for text in said)


def word(group: str, value: str) -> str:
    """The form's word for a value: ``word("rule", "coverage")``."""
    return t(f"form.{group}_{value}")


def value_of(group: str, entry: Entry) -> str:
    """The value that a labelled line names in words; raises ``LeftOut`` for other words."""
    said = " ".join(part.text for part in entry.text).strip()
    for lang in LANGUAGES:
        for key, named in table("form", lang).items():
            if key.startswith(f"{group}_") and bare(named) == bare(said):
                return key.removeprefix(f"{group}_")
    raise LeftOut("unknown_word", label=entry.label, text=said[:60])


def bars(texts: Sequence[str]) -> str:
    """Several texts in one line, with bars between."""
    escaped = (text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)
    return " | ".join(escaped)


def split_bars(text: str) -> list[str]:
    """The texts between the bars of a line."""
    parts, escaped = [""], False
    for char in text:
        if escaped or char not in "\\|":
            # A backslash that stands before anything else is one.
            parts[-1] += f"\\{char}" if escaped and char not in "\\|" else char
            escaped = False
        elif char == "\\":
            escaped = True
        else:
            parts.append("")
    if escaped:
        parts[-1] += "\\"
    return [part.strip() for part in parts if part.strip()]
