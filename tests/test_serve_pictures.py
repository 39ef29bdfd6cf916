"""Pictures of lessons."""

from pathlib import Path

import pytest

from kit.serve.pictures import LessonPictures


@pytest.fixture
def pictures(tmp_path: Path) -> LessonPictures:
    (tmp_path / "secret").write_text("no", encoding="utf-8")
    (tmp_path / "outside.png").write_bytes(b"no")
    folder = tmp_path / "lessons"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "so-do.png").write_bytes(b"\x89PNG")
    (folder / "note.txt").write_text("no", encoding="utf-8")
    return LessonPictures(folder)


def test_a_picture_below_the_lesson_is_found(pictures: LessonPictures) -> None:
    """It comes as base64, to be put into the page."""
    assert pictures.file_exists("img/so-do.png")
    assert pictures.get("img/so-do.png")["content"] == "iVBORw=="


@pytest.mark.parametrize(
    "path",
    ["../outside.png", "../secret", "note.txt", "/etc/passwd", "img", "", "a\0b.png", "img/x.png"],
)
def test_nothing_else_is_found(pictures: LessonPictures, path: str) -> None:
    """Not outside, not other files, not what is not there."""
    assert not pictures.file_exists(path)


def test_a_link_that_leads_outside_is_not_followed(pictures: LessonPictures) -> None:
    """What counts is where the file lies."""
    link = pictures.folder / "link.png"
    try:
        link.symlink_to(pictures.folder.parent / "outside.png")
    except OSError:  # Windows may not allow links; then there is none to follow
        return
    assert not pictures.file_exists("link.png")
