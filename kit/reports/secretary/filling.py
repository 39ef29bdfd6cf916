"""A Word template with its tags filled; whoever edited it is told what is wrong with them.

Tags are docxtpl's: ``{{ ten }}`` and, on a paragraph or a row of their own, ``{%p for … %}``,
``{%tr for … %}``. They run in a sandbox: a template can come from anybody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import Problem, Problems
from kit.formats.cells import fit_text
from kit.formats.package import read_package, refusal
from kit.formats.undated import undated
from kit.wording import t

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2 import Environment

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]

_TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#.*?#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}")
_WHOLE = re.compile(r"^(?:p|tr|tc|r)\s+|^-|-$")
"""What docxtpl adds to a tag of Jinja: ``{%p``, ``{%tr``."""
_CURLY = str.maketrans("“”‘’", "\"\"''")
_BLOCKS = {"for": "endfor", "if": "endif"}
_WITHIN = ("elif", "else")


def fill(path: Path, values: Mapping[str, Value]) -> bytes:
    """The document that a template makes of these values.

    Raises ``Problems``: a file that is no Word document, or every tag in it that cannot be filled.
    """
    from docxtpl import DocxTemplate

    content = read_package(path)
    try:
        template = DocxTemplate(BytesIO(content))
        template.init_docx()
        texts = list(_texts(template.docx))
    except Exception as error:  # a zip file of something else
        raise refusal(path, "no_package") from error
    environment = _environment()
    looker = _Looker(path, environment, tuple(values))
    looker.look(texts)
    if looker.problems:
        raise Problems(looker.problems)
    try:
        template.render({name: _clean(value) for name, value in values.items()}, environment)
    except Exception as error:  # of Jinja, of lxml: whatever a tag in a strange place leads to
        raise Problems([_unfilled(path, texts, error)]) from error
    made = BytesIO()
    template.save(made)
    return undated(made.getvalue())


def _environment() -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        # docxtpl ends a paragraph there; a break within one would stretch its last line.
        return fit_text(value).replace("\r", "").strip("\n").replace("\n", "\a")
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    return value if isinstance(value, int) else [_clean(one) for one in value]


def _texts(document: "Document") -> Iterator[str]:
    """Every paragraph with a tag, in the order of the document, then those of heads and feet."""
    from docx.oxml.ns import qn

    parts = [document.element.body]
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header,
                     section.first_page_footer):  # fmt: skip
            if not part.is_linked_to_previous:
                parts.append(part._element)
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
            if _LOOSE.search(text):
                yield text


@dataclass
class _Looker:
    """Looks at tags one after the other, before any of them is filled."""

    path: Path
    environment: "Environment"
    known: Sequence[str]
    problems: list[Problem] = field(default_factory=list)
    _open: list[tuple[str, str, str]] = field(default_factory=list)
    """Of blocks: their keyword, the name that a loop gives, the paragraph."""

    def look(self, texts: Sequence[str]) -> None:
        """Note everything that is wrong."""
        for text in texts:
            if _LOOSE.search(_TAG.sub("", text)):
                self._note("template-brace", text)
                continue
            for found in _TAG.finditer(text):
                self._tag(found, text)
        for keyword, _, text in self._open:
            self._note("template-open", text, end=_BLOCKS[keyword])

    def _tag(self, found: re.Match[str], text: str) -> None:
        said = found[1] if found[1] is not None else found[2]
        if said is None:
            return  # a comment
        said = _WHOLE.sub("", said.translate(_CURLY).strip()).strip()
        if found[1] is not None:
            self._names(f"{{{{ {said} }}}}", text, found[0])
            return
        keyword = said.partition(" ")[0]
        if keyword in _BLOCKS:
            self._names(f"{{% {said} %}}{{% {_BLOCKS[keyword]} %}}", text, found[0])
            given = said.split()[1:2] if keyword == "for" else []
            self._open.append((keyword, given[0] if given else "", text))
        elif keyword in _BLOCKS.values():
            if not self._open or _BLOCKS[self._open[-1][0]] != keyword:
                self._note("template-end", text, tag=found[0])
            else:
                self._open.pop()
        elif keyword not in _WITHIN:
            self._note("template-keyword", text, tag=found[0])
        elif keyword == "elif":
            self._names(f"{{% if {said[4:]} %}}{{% endif %}}", text, found[0])

    def _names(self, source: str, text: str, tag: str) -> None:
        from jinja2 import TemplateSyntaxError, meta

        try:
            asked = meta.find_undeclared_variables(self.environment.parse(source))
        except TemplateSyntaxError as error:
            self._note("template-syntax", text, tag=tag, detail=error.message)
            return
        own = {"loop", *(name for _, name, _ in self._open)}
        for name in sorted(asked - own - {*self.known}):
            near = get_close_matches(name, [*self.known, *own], 1, 0.6)
            guess = t("report.template_guess", name=near[0]) if near else ""
            self._note("template-unknown", text, name=name, guess=guess)

    def _note(self, code: str, text: str, **params: object) -> None:
        self.problems.append(_problem(self.path, code, text, **params))


def _problem(path: Path, code: str, text: str, **params: object) -> Problem:
    short = " ".join(text.split())
    place = short if len(short) <= 70 else f"{short[:69]}…"
    key = f"report.{code.replace('-', '_')}"
    return Problem(
        str(path), 0, code, t(key, place=place, **params), t(f"{key}_hint", path=path, **params)
    )


def _unfilled(path: Path, texts: Sequence[str], error: Exception) -> Problem:
    """What was raised while filling: mostly a part that a list does not have (``dong.xyz``)."""
    part = re.search(r"attribute '([^']+)'", str(error))
    name = part[1] if part else ""
    where = [text for text in texts if name and re.search(rf"\.{re.escape(name)}\b", text)]
    if where:
        return _problem(path, "template-part", where[0], name=name)
    return _problem(path, "template-failed", texts[0] if texts else "", detail=error)
