"""``kit paper``: what it prints, refuses and enters, and what it says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kit.answers import read
from kit.cli import main
from kit.entering.looking import Desk
from kit.papers import written
from kit.printings import known_printings
from kit.workspace import Workspace
from tests.docx_text import lines
from tests.drawn_course import QUIZ
from tests.paper_course import SEED, make_paper_group, on_paper
from tests.paper_course import printed as record

WHEN = "2026-11-22 07:00"


def kit(*arguments: object) -> int:
    """The command's exit code."""
    with pytest.raises(SystemExit) as ended:
        main(["paper", *map(str, arguments)])
    return ended.value.code if isinstance(ended.value.code, int) else 0


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(tmp_path)
    return make_paper_group(tmp_path / "to")


@pytest.fixture
def printed(workspace: Workspace) -> Workspace:
    """Two codes of the drawn quiz are printed."""
    record(workspace, QUIZ)
    return workspace


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_papers_lie_beside_the_group_and_are_recorded(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """One file a code and the key; the same command again changes nothing."""
    assert kit(workspace.path, QUIZ, "--codes", 2, "--format", "docx") == 0
    said = capsys.readouterr().out
    folder = workspace.path.with_name("to-giay-to")
    assert names(folder) == [
        ".gitignore", "rut-cau-101.docx", "rut-cau-102.docx", "rut-cau-dap-an-101-102.docx"
    ]  # fmt: skip
    assert "chỉ dành cho người chấm" in said
    codes = known_printings(workspace.papers_file(QUIZ)).codes
    assert list(codes) == ["101", "102"]
    assert f"--seed {codes['101'].seed}" in said
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert kit(workspace.path, QUIZ, "--codes", 2, "--format", "docx") == 0
    assert before == {path: path.read_bytes() for path in folder.iterdir()}


def test_another_printing_has_other_codes(printed: Workspace) -> None:
    """Large type is the same paper; another seed is not."""
    common = ("--codes", 1, "--format", "docx")
    assert kit(printed.path, QUIZ, "--large", "--seed", SEED, *common) == 0
    assert kit(printed.path, QUIZ, "--seed", "buoi-2", *common) == 0
    assert list(known_printings(printed.papers_file(QUIZ)).codes) == ["101", "102", "201"]
    assert "rut-cau-101-chu-to.docx" in names(printed.path.with_name("to-giay-to"))


@pytest.mark.parametrize("place", [".", "lessons", "work/hv-001"])
def test_no_paper_is_written_where_pages_can_read(
    workspace: Workspace, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace.path / place
    before = [*workspace.path.rglob("*")]
    assert kit(workspace.path, QUIZ, "--to", folder) == 2
    assert "nằm trong thư mục của tổ" in capsys.readouterr().err
    assert [*workspace.path.rglob("*")] == before


def test_somebodys_own_version_of_a_paper_stays(
    printed: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    file = printed.path.with_name("to-giay-to") / "rut-cau-101.docx"
    file.parent.mkdir()
    file.write_bytes(b"changed by hand")
    assert kit(printed.path, QUIZ, "--codes", 3, "--format", "docx", "--seed", SEED) == 2
    assert "rut-cau-101.docx" in capsys.readouterr().err
    assert file.read_bytes() == b"changed by hand"
    assert "rut-cau-103.docx" not in names(file.parent)


def test_a_bank_alone_is_printed_without_a_group(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = workspace.path.parent / "content-of-paper-group" / "quizzes" / f"{QUIZ}.yaml"
    assert kit(bank, "--codes", 1, "--format", "pdf") == 0
    assert names(Path("giay-to")) == [".gitignore", "rut-cau-101.pdf", "rut-cau-dap-an-101.pdf"]
    assert "kit paper enter" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("to", "khong-co"), "không có bài"),
        (("to",), "không có bài"),
        (("nowhere", QUIZ), "không phải thư mục của một tổ"),
        (("to", QUIZ, "--seed", "có dấu"), "không dùng được"),
        (("to", QUIZ, "--first", "101", "--seed", "khac"), "đã dùng cho lần in khác"),
        (("to", "cuoi-khoa"), "chưa được tạo"),
        (("enter", "to", QUIZ, "--from", "x.csv", "--replace", " "), "Chưa ghi lý do"),
        (("enter", "to", QUIZ, "--at", "hôm qua"), "chưa phải ngày và giờ"),
        (("enter", "to", QUIZ, "--at", "2999-01-01 07:00"), "chưa tới"),
        (("enter", "to", "khong-co"), "không có bài"),
        (("sheet", "to", QUIZ, "--to", "x.csv"), "tên tệp Excel"),
        (("sheet", "to", QUIZ, "--to", "group.yaml"), ""),
    ],
)
def test_wrong_use_is_said_with_a_way_out(
    printed: Workspace, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kit(*arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "→" in error


def table(workspace: Workspace, path: Path, *changes: tuple[str, str | None]) -> Path:
    """The sheet for two learners whose answers are all right, with some cells changed."""
    assert kit("sheet", workspace.path, QUIZ, "--to", path) == 0
    book = load_workbook(path)
    page: Any = book.active
    desk = Desk(workspace, QUIZ)
    page["B5"] = WHEN
    for line, code in ((8, "101"), (9, "102")):
        paper = desk.paper(code)
        page.cell(line, 3).value = code
        right = {q.item.id: q.item.right() for q in paper.questions}
        for number, text in on_paper(paper, right).items():
            page.cell(line, 4 + number).value = text
    for cell, value in changes:
        page[cell] = value
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("typed", "said", "hint"),
    [
        ("chiều qua", "“chiều qua” chưa phải ngày và giờ", "Ghi cả ngày và giờ vào ô ấy"),
        ("2999-01-01 07:00", "chưa tới", "không muộn hơn lúc này"),
        (None, "Chưa ghi giờ nộp bài", "bên phải “Nộp lúc”"),
    ],
)
def test_a_wrong_hour_is_named_by_its_cell_with_all_the_rest(
    printed: Workspace,
    tmp_path: Path,
    typed: str | None,
    said: str,
    hint: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = table(printed, tmp_path / "nhap.xlsx", ("B5", typed), ("C9", "999"))
    assert kit("enter", printed.path, QUIZ, "--from", path) == 1
    error = " ".join(capsys.readouterr().err.split())
    for part in ("ô B5", said, hint, "ô C9"):
        assert part in error
    assert "--at" not in error
    assert not printed.submitted("hv-001", QUIZ).exists()
    assert kit("enter", printed.path, QUIZ, "--from", path, "--at", "2026-11-22 07:00") == 1
    assert "ô B5" not in capsys.readouterr().err


def test_a_sheet_of_results_is_entered(
    printed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the hour that it says; a second time it is all there."""
    path = table(printed, tmp_path / "nhap.xlsx")
    assert kit("enter", printed.path, QUIZ, "--from", path) == 0
    said = capsys.readouterr().out
    assert "hv-001 Nguyễn Thị Hòa: mã đề 101, trả lời 4/4 câu" in said
    assert "kit grade" in said
    answers = read(printed.submitted("hv-002", QUIZ) / "answers.json")
    assert (answers.paper, answers.handed_in) == ("102", "2026-11-22T07:00:00+07:00")
    assert kit("enter", printed.path, QUIZ, "--from", path) == 0
    said = capsys.readouterr().out
    assert said.count("đã nhập từ trước, không đổi") == 2
    assert "kit grade" not in said


def test_one_wrong_cell_and_nothing_is_entered(
    printed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every one is told with its place."""
    path = table(
        printed,
        tmp_path / "nhap.xlsx",
        ("C8", "109"),
        ("B9", "Ai đó"),
        ("A10", "hv-9"),
        ("C10", "101"),
    )
    before = [*printed.path.rglob("*")]
    assert kit("enter", printed.path, QUIZ, "--from", path) == 1
    error = capsys.readouterr().err
    assert all(f"ô {cell}:" in error for cell in ("C8", "B9", "A10"))
    assert "4 lỗi" in error
    assert [*printed.path.rglob("*")] == before


def test_a_column_that_is_not_entered_is_said(
    printed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that may hold answers stops everything; another is only told."""
    path = table(printed, tmp_path / "1.xlsx", ("Z7", "Câu12"), ("Z8", "A"))
    assert kit("enter", printed.path, QUIZ, "--from", path) == 1
    assert "ô Z7: cột “Câu12” có lẽ là một câu hỏi" in capsys.readouterr().err
    path = table(printed, tmp_path / "2.xlsx", ("Z7", "Ghi chú"), ("Z8", "nộp muộn"))
    assert kit("enter", printed.path, QUIZ, "--from", path) == 0
    assert "ô Z7: cột “Ghi chú” không thuộc bảng nhập" in capsys.readouterr().out


def test_a_sheet_of_another_quiz_or_without_an_hour_is_refused(
    printed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(printed, tmp_path / "nhap.xlsx", ("B5", None))
    assert kit("enter", printed.path, QUIZ, "--from", path) == 1
    assert "Chưa ghi giờ nộp bài" in capsys.readouterr().err
    assert kit("enter", printed.path, "every-kind", "--from", path, "--at", WHEN) == 2
    assert "là của bài “rut-cau”" in capsys.readouterr().err
    empty = tmp_path / "trong.xlsx"
    assert kit("sheet", printed.path, QUIZ, "--to", empty) == 0
    assert kit("enter", printed.path, QUIZ, "--from", empty, "--at", WHEN) == 2
    assert "chưa có dòng nào" in capsys.readouterr().err
    assert kit("sheet", printed.path, QUIZ, "--to", empty) == 2


def test_a_correction_needs_a_reason(
    printed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(printed, tmp_path / "nhap.xlsx")
    assert kit("enter", printed.path, QUIZ, "--from", path) == 0
    book = load_workbook(path)
    page: Any = book.active
    page["E8"] = "-"
    book.save(path)
    assert kit("enter", printed.path, QUIZ, "--from", path) == 1
    assert "--replace" in capsys.readouterr().err
    assert kit("enter", printed.path, QUIZ, "--from", path, "--replace", "gõ nhầm câu 1") == 0
    said = capsys.readouterr().out
    assert said.count("không đổi") == 1
    assert "bài cũ được giữ" in said
    record = json.loads(printed.papers_file(QUIZ).read_text("utf-8"))
    assert [one["reason"] for one in record["entries"]] == ["", "", "gõ nhầm câu 1"]


def test_a_session_outside_the_hours_is_remarked(
    printed: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = printed.path / "group.yaml"
    text = file.read_text("utf-8").replace(
        f"  - quiz: {QUIZ}\n", f"  - quiz: {QUIZ}\n    closes: 2026-11-21 21:00\n"
    )
    file.write_text(text, encoding="utf-8")
    group = Workspace(printed.path)
    path = table(group, tmp_path / "nhap.xlsx")
    assert kit("enter", group.path, QUIZ, "--from", path) == 0
    assert "chưa mở hoặc đã đóng" in capsys.readouterr().out
    assert group.submitted("hv-001", QUIZ).is_dir()


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What somebody types, line after line; it has to be used up."""
    lines: list[str] = []
    monkeypatch.setattr("typer.prompt", lambda *_, **__: lines.pop(0))
    yield lines
    assert lines == []


def enter(workspace: Workspace, *more: str) -> int:
    return kit("enter", workspace.path, QUIZ, "--at", WHEN, *more)


def answers_of(workspace: Workspace, learner: str) -> dict[str, Any]:
    return {**read(workspace.submitted(learner, QUIZ) / "answers.json").responses()}


def test_papers_are_typed_in_one_after_another(
    printed: Workspace, typing: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A row in one go, said back in words; a slip is mended before anything is kept."""
    paper = Desk(printed, QUIZ).paper("101")
    right = {q.item.id: q.item.right() for q in paper.questions}
    line = " ".join(f"{number}: {text}" for number, text in on_paper(paper, right).items())
    first = written(paper.numbers[1], paper.numbers[1].item.right())
    typing += [
        "hv-77",
        "Nguyễn Thị Hòa",
        "999",
        "101",
        "xyz",
        line,
        "1: lạ lắm",
        f"1: {first}",
        "",
        "",
    ]
    assert enter(printed) == 0
    said = capsys.readouterr().out
    for part in ("Không tìm thấy ai", "Chưa in mã đề “999”", "chưa rõ là câu nào", "lạ lắm"):
        assert part in said
    assert "Nguyễn Thị Hòa (hv-001), mã đề 101:" in said
    assert "kit grade" in said
    assert answers_of(printed, "hv-001").keys() == {
        q.item.id for q in paper.questions if q.points or q.item.scored == "never"
    }


def test_a_paper_may_be_typed_question_by_question(printed: Workspace, typing: list[str]) -> None:
    """Consent is asked for where there is none; no cross, no name."""
    paper = Desk(printed, QUIZ).paper("102")
    right = on_paper(paper, {q.item.id: q.item.right() for q in paper.questions})
    typing += ["hv-003", "", "102", "", *right.values(), "", ""]
    assert enter(printed) == 0
    (learner,) = [p.name for p in (printed.path / "submitted").iterdir()]
    assert learner.startswith("an-")
    assert "hv-003" not in printed.papers_file(QUIZ).read_text("utf-8")
    assert "hv-003" not in (printed.path / "consent.jsonl").read_text("utf-8")
    typing += ["hv-003", "có", "102", "", *right.values(), "", ""]
    assert enter(printed) == 0
    assert printed.submitted("hv-003", QUIZ).is_dir()


def test_a_paper_may_be_left_at_any_step(
    printed: Workspace, typing: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typing += ["hv-001", "", "hv-001", "101", "bỏ", "hv-001", "101", "1: -", "bỏ", "hv-9", "", ""]
    assert enter(printed) == 0
    assert capsys.readouterr().out.count("Chưa ghi phiếu này.") == 4
    assert not (printed.path / "submitted").exists()


def test_what_is_there_is_replaced_for_a_reason_alone(
    printed: Workspace, typing: list[str]
) -> None:
    typing += ["hv-001", "101", "1: -", "", ""]
    assert enter(printed) == 0
    typing += ["hv-001", "102", "1: -", "", "", "hv-001", "102", "1: -", "", "gõ nhầm mã đề", ""]
    assert enter(printed) == 0
    answers = read(printed.submitted("hv-001", QUIZ) / "answers.json")
    assert answers.paper == "102"
    reasons = [one.reason for one in known_printings(printed.papers_file(QUIZ)).entries]
    assert reasons == ["", "gõ nhầm mã đề"]


def test_the_help_names_every_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert kit("--help") == 0
    said = capsys.readouterr().out
    assert all(name in said for name in ("print", "sheet", "enter"))


def test_a_paper_says_how_long_the_group_gives(workspace: Workspace, tmp_path: Path) -> None:
    """The limit of the plan; another one where the command says so."""
    file = workspace.path / "group.yaml"
    text = file.read_text("utf-8").replace(f"quiz: {QUIZ}", f"quiz: {QUIZ}\n    time_limit: 15")
    file.write_text(text, encoding="utf-8")
    for more, said in (((), "15 phút"), (("--minutes", 25), "25 phút")):
        folder = tmp_path / said
        assert (
            kit(workspace.path, QUIZ, "--codes", 1, "--format", "docx", "--to", folder, *more) == 0
        )
        (paper,) = (one for one in folder.glob("*.docx") if "dap-an" not in one.name)
        assert any(f"Thời gian làm bài: {said}" in line for line in lines(paper))
