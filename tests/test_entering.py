"""Papers entered: an ordinary submission, by the room's draw, that no learner can claim."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kit.answers import AnswerFile, HandedIn, read
from kit.clock import ZONE
from kit.consent import KEEP_RESULT, ConsentLog
from kit.entering.beside import Beside
from kit.entering.blank import blank_table
from kit.entering.looking import Desk, Ready, look_at_all
from kit.entering.putting import put
from kit.entering.table import Row, read_table
from kit.errors import Problems, UserError
from kit.formats import Cell
from kit.gradebook.cell import grade
from kit.marking import NotScored
from kit.model import Response
from kit.papers import written
from kit.printings import known_printings
from kit.privacy.dossier import as_lines, dossier
from kit.privacy.erase import erase, erase_work
from kit.privacy.person import find_person
from kit.scoring import score
from kit.serve.group import consent_text
from kit.submission import finish, hand_in
from kit.workspace import Workspace
from tests.drawn_course import NOW, QUIZ, answer
from tests.paper_course import EVERY, NAMES, make_paper_group, on_paper, printed

AT = NOW.astimezone(ZONE) - timedelta(hours=2)
LEARNER = "hv-001"
SLOTS = {"phan-dem-1": 2.0, "phan-dem-2": 2.0, "phan-y-1": 4.0}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_paper_group(tmp_path / "to")
    printed(workspace, QUIZ)
    printed(workspace, EVERY)
    return workspace


def row(
    desk: Desk, learner: str, code: str, how: str = "right", consent: str = "", **typed: str
) -> Row:
    """What is typed in for somebody whose answers are all right, all wrong, or none."""
    paper = desk.paper(code)
    given: dict[str, Response] = {
        q.item.id: getattr(q.item, how)() for q in paper.questions if how != "blank"
    }
    cells = {n: Cell(text, f"ô {n}", 9) for n, text in on_paper(paper, given).items()}
    cells |= {int(n[1:]): Cell(text, f"ô {n[1:]}", 9) for n, text in typed.items()}
    if how == "blank" and not typed:
        cells[1] = Cell("-", "ô 1", 9)
    return Row(
        Cell(learner, "ô A9", 9), Cell(code, "ô C9", 9), Cell("", "ô B9", 9),
        Cell(consent, "ô D9", 9), cells,
    )  # fmt: skip


def ready(desk: Desk, learner: str, code: str, how: str = "right", **more: str) -> Ready:
    found = desk.look_at(row(desk, learner, code, how, **more))
    assert isinstance(found, Ready), found
    return found


def told(desk: Desk, row: Row) -> set[str]:
    found = desk.look_at(row)
    return {one.code for one in found} if isinstance(found, list) else set()


def scores(workspace: Workspace, learner: str) -> dict[str, float | None]:
    """What the drawn quiz's cells show for a learner."""
    folder = workspace.path / "autograded" / learner / QUIZ
    folder.mkdir(parents=True, exist_ok=True)
    ref = f"{QUIZ}@{workspace.booklet(QUIZ)['version']}"
    found: dict[str, float | None] = {}
    for slot in SLOTS:
        try:
            found[slot] = grade(folder, ref, slot).score
        except NotScored:
            found[slot] = None
    return found


def test_a_paper_becomes_a_submission_as_a_screen_makes_one(workspace: Workspace) -> None:
    """With the room's questions, the hour of the session, and the notebook with the essay."""
    desk = Desk(workspace, QUIZ)
    assert put(desk, ready(desk, LEARNER, "101"), AT, NOW)
    folder = workspace.submitted(LEARNER, QUIZ)
    answers = read(folder / "answers.json")
    assert (answers.paper, answers.version) == ("101", workspace.booklet(QUIZ)["version"])
    assert set(answers.draw) == {q.item.id for q in desk.paper("102").questions}
    assert answers.handed_in == answers.started == AT.isoformat("T", "seconds")
    assert (folder / "timestamp.txt").read_text() == "2026-11-22 00:00:00.000000 UTC"
    (essay,) = [q for q in desk.paper("101").questions if q.form == "prose"]
    notebook = (folder / f"{QUIZ}.ipynb").read_text("utf-8")
    assert essay.item.stem in json.dumps(json.loads(notebook), ensure_ascii=False)
    assert "Bài viết của học viên." in notebook
    assert workspace.state(QUIZ, LEARNER, NOW) == "handed_in"
    assert scores(workspace, LEARNER) == SLOTS


def test_the_same_answers_score_the_same_on_each_code(workspace: Workspace) -> None:
    """And on a screen with that draw: the score is built by the one function there is."""
    desk = Desk(workspace, QUIZ)
    for learner, code, how in (("hv-001", "101", "right"), ("hv-002", "102", "right")):
        put(desk, ready(desk, learner, code, how), AT, NOW)
    assert scores(workspace, "hv-001") == scores(workspace, "hv-002") == SLOTS
    put(desk, ready(desk, "hv-003", "102", "wrong", consent="có"), AT, NOW)
    assert set(scores(workspace, "hv-003").values()) == {0.0}


def test_no_learner_can_claim_a_printed_paper(workspace: Workspace) -> None:
    """A file that names one is worth nothing until the group's own record says so."""
    desk = Desk(workspace, QUIZ)
    paper = desk.paper("101")
    file = workspace.answers(LEARNER, QUIZ, desk.printings.codes["101"].version)
    draw = tuple(q.item.id for q in paper.questions)
    easy = {q.item.id: q.item.right() for q in paper.questions if q.form != "prose"}
    answers = replace(file, draw=draw).enter(easy, NOW)
    folder = workspace.submitted(LEARNER, QUIZ)
    folder.mkdir(parents=True)
    from kit.answers import to_json

    for claimed in ("101", "999", "../x"):
        claim = to_json(replace(answers, paper=claimed))
        (folder / "answers.json").write_text(json.dumps(claim), encoding="utf-8")
        assert set(scores(workspace, LEARNER).values()) == {None}
        with pytest.raises(NotScored, match="chưa nhập phiếu nào"):
            grade(
                workspace.path / "autograded" / LEARNER / QUIZ,
                f"{QUIZ}@{answers.version}",
                "phan-y-1",
            )


def test_the_quiz_page_cannot_make_a_paper_of_its_answers(workspace: Workspace) -> None:
    """Whatever stood in the file before: what a screen saves is a screen's."""
    file = workspace.answers_to(workspace.booklet(QUIZ), LEARNER)
    forged = AnswerFile(file.path, QUIZ, file.version, LEARNER, file.draw, paper="101")
    forged.save(file.draw[0], "1", NOW)
    assert read(file.path).paper == "101"
    assert file.save(file.draw[0], "2", NOW).paper == ""


def test_a_paper_is_scored_by_the_version_it_was_printed_from(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The bank was changed between the printer and the keyboard."""
    from tests.drawn_course import make_content, release

    desk = Desk(workspace, QUIZ)
    before = desk.paper("101")
    content = make_content(tmp_path)
    file = content / "quizzes" / f"{QUIZ}.yaml"
    file.write_text(file.read_text("utf-8").replace("Một cộng một?", "Một với một?"), "utf-8")
    new = release(workspace, content=content)
    later = Desk(workspace, QUIZ)
    assert later.paper("101") == before
    put(later, ready(later, LEARNER, "101"), AT, NOW)
    assert read(workspace.submitted(LEARNER, QUIZ) / "answers.json").version != new
    assert scores(workspace, LEARNER) == SLOTS


def test_every_kind_goes_the_same_way(workspace: Workspace) -> None:
    """Of a quiz in which nothing is drawn, too."""
    desk = Desk(workspace, EVERY)
    found = ready(desk, LEARNER, "102")
    put(desk, found, AT, NOW)
    answers = read(workspace.submitted(LEARNER, EVERY) / "answers.json")
    assert answers.draw == ()
    assert answers.responses() == found.responses
    folder = workspace.path / "autograded" / LEARNER / EVERY
    folder.mkdir(parents=True)
    for question in desk.paper("102").questions:
        if question.item.scored == "machine":
            ref = f"{EVERY}@{answers.version}"
            assert grade(folder, ref, question.slot).score == question.points


# What is wrong with a row


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"learner": "hv-099"}, "entry-nobody"),
        ({"learner": ""}, "entry-nobody"),
        ({"code": "109"}, "entry-code-unknown"),
        ({"code": ""}, "entry-no-code"),
        ({"name": "Ai đó"}, "entry-other-name"),
    ],
)
def test_a_wrong_cell_is_told(workspace: Workspace, changes: dict[str, str], code: str) -> None:
    desk = Desk(workspace, QUIZ, "nhap.xlsx")
    cells: Any = {name: Cell(text, "ô A9", 9) for name, text in changes.items()}
    found = desk.look_at(replace(row(desk, LEARNER, "101"), **cells))
    assert isinstance(found, list)
    assert [one.code for one in found] == [code]
    assert (found[0].path, found[0].line) == ("nhap.xlsx", 9)
    assert found[0].message.startswith("ô A9: ")
    assert found[0].hint


def test_nobody_enters_a_paper_for_somebody_who_has_left(workspace: Workspace) -> None:
    """Not even where a consent was kept, or refused: nobody could be asked any more."""
    log = ConsentLog(workspace.path / "consent.jsonl")
    log.record("hv-077", KEEP_RESULT, False, consent_text(workspace.group), AT)
    desk = Desk(workspace, QUIZ)
    assert told(desk, replace(row(desk, LEARNER, "101"), learner=Cell("hv-077", "ô A9", 9))) == {
        "entry-nobody"
    }


def test_everything_wrong_with_a_row_is_told_at_once(workspace: Workspace) -> None:
    desk = Desk(workspace, EVERY)
    found = row(desk, "hv-003", "101", "blank", n1="Z", n8="có lẽ", n99="A")
    assert told(desk, found) == {"entry-mistyped", "entry-no-question", "entry-no-consent"}
    problems = desk.look_at(found)
    assert isinstance(problems, list)
    assert len(problems) == 4


def test_a_row_without_an_answer_is_asked_about(workspace: Workspace) -> None:
    """Nobody gets 0 points because a code was filled in ahead; a hyphen says it is a blank."""
    desk = Desk(workspace, QUIZ)
    empty = replace(row(desk, LEARNER, "101"), answers={1: Cell("", "", 0)})
    assert told(desk, empty) == {"entry-no-answer"}
    assert ready(desk, LEARNER, "101", "blank").responses == {}


def test_who_has_not_agreed_is_asked_by_the_paper(workspace: Workspace) -> None:
    """A cross on it is consent to the very text that is printed, kept with the session's hour."""
    desk, log = Desk(workspace, QUIZ), ConsentLog(workspace.path / "consent.jsonl")
    text = consent_text(workspace.group)
    assert told(desk, row(desk, "hv-003", "101")) == {"entry-no-consent"}
    assert not log.given("hv-003", KEEP_RESULT, text)
    put(desk, ready(desk, "hv-003", "101", consent="Có"), AT, NOW)
    assert log.given_at("hv-003", KEEP_RESULT, text) == AT


def test_who_does_not_agree_stays_anonymous(workspace: Workspace) -> None:
    """A new code for the sheet, and nothing that leads to anybody."""
    desk = Desk(workspace, QUIZ)
    found = ready(desk, "Ẩn danh", "101")
    put(desk, found, AT, NOW)
    assert found.anonymous.startswith("AN-")
    assert find_person(workspace, found.anonymous).learner == found.learner
    assert scores(workspace, found.learner) == SLOTS
    later = ready(Desk(workspace, QUIZ), found.anonymous, "101")
    assert later.standing == "same"


def test_a_learner_may_have_one_row(workspace: Workspace) -> None:
    desk = Desk(workspace, QUIZ)
    rows = [row(desk, who, code) for who, code in ((LEARNER, "101"), (NAMES[LEARNER], "102"))]
    looked = look_at_all(desk, [*rows, Row(Cell("hv-002", "", 0), Cell("", "", 0))])
    assert [one.code for one in looked.problems] == ["entry-twice"]


# What is there already


def test_a_second_run_changes_nothing(workspace: Workspace) -> None:
    desk = Desk(workspace, QUIZ)
    put(desk, ready(desk, LEARNER, "101"), AT, NOW)
    before = {path: path.read_bytes() for path in workspace.path.rglob("*") if path.is_file()}
    again = Desk(workspace, QUIZ)
    assert not put(again, ready(again, LEARNER, "101"), AT, NOW)
    assert before == {p: p.read_bytes() for p in workspace.path.rglob("*") if p.is_file()}


@pytest.mark.parametrize("handed_in", [True, False])
def test_what_was_done_on_a_screen_is_not_written_over(
    workspace: Workspace, handed_in: bool
) -> None:
    """Handed in or only begun. With a reason it is kept aside, and the reason in the record."""
    answer(workspace, LEARNER, {"dem-1": "2"})
    if handed_in:
        hand_in(workspace, LEARNER, QUIZ, NOW)
    desk = Desk(workspace, QUIZ)
    assert told(desk, row(desk, LEARNER, "101")) == {"entry-there"}
    desk = Desk(workspace, QUIZ, replace=True)
    put(desk, ready(desk, LEARNER, "101"), AT, NOW, "làm lại trên giấy")
    assert scores(workspace, LEARNER) == SLOTS
    (kept,) = workspace.work(LEARNER, QUIZ).glob("replaced-*/answers.json")
    assert read(kept).responses() == {"dem-1": "2"}
    assert bool(list(kept.parent.glob("submitted/*.ipynb"))) == handed_in
    (entry,) = known_printings(workspace.papers_file(QUIZ)).entries_of(LEARNER)
    assert entry.reason == "làm lại trên giấy"


def test_a_screen_that_is_quicker_is_not_written_over_either(workspace: Workspace) -> None:
    """Begun between the look and the writing."""
    desk = Desk(workspace, QUIZ)
    found = ready(desk, LEARNER, "101")
    answer(workspace, LEARNER, {"dem-1": "2"})
    with pytest.raises(UserError, match="đã làm bài này rồi"):
        put(desk, found, AT, NOW)
    assert read(workspace.work(LEARNER, QUIZ) / "answers.json").responses() == {"dem-1": "2"}
    with pytest.raises(HandedIn):
        workspace.answers(LEARNER, QUIZ, "").enter({}, NOW)


def test_what_a_crash_cut_off_is_completed(workspace: Workspace) -> None:
    """The answers were on disk, the submission was not."""
    import shutil

    desk = Desk(workspace, QUIZ)
    put(desk, ready(desk, LEARNER, "101"), AT, NOW)
    shutil.rmtree(workspace.submitted(LEARNER, QUIZ))
    assert [one.paper for one in finish(workspace, NOW)] == ["101"]
    assert scores(workspace, LEARNER) == SLOTS


def test_a_persons_papers_are_shown_and_go_with_the_rest(workspace: Workspace) -> None:
    desk = Desk(workspace, QUIZ)
    for learner in ("hv-001", "hv-002"):
        put(desk, ready(desk, learner, "101"), AT, NOW)
    text = "\n".join(as_lines(dossier(workspace, find_person(workspace, LEARNER), NOW)))
    assert "Phiếu giấy mã đề 101, nộp 07:00 ngày 22-11-2026" in text
    erase_work(workspace, [("hv-002", QUIZ)])
    erase(workspace, LEARNER)
    assert known_printings(workspace.papers_file(QUIZ)).entries == ()
    held = [
        p
        for p in workspace.path.rglob("*")
        if p.is_file() and LEARNER in p.read_text("utf-8", "replace")
    ]
    assert held == []


# The table


def filled(desk: Desk, path: Path, rows: dict[str, tuple[str, str]], **fields: str) -> Path:
    """The empty table as Excel leaves it: id → code and how the questions were answered."""
    book = load_workbook(BytesIO(blank_table(desk, NOW)))
    page: Any = book.active
    heads = [cell.value for cell in page[7]]
    for line in range(8, page.max_row + 1):
        learner = page.cell(line, 1).value
        if learner not in rows:
            continue
        code, how = rows[learner]
        page.cell(line, 3).value = code
        for question in desk.paper(code).questions:
            column = heads.index(f"Câu {question.number}") + 1
            page.cell(line, column).value = written(question, getattr(question.item, how)())
    for cell, value in fields.items():
        page[cell] = value
    book.save(path)
    return path


def test_the_empty_table_has_everybody_who_is_missing(workspace: Workspace) -> None:
    """One column a question, a list where letters are chosen from; consent where it is given."""
    answer(workspace, "hv-002", {"dem-1": "2"})
    hand_in(workspace, "hv-002", QUIZ, NOW)
    desk = Desk(workspace, QUIZ)
    page: Any = load_workbook(BytesIO(blank_table(desk, NOW))).active
    people = [[cell.value for cell in line[:4]] for line in page.iter_rows(min_row=8, max_row=9)]
    assert people == [
        ["hv-001", NAMES["hv-001"], None, "có"], ["hv-003", NAMES["hv-003"], None, None]
    ]  # fmt: skip
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert lists["C8:C14"] == '"101,102"'
    choices = [q for q in desk.paper("101").questions if q.form in ("choice", "judgement")]
    assert sum(f in ('"A,B,C"', '"Đ,S"') for f in lists.values()) == len(choices)
    assert all(cell.number_format == "@" for cell in page[8])


def test_a_filled_table_is_read_as_it_was_typed(workspace: Workspace, tmp_path: Path) -> None:
    desk = Desk(workspace, EVERY)
    rows = {"hv-001": ("101", "right"), "hv-002": ("102", "wrong")}
    path = filled(desk, tmp_path / "nhap.xlsx", rows, B5="2026-11-22 07:00")
    table = read_table(path)
    assert (table.quiz.text, table.at.text) == (EVERY, "2026-11-22 07:00")
    looked = look_at_all(desk, table.rows)
    assert looked.problems == ()
    for one, how in zip(looked.ready, ("right", "wrong"), strict=True):
        for question in one.paper.questions:
            response = one.responses.get(question.item.id)
            wanted = score(question.item, getattr(question.item, how)())
            assert score(question.item, response) == wanted


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_file_serves_too(workspace: Workspace, tmp_path: Path, mark: str) -> None:
    """With whatever the program puts between cells."""
    desk = Desk(workspace, QUIZ)
    paper = desk.paper("101")
    typed = on_paper(paper, {q.item.id: q.item.right() for q in paper.questions})
    heads = ["MÃ HỌC VIÊN", "Mã đề", *(f"Câu {n}" for n in typed)]
    cells = [LEARNER, "101", *(f'"{text}"' for text in typed.values())]
    path = tmp_path / "nhap.csv"
    path.write_bytes("\r\n".join(mark.join(one) for one in (heads, cells)).encode("utf-8-sig"))
    (found,) = look_at_all(desk, read_table(path).rows).ready
    assert found.responses == ready(desk, LEARNER, "101").responses


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Mã học viên,Họ tên\nhv-001,x\n"])
def test_a_file_that_is_no_table_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "nhap.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match="Không thấy dòng tên cột"):
        read_table(path)


@pytest.mark.parametrize(
    ("head", "texts", "codes"),
    [
        ("Ghi chú", ["", ""], []),
        ("Ghi chú", ["nộp muộn", ""], []),
        (None, ["nộp muộn", ""], []),
        ("Câu 1", ["", ""], []),
        ("Câu 1", ["2", "4"], []),
        ("Câu 1", ["2", "5"], ["entry-two-columns"]),
        ("Câu 1", ["2", ""], ["entry-two-columns"]),
        ("Cau 3", ["B", ""], ["entry-odd-question"]),
        ("3", ["B", ""], ["entry-odd-question"]),
    ],
)
def test_a_column_that_is_not_entered_is_told(
    head: str | None, texts: list[str], codes: list[str], tmp_path: Path
) -> None:
    """One that may hold answers is a problem: they would be lost."""
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.append(["Mã học viên", "Mã đề", "Câu 1", "Câu 2", head])
    for who, one, text in zip(("hv-001", "hv-002"), "24", texts, strict=True):
        page.append([who, "101", one, "A", text or None])
    book.save(tmp_path / "x.xlsx")
    table = read_table(tmp_path / "x.xlsx")
    assert [row.answers[1].text for row in table.rows] == ["2", "4"]
    assert [one.code for one in table.beside.problems] == codes
    assert all(one.hint and one.line for one in table.beside.problems)
    noted = "nộp muộn" in texts
    assert [note[:5] for note in table.beside.notes] == (
        ["ô E2:" if not head else "ô E1:"] if noted else []
    )


@pytest.mark.parametrize(
    "head",
    [
        "Câu 3 (2đ)", "Câu 3 (0.5 điểm)", "Câu 3a", "Câu 3 - ĐS", "Câu thứ 3", "Câu hỏi số 3",
        "Question 3 (2 points)", "Ý 3", "Bài 3.", "Đáp án câu 3", "C3", "Trả lời câu 3",
    ],
)  # fmt: skip
def test_a_head_that_begins_like_a_question_is_one(head: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"Mã học viên,Mã đề,Câu 1,Câu 2,{head}\nhv-001,101,B,A,C\n", encoding="utf-8")
    assert [one.code for one in read_table(path).beside.problems] == ["entry-odd-question"]


@pytest.mark.parametrize("head", ["Vận dụng", ""])
@pytest.mark.parametrize(("last", "codes"), [(3, ["entry-odd-question"]), (2, [])])
def test_an_unknown_column_may_be_the_question_that_is_missing(
    last: int, codes: list[str], head: str, tmp_path: Path
) -> None:
    """Between the numbers of those that are there."""
    path = tmp_path / "x.csv"
    heads = f"Mã học viên,Mã đề,Câu 1,{head},Câu {last}"
    path.write_text(f"{heads}\nhv-001,101,B,A,C\n", encoding="utf-8")
    beside = read_table(path).beside
    assert [one.code for one in beside.problems] == codes
    assert len(beside.notes) == (not codes)


@pytest.mark.parametrize("head", ["Ghi chú câu 2", "Lớp 10A3", "12 phút", "Số câu đúng"])
def test_a_remark_is_no_question(head: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"Mã học viên,Mã đề,Câu 1,{head}\nhv-001,101,B,A\n", encoding="utf-8")
    assert not read_table(path).beside.problems


def test_a_head_that_stands_twice_and_has_nothing_below_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Mã học viên,Mã đề,Câu 1,Câu 1\nhv-001,101,,B\n", encoding="utf-8")
    (found,) = read_table(path).rows
    assert found.answers[1].text == "B"


@pytest.mark.parametrize(("code", "problems"), [("101", ["entry-two-tables"]), (None, [])])
def test_a_second_sheet_is_told(code: str | None, problems: list[str], tmp_path: Path) -> None:
    """With results it is a problem, as only one sheet is entered."""
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.append(["Mã học viên", "Mã đề", "Câu 1"])
    page.append(["hv-001", "101", "A"])
    other: Any = book.create_sheet("Lớp 2")
    other.append(["Mã học viên", "Mã đề", "Câu 1"])
    other.append(["hv-002", code, "B" if code else None])
    book.save(tmp_path / "x.xlsx")
    table = read_table(tmp_path / "x.xlsx")
    assert len(table.rows) == 1
    assert [one.code for one in table.beside.problems] == problems
    assert len(table.beside.notes) == (not problems)
    assert all("Lớp 2!A1" in note for note in table.beside.notes)


def test_the_kits_own_table_has_nothing_to_tell(workspace: Workspace, tmp_path: Path) -> None:
    rows = {"hv-001": ("101", "right"), "hv-002": ("102", "wrong")}
    path = filled(Desk(workspace, EVERY), tmp_path / "nhap.xlsx", rows)
    assert read_table(path).beside == Beside()


def test_a_table_saved_as_unicode_text_serves_too(tmp_path: Path) -> None:
    """Excel's name for UTF-16 with tabulators, in a file with the ending .txt."""
    path = tmp_path / "nhap.txt"
    text = "\ufeffMã học viên\tMã đề\tCâu 1\r\nẩn danh 7\t101\tđúng\r\n"
    path.write_bytes(text.encode("utf-16-le"))
    (found,) = read_table(path).rows
    assert (found.learner.text, found.answers[1].text) == ("ẩn danh 7", "đúng")


def test_numbers_and_days_of_excel_are_read_as_people_write_them(tmp_path: Path) -> None:
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.append(["Nộp lúc", datetime(2026, 11, 22, 7, 30)])  # noqa: DTZ001
    page.append(["Mã học viên", "Mã đề", "Câu 1", "Câu 2", "Câu 3"])
    page.append(["hv-001", 101, 4.125, 4500.0, datetime(1945, 9, 2)])  # noqa: DTZ001
    path = tmp_path / "x.xlsx"
    book.save(path)
    table = read_table(path)
    assert table.at.text == "22-11-2026 07:30"
    assert [cell.text for cell in table.rows[0].answers.values()] == ["4,125", "4500", "2-9-1945"]
    assert table.rows[0].code.text == "101"


def test_nothing_can_be_entered_before_something_is_printed(tmp_path: Path) -> None:
    workspace = make_paper_group(tmp_path / "khac")
    with pytest.raises(UserError, match="Chưa in đề giấy nào"):
        _ = Desk(workspace, QUIZ).printings
