"""The whole way in real Chromium: sign in, lesson, quiz, hand-in, nbgrader, result."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kit.answers import read
from kit.gradebook.build import build
from kit.gradebook.course import Person, Slip, found
from kit.gradebook.results import results
from kit.kinds import Bank
from kit.scoring import score_quiz
from kit.workspace import Workspace
from tests.browser import keyboard
from tests.browser.watching import Traffic, violations
from tests.serving import Running, running, scored
from tests.test_gradebook import finish, start
from tests.whole_paper import whole_paper

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.kernel]

QUIZ, LESSON = "chi-thi-34", "01-chi-thi-34"


@dataclass
class Group:
    """A group on the real content, with all its kinds of question in one paper, served."""

    workspace: Workspace
    slips: list[Slip]
    served: Running

    @property
    def url(self) -> str:
        return f"{self.served.url}/{self.workspace.group.id}/"

    @cached_property
    def bank(self) -> Bank:
        return self.workspace.bank(QUIZ)

    def plan(self) -> dict[str, Any]:
        """Item → response: right for most, wrong for every fourth; ticks in the order shown."""
        wanted: dict[str, Any] = {
            item.id: item.wrong() if n % 4 == 3 else item.right()
            for n, item in enumerate(self.bank.items)
        }
        for item in self.workspace.booklet(QUIZ)["items"]:
            if item["kind"] == "multiple":
                shown = [option["id"] for option in item["show"]["options"]]
                wanted[item["id"]] = sorted(wanted[item["id"]], key=shown.index)
        return wanted


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Group]:
    place = tmp_path_factory.mktemp("journey")
    folder = place / "group"
    people = [Person("Trần Thị Hòa"), Person("Lê Văn Bình"), Person("Phạm Thị Chi")]
    slips = found(folder, "Chi bộ thử", "chi-bo-thu", people, [LESSON], [QUIZ], Random(5))
    workspace = Workspace(folder)
    build(workspace, whole_paper(place, QUIZ))
    with running(workspace) as served:
        yield Group(workspace, slips, served)


def enter(page: Page, group: Group, slip: Slip) -> None:
    """Sign in and agree, by keyboard."""
    page.set_default_timeout(30_000)
    page.goto(group.url)
    keyboard.tab_to(page, page.get_by_role("textbox"))
    page.keyboard.type(slip.code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/consent")
    keyboard.tab_to(page, page.get_by_role("checkbox"))
    page.keyboard.press("Space")
    keyboard.press(page, "Tiếp tục")
    page.wait_for_url(group.url)


def clean(page: Page, where: str) -> None:
    """axe-core finds nothing at phone and desk width, and nothing scrolls sideways."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert violations(page) == [], (where, width)
        sideways = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert sideways <= 0, (where, width)
    page.set_viewport_size({"width": 390, "height": 844})


def saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator(".kq-saving")).to_have_text(re.compile("^Đã lưu"))


def test_the_whole_way_by_keyboard(page: Page, group: Group, capsys: Any) -> None:
    """
    Sign in, lesson, all items of the quiz by keyboard with a reload in the middle, hand in;
    stock autograde gives the expected score and the result page shows it; nothing but this
    machine was asked for anything.
    """
    traffic, slip = Traffic.of(page), group.slips[0]
    page.goto(group.url)
    clean(page, "sign-in")
    enter(page, group, slip)
    clean(page, "home")
    page.get_by_role("link", name=re.compile("^Bài 1")).press("Enter")
    expect(page.get_by_role("button", name="Kiểm tra").first).to_be_visible()
    clean(page, "lesson")
    page.goto(group.url)
    before = len(traffic.answers)
    page.get_by_role("link", name=re.compile("^Chỉ thị 34")).press("Enter")
    expect(page.locator("fieldset").first).to_be_visible()
    requests, size = len(traffic.answers) - before, traffic.weight()[1]
    clean(page, "quiz")
    _answer_all(page, group, slip)
    keyboard.press(page, "Nộp bài")
    keyboard.tab_to(page, page.get_by_role("dialog").get_by_role("button", name="Nộp bài"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    clean(page, "handed in")
    expected = _expected(group, slip)
    _stock_autograde(group)
    result = results(group.workspace.path, slip.learner, QUIZ)
    assert result is not None
    assert result.total == pytest.approx(expected)
    page.goto(f"{group.url}result/{QUIZ}")
    shown = f"{expected:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    expect(page.get_by_role("main")).to_contain_text(shown)
    clean(page, "result")
    assert traffic.errors == []
    assert traffic.hosts == {group.served.url.removeprefix("http://")}
    with capsys.disabled():
        print(f"\nquiz page: {requests} requests; whole way: {size / 1e6:.2f} MB")  # noqa: T201


def _kept_place(page: Page, group: Group, slip: Slip, item: str) -> None:
    """Wait until the server knows where the learner is: unlike answers, the page does not say."""
    file = group.workspace.work(slip.learner, QUIZ) / "answers.json"
    for _ in range(300):
        if read(file).at == item:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the place is not kept")


def _answer_all(page: Page, group: Group, slip: Slip) -> None:
    plan = group.plan()
    items = group.workspace.booklet(QUIZ)["items"]
    for n, item in enumerate(items):
        if n == 12:
            saved(page)
            _kept_place(page, group, slip, item["id"])
            page.reload()
            expect(page.locator(".kq-progress, .kit-quiz").first).to_contain_text(
                f"Đã trả lời 12/{len(items)} câu"
            )
            kept = read(group.workspace.work(slip.learner, QUIZ) / "answers.json")
            assert kept.responses() == {one["id"]: plan[one["id"]] for one in items[:12]}
            expect(page.locator(".kit-quiz")).to_contain_text(f"Câu 13 trên {len(items)}")
        keyboard.answer(page, item, plan[item["id"]])
        saved(page)
        keyboard.press(page, "Câu sau" if n + 1 < len(items) else "Xem lại và nộp bài")


def _expected(group: Group, slip: Slip) -> float:
    """What the scoring function says of the answers as handed in."""
    scored(group.workspace, slip.learner, QUIZ)  # the page says what its kernel has closed
    answers = read(group.workspace.submitted(slip.learner, QUIZ) / "answers.json")
    assert answers.responses() == group.plan()
    scores = score_quiz(group.bank, answers.responses())
    return sum(score.score or 0 for score in scores)


def _stock_autograde(group: Group) -> None:
    """nbgrader's own command with its own Execute step."""
    finish(start(group.workspace, "autograde", QUIZ, KIT_EXECUTE="1"))


def test_another_device_goes_on_where_the_first_was(page: Page, group: Group) -> None:
    """A second browser, signed in with the same code, has all the answers of the first."""
    slip, plan = group.slips[1], group.plan()
    enter(page, group, slip)
    page.goto(f"{group.url}quiz/{QUIZ}")
    items = group.workspace.booklet(QUIZ)["items"][:3]
    for item in items:
        keyboard.answer(page, item, plan[item["id"]])
        saved(page)
        keyboard.press(page, "Câu sau")
    assert page.context.browser
    other = page.context.browser.new_context().new_page()
    other.goto(f"{group.url}sign-in#{slip.code}")
    other.wait_for_url(group.url)
    other.goto(f"{group.url}quiz/{QUIZ}")
    expect(other.locator(".kit-quiz")).to_contain_text("Đã trả lời 3/")
    other.context.close()


def test_the_whole_way_on_a_phone_that_loses_its_network(page: Page, group: Group) -> None:
    """
    By the QR link of a slip to the quiz; without a network the page says so and keeps the answers,
    also over a step to the next question; with it again all are saved, and what is handed in is
    everything. The link after the hand-in leads to the result. No other host is asked.
    """
    traffic, slip, plan = Traffic.of(page), group.slips[2], group.plan()
    page.goto(f"{group.url}sign-in#{slip.code}")
    page.wait_for_url("**/consent")
    assert not page.get_by_role("checkbox").is_checked()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("link", name=re.compile("^Chỉ thị 34")).click()
    expect(page.locator("fieldset").first).to_be_visible()
    items = group.workspace.booklet(QUIZ)["items"][:3]
    keyboard.answer(page, items[0], plan[items[0]["id"]])
    saved(page)
    page.context.set_offline(True)
    for item in items[1:]:
        keyboard.press(page, "Câu sau")
        keyboard.answer(page, item, plan[item["id"]])
    expect(page.locator(".kq-saving")).to_contain_text("Máy này đang mất mạng nên chưa lưu được.")
    expect(page.get_by_role("button", name="Tải lại trang")).to_be_hidden()
    clean(page, "without a network")
    file = group.workspace.work(slip.learner, QUIZ) / "answers.json"
    assert set(read(file).answers) == {items[0]["id"]}
    assert page.evaluate("localStorage.length") >= 2
    page.context.set_offline(False)
    saved(page)
    assert read(file).responses() == {item["id"]: plan[item["id"]] for item in items}
    page.get_by_role("button", name=re.compile("^Xem lại")).first.click()
    page.get_by_role("button", name="Nộp bài", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    clean(page, "handed in, with a link")
    page.get_by_role("link", name="Xem kết quả").click()
    page.wait_for_url(f"**/result/{QUIZ}")
    expect(page.get_by_role("main")).to_contain_text("Đã nộp lúc")
    handed = read(group.workspace.submitted(slip.learner, QUIZ) / "answers.json")
    assert handed.responses() == {item["id"]: plan[item["id"]] for item in items}
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('answer:'))") == []
    assert traffic.errors == []
    assert traffic.hosts == {group.served.url.removeprefix("http://")}
