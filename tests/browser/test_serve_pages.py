"""The server's pages in Chromium: looks, keys, weight, walls, and when things break."""

import os
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from kit.gradebook.results import ItemResult, Result
from kit.reports.slips import Group as SlipsGroup
from kit.reports.slips import sign_in_address
from kit.serve import review
from kit.submission import hand_in
from tests.browser.watching import violations_everywhere
from tests.serving import CODE, OTHER_CODE, TRAINER_CODE, Running, make_group, running

pytestmark = [pytest.mark.browser, pytest.mark.server]

GROUP = "/chi-bo-1/"
QUIZ = "thu-nghiem"
SIZES = ((390, 844), (1280, 900))
FIRST_LOAD, LATER_LOAD = 1_500_000, 100_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    workspace = make_group(tmp_path_factory.mktemp("groups") / "one")
    with running(workspace) as found:
        yield found


@dataclass
class Watched:
    """A page, and everything that left it or complained."""

    page: Page
    url: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._host(request.url))
        self.page.on("websocket", lambda socket: self._host(socket.url))
        self.page.on("response", lambda answer: self.answers.append(answer))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )

    def _host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob"):
            self.hosts.add(parts.netloc)

    def open(self, path: str) -> Page:
        """Go to a page of the group; for lessons and quizzes, until the widgets are there."""
        self.page.goto(self.url + GROUP + path)
        if path.startswith(("lesson", "quiz")):
            self.ready()
        return self.page

    def ready(self) -> None:
        """Wait for the front end, and see that a question is there when it says so."""
        self.page.wait_for_selector("html[data-kit-ready]", timeout=60_000)
        assert self.page.get_by_role("radio", name="Ngày 6-12-2023").is_visible()

    def sign_in(self, code: str = CODE) -> "Watched":
        """By the address of a QR slip; agree to be known by name."""
        slips = SlipsGroup(GROUP.strip("/"), "", self.url)
        self.page.goto(sign_in_address(slips, code))
        self.page.wait_for_url(re.compile(r"/(consent|trainer|chi-bo-1/)$"))
        if self.page.url.endswith("consent"):
            self.page.get_by_role("checkbox").check()
            self.page.get_by_role("button", name="Tiếp tục").click()
            self.page.wait_for_url(self.url + GROUP)
        return self

    def weight(self) -> tuple[int, int]:
        """Requests and bytes over the wire since the last call; the cache costs nothing."""
        sent = [answer for answer in self.answers if not answer.from_service_worker]
        sizes = [max(answer.request.sizes()["responseBodySize"], 0) for answer in sent]
        self.answers.clear()
        return len([size for size in sizes if size]), sum(sizes)


@pytest.fixture
def watched(browser: Browser, server: Running) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    yield Watched(context.new_page(), server.url)
    context.close()


def test_a_qr_address_signs_in_and_leaves_no_trace(watched: Watched) -> None:
    """The code behind # is used once and is not in the address afterwards."""
    watched.sign_in()
    assert CODE not in watched.page.url
    watched.page.go_back()
    assert CODE not in watched.page.url
    assert not any(CODE in answer.request.url for answer in watched.answers)


def test_a_wrong_code_is_said_where_the_reader_is(watched: Watched) -> None:
    """The field is marked, and a screen reader hears why."""
    page = watched.open("sign-in")
    page.get_by_label("Mã cá nhân").fill("XXXX-XXXX")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    expect(page.get_by_label("Mã cá nhân")).to_have_attribute("aria-invalid", "true")


def test_from_slip_to_hand_in_by_keyboard(watched: Watched) -> None:
    """Home, quiz and back work without a mouse."""
    watched.sign_in(OTHER_CODE)
    page = watched.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.get_by_role("link", name="Bài thử").focus()
    page.keyboard.press("Enter")
    watched.ready()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài thử")


def test_looking_at_the_consent_again_keeps_it_and_a_button_withdraws_it(
    browser: Browser, tmp_path: Path
) -> None:
    """By keyboard, with no box; first comes the button that changes nothing."""
    context = browser.new_context()
    with running(make_group(tmp_path / "g"), warm=False) as alone:
        watched = Watched(context.new_page(), alone.url).sign_in()
        page, home = watched.page, alone.url + GROUP
        for name, act in (("Giữ như hiện nay", "stay"), ("Rút lại đồng ý", "withdraw")):
            page.get_by_role("link", name="Xem lại lựa chọn lưu kết quả").press("Enter")
            expect(page.get_by_role("checkbox")).to_have_count(0)
            assert look(page, "consent-agreed") == ""
            page.get_by_role("main").focus()
            for _ in range(1 if act == "stay" else 2):
                page.keyboard.press("Tab")
            expect(page.get_by_role("button", name=name)).to_be_focused()
            page.keyboard.press("Enter")
            page.wait_for_url(home)
            expect(page.get_by_text("làm bài ẩn danh")).to_have_count(int(act == "withdraw"))
    context.close()


@dataclass
class Visit:
    """What a browser that was never here has asked for on its way."""

    watched: Watched
    weights: dict[str, tuple[int, int]]
    """Page → requests and bytes on the wire."""
    lesson: set[str]
    """Front-end files that the first notebook page loaded."""


@pytest.fixture(scope="module")
def visit(browser: Browser, server: Running) -> Iterator[Visit]:
    """Sign-in, a lesson, a quiz, and all else that a learner may open."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    watched = Watched(context.new_page(), server.url).sign_in(OTHER_CODE)
    watched.weight()
    visit = Visit(watched, {}, set())
    for path in ("lesson/bai-1", f"quiz/{QUIZ}", "", f"result/{QUIZ}", "consent"):
        watched.open(path)
        if not visit.lesson:
            names = {urlsplit(answer.url).path.split("/", 3)[-1] for answer in watched.answers}
            visit.lesson = {name for name in names if name.startswith("voila/")}
        visit.weights[path] = watched.weight()
    yield visit
    context.close()


def test_no_request_leaves_the_machine_and_nothing_complains(visit: Visit) -> None:
    """Not on any page; and no content policy is in the way of what a page needs."""
    assert visit.watched.hosts == {urlsplit(visit.watched.url).netloc}
    assert visit.watched.complaints == []


def test_the_weight_of_the_pages(visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    """The first notebook page is under 1.5 MB, the next under 100 kB."""
    lines = []
    for limit, path in ((FIRST_LOAD, "lesson/bai-1"), (LATER_LOAD, f"quiz/{QUIZ}")):
        requests, size = visit.weights[path]
        lines.append(f"{path}: {requests} requests, {size / 1000:.0f} kB")
        assert 0 < size < limit
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201


def test_the_listed_front_end_is_what_the_page_loads(visit: Visit, server: Running) -> None:
    """Otherwise preloading fetches too much or too little: write the list anew."""
    listed = server.server.app.settings["kit_assets"].front_end
    loaded = visit.lesson - {"voila/voila.js"}
    assert {name for name in listed if name.startswith("voila/")} == loaded


@pytest.fixture
def graded(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first learner has handed in, and the gradebook has a result."""
    app = server.apps[0]
    version = app.workspace.booklet(QUIZ)["version"]
    file = app.workspace.answers("hv-001", QUIZ, version)
    if file.read(app.now()).handed_in is None:
        file.save("ngay-hop", "b", app.now())
        hand_in(app.workspace, "hv-001", QUIZ, app.now())
    items = (ItemResult("dung-sai", 0, 1, False, False), ItemResult("ngay-hop", 1, 1, False, False))
    result = Result(1, 2, 0, False, None, items)
    monkeypatch.setattr(review, "results", lambda *_: result)
    everything = frozenset({"score", "right", "explanation"})
    monkeypatch.setattr("kit.workspace.Workspace.review", lambda *_: everything)


def test_axe_finds_nothing(browser: Browser, server: Running) -> None:
    """On every page, phone and desk, by day and by night; and nothing scrolls sideways."""
    context = browser.new_context()
    watched = Watched(context.new_page(), server.url)
    found = {}
    for path in ("sign-in", "nothing-here"):
        found[path] = look(watched.open(path), path)
    watched.sign_in(OTHER_CODE)
    pages = ("", "consent", "lesson/bai-1", f"quiz/{QUIZ}", f"hand-in/{QUIZ}", f"result/{QUIZ}")
    for path in pages:
        found[path] = look(watched.open(path), path.split("/")[0] or "home")
    found["trainer"] = look(watched.sign_in(TRAINER_CODE).open("trainer"), "trainer")
    context.close()
    assert {page: text for page, text in found.items() if text} == {}


@pytest.mark.usefixtures("graded")
def test_axe_finds_nothing_in_a_result(browser: Browser, server: Running) -> None:
    """With score, right answers and explanations."""
    context = browser.new_context()
    watched = Watched(context.new_page(), server.url).sign_in()
    page = watched.open(f"result/{QUIZ}")
    expect(page.get_by_text("1 trên 2 điểm")).to_be_visible()
    expect(page.get_by_text("Theo bản tin")).to_be_visible()
    assert look(page, "result-graded") == ""
    context.close()


def look(page: Page, name: str) -> str:
    """What axe says, by day and by night, and whether the page is wider than a screen.

    Keeps pictures if asked.
    """
    found = violations_everywhere(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{wide} px too wide for {width}"] if wide > 0 else []
        if folder := os.environ.get("KIT_SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
            page.emulate_media(color_scheme="dark")
            page.screenshot(path=Path(folder) / f"{name}-{width}-dark.png", full_page=True)
            page.emulate_media(color_scheme="light")
    return "\n".join(found)


def test_twice_the_text_size_still_fits(browser: Browser, server: Running) -> None:
    """Nothing scrolls sideways at 320 px or with text at 200 %."""
    context = browser.new_context()
    watched = Watched(context.new_page(), server.url).sign_in(OTHER_CODE)
    for path in ("", "consent", "lesson/bai-1", f"result/{QUIZ}"):
        page = watched.open(path)
        for width, size in ((320, "100%"), (390, "225%")):
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (path, width)
    context.close()


def test_a_kernel_that_dies_is_said_and_a_reload_goes_on(watched: Watched, server: Running) -> None:
    """kill -9: the message, the button, and what was saved is still there."""
    page = watched.sign_in(OTHER_CODE).open(f"quiz/{QUIZ}")
    page.get_by_text("Ngày 6-12-2023").click()
    expect(page.get_by_text(re.compile("đã lưu", re.IGNORECASE)).first).to_be_visible()
    manager = server.server.kernel_manager
    for kernel in list(manager.list_kernel_ids()):
        os.kill(manager.get_kernel(kernel).provisioner.process.pid, signal.SIGKILL)
    alert = page.get_by_role("alert").filter(has_text="Bài đã dừng lại")
    expect(alert).to_be_visible(timeout=30_000)
    expect(alert.get_by_role("link", name="Nộp bài mà không mở lại trang")).to_be_visible()
    alert.get_by_role("button", name="Tải lại trang").click()
    page.wait_for_load_state()
    watched.ready()
    expect(page.get_by_role("radio", name="Ngày 6-12-2023")).to_be_checked()


def test_a_lost_server_is_said_and_found_again(browser: Browser, tmp_path: Path) -> None:
    """While it is away the page says so; when it is back, a reload goes on where one was."""
    workspace = make_group(tmp_path / "g")
    context = browser.new_context()
    with running(workspace) as first:
        watched = Watched(context.new_page(), first.url).sign_in()
        page = watched.open(f"quiz/{QUIZ}")
    alert = page.get_by_role("alert").filter(has_text="Mất kết nối với máy chủ")
    expect(alert).to_be_visible(timeout=30_000)
    # What is on the screen would be lost with a page that cannot be opened now.
    expect(alert.get_by_role("link")).to_be_hidden()
    with running(workspace, port=first.port):
        page.reload()
        watched.ready()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bài thử")
    context.close()
