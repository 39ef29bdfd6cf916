"""kit.privacy: all that is held about a person is shown, and what is deleted is gone."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from kit.attempts import begin_again
from kit.consent import KEEP_RESULT, ConsentLog
from kit.errors import UserError
from kit.gradebook.build import build
from kit.gradebook.bulk import grade_group
from kit.gradebook.results import ItemResult, Result, results
from kit.practised import FOLDER, cards_of
from kit.privacy.dossier import as_lines, dossier
from kit.privacy.erase import erase, erase_work
from kit.privacy.person import find_person
from kit.privacy.register import note
from kit.privacy.retention import _counts, due, keep_counts
from kit.roster import Member, hash_code, key_for, new_code, read_roster, secret, write_roster
from kit.serve.anonymous import AnonymousCodes
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.gradebook_course import (
    CONTENT,
    NOW,
    QUIZ,
    answers_of,
    copied,
    grade_now,
    make_workspace,
    write_work,
)
from tests.test_gradebook_bulk import book, submit

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

MINE, OTHER = "hv-001", "hv-002"
NAME = "Nguyễn Thị Độc Đáo"
MARK = "DAU-VET-RIENG"
"""Stands in everything that the first learner and her grader have written."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> Workspace:
    """Two learners with graded work and consent; one of them has a comment and a changed score."""
    workspace = make_workspace(tmp_path_factory.mktemp("privacy") / "to", book_url)
    key = secret(workspace.path)
    members = [
        Member(learner, name, "learner", hash_code(new_code(Random(n)), key))
        for n, (learner, name) in enumerate([(MINE, NAME), (OTHER, "Trần Văn Khác")])
    ]
    write_roster(workspace.path / "roster.csv", members)
    build(workspace, CONTENT)
    given = {item.id: item.right() for item in workspace.bank(QUIZ).items}
    write_work(workspace, answers_of(workspace, MINE, {**given, "tu-luan": f"Bài của {MARK}"}))
    hand_in(workspace, MINE, QUIZ, NOW)
    submit(workspace, OTHER, "wrong")
    log = ConsentLog(workspace.path / "consent.jsonl")
    for learner in (MINE, OTHER):
        log.record(learner, KEEP_RESULT, True, "Lời hỏi", NOW)
    grade_group(workspace, now=NOW)
    file = workspace.submitted(MINE, QUIZ) / "answers.json"
    data = json.loads(file.read_text("utf-8"))
    data["answers"]["con-so"]["response"] = "1"
    file.write_text(json.dumps(data), encoding="utf-8")
    grade_group(workspace, now=NOW + timedelta(minutes=5))

    def comment(gradebook: object) -> None:
        found = gradebook.find_comment("tu-luan", QUIZ, QUIZ, MINE)  # type: ignore[attr-defined]
        found.manual_comment = f"Lời phê {MARK}"

    book(comment)(workspace)
    return workspace


@pytest.fixture
def workspace(made: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the test's own."""
    return copied(made, tmp_path / "to")


def files_with(root: Path, *texts: str) -> list[str]:
    """Every file of the folder in which one of these stands, by any encoding of the kit's."""
    wanted = [text.encode() for text in texts]
    wanted += [json.dumps(text)[1:-1].encode() for text in texts]
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    )


def test_everything_is_shown(workspace: Workspace) -> None:
    """Answers in words, score, comment, former score, consent, and every file."""
    found = dossier(workspace, find_person(workspace, NAME), NOW)
    text = "\n".join(as_lines(found))
    total = results(workspace.path, MINE, QUIZ)
    assert total is not None
    for part in (
        NAME, MINE, "lưu kết quả kèm tên: đồng ý", "Bài thử đủ các loại câu", "Nộp lúc 09:00",
        f"Điểm: {total.total:.0f} trên {total.max:.0f}", f"Bài của {MARK}", f"Lời phê {MARK}",
        "con-so: 1 → 0", "Hai cộng hai là bốn.", "— Đúng",
        f"submitted/{MINE}/{QUIZ}/answers.json", f"autograded/{MINE}/{QUIZ}/{QUIZ}.ipynb",
    ):  # fmt: skip
        assert part in text, part
    assert "Trần Văn Khác" not in text


@pytest.mark.databases
def test_nothing_of_it_stays(workspace: Workspace) -> None:
    """Not a byte in any file, the gradebook's own pages included; the others keep all of theirs."""
    assert files_with(workspace.path, MARK, NAME)
    before = results(workspace.path, OTHER, QUIZ)
    gone = erase(workspace, MINE)
    assert (gone.member, gone.consents) == (True, 1)
    assert gone.files > 3
    assert gone.rows > 17
    assert files_with(workspace.path, MARK, NAME, MINE) == []
    assert results(workspace.path, OTHER, QUIZ) == before
    assert [one.learner for one in read_roster(workspace.path / "roster.csv")] == [OTHER]
    assert grade_now(workspace)[0].skipped == 1
    again = erase(workspace, MINE)
    assert (again.files, again.rows, again.member, again.consents) == (0, 0, False, 0)


def test_what_a_crash_left_of_a_hand_in_goes_too(workspace: Workspace) -> None:
    """Of quizzes that are planned no longer as well; and nothing of whose id begins alike."""
    folder = workspace.path / "work" / ".submitting"
    left = [
        f"{MINE}@{QUIZ}", f"{MINE}@{QUIZ}.former", f"{MINE}@{QUIZ}.counted",
        f".{MINE}@{QUIZ}.counted.77.tmp", f"{MINE}@cu", f"{MINE}@cu.former",
    ]  # fmt: skip
    others = [f"{OTHER}@{QUIZ}.former", f"{MINE}1@{QUIZ}", f"x-{MINE}@{QUIZ}"]
    for name in (*left, *others):
        (folder / name).mkdir(parents=True)
        (folder / name / "answers.json").write_text(MARK, encoding="utf-8")
    for name in (f"{MINE}@cu", f"{OTHER}@cu"):
        (workspace.path / "work" / ".ungraded").mkdir(exist_ok=True)
        (workspace.path / "work" / ".ungraded" / name).touch()
    erase_work(workspace, [(MINE, QUIZ)])
    kept = sorted(one.name for one in folder.iterdir() if one.is_dir())
    assert kept == sorted([*left[-2:], *others])
    erase(workspace, MINE)
    assert sorted(one.name for one in folder.iterdir() if one.is_dir()) == sorted(others)
    notes = {one.name for one in (workspace.path / "work" / ".ungraded").iterdir()}
    assert f"{MINE}@cu" not in notes
    assert f"{OTHER}@cu" in notes


def test_a_half_written_roster_goes_too(workspace: Workspace) -> None:
    """Of a command that was killed; one that is at work just now keeps its file."""
    gone = 2**22 + 1  # no process has that number
    old, new = (workspace.path / f".roster.csv.{n}.tmp" for n in (gone, os.getppid()))
    record = workspace.path / "banks" / f".{QUIZ}.papers.json.{gone}.tmp"
    for file in (old, new, record):
        file.write_text(NAME, encoding="utf-8")
    erase(workspace, MINE)
    assert files_with(workspace.path, NAME) == [new.name]


def test_every_attempt_is_shown_and_goes(workspace: Workspace) -> None:
    """Also the one that does not count, and the one that is under way."""
    file = workspace.path / "group.yaml"
    text = file.read_text("utf-8").replace(f"quiz: {QUIZ}\n", f"quiz: {QUIZ}\n    attempts: 3\n")
    file.write_text(text, "utf-8")
    group = Workspace(workspace.path)
    for mark in ("LUOT-HAI", "LUOT-BA"):
        begin_again(group, MINE, QUIZ, NOW)
        draft = group.answers_to(group.booklet(QUIZ), MINE)
        draft.save("tu-luan", mark, NOW)
        if mark == "LUOT-HAI":
            hand_in(group, MINE, QUIZ, NOW)
    person = find_person(group, MINE)
    lines = "\n".join(as_lines(dossier(group, person, NOW)))
    for mark in (MARK, "LUOT-HAI", "LUOT-BA"):
        assert lines.count(mark) >= 1
    for number in (2, 3):
        assert f"lượt {number} (không phải" in lines
    erase(group, MINE)
    for path in group.path.rglob("*"):
        assert not (path.is_file() and b"LUOT-" in path.read_bytes()), path


def test_an_anonymous_learner_has_the_same_rights(workspace: Workspace) -> None:
    """By the code that only that person has."""
    codes = AnonymousCodes(key_for(secret(workspace.path), "anonymous"))
    code = codes.new()
    learner = codes.learner(code)
    submit(workspace, learner, "partial")
    grade_now(workspace)
    person = find_person(workspace, code.lower().replace("-", " "))
    assert (person.learner, person.member) == (learner, None)
    assert "(không có tên)" in "\n".join(as_lines(dossier(workspace, person, NOW)))
    erase(workspace, learner)
    assert files_with(workspace.path, learner) == []


def test_own_practice_is_shown_to_its_owner_and_goes_with_the_rest(workspace: Workspace) -> None:
    """In words and days; a quiz that is called like its folder there is none."""
    codes = AnonymousCodes(key_for(secret(workspace.path), "anonymous"))
    for learner in (MINE, codes.learner(codes.new())):
        cards = cards_of(workspace, learner)
        cards.practised("thu", "again", NOW.date())
        cards.practised("da-rut", "good", NOW.date())
        found = dossier(workspace, find_person(workspace, learner), NOW)
        text = "\n".join(as_lines(found))
        assert "Ôn tập riêng, không tính điểm (2 thẻ):" in text
        assert "Ba cộng ba là sáu.: ôn lần cuối ngày 22-11-2026, đến lượt ngày 23-11-2026" in text
        assert "da-rut: ôn lần cuối ngày 22-11-2026" in text
        assert f"work/{learner}/{FOLDER}/cards.json" in text
        assert FOLDER not in [work.quiz for work in found.work]
        cards.path.write_text("{", encoding="utf-8")
        cards.practised("thu", "again", NOW.date())
        erase(workspace, learner)
        assert not list(workspace.path.glob(f"work/*/{FOLDER}"))


@pytest.mark.parametrize("who", ["", "hv-999", "AN-7KQ2-MX9T-RB4C", "../hv-001", "Nguyễn"])
def test_nobody_is_said(workspace: Workspace, who: str) -> None:
    with pytest.raises(UserError, match="Không tìm thấy ai"):
        find_person(workspace, who)


def test_one_name_of_two_people_is_asked_about(workspace: Workspace) -> None:
    file = workspace.path / "roster.csv"
    first, second = read_roster(file)
    write_roster(file, [first, Member(second.learner, NAME, "learner", second.code_hash)])
    with pytest.raises(UserError, match="Gõ mã học viên: hv-001, hv-002"):
        find_person(workspace, NAME)
    assert find_person(workspace, OTHER).learner == OTHER


def set_up(workspace: Workspace, closes: str = "") -> Workspace:
    """The group with another setting, read anew."""
    file = workspace.path / "group.yaml"
    text = file.read_text("utf-8")
    hour = f"\n    closes: {closes}" if closes else ""
    file.write_text(text.replace(f"quiz: {QUIZ}", f"quiz: {QUIZ}{hour}"), encoding="utf-8")
    return Workspace(workspace.path)


@pytest.mark.parametrize(
    ("closes", "first"), [("", NOW), ("2026-12-01 21:00", NOW.replace(month=12, day=1, hour=21))]
)
def test_work_is_due_so_many_days_after_it_is_closed_or_handed_in(
    workspace: Workspace, closes: str, first: datetime
) -> None:
    group = set_up(workspace, closes)
    end = first + timedelta(days=90)
    assert due(group, end - timedelta(seconds=1)) == []
    found = due(group, end)
    assert [(one.learner, one.quiz, one.since) for one in found] == [
        (MINE, QUIZ, end),
        (OTHER, QUIZ, end),
    ]


def test_what_is_over_goes_and_its_owner_stays(workspace: Workspace) -> None:
    """Work and scores of that quiz; roster and consent are another matter."""
    erase_work(workspace, [(MINE, QUIZ), (OTHER, QUIZ)])
    assert files_with(workspace.path, MARK) == []
    assert results(workspace.path, OTHER, QUIZ) is None
    assert len(read_roster(workspace.path / "roster.csv")) == 2
    assert due(workspace, NOW + timedelta(days=400)) == []
    for step in ("work", "submitted", "autograded"):
        assert list((workspace.path / step).glob("hv-*")) == []


def kept(workspace: Workspace) -> Iterator[dict[str, object]]:
    for line in (workspace.path / "aggregates.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def test_counts_about_few_people_point_to_nobody(workspace: Workspace) -> None:
    """Two have handed in: not even how many."""
    later = NOW + timedelta(days=400)
    keep_counts(workspace, due(workspace, later), later)
    (line,) = kept(workspace)
    assert line == {"quiz": QUIZ, "at": "2027-12-27", "people": None, "mean": None, "items": None}


def test_counts_about_five_stay(workspace: Workspace) -> None:
    """How many, and what each question was worth to them; the mean waits for final scores."""
    for n, how in enumerate(("right", "wrong", "blank"), 3):
        submit(workspace, f"hv-{n:03}", how)
    grade_now(workspace)
    later = NOW + timedelta(days=400)
    keep_counts(workspace, due(workspace, later), later)
    (line,) = kept(workspace)
    assert line["people"] == 5
    assert line["mean"] is None
    shares = line["items"]
    assert isinstance(shares, dict)
    assert shares["mot-dap-an"] == pytest.approx(2 / 5)
    assert "tu-luan" not in shares


def _result(score: float, waits: bool = False) -> Result:
    items = (
        ItemResult("a", score, 1.0, needs_manual=False, manual=False),
        ItemResult("essay", 0.0, 1.0, needs_manual=waits, manual=True),
    )
    return Result(score, 2.0, 0.0, waits, NOW, items)


def test_subtracting_one_number_from_another_tells_of_nobody() -> None:
    """One of six waits: a mean over five and an item over six would tell of that one."""
    people = [_result(1.0)] * 5
    alone = _counts(QUIZ, [*people, _result(0.0, waits=True)], NOW)
    assert alone.mean == 0.5
    assert alone.items == {"a": 1.0, "essay": 0.0}
    # Nobody's score is final: what all six have is told, and nothing that five of them have.
    half = [replace(one, needs_manual=True) for one in people]
    none_final = _counts(QUIZ, [*half, _result(0.0, waits=True)], NOW)
    assert none_final.mean is None
    assert none_final.items == {"a": round(5 / 6, 4)}


def test_the_register_has_no_name(workspace: Workspace) -> None:
    note(workspace, "shown", MINE, NOW)
    note(workspace, "deleted", MINE, NOW)
    lines = (workspace.path / "privacy.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[1]) == {
        "at": "2026-11-22T09:00:00+07:00", "act": "deleted", "learner": MINE, "what": ""
    }  # fmt: skip
