"""Pictures of lessons: what a file may say, what is wrong with one, and how it is drawn."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kit.errors import Problems
from kit.pictures import AnyPicture, drawing, figure, parse, svg

ROOT = Path(__file__).parents[1]
PROJECT = sorted((ROOT / "lessons" / "pictures").glob("*.yaml"))
CITE = "cite: [{source: bao-thu, paragraph: 2, phrase: họp ngày 6-12}]"
SOURCES = {"bao-thu": "Báo Thử"}

TIMELINE = f"""\
format: 1
kind: timeline
title: Mười năm & một ngày
alt: Ba mốc, từ năm 2013 đến năm 2023.
entries:
  - {{when: 6-11-2013, text: Chỉ thị <thứ nhất>, {CITE}}}
  - {{when: 10-2023, text: Chỉ thị thứ hai, note: mười năm sau, main: true, {CITE}}}
  - {{when: 6-12-2023, text: Hội nghị, {CITE}}}
"""
MAP = f"""\
format: 1
kind: map
title: Các văn bản
alt: Ba văn bản dẫn tới một chỉ thị, rồi tới chi bộ.
rows:
  - - {{id: a, text: Chỉ thị 29-CT/TU, note: năm 2013, {CITE}}}
    - {{id: b, text: Kết luận}}
    - {{id: c, text: Nghị định 73/2023/NĐ-CP}}
  - [{{id: d, text: Chỉ thị 34-CT/TU}}, {{id: e, text: Hội nghị}}]
  - [{{id: f, text: Chi bộ}}]
arrows:
  - {{from: a, to: d, text: mười năm sau}}
  - {{from: c, to: d}}
  - {{from: d, to: e}}
  - {{from: f, to: d, text: báo cáo lại}}
  - {{from: a, to: c}}
  - {{from: a, to: f, text: đến tận cơ sở}}
"""
TABLE = f"""\
format: 1
kind: table
title: Ai giữ chức gì
alt: Hai chức vụ, hai thời điểm.
columns: [Chức vụ, 12-2023, 2-2026]
rows:
  - {{head: Bí thư, cells: [Ông A, Ông B], {CITE}}}
  - {{head: Chủ tịch, cells: [Ông C, bài không nêu], {CITE}}}
"""
SAMPLES = {"timeline": TIMELINE, "map": MAP, "table": TABLE}


@pytest.fixture(params=[*SAMPLES, *(path.stem for path in PROJECT)])
def picture(request: pytest.FixtureRequest) -> AnyPicture:
    """Each kind, and each picture of the project."""
    if request.param in SAMPLES:
        return parse(SAMPLES[request.param], "x.yaml")
    path = ROOT / "lessons" / "pictures" / f"{request.param}.yaml"
    return parse(path.read_text(encoding="utf-8"), path.name)


def drawn(picture: AnyPicture) -> list[ElementTree.Element]:
    """Both drawings of its figure, as XML."""
    html = figure(picture, "x", SOURCES)
    return [ElementTree.fromstring(one) for one in re.findall(r"<svg.*?</svg>", html)]


def local(element: ElementTree.Element) -> str:
    return element.tag.split("}")[-1]


def test_a_figure_has_two_drawings_with_a_name_and_a_description(picture: AnyPicture) -> None:
    """Well-formed, each an image of its own for screen readers, with ids that do not repeat."""
    drawings = drawn(picture)
    ids = [one.get("id") for root in drawings for one in root.iter() if one.get("id")]
    assert len(drawings) == 2
    assert len(set(ids)) == len(ids) == 4
    for root in drawings:
        assert root.get("role") == "img"
        title, desc = list(root)[:2]
        assert (local(title), title.text) == ("title", picture.title)
        assert (local(desc), desc.text) == ("desc", picture.alt)
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert "display" not in drawings[0].attrib, "without any style the narrow one is shown"
    assert drawings[1].get("display") == "none"


def test_drawings_need_no_style_and_no_other_file(picture: AnyPicture) -> None:
    """Presentation attributes only; nothing is referred to."""
    for root in drawn(picture):
        for one in list(root.iter())[1:]:
            assert not {"style", "class", "href"} & {*one.attrib}
        assert "url(" not in ElementTree.tostring(root, encoding="unicode")


def test_letters_can_be_read_on_a_phone(picture: AnyPicture) -> None:
    """13 px or more where 360 units are 354 px wide."""
    sizes = [float(one.get("font-size", 99)) for one in drawn(picture)[0].iter()]
    assert min(sizes) * 354 / 360 >= 13


@pytest.mark.parametrize("wide", [False, True])
def test_everything_stands_on_the_paper(picture: AnyPicture, wide: bool) -> None:
    """No box and no text's room reaches over the edge."""
    found = drawing(picture, wide)
    assert found.width == (720 if wide else 360)
    shapes = "".join(found.shapes)
    rooms = re.findall(r'data-room="([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+)"', shapes)
    boxes = re.findall(
        r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"', shapes
    )
    assert rooms
    assert boxes
    for x, _, width, _ in [*rooms, *boxes]:
        assert float(x) >= 0
        assert float(x) + float(width) <= found.width


def test_all_that_is_drawn_stands_below_as_text(picture: AnyPicture) -> None:
    """With the sources, for those who do not see the picture."""
    html = figure(picture, "x", SOURCES)
    text = html[html.index("<details>") :]
    for root in drawn(picture):
        words = [one.text for one in root.iter() if local(one) == "tspan" and one.text]
        missing = [word for word in " ".join(words).split() if word not in _plain(text)]
        title = picture.title.split()
        assert [word for word in missing if word not in title] == []
    said = _plain(text).translate(str.maketrans("‘’", "“”"))  # quoted within a quotation
    for _, cite in picture.citations():
        assert re.search(rf"đoạn {cite.paragraph}: “?{re.escape(cite.phrase)}”?", said)


def _plain(html: str) -> str:
    html = re.sub(r'<span class="kit-whole">(.*?)</span>', r"\1", html)
    return re.sub(r"<[^>]*>", " ", html).replace("&lt;", "<").replace("&gt;", ">")


def test_sources_have_their_short_names() -> None:
    """And an id where a source is not listed."""
    picture = parse(TABLE, "x.yaml")
    assert "(Báo Thử, đoạn 2: “họp ngày 6-12”)" in _plain(figure(picture, "x", SOURCES))
    assert "(bao-thu, đoạn 2:" in _plain(figure(picture, "x", {}))


def test_a_quoted_phrase_is_not_quoted_twice() -> None:
    """Nor does one lose a mark that belongs to a part of it."""
    text = TABLE.replace("họp ngày 6-12", "“tự soi”", 1).replace("họp ngày 6-12", "“5” và “3”", 1)
    html = _plain(figure(parse(text, "x.yaml"), "x", SOURCES))
    assert "đoạn 2: “tự soi”)" in html
    assert "đoạn 2: “‘5’ và ‘3’”)" in html


def test_authors_text_is_no_html() -> None:
    """What an author types is shown as typed."""
    html = figure(parse(TIMELINE, "x.yaml"), "x", SOURCES)
    assert "Chỉ thị &lt;thứ nhất&gt;" in html
    assert "<thứ" not in html


def test_the_heads_of_a_table_may_have_no_heading() -> None:
    """As many columns as cells: then the corner is empty."""
    picture = parse(TABLE.replace("[Chức vụ, 12-2023", "[12-2023"), "x.yaml")
    assert "<td></td>" in figure(picture, "x", SOURCES)


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("ground", [svg.PAPER, svg.TINT])
@pytest.mark.parametrize("ink", [svg.INK, svg.MUTED, svg.ACCENT])
def test_letters_stand_out(ink: str, ground: str) -> None:
    """4.5 to 1 on every ground."""
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


FAULTS = [
    (TIMELINE, "kind: timeline", "kind: circle", "bad-value", 2),
    (TIMELINE, "kind: timeline", "as_of: 2026-11-22", "missing", 1),
    (TIMELINE, "title: Mười năm & một ngày", "titel: Mười năm", "unknown-key", 3),
    (TIMELINE, "note: mười năm sau", f"note: {'dài ' * 30}", "bad-value", 7),
    (TIMELINE, "when: 10-2023", "when: 1-2012", "out-of-order", 7),
    (TIMELINE, CITE + "}\n  - {when: 6-12", "cite: []}\n  - {when: 6-12", "too-few", 7),
    (MAP, "id: b", "id: a", "box-twice", 7),
    (MAP, "from: c, to: d", "from: c, to: z", "no-such-box", 13),
    (MAP, "from: d, to: e", "from: d, to: d", "arrow-to-itself", 14),
    (TABLE, "[Ông A, Ông B]", "[Ông A]", "cell-count", 7),
    (TABLE, "12-2023, 2-2026]", "a, b, c, d]", "too-many", 5),
    (TABLE, TABLE, "- một\n- hai\n", "not-a-picture", 1),
]


@pytest.mark.parametrize(("text", "old", "new", "code", "line"), FAULTS)
def test_a_fault_is_told_with_its_line(text: str, old: str, new: str, code: str, line: int) -> None:
    """As in banks: what, where, and what to do."""
    assert old in text
    with pytest.raises(Problems) as caught:
        parse(text.replace(old, new, 1), "hinh.yaml")
    found = {problem.code: problem for problem in caught.value.problems}
    assert code in found
    assert found[code].path == "hinh.yaml"
    assert found[code].line == line
    assert found[code].hint


def test_all_faults_are_told_at_once() -> None:
    """Not only the first one."""
    text = MAP.replace("id: b", "id: a").replace("from: c, to: d", "from: y, to: z")
    with pytest.raises(Problems) as caught:
        parse(text, "x.yaml")
    codes = [problem.code for problem in caught.value.problems]
    assert sorted(codes) == ["box-twice", "no-such-box", "no-such-box"]
