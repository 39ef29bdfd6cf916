"""PDF by Typst: no program, font or network of the machine is used.

Typst sets from a template beside this module and from data, so nothing in a question is taken for
markup. Its own fonts are the only ones: the same paper looks the same, and is the same file, on
every machine. Libertinus Serif (OFL) has all of Vietnamese and looks like Times.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Compiler, Fonts

# Latin with all its marks, Greek, Cyrillic, and signs up to the dingbats are there.
_NO_GLYPH = re.compile(r"[^\u0000-\u04ff\u1e00-\u1eff\u2000-\u27bf]")


def pdf(template: str, view: dict[str, Any]) -> bytes:
    """The file that a template of this folder makes of a view."""
    made = setter(template, view).compile(format="pdf")
    assert isinstance(made, bytes)
    return made


def setter(template: str, view: dict[str, Any]) -> "Compiler":
    """Typst with that template and view, for a file or for questions about its pages."""
    from typst import Compiler

    folder = Path(__file__).parent
    data = {"view": json.dumps(view, ensure_ascii=False)}
    return Compiler(folder / template, root=folder, font_paths=_fonts(), sys_inputs=data)


def not_in_fonts(view: dict[str, Any]) -> str:
    """The characters of a view that Typst's own fonts have no glyph for, such as Chinese ones."""
    return "".join(sorted(set(_NO_GLYPH.findall(json.dumps(view, ensure_ascii=False)))))


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False)
