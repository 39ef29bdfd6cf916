"""Several attempts, a time limit: what is kept, what counts, what ends and what may be seen."""

import json
import os
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit.amendments import Ruling, write_rulings
from kit.answers import Answers, HandedIn, Unreadable, kept_attempts, read
from kit.attempts import begin_again, count_anew, handed_in_attempts, kept_at, set_aside
from kit.begun import Opened, asked_again, begun_file, note_beginning, note_unnoted, noted
from kit.dashboard.shared import is_over
from kit.errors import UserError
from kit.gradebook.bulk.groups import grade_groups
from kit.gradebook.cell import grade
from kit.marking import NotScored, Scorer
from kit.missed import missed_items
from kit.roster import Member, write_roster
from kit.seats import Seat
from kit.served import alone
from kit.submission import complete, finish, hand_in
from kit.terms import GRACE
from kit.widget.desk import Desk
from kit.widget.quiz import ServedQuiz, _test_desk, quiz
from kit.workspace import Workspace
from tests.drawn_course import GROUP, QUIZ, make_workspace, release

LEARNER = "hv-001"
NOW = datetime.fromisoformat("2026-11-24T08:00:00+07:00")
MINUTE = timedelta(minutes=1)
LIMIT = 15 * MINUTE
CLOSES = datetime.fromisoformat("2026-11-30T09:00:00+07:00")


def planned(workspace: Workspace, plan: str) -> Workspace:
    """The group with these lines in the plan of the quiz."""
    text = GROUP.replace(f"  - quiz: {QUIZ}\n", f"  - quiz: {QUIZ}\n    {plan}\n")
    assert text != GROUP
    (workspace.path / "group.yaml").write_text(text, encoding="utf-8")
    return Workspace(workspace.path)


@pytest.fixture
def group(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path / "to")
    release(made)
    return planned(made, "time_limit: 15\n    attempts: 3\n    closes: 2026-11-30 9:00")


def begin(workspace: Workspace, now: datetime = NOW) -> Any:
    file = workspace.answers_to(workspace.booklet(QUIZ), LEARNER)
    file.start(now)
    return file


def do(workspace: Workspace, now: datetime, right: int, learner: str = LEARNER) -> Answers:
    """An attempt of five minutes with so many right answers; the next one is made room for."""
    if handed_in_attempts(workspace, learner, QUIZ):
        begin_again(workspace, learner, QUIZ, now)
    file = workspace.answers_to(workspace.booklet(QUIZ), learner)
    file.start(now)
    items = [workspace.bank(QUIZ).item(id) for id in file.draw]
    scored = [item for item in items if item.scored == "machine"]
    for n, item in enumerate(scored):
        file.save(item.id, item.right() if n < right else item.wrong(), now)
    return hand_in(workspace, learner, QUIZ, now + 5 * MINUTE)


def counted(workspace: Workspace, learner: str = LEARNER) -> int:
    return read(workspace.submitted(learner, QUIZ) / "answers.json").attempt


# The limit


def test_the_time_counts_from_the_beginning_whatever_device(group: Workspace) -> None:
    begin(group)
    assert begin(group, NOW + 5 * MINUTE).read(NOW).started == NOW.isoformat()
    assert group.state(QUIZ, LEARNER, NOW + LIMIT) == "open"  # the server's grace
    assert group.state(QUIZ, LEARNER, NOW + LIMIT + GRACE) == "time_up"


def test_what_was_saved_is_handed_in_at_the_end(group: Workspace) -> None:
    file = begin(group)
    file.save(file.draw[0], "1", NOW + MINUTE)
    assert finish(group, NOW + LIMIT) == []
    (answers,) = finish(group, NOW + LIMIT + 20 * MINUTE)
    assert answers.handed_in == (NOW + LIMIT).isoformat()
    assert answers.responses() == {file.draw[0]: "1"}
    assert finish(group, NOW + LIMIT + 21 * MINUTE) == []
    with pytest.raises(HandedIn):
        file.save(file.draw[0], "2", NOW + LIMIT + 21 * MINUTE)


def test_a_blank_attempt_with_a_limit_was_one(group: Workspace) -> None:
    """Whoever has seen the questions has begun."""
    begin(group)
    (answers,) = finish(group, NOW + LIMIT + MINUTE)
    assert answers.responses() == {}
    assert begin_again(group, LEARNER, QUIZ, NOW + LIMIT + MINUTE) == 2


def test_a_hand_in_within_the_grace_is_none_after_the_end(group: Workspace) -> None:
    begin(group)
    answers = hand_in(group, LEARNER, QUIZ, NOW + LIMIT + GRACE / 2)
    assert answers.handed_in == (NOW + LIMIT).isoformat()


def test_a_member_may_have_more_time(group: Workspace) -> None:
    members = [Member(LEARNER, "Lê Văn Bình", "learner", "", "50%")]
    write_roster(group.path / "roster.csv", members)
    begin(group)
    end = NOW + 1.5 * LIMIT
    assert group.terms(QUIZ, LEARNER).deadline(NOW) == end
    assert group.terms(QUIZ, "hv-002").deadline(NOW) == NOW + LIMIT
    assert finish(group, end) == []
    (answers,) = finish(group, end + MINUTE)
    assert answers.handed_in == end.isoformat(timespec="seconds")


def test_nobodys_time_ends_because_the_roster_is_being_typed(group: Workspace) -> None:
    file = group.path / "roster.csv"
    write_roster(file, [Member(LEARNER, "Lê Văn Bình", "learner", "", "30")])
    begin(group)
    assert group.state(QUIZ, LEARNER, NOW + 2 * LIMIT) == "open"
    file.write_text(file.read_text("utf-8").replace("30", "30 p hút"), "utf-8")
    assert group.state(QUIZ, LEARNER, NOW + 2 * LIMIT) == "open"


def test_the_office_hour_ends_an_attempt(group: Workspace) -> None:
    hours = "hours: {opens: 7:30, closes: 17:30}"
    workspace = planned(group, f"{hours}\n    attempts: unlimited")
    evening = NOW.replace(hour=17, minute=20)
    file = begin(workspace, evening)
    file.save(file.draw[0], "1", evening)
    assert workspace.state(QUIZ, LEARNER, evening + 10 * MINUTE) == "time_up"
    (answers,) = finish(workspace, evening + 30 * MINUTE)
    assert answers.handed_in == NOW.replace(hour=17, minute=30).isoformat()


def test_the_banks_limits_hold_where_the_plan_says_nothing(
    group: Workspace, tmp_path: Path
) -> None:
    booklet = group.path / "release" / QUIZ / "booklet.json"
    data = json.loads(booklet.read_text("utf-8")) | {"time_limit": 20, "attempts": 0}
    booklet.write_text(json.dumps(data), "utf-8")
    terms = planned(group, "closes: 2026-11-30 9:00").terms(QUIZ, LEARNER)
    assert (terms.limit, terms.attempts) == (20 * MINUTE, None)
    terms = planned(group, "time_limit: none\n    attempts: 2").terms(QUIZ, LEARNER)
    assert (terms.limit, terms.attempts) == (None, 2)


# Attempts


def test_each_attempt_has_another_paper_and_the_first_keeps_its_own(group: Workspace) -> None:
    seeds = [group.seed(QUIZ, LEARNER, "", n) for n in (1, 2, 3)]
    assert seeds[0] == planned(group, "attempts: 1").seed(QUIZ, LEARNER)
    assert len(set(seeds)) == 3
    with pytest.raises(UserError):
        group.seed(QUIZ, LEARNER, "", 4)


def test_all_attempts_are_kept_and_the_best_one_counts(group: Workspace) -> None:
    for n, right in enumerate((1, 3, 2)):
        do(group, NOW + n * timedelta(hours=1), right)
    assert [one.attempt for one in handed_in_attempts(group, LEARNER, QUIZ)] == [1, 2, 3]
    assert counted(group) == 2
    kept = kept_at(group, LEARNER, QUIZ, 2)
    folder = group.submitted(LEARNER, QUIZ)
    assert {one.name: one.read_bytes() for one in kept.iterdir()} == {
        one.name: one.read_bytes() for one in folder.iterdir()
    }
    with pytest.raises(UserError):
        begin_again(group, LEARNER, QUIZ, NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("best", "number"),
    [("highest-earliest", 2), ("highest-quickest", 2), ("first", 1), ("last", 3)],
)
def test_which_one_counts_is_the_groups_rule(group: Workspace, best: str, number: int) -> None:
    workspace = planned(group, f"attempts: 3\n    best: {best}")
    for n, right in enumerate((1, 3, 3)):
        do(workspace, NOW + n * timedelta(hours=1), right)
    assert counted(workspace) == number


def test_what_counts_is_graded_with_its_own_paper(group: Workspace) -> None:
    do(group, NOW, 1)
    answers = do(group, NOW + timedelta(hours=1), 3)
    folder = group.path / "autograded" / LEARNER / QUIZ
    folder.mkdir(parents=True)
    bank = f"{QUIZ}@{group.booklet(QUIZ)['version']}"
    slots = ("phan-dem-1", "phan-dem-2", "phan-y-1")
    assert sum(grade(folder, bank, slot).score for slot in slots) == 8
    earned = Scorer(group, QUIZ).earned(LEARNER, answers)
    assert (earned.points, earned.most, earned.waiting) == (8, 8, True)  # an essay waits


def test_an_attempt_that_the_quiz_has_not_waits_for_a_person(group: Workspace) -> None:
    do(group, NOW, 1)
    do(group, NOW + timedelta(hours=1), 3)
    folder = group.path / "autograded" / LEARNER / QUIZ
    folder.mkdir(parents=True)
    planned(group, "attempts: 1")
    with pytest.raises(NotScored, match="lượt thứ 2"):
        grade(folder, f"{QUIZ}@{group.booklet(QUIZ)['version']}", "phan-dem-1")


def test_an_old_page_changes_nothing_of_the_next_attempt(group: Workspace) -> None:
    first = begin(group)
    hand_in(group, LEARNER, QUIZ, NOW + MINUTE, first)
    begin_again(group, LEARNER, QUIZ, NOW + MINUTE)
    for moment in ("before the next has begun", "after"):
        with pytest.raises(HandedIn):
            first.save(first.draw[0], "1", NOW + 2 * MINUTE)
        answers = hand_in(group, LEARNER, QUIZ, NOW + 2 * MINUTE, first)
        assert (answers.attempt, answers.handed_in) == (1, (NOW + MINUTE).isoformat()), moment
        if moment != "after":
            begin(group, NOW + 2 * MINUTE)
    assert group.state(QUIZ, LEARNER, NOW + 3 * MINUTE) == "open"


# What a file claims


def claim(workspace: Workspace, **said: object) -> None:
    """As code in the learner's own process could write it."""
    file = workspace.work(LEARNER, QUIZ) / "answers.json"
    data = json.loads(file.read_text("utf-8")) | said
    file.write_text(json.dumps(data), "utf-8")


def test_no_file_can_say_that_there_are_no_attempts_left(group: Workspace) -> None:
    """It would be told the key, and have its other attempts all the same."""
    do(group, NOW, 1)
    claim(group, attempt=3)
    later = NOW + 10 * MINUTE
    assert group.attempt(LEARNER, QUIZ) == 1
    assert group.may_do_again(QUIZ, LEARNER, later)
    assert group.review(QUIZ, LEARNER, later) <= {"score"}
    assert begin_again(group, LEARNER, QUIZ, later) == 2


@pytest.mark.parametrize("number", [4, 99])
def test_no_file_can_make_an_attempt_more(group: Workspace, number: int) -> None:
    for n in range(3):
        do(group, NOW + n * 10 * MINUTE, 1)
    claim(group, attempt=number, handed_in=(NOW + 40 * MINUTE).isoformat())
    assert finish(group, NOW + 41 * MINUTE, opened={}) == []
    assert complete(group, LEARNER, QUIZ, NOW + 41 * MINUTE) is None
    assert kept_attempts(group.work(LEARNER, QUIZ)) == [1, 2, 3]
    with pytest.raises(UserError):
        begin_again(group, LEARNER, QUIZ, NOW + 42 * MINUTE)


@pytest.mark.parametrize("opened", [None, {}])
def test_an_attempt_that_nobody_asked_for_is_a_persons_to_look_at(
    group: Workspace, opened: Opened | None
) -> None:
    """It is neither handed in as another one nor lost, and the trainer is told."""
    do(group, NOW, 1)
    begin_again(group, LEARNER, QUIZ, NOW + 6 * MINUTE)
    begin(group, NOW + 6 * MINUTE)
    claim(group, attempt=3, handed_in=(NOW + 7 * MINUTE).isoformat())
    before = (group.work(LEARNER, QUIZ) / "answers.json").read_bytes()
    failed = list[str]()
    finish(group, NOW + 8 * MINUTE, lambda *told: failed.append(str(told[2])), opened)
    assert failed == ["answers.json: ghi là lượt thứ 3, nhưng lượt đang làm là lượt thứ 2"]
    assert kept_attempts(group.work(LEARNER, QUIZ)) == [1]
    assert (group.work(LEARNER, QUIZ) / "answers.json").read_bytes() == before
    with pytest.raises(Unreadable):
        hand_in(group, LEARNER, QUIZ, NOW + 8 * MINUTE)


def test_a_file_of_a_former_attempt_is_nothing_of_the_next(group: Workspace) -> None:
    """After a crash, or if an old page's process puts it there again."""
    do(group, NOW, 3)
    file = group.work(LEARNER, QUIZ) / "answers.json"
    former = file.read_bytes()
    begin_again(group, LEARNER, QUIZ, NOW + 6 * MINUTE)
    file.write_bytes(former)
    assert group.state(QUIZ, LEARNER, NOW + 7 * MINUTE) == "open"
    assert group.begun(LEARNER, QUIZ) is None
    assert begin_again(group, LEARNER, QUIZ, NOW + 7 * MINUTE) == 2
    note_unnoted(file.parent, NOW + 7 * MINUTE)
    assert noted(begun_file(file.parent)).keys() <= {1}
    second = begin(group, NOW + 8 * MINUTE)
    assert (second.read(NOW).attempt, second.read(NOW).responses()) == (2, {})
    hand_in(group, LEARNER, QUIZ, NOW + 9 * MINUTE)
    assert [one.attempt for one in handed_in_attempts(group, LEARNER, QUIZ)] == [1, 2]


def test_the_next_attempt_can_be_begun_though_the_former_ones_file_is_left(
    group: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a system that lets nobody delete an open file, or after a crash in between."""
    do(group, NOW, 1)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(PermissionError):
            begin_again(group, LEARNER, QUIZ, NOW + 6 * MINUTE)
    desk = _test_desk(group, LEARNER, QUIZ, Seat(group, LEARNER))
    assert desk._stand(NOW + 6 * MINUTE) == "unstarted"
    assert begin_again(group, LEARNER, QUIZ, NOW + 7 * MINUTE) == 2
    assert not (group.work(LEARNER, QUIZ) / "answers.json").exists()


def test_a_page_whose_questions_are_held_back_says_that_the_quiz_is_closed(
    group: Workspace,
) -> None:
    """Nothing can begin any more; trying again and again would help nobody."""
    desk = _test_desk(group, LEARNER, QUIZ, Seat(group, LEARNER))
    now = [NOW]
    desk = replace(desk, clock=lambda: now[0])

    def not_told() -> Desk:
        raise OSError("no question yet")

    page, said = ServedQuiz(desk, not_told), list[Any]()
    page.send = lambda reply, buffers=None: said.append(reply)
    for now[0] in (NOW, CLOSES + MINUTE):
        page._receive({"do": "start", "n": 1})
    assert [next(iter(one)) for one in said] == ["failed", "closed"]


def test_what_was_handed_in_is_not_open_again(group: Workspace) -> None:
    do(group, NOW, 1)
    claim(group, handed_in=None)
    assert group.state(QUIZ, LEARNER, NOW + 6 * MINUTE) == "handed_in"
    assert finish(group, NOW + 60 * MINUTE) == []


def test_an_attempt_under_way_is_the_next_though_a_kit_before_did_not_note_that(
    group: Workspace,
) -> None:
    """What it noted was when the attempt was begun."""
    do(group, NOW, 1)
    begin_again(group, LEARNER, QUIZ, NOW + 6 * MINUTE)
    work = group.work(LEARNER, QUIZ)
    note_beginning(work, NOW + 6 * MINUTE)
    asked_again(work, 2).unlink()
    assert group.attempt(LEARNER, QUIZ) == 2


def test_what_a_device_kept_of_one_attempt_is_not_the_next_ones(group: Workspace) -> None:
    """Unsent answers lie in the browser by this name."""
    seat = Seat(group, LEARNER)
    first = _test_desk(group, LEARNER, QUIZ, seat).state()["seat"]
    do(group, NOW, 1)
    begin_again(group, LEARNER, QUIZ, NOW + 6 * MINUTE)
    assert _test_desk(group, LEARNER, QUIZ, seat).state()["seat"] == f"{first}-2"


def test_in_jupyterlab_the_page_says_how_to_do_it_again(
    group: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page of results is there: a cell makes room for the next attempt, while one is left."""
    workspace = planned(group, "attempts: 2")
    do(workspace, NOW, 1)
    monkeypatch.chdir(workspace.work(LEARNER, QUIZ))
    done = quiz()
    assert done.state["status"] == "handed_in"
    assert "lượt 2 trên 2" in done.words["handed_in_next"]
    assert "quiz(again=True)" in done.words["handed_in_next"]
    second = quiz(again=True)
    assert second.state["status"] == "unstarted"
    assert "lượt 2 trên 2" in " ".join(second.state["before_start"])
    assert "again=True" not in second.words["handed_in_next"]
    do_second = workspace.answers_to(workspace.booklet(QUIZ), LEARNER)
    do_second.start(NOW + MINUTE)
    hand_in(workspace, LEARNER, QUIZ, NOW + 2 * MINUTE)
    with pytest.raises(UserError):
        quiz(again=True)


def test_a_group_that_allows_more_later_keeps_the_first(group: Workspace) -> None:
    workspace = planned(group, "attempts: 1")
    do(workspace, NOW, 2)
    assert not kept_at(workspace, LEARNER, QUIZ, 1).exists()
    workspace = planned(group, "attempts: 2")
    do(workspace, NOW + timedelta(hours=1), 1)
    assert [one.attempt for one in handed_in_attempts(workspace, LEARNER, QUIZ)] == [1, 2]
    assert counted(workspace) == 1


def test_a_crash_at_any_step_is_completed(
    group: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each rename of a second hand-in fails once; the next look does the rest, once."""
    do(group, NOW, 1)
    begin_again(group, LEARNER, QUIZ, NOW + MINUTE)
    file = begin(group, NOW + MINUTE)
    for id in file.draw:
        file.save(id, group.bank(QUIZ).item(id).right(), NOW + MINUTE)
    rename, calls = os.replace, 0

    def crash(old: Any, new: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError("power")
        rename(old, new)

    failing, failures = 1, 0
    while not kept_at(group, LEARNER, QUIZ, 2).is_dir():
        with monkeypatch.context() as broken:
            broken.setattr(os, "replace", crash)
            calls = 0
            try:
                hand_in(group, LEARNER, QUIZ, NOW + 2 * MINUTE)
            except OSError:
                failures += 1
        failing += 1
    assert failures > 3
    assert finish(group, NOW + 3 * MINUTE) == []
    assert counted(group) == 2
    (_, second) = handed_in_attempts(group, LEARNER, QUIZ)
    assert second.handed_in == (NOW + 2 * MINUTE).isoformat()


def test_after_a_mended_key_another_attempt_may_count(group: Workspace) -> None:
    """Both questions of the first attempt that were wrong are dropped: now it has everything."""
    first = do(group, NOW, 1)
    do(group, NOW + timedelta(hours=1), 2)
    assert counted(group) == 2
    assert count_anew(group, QUIZ) == []
    right = [id for id, one in first.answers.items() if one.response == _right(group, id)]
    ruled = {id: Ruling(dropped="full") for id in first.answers if id not in right}
    write_rulings(group, QUIZ, {first.version: ruled})
    assert count_anew(group, QUIZ) == [LEARNER]
    assert counted(group) == 1
    assert count_anew(group, QUIZ) == []


def test_a_crash_while_another_attempt_takes_its_place_loses_none(
    group: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two moves nothing is in ``submitted/``; whoever regrades again completes it."""
    first = do(group, NOW, 1)
    do(group, NOW + timedelta(hours=1), 2)
    right = [id for id, one in first.answers.items() if one.response == _right(group, id)]
    ruled = {id: Ruling(dropped="full") for id in first.answers if id not in right}
    write_rulings(group, QUIZ, {first.version: ruled})
    moved, move = group.submitted(LEARNER, QUIZ), os.replace

    def cut_off(source: Any, target: Any) -> None:
        if Path(target) == moved:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", cut_off)
        with pytest.raises(KeyboardInterrupt):
            count_anew(group, QUIZ)
    assert not moved.exists()
    assert count_anew(group, QUIZ) == [LEARNER]
    assert counted(group) == 1


def _right(workspace: Workspace, id: str) -> Any:
    return workspace.bank(QUIZ).item(id).right()


def test_a_typed_paper_takes_the_place_of_all_attempts(group: Workspace) -> None:
    do(group, NOW, 1)
    do(group, NOW + MINUTE, 2)
    set_aside(group, LEARNER, QUIZ, NOW + timedelta(hours=1))
    assert handed_in_attempts(group, LEARNER, QUIZ) == []
    assert group.attempt(LEARNER, QUIZ) == 1


# What may be seen


def test_the_key_stays_closed_while_there_are_attempts_left(group: Workspace) -> None:
    review = "review: {after_hand_in: [score, right, explanation]}"
    workspace = planned(group, f"attempts: 2\n    closes: 2026-11-30 9:00\n    {review}")
    assert workspace.review(QUIZ, LEARNER, NOW) == set()
    do(workspace, NOW, 1)
    later = NOW + timedelta(hours=1)
    assert workspace.may_do_again(QUIZ, LEARNER, later)
    assert workspace.review(QUIZ, LEARNER, later) == {"score"}
    begin_again(workspace, LEARNER, QUIZ, later)
    assert workspace.review(QUIZ, LEARNER, later) == {"score"}
    begin(workspace, later)
    assert workspace.review(QUIZ, LEARNER, later) == {"score"}
    hand_in(workspace, LEARNER, QUIZ, later)
    assert workspace.review(QUIZ, LEARNER, later) == {"score", "right", "explanation"}
    assert workspace.review(QUIZ, LEARNER, CLOSES) == {"score", "right", "explanation"}
    assert not workspace.may_do_again(QUIZ, LEARNER, later)


def test_the_key_opens_with_the_closing_hour_however_many_attempts_were_left(
    group: Workspace,
) -> None:
    workspace = planned(group, "attempts: unlimited\n    closes: 2026-11-30 9:00")
    do(workspace, NOW, 1)
    assert workspace.review(QUIZ, LEARNER, CLOSES - MINUTE) == {"score"}
    assert workspace.review(QUIZ, LEARNER, CLOSES) == {"score", "right", "explanation"}
    assert not workspace.may_do_again(QUIZ, LEARNER, CLOSES)


def test_what_was_missed_is_practised_when_no_attempt_is_left(group: Workspace) -> None:
    """Its key would help with the next one. Then it is of the paper that counts."""
    parts = "[score, right, explanation]"
    group = planned(group, f"attempts: 2\n    review: {{after_hand_in: {parts}}}")
    do(group, NOW, 0)
    assert missed_items(group, LEARNER, NOW + 6 * MINUTE) == ()
    do(group, NOW + 10 * MINUTE, 1)
    answers = read(group.submitted(LEARNER, QUIZ) / "answers.json")
    missed = {item.id for item in missed_items(group, LEARNER, NOW + 20 * MINUTE)}
    asked = {id for id in answers.draw if group.bank(QUIZ).item(id).scored == "machine"}
    assert answers.attempt == 2
    assert missed < asked
    assert len(missed) == len(asked) - 1


def spoil(workspace: Workspace, how: str) -> None:
    """Have no answers there that can be taken, as code in the learner's own process could."""
    file = workspace.work(LEARNER, QUIZ) / "answers.json"
    if how == "gone":
        file.unlink()
    elif how == "garbage":
        file.write_text("{", "utf-8")
    else:
        claim(workspace, attempt=2)


@pytest.mark.parametrize("how", ["garbage", "claim", "gone"])
@pytest.mark.parametrize("opened", [None, {}])
def test_what_comes_after_the_end_is_no_answer(
    group: Workspace, how: str, opened: Opened | None
) -> None:
    """A process that shows no answers at the end and good ones an hour later gains nothing."""
    group = planned(group, "closes: 2026-11-30 9:00")
    file, ended = begin(group), list[str]()
    file.save(file.draw[0], "1", NOW + MINUTE)
    note_beginning(file.path.parent, NOW)
    good = file.path.read_bytes()
    spoil(group, how)
    finish(group, CLOSES, opened=opened)
    file.path.write_bytes(good)
    late = CLOSES + 61 * MINUTE
    assert finish(group, late, lambda *told: ended.append(str(told[2])), opened) == []
    (told,) = ended
    assert "lúc hết giờ" in told
    with pytest.raises(Unreadable):
        hand_in(group, LEARNER, QUIZ, late)
    place = told.split("xóa tệp ")[1]
    (group.path / place).unlink()  # whoever is in charge takes it all the same
    finish(group, late)
    assert group.is_put_away(LEARNER, QUIZ)


def test_a_file_that_cannot_be_read_for_a_moment_is_taken_all_the_same(group: Workspace) -> None:
    group = planned(group, "closes: 2026-11-30 9:00")
    file = begin(group)
    file.save(file.draw[0], "1", NOW + MINUTE)
    good = file.path.read_bytes()
    spoil(group, "garbage")
    finish(group, CLOSES)
    file.path.write_bytes(good)
    (answers,) = finish(group, CLOSES + timedelta(seconds=20))
    assert answers.handed_in == CLOSES.isoformat()


@pytest.mark.parametrize("cleared", [False, True])
def test_a_blank_paper_is_taken_however_late(group: Workspace, cleared: bool) -> None:
    """Nobody has hidden anything in it: whoever leafed through the quiz is in no trouble."""
    group = planned(group, "closes: 2026-11-30 9:00")
    file = begin(group)
    note_beginning(file.path.parent, NOW)
    finish(group, CLOSES, opened={})
    if cleared:
        file.save(file.draw[0], " ", CLOSES + 60 * MINUTE)
    answers = hand_in(group, LEARNER, QUIZ, CLOSES + 61 * MINUTE)
    assert (answers.handed_in, group.is_put_away(LEARNER, QUIZ)) == (CLOSES.isoformat(), True)


@pytest.mark.parametrize(
    "plan", ["closes: 2026-11-30 9:00", "time_limit: 15", "hours: {opens: 8:00, closes: 9:00}"]
)
@pytest.mark.parametrize("handed_in", [False, True])
def test_an_answer_that_first_appears_after_the_end_is_none(
    group: Workspace, plan: str, handed_in: bool
) -> None:
    """The page was open before it, and that is all the server knew."""
    group = planned(group, plan)
    opened, told = {(LEARNER, QUIZ): NOW, (LEARNER, "khac"): NOW}, list[str]()
    finish(group, CLOSES, opened=opened)
    late = CLOSES + 30 * MINUTE
    file = begin(group, late)  # it may say what it will
    file.save(file.draw[0], "1", late)
    if handed_in:
        file.hand_in(late)
        with pytest.raises(Unreadable, match="09:00"):
            complete(group, LEARNER, QUIZ, late, opened)
    assert finish(group, CLOSES + 61 * MINUTE, lambda *one: told.append(one[1]), opened) == []
    assert told == [QUIZ]
    assert not group.is_put_away(LEARNER, QUIZ)


def test_a_page_that_stays_open_until_it_is_begun_is_in_no_trouble(group: Workspace) -> None:
    """A time limit counts from the button, and the quiz is open."""
    opened = {(LEARNER, QUIZ): NOW}
    finish(group, NOW + 60 * MINUTE, opened=opened)
    file = begin(group, NOW + 61 * MINUTE)
    note_beginning(file.path.parent, NOW + 61 * MINUTE)
    file.save(file.draw[0], "1", NOW + 62 * MINUTE)
    (answers,) = finish(group, NOW + 90 * MINUTE, opened={})
    assert answers.handed_in == (NOW + 61 * MINUTE + LIMIT).isoformat()


@pytest.mark.parametrize("served", [False, True])
def test_kit_grade_leaves_to_a_server_what_only_that_knows(group: Workspace, served: bool) -> None:
    """Whose attempt was begun when; of files alone it would believe what they say."""
    file = begin(group)
    file.save(file.draw[0], "1", NOW + MINUTE)
    with alone(group.path) if served else nullcontext():
        _ = [*grade_groups([group], None, CLOSES, lambda _: None)]
    assert group.is_put_away(LEARNER, QUIZ) is not served


def test_what_cannot_be_noted_of_one_keeps_no_other(
    group: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = planned(group, "closes: 2026-11-30 9:00")
    spoilt = begin(group)
    spoilt.path.write_text("{", "utf-8")
    file = group.answers_to(group.booklet(QUIZ), "hv-002")
    file.start(NOW)
    file.save(file.draw[0], "1", NOW)

    def full(*_: object) -> None:
        raise OSError(28, "the disk is full")

    monkeypatch.setattr("kit.overdue.note_end", full)
    failed = list[str]()
    (answers,) = finish(group, CLOSES, lambda *told: failed.append(told[0]))
    assert (answers.learner, failed) == ("hv-002", [LEARNER])


def test_nobody_shows_a_room_what_one_of_it_is_doing_once_more(group: Workspace) -> None:
    """All have handed in and this is her last attempt: it is not over."""
    group = planned(group, "attempts: 2")
    seen: Any = SimpleNamespace(
        workspace=group,
        attendance=SimpleNamespace(learners={LEARNER}, handed={QUIZ: {LEARNER}}),
    )
    do(group, NOW, 1)
    assert not is_over(seen, QUIZ, NOW + 6 * MINUTE)  # she may do it again
    begin_again(group, LEARNER, QUIZ, NOW + 7 * MINUTE)
    assert not is_over(seen, QUIZ, NOW + 8 * MINUTE)
    begin(group, NOW + 8 * MINUTE)
    assert not is_over(seen, QUIZ, NOW + 9 * MINUTE)
    hand_in(group, LEARNER, QUIZ, NOW + 10 * MINUTE)
    assert is_over(seen, QUIZ, NOW + 11 * MINUTE)


def test_whoever_gets_more_time_after_the_end_may_use_it(group: Workspace) -> None:
    """The group's closing hour is put off: what was found at the former one counts no more."""
    group = planned(group, "closes: 2026-11-30 9:00")
    file = begin(group)
    note_beginning(file.path.parent, NOW)
    finish(group, CLOSES)  # looked at, and nothing answered
    group = planned(group, "closes: 2026-11-30 11:00")
    file.save(file.draw[0], "1", CLOSES + 90 * MINUTE)
    (answers,) = finish(group, CLOSES + 120 * MINUTE)
    assert answers.handed_in == (CLOSES + 120 * MINUTE).isoformat()


@pytest.mark.parametrize("said", [{"attempt": 3}, {"paper": "101"}, {}])
def test_no_file_can_say_that_its_attempt_is_handed_in(
    group: Workspace, said: dict[str, object]
) -> None:
    """It would be told the key in the middle of the last attempt but one."""
    do(group, NOW, 1)
    begin_again(group, LEARNER, QUIZ, NOW + 6 * MINUTE)
    begin(group, NOW + 6 * MINUTE)
    planned(group, "attempts: 2\n    review: {after_hand_in: [score, right, explanation]}")
    group = Workspace(group.path)
    claim(group, handed_in=(NOW + 7 * MINUTE).isoformat(), **said)
    for moment in (NOW + 7 * MINUTE, NOW + 8 * MINUTE):
        assert group.review(QUIZ, LEARNER, moment) <= {"score"}
        assert not missed_items(group, LEARNER, moment)
