"""A recognisable key is planted in a bank and searched for in every byte that a learner gets."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.gradebook.autograde import autograde, feedback
from kit.gradebook.build import build
from kit.gradebook.course import Person, found
from kit.gradebook.results import results
from kit.serve.assets import find_assets
from kit.workspace import Workspace
from tests.browser import keyboard
from tests.browser.watching import Traffic, bodies
from tests.gradebook_course import CONTENT, QUIZ, TOKEN
from tests.serving import running, scored

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.kernel]


def finds(data: bytes) -> bool:
    """Whether the planted key is in these bytes, in either Unicode form, in any case."""
    text = data.decode("utf-8", errors="replace")
    return (
        any(TOKEN in unicodedata.normalize(form, text).casefold() for form in ("NFC", "NFD"))
        or TOKEN in data.decode("utf-16-le", errors="replace").casefold()
    )


def test_the_search_finds_what_is_there() -> None:
    """The search itself is not blind."""
    assert finds(f"x{TOKEN.upper()}y".encode())
    assert not finds(b"nothing")


def test_the_key_reaches_nobody_before_the_review(browser: Browser, tmp_path: Path) -> None:
    """
    From sign-in to result page, by HTTP and websocket, in the release, in the learner's folders,
    in feedback and among the served files: the planted key is nowhere, though the bank has it.
    """
    folder = tmp_path / "group"
    slips = found(folder, "Tổ thử", "to-thu", [Person("An")], ["00-thu"], [QUIZ], Random(2))
    workspace = Workspace(folder)
    build(workspace, CONTENT)
    har = tmp_path / "traffic.har"
    context = browser.new_context(record_har_path=har, record_har_content="embed")
    with running(workspace) as served:
        traffic = _visit(context.new_page(), workspace, f"{served.url}/to-thu/", slips[0].code)
    context.close()
    assert any(map(finds, (path.read_bytes() for path in (folder / "banks").iterdir())))
    answers = bodies(har)
    assert len(answers) > 50, "the traffic was not caught"
    assert len(traffic.frames) > 30, "the websocket was not caught"
    assert [body[:200] for body in [*answers, *traffic.frames] if finds(body)] == []
    assert [str(path) for path in _learners_files(folder) if finds(path.read_bytes())] == []


def _visit(page: Page, workspace: Workspace, url: str, code: str) -> Traffic:
    """The whole way of one learner, and of the submission through nbgrader."""
    traffic, folder = Traffic.of(page), workspace.path
    page.set_default_timeout(30_000)
    page.goto(f"{url}sign-in#{code}")
    page.wait_for_url("**/consent")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(url)
    page.goto(f"{url}quiz/{QUIZ}")
    items = workspace.booklet(QUIZ)["items"]
    bank = workspace.bank(QUIZ)
    for n, item in enumerate(items):
        wrong = bank.item(item["id"]).wrong()
        if not finds(repr(wrong).encode()):
            keyboard.answer(page, item, wrong)
        last = n + 1 == len(items)
        page.get_by_role("button", name="Xem lại và nộp bài" if last else "Câu sau").click()
    page.get_by_role("button", name="Nộp bài").click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    scored(workspace, "hv-001", QUIZ)  # nbgrader waits for nobody
    assert autograde(folder, QUIZ) == []
    assert feedback(folder, QUIZ) == []
    assert results(folder, "hv-001", QUIZ) is not None
    page.goto(f"{url}result/{QUIZ}")
    page.goto(url)
    return traffic


def _learners_files(folder: Path) -> Iterator[Path]:
    """Everything released, handed in or fed back, the lessons, and all files the server sends."""
    seen = 0
    for name in ("release", "work", "submitted", "autograded", "feedback", "lessons"):
        for path in (folder / name).rglob("*"):
            if path.is_file():
                seen += 1
                yield path
    assert seen > 8
    yield from find_assets().files.values()
