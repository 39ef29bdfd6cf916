"""Reading Moodle XML: every question of the file, of whatever kind."""

import re
from collections.abc import Callable
from pathlib import Path

from kit.formats.exchange import Data, Found, LeftOut, Reading, Remarks, quoted
from kit.formats.html import from_html
from kit.formats.marked import to_plain
from kit.formats.moodle import explained
from kit.formats.moodle_kinds import GAPPED, KINDS, Page, Said
from kit.formats.numerals import read_number
from kit.formats.raw import cleaned, decode, read_limited, refused
from kit.formats.tags import from_tags
from kit.formats.texts import topic_of
from kit.formats.xmltree import Element, read_xml
from kit.wording import t

__all__ = ["parse", "read"]

_DECLARED = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_LONGEST_NAME = 255
_UNICODE = (b"utf-8", b"utf8", b"us-ascii", b"ascii")

# What Moodle writes there of itself, in English and in Vietnamese.
_USUAL = frozenset(
    ("your answer is correct", "your answer is partially correct", "your answer is incorrect",
     "câu trả lời của bạn đúng", "câu trả lời của bạn đúng một phần", "câu trả lời của bạn sai",
     "câu trả lời đúng", "câu trả lời đúng một phần", "câu trả lời sai")
)  # fmt: skip


def read(path: Path) -> Reading:
    """The questions of a file; raises ``Problems`` for one that cannot or must not be read."""
    return parse(read_limited(path), path)


def parse(content: bytes, path: Path) -> Reading:
    """The questions of a file with that content; ``path`` is what problems call it."""
    about = Remarks(0, "")
    root = read_xml(_in_unicode(content, about), path)
    if root.tag != "quiz":
        raise refused(path, "not_moodle", root.line, tag=root.tag[:40])
    found: list[Found] = []
    topic = ""
    for element in root.children:
        kind = element.attributes.get("type", "")
        if kind == "category":
            topic = topic_of(element.value("category", "text"))
            if said := element.value("info", "text"):
                about.told("category_info", topic=topic, text=said[:80])
        elif element.tag == "question":
            found.append(_question(element, kind, len(found) + 1, topic))
        else:
            about.lost("unknown_element", tag=element.tag[:40], line=element.line)
    return Reading(tuple(found), tuple(about.notes))


def _in_unicode(content: bytes, about: Remarks) -> bytes:
    """The content as clean UTF-8, unless it says that it is in another encoding."""
    declared = _DECLARED.match(content)
    if declared and declared[1].lower() not in _UNICODE:
        return content
    text, encoding = decode(content)
    if encoding:
        about.told("encoding", encoding=encoding)
    # Word leaves control characters in texts; XML has no place for them.
    return _DECLARATION.sub("", cleaned(text), count=1).lstrip().encode()


def _question(element: Element, kind: str, number: int, topic: str) -> Found:
    name = element.value("name", "text") or element.value("name")
    remarks = Remarks(number, t("exchange.line", line=element.line))
    data: Data | None = None
    try:
        data = _data(element, kind, remarks)
    except LeftOut as why:
        remarks.left_out(why.code, **why.params)
    if data and topic:
        data = {**data, "tags": {"topic": topic, **data.get("tags", {})}}
    id = element.value("idnumber") or name
    return Found(number, remarks.place, data, tuple(remarks.notes), id, _plain(name))


def _plain(name: str) -> str:
    name = name[:_LONGEST_NAME]
    return to_plain(from_html(name, True).markdown, True) if "<" in name else name


def _data(element: Element, kind: str, remarks: Remarks) -> Data:
    read_kind: Callable[[Page], tuple[Data, Said]] | None = KINDS.get(kind)
    page = Page(element, remarks)
    stem = "" if kind in GAPPED else page.text("questiontext")
    if kind == "description":
        raise LeftOut("description", text=to_plain(stem)[:80])
    if read_kind is None:
        raise LeftOut("moodle_kind", kind=kind or "–")
    if not stem and kind not in GAPPED:
        raise LeftOut("no_stem")
    fields, said = read_kind(page)
    data: Data = {"kind": fields["kind"], "stem": stem, **fields, **_points(page)}
    data = {key: part for key, part in data.items() if key != "points" or part != 1}
    if explanation := explained(page.text("generalfeedback"), [*_about_all(page), *said], remarks):
        data["explanation"] = explanation
    _tell_rest(page)
    tags = element.first("tags")
    names = [tag.value("text") for tag in tags.all("tag")] if tags else []
    return from_tags(data, [name for name in names if name], remarks)


def _points(page: Page) -> Data:
    written = page.element.value("defaultgrade")
    if not written:
        return {}
    points = float(read_number(written) or 0)
    if not 0 < points <= 100:
        page.remarks.lost("points", points=written)
        return {"points": 1}
    return {"points": int(points) if points.is_integer() else points}


def _about_all(page: Page) -> Said:
    """Feedback for right, partly right and wrong answers as a whole, if somebody wrote it."""
    said = []
    for name, label in (
        ("correctfeedback", "when_right"),
        ("partiallycorrectfeedback", "when_partial"),
        ("incorrectfeedback", "when_wrong"),
    ):
        text = page.text(name)
        if text and to_plain(text).strip(" .!").casefold() not in _USUAL:
            said.append((t(f"exchange.{label}"), text))
    return said


def _tell_rest(page: Page) -> None:
    """What no bank has a place for."""
    element, remarks = page.element, page.remarks
    hints = [text for hint in element.all("hint") if (text := page.text_of(hint))]
    if hints:
        remarks.lost("hints", texts=quoted(hints))
    if element.value("image") or element.value("image_base64"):
        remarks.lost("lost_picture")
    if element.value("hidden") == "1":
        remarks.told("hidden")
    if page.files:
        remarks.lost("files", names=quoted(list(dict.fromkeys(page.files))))
