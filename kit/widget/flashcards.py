"""Slogans as cards to turn over: nothing is stored, sent or scored."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kit.errors import UserError
from kit.seats import Seat
from kit.slogans import NAME, Slogan, load
from kit.sources import short_names
from kit.widget.page import page_css, page_script
from kit.widget.seat import find_seat
from kit.wording import Language, t, table


class FlashcardsWidget(anywidget.AnyWidget):
    """Shows cards; the page has no message to send and nothing is read back from it."""

    _esm = page_script("flashcards")
    _css = page_css()
    cards: Any = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode("vi").tag(sync=True)


def flashcards(*ids: str) -> FlashcardsWidget:
    """Cards for the slogans of these ids, in this order; for all of them if none is named.

    Raises ``UserError`` for an id that does not exist or if there is no ``slogans.yaml``,
    ``Problems`` for a faulty one.
    """
    seat = find_seat(Path.cwd())
    language: Language = seat.workspace.group.language if seat.workspace else "vi"
    file = _file(seat, language)
    slogans = {slogan.id: slogan for slogan in load(file)}
    if unknown := [id for id in ids if id not in slogans]:
        known = ", ".join(slogans)
        raise UserError(
            t("cards.unknown", language, ids=", ".join(unknown)),
            t("cards.unknown_hint", language, known=known),
        )
    names = short_names(file.parent, language)
    chosen = [slogans[id] for id in ids] if ids else list(slogans.values())
    return FlashcardsWidget(
        cards=[card(slogan, names) for slogan in chosen],
        words=table("cards", language),
        language=language,
    )


def card(slogan: Slogan, sources: Mapping[str, str]) -> dict[str, Any]:
    """A slogan as the page shows it; ``sources`` are ids and what readers call them."""
    return {
        "id": slogan.id,
        "text": slogan.text,
        "clue": clue(slogan),
        "who": slogan.who,
        "when": slogan.when,
        "where": slogan.where,
        "note": slogan.note or "",
        "cites": [
            {
                "source": sources.get(cite.source, cite.source),
                "paragraph": cite.paragraph,
                "phrase": cite.phrase,
            }
            for cite in slogan.cite
        ],
    }


def clue(slogan: Slogan) -> str:
    """The slogan with its parts hidden, but for the first word of each: ``rõ …, rõ …``.

    Of a slogan without parts its first two words are left.
    """
    if not slogan.parts:
        words = slogan.text.split()
        return " ".join([*words[: min(2, len(words) - 1)], "…"])
    left, text = [], slogan.text
    for part in slogan.parts:
        before, _, text = text.partition(part)
        first, _, more = part.partition(" ")
        left.append(before + (f"{first} …" if more else "…"))
    return "".join(left) + text


def _file(seat: Seat, language: Language) -> Path:
    for candidate in _candidates(seat):
        if candidate.is_file():
            return candidate
    raise UserError(t("cards.none", language), t("cards.none_hint", language))


def _candidates(seat: Seat) -> Iterator[Path]:
    """In the group's folder, or in the ``quizzes/`` of the project the lesson was opened from."""
    if seat.workspace:
        yield seat.workspace.path / "practice" / NAME
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield folder / "quizzes" / NAME
