"""kit.widget.flashcards: which cards, and what of them is hidden."""

from pathlib import Path

import pytest

from kit.errors import Problems, UserError
from kit.slogans import Slogan
from kit.widget.flashcards import FlashcardsWidget, clue, flashcards
from tests.test_slogans import TEXT

SOURCES = """\
format: 1
sources:
  - id: bao-thu
    title: Một bài báo dài
    publisher: null
    event: 2026-02-03
    file: bao-thu.txt
    sha256: 6be7a7245631ed3078be0784c1766f19c25ecf60b2d90314af4c5b32a2c45b22
    paragraphs: 4
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder, with the lesson's folder as the working folder."""
    for folder in ("quizzes", "lessons"):
        (tmp_path / folder).mkdir()
    (tmp_path / "quizzes" / "slogans.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "quizzes" / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "lessons")
    monkeypatch.delenv("KIT_WORKSPACE", raising=False)
    return tmp_path


def ids(widget: FlashcardsWidget) -> list[str]:
    return [card["id"] for card in widget.cards]


@pytest.mark.usefixtures("project")
def test_cards_come_in_the_order_asked_for() -> None:
    """All of them if none is named."""
    assert ids(flashcards("SL-02", "SL-01")) == ["SL-02", "SL-01"]
    assert ids(flashcards()) == ["SL-01", "SL-02"]


@pytest.mark.usefixtures("project")
def test_a_source_without_a_publisher_is_called_by_its_day() -> None:
    """As the lessons call it."""
    assert flashcards("SL-01").cards[0]["cites"][0]["source"] == "Bài ngày 3-2-2026"


@pytest.mark.usefixtures("project")
def test_an_unknown_id_is_told_with_those_there_are() -> None:
    """So that the author sees the slip."""
    with pytest.raises(UserError, match=r"SL-99.*SL-01, SL-02"):
        flashcards("SL-01", "SL-99")


def test_no_file_is_told(project: Path) -> None:
    """And a faulty one with its lines."""
    file = project / "quizzes" / "slogans.yaml"
    file.write_text(TEXT.replace("who:", "whom:"), encoding="utf-8")
    with pytest.raises(Problems):
        flashcards()
    file.unlink()
    with pytest.raises(UserError, match=r"slogans\.yaml"):
        flashcards()


def test_in_a_group_the_groups_own_copy_counts(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ``kit build`` has put there."""
    group = tmp_path / "to"
    (group / "practice").mkdir(parents=True)
    (group / "group.yaml").write_text("format: 1\nid: to\nname: Tổ\n", encoding="utf-8")
    text = TEXT.replace("Một nghị quyết", "Bản của tổ")
    (group / "practice" / "slogans.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("KIT_WORKSPACE", str(group))
    assert flashcards("SL-01").cards[0]["who"] == "Bản của tổ"


@pytest.mark.parametrize(
    ("text", "parts", "hidden"),
    [
        ("tự soi, tự sửa", ("tự soi", "tự sửa"), "tự …, tự …"),
        ("nói đi đôi với làm", ("nói", "làm"), "… đi đôi với …"),
        ("rõ việc và rõ người", ("rõ việc", "rõ người"), "rõ … và rõ …"),
        ("kỷ luật thực thi số", (), "kỷ luật …"),
        ("đổi mới", (), "đổi …"),
    ],
)
def test_the_parts_are_hidden_but_for_their_first_words(
    text: str, parts: tuple[str, ...], hidden: str
) -> None:
    """Enough to remember by, not enough to read it off."""
    cite = {"source": "bao-thu", "paragraph": 1, "phrase": text}
    raw = {"id": "SL-01", "text": text, "parts": parts, "who": "A", "when": "B", "where": "C"}
    assert clue(Slogan.model_validate({**raw, "cite": [cite]})) == hidden
