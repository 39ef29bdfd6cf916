"""A private field: what is typed there stays in the page."""

from pathlib import Path

import anywidget
import traitlets

from kit.widget.page import page_css, page_script
from kit.widget.seat import find_seat
from kit.wording import Language, table


class ReflectionWidget(anywidget.AnyWidget):
    """A private field: what is typed stays in the page, in no trait, message or store."""

    _esm = page_script("reflection")
    _css = page_css()
    prompt = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)


def reflection(prompt: str) -> ReflectionWidget:
    """A private field with a question above it; nothing typed there is stored, sent or scored."""
    seat = find_seat(Path.cwd())
    language: Language = seat.workspace.group.language if seat.workspace else "vi"
    return ReflectionWidget(prompt=prompt, words=table("quiz", language))
