"""The secretary's papers without a gradebook: form, templates, minutes, score sheet."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from kit.errors import Problems
from kit.figures import Attempt, Missed, count, spread
from kit.reports.secretary.criteria import read_criteria
from kit.reports.secretary.figures import QuizFigures, plain
from kit.reports.secretary.filling import fill
from kit.reports.secretary.minutes import attendance_line, minutes_values, quiz_paragraph
from kit.reports.secretary.reading import read_form
from kit.reports.secretary.score_sheet import score_sheet_values
from kit.reports.secretary.session import NOBODY, Attendance, Score, Session
from kit.reports.secretary.templates import criteria_file, filled, put_templates, template_file
from kit.reports.secretary.words import day_written
from kit.workspace import Group
from tests.docx_text import fonts, lines, opened
from tests.reports_course import AT
from tests.session_forms import FIELDS, LISTS, write_form

GROUP = Group(format=1, id="chi-bo-5", name="Chi bộ 5", unit="Đảng bộ phường")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return read_form(write_form(tmp_path / "phieu.xlsx"))


def quiz(people: int, *shares: float) -> QuizFigures:
    """A quiz of a cell of 1,200, of whom so many got everything right and the rest these shares."""
    attempts = [Attempt("a", f"hv-{n}", 1.0) for n in range(people)]
    attempts += [Attempt("a", f"hv-x{n}", share) for n, share in enumerate(shares)]
    unit = count([("Chi bộ 5", 1_200, attempts)]).rows[0]
    missed = (("Câu gì?", Missed("cau", 1_100, 1_091)),)
    return QuizFigures("a", "Chỉ thị", unit, spread([1.0] * people + [*shares]), missed, None)


def minutes(folder: Path, session: Session, *quizzes: QuizFigures) -> list[str]:
    return lines(filled(folder, "minutes", minutes_values(GROUP, session, quizzes)))


def test_the_form_comes_back_as_it_was_filled_in(session: Session) -> None:
    for name in ("superior", "kind", "place", "vote", "verdict"):
        assert getattr(session, name) == FIELDS[name]
    assert session.begins == AT
    assert session.minutes == 95
    assert session.attendance == Attendance(1_057, 2, 4, 1_050, 2, 1)
    assert session.attendance.rate == Fraction(1_052, 1_055)
    assert [one.name for one in session.absent if one.unexcused] == ["Lê Văn C"]
    assert session.spoken[0].text == "Đề nghị giải thích kỹ.\nSẽ đọc lại."
    assert session.scores == (Score(1, "9,5"), Score(2, "10"))


@pytest.mark.parametrize(
    ("typed", "written"),
    [("Chuyên đề", "chuyên đề"), ("thường kỳ", "thường kỳ"), ("BCH mở rộng", "BCH mở rộng")],
)
def test_the_kind_of_a_session_stands_within_a_sentence(
    session: Session, tmp_path: Path, typed: str, written: str
) -> None:
    """In the minutes and in the score sheet."""
    one = replace(session, kind=typed)
    sheet = score_sheet_values(GROUP, one, read_criteria(criteria_file(tmp_path)), None)
    for text in (minutes(tmp_path, one), lines(filled(tmp_path, "score-sheet", sheet))):
        assert any(f"inh hoạt chi bộ {written}" in line for line in text)


def test_an_empty_form_says_nothing(tmp_path: Path) -> None:
    assert read_form(write_form(tmp_path / "phieu.xlsx", {}, {})) == NOBODY


@pytest.mark.parametrize(
    ("fields", "lists", "codes"),
    [
        ({"begins": "tối thứ tư"}, {}, ["form-moment"]),
        ({**FIELDS, "ends": FIELDS["begins"]}, LISTS, ["form-ends-before"]),
        ({"official": "57"}, {}, ["form-counts"]),
        ({**FIELDS, "exempt": "bốn"}, LISTS, ["form-number"]),
        ({**FIELDS, "present_official": "1.058"}, {}, ["form-too-many"]),
        (FIELDS, {"absent": LISTS["absent"][:2]}, ["form-absent"]),
        ({}, {"absent": [("A", "ốm", "không rõ")]}, ["form-cross"]),
        ({"begins": "?", "ends": "?"}, {"scores": [("một", "2")]},
         ["form-moment", "form-moment", "form-number"]),
    ],
)  # fmt: skip
def test_everything_wrong_with_a_form_is_told_with_its_cell(
    tmp_path: Path,
    fields: dict[str, str],
    lists: dict[str, list[tuple[str, ...]]],
    codes: list[str],
) -> None:
    with pytest.raises(Problems) as raised:
        read_form(write_form(tmp_path / "phieu.xlsx", fields, lists))
    assert sorted(one.code for one in raised.value.problems) == codes
    assert all("ô " in one.message and one.hint for one in raised.value.problems)


def test_minutes_have_the_layout_of_party_papers(tmp_path: Path, session: Session) -> None:
    """Header at right with its rule, no Quốc hiệu; 25, 25, 35, 15 mm; Times New Roman alone."""
    made = filled(tmp_path, "minutes", minutes_values(GROUP, session, [quiz(3)]))
    document = opened(made)
    page = document.sections[0]
    sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side.mm) for side in sides] == [25, 25, 35, 15]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert round(page.header_distance.mm) == 10
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert fonts(made) == {"Times New Roman"}
    left, right = document.tables[0].rows[0].cells
    assert [one.text for one in left.paragraphs] == [
        "Đảng bộ phường Hòa Cường", "Chi bộ 5", "\u2217", "Số 12-BB/CB",
    ]  # fmt: skip
    title, rule, place = right.paragraphs
    assert title.text == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert (title.runs[0].bold, title.runs[0].font.size) == (True, Pt(15))
    # Room for fonts wider than Times: the rule alone has its length.
    assert title.paragraph_format.left_indent is title.paragraph_format.right_indent is None
    assert (rule.text, "w:pBdr" in rule._element.xml) == ("", True)
    assert round(rule.paragraph_format.left_indent.mm) == 7
    assert place.text == "Hòa Cường, ngày 25 tháng 11 năm 2026"
    assert place.runs[0].italic
    assert "CỘNG HÒA" not in " ".join(lines(made)).upper()


def test_nobody_signs_an_empty_page(tmp_path: Path) -> None:
    """The last words before the signatures go to the next page with them."""
    list(put_templates(tmp_path))
    for name in ("bien-ban.docx", "tong-hop.docx", "phieu-cham-diem.docx"):
        document = Document(str(tmp_path / "papers" / name))
        blocks = [*document.iter_inner_content()]
        assert isinstance(blocks.pop(), Table), name
        held = [one for one in blocks if isinstance(one, Paragraph)][-2:]
        assert all(one.paragraph_format.keep_with_next for one in held), name


def test_minutes_say_what_the_form_says(tmp_path: Path, session: Session) -> None:
    text = minutes(tmp_path, session)
    for line in (
        "Sinh hoạt chi bộ chuyên đề: học tập Chỉ thị số 34-CT/TU",
        "Bắt đầu: 19 giờ 30 phút, ngày 25 tháng 11 năm 2026.",
        "Tổng số đảng viên: 1.059 (chính thức: 1.057; dự bị: 2). "
        "Được miễn công tác và sinh hoạt đảng: 4.",
        "Phải dự: 1.055. Có mặt: 1.052 (chính thức: 1.050; dự bị: 2), đạt 99,72% số phải dự. "
        "Vắng mặt: 3, trong đó không có lý do: 1.",
        "- Vắng: Nguyễn Văn A. Lý do: đi công tác.",
        "- Vắng: Lê Văn C. Lý do: không có lý do.",
        "1. Thông báo tình hình (người thực hiện: Bí thư)",
        "2. Học chuyên đề",
        "IV. Ý kiến phát biểu",
        "- Đồng chí Hoàng Thị E: Đề nghị giải thích kỹ.",
        "Sẽ đọc lại.",
        "Biểu quyết: 1.052/1.052 đồng chí nhất trí.",
    ):
        assert line in text
    assert not any("{" in line or "%}" in line for line in text)


def test_what_nobody_said_is_a_dotted_line(tmp_path: Path) -> None:
    text = minutes(tmp_path, NOBODY)
    for beginning in (
        "Bắt đầu:", "Địa điểm:", "Chủ trì:", "Thư ký:", "Tổng số đảng viên:", "Phải dự:",
        "- Vắng:", "1. ", "- Đồng chí", "Biểu quyết:", "Kết thúc:",
    ):  # fmt: skip
        assert any(line.startswith(beginning) and "……" in line for line in text), beginning
    numbers = [c for line in text[1:] for c in line if c.isdigit()]
    assert numbers == [*"123", *"123"], "the numbers of two lists, and no other"


def test_few_are_told_in_counts(session: Session) -> None:
    small = replace(session, attendance=Attendance(8, 1, 0, 7, 1, 0), absent=())
    line = attendance_line(small)
    assert line == "Phải dự: 9. Có mặt: 8 (chính thức: 7; dự bị: 1). Vắng mặt: 1."


def test_minutes_have_the_figures_of_a_quiz(tmp_path: Path, session: Session) -> None:
    one = quiz(1_000, *[0.5] * 100)
    text = minutes(tmp_path, session, one)
    assert (
        "Bài “Chỉ thị”: có 1.100/1.200 người trong danh sách làm bài, đạt 91,67%, "
        "với tổng số 1.100 lượt. Điểm trung bình mỗi lượt được tính là 9,55 trên 10. "
        "Có 1.000 người làm đúng hết." in text
    )
    for row in (
        "dưới 5 | 0 | 0%",
        "từ 5 đến dưới 8 | 100 | 9,09%",
        "10 (đúng hết) | 1.000 | 90,91%",
        "1 | Câu gì? | 1.091/1.100 (99,18%)",
        "V. Ý kiến phát biểu",
    ):
        assert row in text


def test_results_of_a_few_people_are_not_told() -> None:
    assert quiz_paragraph(quiz(4)) == (
        "Bài “Chỉ thị”: có 4/1.200 người trong danh sách làm bài, đạt 0,33%, với tổng số 4 lượt. "
        "Không nêu kết quả, vì có chưa đến 5 người làm bài."
    )
    assert "chưa có ai" in quiz_paragraph(quiz(0))


def test_figures_of_an_open_quiz_say_when_they_were_taken() -> None:
    taken = replace(quiz(6), as_of=AT)
    said = " (tính đến lúc 19 giờ 30 phút, ngày 25 tháng 11 năm 2026)"
    assert quiz_paragraph(taken).startswith(f"Bài “Chỉ thị”{said}: có 6/1.200 người")
    assert said in quiz_paragraph(replace(quiz(0), as_of=AT))
    assert "tính đến lúc" not in quiz_paragraph(quiz(6))


def test_a_question_is_told_in_plain_words() -> None:
    assert plain("Ai **không** đúng?\n\n*Chọn* `một` ý.") == "Ai không đúng? Chọn một ý."


@pytest.mark.parametrize(
    ("day", "text"), [((2026, 2, 5), "ngày 05 tháng 02"), ((2026, 11, 25), "ngày 25 tháng 11"),
                      ((2026, 3, 9), "ngày 09 tháng 3")]
)  # fmt: skip
def test_days_are_written_as_papers_have_them(day: tuple[int, int, int], text: str) -> None:
    written = day_written(AT.replace(year=day[0], month=day[1], day=day[2]))
    assert written == f"{text} năm 2026"


def edited(folder: Path, *paragraphs: str) -> Path:
    """The minutes' template with what somebody typed at its end."""
    path = template_file(folder, "minutes")
    document = Document(str(path))
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def test_her_own_template_is_used_and_never_replaced(tmp_path: Path) -> None:
    path = edited(tmp_path, "Câu riêng của {{ chi_bo }}.")
    before = path.read_bytes()
    assert [fresh for _, fresh in put_templates(tmp_path)] == [False, True, True, True, True]
    assert [fresh for _, fresh in put_templates(tmp_path)] == [False] * 5
    assert path.read_bytes() == before
    assert minutes(tmp_path, NOBODY)[-1] == "Câu riêng của Chi bộ 5."


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("Tên: {{ ten_chi_bo }}", "template-unknown", "“ten_chi_bo”"),
        ("Tên: {{ chi_boo }}", "template-unknown", "Có lẽ là “chi_bo”"),
        ("Tên: {{ chi_bo }", "template-brace", "Tên: {{ chi_bo }"),
        ("{%p for x in noi_dung %}", "template-open", "endfor"),
        ("{%p endif %}", "template-end", "{%p endif %}"),
        ("{%p vong x in noi_dung %}", "template-keyword", "vong"),
        ("Tên: {{ chi_bo ++ }}", "template-syntax", "{{ chi_bo ++ }}"),
        ("{% for x in noi_dung %}{{ x.khong_co }}{% endfor %}", "template-part", "“khong_co”"),
        ("{{ chi_bo.__class__.__mro__ }}", "template-part", "{{ chi_bo.__class__"),
        ("{{ chi_bo | khong_co }}", "template-syntax", "khong_co"),
    ],
)
def test_a_faulty_template_names_tag_place_and_way_out(
    tmp_path: Path, typed: str, code: str, said: str
) -> None:
    path = edited(tmp_path, typed)
    with pytest.raises(Problems) as raised:
        minutes(tmp_path, NOBODY)
    (problem,) = raised.value.problems
    assert (problem.code, problem.path) == (code, str(path))
    assert said in problem.message
    assert problem.hint


def test_all_faults_of_a_template_are_told_at_once(tmp_path: Path) -> None:
    edited(tmp_path, "{{ mot }}", "{{ hai }} và {{ ba }}", "{{ bon")
    with pytest.raises(Problems) as raised:
        minutes(tmp_path, NOBODY)
    assert len(raised.value.problems) == 4


def test_a_file_that_is_no_word_document_is_told(tmp_path: Path) -> None:
    path = edited(tmp_path)
    path.write_bytes(b"PK nothing")
    with pytest.raises(Problems, match=r"bien-ban\.docx"):
        minutes(tmp_path, NOBODY)


def test_a_tag_that_word_cut_into_pieces_is_one(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for part in ("{", "{ ch", "i_bo ", "}}"):
        paragraph.add_run(part).bold = part == "{ ch"
    path = tmp_path / "mau.docx"
    document.save(str(path))
    assert lines(fill(path, {"chi_bo": "Chi bộ <5> & bạn\x01"})) == ["Chi bộ <5> & bạn\ufffd"]


def test_the_same_values_make_the_same_bytes(tmp_path: Path) -> None:
    made = [filled(tmp_path, "minutes", minutes_values(GROUP, NOBODY, [])) for _ in range(2)]
    assert made[0] == made[1]


def test_a_score_sheet_counts_and_leaves_the_points_to_the_cell(
    tmp_path: Path, session: Session
) -> None:
    criteria = read_criteria(criteria_file(tmp_path))
    values = score_sheet_values(GROUP, session, criteria, None)
    text = lines(filled(tmp_path, "score-sheet", values))
    for line in (
        "1 | Đảng viên dự sinh hoạt trên 85% | Có mặt 1.052/1.055 (99,72%) – đạt | ……… | 9,5",
        "2 | Không có đảng viên vắng mặt không có lý do | 1 người – chưa đạt | ……… | 10",
        "5 | Có nhiều đảng viên tham gia phát biểu ý kiến | 2 người phát biểu | ……… | ………",
        "6 | Thời gian sinh hoạt từ 90 phút trở lên | 95 phút – đạt | ……… | ………",
        " | Cộng |  | ……… | ………",
        "Kết quả chi bộ thông qua: Tốt.",
    ):
        assert line in text
    assert any("12-HD/BTCTW ngày 06-07-2018" in line for line in text)
    assert any("không chấm cá nhân nào" in line for line in text)


def test_thresholds_are_the_files(tmp_path: Path) -> None:
    """Above is above: 85 % of the expected is not "trên 85%"; the file may say otherwise."""
    there = replace(NOBODY, attendance=Attendance(20, 0, 0, 17, 0, 0))
    path = criteria_file(tmp_path)
    said = [score_sheet_values(GROUP, there, read_criteria(path), None)["tieu_chi"]]
    path.write_text(path.read_text("utf-8").replace("above: 85", "at_least: 85%"), "utf-8")
    said.append(score_sheet_values(GROUP, there, read_criteria(path), None)["tieu_chi"])
    assert [rows[0]["so_lieu"] for rows in said] == [  # type: ignore[index,call-overload]
        "Có mặt 17/20 (85%) – chưa đạt", "Có mặt 17/20 (85%) – đạt",
    ]  # fmt: skip
    # Nobody listed who was absent, so nobody knows about reasons.
    assert said[0][1]["so_lieu"] == "………"  # type: ignore[index,call-overload]


def test_points_add_up_where_all_are_known(tmp_path: Path) -> None:
    path = criteria_file(tmp_path)
    text = "format: 1\nsource: {issuer: A, number: 1-HD/A, date: 2026-01-01}\ncriteria:\n"
    path.write_text(
        f"{text}  - {{text: a, points: 60}}\n  - {{text: b, points: '40,5'}}\n", "utf-8"
    )
    scored = replace(NOBODY, scores=(Score(1, "55,5"), Score(2, "40")))
    values = score_sheet_values(GROUP, scored, read_criteria(path), None)
    assert (values["cong_toi_da"], values["cong_diem"]) == ("100,5", "95,5")
    wrong = replace(NOBODY, scores=(Score(1, "61"), Score(2, "x"), Score(3, "1"), Score(1, "2")))
    with pytest.raises(Problems) as raised:
        score_sheet_values(GROUP, wrong, read_criteria(path), tmp_path / "phieu.xlsx")
    codes = sorted(one.code for one in raised.value.problems)
    assert codes == ["score-number", "score-points", "score-points"]


@pytest.mark.parametrize("line", ["points: -1", "above: 85", "facts: conduct", "nguoi: A"])
def test_criteria_judge_meetings_by_what_can_be_counted(tmp_path: Path, line: str) -> None:
    path = criteria_file(tmp_path)
    path.write_text(path.read_text("utf-8") + f"  - text: thêm\n    {line}\n", "utf-8")
    with pytest.raises(Problems, match=r"tieu-chi\.yaml"):
        read_criteria(path)


def test_templates_open_as_they_are(tmp_path: Path) -> None:
    for path, _ in put_templates(tmp_path):
        if path.suffix == ".docx":
            assert fonts(path.read_bytes()) == {"Times New Roman"}
            assert round(opened(path).sections[0].left_margin.mm) == 35
