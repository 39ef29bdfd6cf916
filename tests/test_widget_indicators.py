"""What lessons show of the active set, and what a private field must not do."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from kit.drawing import booklet
from kit.errors import UserError
from kit.gradebook.leaks import leaks
from kit.indicators.files import read_folder
from kit.sources import short_names, source_names
from kit.widget import indicators, self_check
from kit.widget.indicators import SelfCheckWidget
from kit.wording import t
from tests.indicator_forms import ROOT, SETS, TEXTS, import_ten, make_content, run

BANNER = t("quiz.note_press")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder, and the lesson's kernel in it."""
    folder = make_content(tmp_path / "noi-dung")
    (folder / "lessons").mkdir()
    monkeypatch.chdir(folder / "lessons")
    monkeypatch.delenv("KIT_WORKSPACE", raising=False)
    return folder


def html() -> str:
    return indicators()._repr_html_()


def words(text: str) -> str:
    text = re.sub(r'<span class="kit-whole">(.*?)</span>', r"\1", text)
    return unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", text))


def test_the_press_set_stands_under_its_banner_with_all_its_evidence(content: Path) -> None:
    shown = words(html())
    press = read_folder(SETS).sets.press
    assert press
    assert shown.count(BANNER) == 1
    assert shown.index(BANNER) < shown.index(press.indicators[0].name)
    short, names = short_names(ROOT / "quizzes"), source_names(ROOT / "quizzes")
    for sign in press.indicators:
        assert sign.name in shown
        assert sign.opposite.text in shown
        for cite in (*sign.cite, *sign.opposite.cite):
            assert f"“{cite.phrase}” ( {short[cite.source]}, đoạn {cite.paragraph} )" in shown
            assert names[cite.source] in shown


def test_the_signs_are_not_numbered_as_the_directives(content: Path) -> None:
    assert "<ol" not in html()
    assert "DH-01" in html()


def test_it_needs_no_script_and_nothing_from_elsewhere(content: Path) -> None:
    for text in (html(), _official(content)):
        assert not re.search(r"<script|\bon\w+=|https?:|url\(|@import", text)


def _official(content: Path) -> str:
    import_ten(content)
    return html()


def test_the_official_list_takes_its_place_without_banner(content: Path) -> None:
    shown = words(_official(content))
    assert BANNER not in shown
    assert "báo chí" not in shown
    assert all(text in shown for text in TEXTS)
    for part in ("Ban Thường vụ Thành ủy Đà Nẵng", "34-CT/TU", "27-10-2023", "Người thử máy"):
        assert part in shown
    assert [int(n) for n in re.findall(r'<li value="(\d+)"', html())] == list(range(1, 11))


def test_a_list_that_was_altered_is_not_shown(content: Path) -> None:
    import_ten(content)
    file = content / "quizzes" / "indicators" / "chi-thi-34.yaml"
    file.write_text(file.read_text("utf-8").replace("thử số 1 ", "thử số một "), "utf-8")
    shown = words(html())
    assert BANNER in shown
    assert t("indicators.not_trusted") in shown
    assert not any(text in shown for text in TEXTS)
    assert self_check().words["banner"] == BANNER


def test_what_stands_in_a_set_is_text_not_markup(content: Path) -> None:
    file = content / "quizzes" / "indicators" / "dau-hieu.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("name: Giữ tâm lý", "name: <b>Giữ</b> & tâm lý"), "utf-8")
    assert "&lt;b&gt;Giữ&lt;/b&gt; &amp; tâm lý" in html()


def test_the_self_check_has_a_field_an_indicator(content: Path) -> None:
    press = read_folder(SETS).sets.press
    assert press
    widget = self_check()
    assert widget.entries == [sign.name for sign in press.indicators]
    assert widget.words["banner"] == BANNER
    assert "không được lưu" in widget.words["private"]
    import_ten(content)
    widget = self_check()
    assert widget.entries == [f"{n}. {text}" for n, text in enumerate(TEXTS, 1)]
    assert widget.words["banner"] == ""
    assert "Người thử máy" in widget.words["source"]


def test_the_self_check_has_nothing_that_could_be_sent_back() -> None:
    """Its traits are what it shows; it has no handler for messages, and its script sends none."""
    own = {name for name in SelfCheckWidget.class_own_traits() if not name.startswith("_")}
    assert own == {"entries", "words", "language"}
    script = str(SelfCheckWidget._esm)
    for way in ("model.set", "model.send", "save_changes", "localStorage", "sessionStorage",
                "fetch", "beforeunload", "sendBeacon", "indexedDB", "cookie"):  # fmt: skip
        assert way not in script, way


def test_a_group_reads_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    group = tmp_path / "to"
    quizzes = make_content(tmp_path / "noi-dung") / "quizzes"
    quizzes.rename(tmp_path / "practice")
    group.mkdir()
    (tmp_path / "practice").rename(group / "practice")
    (group / "group.yaml").write_text("format: 1\nid: to\nname: Tổ\n", "utf-8")
    monkeypatch.chdir(group)
    assert BANNER in words(html())


def test_without_sets_it_says_where_they_belong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for call in (indicators, self_check):
        with pytest.raises(UserError, match="indicators"):
            call()


def test_a_booklet_carries_the_note_and_a_release_may_have_it(content: Path) -> None:
    from random import Random

    from kit.bank import load

    bank = load(content / "quizzes" / "nhan-dien.yaml")
    sheet = booklet(bank.quiz, bank.version, Random(1))
    assert [item.get("note") for item in sheet["items"]] == ["press", "press", None]
    release = content / "release"
    release.mkdir()
    (release / "booklet.json").write_text(json.dumps(sheet, ensure_ascii=False), "utf-8")
    assert leaks(release, bank.quiz) == []
    import_ten(content)
    assert run("map", "--set", "dh-05=1", "--set", "dh-10=2", "--content", content) == 0
    bank = load(content / "quizzes" / "nhan-dien.yaml")
    sheet = booklet(bank.quiz, bank.version, Random(1))
    assert [item.get("note") for item in sheet["items"]] == [None, "unmapped", None]
