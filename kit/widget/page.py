"""What the browser gets: each widget's JavaScript and its style, without a build step.

anywidget wants one ES module a widget. The quiz's sources in ``js/`` are ordinary modules, so
editors and ``node --check`` understand them. They keep to three rules that make joining them
trivial: only named imports from each other, only ``export`` in front of a declaration, and no
top-level name twice.
"""

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Literal

Widget = Literal["quiz", "flashcards", "daily", "reflection", "self_check"]
WIDGETS: tuple[Widget, ...] = ("quiz", "flashcards", "daily", "reflection", "self_check")

_QUESTION = (
    "text",
    "dom",
    "outbox",
    "incoming",
    "session",
    "entries",
    "choices",
    "arrange",
    "kinds",
    "feedback",
    "paper",
    "conflict",
    "card",
    "navigation",
)

PARTS: dict[Widget, tuple[str, ...]] = {
    "quiz": (*_QUESTION, "summary", "timer", "quiz"),
    "flashcards": ("text", "dom", "slogan", "flashcards"),
    "daily": (*_QUESTION, "slogan", "daily"),
    "reflection": ("zip", "own_docx", "reflection"),
    "self_check": ("text", "dom", "zip", "own_docx", "self_check"),
}
"""A widget's modules of ``js/``, each after the ones it uses."""

_IMPORT = re.compile(r"^import \{[^}]*\} from \"[./\w]+\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) )", re.MULTILINE)


def page_script(widget: Widget) -> str:
    """One ES module whose default export is what anywidget calls."""
    return f"{widget_module(widget)}\nexport default {{ render }};\n"


def widget_module(widget: Widget) -> str:
    """A widget's modules joined; nothing is exported."""
    return join(shared_module(part) for part in PARTS[widget])


def shared_module(name: str) -> str:
    """One module of ``js/``, as it is written."""
    return _read(f"js/{name}.js")


def join(parts: Iterable[str]) -> str:
    """Modules in the order of their use as one text, with neither import nor export."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)


def page_css() -> str:
    """The style of all widgets; every rule stands under ``.kit-quiz``."""
    return _read("quiz.css")


def _read(name: str) -> str:
    return files("kit.widget").joinpath(name).read_text(encoding="utf-8")
