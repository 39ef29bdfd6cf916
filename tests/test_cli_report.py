"""``kit report`` over a real gradebook: its figures, its files, and who gets a certificate."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

import kit.clock
from kit.cli import main
from kit.gradebook.results import all_results
from kit.text import write_number
from kit.workspace import Workspace
from tests.docx_text import lines
from tests.gradebook_course import QUIZ
from tests.reports_course import ANONYMOUS, AT, CODES, agree, make_cell
from tests.serving import Visitor, running
from tests.session_forms import write_form

pytestmark = pytest.mark.kernel

NAMED = [f"hv-{n:02}" for n in range(1, 8)]
WEEK = "23-11-2026"


@pytest.fixture(scope="module")
def cell(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = make_cell(tmp_path_factory.mktemp("cell"))
    for learner in ("hv-01", "hv-04", "hv-06"):
        agree(made, learner)
    agree(made, "hv-05")
    agree(made, "hv-05", yes=False)
    return made


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main(["report", *map(str, arguments)])
    return int(str(left.value.code or 0))


def mean(workspace: Workspace, learners: list[str]) -> str:
    found = all_results(workspace.path, QUIZ)
    shares = [found[one].total / found[one].max for one in learners]
    return write_number(10 * sum(shares) / len(shares))


def test_the_week_s_figures_are_the_gradebook_s_in_all_three_files(
    cell: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven of the roster in that week; who worked without a name handed in the week after."""
    monkeypatch.setattr(kit.clock, "now", lambda: AT + timedelta(days=30))
    assert run("week", cell.path, "--week", "25-11-2026", "--to", tmp_path) == 0
    told = mean(cell, NAMED)
    docx = lines(tmp_path / "tong-hop-2026-11-23.docx")
    assert f"1 | Tổ thử | 12 | 7 | 58,33% | 7 | chờ chấm | {told}" in docx
    assert "(từ ngày 23-11-2026 đến ngày 29-11-2026)" in docx
    assert "STT | Đơn vị | Học viên | Số người" in " ".join(docx)
    page = load_workbook(tmp_path / "tong-hop-2026-11-23.xlsx").worksheets[0]
    row = [one.value for one in next(page.iter_rows(min_row=2))]
    mark = pytest.approx(float(told.replace(",", ".")))
    assert row == [1, "Tổ thử", 12, 7, 58.33, 7, "chờ chấm", mark]
    text = (tmp_path / "tong-hop-2026-11-23.txt").read_text("utf-8-sig")
    assert "có 7/12 người làm bài trắc nghiệm, đạt 58,33%, với tổng số 7 lượt." in text
    assert f"Điểm trung bình mỗi lượt được tính là {told} trên 10." in text
    assert "Nguyễn" not in text + " ".join(docx)


def test_a_period_and_what_is_not_in_it(cell: Workspace, tmp_path: Path) -> None:
    days = ("--from", "01-11-2026", "--until", "30-11-2026")
    assert run("week", cell.path, *days, "--to", tmp_path, "--inside") == 0
    text = (tmp_path / "tong-hop-2026-11-01.txt").read_text("utf-8-sig")
    assert "có 7–8/12 người" in text  # the eighth worked without a name
    assert "2 lượt của người không phải học viên" in text
    assert mean(cell, [*NAMED, ANONYMOUS]) in text


def test_a_few_people_are_hidden_upwards_and_not_inside(cell: Workspace, tmp_path: Path) -> None:
    last = AT + timedelta(minutes=1)
    days = ("--from", f"{last + timedelta(days=5):%d-%m-%Y}", "--until", "01-12-2026")
    assert run("week", cell.path, *days, "--to", tmp_path / "len") == 0
    assert run("week", cell.path, *days, "--to", tmp_path / "trong", "--inside") == 0
    upwards, inside = (
        lines(next((tmp_path / folder).glob("*.docx"))) for folder in ("len", "trong")
    )
    assert "1 | Tổ thử | 12 | (*) | (*) | (*) | (*) | (*)" in upwards
    assert any("8,33%" in line for line in inside)
    assert not any("8,33%" in line for line in upwards)


@pytest.mark.parametrize(
    "days",
    [["--week", "hôm nay"], ["--from", WEEK], ["--week", WEEK, "--from", WEEK, "--until", WEEK],
     ["--from", WEEK, "--until", "22-11-2026"]],
)  # fmt: skip
def test_days_that_make_no_period(cell: Workspace, tmp_path: Path, days: list[str]) -> None:
    assert run("week", cell.path, *days, "--to", tmp_path) == 2
    assert list(tmp_path.iterdir()) == []


def test_minutes_come_from_gradebook_and_form(cell: Workspace, tmp_path: Path) -> None:
    form = write_form(tmp_path / "phieu.xlsx")
    assert run("minutes", cell.path, "--form", form, "--to", tmp_path) == 0
    text = lines(tmp_path / "bien-ban-2026-11-25.docx")
    told = mean(cell, [*NAMED, ANONYMOUS])
    (said,) = (line for line in text if line.startswith("Bài “Bài thử đủ các loại câu” (tính đến "))
    for sentence in (
        ": có 7–8/12 người trong danh sách làm bài, tỷ lệ tham gia ít nhất 58,33%, ",
        ", với tổng số 8 lượt. ",
        "Có lượt làm ẩn danh",
        f"Điểm trung bình mỗi lượt được tính là {told} trên 10. ",
        "Có 5 bài còn câu chờ người chấm; câu ấy tạm tính 0 điểm, nên điểm có thể còn tăng.",
    ):
        assert sentence in said
    assert "1 | Bao nhiêu người? | 3/8" in text
    assert "Thư ký: Lê Thị Cẩm." in text
    again = run("minutes", cell.path, "--form", form, "--to", tmp_path)
    assert (again, (tmp_path / "bien-ban-2026-11-25-2.docx").exists()) == (0, True)


def test_papers_are_never_put_into_the_group_s_folder(cell: Workspace) -> None:
    assert run("minutes", cell.path, "--to", cell.path / "giay") == 2
    assert not (cell.path / "giay").exists()


def test_a_quiz_that_the_group_has_not(cell: Workspace, tmp_path: Path) -> None:
    assert run("minutes", cell.path, "--quiz", "bai-khac", "--to", tmp_path) == 2


def test_the_form_is_written_with_what_is_known(cell: Workspace, tmp_path: Path) -> None:
    assert run("form", cell.path, "--quiz", QUIZ, "--to", tmp_path / "phieu.xlsx") == 0
    page = load_workbook(tmp_path / "phieu.xlsx").worksheets[0]
    values = [one.value for row in page.iter_rows() for one in row]
    assert {"Đảng bộ phường Hòa Cường", QUIZ} <= {*values}


def test_the_score_sheet(cell: Workspace, tmp_path: Path) -> None:
    form = write_form(tmp_path / "phieu.xlsx")
    assert run("score-sheet", cell.path, "--form", form, "--to", tmp_path) == 0
    assert any(
        "95 phút – đạt" in line for line in lines(tmp_path / "phieu-cham-diem-2026-11-25.docx")
    )


def test_certificates_are_for_results_that_are_final_enough_and_by_name(
    cell: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("certificate", cell.path, QUIZ, "--to", tmp_path) == 0
    said = capsys.readouterr().out
    for line in (
        "hv-01: còn câu chờ người chấm.",
        "hv-02: chưa đồng ý lưu kết quả kèm tên.",
        "hv-05: chưa đồng ý lưu kết quả kèm tên.",
        "hv-06: chưa đạt (mức đạt: từ 20% số điểm trở lên).",
        "Đã làm 1 giấy chứng nhận",
    ):
        assert line in said
    made = sorted(path.name for path in tmp_path.glob("chung-nhan*"))
    assert made == [f"chung-nhan-{QUIZ}-hv-04.docx", f"chung-nhan-{QUIZ}-hv-04.pdf"]
    text = " ".join(lines(tmp_path / made[0]))
    result = all_results(cell.path, QUIZ)["hv-04"]
    told = f"được {write_number(result.total)} trên {write_number(result.max)} điểm"
    assert "Đồng chí Nguyễn Thị Thử 04" in text
    assert told in text
    assert "nộp bài lúc 19:34 ngày 25-11-2026" in text
    assert (tmp_path / made[1]).read_bytes().startswith(b"%PDF")


def test_the_head_of_a_certificate_has_the_superior_of_the_form(
    cell: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the group does not say it; without either, the way out is told."""
    file = cell.path / "group.yaml"
    before = file.read_text("utf-8")
    assert "unit: Đảng bộ phường Hòa Cường\n" in before
    form = write_form(tmp_path / "phieu.xlsx")
    try:
        file.write_text(before.replace("unit: Đảng bộ phường Hòa Cường\n", ""), "utf-8")
        agree(Workspace(cell.path), "hv-04")  # the text that is agreed to names the unit
        assert run("certificate", cell.path, QUIZ, "--to", tmp_path / "a") == 0
        assert "thêm --form với phiếu" in " ".join(capsys.readouterr().out.split())
        assert run("certificate", cell.path, QUIZ, "--form", form, "--to", tmp_path / "b") == 0
        assert "thêm --form với phiếu" not in " ".join(capsys.readouterr().out.split())
    finally:
        file.write_text(before, encoding="utf-8")
        agree(cell, "hv-04")
    dotted, named = (
        "\n".join(lines(tmp_path / folder / f"chung-nhan-{QUIZ}-hv-04.docx"))
        for folder in ("a", "b")
    )
    # The form's own spelling; the head of the paper may set it in capitals.
    assert "hòa cường" not in dotted.casefold()
    assert "hòa cường" in named.casefold()


def test_this_week_is_told_of_where_last_week_has_nothing(
    cell: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def said(*arguments: str) -> str:
        assert run("week", cell.path, *arguments, "--to", tmp_path) == 0
        return " ".join(capsys.readouterr().out.split())

    monkeypatch.setattr(kit.clock, "now", lambda: AT + timedelta(hours=1))  # the same evening
    told = said()
    assert "Tuần trước không có bài nộp, nhưng tuần này đã có." in told
    assert f"kit report week {cell.path} --week {AT:%d-%m-%Y}" in told
    assert "Tuần trước không có" not in said("--week", f"{AT:%d-%m-%Y}")
    monkeypatch.setattr(kit.clock, "now", lambda: AT + timedelta(days=7))
    assert "Tuần trước không có" not in said()
    monkeypatch.setattr(kit.clock, "now", lambda: AT + timedelta(days=60))
    assert "Tuần trước không có" not in said()


def test_without_the_setting_there_are_none(cell: Workspace, tmp_path: Path) -> None:
    file = cell.path / "group.yaml"
    before = file.read_text("utf-8")
    try:
        file.write_text(
            before.replace("{minimum: 20%", "{quizzes: [bai-khac], minimum: 0.2"), "utf-8"
        )
        assert run("certificate", cell.path, QUIZ, "--to", tmp_path) == 2
        file.write_text(before.replace("certificate:", "#"), "utf-8")
        assert run("certificate", cell.path, QUIZ, "--to", tmp_path) == 2
        file.write_text(before.replace("minimum: 20%", "minimum: nhiều"), "utf-8")
        assert run("certificate", cell.path, QUIZ, "--to", tmp_path) == 1
    finally:
        file.write_text(before, encoding="utf-8")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def visitors(cell: Workspace) -> Iterator[dict[str, Visitor]]:
    with running(cell, warm=False) as served:
        found = {}
        for learner, code in CODES.items():
            found[learner] = Visitor(served.url).sign_in(code, group="to-thu")
        yield found


@pytest.mark.server
def test_a_learner_takes_her_own_certificate_and_nobody_else_s(
    cell: Workspace, visitors: dict[str, Visitor]
) -> None:
    address = f"/to-thu/certificate/{QUIZ}"
    hers, without = visitors["hv-04"], visitors["hv-06"]
    assert address in hers.get(f"/to-thu/result/{QUIZ}").body
    assert hers.get(address).body.startswith("%PDF")
    assert address not in without.get(f"/to-thu/result/{QUIZ}").body
    assert without.get(address).status == 404
    assert hers.get("/to-thu/certificate/bai-khac").status == 404
    file = cell.path / "group.yaml"
    before = file.read_text("utf-8")
    try:
        file.write_text(before.replace("minimum: 20%", "download: no, minimum: 20%"), "utf-8")
        assert hers.get(address).status == 404
    finally:
        file.write_text(before, encoding="utf-8")
