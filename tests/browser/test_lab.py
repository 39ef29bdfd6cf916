"""The same quiz in JupyterLab: same widget, same answers file, same hand-in."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from kit.answers import read
from kit.gradebook.autograde import autograde
from kit.gradebook.build import build
from kit.gradebook.course import Person, found
from kit.gradebook.results import results
from kit.scoring import score_quiz
from kit.serve.addresses import free_port
from kit.workspace import Workspace
from tests.browser import keyboard
from tests.browser.watching import Traffic
from tests.waiting import until
from tests.whole_paper import whole_paper

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.kernel]

QUIZ, LESSON, LEARNER = "chi-thi-34", "01-chi-thi-34", "hv-001"
ANSWERED = 10


def test_quiz_in_jupyterlab(page: Page, tmp_path: Path) -> None:
    """
    In ``kit lab --learner`` a learner answers ten items of different kinds, reloads, finds them,
    hands in, and stock autograde scores them as expected. No request leaves the machine.
    """
    folder = tmp_path / "group"
    found(folder, "Tổ thử", "to-thu", [Person("An")], [LESSON], [QUIZ], Random(2))
    workspace = Workspace(folder)
    build(workspace, whole_paper(tmp_path, QUIZ))
    port = free_port("127.0.0.1", 0)
    environment = {**_environment(tmp_path), "JUPYTER_TOKEN": "thu"}
    command = [sys.executable, "-m", "kit", "lab", str(folder), "--learner", LEARNER]
    command += ["--port", str(port), "--no-browser"]
    lab = subprocess.Popen(command, env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api")
        traffic = Traffic.of(page)
        _work(page, workspace, f"http://127.0.0.1:{port}/lab/tree/{QUIZ}/{QUIZ}.ipynb?token=thu")
        assert traffic.hosts == {f"127.0.0.1:{port}"}
    finally:
        lab.terminate()
        lab.wait(30)
    answers = read(workspace.submitted(LEARNER, QUIZ) / "answers.json")
    scores = score_quiz(workspace.bank(QUIZ), answers.responses())
    assert len(answers.answers) == ANSWERED
    assert autograde(folder, QUIZ) == []
    result = results(folder, LEARNER, QUIZ)
    assert result is not None
    assert result.total == pytest.approx(sum(score.score or 0 for score in scores))


def test_a_trainer_is_led_to_grading_and_asked_nothing(page: Page, tmp_path: Path) -> None:
    """The command prints both addresses and no log; no popup asks about news."""
    folder = tmp_path / "group"
    found(folder, "Tổ thử", "to-thu", [Person("An")], [LESSON], [QUIZ], Random(2))
    build(Workspace(folder), whole_paper(tmp_path, QUIZ))
    command = [sys.executable, "-m", "kit", "lab", str(folder), "--no-browser"]
    command += ["--port", str(free_port("127.0.0.1", 0))]
    said = tmp_path / "said"
    with said.open("w") as out:
        lab = subprocess.Popen(command, env=_environment(tmp_path), stdout=out, stderr=out)
    try:
        until(lambda: "Ctrl-C" in said.read_text("utf-8"), 60)
        address, grading = re.findall(r"http://\S+", said.read_text("utf-8"))
        _wait_for(address)
        page.set_default_timeout(60_000)
        page.goto(address)
        page.get_by_text("Nbgrader", exact=True).click()
        expect(page.get_by_text("Course List", exact=True)).to_have_count(0)
        page.get_by_text("Formgrader", exact=True).click()
        inside = page.frame_locator("iframe").first
        inside.get_by_role("link", name="Manual Grading").click()
        expect(inside.locator(".breadcrumb")).to_have_text("Manual Grading")
        expect(page.get_by_text("official Jupyter news")).to_have_count(0)
        told = json.loads(page.locator("#jupyter-config-data").inner_text())
        assert "@jupyterlab/apputils-extension:announcements" in told["disabledExtensions"]
        page.goto(grading)
        expect(page.locator(".breadcrumb")).to_have_text("Manual Grading")
        # A stop in the midst of nbgrader's answer would be lost.
        expect(page.get_by_text("Loading, please wait")).to_have_count(0)
        assert len(said.read_text("utf-8").splitlines()) == 3, said.read_text("utf-8")
    finally:
        lab.terminate()
        lab.wait(30)


def _environment(tmp_path: Path) -> dict[str, str]:
    """A Lab of its own: the user's settings and workspaces play no part, and stay as they are."""
    return {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
    }


def _work(page: Page, workspace: Workspace, address: str) -> None:
    bank, items = workspace.bank(QUIZ), workspace.booklet(QUIZ)["items"]
    chosen = {item["kind"]: n for n, item in reversed(list(enumerate(items)))}
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(address)
    _run(page)
    for n in sorted(chosen.values())[:ANSWERED]:
        page.get_by_role("button", name=re.compile(rf"^Câu {n + 1}\b")).click()
        keyboard.answer(page, items[n], bank.item(items[n]["id"]).right())
        expect(page.locator(".kq-saving")).to_have_text(re.compile("^Đã lưu"))
    page.reload()
    _run(page)
    expect(page.locator(".kit-quiz")).to_contain_text(f"Đã trả lời {ANSWERED}/{len(items)} câu")
    page.get_by_role("button", name="Xem lại và nộp bài").click()
    page.get_by_role("button", name="Nộp bài", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài", exact=True).click()
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()


def _run(page: Page) -> None:
    """Run the widget's cell as a user does: click into it, Shift+Enter."""
    cell = page.locator(".jp-CodeCell", has_text="from kit.widget import quiz").first
    # The notebook is drawn before its kernel is there, and runs nothing until then.
    expect(page.get_by_role("button", name="| Idle")).to_be_visible(timeout=60_000)
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".kit-quiz .kq-card").first).to_be_visible(timeout=60_000)


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError):
            assert time.monotonic() < end, "JupyterLab does not start"
            time.sleep(0.2)
