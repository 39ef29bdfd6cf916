from hypothesis import given
from pydantic import TypeAdapter

from kit.fields import FolderId
from kit.text import slug
from tests.text.text_strategies import TEXTS

ID = TypeAdapter[str](FolderId)


def test_vietnamese_becomes_an_id_that_can_be_read() -> None:
    assert slug("Chỉ thị 34-CT/TU của Ban Thường vụ") == "chi-thi-34-ct-tu-cua-ban-thuong-vu"
    assert slug("Đùn đẩy, né tránh!") == "dun-day-ne-tranh"
    assert slug("日本 – ***") == ""


def test_it_is_cut_between_words() -> None:
    assert slug("một hai ba", most=7) == "mot-hai"
    assert slug("nghiêng", most=4) == "nghi"


def test_it_is_no_name_that_windows_keeps() -> None:
    assert (slug("Con"), slug("COM1"), slug("Con cái")) == ("con-1", "com1-1", "con-cai")


@given(TEXTS)
def test_it_is_an_id_or_nothing_and_stays_the_same(text: str) -> None:
    made = slug(text)
    assert made == "" or ID.validate_python(made) == made
    assert slug(made) == made
