"""``kit import`` and ``kit export``."""

from pathlib import Path
from stat import S_IMODE

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from kit.bank import load
from kit.cli import app
from kit.errors import Problems, UserError
from tests.banks import FILES

CASES = Path(__file__).parent / "cases" / "formats"
GOOD = "::Câu một::Mặt trời mọc ở hướng Đông. {T}\n\nHai cộng hai? {=4 ~5}\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def quizzes(tmp_path: Path) -> Path:
    folder = tmp_path / "quizzes"
    folder.mkdir()
    (tmp_path / "a.gift").write_text(GOOD, encoding="utf-8")
    return folder


def test_a_clean_import_ends_well(quizzes: Path) -> None:
    result = run(
        "import", quizzes.parent / "a.gift", "--into", quizzes / "on-tap.yaml", "--title", "Ôn"
    )
    assert result.exit_code == 0, result.output
    assert "Đọc được 2 câu: nhập 2 câu, để lại 0 câu." in result.output
    quiz = load(quizzes / "on-tap.yaml").quiz
    assert (quiz.id, quiz.title) == ("on-tap", "Ôn")
    assert [item.id for item in quiz.items] == ["cau-mot", "hai-cong-hai"]


def test_what_was_not_understood_is_listed_with_its_place_and_in_the_file(quizzes: Path) -> None:
    result = run("import", CASES / "mau.gift", "--into", quizzes / "mau.yaml")
    assert result.exit_code == 1
    for words in ("Chưa nhập được", "câu 13, dòng 40", "câu 14, dòng 42", "→"):
        assert words in result.output
    text = (quizzes / "mau.yaml").read_text(encoding="utf-8")
    assert "# Chưa nhập được: " in text
    assert "câu 13, dòng 40" in text
    assert len(load(quizzes / "mau.yaml").quiz.items) == 13


def test_a_report_with_troubles_names_the_other_ways_once(quizzes: Path) -> None:
    """The form to fill in and the editor; a clean import speaks of neither form nor trouble."""
    bad = run("import", CASES / "mau.gift", "--into", quizzes / "mau.yaml").output
    assert bad.count("kit template mau.docx") == 1
    assert "Thiếu:" not in bad
    good = run("import", quizzes.parent / "a.gift", "--into", quizzes / "on.yaml").output
    assert "kit template" not in good
    assert f"kit studio {quizzes / 'on.yaml'}" in " ".join(good.split())


def test_the_heading_of_a_file_names_the_bank_unless_somebody_does(quizzes: Path) -> None:
    document = Document()
    lines = ("CÂU HỎI VỀ KHU PHỐ", "Câu 1. Một với một?", "A. Một", "B. Hai", "Đáp án: B")
    for line in lines:
        document.add_paragraph(line)
    file = quizzes.parent / "a.docx"
    document.save(str(file))
    said = run("import", file, "--into", quizzes / "a.yaml").output
    assert "theo tiêu đề của tệp: CÂU HỎI VỀ KHU PHỐ" in said
    assert load(quizzes / "a.yaml").quiz.title == "CÂU HỎI VỀ KHU PHỐ"
    said = run("import", file, "--into", quizzes / "b.yaml", "--title", "Khu phố").output
    assert "theo tiêu đề" not in said
    assert load(quizzes / "b.yaml").quiz.title == "Khu phố"


def test_a_title_in_two_lines_is_one_title_and_no_topic(quizzes: Path) -> None:
    """The second line goes on where the first names only what any paper is; a part is no title."""
    asked = ("Câu 1. Một với một?", "A. Một", "B. Hai", "Đáp án: B")
    for n, (head, title, topic) in enumerate((
        (("BỘ CÂU HỎI TRẮC NGHIỆM", "TÌM HIỂU KHU PHỐ"),
         "BỘ CÂU HỎI TRẮC NGHIỆM TÌM HIỂU KHU PHỐ", None),
        (("BỘ CÂU HỎI TRẮC NGHIỆM", "TÌM HIỂU KHU PHỐ", "PHẦN I. VỆ SINH"),
         "BỘ CÂU HỎI TRẮC NGHIỆM TÌM HIỂU KHU PHỐ", "PHẦN I. VỆ SINH"),
        (("BỘ CÂU HỎI TRẮC NGHIỆM", "PHẦN I. VỆ SINH"),
         "BỘ CÂU HỎI TRẮC NGHIỆM", "PHẦN I. VỆ SINH"),
    )):  # fmt: skip
        document = Document()
        for line in (*head, *asked):
            document.add_paragraph(line)
        file, bank = quizzes.parent / f"{n}.docx", quizzes / f"khu-pho-{n}.yaml"
        document.save(str(file))
        said = " ".join(run("import", file, "--into", bank).output.split())
        quiz = load(bank).quiz
        assert (quiz.title, quiz.items[0].tags.topic) == (title, topic)
        told = f"các câu bên dưới: “{topic}”" if topic else ""
        assert told in said
        assert ("dùng làm chủ đề" in said) is bool(topic)


def test_importing_again_is_told_with_its_option(quizzes: Path) -> None:
    bad, into = CASES / "mau.gift", quizzes / "mau.yaml"
    said = " ".join(run("import", bad, "--into", into).output.split())
    assert "nhập lại bằng chính lệnh này, có --replace" in said
    assert "--replace" not in run("import", quizzes.parent / "a.gift", "--into",
                                  quizzes / "on.yaml").output  # fmt: skip
    said = " ".join(run("import", bad, "--into", into, "--append").output.split())
    assert "xóa các câu vừa thêm" in said


def test_nothing_is_written_when_nothing_was_understood(quizzes: Path) -> None:
    (quizzes.parent / "b.gift").write_text("chỉ là lời\n", encoding="utf-8")
    result = run("import", quizzes.parent / "b.gift", "--into", quizzes / "b.yaml")
    assert result.exit_code == 1
    assert list(quizzes.iterdir()) == []


def test_an_existing_bank_is_not_overwritten(quizzes: Path) -> None:
    target = quizzes / "a.yaml"
    target.write_text("# của tôi\n", encoding="utf-8")
    for more in ((), ("--append", "--replace")):
        result = run("import", quizzes.parent / "a.gift", "--into", target, *more)
        assert isinstance(result.exception, UserError)
    assert target.read_text(encoding="utf-8") == "# của tôi\n"


def test_append_keeps_what_is_there_and_gives_new_ids(quizzes: Path) -> None:
    target = quizzes / "a.yaml"
    run("import", quizzes.parent / "a.gift", "--into", target)
    target.write_text("# của tôi\n" + target.read_text("utf-8"), encoding="utf-8")
    target.chmod(0o644)
    before = target.read_text(encoding="utf-8")
    result = run("import", quizzes.parent / "a.gift", "--into", target, "--append")
    assert result.exit_code == 0, result.output
    assert target.read_text(encoding="utf-8").startswith(before.rstrip("\n"))
    ids = [item.id for item in load(target).quiz.items]
    assert ids == ["cau-mot", "hai-cong-hai", "cau-mot-2", "hai-cong-hai-2"]
    assert S_IMODE(target.stat().st_mode) == 0o644


def test_replace_keeps_a_copy(quizzes: Path) -> None:
    target = quizzes / "a.yaml"
    target.write_text("# của tôi\n", encoding="utf-8")
    result = run("import", quizzes.parent / "a.gift", "--into", target, "--replace")
    assert result.exit_code == 0, result.output
    [copy] = quizzes.glob("a.yaml.*.bak")
    assert copy.read_text(encoding="utf-8") == "# của tôi\n"
    assert len(load(target).quiz.items) == 2


def test_ids_of_banks_beside_are_not_given_again(quizzes: Path) -> None:
    run("import", quizzes.parent / "a.gift", "--into", quizzes / "a.yaml")
    run("import", quizzes.parent / "a.gift", "--into", quizzes / "b.yaml")
    assert [item.id for item in load(quizzes / "b.yaml").quiz.items] == [
        "cau-mot-2", "hai-cong-hai-2"
    ]  # fmt: skip


def test_a_bank_that_is_faulty_already_is_not_written(quizzes: Path) -> None:
    target = quizzes / "a.yaml"
    run("import", quizzes.parent / "a.gift", "--into", target)
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("kind: single", "kind: sigle"), encoding="utf-8")
    before = target.read_bytes()
    result = run("import", quizzes.parent / "a.gift", "--into", target, "--append")
    assert isinstance(result.exception, Problems)
    assert target.read_bytes() == before


@pytest.mark.parametrize("into", ["a.txt", "khong-co/a.yaml"])
def test_a_target_that_can_be_no_bank_is_wrong_use(into: str, quizzes: Path) -> None:
    result = run("import", quizzes.parent / "a.gift", "--into", quizzes / into)
    assert isinstance(result.exception, UserError)


def test_a_name_for_the_format_where_the_ending_does_not_tell(quizzes: Path) -> None:
    (quizzes.parent / "a.dat").write_text(GOOD, encoding="utf-8")
    assert isinstance(
        run("import", quizzes.parent / "a.dat", "--into", quizzes / "a.yaml").exception, UserError
    )
    result = run("import", quizzes.parent / "a.dat", "--into", quizzes / "a.yaml", "--as", "gift")
    assert result.exit_code == 0, result.output


BANK = next(path for path in FILES if path.stem == "every-kind")


@pytest.mark.parametrize("name", ["a.gift", "a.aiken", "a.xml", "a.zip"])
def test_an_export_says_what_is_missing_before_it_writes(name: str, tmp_path: Path) -> None:
    result = run("export", BANK, "--to", tmp_path / name)
    assert result.exit_code == 1  # no format holds every kind
    assert result.output.index("Không ghi được") < result.output.index("Đã ghi")
    assert "đáp án" in result.output
    assert (tmp_path / name).stat().st_size
    assert isinstance(run("export", BANK, "--to", tmp_path / name).exception, UserError)
    assert run("export", BANK, "--to", tmp_path / name, "--replace").exit_code == 1


def test_out_and_in_again(quizzes: Path) -> None:
    run("import", quizzes.parent / "a.gift", "--into", quizzes / "a.yaml")
    assert run("export", quizzes / "a.yaml", "--to", quizzes / "a.xml").exit_code == 0
    (quizzes / "b").mkdir()
    assert run("import", quizzes / "a.xml", "--into", quizzes / "b" / "a.yaml").exit_code == 0
    assert load(quizzes / "b" / "a.yaml").quiz.items == load(quizzes / "a.yaml").quiz.items


def test_nothing_is_written_when_the_format_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "format: 1\nid: a\ntitle: A\nas_of: 2026-11-22\nitems:\n"
        "  - {id: x, kind: survey, stem: Ý kiến?}\n",
        encoding="utf-8",
    )
    result = run("export", path, "--to", tmp_path / "a.gift")
    assert result.exit_code == 1
    assert not (tmp_path / "a.gift").exists()


HEAD = """format: 1
id: dieu-le
title: "Bộ câu hỏi: Điều lệ"
as_of: 2023-12-06
# Ai cũng được làm ba lần.
settings:
  attempts: 3
  pass_mark: 0.5
blueprint:
  - {id: moi, kind: single, count: 1}

items:
"""


def test_a_bank_that_went_to_excel_and_back_is_the_same_bank(quizzes: Path) -> None:
    """Title, settings, blueprint and comments, though no workbook holds the last three."""
    run("import", quizzes.parent / "a.gift", "--into", quizzes / "neu.yaml")
    items = (quizzes / "neu.yaml").read_text(encoding="utf-8").split("items:\n")[1]
    (quizzes / "neu.yaml").unlink()
    bank, book = quizzes / "dieu-le.yaml", quizzes.parent / "dieu-le.xlsx"
    bank.write_text(HEAD + items, encoding="utf-8")
    before = load(bank).quiz
    said = " ".join(run("export", bank, "--to", book).output.split())
    named = "nội dung đúng đến ngày (as_of), cài đặt của bộ (settings), cách rút đề (blueprint)"
    assert f"không giữ: {named}." in said
    said = " ".join(run("import", book, "--into", bank, "--replace").output.split())
    assert f"{named}; chỉ các câu được thay." in said
    assert load(bank).quiz == before
    assert bank.read_text(encoding="utf-8").startswith(HEAD)
    again = load_workbook(book)  # as a spreadsheet program writes it, where the title is typed
    again["Hướng dẫn"]["B1"] = "=Tên gõ trong Excel"
    again["Hướng dẫn"]["B1"].data_type = "s"
    again.save(book)
    run("import", book, "--into", bank, "--replace")
    assert load(bank).quiz == before.model_copy(update={"title": "=Tên gõ trong Excel"})
    run("export", bank, "--to", book, "--replace")
    elsewhere = quizzes / "ban-sao.yaml"
    run("import", book, "--into", elsewhere)
    assert load(elsewhere).quiz.title == "=Tên gõ trong Excel"


def test_replacing_keeps_the_old_title_where_the_file_has_none(quizzes: Path) -> None:
    bank = quizzes / "on.yaml"
    run("import", quizzes.parent / "a.gift", "--into", bank, "--title", "Ôn: tập #1")
    gift = quizzes.parent / "b.gift"
    said = " ".join(run("export", bank, "--to", gift).output.split())
    assert "không giữ: tên bộ (title), nội dung đúng đến ngày (as_of)." in said
    run("import", gift, "--into", bank, "--replace")
    assert load(bank).quiz.title == "Ôn: tập #1"
    run("import", gift, "--into", bank, "--replace", "--title", "Tên mới")
    quiz = load(bank).quiz
    assert (quiz.title, len(quiz.items)) == ("Tên mới", 2)


def test_a_head_that_does_not_fit_the_new_questions_is_not_kept_and_said(quizzes: Path) -> None:
    bank = quizzes / "on.yaml"
    run("import", quizzes.parent / "a.gift", "--into", bank, "--title", "Ôn")
    text = bank.read_text(encoding="utf-8")
    drawn = "blueprint:\n  - {id: ve, topic: không có, count: 1}\n\nitems:"
    bank.write_text(text.replace("items:", drawn), encoding="utf-8")
    said = " ".join(
        run("import", quizzes.parent / "a.gift", "--into", bank, "--replace").output.split()
    )
    assert "Không giữ được các thiết lập" in said
    assert not load(bank).quiz.blueprint
    assert load(bank).quiz.title == "Ôn"
    assert drawn in next(quizzes.glob("on.yaml.*.bak")).read_text(encoding="utf-8")
