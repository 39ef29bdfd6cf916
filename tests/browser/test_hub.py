"""A city under JupyterHub, its proxy and PostgreSQL, in Chromium: learners, a trainer, a crash."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from kit.answers import read
from kit.clock import now
from kit.gradebook.city import Made
from kit.gradebook.config import database_url
from kit.gradebook.database import engine
from kit.gradebook.results import results
from kit.reports.slips import Group as SlipsGroup
from kit.reports.slips import sign_in_address
from kit.submission import hand_in
from kit.workspace import Workspace
from tests import hub_city, postgres
from tests.browser.watching import Traffic, violations
from tests.hub_city import QUIZ, Running
from tests.serving import scored

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.kernel]

ESSAY = "Chi bộ phân công từng người giúp một hộ nghèo."


@dataclass(frozen=True)
class City:
    """The running Hub, and its groups with everybody's code."""

    hub: Running
    groups: list[Made]

    def code(self, group: int, learner: str) -> str:
        """Somebody's personal code."""
        return next(s.code for s in self.groups[group].slips if s.learner == learner)

    def url(self, group: int) -> str:
        """A group's address."""
        return f"{self.hub.url}/user/{self.groups[group].id}/"

    def workspace(self, group: int) -> Workspace:
        """A group's folder."""
        return Workspace(self.groups[group].folder)


@pytest.fixture(scope="module")
def city(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: postgres.Server
) -> Iterator[City]:
    """Two groups, each with its database on one PostgreSQL server."""
    folder = tmp_path_factory.mktemp("city")
    for n in (1, 2):
        postgres.run(postgres_server.url(), f'CREATE DATABASE "chi-bo-{n}" TEMPLATE template0')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_DB_URL", postgres_server.url("{group}"))
        made = hub_city.make_city(folder, groups=2)
        with hub_city.running(folder / "hub") as hub:
            with ThreadPoolExecutor() as visitors:  # who all come at once
                doors = [f"{hub.url}/services/door/{one.id}/ping" for one in made]
                assert [*visitors.map(hub_city.fetch, doors)] == ["ok"] * len(made)
            yield City(hub, made)
        for n in (1, 2):
            postgres.run(postgres_server.url(), f'DROP DATABASE "chi-bo-{n}" WITH (FORCE)')


def visitor(browser: Browser, width: int = 390) -> Page:
    """A browser of its own, in which each step has time."""
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="vi-VN")
    context.set_default_timeout(60_000)
    return context.new_page()


def at_the_hub(
    browser: Browser, city: City, who: str, width: int = 390, group: int = 0, wanted: str = ""
) -> Page:
    """That person of a group has typed the personal code at the trainers' form.

    Who wants a page of the Hub is led there; all others have formgrader started.
    """
    page = visitor(browser, width)
    page.goto(city.hub.url + wanted)
    page.get_by_label("Chi bộ").select_option(city.groups[group].id)
    page.get_by_label("Mã cá nhân").fill(city.code(group, who))
    page.keyboard.press("Enter")
    return page


def agree(page: Page) -> None:
    """Have the result kept under one's name."""
    page.wait_for_url("**/consent")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Tiếp tục").click()


def sit_down(page: Page, city: City, group: int) -> None:
    """Come by the QR code of a slip, agree, open the quiz and answer its first question."""
    made = city.groups[group]
    slip = SlipsGroup(made.id, made.name, f"{city.hub.url}/user")
    page.goto(sign_in_address(slip, city.code(group, "hv-001")))
    agree(page)
    take_quiz(page)


def take_quiz(page: Page) -> None:
    """From the group's home into the quiz, and answer its first question."""
    page.get_by_role("link", name="Bài thử").click()
    page.get_by_text("Ngày 6-12-2023").click()
    saved(page)


def saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator(".kq-saving")).to_have_text(re.compile("^Đã lưu"), timeout=60_000)


def write_and_hand_in(page: Page) -> None:
    """The essay, and the end."""
    page.get_by_role("button", name="Câu sau").click()
    page.locator(".kit-quiz").get_by_role("textbox").fill(ESSAY)
    saved(page)
    page.get_by_role("button", name="Xem lại và nộp bài").click()
    page.get_by_role("button", name="Nộp bài", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible(timeout=60_000)


def hand_in_on_disk(workspace: Workspace, learner: str) -> str:
    """As the page does it; the running server scores it. Returns formgrader's id of it."""
    file = workspace.answers_to(workspace.booklet(QUIZ), learner)
    for item, response in (("ngay-hop", "a"), ("viec-lam", ESSAY)):
        file.save(item, response, now())
    hand_in(workspace, learner, QUIZ, now())
    scored(workspace, learner, QUIZ, seconds=60)
    query = """SELECT n.id FROM submitted_notebook n
               JOIN submitted_assignment s ON s.id = n.assignment_id WHERE s.student_id = :who"""
    with engine(database_url(workspace.path)).connect() as connection:
        return str(connection.execute(text(query), {"who": learner}).scalar())


def test_a_city_works_and_a_crash_stays_where_it_is(browser: Browser, city: City) -> None:
    """Learners of two groups; one group's server is killed while both sit there."""
    first, second = visitor(browser), visitor(browser)
    traffic = Traffic.of(first)
    first.goto(city.hub.url)
    assert violations(first) == []
    first.get_by_role("link", name="Chi bộ 1").click()
    first.get_by_label("Mã cá nhân").fill(city.code(0, "hv-001"))
    first.keyboard.press("Enter")
    agree(first)
    take_quiz(first)
    sit_down(second, city, 1)

    victim = city.hub.server(city.groups[1].folder)
    other = city.hub.server(city.groups[0].folder)
    victim.kill()
    victim.wait(60)
    write_and_hand_in(first)
    assert other.is_running()
    assert traffic.hosts == {city.hub.url.removeprefix("http://")}

    # Started again by itself; the same tab, loaded anew, goes on where it was.
    second.wait_for_function(
        "address => fetch(address).then(a => a.status === 200, () => false)",
        arg=f"{city.url(1)}ping", polling=500,
    )  # fmt: skip
    second.reload()
    expect(second.get_by_role("radio", name="Ngày 6-12-2023")).to_be_checked(timeout=60_000)
    write_and_hand_in(second)
    for group in range(2):
        scored(city.workspace(group), "hv-001", QUIZ, seconds=60)
        kept = read(city.workspace(group).submitted("hv-001", QUIZ) / "answers.json")
        assert kept.responses() == {"ngay-hop": "a", "viec-lam": ESSAY}


def test_a_learner_is_nobody_at_the_hub(browser: Browser, city: City) -> None:
    """A learner's code opens no grading; without an account the Hub shows its first page alone."""
    page = at_the_hub(browser, city, "hv-001")
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    for path in ("/hub/admin", "/hub/home", "/user/chi-bo-1.gv-1/formgrader", "/hub/token"):
        page.goto(city.hub.url + path)
        assert "/hub/login" in page.url


def test_a_trainer_grades_an_essay_and_can_do_nothing_else(browser: Browser, city: City) -> None:
    """In formgrader, in a tab of its own; nothing in that server runs code or gives files away."""
    workspace = city.workspace(1)
    handed = hand_in_on_disk(workspace, "hv-002")
    page = at_the_hub(browser, city, "gv-1", 1280, group=1)
    page.wait_for_url("**/user/chi-bo-2.gv-1/formgrader/**")
    page.get_by_role("link", name=QUIZ).click()
    page.get_by_role("link", name=QUIZ).last.click()
    expect(page.get_by_role("link", name="Submission #1")).to_be_visible()
    page.goto(f"{city.url(1)[:-1]}.gv-1/formgrader/submissions/{handed}/")
    field = page.locator("#viec-lam")
    expect(field).to_be_visible(timeout=60_000)
    expect(page.get_by_role("main")).to_contain_text(ESSAY)
    page.wait_for_function("document.querySelector('#ngay-hop')?.placeholder === '1'")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        field.fill("3")
        field.press("Tab")
    graded = results(workspace.path, "hv-002", QUIZ)
    assert graded
    assert (graded.total, graded.needs_manual) == (1 + 3, False)
    walls = page.evaluate(TRY_ALL, "/user/chi-bo-2.gv-1/")
    assert set(walls.values()) == {403, 404}, walls
    page.goto(f"{city.hub.url}/user/chi-bo-1.gv-1/formgrader")
    assert "formgrader" not in page.title().lower()


def test_a_trainer_meets_no_page_of_jupyterhubs_own(browser: Browser, city: City) -> None:
    """Mistyped, forbidden, of another group, for administrators: all in the kit's words."""
    page = at_the_hub(browser, city, "gv-1", 1280, group=1)
    page.wait_for_url("**/user/chi-bo-2.gv-1/formgrader/**")
    for path in ("admin", "token", "khong-co", "spawn/chi-bo-1", "user/chi-bo-1.gv-1/", "home"):
        page.goto(f"{city.hub.url}/hub/{path}")
        expect(page.locator("html")).to_have_attribute("lang", "vi")
        assert "JupyterHub" not in page.content()
    # The page of a group, at the Hub: led to the door, as who has no account.
    page.goto(f"{city.hub.url}/hub/user/chi-bo-1/sign-in")
    page.wait_for_url("**/user/chi-bo-1/sign-in")
    page.goto(f"{city.hub.url}/hub/logout")
    expect(page.get_by_label("Mã cá nhân")).to_be_visible()


def test_an_administrator_watches_and_opens_nobodys_server(browser: Browser, city: City) -> None:
    """The page of JupyterHub works; what would lead to other groups' answers is refused."""
    page = at_the_hub(browser, city, "gv-1", 1280, wanted="/hub/admin")
    expect(page.get_by_text("chi-bo-2", exact=True).first).to_be_visible(timeout=60_000)
    may = page.evaluate(ADMINISTER, "/hub/api/")
    assert may.pop("GET users") == 200
    assert may.pop("DELETE users/chi-bo-2/server") in {202, 204}
    assert set(may.values()) <= {403, 404}, may


ADMINISTER = """async root => {
  const token = (document.cookie.match(/_xsrf=([^;]*)/) || [])[1] || "", said = {};
  for (const [method, path] of [
    ["GET", "users"], ["POST", "users/chi-bo-2.gv-1"], ["POST", "users/chi-bo-2/tokens"],
    ["PATCH", "users/chi-bo-2"], ["DELETE", "users/chi-bo-2"], ["POST", "shutdown"],
    ["GET", "proxy"], ["DELETE", "users/chi-bo-2/server"],
  ]) {
    const body = method === "GET" ? undefined : "{}";
    const answer = await fetch(root + path, {method, body, headers: {"X-XSRFToken": token}});
    said[`${method} ${path}`] = answer.status;
  }
  return said;
}"""

TRY_ALL = """async root => {
  const token = (document.cookie.match(/_xsrf=([^;]*)/) || [])[1] || "", said = {};
  for (const [method, path] of [
    ["POST", "api/kernels"], ["GET", "api/contents"], ["GET", "api/contents/secret?content=1"],
    ["POST", "api/terminals"], ["POST", "api/sessions"], ["GET", "files/roster.csv"],
    ["GET", "view/secret"], ["GET", "lab"], ["GET", "tree"], ["GET", "nbconvert/html/a.ipynb"],
  ]) {
    const answer = await fetch(root + path, {method, headers: {"X-XSRFToken": token}});
    said[`${method} ${path}`] = answer.status;
  }
  return said;
}"""
