"""From an empty form to the active set, and everything that keeps a form from becoming it."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.errors import Problems
from kit.indicators.files import read_folder
from kit.indicators.judge import judge
from kit.indicators.read import read_form
from kit.indicators.sets import OfficialSet, checksum_of
from tests.indicator_forms import ENDINGS, HEAD, ROWS, SETS, TEXTS, Row, write_form

TODAY = datetime.date(2026, 11, 22)
PRESS = read_folder(SETS).sets.press

Rows = tuple[Row, ...]


def judged(form: Path) -> OfficialSet:
    waiting = read_folder(SETS).sets.official
    assert waiting
    return judge(read_form(form), waiting, PRESS, TODAY)


def refusals(form: Path) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as caught:
        judged(form)
    assert all(one.hint and one.path == str(form) for one in caught.value.problems)
    return [(one.code.removeprefix("chi-thi-34-"), one.message) for one in caught.value.problems]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_form_comes_back_as_it_was_filled_in(ending: str, tmp_path: Path) -> None:
    """Template, filled in, read: the ten and their proof, in every format."""
    entered = judged(write_form(tmp_path / f"phieu{ending}"))
    assert tuple(entry.text for entry in entered.indicators) == TEXTS
    assert [entry.place for entry in entered.indicators] == [place for _, _, place in ROWS]
    assert (entered.status, entered.issuer, entered.number) == (
        "official", "Ban Thường vụ Thành ủy Đà Nẵng", "34-CT/TU",
    )  # fmt: skip
    assert (entered.date, entered.entered_on) == (datetime.date(2023, 10, 27), TODAY)
    assert entered.checksum == checksum_of(entered)


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_form_says_all_that_is_missing(ending: str, tmp_path: Path) -> None:
    rows = tuple((number, "", "") for number, _, _ in ROWS)
    codes = [code for code, _ in refusals(write_form(tmp_path / f"phieu{ending}", {}, rows))]
    assert sorted(codes) == ["no-place"] * 10 + ["no-text"] * 10 + ["no-value"] * 4


def without(n: int) -> Rows:
    return (*ROWS[:n], *ROWS[n + 1 :])


def with_row(n: int, row: Row) -> Rows:
    return (*ROWS[:n], row, *ROWS[n + 1 :])


ELEVEN: Rows = (*ROWS, ("11", "Nội dung thử số 11 (bịa ra để thử máy).", "chỗ thử 11"))
PLACES = {".yaml": "dòng", ".xlsx": "ô", ".docx": "bảng 2"}

FAULTY: dict[str, tuple[Rows, list[tuple[str, str]]]] = {
    "nine": (
        without(9),
        [("bad-count", "Phiếu có 9 biểu hiện, phải có đúng 10. Số còn thiếu: 10.")],
    ),
    "eleven": (
        ELEVEN,
        [
            ("bad-count", "Phiếu có 11 biểu hiện, phải có đúng 10. Số còn thiếu: –."),
            ("bad-ordinal", "“11” không phải số thứ tự từ 1 đến 10."),
        ],
    ),
    "no place": (
        with_row(3, ("4", TEXTS[3], "")),
        [("no-place", "Biểu hiện số 4 chưa ghi vị trí trong văn bản.")],
    ),
    "dots for a place": (
        with_row(3, ("4", TEXTS[3], "……")),
        [("no-place", "Biểu hiện số 4 chưa ghi vị trí trong văn bản.")],
    ),
    "no text": (
        with_row(0, ("1", " . ", "chỗ thử 1")),
        [("no-text", "Biểu hiện số 1 chưa có nội dung.")],
    ),
    "the same twice": (
        with_row(6, ("7", TEXTS[1].upper(), "chỗ thử 7")),
        [("same-text", "Biểu hiện số 7 trùng nội dung với số 2.")],
    ),
    "a number twice": (
        with_row(6, ("6", TEXTS[6], "chỗ thử 7")),
        [("ordinal-twice", "Số thứ tự 6 có hai lần.")],
    ),
    "TCVN3": (
        with_row(4, ("5", "Néi dung thö sè 5 bÞa ra ®Ó thö m¸y", "chỗ thử 5")),
        [("legacy", "Chữ gõ bằng phông cũ (TCVN3), máy không đọc được.")],
    ),
    "VNI": (
        with_row(4, ("5", "Noäi dung thöû soá 5 bòa ra ñeå thöû maùy", "chỗ thử 5")),
        [("legacy", "Chữ gõ bằng phông cũ (VNI), máy không đọc được.")],
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("case", FAULTY)
def test_entries_that_are_not_ten_sourced_ones_are_refused(
    case: str, ending: str, tmp_path: Path
) -> None:
    rows, expected = FAULTY[case]
    found = refusals(write_form(tmp_path / f"phieu{ending}", HEAD, rows))
    assert [code for code, _ in found] == [code for code, _ in expected]
    for (code, message), (_, sentence) in zip(found, expected, strict=True):
        place, _, said = (
            message.rpartition(": ") if code == "bad-count" else message.partition(": ")
        )
        assert message == sentence or (said == sentence and place.startswith(PLACES[ending]))


HEADS: dict[str, tuple[dict[str, str], str, str]] = {
    "no issuer": ({"issuer": ""}, "no-value", "Chưa ghi “Cơ quan ban hành”."),
    "no number": ({"number": ""}, "no-value", "Chưa ghi “Số ký hiệu”."),
    "no date": ({"date": ""}, "no-value", "Chưa ghi “Ngày”."),
    "nobody": ({"entered_by": "…"}, "no-value", "Chưa ghi “Người nhập”."),
    "another province": (
        {"issuer": "Ban Thường vụ Tỉnh ủy Lâm Đồng"},
        "other-issuer",
        "Cơ quan ban hành là “Ban Thường vụ Tỉnh ủy Lâm Đồng”, không phải "
        "Ban Thường vụ Thành ủy Đà Nẵng / Thành ủy Đà Nẵng.",
    ),
    "another number": (
        {"number": "29-CT/TU"},
        "other-number",
        "Số ký hiệu là “29-CT/TU”, không phải 34-CT/TU.",
    ),
    "swapped signs": (
        {"number": "34/CT-TU"},
        "other-number",
        "Số ký hiệu là “34/CT-TU”, không phải 34-CT/TU.",
    ),
    "month only": ({"date": "10-2023"}, "no-date", "“10-2023” không phải một ngày đầy đủ."),
    "another day": (
        {"date": "20-4-2024"},
        "other-date",
        "Ngày “20-4-2024” không khớp: văn bản ban hành tháng 10-2023.",
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("case", HEADS)
def test_a_source_that_proves_nothing_is_refused(case: str, ending: str, tmp_path: Path) -> None:
    change, code, message = HEADS[case]
    [(found, said)] = refusals(write_form(tmp_path / f"phieu{ending}", {**HEAD, **change}))
    assert (found, said.partition(": ")[2]) == (code, message) or (found, said) == (code, message)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", "Thành uỷ Đà Nẵng"),
        ("issuer", "Ban Thường vụ Thành ủy thành phố Đà Nẵng"),
        ("issuer", "Ban Thường vụ Thành ủy TP.Đà Nẵng"),
        ("number", "Chỉ thị số 34 – CT/TU"),
        ("date", "ngày 27 tháng 10 năm 2023"),
    ],
)
def test_other_ways_to_write_the_same_are_taken(field: str, value: str, tmp_path: Path) -> None:
    entered = judged(write_form(tmp_path / "phieu.xlsx", {**HEAD, field: value}))
    assert (entered.number, entered.date) == ("34-CT/TU", datetime.date(2023, 10, 27))


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    rows = with_row(2, ("3", "", ""))[:9]
    found = refusals(write_form(tmp_path / "phieu.docx", {**HEAD, "number": "35-CT/TU"}, rows))
    assert sorted(code for code, _ in found) == ["bad-count", "no-place", "no-text", "other-number"]


def test_the_signs_of_the_press_are_not_taken_for_the_list(tmp_path: Path) -> None:
    assert PRESS
    rows = tuple((str(n), sign.name, "trang 1") for n, sign in enumerate(PRESS.indicators, 1))
    [(code, message)] = refusals(write_form(tmp_path / "phieu.yaml", HEAD, rows))
    assert code == "from-the-press"
    assert message == "10 nội dung trùng với dấu hiệu rút ra từ báo chí."


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    """Word on a Mac gives them; the checksum is over the composed ones."""
    rows = with_row(0, ("1", "No\u0302\u0323i dung   thư\u0309 mô\u0323t (bịa)", "chỗ\u00a0thử 1"))
    entered = judged(write_form(tmp_path / "phieu.docx", HEAD, rows))
    assert entered.indicators[0].text == "Nội dung thử một (bịa)"
    assert entered.indicators[0].place == "chỗ thử 1"


def test_rows_may_stand_in_any_order_and_be_numbered_with_a_dot(tmp_path: Path) -> None:
    rows = tuple((f"{int(number):02}.", text, place) for number, text, place in reversed(ROWS))
    entered = judged(write_form(tmp_path / "phieu.xlsx", HEAD, rows))
    assert tuple(entry.text for entry in entered.indicators) == TEXTS


def _twice(path: Path) -> Path:
    write_form(path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("date:", "date: 1-10-2023\ndate:"), "utf-8")
    return path


def _no_table(path: Path) -> Path:
    text = write_form(path).read_text("utf-8")
    path.write_text(text.replace("\nindicators:", "\nnoi-dung:"), "utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "code"), [(_twice, "key-twice"), (_no_table, "chi-thi-34-no-table")]
)
def test_a_form_in_yaml_of_another_shape_is_refused(
    make: Callable[[Path], Path], code: str, tmp_path: Path
) -> None:
    with pytest.raises(Problems) as caught:
        judged(make(tmp_path / "phieu.yaml"))
    assert [one.code for one in caught.value.problems] == [code]


def test_aliases_that_multiply_are_refused(tmp_path: Path) -> None:
    laughs = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    laughs += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    form = tmp_path / "phieu.yaml"
    form.write_text("\n".join(laughs), "utf-8")
    with pytest.raises(Problems) as caught:
        judged(form)
    assert [one.code for one in caught.value.problems] == ["yaml"]
