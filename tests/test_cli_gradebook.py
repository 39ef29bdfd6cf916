"""The command ``kit gradebook``: the table as people open it, what is said, and its exit codes."""

import csv
import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kit.cli import main
from kit.workspace import Workspace
from tests.export_course import ANONYMOUS, LATER, ROSTER, SECOND, make_course
from tests.gradebook_course import QUIZ

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One group for all tests; nothing here changes it."""
    return make_course(tmp_path_factory.mktemp("cli"))


def kit(*arguments: object) -> int:
    """The command's exit code."""
    with pytest.raises(SystemExit) as ended:
        main(["gradebook", *map(str, arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def rows(file: Path) -> list[dict[str, str]]:
    with open(file, encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def sheet(file: Path, title: str) -> list[dict[Any, Any]]:
    """A sheet's rows by the heads of their columns."""
    heads, *found = load_workbook(file)[title].values
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_a_csv_file_has_a_row_a_learner_and_quiz(
    course: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By codes alone; what has no score is empty, and says why."""
    file = tmp_path / "a.csv"
    assert kit(course.path, "--to", file) == 0
    said = capsys.readouterr().out
    assert f"Đã ghi {file}: 18 dòng của 1 tổ" in said
    assert "Chạy kit grade" in said
    assert "Muốn mở bằng Excel thì ghi ra .xlsx" in said
    found = {(row["Bài"], row["Mã học viên"]): row for row in rows(file)}
    assert len(found) == 18
    assert found[QUIZ, "hv-2"] == {
        "Tổ": "Tổ thử", "Mã tổ": "to-thu", "Bài": QUIZ, "Mã học viên": "hv-2",
        "Tình trạng": "Đã chấm xong", "Nộp lúc (giờ Việt Nam)": "2026-11-22 09:00:00",
        "Điểm": "11", "Điểm tối đa": "31", "Tỷ lệ (%)": "35.48", "Trừ vì nộp muộn": "0",
        "Số câu chờ người chấm": "0", "Số câu người đã chấm": "0",
    }  # fmt: skip
    absent = found[QUIZ, "hv-4"]
    assert (absent["Tình trạng"], absent["Điểm"], absent["Điểm tối đa"]) == ("Chưa nộp", "", "31")
    content = file.read_text("utf-8")
    assert not any(member.name in content for member in ROSTER)


def test_names_stand_in_the_file_only_when_asked_for_and_that_is_said(
    course: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that is a formula is none in either file."""
    for ending in ("csv", "xlsx"):
        assert kit(course.path, "--to", tmp_path / f"a.{ending}", "--names") == 0
        assert "là dữ liệu cá nhân: chỉ giữ trong chi bộ" in capsys.readouterr().out
    formula = next(member.name for member in ROSTER if member.name.startswith("="))
    in_csv = [row for row in rows(tmp_path / "a.csv") if row["Bài"] == QUIZ]
    assert [row["Họ và tên"] for row in in_csv] == [
        "Nguyễn Văn An", "Trần Thị Ánh", "Lê, Bình", "Vũ Dũng", f"'{formula}", "Phan Bội Em", "",
    ]  # fmt: skip
    page = load_workbook(tmp_path / "a.xlsx")["Kết quả"]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == formula} == {"s"}
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    anonymous = [row for row in sheet(tmp_path / "a.xlsx", "Kết quả") if ANONYMOUS in row.values()]
    assert [row["Họ và tên"] for row in anonymous] == ["(ẩn danh)"]
    assert any(
        "phải giữ lại trong chi bộ" in str(row) for row in sheet(tmp_path / "a.xlsx", "Cách đọc")
    )


def test_excel_has_one_sheet_for_all_and_one_for_each_quiz(
    course: Workspace, tmp_path: Path
) -> None:
    """Numbers, dates and shares as such; an item that waits says so."""
    file = tmp_path / "a.xlsx"
    assert kit(course.path, "--to", file, "--items") == 0
    whole = {(row["Bài"], row["Mã học viên"]): row for row in sheet(file, "Kết quả")}
    row = whole[SECOND, "hv-1"]
    assert row["Nộp lúc (giờ Việt Nam)"] == datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001
    assert (row["Điểm"], row["Tỷ lệ (%)"]) == (26, pytest.approx(26 / 31))
    assert whole[LATER, "hv-1"]["Tình trạng"] == "Bài chưa được tạo"
    items = {row["Mã học viên"]: row for row in sheet(file, f"Câu {SECOND}")}
    assert items.keys() == {"hv-1", ANONYMOUS}
    assert items["hv-1"]["sap-xep (tối đa 6)"] == 6
    assert items["hv-1"]["tu-luan (tối đa 5)"] == "chờ chấm"
    book = load_workbook(file)
    assert book.sheetnames == ["Kết quả", f"Câu {QUIZ}", f"Câu {SECOND}", "Cách đọc"]
    assert [page.freeze_panes for page in book] == ["E2", "D2", "D2", "A2"]


def test_items_are_columns_of_a_csv_file(course: Workspace, tmp_path: Path) -> None:
    assert kit(course.path, "--to", tmp_path / "a.csv", "--items", "--quiz", SECOND) == 0
    found = {row["Mã học viên"]: row for row in rows(tmp_path / "a.csv")}
    assert found["hv-1"][f"{SECOND}: sap-xep"] == "6"
    assert found["hv-1"][f"{SECOND}: tu-luan"] == "chờ chấm"
    assert found["hv-3"][f"{SECOND}: sap-xep"] == ""
    assert not any(head.startswith(QUIZ) for head in found["hv-1"])


def test_one_group_s_trouble_is_told_here_and_in_the_file(
    course: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of it at once, exit code 1; the others are written."""
    broken = {name: tmp_path / name for name in ("gradebook.db", "roster.csv", "group.yaml")}
    for name, folder in broken.items():
        shutil.copytree(course.path, folder)
        (folder / name).write_bytes(b"x: [" * 2000)
    where = [*broken.values(), course.path]
    for ending in ("csv", "xlsx"):
        assert kit(*where, "--to", tmp_path / f"a.{ending}", "--json") == 1
    (told, _) = capsys.readouterr().out.split("}\n{")
    found = json.loads(told + "}")
    assert (found["groups"], found["rows"], found["waiting"]) == (4, 18, 5)
    assert {one["folder"] for one in found["failed"]} == set(map(str, broken.values()))
    for written in (rows(tmp_path / "a.csv"), sheet(tmp_path / "a.xlsx", "Kết quả")):
        assert len(written) == 18 + 3
        said = [row for row in written if "KHÔNG ĐỌC ĐƯỢC" in str(row["Tình trạng"])]
        assert [row["Tổ"] for row in said] == ["Tổ thử", "Tổ thử", "group.yaml"]


def test_without_any_line_nothing_is_written(
    course: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was there stays; exit code 1."""
    folder = Path(shutil.copytree(course.path, tmp_path / "hong"))
    (folder / "gradebook.db").write_bytes(b"not a database" * 100)
    (tmp_path / "a.csv").write_bytes(b"old")
    assert kit(folder, "--to", tmp_path / "a.csv") == 1
    said = capsys.readouterr().out
    assert "Không có dòng nào để ghi" in said
    assert f"{folder}: không đọc được" in said
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_a_group_without_learners_is_told(
    course: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = tmp_path / "khong-ai"
    nobody.mkdir()
    (nobody / "group.yaml").write_text("format: 1\nid: k\nname: Không ai\n", encoding="utf-8")
    shutil.copy(course.path / "nbgrader_config.py", nobody)
    assert kit(nobody, course.path, "--to", tmp_path / "a.csv") == 0
    assert "Không ai: không có bài hoặc không có học viên" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["folder", "quiz", "ending", "no folder", "roster", "a folder"])
def test_wrong_use_is_told(
    course: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    """Exit code 2, and nothing is written."""
    roster = (course.path / "roster.csv").read_bytes()
    (tmp_path / "b.csv").mkdir()
    arguments: dict[str, list[object]] = {
        "folder": [course.path, tmp_path, "--to", tmp_path / "a.csv"],
        "quiz": [course.path, "--to", tmp_path / "a.csv", "--quiz", "bai-la"],
        "ending": [course.path, "--to", tmp_path / "a.ods"],
        "no folder": [course.path, "--to", tmp_path / "x" / "a.csv"],
        "roster": [course.path, "--to", course.path / "roster.csv"],
        "a folder": [course.path, "--to", tmp_path / "b.csv"],
    }
    assert kit(*arguments[wrong]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "→" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]
    assert (course.path / "roster.csv").read_bytes() == roster
