"""Numbers and days at the studio: typed and shown as in Vietnam, kept as the file wants them."""

import re
from datetime import date
from pathlib import Path

import pytest

from kit.bank import load
from kit.studio.figures import (
    day_kept,
    day_shown,
    number_kept,
    number_shown,
    share_kept,
    share_shown,
)
from tests.studio_desk import BANK, Trainer, changed_lines, folder_with


@pytest.fixture
def trainer(tmp_path: Path) -> Trainer:
    return Trainer(folder_with(tmp_path)).ask("look").ask("open", bank="thu")


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("1,5", "1.5", "1,5"), ("0.5", "0.5", "0,5"), ("2", "2", "2"), ("2,50", "2.5", "2,5"),
        ("1,5 điểm", "1.5", "1,5"), ("1.000", "1000", "1.000"), ("hai", "2", "2"),
        ("-1", "-1", "-1"), ("", "", ""), ("nhiều", "nhiều", "nhiều"), ("1,", "1", "1"),
        ("4,500", "4,500", "4,500"), ("gần 2", "gần 2", "gần 2"),
    ],
)  # fmt: skip
def test_a_number(typed: str, kept: str, shown: str) -> None:
    assert number_kept(typed) == kept
    assert number_shown(kept) == shown
    assert number_kept(shown) == kept


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("50%", "0.5", "50%"), ("0,5", "0.5", "50%"), ("62,5 %", "0.625", "62,5%"),
        ("50 phần trăm", "0.5", "50%"), ("50", "50", "50"), ("một nửa", "một nửa", "một nửa"),
    ],
)  # fmt: skip
def test_a_share(typed: str, kept: str, shown: str) -> None:
    assert share_kept(typed) == kept
    assert share_shown(kept) == shown
    assert share_kept(shown) == kept


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("22/11/2026", "2026-11-22", "22/11/2026"), ("2-3-2026", "2026-03-02", "02/03/2026"),
        ("ngày 22 tháng 11 năm 2026", "2026-11-22", "22/11/2026"),
        ("2026-11-22", "2026-11-22", "22/11/2026"), ("11/2026", "11/2026", "11/2026"),
        ("31/2/2026", "31/2/2026", "31/2/2026"), ("22/11/26", "22/11/26", "22/11/26"),
    ],
)  # fmt: skip
def test_a_day(typed: str, kept: str, shown: str) -> None:
    assert day_kept(typed) == kept
    assert day_shown(kept) == shown
    assert day_kept(shown) == kept


def test_what_is_typed_as_in_vietnam_is_read_by_the_kit(trainer: Trainer, tmp_path: Path) -> None:
    trainer.set("points", "1,5").set("as_of", "21/11/2026").set("tolerance", "0,5")
    trainer.ask("add", kind="cluster").set("steps", [{"text": one} for one in ("0", "0,25", "1")])
    trainer.set("statements", [{"text": "Một.", "key": "đúng"}, {"text": "Hai.", "key": "sai"}])
    trainer.set("stem", "Đúng hay sai?")
    assert trainer.ask("choose", uid=trainer.view["uid"]).value("steps")[1] == {"text": "0,25"}
    trainer.ask("add", kind="essay").set("stem", "Viết?").set("rubric", [{"text": "Nêu việc"}])
    trainer.set("words_from", "20").set("words_to", "1.000")
    trainer.ask("choose", uid=None).set("pass_mark", "62,5%").set("as_of", "20/11/2026")
    trainer.choose("mot").ask("save")
    assert (trainer.value("points"), trainer.value("as_of")) == ("1,5", "21/11/2026")
    quiz = load(tmp_path / "thu.yaml").quiz
    items = {item.kind: item for item in quiz.items}
    assert (items["number"].points, items["number"].as_of) == (1.5, date(2026, 11, 21))
    assert items["cluster"].model_dump()["steps"] == (0, 0.25, 1)
    assert items["essay"].model_dump()["words"] == (20, 1000)
    assert (quiz.settings.pass_mark, quiz.as_of) == (0.625, date(2026, 11, 20))


def test_what_nobody_changed_stays_as_it_was_written(tmp_path: Path) -> None:
    text = BANK.replace("    key: true\n", "    key: true\n    points: 1.50\n")
    trainer = Trainer(folder_with(tmp_path, text)).ask("open", bank="thu").choose("ba")
    assert trainer.value("points") == "1,5"
    trainer.set("points", "1,5").set("as_of", "")
    assert trainer.text == text
    assert changed_lines(text, trainer.set("points", "2,5").text) == (
        ["    points: 1.50"],
        ["    points: 2.5"],
    )


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        ("single", "points", "nhiều"), ("single", "points", "0"), ("single", "points", "150,5"),
        ("single", "as_of", "11/2026"), ("number", "tolerance", "ít"), ("set", "need", "vài"),
        ("set", "need", "1,5"), ("essay", "words_from", "ngắn"), ("essay", "words_to", "dài"),
        ("cluster", "steps", [{"text": "nửa"}]), (None, "pass_mark", "50"),
        (None, "as_of", "hôm nay"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_with_how_to_write_it(
    trainer: Trainer, kind: str | None, field: str, typed: object
) -> None:
    trainer.ask("add", kind=kind) if kind else trainer.ask("choose", uid=None)
    trainer.set(field, typed)
    said = [one for one in trainer.view["findings"] if one["field"] == field]
    assert said
    assert any(re.search(r"ví dụ", one["hint"]) for one in said)
    assert not any(re.search(r"0\.5|2026-|trăm\.", one["hint"]) for one in said)
    # What was typed is not lost: it is there when the form is shown again.
    assert trainer.ask("choose", uid=trainer.view["uid"]).value(field)
