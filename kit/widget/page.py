"""What the browser gets: each widget's JavaScript and its style, without a build step.

anywidget wants one ES module a widget. The quiz's sources in ``js/`` are ordinary modules, so
editors and ``node --check`` understand them. They keep to three rules that make joining them
trivial: only named imports from each other, only ``export`` in front of a declaration, and no
top-level name twice.
"""

import re
from importlib.resources import files
from typing import Literal

Widget = Literal["quiz", "flashcards", "reflection", "self_check"]
WIDGETS: tuple[Widget, ...] = ("quiz", "flashcards", "reflection", "self_check")

PARTS: dict[Widget, tuple[str, ...]] = {
    "quiz": (
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
        "card",
        "navigation",
        "summary",
        "quiz",
    ),
    "flashcards": ("text", "dom", "flashcards"),
    "self_check": ("text", "dom", "zip", "own_docx", "self_check"),
}
"""A widget's modules of ``js/``, each after the ones it uses; others are one file."""

_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./\w+\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) )", re.MULTILINE)


def page_script(widget: Widget) -> str:
    """One ES module whose default export is what anywidget calls."""
    if widget not in PARTS:
        return _read(f"{widget}.js")
    parts = (_read(f"js/{part}.js") for part in PARTS[widget])
    joined = "\n".join(_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)
    return f"{joined}\nexport default {{ render }};\n"


def page_css() -> str:
    """The style of all widgets; every rule stands under ``.kit-quiz``."""
    return _read("quiz.css")


def _read(name: str) -> str:
    return files("kit.widget").joinpath(name).read_text(encoding="utf-8")
