"""Contests on real folders: what the groups enforce, what the rules say, who comes first."""

import csv
import json
import re
import sys
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

import kit.clock
from kit.attempts import begin_again
from kit.bank import version_of
from kit.cli import main
from kit.clock import ZONE
from kit.consent import KEEP_RESULT, ConsentLog
from kit.contest import check, find_arena, ranked, read_entries
from kit.errors import Problems, UserError
from kit.kept import salted
from kit.ranking import Entry, rules_text
from kit.roster import Member
from kit.serve.group import consent_text
from kit.submission import finish, hand_in
from kit.text import slug
from kit.workspace import Workspace
from tests.contest_cases import FILES, Case, load
from tests.contest_folder import Attempt, bank_text, make_group, put_attempt

AFTER = datetime(2027, 1, 1, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as caught:
        main([*map(str, arguments)])
    return int(caught.value.code or 0)


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.clock, "now", lambda: AFTER)


# The cases of tests/cases/ranking, through files and the command


def case_folder(folder: Path, case: Case) -> dict[str, str]:
    """The case as a folder; returns ``<group>/<learner>`` → the person's name in the case."""
    data, contest = case.data["contest"], case.contest
    rounds = [{**one, "quiz": f"dot-{n}"} for n, one in enumerate(data["rounds"], 1)]
    predicted = data.get("prediction")
    form = "percent" if predicted == "percent-all-correct" else "number"
    points = contest.full_score / contest.questions
    banks = {one["quiz"]: bank_text(one["quiz"], contest.questions, points, form) for one in rounds}
    # What a server would never have taken is for the tally to set aside.
    plans = [f"quiz: {quiz}, attempts: unlimited" for quiz in banks]
    by_group: dict[str, list[Entry]] = defaultdict(list)
    for entry in case.entries:
        if entry.points <= contest.full_score:
            by_group[entry.group].append(entry)
    people: dict[str, str] = {}
    ids: dict[str, list[str]] = defaultdict(list)
    for name, entries in by_group.items():
        group, known = slug(name) or "khac", sorted({entry.person for entry in entries})
        learners = {person: f"hv-{n:03}" for n, person in enumerate(known, 1)}
        members = [Member(id, person, "learner", "") for person, id in learners.items()]
        workspace = make_group(folder / group, group, name or "Khác", plans, members, banks)
        numbers: dict[tuple[str, str], int] = defaultdict(int)
        versions = {quiz: workspace.booklet(quiz)["version"] for quiz in banks}
        for entry in entries:
            begun_in = (n for n, one in enumerate(contest.rounds, 1)
                        if contest.open(one, entry.started))  # fmt: skip
            quiz = f"dot-{next(begun_in, 1)}"
            learner = learners[entry.person]
            numbers[learner, quiz] += 1
            right = round(entry.points / points)
            attempt = Attempt(learner, quiz, right, contest.questions, entry.started,
                              entry.submitted, entry.prediction)  # fmt: skip
            put_attempt(workspace, attempt, numbers[learner, quiz], versions[quiz])
            people[f"{group}/{learner}"] = entry.person
            if f"{group}/{learner}" not in ids[entry.person]:
                ids[entry.person].append(f"{group}/{learner}")
    settings = {key: value for key, value in data.items() if key not in ("questions", "full_score")}
    settings |= {
        "format": "1",
        "rounds": rounds,
        "attempts": data.get("attempts", "unlimited"),
        "organisers": [id for one in case.organisers for id in ids[one]],
        "same_person": [one for one in ids.values() if len(one) > 1],
    }
    if predicted:
        settings["prediction"] = {"of": predicted}
    text = json.dumps(settings, ensure_ascii=False)
    (folder / "contest.yaml").write_text(text, encoding="utf-8")
    return people


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_command_ranks_every_case_from_its_files(
    path: Path, tmp_path: Path, after: None
) -> None:
    case = load(path)
    people = case_folder(tmp_path, case)
    (tmp_path / "out").mkdir()
    results = []
    for name in ("one.csv", "two.csv"):
        target = tmp_path / "out" / name
        assert run("contest", "rank", tmp_path, "--to", target) == 0
        results.append(target.read_bytes())
    assert results[0] == results[1]
    named = {one.person for one in case.named}
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(tmp_path / "out" / "one.csv"):
        person = people[row["Mã"]]
        if person in named:
            found[row["Đợt"]].append(f"{row['Hạng']} {person}")
    assert {key: ", ".join(found[key]) for key in case.data.get("ranks", {})} == case.data.get(
        "ranks", {}
    )
    arena = find_arena(tmp_path)
    aside = ranked(arena, read_entries(arena), AFTER).set_aside
    said = [f"{people[one.entry.person]} {one.reason}" for one in aside]
    expected = [
        f"{line.split()[0]} {line.split()[-1]}"
        for line in case.data.get("set_aside") or []
        if not line.startswith("mận")  # more points than there are: no answers earn them
    ]
    assert sorted(said) == sorted(expected)


# A contest whose groups are in order

RULES: dict[str, Any] = {
    "format": 1, "title": "Tìm hiểu Nghị quyết", "time_limit": 15, "attempts": 2,
    "hours": {"opens": "7:30", "closes": "17:30"}, "prediction": {"of": "all-correct"},
    "rounds": [
        {"name": "Tuần 1", "quiz": "tuan-1", "opens": "2026-11-23 7:30",
         "closes": "2026-11-27 17:30"},
    ],
}  # fmt: skip
PLAN = (
    "quiz: tuan-1, opens: 2026-11-23 7:30, closes: 2026-11-27 17:30, time_limit: 15, "
    "attempts: 2, hours: {opens: 7:30, closes: 17:30}"
)
GROUPS = {"chi-bo-1": ("Chi bộ 1", 12), "chi-bo-2": ("Chi bộ 2", 3), "chi-bo-3": ("Chi bộ 3", 14)}


def save_rules(folder: Path, **changes: Any) -> None:
    text = json.dumps({**RULES, **changes}, ensure_ascii=False, indent=1)
    (folder / "contest.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    banks = {"tuan-1": bank_text("tuan-1", 4, 2.5)}
    for id, (name, count) in GROUPS.items():
        members = [Member(f"hv-{n:03}", f"{name} người {n}", "learner", "")
                   for n in range(1, count + 1)]  # fmt: skip
        make_group(tmp_path / id, id, name, [PLAN], members, banks)
    save_rules(tmp_path)
    return tmp_path


def enter(
    folder: Path, group: str, learner: str, right: int, minute: int, prediction: str = ""
) -> None:
    """Begin, answer and hand in as the server does it: on Tuesday, so many minutes after 8:00."""
    workspace = Workspace(folder / group)
    now = datetime(2026, 11, 24, 8, 0, tzinfo=ZONE) + minute * MINUTE
    file = workspace.answers_to(workspace.booklet("tuan-1"), learner)
    file.start(now)
    for n in range(4):
        file.save(f"c-{n}", n < right, now)
    if prediction:
        file.save("du-doan", prediction, now)
    hand_in(workspace, learner, "tuan-1", now + 5 * MINUTE)


def problems(folder: Path) -> list[str]:
    return [one.code for one in check(find_arena(folder))]


def test_groups_in_order_have_no_problem_and_the_rules_are_exact(folder: Path) -> None:
    assert run("contest", "check", folder) == 0
    contest = find_arena(folder).contest
    assert (contest.questions, contest.full_score) == (4, 10)
    for name in ("the-le.md", "the-le.txt", "the-le.docx"):
        assert run("contest", "rules", folder, "--to", folder / name) == 0
    text = (folder / "the-le.md").read_text("utf-8")
    assert text == rules_text(contest)
    plain = (folder / "the-le.txt").read_text("utf-8")
    assert plain == text.removeprefix("# ")
    said = [one.text for one in Document(str(folder / "the-le.docx")).paragraphs]
    wanted = [line for line in text.removeprefix("# ").splitlines() if line]
    assert [re.sub(r"\W+", " ", one).strip() for one in said] == [
        re.sub(r"\W+", " ", one).strip() for one in wanted
    ]


def test_every_difference_is_told_with_its_line(folder: Path) -> None:
    file = folder / "chi-bo-2" / "group.yaml"
    text = file.read_text("utf-8").replace("time_limit: 15, attempts: 2", "time_limit: 20")
    file.write_text(text, "utf-8")
    save_rules(folder, organisers=["chi-bo-1/hv-099"], members={"chi-bo-9": 4})
    found = list(check(find_arena(folder)))
    assert [one.code for one in found] == [
        "contest-nobody", "contest-no-group", "contest-differs", "contest-differs",
    ]  # fmt: skip
    limit = found[2]
    assert (limit.path, limit.line) == (str(file), 5)
    assert "thời gian làm mỗi lượt đang là 20 phút, theo thể lệ phải là 15 phút" in limit.message
    assert f"kit contest plan {folder}" in limit.hint
    assert "time_limit: 15" in limit.hint
    assert "số lượt đang là 1, theo thể lệ phải là 2" in found[3].message
    assert run("contest", "rules", folder, "--to", folder / "the-le.md") == 1
    assert not (folder / "the-le.md").exists()


def test_the_rounds_are_written_into_every_group(folder: Path) -> None:
    """What the rules want, in the files that differ; what else stands there stays."""
    file = folder / "chi-bo-2" / "group.yaml"
    text = file.read_text("utf-8").replace("time_limit: 15, attempts: 2", "time_limit: 20")
    file.write_text(text.replace("name: Chi", "# tên của tổ\nname: Chi"), "utf-8")
    members = [Member("hv-001", "An", "learner", "")]
    banks = {"tuan-1": bank_text("tuan-1", 4, 2.5)}
    make_group(folder / "moi", "moi", "Mới", ["quiz: khac"], members, banks)
    same = (folder / "chi-bo-1" / "group.yaml").read_bytes()
    assert run("contest", "plan", folder) == 0  # nobody to ask: nothing is written
    assert problems(folder) == ["contest-differs", "contest-differs", "contest-not-planned"]
    assert run("contest", "plan", folder, "--yes") == 0
    assert problems(folder) == []
    assert (folder / "chi-bo-1" / "group.yaml").read_bytes() == same
    assert "# tên của tổ" in file.read_text("utf-8")
    assert [one.quiz for one in Workspace(folder / "moi").group.quizzes] == ["khac", "tuan-1"]
    assert run("contest", "plan", folder, "--yes") == 0


@pytest.mark.parametrize("plans", ["\n  - quiz: khac\n  - quiz: tuan-1  # đợt 1\n", " []\n", "\n"])
def test_a_round_is_written_among_the_plans_and_no_comment_of_another_key_goes_with_it(
    folder: Path, plans: str
) -> None:
    """New keys and new plans stand above the comment of the next key; numbers without quotes."""
    file = folder / "chi-bo-1" / "group.yaml"
    behind = "\n# Bài làm được giữ\n# bao nhiêu ngày.\nretention_days: 90\n\n# Hết\n"
    head = "format: 1\nid: chi-bo-1\nname: Chi bộ 1\n# Các bài.\nquizzes:"
    file.write_text(head + plans + behind, encoding="utf-8")
    assert run("contest", "plan", folder, "--yes") == 0
    text = file.read_text("utf-8")
    assert text.startswith(head)
    assert text.endswith(behind)
    assert "time_limit: 15\n" in text
    assert "attempts: 2\n" in text
    assert "'" not in text
    # The rules' own keys end the plans, and nothing stands between.
    assert text.removesuffix(behind).splitlines()[-1].startswith(("    best: ", "  best: "))
    assert problems(folder) == []


def test_whoever_is_at_work_is_told_before_the_rounds_are_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun and not handed in: named by the id; nobody else; and whether she could go on."""
    file = folder / "chi-bo-2" / "group.yaml"
    loose = "quiz: tuan-1, time_limit: none, attempts: unlimited"
    file.write_text(file.read_text("utf-8").replace(PLAN, loose), "utf-8")
    group = Workspace(folder / "chi-bo-2")
    moment = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
    monkeypatch.setattr(kit.clock, "now", lambda: moment)
    for learner, minutes, done in (
        ("hv-001", 5, False),
        ("hv-002", 40, False),
        ("hv-003", 5, True),
    ):
        answers = group.answers_to(group.booklet("tuan-1"), learner)
        answers.start(moment - minutes * MINUTE)
        answers.save("c-0", True, moment - minutes * MINUTE)
        if done:
            hand_in(group, learner, "tuan-1", moment)
    before = file.read_bytes()
    asked: list[str] = []

    def no(question: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(sys.modules["kit.cli.contest"], "agreed", no)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert run("contest", "plan", folder) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "bài tuan-1: 2 người đang làm dở một lượt (hv-001, hv-002)." in said
    assert "không cho 1 người trong số đó làm tiếp (hv-002)" in said
    assert "Có người đang làm bài" in asked[0]
    assert file.read_bytes() == before
    assert run("contest", "plan", folder, "--yes") == 0
    assert problems(folder) == []


def test_quizzes_that_do_not_fit_are_told(folder: Path) -> None:
    members = [Member("hv-001", "An", "learner", "")]
    banks = {"tuan-1": bank_text("tuan-1", 4, 2)}
    make_group(folder / "khac", "khac", "Khác", [PLAN], members, banks)
    make_group(folder / "moi", "moi", "Mới", ["quiz: khac"], members, {})
    found = problems(folder)
    assert sorted(found) == ["contest-not-built", "contest-not-planned", "contest-versions"]


def test_the_same_bank_is_the_same_in_every_group(folder: Path) -> None:
    """Though each group keeps it with a line of its own, and so calls it by another version."""
    group = Workspace(folder / "chi-bo-2")
    booklet = group.booklet("tuan-1")
    kept = salted(group.bank_file("tuan-1", booklet["version"]).read_bytes(), b"secret")
    group.bank_file("tuan-1", version_of(kept)).write_bytes(kept)
    booklet["version"] = version_of(kept)
    (group.path / "release" / "tuan-1" / "booklet.json").write_text(json.dumps(booklet), "utf-8")
    assert problems(folder) == []


def test_a_prediction_that_is_not_asked_is_told(folder: Path) -> None:
    save_rules(folder, prediction={"of": "percent-all-correct"})
    (problem,) = check(find_arena(folder))
    assert problem.code == "contest-prediction"
    assert "input: percent" in problem.hint


@pytest.mark.parametrize(
    ("changes", "line", "code"),
    [
        ({"prize": "một triệu"}, 27, "unknown-key"),
        ({"attempts": "vài"}, 5, "bad-value"),
        ({"rounds": [*RULES["rounds"], {**RULES["rounds"][0], "name": "Tuần 2"}]}, 13,
         "rounds-overlap"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_told_with_its_line(
    folder: Path, changes: dict[str, Any], line: int, code: str
) -> None:
    save_rules(folder, **changes)
    with pytest.raises(Problems) as caught:
        find_arena(folder)
    assert [one.code for one in caught.value.problems] == [code]
    assert caught.value.problems[0].line > 0


def test_no_contest_and_no_group_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        find_arena(tmp_path)
    save_rules(tmp_path)
    with pytest.raises(UserError):
        find_arena(tmp_path)


def test_attempts_made_as_the_server_makes_them_are_ranked(folder: Path, after: None) -> None:
    """The best attempt, then the prediction, then the time; the prediction is never a score."""
    for learner, right, minute, prediction in (
        ("hv-001", 3, 0, "9"), ("hv-002", 4, 1, "5"), ("hv-003", 4, 2, "2 người"),
        ("hv-004", 4, 3, "không rõ"),
    ):  # fmt: skip
        enter(folder, "chi-bo-1", learner, right, minute, prediction)
    group = Workspace(folder / "chi-bo-1")
    begin_again(group, "hv-001", "tuan-1", datetime(2026, 11, 24, 9, tzinfo=ZONE))
    enter(folder, "chi-bo-1", "hv-001", 4, 90, "4")
    target = folder / "xep-hang.csv"
    assert run("contest", "rank", folder, "--to", target) == 0
    keys = ("Hạng", "Mã", "Điểm", "Lệch so với thực tế")
    assert [tuple(row[key] for key in keys) for row in rows(target)] == [
        ("1", "chi-bo-1/hv-001", "10", "0"),
        ("2", "chi-bo-1/hv-002", "10", "1"),
        ("3", "chi-bo-1/hv-003", "10", "2"),
        ("4", "chi-bo-1/hv-004", "10", ""),
    ]  # fmt: skip
    assert "Họ và tên" not in rows(target)[0]


def test_an_attempt_that_ran_out_of_time_counts_with_all_its_time(folder: Path) -> None:
    group = Workspace(folder / "chi-bo-1")
    now = datetime(2026, 11, 24, 17, 20, tzinfo=ZONE)
    file = group.answers_to(group.booklet("tuan-1"), "hv-001")
    file.start(now)
    file.save("c-0", True, now)
    finish(group, now + timedelta(hours=2))
    arena = find_arena(folder)
    (found,) = ranked(arena, read_entries(arena), AFTER).rounds
    (standing,) = found[1].standings
    assert (standing.entry.score, standing.entry.seconds) == (2.5, 600)


def test_whoever_got_more_time_is_not_set_aside(folder: Path) -> None:
    group = Workspace(folder / "chi-bo-1")
    roster = group.path / "roster.csv"
    lines = roster.read_text("utf-8").splitlines()
    lines = [lines[0] + ",extra_time", lines[1] + ",10 phút", *(f"{one}," for one in lines[2:])]
    roster.write_text("\n".join(lines), "utf-8")
    now = datetime(2026, 11, 24, 8, tzinfo=ZONE)
    for learner in ("hv-001", "hv-002"):
        one = Attempt(learner, "tuan-1", 4, 4, now, now + 20 * MINUTE)
        put_attempt(group, one, 1, group.booklet("tuan-1")["version"])
    arena = find_arena(folder)
    found = ranked(arena, read_entries(arena), AFTER)
    assert [one.entry.person for one in found.rounds[0][1].standings] == ["chi-bo-1/hv-001"]
    assert [one.reason for one in found.set_aside] == ["too-long"]


def test_nothing_is_ranked_before_the_round_is_over(folder: Path) -> None:
    enter(folder, "chi-bo-1", "hv-001", 4, 0)
    arena = find_arena(folder)
    closes = arena.contest.rounds[0].closes
    with pytest.raises(UserError, match="chưa kết thúc"):
        ranked(arena, read_entries(arena), closes)
    assert ranked(arena, read_entries(arena), closes + timedelta(seconds=1)).rounds


def test_what_cannot_be_read_is_told_and_not_counted(
    folder: Path, after: None, capsys: pytest.CaptureFixture[str]
) -> None:
    enter(folder, "chi-bo-1", "hv-001", 4, 0)
    broken = folder / "chi-bo-1" / "attempts" / "hv-002" / "tuan-1" / "1"
    broken.mkdir(parents=True)
    (broken / "answers.json").write_text("{", "utf-8")
    stolen = folder / "chi-bo-1" / "attempts" / "hv-003" / "tuan-1" / "1"
    stolen.mkdir(parents=True)
    original = folder / "chi-bo-1" / "attempts" / "hv-001" / "tuan-1" / "1"
    (stolen / "answers.json").write_bytes((original / "answers.json").read_bytes())
    target = folder / "r.csv"
    assert run("contest", "rank", folder, "--to", target) == 0
    assert [row["Mã"] for row in rows(target)] == ["chi-bo-1/hv-001"]
    said = capsys.readouterr().out
    assert "Lượt 1 của chi-bo-1/hv-002 chưa tính được" in said
    assert "Lượt 1 của chi-bo-1/hv-003 chưa tính được" in said


def test_names_are_asked_for_and_need_consent(folder: Path, after: None) -> None:
    for learner in ("hv-001", "hv-002", "hv-003"):
        enter(folder, "chi-bo-1", learner, 4, 0)
    group = Workspace(folder / "chi-bo-1")
    log, text = ConsentLog(group.path / "consent.jsonl"), consent_text(group.group)
    for learner, yes in (("hv-001", True), ("hv-002", False)):  # nobody asked the third one
        log.record(learner, KEEP_RESULT, yes, text, AFTER)
    target = folder / "r.xlsx"
    assert run("contest", "rank", folder, "--to", target) == 0
    assert "Chi bộ 1 người" not in str(list(load_workbook(target).worksheets[0].values))
    assert run("contest", "rank", folder, "--to", target, "--names") == 0
    shown = [row[3] for row in load_workbook(target).worksheets[0].iter_rows(2, values_only=True)]
    assert shown == ["Chi bộ 1 người 1", "(không nêu tên)", "(không nêu tên)"]


def test_an_entry_stands_under_the_code_it_was_made_with(folder: Path, after: None) -> None:
    """Of somebody with two codes: the better entry's group, code and name belong together."""
    enter(folder, "chi-bo-1", "hv-004", 2, 0)
    enter(folder, "chi-bo-2", "hv-002", 4, 9)
    save_rules(folder, same_person=[["chi-bo-1/hv-004", "chi-bo-2/hv-002"]])
    group = Workspace(folder / "chi-bo-2")
    log, text = ConsentLog(group.path / "consent.jsonl"), consent_text(group.group)
    log.record("hv-002", KEEP_RESULT, True, text, AFTER)
    target = folder / "r.csv"
    assert run("contest", "rank", folder, "--to", target, "--names") == 0
    (row,) = rows(target)
    assert row["Mã"] == "chi-bo-2/hv-002"
    assert "Chi bộ 2" in row.values()
    assert row["Họ và tên"] == "Chi bộ 2 người 2"


def test_the_table_of_groups_tells_nothing_of_a_few_people(folder: Path, after: None) -> None:
    for n in range(1, 10):
        enter(folder, "chi-bo-1", f"hv-{n:03}", 4 if n < 8 else 2, n)
    for n in range(1, 4):
        enter(folder, "chi-bo-2", f"hv-{n:03}", 4, n)
    for n in range(1, 15):
        enter(folder, "chi-bo-3", f"hv-{n:03}", 4 if n < 7 else 1, n)
    save_rules(folder, members={"chi-bo-3": 28})
    upwards, whole = folder / "gui-len.csv", folder / "day-du.csv"
    assert run("contest", "groups", folder, "--to", upwards) == 0
    assert run("contest", "groups", folder, "--to", whole, "--all") == 0
    keys = ("Hạng", "Đơn vị", "Tổng số người", "Số người dự thi", "Tỷ lệ tham gia", "Đúng hết")
    assert [tuple(row[key] for key in keys) for row in rows(whole)] == [
        ("1", "Chi bộ 1", "12", "9", "75", "7"),
        ("2", "Chi bộ 3", "28", "14", "50", "6"),
        ("", "Chi bộ 2", "3", "3", "", "3"),
        ("", "Toàn cuộc thi", "43", "26", "60.47", "16"),
    ]
    hidden = "(*)"
    assert [tuple(row[key] for key in keys) for row in rows(upwards)] == [
        ("1", "Chi bộ 3", "28", "14", "50", "6"),
        ("", "Chi bộ 1", "12", hidden, "", hidden),
        ("", "Chi bộ 2", "3", hidden, "", hidden),
        ("", "Toàn cuộc thi", "43", "26", "60.47", "16"),
    ]


def test_work_without_a_name_is_told_apart(
    folder: Path, after: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five of a group by name, and six without: perhaps eleven people, six for certain."""
    nameless = [f"an-{n:016x}" for n in range(6)]
    for n, learner in enumerate([*(f"hv-{n:03}" for n in range(1, 6)), *nameless]):
        enter(folder, "chi-bo-1", learner, 4, n)
    target = folder / "don-vi.xlsx"
    assert run("contest", "groups", folder, "--to", target, "--all") == 0
    said = "Có lượt thi ẩn danh"
    assert capsys.readouterr().out.count(said) == 1
    book = load_workbook(target)
    row = next(row for row in book.worksheets[0].iter_rows(2, values_only=True) if row[4])
    assert row[2:8] == ("Chi bộ 1", 12, 6, 0.5, 11, 6)
    assert said in str(list(book.worksheets[1].values))
    assert run("contest", "rank", folder, "--to", target) == 0
    assert "6 mã trong bảng xếp hạng là mã ẩn danh" in capsys.readouterr().out


def test_what_is_hidden_is_explained_in_the_file(folder: Path, after: None) -> None:
    for n in range(1, 4):
        enter(folder, "chi-bo-2", f"hv-{n:03}", 4, n)
    target = folder / "don-vi.xlsx"
    assert run("contest", "groups", folder, "--to", target) == 0
    book = load_workbook(target)
    assert "(*)" in str(list(book.worksheets[0].values))
    assert "(*) Không nêu, vì là số liệu về dưới 5 người" in str(list(book.worksheets[1].values))


def test_numbers_are_told_as_in_vietnam(folder: Path) -> None:
    """Points with a comma, where the rounds differ in size."""
    members = [Member("hv-001", "An", "learner", "")]
    banks = {"tuan-2": bank_text("tuan-2", 3, 1.5)}
    plan = PLAN.replace("tuan-1", "tuan-2").replace("11-2", "12-2")
    make_group(folder / "chi-bo-4", "chi-bo-4", "Bốn", [PLAN, plan], members, banks)
    second = {**RULES["rounds"][0], "name": "Tuần 2", "quiz": "tuan-2",
              "opens": "2026-12-23 7:30", "closes": "2026-12-27 17:30"}  # fmt: skip
    save_rules(folder, rounds=[*RULES["rounds"], second])
    found = {one.code: one.message for one in check(find_arena(folder))}
    assert "có 3 câu, 4,5 điểm; đợt khác có 4 câu, 10 điểm" in found["contest-sizes"]


def test_an_organiser_is_excluded_under_every_id(folder: Path) -> None:
    """Whichever of the ids of a person of two groups stands among the organisers."""
    enter(folder, "chi-bo-1", "hv-001", 4, 0)
    enter(folder, "chi-bo-3", "hv-002", 4, 1)
    enter(folder, "chi-bo-3", "hv-003", 4, 2)
    ids = ["chi-bo-1/hv-001", "chi-bo-3/hv-002"]
    for organiser in ids:
        save_rules(folder, same_person=[ids], organisers=[organiser])
        arena = find_arena(folder)
        found = ranked(arena, read_entries(arena), AFTER)
        assert [one.entry.person for one in found.rounds[0][1].standings] == ["chi-bo-3/hv-003"]
        assert [one.reason for one in found.set_aside] == ["organiser"] * 2


def test_two_lists_of_one_person_are_told(folder: Path) -> None:
    """Nobody could tell under which id that person's entries count."""
    lists = [["chi-bo-1/hv-001", "chi-bo-2/hv-001"], ["chi-bo-2/hv-001", "chi-bo-3/hv-001"]]
    save_rules(folder, same_person=lists)
    with pytest.raises(Problems) as caught:
        find_arena(folder)
    (problem,) = caught.value.problems
    assert problem.code == "person-twice"
    assert problem.line > 0
    assert "“chi-bo-2/hv-001”" in problem.message


def test_who_is_in_charge_of_a_group_is_not_ranked(folder: Path) -> None:
    """They read the keys, and no list of organisers could name them: it names learners."""
    group = Workspace(folder / "chi-bo-1")
    lines = (group.path / "roster.csv").read_text("utf-8").splitlines()
    for id, role in (("bt-01", "secretary"), ("bcv-01", "trainer")):
        lines.append(lines[1].replace("hv-001", id).replace("learner", role))
    (group.path / "roster.csv").write_text("\n".join(lines), "utf-8")
    for learner in ("hv-001", "bt-01", "bcv-01"):
        enter(folder, "chi-bo-1", learner, 4, 0)
    arena = find_arena(folder)
    found = ranked(arena, read_entries(arena), AFTER)
    assert [one.entry.person for one in found.rounds[0][1].standings] == ["chi-bo-1/hv-001"]
    assert [one.reason for one in found.set_aside] == ["staff", "staff"]


def test_last_week_s_quiz_is_no_attempt_of_this_week(tmp_path: Path) -> None:
    """Somebody for whom it stood open longer has seen its questions; it decides no other round."""
    weeks = [("tuan-1", 23, 30), ("tuan-2", 30, 37)]
    start = datetime(2026, 11, 1, 9, tzinfo=ZONE) - timedelta(days=1)
    save_rules(tmp_path, hours=None, prediction=None, rounds=[
        {"name": quiz, "quiz": quiz, "opens": f"{start + timedelta(days=opens):%Y-%m-%d %H:%M}",
         "closes": f"{start + timedelta(days=closes):%Y-%m-%d %H:%M}"}
        for quiz, opens, closes in weeks
    ])  # fmt: skip
    banks = {quiz: bank_text(quiz, 4, 2.5) for quiz, _, _ in weeks}
    members = [Member("hv-001", "An", "learner", ""), Member("hv-002", "Ba", "learner", "")]
    group = make_group(tmp_path / "a", "a", "A", ["quiz: tuan-1", "quiz: tuan-2"], members, banks)
    meet = start + timedelta(days=30)
    for learner, quiz in (("hv-001", "tuan-1"), ("hv-002", "tuan-2")):
        one = Attempt(learner, quiz, 4, 4, meet, meet + 5 * MINUTE)
        put_attempt(group, one, 1, group.booklet(quiz)["version"])
    arena = find_arena(tmp_path)
    found = ranked(arena, read_entries(arena), AFTER)
    assert [[one.entry.person for one in each.standings] for _, each in found.rounds] == [
        [], ["a/hv-002"],
    ]  # fmt: skip
    assert [(one.entry.person, one.reason) for one in found.set_aside] == [("a/hv-001", "outside")]


def test_an_answer_that_cannot_be_scored_is_told(
    folder: Path, after: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """The attempt counts without it, and a person is told: it is no wrong answer."""
    enter(folder, "chi-bo-1", "hv-001", 4, 0)
    kept = Workspace(folder / "chi-bo-1").path / "attempts" / "hv-001" / "tuan-1" / "1"
    data = json.loads((kept / "answers.json").read_text("utf-8"))
    data["answers"]["c-3"]["response"] = "có lẽ"
    (kept / "answers.json").write_text(json.dumps(data), "utf-8")
    target = folder / "r.xlsx"
    assert run("contest", "rank", folder, "--to", target) == 0
    said = "Lượt 1 của chi-bo-1/hv-001 có câu trả lời mà máy không chấm được"
    assert said in capsys.readouterr().out
    book = load_workbook(target)
    assert book.worksheets[0]["E2"].value == 7.5
    assert said in str(list(book.worksheets[1].values))
    assert run("contest", "groups", folder, "--to", target) == 0
    assert said in capsys.readouterr().out


def test_another_ending_and_another_round_are_wrong_use(folder: Path, after: None) -> None:
    enter(folder, "chi-bo-1", "hv-001", 4, 0)
    assert run("contest", "rank", folder, "--to", folder / "r.pdf") == 2
    assert run("contest", "rules", folder, "--to", folder / "r.pdf") == 2
    assert run("contest", "rank", folder, "--to", folder / "r.csv", "--round", "Tuần 9") == 2
    assert run("contest", "groups", folder, "--to", folder / "r.csv", "--round", "Tuần 1") == 0
