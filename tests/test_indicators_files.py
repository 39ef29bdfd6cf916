"""The project's own sets, and what a folder of sets may have wrong with it."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.checks import check
from kit.clock import ZONE
from kit.indicators.files import FILES, Folder, read_cached, read_folder
from kit.indicators.judge import judge
from kit.indicators.read import read_form
from kit.indicators.sets import PROOF, SIZE, checksum_of, missing
from kit.indicators.write import save_official
from kit.text import fold
from tests.indicator_forms import HEAD, ROOT, ROWS, SETS, make_content, write_form

BAD = ROOT / "tests" / "bad"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_content(tmp_path) / "quizzes" / "indicators"


def test_the_projects_own_sets_are_in_order() -> None:
    read = read_folder(SETS)
    assert read.problems == ()
    assert read.sets.press
    assert [sign.id for sign in read.sets.press.indicators] == [
        f"dh-{n:02}" for n in range(1, SIZE + 1)
    ]


def test_the_official_list_is_awaited_and_empty() -> None:
    """No public text lists the ten: whoever fills a slot here invents it."""
    official = read_folder(SETS).sets.official
    assert official
    assert official.status == "awaiting"
    assert missing(official) == [*PROOF, *map(str, range(1, SIZE + 1))]
    assert official.checksum is None
    assert not any(entry.text or entry.place for entry in official.indicators)


def test_a_name_is_short_and_no_name_holds_another() -> None:
    """Options of one item must differ, and a name typed in an item must be told from others."""
    press = read_folder(SETS).sets.press
    assert press
    names = [fold(sign.name) for sign in press.indicators]
    assert all(3 <= len(name.split()) <= 12 for name in names)
    assert not any(a in b for a in names for b in names if a is not b)


def test_a_name_is_in_own_words() -> None:
    """It is none of the phrases it stands for."""
    press = read_folder(SETS).sets.press
    assert press
    for sign in press.indicators:
        assert fold(sign.name) not in {fold(cite.phrase) for cite in sign.cite}


def _edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (_edit("dau-hieu.yaml", "status: press", "status: official"), {"bad-value"}),
        (_edit("dau-hieu.yaml", "    opposite:", "    nguoc-lai:"), {"missing", "unknown-key"}),
        (_edit("dau-hieu.yaml", "format: 1", "format: [1"), {"yaml"}),
        (_edit("dau-hieu.yaml", "id: dh-02", "id: dh-02\n    id: dh-02"), {"key-twice"}),
        (_edit("chi-thi-34.yaml", "id: 10,", "id: 11,"), {"bad-value"}),
        (
            _edit("chi-thi-34.yaml", "status: awaiting", "status: official"),
            {"indicator-incomplete"},
        ),
        (_edit("mapping.yaml", "dh-01: null", "dh-01: 11"), {"bad-value"}),
        (_edit("mapping.yaml", "dh-01: null", "dh-01: ba"), {"bad-value"}),
        (lambda folder: (folder / "dau-hieu.yaml").unlink(), {"unreadable-file"}),
        (lambda folder: (folder / "chi-thi-34.yaml").unlink(), {"unreadable-file"}),
        (lambda folder: (folder / "chi-thi-34.yaml").write_text("", "utf-8"), {"missing"}),
        (lambda folder: (folder / "mapping.yaml").unlink(), set()),
    ],
)
def test_whatever_is_wrong_is_told_and_nothing_is_raised(
    change: Callable[[Path], None], codes: set[str], folder: Path
) -> None:
    change(folder)
    read = read_folder(folder)
    assert {one.code for one in read.problems} == codes
    assert all(one.message and one.hint for one in read.problems)
    assert read.sets.active is None
    # The check says the same, and is not stopped by it.
    assert codes <= {one.code for one in check([folder.parent.parent]).problems}


def test_only_an_untouched_list_is_the_active_one(tmp_path: Path) -> None:
    """Every byte that carries meaning is in the checksum; white space of the file is not."""
    text = (BAD / "same-indicator" / "indicators" / "chi-thi-34.yaml").read_text("utf-8")
    folder = make_content(tmp_path) / "quizzes" / "indicators"
    file = folder / "chi-thi-34.yaml"

    def read(changed: str) -> Folder:
        file.write_text(changed, "utf-8")
        return read_folder(folder)

    whole = read(text).sets
    assert whole.active
    assert whole.active.checksum == checksum_of(whole.active)
    assert read(text + "\n# một dòng ghi chú\n").sets.active
    for old, new in (
        ("số 10 ", "số mười "),
        ("chỗ thử 7", "chỗ thử bảy"),
        ("Người thử máy", "Người khác"),
        ('date: "2023-10-27"', 'date: "2023-10-28"'),
        ('issuer: "Thành ủy Đà Nẵng"', 'issuer: "Tỉnh ủy Lâm Đồng"'),
        ('entered_on: "2026-11-22"', 'entered_on: "2026-11-23"'),
    ):
        assert old in text
        changed = read(text.replace(old, new))
        assert [one.code for one in changed.problems] == ["indicator-tampered"], old
        assert changed.sets.active is None
    no_checksum = re.sub(r"\nchecksum: .*", "", text)
    assert [one.code for one in read(no_checksum).problems] == ["indicator-tampered"]
    back = text.replace("status: official", "status: awaiting")
    assert [one.code for one in read(back).problems] == ["indicator-by-hand"]


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    assert read_cached(folder) is read_cached(folder)
    before = read_cached(folder).sets.mapping
    _edit("mapping.yaml", "dh-01: null", "dh-01: 4")(folder)
    assert read_cached(folder).sets.mapping == {**before, "dh-01": 4}
    assert {"chi-thi-34.yaml", "dau-hieu.yaml", "mapping.yaml"} == set(FILES)


def test_citations_of_a_set_are_looked_for_in_the_texts(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    (folder / "indicators").mkdir(parents=True)
    for file in (BAD / "unknown-sign").rglob("*.yaml"):
        text = re.sub(r"  # expect.*", "", file.read_text("utf-8")).replace("dh-99", "dh-02")
        (folder / file.relative_to(BAD / "unknown-sign")).write_text(text, "utf-8")
    assert check([folder], BAD / "sources").problems == ()
    file = folder / "indicators" / "dau-hieu.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("Đoạn hai", "Đoạn không có", 1), "utf-8")
    [problem] = check([folder], BAD / "sources").problems
    assert (problem.code, problem.path, problem.line) == ("phrase-not-there", str(file), 9)


def test_the_official_words_may_run_like_a_source_and_those_of_the_press_set_may_not(
    tmp_path: Path,
) -> None:
    """A document may have the very words that an article repeats; authors use their own."""
    run = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"
    folder, texts = tmp_path / "a", tmp_path / "texts"
    (folder / "indicators").mkdir(parents=True)
    texts.mkdir()
    (texts / "mau.txt").write_text(f"Đoạn một\nĐoạn hai {run}\n", "utf-8")
    for file in (BAD / "unknown-sign").rglob("*.yaml"):
        text = re.sub(r"  # expect.*", "", file.read_text("utf-8")).replace("dh-99", "dh-02")
        (folder / file.relative_to(BAD / "unknown-sign")).write_text(text, "utf-8")
    rows = ((ROWS[0][0], f"{run} (bịa)", ROWS[0][2]), *ROWS[1:])
    waiting = read_folder(SETS).sets.official
    assert waiting
    form = read_form(write_form(tmp_path / "phieu.yaml", HEAD, rows))
    entered = judge(form, waiting, None, datetime.date(2026, 11, 22))
    save_official(folder / "indicators", entered, datetime.datetime(2026, 11, 22, tzinfo=ZONE))
    assert read_folder(folder / "indicators").sets.active
    assert check([folder], texts).problems == ()
    file = folder / "indicators" / "dau-hieu.yaml"
    file.write_text(file.read_text("utf-8").replace("Dấu hiệu thử thứ ba", run), "utf-8")
    assert [one.code for one in check([folder], texts).problems] == ["copied-run"]
