"""kit.widget.pictures: where a lesson's picture is looked for."""

from pathlib import Path

import pytest

from kit.errors import Problems, UserError
from kit.widget import picture
from tests.test_pictures import TABLE, TIMELINE


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder with two pictures, with the lesson's folder as the working folder."""
    folder = tmp_path / "lessons" / "pictures"
    folder.mkdir(parents=True)
    for name, text in (("cac-moc", TIMELINE), ("chuc-vu", TABLE)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "secret.yaml").write_text(TIMELINE, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "lessons")
    monkeypatch.delenv("KIT_WORKSPACE", raising=False)
    return tmp_path


@pytest.mark.usefixtures("project")
def test_a_picture_is_html_with_a_text_for_where_there_is_none() -> None:
    """A cell shows the former; a terminal the latter."""
    found = picture("cac-moc")
    assert found._repr_html_().startswith("<figure")
    assert repr(found) == "Mười năm & một ngày: Ba mốc, từ năm 2013 đến năm 2023."


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", ["cac-mốc", "khong-co", "../../secret", "", "a/b"])
def test_an_unknown_name_is_told_with_those_there_are(name: str) -> None:
    """And no name leads out of the folder."""
    with pytest.raises(UserError, match="cac-moc, chuc-vu"):
        picture(name)


def test_where_there_is_no_picture_the_hint_says_where_to_put_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name alone would not help."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="lessons/pictures"):
        picture("cac-moc")


def test_a_faulty_picture_is_told_with_its_lines(project: Path) -> None:
    """As ``kit check`` tells it."""
    file = project / "lessons" / "pictures" / "cac-moc.yaml"
    file.write_text(TIMELINE.replace("title:", "titel:"), encoding="utf-8")
    with pytest.raises(Problems, match=r"cac-moc\.yaml:3"):
        picture("cac-moc")


def test_in_a_group_its_own_copy_counts(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ``kit build`` has put there."""
    folder = tmp_path / "to" / "lessons" / "pictures"
    folder.mkdir(parents=True)
    (tmp_path / "to" / "group.yaml").write_text("format: 1\nid: to\nname: T\n", encoding="utf-8")
    text = TIMELINE.replace("Mười năm & một ngày", "Bản của tổ")
    (folder / "cac-moc.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("KIT_WORKSPACE", str(tmp_path / "to"))
    assert picture("cac-moc").title == "Bản của tổ"
