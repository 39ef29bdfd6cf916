"""What is exported comes back as it was; what does not is said before."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kit.bank import parse
from kit.formats import aiken, gift, gift_out, moodle_xml, moodle_xml_out
from kit.formats.excel import read as excel_read
from kit.formats.excel import write as excel_write
from kit.formats.exchange import Exported, Fate, Imported, Reading
from kit.formats.finish import finish
from kit.formats.word import read as word_read
from kit.formats.word import write as word_write
from kit.formats.yaml_bank import new_bank
from kit.kinds import Bank
from kit.model import Item, Quiz
from tests.banks import OWN
from tests.format_strategies import ITEM, ITEMS

MANY = settings(
    max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

ROUND: dict[str, tuple[Callable[[Quiz], Exported], Callable[[bytes], Reading]]] = {
    "gift": (gift_out.write, lambda content: gift.parse(content.decode())),
    "moodle": (moodle_xml_out.write, lambda content: moodle_xml.parse(content, Path("x.xml"))),
    "aiken": (aiken.write, lambda content: aiken.parse(content.decode())),
    "word": (word_write.write, lambda content: _from_file(content, word_read.read)),
    "excel": (excel_write.write, lambda content: _from_file(content, excel_read.read)),
}


def _from_file(content: bytes, read: Callable[[Path], Reading]) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(content)
        return read(path)


HELD = {
    "gift": {"cite", "superseded_by", "rubric"},
    "moodle": {"cite", "superseded_by"},
    "word": {"input"},
    "excel": {"input"},
}
"""Fields that a format has no place for at all."""


def around(name: str, items: Iterable[Item]) -> tuple[Exported, Imported]:
    """Out and in again."""
    write, read = ROUND[name]
    quiz = Bank.model_construct(
        format=1, id="q", title="Bài", as_of=date(2026, 11, 22), items=tuple(items)
    )
    exported = write(quiz)
    return exported, finish(read(exported.content))


def fields(item: Item, without: Iterable[str] = ()) -> dict[str, Any]:
    """All of an item, as plain data; the kit's own note apart."""
    data = item.model_dump(mode="json", exclude={"note"})
    return {key: value for key, value in data.items() if key not in without}


def plainly(item: Item) -> Item:
    """Without the kit's note, which the writers put into words."""
    return item.model_copy(update={"note": None})


@pytest.mark.parametrize("name", ["gift", "moodle", "word", "excel"])
@MANY
@given(item=ITEMS)
def test_an_item_comes_back_and_what_does_not_was_named_before(name: str, item: Item) -> None:
    """In all that the format holds; every field that is lost is in a note of the export."""
    exported, imported = around(name, [item])
    if exported.written == 0:
        assert [note.fate for note in exported.notes] == [Fate.LEFT_OUT]
        return
    assert [note.message for note in imported.notes] == []
    back = ITEM.validate_python(imported.items[0])
    assert fields(back, HELD[name]) == fields(item, HELD[name])
    before, after = fields(item), fields(back)
    lost = {key for key in before if before[key] != after.get(key)}
    said = " ".join(note.message for note in exported.notes if note.fate is Fate.LOST)
    assert all(key in said for key in lost), (lost, said)


@MANY
@given(item=ITEMS)
def test_aiken_holds_stem_options_and_key(item: Item) -> None:
    exported, imported = around("aiken", [item])
    said = {note.code for note in exported.notes}
    if "kind_not_held" in said or "looks_like_sign" in said:
        assert exported.written == 0
        return
    back = ITEM.validate_python(imported.items[0])
    if said & {"form_not_held", "becomes_true_false"}:
        return
    for name in ("kind", "stem", "options", "key"):
        assert getattr(back, name, None) == getattr(item, name, None)


@pytest.mark.parametrize("name", list(ROUND))
@pytest.mark.parametrize("bank", OWN, ids=lambda bank: bank.id)
def test_every_bank_of_the_project_survives(name: str, bank: Bank) -> None:
    exported, imported = around(name, map(plainly, bank.items))
    left_out = {note.question for note in exported.notes if note.fate is Fate.LEFT_OUT}
    kept = [item for n, item in enumerate(bank.items, 1) if n not in left_out]
    assert exported.written == len(kept) == imported.questions == len(imported.items)
    assert len(left_out) + len(kept) == len(bank.items)
    if name == "aiken":
        return
    for item, data in zip(kept, imported.items, strict=True):
        back = ITEM.validate_python(data)
        loose = {"gaps"} if item.kind == "cloze" else set()
        assert fields(back, {*HELD[name], *loose}) == fields(item, {*HELD[name], *loose})


@pytest.mark.parametrize("bank", OWN, ids=lambda bank: bank.id)
def test_what_comes_back_scores_alike(bank: Bank) -> None:
    """The right response earns all, the wrong one not, by the item that came back."""
    _, imported = around("moodle", map(plainly, bank.items))
    for data in imported.items:
        back, item = ITEM.validate_python(data), bank.item(data["id"])
        assert back.mark(item.right()) == item.mark(item.right())
        assert back.mark(item.wrong()).fraction == item.mark(item.wrong()).fraction


def test_names_from_the_press_are_called_that() -> None:
    """A page would say so; in another program the question itself has to."""
    marked = [item for bank in OWN for item in bank.items if item.note == "press"]
    assert marked
    for name in ROUND:
        exported, imported = around(name, marked)
        assert len(imported.items) == exported.written > 0
        for data in imported.items:
            assert "không phải danh sách mười biểu hiện" in data["stem"]
        assert "names_written" in {note.code for note in exported.notes}


@pytest.mark.parametrize("bank", OWN, ids=lambda bank: bank.id)
def test_a_bank_as_yaml_is_the_same_bank(bank: Bank) -> None:
    items = [item.model_dump(mode="json", exclude_defaults=True) for item in bank.items]
    read, _ = parse(new_bank("q", "Bài: # 1", date(2026, 11, 22), items, ["Lời dẫn."]), "q.yaml")
    assert [*map(fields, read.items)] == [*map(fields, bank.items)]
    assert read.title == "Bài: # 1"


@MANY
@given(item=ITEMS)
def test_any_item_as_yaml_is_the_same_item(item: Item) -> None:
    data = item.model_dump(mode="json", exclude_defaults=True)
    text = new_bank("q", "Bài", date(2026, 11, 22), [data], [])
    assert fields(parse(text, "q.yaml")[0].items[0]) == fields(item)
    plain = [line for line in text.split("\n") if not line.lstrip().startswith(("-", '"'))]
    assert max(map(len, plain)) <= 300
