"""Sign-in slips: a page by itself, each slip with its owner's code and nobody else's."""

import re
from xml.etree import ElementTree

import pytest
import segno

from kit.errors import UserError
from kit.gradebook.course import Slip
from kit.reports.slips import A_PAGE, Group, checked_address, sign_in_address, slips_page

GROUP = Group("chi-bo-5", "Chi bộ 5", "http://192.168.1.20:8890")
SLIPS = [Slip(f"hv-{n:03}", f"Người {n}", "learner", f"K7RM-2XH{n}") for n in range(2, 10)]


def modules(svg: str) -> list[list[int]]:
    """The dark and light squares of a QR code that was drawn as one path of strokes."""
    root = ElementTree.fromstring(svg)
    size = int(root.attrib["viewBox"].split()[-1])
    grid = [[0] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for step, values in re.findall(r"([Mmhv])([-\d. ]+)", root[0].attrib["d"]):
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", values)]
        if step == "h":
            for column in range(int(x), int(x + numbers[0])):
                grid[int(y)][column] = 1
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if step == "M" else (x + numbers[0], y + numbers[1])
    return grid


def test_the_qr_code_of_a_slip_opens_the_app_signed_in() -> None:
    """Square for square what stands for that address, the quiet zone included."""
    page = slips_page(SLIPS, GROUP).decode()
    drawn = re.findall(r"<svg.*?</svg>", page)
    assert len(drawn) == len(SLIPS)
    for svg, slip in zip(drawn, SLIPS, strict=True):
        address = f"http://192.168.1.20:8890/chi-bo-5/sign-in#{slip.code}"
        assert sign_in_address(GROUP, slip.code) == address
        code = segno.make(address, error="q", micro=False)
        wanted = [[int(dark) for dark in row] for row in code.matrix_iter(border=4)]
        assert modules(svg) == wanted


def test_each_slip_has_name_id_and_code_of_one_member() -> None:
    page = slips_page(SLIPS, GROUP).decode()
    slips = re.findall(r"<article>.*?</article>", page)
    for slip, text in zip(SLIPS, slips, strict=True):
        assert all(part in text for part in (slip.name, slip.learner, slip.code, "Chi bộ 5"))
        assert sum(other.code in text for other in SLIPS) == 1


def test_whoever_is_no_learner_is_not_called_one() -> None:
    people = [
        Slip("hv-001", "An", "learner", "A"), Slip("gv-1", "Bình", "trainer", "B"),
        Slip("tk-1", "Chi", "secretary", "C"),
    ]  # fmt: skip
    page = slips_page(people, GROUP).decode()
    assert re.findall(r'class="id">([^<]+)<', page) == [
        "Mã học viên: hv-001", "Báo cáo viên, mã gv-1", "Bí thư, mã tk-1",
    ]  # fmt: skip


def test_eight_slips_share_a_sheet() -> None:
    page = slips_page([*SLIPS, *SLIPS, SLIPS[0]], GROUP).decode()
    sheets = re.findall(r"<section>(.*?)</section>", page)
    assert [sheet.count("<article>") for sheet in sheets] == [A_PAGE, A_PAGE, 1]


def test_the_page_asks_for_nothing_outside() -> None:
    """No script, no link, no picture from elsewhere; and it forbids itself to."""
    page = slips_page(SLIPS, GROUP).decode()
    assert not re.findall(r"<(?:script|link|img|iframe|object)\b|\b(?:src|href|url)\s*[=(]", page)
    assert "default-src 'none'" in page
    assert "xóa tệp này" in page


def test_names_are_no_markup() -> None:
    page = slips_page([Slip("hv-001", "<b>&", "learner", "K7RM-2XHD")], GROUP).decode()
    assert "&lt;b&gt;&amp;" in page


def test_without_an_address_there_is_the_code_alone() -> None:
    page = slips_page(SLIPS, Group("chi-bo-5", "Chi bộ 5")).decode()
    assert "<svg" not in page
    assert "gõ mã trên" in page
    assert SLIPS[0].code in page


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://192.168.1.20:8890", "http://192.168.1.20:8890"),
        (" https://hoc.xa.vn/ ", "https://hoc.xa.vn"),
        ("http://máy-chủ:8890/", "http://máy-chủ:8890"),
    ],
)
def test_an_address_is_taken_without_its_last_slash(typed: str, address: str) -> None:
    assert checked_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://192.168.1.20:8890/chi-bo-5/", "http://192.168.1.20:8890"),
        ("http://192.168.1.20:8890/chi-bo-5", "http://192.168.1.20:8890"),
        ("http://192.168.1.20:8890/chi-bo-5/sign-in", "http://192.168.1.20:8890"),
        ("https://hoc.xa.vn/user/chi-bo-6/", "https://hoc.xa.vn/user"),
        ("https://hoc.xa.vn/user/", "https://hoc.xa.vn/user"),
        ("http://chi-bo-5/", "http://chi-bo-5"),
        ("http://192.168.1.20:8890/chi-bo-55/", "http://192.168.1.20:8890/chi-bo-55"),
    ],
)
def test_the_address_of_a_group_s_page_is_the_server_s(typed: str, address: str) -> None:
    """It is what ``kit serve`` says, and what people copy."""
    assert checked_address(typed, ["chi-bo-5", "chi-bo-6"]) == address


@pytest.mark.parametrize(
    "typed", ["192.168.1.20:8890", "ftp://x", "http://x/#y", "http://", "http://a b"]
)
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(UserError, match="chưa phải địa chỉ"):
        checked_address(typed)
