"""Files that are edited while the server runs."""

import logging
from pathlib import Path

import pytest

from kit.serve.last_good import LastGood
from kit.wording import t


@pytest.fixture
def number(tmp_path: Path) -> LastGood[int]:
    file = tmp_path / "number"
    file.write_text("1", encoding="utf-8")
    return LastGood(file, lambda: int(file.read_text(encoding="utf-8")))


def test_a_change_counts_at_once(number: LastGood[int]) -> None:
    """Its time or its size is another."""
    assert number.get() == 1
    number.path.write_text("22", encoding="utf-8")
    assert number.get() == 22


def test_a_file_that_did_not_change_is_not_read_again(number: LastGood[int]) -> None:
    """Every request asks."""
    number.get()
    number.read = lambda: 7
    assert number.get() == 1


def test_a_faulty_or_missing_file_changes_nothing_and_is_told_once(
    number: LastGood[int], caplog: pytest.LogCaptureFixture
) -> None:
    """Until it makes sense again."""
    number.get()
    number.path.write_text("half of", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert [number.get(), number.get()] == [1, 1]
    (told,) = (record.message for record in caplog.records)
    assert told.startswith(t("serve.file_kept", file=number.path, detail="invalid literal"))
    number.path.unlink()
    assert [number.get(), number.get()] == [1, 1]
    assert len(caplog.records) == 2
    number.path.write_text("333", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert [number.get(), number.get()] == [333, 333]
    assert [record.message for record in caplog.records[2:]] == [
        t("serve.file_well", file=number.path)
    ]


def test_each_change_from_faulty_to_well_is_told(
    number: LastGood[int], caplog: pytest.LogCaptureFixture
) -> None:
    """Also when a file that was missing first comes back as it was."""
    number.get()
    for _ in range(2):
        number.path.unlink()
        assert number.get() == 1
        number.path.write_text("22", encoding="utf-8")
        assert number.get() == 22
        number.path.write_text("1", encoding="utf-8")
        assert number.get() == 1
    assert [record.message.split(": ")[0] for record in caplog.records] == 2 * [
        t("serve.file_kept", file=number.path, detail="").split(": ")[0],
        t("serve.file_well", file=number.path),
    ]


def test_a_file_that_never_made_sense_raises(number: LastGood[int]) -> None:
    """At the start the person at the terminal is told."""
    number.path.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="invalid literal"):
        number.get()
