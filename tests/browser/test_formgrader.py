"""Formgrader in Chromium: nobody can tell which way a gradebook was filled."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.gradebook.autograde import autograde
from kit.gradebook.config import database_url
from kit.gradebook.database import engine
from kit.gradebook.results import results
from kit.workspace import Workspace
from tests.formgrader import HEADERS, running
from tests.gradebook_course import QUIZ, built_workspace, grade_now
from tests.test_gradebook_bulk import submit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.server,
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

LOADED = "[...document.querySelectorAll('input.score')].some(field => field.placeholder)"
"""Everybody has a score by machine somewhere; it stands in its field when all have come."""

LEARNERS = {"hv-dung": "right", "hv-sai": "wrong", "hv-trong": "blank", "hv-loi": "invalid"}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Workspace]:
    """The same submissions graded by nbgrader's own command and at once."""
    stock = built_workspace(tmp_path_factory.mktemp("formgrader") / "to")
    for learner, how in LEARNERS.items():
        submit(stock, learner, how)
    bulk = Workspace(Path(shutil.copytree(stock.path, stock.path.with_name("bulk"))))
    assert autograde(stock.path, QUIZ) == []
    grade_now(bulk)
    return stock, bulk


@pytest.fixture(scope="module")
def urls(pair: tuple[Workspace, Workspace]) -> Iterator[tuple[str, str]]:
    """Formgrader's addresses for both."""
    with running(pair[0]) as stock, running(pair[1]) as bulk:
        yield f"{stock}/formgrader", f"{bulk}/formgrader"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(extra_http_headers=HEADERS)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def submission(workspace: Workspace, learner: str) -> str:
    """The id that formgrader calls a submitted notebook by."""
    query = """SELECT n.id FROM submitted_notebook n
               JOIN submitted_assignment s ON s.id = n.assignment_id WHERE s.student_id = ?"""
    with engine(database_url(workspace.path)).connect() as connection:
        return str(connection.exec_driver_sql(query, (learner,)).scalar())


def table(page: Page, url: str) -> list[str]:
    """The lines of a list, in the order of the alphabet: formgrader's is that of random ids."""
    page.goto(url)
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(len(LEARNERS), timeout=60_000)
    return sorted(re.sub(r"#\d+", "#", " ".join(text.split())) for text in rows.all_inner_texts())


def test_the_lists_are_the_same(
    page: Page, urls: tuple[str, str], pair: tuple[Workspace, Workspace]
) -> None:
    """Submissions, the gradebook and the students, as a trainer sees them."""
    for address in (f"manage_submissions/{QUIZ}", f"gradebook/{QUIZ}/{QUIZ}", "manage_students"):
        stock, bulk = (table(page, f"{url}/{address}") for url in urls)
        assert stock == bulk
        assert any(re.search(r"\d", line) for line in bulk)


def test_a_submission_looks_the_same(
    page: Page, urls: tuple[str, str], pair: tuple[Workspace, Workspace]
) -> None:
    """Text, outputs and the scores in the fields, learner by learner."""
    for learner in LEARNERS:
        seen = []
        for url, workspace in zip(urls, pair, strict=True):
            page.goto(f"{url}/submissions/{submission(workspace, learner)}/?index=0")
            page.wait_for_function(LOADED)
            fields = page.locator("input.score").evaluate_all(
                "inputs => inputs.map(i => [i.id.length > 0, i.value, i.placeholder, i.className])"
            )
            seen.append((page.get_by_role("main").inner_text(), fields))
        assert seen[0] == seen[1], learner


def test_a_score_by_hand_stays(
    page: Page, urls: tuple[str, str], pair: tuple[Workspace, Workspace]
) -> None:
    """A trainer scores an essay in formgrader; grading again leaves it as it is."""
    bulk = pair[1]
    page.goto(f"{urls[1]}/submissions/{submission(bulk, 'hv-dung')}/?index=0")
    field = page.locator("#tu-luan")
    expect(field).to_be_visible()
    page.wait_for_function("document.querySelector('#mot-dap-an')?.placeholder === '1'")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        field.fill("3.5")
        field.press("Tab")
    before = results(bulk.path, "hv-dung", QUIZ)
    assert before
    assert (before.total, before.needs_manual) == (26 + 3.5, False)
    assert grade_now(bulk)[0].skipped == len(LEARNERS)
    assert results(bulk.path, "hv-dung", QUIZ) == before
    answers = bulk.submitted("hv-dung", QUIZ) / "answers.json"
    answers.write_bytes(answers.read_bytes() + b"\n")
    assert grade_now(bulk)[0].graded == 1
    after = results(bulk.path, "hv-dung", QUIZ)
    assert after
    assert (after.total, after.needs_manual) == (26 + 3.5, True)
