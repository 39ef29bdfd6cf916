"""A picture as HTML: drawn for narrow and for wide places, and the same in words below."""

from collections.abc import Iterable, Mapping
from html import escape

from markupsafe import Markup

from kit.model import Citation
from kit.pictures import chart, svg, table, timeline
from kit.pictures.model import AnyPicture, Map, Table, Timeline
from kit.text import within_quotes
from kit.together import keep_together
from kit.wording import Language, t

# Without this style the narrow drawing is shown alone; it decides nothing but which of the two is.
_STYLE = (
    ".kit-picture{container-type:inline-size;max-width:44rem;margin:1.2em auto}"
    ".kit-picture>svg{display:block;height:auto;max-width:30rem;margin:0 auto}"
    ".kit-picture>svg.kit-wide{display:none}"
    "@container (min-width:600px){.kit-picture>svg.kit-narrow{display:none}"
    ".kit-picture>svg.kit-wide{display:block;max-width:none}}"
    ".kit-picture summary{display:flex;align-items:center;min-height:44px;cursor:pointer}"
    ".kit-picture summary::before{content:'▸';margin-inline-end:.5em}"
    ".kit-picture details[open] summary::before{content:'▾'}"
    ".kit-picture summary::-webkit-details-marker{display:none}"
    ".kit-picture li{margin-bottom:.5em}"
    ".kit-picture .kit-whole{white-space:nowrap}"
    "@media print{.kit-picture>svg.kit-wide{break-inside:avoid;max-width:600px}"
    ".kit-picture summary{display:none}"
    ".kit-picture ::details-content{content-visibility:visible;block-size:auto}}"
)


def drawing(picture: AnyPicture, wide: bool) -> svg.Drawing:
    """The picture with its title, 360 or 720 units wide."""
    match picture:
        case Timeline():
            body = timeline.draw(picture, wide)
        case Map():
            body = chart.draw(picture, wide)
        case Table():
            body = table.draw(picture, wide)
    return svg.framed(picture.title, body)


def figure(
    picture: AnyPicture, name: str, sources: Mapping[str, str], language: Language = "vi"
) -> str:
    """HTML with both drawings and the content as text.

    ``name`` makes the ids of its elements and must be unique on the page; ``sources`` are ids and
    what readers call the sources.
    """
    drawn = "".join(_drawn(picture, name, wide, language) for wide in (False, True))
    more = t("pictures.in_words", language)
    text = _in_words(picture, sources, language)
    return (
        f'<figure class="kit-picture" lang="{language}"><style>{_STYLE}</style>{drawn}'
        f"<details><summary>{escape(more)}</summary>{text}</details></figure>"
    )


def _drawn(picture: AnyPicture, name: str, wide: bool, language: Language) -> str:
    return svg.document(
        drawing(picture, wide),
        title=picture.title,
        alt=picture.alt,
        id=f"{name}-{'wide' if wide else 'narrow'}",
        language=language,
        more='class="kit-wide" display="none"' if wide else 'class="kit-narrow"',
    )


def _in_words(picture: AnyPicture, sources: Mapping[str, str], language: Language) -> str:
    match picture:
        case Timeline():
            return _entries(picture, sources, language)
        case Map():
            return _boxes(picture, sources, language)
        case Table():
            return _rows(picture, sources, language)


def _entries(picture: Timeline, sources: Mapping[str, str], language: Language) -> str:
    found = []
    for entry in picture.entries:
        text = keep_together(entry.text)
        text = Markup(f"<strong>{text}</strong>") if entry.main else text
        when = f"<strong>{keep_together(entry.when)}</strong>"
        cites = _cites(entry.cite, sources, language)
        found.append(f"{when}: {text}.{_note(entry.note)} {cites}")
    return _list("ol", found)


def _boxes(picture: Map, sources: Mapping[str, str], language: Language) -> str:
    boxes = [
        f"<strong>{keep_together(box.text)}</strong>.{_note(box.note)} "
        f"{_cites(box.cite, sources, language)}"
        for box in picture.boxes().values()
    ]
    names = {id: box.text for id, box in picture.boxes().items()}
    arrows = []
    for arrow in picture.arrows:
        start, end = names[arrow.start], names[arrow.end]
        line = t("pictures.arrow", language, start=start, end=end)
        arrows.append(keep_together(f"{line}: {arrow.text}." if arrow.text else f"{line}."))
    links = f"<p>{escape(t('pictures.arrows', language))}</p>{_list('ul', arrows)}"
    return _list("ul", boxes) + (links if arrows else "")


def _rows(picture: Table, sources: Mapping[str, str], language: Language) -> str:
    first, *others = picture.headings
    source = t("pictures.source", language)
    corner = f'<th scope="col">{keep_together(first)}</th>' if first else "<td></td>"
    heads = "".join(f'<th scope="col">{keep_together(one)}</th>' for one in (*others, source))
    body = "".join(
        f'<tr><th scope="row">{keep_together(row.head)}</th>'
        + "".join(f"<td>{keep_together(cell)}</td>" for cell in row.cells)
        + f"<td>{_cites(row.cite, sources, language)}</td></tr>"
        for row in picture.rows
    )
    label = escape(picture.title, quote=True)
    return (
        f'<div role="region" aria-label="{label}" tabindex="0" style="overflow-x:auto"><table>'
        f"<thead><tr>{corner}{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _note(note: str | None) -> str:
    return f" {keep_together(note)}." if note else ""


def _cites(cites: Iterable[Citation], sources: Mapping[str, str], language: Language) -> str:
    """Where it stands: source, paragraph and the words to look for there."""
    found = [
        t(
            "pictures.citation",
            language,
            source=sources.get(cite.source, cite.source),
            paragraph=cite.paragraph,
            phrase=within_quotes(_bare(cite.phrase)),
        )
        for cite in cites
    ]
    return f"<small>({keep_together('; '.join(found))})</small>" if found else ""


def _bare(phrase: str) -> str:
    """Without quotation marks around all of it: it gets some where it is shown."""
    whole = phrase.startswith("“") and phrase.find("”") == len(phrase) - 1
    return phrase[1:-1] if whole else phrase


def _list(tag: str, entries: Iterable[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{one}</li>' for one in entries)}</{tag}>"
