"""``kit indicators``: from the empty form to the official list, and back out of every mistake."""

import shutil
from pathlib import Path

import pytest

from kit.bank import load, load_draft
from kit.checks import check
from kit.content import Content
from kit.indicators.files import read_folder
from kit.indicators.sets import Sets
from kit.text import fold
from kit.wording import t
from tests.indicator_forms import (
    ENDINGS,
    HEAD,
    ROOT,
    ROWS,
    TEXTS,
    everything,
    import_ten,
    make_content,
    run,
    write_form,
)

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return make_content(tmp_path / "noi-dung")


def sets(content: Path) -> Sets:
    return read_folder(content / "quizzes" / "indicators").sets


def words(content: Path) -> list[str]:
    """The options of the bank's identification item."""
    item = load(content / "quizzes" / "nhan-dien.yaml").quiz.item("tinh-huong")
    return [option["text"] for option in item.present()["options"]]


@pytest.mark.parametrize("ending", ENDINGS)
def test_template_fill_import(ending: str, content: Path, tmp_path: Path, capsys: Printed) -> None:
    form = tmp_path / f"phieu{ending}"
    assert run("template", form) == 0
    assert str(form) in capsys.readouterr().out
    write_form(form)
    assert run("import", form, "--yes", "--content", content) == 0
    printed = capsys.readouterr().out
    assert all(text in printed for text in TEXTS)
    assert "Người thử máy" in printed
    official = sets(content).active
    assert official
    assert tuple(entry.text for entry in official.indicators) == TEXTS
    assert run("status", "--content", content) == 0


def test_a_form_that_is_there_is_not_written_over(tmp_path: Path, capsys: Printed) -> None:
    form = write_form(tmp_path / "phieu.xlsx")
    before = form.read_bytes()
    assert run("template", form) == 2
    assert form.read_bytes() == before
    assert run("template", tmp_path / "phieu.doc") == 2
    assert ".xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("head", "rows", "said"),
    [
        (HEAD, ROWS[:9], "Phiếu có 9 biểu hiện, phải có đúng 10. Số còn thiếu: 10."),
        ({**HEAD, "issuer": ""}, ROWS, "Chưa ghi “Cơ quan ban hành”."),
        (
            HEAD,
            tuple((number, text, "") for number, text, _ in ROWS),
            "Biểu hiện số 7 chưa ghi vị trí trong văn bản.",
        ),
    ],
    ids=["nine", "no-issuer", "no-source"],
)
def test_what_is_refused_changes_nothing(
    head: dict[str, str],
    rows: tuple[tuple[str, str, str], ...],
    said: str,
    ending: str,
    content: Path,
    tmp_path: Path,
    capsys: Printed,
) -> None:
    before = everything(content)
    form = write_form(tmp_path / f"phieu{ending}", head, rows)
    assert run("import", form, "--yes", "--content", content) == 1
    assert said in capsys.readouterr().err
    assert everything(content) == before


def test_a_damaged_file_changes_nothing(content: Path, tmp_path: Path) -> None:
    before = everything(content)
    for ending in (".xlsx", ".docx"):
        form = tmp_path / f"hong{ending}"
        form.write_bytes(b"PK\x03\x04")
        assert run("import", form, "--yes", "--content", content) == 1
    assert run("import", tmp_path / "khong-co.xlsx", "--content", content) == 1
    assert everything(content) == before


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False), ("", False)])
def test_a_person_says_yes_first(
    answer: str,
    written: bool,
    content: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Printed,
) -> None:
    """The ten are shown before; nobody there to answer is a no."""
    from io import StringIO

    before = everything(content)
    monkeypatch.setattr("sys.stdin", StringIO(answer))
    form = write_form(tmp_path / "phieu.docx")
    assert run("import", form, "--content", content) == (0 if written else 1)
    printed = capsys.readouterr().out
    assert all(text in printed for text in TEXTS)
    assert (t("indicators.nothing_written") in printed) is not written
    assert (everything(content) != before) is written


def test_the_earlier_list_is_kept_beside(content: Path) -> None:
    import_ten(content)
    folder = content / "quizzes" / "indicators"
    first = (folder / "chi-thi-34.yaml").read_bytes()
    assert list(folder.glob("*.bak")) == []  # ten empty slots are not worth keeping
    rows = tuple(
        (number, text.replace("thử số", "thử lần hai số"), at) for number, text, at in ROWS
    )
    form = write_form(content.parent / "phieu.xlsx", HEAD, rows)
    assert run("import", form, "--yes", "--content", content) == 0
    [backup] = folder.glob("*.bak")
    assert backup.read_bytes() == first
    official = sets(content).active
    assert official
    assert official.text(1) == rows[0][1]


def test_another_list_says_that_signs_are_tied_to_its_numbers_too(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list with another order gives the signs other words."""
    form, mapping = write_form(tmp_path / "lan-hai.yaml"), content / "quizzes" / "indicators"
    said = t("indicators.mapping_kept", path=mapping / "mapping.yaml")
    for ties, expected in ((), False), (("--set", "dh-05=3"), True):
        import_ten(content)
        assert run("map", *ties, "--content", content) == 0
        capsys.readouterr()
        assert run("import", form, "--yes", "--content", content) == 0
        assert (said in capsys.readouterr().out) is expected


def test_until_there_is_a_list_the_press_names_stand(content: Path) -> None:
    names = {sign.id: sign.name for sign in getattr(sets(content).press, "indicators", ())}
    assert words(content) == [names["dh-05"], names["dh-10"]]
    quiz = load(content / "quizzes" / "nhan-dien.yaml").quiz
    assert [item.note for item in quiz.items] == ["press", "press", None]


def test_after_import_and_mapping_the_items_speak_the_official_words(content: Path) -> None:
    import_ten(content)
    before = load(content / "quizzes" / "nhan-dien.yaml").version
    assert all(name.endswith(" (theo báo chí)") for name in words(content))
    assert run("map", "--set", "dh-05=3", "--set", "DH-10=7", "--content", content) == 0
    assert words(content) == [TEXTS[2], TEXTS[6]]
    bank = load(content / "quizzes" / "nhan-dien.yaml")
    assert [item.note for item in bank.quiz.items] == [None, "unmapped", None]
    assert TEXTS[2] in (bank.quiz.item("tinh-huong").explanation or "")
    assert bank.version != before
    # The kept bank stands alone: nothing in it waits for other files.
    assert b"dau-hieu/" in bank.content  # tags stay
    assert b"{dau-hieu/" not in bank.content
    assert run("map", "--set", "dh-10=", "--content", content) == 0
    assert words(content)[1].endswith(" (theo báo chí)")


def test_unmapped_signs_are_told_with_their_items(content: Path, capsys: Printed) -> None:
    import_ten(content)
    capsys.readouterr()
    assert run("map", "--set", "dh-05=3", "--content", content) == 0
    printed = capsys.readouterr().out
    assert "9 dấu hiệu chưa nối" in printed
    assert "    dh-10  Nhận lương mà không dám làm việc: nhan-dien: tinh-huong" in printed
    assert "    dh-05" not in printed
    assert run("status", "--content", content) == 0
    assert "dau-hieu/dh-05: nhan-dien: tinh-huong" in capsys.readouterr().out


def test_status_says_what_is_missing(content: Path, capsys: Printed) -> None:
    assert run("status", "--content", content) == 0
    printed = capsys.readouterr().out
    assert t("indicators.active_press") in printed
    assert t("quiz.note_press") in printed
    assert "Cơ quan ban hành; Số ký hiệu; Ngày; Người nhập; Ngày nhập" in printed
    assert "1, 2, 3, 4, 5, 6, 7, 8, 9, 10" in printed
    assert "DH-05  Làm chậm, khiến công việc trễ và ách tắc\n    nhan-dien: tinh-huong" in printed


@pytest.mark.parametrize(
    "pair", ["dh-05", "dh-05=11", "dh-05=0", "dh-05=ba", "dh-50=3", "=3", "dh-05=-1"]
)
def test_a_pair_that_names_nothing_is_wrong_use(pair: str, content: Path) -> None:
    import_ten(content)
    before = everything(content)
    assert run("map", "--set", pair, "--content", content) == 2
    assert everything(content) == before


def test_nothing_is_mapped_before_there_is_a_list(content: Path) -> None:
    before = everything(content)
    assert run("map", "--set", "dh-05=3", "--content", content) == 2
    assert everything(content) == before
    assert run("map", "--set", "dh-05=", "--content", content) == 0


def test_two_signs_of_one_item_are_not_mapped_to_one_number(content: Path, capsys: Printed) -> None:
    """Its options would be the same words twice."""
    import_ten(content)
    before = everything(content)
    assert run("map", "--set", "dh-05=3", "--set", "dh-10=3", "--content", content) == 1
    assert "[same-indicator] “tinh-huong”" in capsys.readouterr().err
    assert everything(content) == before
    assert run("map", "--set", "dh-05=3", "--set", "dh-07=3", "--content", content) == 0


def test_an_altered_list_is_told_everywhere_and_not_used(content: Path, capsys: Printed) -> None:
    import_ten(content)
    file = content / "quizzes" / "indicators" / "chi-thi-34.yaml"
    file.write_text(file.read_text("utf-8").replace("thử số 3 ", "thử số ba "), "utf-8")
    assert run("status", "--content", content) == 1
    told = capsys.readouterr()
    assert "[indicator-tampered]" in told.err
    assert t("indicators.active_press") in told.out
    assert run("map", "--set", "dh-05=3", "--content", content) == 1
    assert load_draft(content / "quizzes" / "nhan-dien.yaml").problems == ()
    assert words(content)[0] == "Làm chậm, khiến công việc trễ và ách tắc"
    # Importing again mends it, and what was there is kept.
    import_ten(content)
    assert sets(content).active
    assert len(list(file.parent.glob("*.bak"))) == 1


def test_a_content_folder_without_sets_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "quizzes").mkdir()
    assert run("status", "--content", tmp_path) == 2


def test_with_the_list_mapped_the_projects_banks_name_nothing_of_the_press(tmp_path: Path) -> None:
    """No item has to be rewritten on the day the official list comes: all banks still hold."""
    content = tmp_path / "noi-dung"
    shutil.copytree(ROOT / "quizzes", content / "quizzes")
    press = sets(content).press
    assert press
    import_ten(content)
    pairs = [("--set", f"{sign.id}={n}") for n, sign in enumerate(press.indicators, 1)]
    assert run("map", *(part for pair in pairs for part in pair), "--content", content) == 0
    names = [fold(sign.name) for sign in press.indicators]
    official = 0
    for path in Content(content).banks():
        bank = load(path)
        text = fold(bank.quiz.model_dump_json())
        assert not any(name in text for name in names), path
        assert {item.note for item in bank.quiz.items} == {None}, path
        official += text.count("nội dung thử số")
    assert official > 50
    # The rules look at what authors wrote, so figures or lengths of the list are nobody's fault.
    shutil.copytree(ROOT / "lessons", content / "lessons")
    assert check([content]).problems == ()
