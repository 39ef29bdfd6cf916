"""The studio's JavaScript and style: its own modules, and the quiz widget's as they are."""

from importlib.resources import files

from kit.widget.page import join, page_css, shared_module, widget_module

PARTS = (
    "wire", "controls", "rows", "taps", "picker", "cite", "form", "list", "preview", "merge",
    "keys", "studio",
)  # fmt: skip
"""Modules of ``js/``, each after the ones it uses."""


def studio_script() -> str:
    """One ES module whose default export is what anywidget calls.

    The quiz widget stands in it whole, in a scope of its own: the learner's view is the real one.
    """
    quiz = f"const quizWidget = (() => {{\n{widget_module('quiz')}\nreturn {{ render }};\n}})();"
    shared = map(shared_module, ("text", "dom"))
    own = join([*shared, *(_read(f"js/{part}.js") for part in PARTS)])
    return f"{quiz}\n{own}\nexport default {{ render }};\n"


def studio_css() -> str:
    """The style of all widgets, and the studio's, all of which stands under ``.kit-studio``."""
    return f"{page_css()}\n{_read('studio.css')}"


def _read(name: str) -> str:
    return files("kit.studio").joinpath(name).read_text(encoding="utf-8")
