"""A citation chosen in the text of a source."""

from pathlib import Path

import pytest

from kit.errors import UserError
from kit.sources import Library
from kit.studio.picker import pick, whole_words
from kit.studio.view import start
from tests.studio_desk import Trainer, folder_with

TEXT = "Tháng 10/2023, Thành ủy Đà Nẵng ban hành Chỉ thị số 34-CT/TU (bản đầy đủ)."
LIBRARY = Library(texts={"bai": ("Đoạn một.", TEXT)})


@pytest.mark.parametrize(
    ("selected", "phrase"),
    [
        ("Thành ủy Đà Nẵng", "Thành ủy Đà Nẵng"),
        ("ành ủy Đà N", "Thành ủy Đà Nẵng"),
        (" Thành ủy ", "Thành ủy"),
        ("/2023, Thành", "10/2023, Thành"),
        ("34-C", "34-CT/TU"),
        ("(bản đầy đủ).", "bản đầy đủ"),
        (", ", ""),
    ],
)
def test_a_stretch_becomes_whole_words(selected: str, phrase: str) -> None:
    start = TEXT.index(selected)
    assert whole_words(TEXT, start, start + len(selected)) == phrase


def test_a_citation_has_source_paragraph_and_phrase() -> None:
    start = TEXT.index("ban hành")
    found = pick(LIBRARY, "bai", 2, start, start + 3)
    assert (found.source, found.paragraph, found.phrase) == ("bai", 2, "ban")


@pytest.mark.parametrize(
    ("source", "paragraph", "start", "end"),
    [("bai", 3, 0, 5), ("bai", 0, 0, 5), ("khac", 1, 0, 5), ("bai", 2, 4, 4), ("bai", 2, 900, 950)],
)
def test_no_place_and_no_words_are_told(source: str, paragraph: int, start: int, end: int) -> None:
    with pytest.raises(UserError):
        pick(LIBRARY, source, paragraph, start, end)


def test_more_than_twelve_words_are_refused_with_their_number() -> None:
    with pytest.raises(UserError, match="18"):
        pick(LIBRARY, "bai", 2, 0, len(TEXT))


def test_picking_at_the_page(tmp_path: Path) -> None:
    folder, texts = folder_with(tmp_path / "quizzes"), tmp_path / "texts"
    texts.mkdir()
    (texts / "bai.txt").write_text(f"\n\nĐoạn một.\n\n{TEXT}\n", encoding="utf-8")
    trainer = Trainer(folder, texts).ask("open", bank="thu")
    trainer.ask("source", source="bai")
    shown = [one["parts"] for one in trainer.said["paragraphs"]]
    assert shown == [[{"text": one, "marked": False}] for one in ("Đoạn một.", TEXT)]
    trainer.ask("pick", source="bai", paragraph=2, start=0, end=5)
    assert trainer.said["picked"] == {"source": "bai", "paragraph": "2", "phrase": "Tháng"}
    trainer.set("cite", [trainer.said["picked"]])
    assert "cite" not in {one["field"] for one in trainer.view["findings"]}
    too_long = trainer.ask("pick", source="bai", paragraph=2, start=0, end=70).said
    assert "nhiều hơn 12" in too_long["unpicked"]
    assert "trouble" not in too_long  # the page behind the dialog has nothing to say about it


def test_a_text_that_cannot_be_picked_yet_is_named_on_the_page(tmp_path: Path) -> None:
    folder, texts = folder_with(tmp_path / "quizzes"), tmp_path / "texts"
    texts.mkdir()
    (texts / "moi.txt").write_text(TEXT, encoding="utf-8")
    assert start(Trainer(folder, texts).desk)["undeclared"] == []  # without a list its name does
    (folder / "sources.yaml").write_text("format: 1\nsources: []\n", encoding="utf-8")
    assert start(Trainer(folder, texts).desk)["undeclared"] == []  # nor with an empty one
    one = f'  - id: cu\n    title: Cũ\n    file: cu.txt\n    sha256: "{"0" * 64}"\n'
    one += "    paragraphs: 1\n"
    (folder / "sources.yaml").write_text(f"format: 1\nsources:\n{one}", encoding="utf-8")
    assert start(Trainer(folder, texts).desk)["undeclared"] == ["moi.txt"]
