"""The active set of indicators in a lesson: to read, and to look at oneself by, in private."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kit.errors import UserError
from kit.indicators.files import FOLDER, read_cached
from kit.indicators.sets import OfficialSet, PressSet, Sets, Sign, source_line
from kit.model import Citation
from kit.seats import Seat
from kit.sources import short_names, source_names
from kit.text import within_quotes
from kit.together import keep_together
from kit.widget.page import page_css, page_script
from kit.widget.seat import find_seat
from kit.wording import Language, t, table

_STYLE = (
    ".kit-indicators{max-width:44rem;margin:1.2em auto;overflow-wrap:break-word}"
    ".kit-indicators .kit-banner{border:2px solid;border-inline-start-width:.6rem;"
    "border-radius:.4rem;padding:.6rem .8rem;font-weight:600}"
    ".kit-indicators .kit-signs{list-style:none;margin:0;padding:0}"
    ".kit-indicators .kit-signs>li{border-top:1px solid;padding-top:.2rem;margin-top:1rem}"
    ".kit-indicators h4{margin:.6em 0 .3em}"
    ".kit-indicators .kit-sign-id{font-weight:400}"
    ".kit-indicators .kit-whole{white-space:nowrap}"
    ".kit-indicators p,.kit-indicators ul{margin:.3em 0}"
    ".kit-indicators .kit-signs ul{padding-inline-start:1.3em}"
    ".kit-indicators .kit-ten li{margin:.7em 0}"
    ".kit-indicators summary{display:flex;align-items:center;min-height:44px;cursor:pointer}"
    ".kit-indicators summary::before{content:'▸';margin-inline-end:.5em}"
    ".kit-indicators details[open] summary::before{content:'▾'}"
    ".kit-indicators summary::-webkit-details-marker{display:none}"
    "@media print{.kit-indicators li{break-inside:avoid}"
    ".kit-indicators summary{min-height:0}"
    ".kit-indicators details summary::before{content:none}"
    ".kit-indicators ::details-content{content-visibility:visible;block-size:auto}}"
)


@dataclass(frozen=True)
class IndicatorList:
    """A list to be shown as a cell's output; it needs no script."""

    title: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """What is shown where there is no HTML."""
        return self.title


class SelfCheckWidget(anywidget.AnyWidget):
    """A private field an indicator: what is typed stays in the page, in no trait or message."""

    _esm = page_script("self_check")
    _css = page_css()
    entries: Any = traitlets.List().tag(sync=True)
    """The words of each indicator."""
    words = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode("vi").tag(sync=True)


def indicators() -> IndicatorList:
    """The active set; raises ``UserError`` where there is none."""
    seat, language = _seat()
    folder = _folder(seat, language)
    sets = read_cached(folder / FOLDER).sets
    if sets.active:
        return _official(sets.active, language)
    return _press(sets, _set_from_the_press(sets, folder, language), folder, language)


def self_check() -> SelfCheckWidget:
    """Private fields, one an indicator of the active set; nothing is stored, sent or scored.

    Raises ``UserError`` where there is no set.
    """
    seat, language = _seat()
    folder = _folder(seat, language)
    sets = read_cached(folder / FOLDER).sets
    words = table("self_check", language)
    if sets.active:
        entries = [f"{entry.id}. {entry.text}" for entry in sets.active.indicators]
        words |= {"banner": "", "source": source_line(sets.active, language)}
    else:
        # Without numbers: these are not the directive's first to tenth.
        press = _set_from_the_press(sets, folder, language)
        entries = [sign.name for sign in press.indicators]
        words |= {"banner": t("quiz.note_press", language), "source": ""}
    return SelfCheckWidget(entries=entries, words=words, language=language)


def _seat() -> tuple[Seat, Language]:
    seat = find_seat(Path.cwd())
    return seat, seat.workspace.group.language if seat.workspace else "vi"


def _folder(seat: Seat, language: Language) -> Path:
    """Where the sets lie and the sources are named: in the group's folder or in the project."""
    for candidate in _candidates(seat):
        if (candidate / FOLDER).is_dir():
            return candidate
    here = Path.cwd()
    hint = t("indicators.no_sets_hint", language)
    raise UserError(t("indicators.no_sets", language, path=here / "quizzes" / FOLDER), hint)


def _candidates(seat: Seat) -> Iterator[Path]:
    if seat.workspace:
        yield seat.workspace.path / "practice"
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield folder / "quizzes"


def _set_from_the_press(sets: Sets, folder: Path, language: Language) -> PressSet:
    if sets.press is None:
        message = t("indicators.no_sets", language, path=folder / FOLDER)
        raise UserError(message, t("indicators.no_sets_hint", language))
    return sets.press


def _official(entered: OfficialSet, language: Language) -> IndicatorList:
    entries = "".join(
        f'<li value="{entry.id}">'
        f"{keep_together(entry.text or '')} ({keep_together(entry.place or '')})</li>"
        for entry in entered.indicators
    )
    parts = [
        _element("h3", entered.title),
        f'<ol class="kit-ten">{entries}</ol>',
        _element("p", source_line(entered, language)),
    ]
    return _list(entered.title, parts, language)


def _press(sets: Sets, press: PressSet, folder: Path, language: Language) -> IndicatorList:
    cited = _Cited(short_names(folder, language), source_names(folder), language)
    banner = keep_together(t("quiz.note_press", language))
    parts = [
        _element("h3", press.title),
        f'<p class="kit-banner" role="note">{banner}</p>',
        '<ul class="kit-signs">',
        *(cited.sign(sign) for sign in press.indicators),
        "</ul>",
        _element("h4", t("quiz.sources", language)),
        cited.sources(press),
        _element("p", t("indicators.as_of", language, date=f"{press.as_of:%d-%m-%Y}")),
    ]
    if sets.official and sets.official.status == "official":
        # There is a list, but not as it was imported.
        parts.insert(2, _element("p", t("indicators.not_trusted", language)))
    return _list(press.title, parts, language)


def _list(title: str, parts: list[str], language: Language) -> IndicatorList:
    body = "".join(parts)
    return IndicatorList(
        title,
        f'<section class="kit-indicators" lang="{language}" aria-label="{escape(title)}">'
        f"<style>{_STYLE}</style>{body}</section>",
    )


@dataclass(frozen=True)
class _Cited:
    """Signs with their evidence."""

    short: Mapping[str, str]
    """Id → what a source is called beside a phrase."""
    names: Mapping[str, str]
    """Id → what it is called in the list of sources."""
    language: Language

    def sign(self, sign: Sign) -> str:
        """One sign: the conduct that the articles call for instead, and what they say of both."""
        code = f'<span class="kit-sign-id">{escape(sign.id.upper())}.</span>'
        opposite = escape(t("indicators.opposite", self.language))
        parts = [
            f"<h4>{code} {escape(sign.name)}</h4>",
            f"<p><strong>{opposite}</strong> {escape(sign.opposite.text)}.</p>",
            self.evidence(sign),
        ]
        if sign.note:
            parts.append(_element("p", t("indicators.note", self.language, note=sign.note)))
        return f"<li>{''.join(parts)}</li>"

    def evidence(self, sign: Sign) -> str:
        """How many passages there are; unfolded, those on the sign and on its opposite."""
        count = len(sign.cite) + len(sign.opposite.cite)
        parts = [
            _element("summary", t("indicators.press_says", self.language, count=count)),
            self.phrases(sign.cite),
            _element("p", t("indicators.opposite_says", self.language)),
            self.phrases(sign.opposite.cite),
        ]
        return f"<details>{''.join(parts)}</details>"

    def phrases(self, cites: tuple[Citation, ...]) -> str:
        """Each phrase with its place."""
        return "".join(["<ul>", *(f"<li>{self.phrase(cite)}</li>" for cite in cites), "</ul>"])

    def phrase(self, cite: Citation) -> str:
        """A phrase in quotation marks, with its source and paragraph."""
        name = self.short.get(cite.source, cite.source)
        place = t("quiz.citation", self.language, source=name, paragraph=cite.paragraph)
        inner = within_quotes(cite.phrase)
        return f"“{keep_together(inner)}” (<cite>{keep_together(place)}</cite>)"

    def sources(self, press: PressSet) -> str:
        """The whole names of all sources, each after its short one."""
        ids = dict.fromkeys(
            cite.source for sign in press.indicators for cite in (*sign.cite, *sign.opposite.cite)
        )
        lines = (self._source(id) for id in ids)
        return f"<ul>{''.join(_element('li', line) for line in lines)}</ul>"

    def _source(self, id: str) -> str:
        short, name = self.short.get(id, id), self.names.get(id, id)
        # The publisher stands in front of the title already.
        return name if name.startswith(short) else f"{short}: {name}"


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{keep_together(text)}</{tag}>"
