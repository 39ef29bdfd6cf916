"""Answers in words: as they are written on a paper, and read from it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kit.model import is_blank
from kit.papers.layout import plain
from kit.papers.mistyped import Mistyped
from kit.text import fold

_LABEL = re.compile(r"\((\d{1,2})\)")


def gaps_of(show: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The gaps of a cloze text, in the order in which they are numbered on the paper."""
    return [part for part in show["parts"] if isinstance(part, dict)]


def written_gaps(show: Mapping[str, Any], response: Mapping[str, Any]) -> str:
    """``(1) … (2) …``; an option chosen from a list is written out."""
    said = []
    for n, gap in enumerate(gaps_of(show), 1):
        if not is_blank(value := response.get(gap["gap"])):
            said.append(f"({n}) {_words(gap).get(str(value), value)}")
    return " ".join(said)


def _words(gap: Mapping[str, Any]) -> dict[str, str]:
    """Id → text of what can be chosen; nothing where words are typed."""
    return {option["id"]: plain(option["text"]) for option in gap.get("options", ())}


def read_gaps(show: Mapping[str, Any], typed: str) -> dict[str, str]:
    """``(1) … (2) …``, or one answer after another with ``;`` between; raises ``Mistyped``."""
    gaps = gaps_of(show)
    before, *labelled = _LABEL.split(typed)
    if labelled and not before.strip():
        pairs = [(int(n), text) for n, text in zip(labelled[::2], labelled[1::2], strict=True)]
    else:
        parts = [typed] if len(gaps) == 1 else re.split(r"[;\n]", typed)
        pairs = list(enumerate(parts, 1))
        if len(parts) != len(gaps):
            raise Mistyped("gaps", value=typed, count=len(gaps))
    if len({n for n, _ in pairs}) < len(pairs) or any(not 1 <= n <= len(gaps) for n, _ in pairs):
        raise Mistyped("gaps", value=typed, count=len(gaps))
    said = ((gaps[n - 1], text.strip(" \t;")) for n, text in pairs)
    return {gap["gap"]: _chosen(gap, text) for gap, text in said if text and text not in "-–—"}


def _chosen(gap: Mapping[str, Any], typed: str) -> str:
    """The id of the option that was copied from the list; what was typed where there is none."""
    wanted = fold(typed)
    return next((id for id, text in _words(gap).items() if fold(text) == wanted), typed)


def written_list(response: Any) -> str:
    """The entries with ``;`` between."""
    parts: Sequence[Any] = response if isinstance(response, list) else [response]
    return "; ".join(str(part) for part in parts if not is_blank(part))


def read_list(typed: str) -> list[str] | str:
    """The entries; one alone stays a text, in which commas may stand between several."""
    parts = [part.strip() for part in re.split(r"[;\n]", typed)]
    entries = [part for part in parts if part]
    return entries if len(entries) > 1 else typed.strip()


def is_on_paper(typed: str) -> bool:
    """Whether ``x`` stands for an essay that is left on its paper for a person to read."""
    return fold(typed) in ("x", "có", "co")
