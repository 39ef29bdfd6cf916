"""The quiz widget's page side in Chromium, with a stand-in for anywidget's model and for Python."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright

from kit.widget.page import page_css, page_script
from kit.wording import table

pytestmark = pytest.mark.browser

ADDRESS = "http://kit.test/"

HOST = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bài thử</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/quiz.css">
<style>body{margin:.5rem} @media (prefers-color-scheme: dark){body{background:#15181e;color:#eceef2}}</style></head>
<body><main><h1>Trang thử</h1><div id="place"></div></main><script type="module">
import widget from "/widget.js";
const {model: data, acknowledging} = DATA;
const listeners = new Map();
const model = window.model = {
  sent: [], acknowledging,
  get: (name) => data[name],
  set(name, value) { data[name] = value; this.emit(`change:${name}`); },
  on: (event, listener) => listeners.set(event, [...listeners.get(event) ?? [], listener]),
  off: (event, listener) =>
    listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== listener)),
  emit: (event, ...values) => (listeners.get(event) ?? []).forEach((one) => one(...values)),
  send(message) {
    this.sent.push(structuredClone(message));
    const {n, item} = message;
    if (!this.acknowledging) return;
    const reply = message.do === "hand_in" ? {handed_in: n, at: "2026-11-22T10:45:00+07:00"}
      : {saved: n, item, at: "10:32:07"};
    if (message.do !== "check") setTimeout(() => this.emit("msg:custom", reply));
  },
  save_changes() { throw new Error("the page speaks by messages only"); },
};
const el = document.getElementById("place");
const ending = new AbortController();
window.end = widget.render({model, el, signal: ending.signal});
window.ready = true;
</script></body></html>"""


def options(*texts: str) -> list[dict[str, str]]:
    return [{"id": "abcdef"[i], "text": text} for i, text in enumerate(texts)]


def item(kind: str, stem: str, **show: Any) -> dict[str, Any]:
    id = show.pop("id", kind.replace("_", "-"))
    return {"id": id, "kind": kind, "stem": f"<p>{stem}</p>", "points": 1, "show": show}


ITEMS = [
    item(
        "single",
        "Chuyến đi thực tế của nhóm bắt đầu vào buổi nào?",
        options=options(
            "Buổi <em>sáng</em>",
            "Buổi trưa, ngay sau khi kết thúc phần giới thiệu chung ở hội trường lớn",
            "Buổi chiều",
            "Cả ba phương án trên đều chưa đúng",
        ),
    ),
    item(
        "multiple",
        "Những việc nào cần chuẩn bị trước buổi sinh hoạt?",
        options=options("Nội dung", "Tài liệu", "Địa điểm", "Danh sách"),
        rule="net-correct",
    ),
    item("true_false", "Buổi sinh hoạt chuyên đề và thường kỳ là hai buổi khác nhau."),
    item(
        "cluster",
        "Đọc đoạn tin và cho biết các ý sau đúng hay sai.",
        statements=options(
            "Hội nghị họp trực tuyến.",
            "Hội nghị kéo dài hai ngày, có đại diện của tất cả các đơn vị trong thành phố.",
            "Mỗi đơn vị cử một người.",
            "Tài liệu được gửi trước.",
        ),
    ),
    item(
        "matching",
        "Ghép mỗi văn bản với cơ quan ban hành.",
        left=options("Nghị quyết", "Nghị định", "Thông tư"),
        right=options("Quốc hội", "Chính phủ", "Bộ trưởng, Thủ trưởng cơ quan ngang bộ", "Tỉnh"),
    ),
    item(
        "ordering",
        "Xếp các bước của một buổi sinh hoạt theo thứ tự.",
        entries=options("Mở đầu", "Thảo luận, góp ý cho dự thảo nghị quyết", "Biểu quyết", "Kết luận"),
    ),
    item("text", "Thành phố nào có cầu Rồng?", input="text"),
    item(
        "cloze",
        "Hoàn thành câu sau.",
        parts=[
            "Hội nghị họp",
            {"gap": "g1", "input": "select", "options": options("buổi sáng", "buổi chiều")},
            "ngày",
            {"gap": "g2", "input": "date"},
            ", có",
            {"gap": "g3", "input": "number"},
            "người dự, do",
            {"gap": "g4", "input": "text"},
            "chủ trì.",
        ],
    ),
    item("number", "Có bao nhiêu người dự?", input="number", unit="đảng viên"),
    item("percent", "Tỷ lệ đồng ý là bao nhiêu?", input="percent"),
    item("range", "Mức tăng dự kiến nằm trong khoảng nào?", input="range", unit=""),
    item("date", "Văn bản được ký ngày nào?", input="date"),
    item("docnum", "Số và ký hiệu của văn bản là gì?", input="docnum"),
    item("set", "Nêu ba yêu cầu đối với người đứng đầu.", input="set", count=3),
    item("essay", "Vì sao cần bảo vệ người dám nghĩ, dám làm?", input="essay", words=[50, 200]),
    item("survey", "Nội dung nào cần bàn thêm?", options=options("Phần một", "Phần hai"), many=True),
    item("survey", "Ý kiến khác, nếu có.", id="survey-text", options=[], many=False),
]
BY_ID = {one["id"]: one for one in ITEMS}


def booklet(*ids: str, mode: str = "test") -> dict[str, Any]:
    items = [BY_ID[id] for id in ids] or ITEMS
    title = "Hội nghị quán triệt: kiểm tra cuối bài"
    return {
        "format": 1, "quiz": "thu", "version": "0123456789ab", "title": title, "mode": mode,
        "language": "vi", "items": items,
    }  # fmt: skip


def state(**changes: Any) -> dict[str, Any]:
    return {
        "responses": {}, "flags": [], "at": None, "status": "open", "handed_in": None,
        "seat": "seat-1", "feedback": {}, **changes,
    }  # fmt: skip


class Host:
    """A page with the widget in it, and Python's end of the line."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.model: dict[str, Any] = {}
        self.script = page_script("quiz")
        self.acknowledging = True
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route("**/*", self._serve)

    def _serve(self, route: Route) -> None:
        self.requests.append(route.request.url)
        data = {"model": self.model, "acknowledging": self.acknowledging}
        bodies = {
            ADDRESS: ("text/html", HOST.replace("DATA", json.dumps(data).replace("<", "\\u003c"))),
            ADDRESS + "widget.js": ("text/javascript", self.script),
            ADDRESS + "quiz.css": ("text/css", page_css()),
            ADDRESS + "favicon.ico": ("image/x-icon", ""),
        }
        kind, body = bodies[route.request.url]
        route.fulfill(content_type=f"{kind}; charset=utf-8", body=body)

    def open(
        self, quiz: dict[str, Any], now: dict[str, Any] | None = None, acknowledging: bool = True
    ) -> "Host":
        self.model = {"booklet": quiz, "state": now or state(), "words": table("quiz")}
        self.acknowledging = acknowledging
        return self.load()

    def load(self) -> "Host":
        self.page.goto(ADDRESS)
        self.page.wait_for_function("window.ready")
        return self

    def sent(self, do: str) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.page.evaluate("model.sent")
        return [message for message in messages if message["do"] == do]

    def response(self, item: str) -> Any:
        """The last response sent for an item, after all typing was sent."""
        self.page.wait_for_function(
            "(item) => model.sent.some((one) => one.do === 'answer' && one.item === item)", arg=item
        )
        return [one["response"] for one in self.sent("answer") if one["item"] == item][-1]

    def wait_for_sent(self, do: str, count: int = 1) -> list[dict[str, Any]]:
        self.page.wait_for_function(
            "([what, count]) => model.sent.filter((one) => one.do === what).length >= count",
            arg=[do, count],
        )
        return self.sent(do)

    def say(self, **message: Any) -> None:
        self.page.evaluate("(message) => model.emit('msg:custom', message)", message)

    def change_state(self, **changes: Any) -> None:
        self.model["state"] = state(**changes)
        self.page.evaluate("(value) => model.set('state', value)", self.model["state"])

    def stored(self) -> dict[str, str]:
        found: dict[str, str] = self.page.evaluate("({...localStorage})")
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, wanted: Locator) -> None:
        """Reach a control as a keyboard user does."""
        for _ in range(60):
            self.press("Tab")
            if wanted.evaluate("node => node === document.activeElement"):
                return
        raise AssertionError(f"Tab does not reach {wanted}")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def saving(self) -> Locator:
        return self.page.locator(".kq-saving")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


@pytest.fixture
def host(page: Page) -> Iterator[Host]:
    host = Host(page)
    yield host
    assert host.errors == []


# Every kind, by keyboard


def _radio(host: Host) -> None:
    host.tab_to(host.page.get_by_role("radio").first)
    host.press("Space", "ArrowDown", "ArrowDown")


def _check_two(host: Host) -> None:
    host.tab_to(host.page.get_by_role("checkbox").first)
    host.press("Space", "Tab", "Tab", "Space")


def _cluster(host: Host) -> None:
    for keys in (["Space"], ["ArrowRight"], ["Space"]):
        host.tab_to(host.page.locator("fieldset fieldset:not(:has(:checked)) input").first)
        host.press(*keys)


def _matching(host: Host) -> None:
    for name, keys in (("Nghị quyết", 1), ("Thông tư", 3)):
        host.tab_to(host.page.get_by_label(name))
        host.press(*["ArrowDown"] * keys)


def _ordering(host: Host) -> None:
    host.tab_to(host.button("Đưa «Biểu quyết» lên"))
    host.press("Enter", "Enter")
    host.tab_to(host.button("Đưa «Mở đầu» xuống"))
    host.press("Enter")


def _cloze(host: Host) -> None:
    host.tab_to(host.page.get_by_label("Chỗ trống 1"))
    host.press("ArrowDown", "ArrowDown", "Tab")
    host.page.keyboard.type("2-9-1945")
    host.press("Tab", "Tab")
    host.page.keyboard.type("Ban Tổ chức")


def _typed(*texts: str) -> Callable[[Host], None]:
    def act(host: Host) -> None:
        host.tab_to(host.page.get_by_role("textbox").first)
        for text in texts:
            host.page.keyboard.type(text)
            host.press("Tab")

    return act


def _arrow_left(host: Host) -> None:
    host.tab_to(host.page.get_by_role("radio", name="Đúng"))
    host.press("ArrowRight")


KEYBOARD: list[tuple[str, Callable[[Host], None], Any]] = [
    ("single", _radio, "c"),
    ("multiple", _check_two, ["a", "c"]),
    ("true-false", _arrow_left, False),
    ("cluster", _cluster, {"a": True, "b": False, "c": True}),
    ("matching", _matching, {"a": "a", "c": "c"}),
    ("ordering", _ordering, ["c", "b", "a", "d"]),
    ("text", _typed("Đà Nẵng"), "Đà Nẵng"),
    ("cloze", _cloze, {"g1": "b", "g2": "2-9-1945", "g4": "Ban Tổ chức"}),
    ("number", _typed("1.250"), "1.250"),
    ("percent", _typed("12,5%"), "12,5%"),
    ("range", _typed("10-15"), "10-15"),
    ("date", _typed("2-9-1945"), "2-9-1945"),
    ("docnum", _typed("01-NQ/TW"), "01-NQ/TW"),
    ("set", _typed("một", "", "ba"), ["một", "ba"]),
    ("essay", _typed("Vì việc chung."), "Vì việc chung."),
    ("survey", _check_two, ["a"]),
    ("survey-text", _typed("Không có."), "Không có."),
]


@pytest.mark.parametrize(("id", "act", "response"), KEYBOARD, ids=[row[0] for row in KEYBOARD])
def test_keyboard_answers_every_kind(
    host: Host, id: str, act: Callable[[Host], None], response: Any
) -> None:
    """Tab, arrows, Space and typing alone give the response that the kind defines."""
    host.open(booklet(id))
    act(host)
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    assert host.response(id) == response
    assert host.stored() == {}


@pytest.mark.parametrize(("id", "_", "response"), KEYBOARD, ids=[row[0] for row in KEYBOARD])
def test_saved_responses_are_shown_and_can_be_cleared(
    host: Host, id: str, _: object, response: Any
) -> None:
    """What Python has is in the fields at once, sends nothing, and goes by one button."""
    host.open(booklet(id), state(responses={id: response}))
    expect(host.page.get_by_text("Đã trả lời 1/1 câu")).to_be_visible()
    assert host.sent("answer") == []
    host.button("Xoá câu trả lời").click()
    assert host.response(id) in (None, "", [], {})
    expect(host.page.get_by_text("Đã trả lời 0/1 câu")).to_be_visible()


def test_groups_have_names(host: Host) -> None:
    """The stem names the question's group; a statement names its own."""
    host.open(booklet("cluster"))
    question = host.page.get_by_role("group", name="Đọc đoạn tin và cho biết")
    expect(question).to_be_visible()
    statement = question.get_by_role("group", name="Hội nghị họp trực tuyến.")
    expect(statement.get_by_role("radio", name="Đúng")).to_be_visible()


def test_ordering_is_blank_until_touched(host: Host) -> None:
    """The order at the start is no answer; keeping it is, and both are said."""
    host.open(booklet("ordering"))
    expect(host.page.get_by_text("Chưa ghi nhận câu trả lời.")).to_be_visible()
    assert host.sent("answer") == []
    host.button("Giữ thứ tự này").press("Enter")
    assert host.response("ordering") == ["a", "b", "c", "d"]
    expect(host.page.get_by_text("Đã ghi nhận thứ tự này.")).to_be_visible()


def test_moved_row_keeps_the_focus_and_says_its_place(host: Host) -> None:
    """Up, up: the focus stays on the same row's button, also at the top, where it says so."""
    host.open(booklet("ordering"))
    up = host.button("Đưa «Biểu quyết» lên")
    up.press("Enter")
    expect(host.page.get_by_text("«Biểu quyết» nay ở vị trí 2 trên 4.")).to_be_visible()
    host.press("Enter", "Enter")
    expect(up).to_be_focused()
    expect(host.page.get_by_text("«Biểu quyết» đã ở đầu danh sách.")).to_be_visible()
    assert host.response("ordering") == ["c", "a", "b", "d"]


# Saving


def test_saved_is_said_only_when_acknowledged(host: Host) -> None:
    """Until Python acknowledges the newest number, the page says so and keeps the answer."""
    host.open(booklet(), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    first = host.wait_for_sent("answer")[0]["n"]
    host.page.get_by_label("Buổi chiều").check()
    second = host.wait_for_sent("answer", 2)[1]["n"]
    host.say(saved=first, item="single", at="10:31:00")
    expect(host.saving).to_have_text("Đang lưu…")
    stored = json.loads(host.stored()["kit-quiz:seat-1:answer:single"])
    assert stored["response"] == "c"
    host.say(saved=second, item="single", at="10:32:07")
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    assert host.stored() == {}


def test_typing_is_sent_after_a_pause_and_kept_at_once(host: Host) -> None:
    """Letters are not sent one by one, yet none is lost if the page dies in between."""
    host.page.clock.install()
    host.open(booklet("text"), acknowledging=False)
    host.page.get_by_role("textbox").press_sequentially("Đà Nẵng")
    assert host.sent("answer") == []
    assert "Đà Nẵng" in host.stored()["kit-quiz:seat-1:answer:text"]
    host.page.clock.run_for(700)
    assert [one["response"] for one in host.sent("answer")] == ["Đà Nẵng"]


def test_unacknowledged_answers_are_sent_again(host: Host) -> None:
    """The same number goes out again, at growing distances, and at once when the network is back."""
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    host.page.clock.run_for(3100)
    assert len(host.sent("answer")) == 2
    host.page.clock.run_for(3100)
    assert len(host.sent("answer")) == 2
    host.page.evaluate("window.dispatchEvent(new Event('online'))")
    numbers = [one["n"] for one in host.sent("answer")]
    assert len(numbers) == 3
    assert len(set(numbers)) == 1


def test_long_silence_is_told(host: Host) -> None:
    """After twenty seconds the page says what is the matter and offers a reload."""
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    expect(host.button("Tải lại trang")).to_be_hidden()
    host.page.clock.run_for(21_000)
    expect(host.saving).to_contain_text("Bài làm vẫn được giữ trên máy này.")
    expect(host.button("Tải lại trang")).to_be_visible()
    host.say(saved=host.sent("answer")[-1]["n"], item="single", at="10:33:00")
    expect(host.saving).to_have_text("Đã lưu lúc 10:33")
    expect(host.button("Tải lại trang")).to_be_hidden()


def test_failed_write_is_told_at_once_and_tried_again(host: Host) -> None:
    """Python is there but cannot write: no waiting for twenty seconds of silence."""
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    host.say(failed=host.sent("answer")[0]["n"], item="single", message="Ổ đĩa đầy.")
    expect(host.saving).to_contain_text("Chưa lưu được, đang thử lại.")
    host.page.clock.run_for(3100)
    assert len(host.sent("answer")) == 2


def test_reload_sends_what_was_not_acknowledged(host: Host) -> None:
    """A new page of the same seat shows the kept answer, sends it, and wins over the older one."""
    host.open(booklet("single", "text"), acknowledging=False)
    host.page.get_by_label("Buổi chiều").check()
    host.wait_for_sent("answer")
    host.model["state"] = state(responses={"single": "a"})
    host.acknowledging = True
    host.load()
    expect(host.page.get_by_label("Buổi chiều")).to_be_checked()
    assert host.response("single") == "c"
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    assert host.stored() == {}


def test_another_seat_does_not_get_kept_answers(host: Host) -> None:
    """Two learners on one device: what one could not save is not the other's."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi chiều").check()
    host.wait_for_sent("answer")
    host.open(booklet("single"), state(seat="seat-2"))
    expect(host.page.get_by_label("Buổi chiều")).not_to_be_checked()
    assert host.sent("answer") == []


def test_kept_answers_come_too_late(host: Host) -> None:
    """After closing nothing is sent; the page tells what is still on the device and keeps it."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi chiều").check()
    host.wait_for_sent("answer")
    host.open(booklet("single"), state(status="closed"))
    expect(host.page.locator(".kq-notice")).to_contain_text("còn 1 câu trả lời chưa kịp lưu")
    assert host.sent("answer") == []
    assert list(host.stored()) == ["kit-quiz:seat-1:answer:single"]


def test_works_without_local_storage(host: Host) -> None:
    """Where storage throws, answers still go out and the page promises nothing about this device."""
    host.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('private'); }})"
    )
    host.page.clock.install()
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    assert host.response("single") == "a"
    host.page.clock.run_for(21_000)
    expect(host.saving).to_contain_text("Xin giữ trang này mở")
    expect(host.button("Tải lại trang")).to_be_hidden()


def test_refused_answer_stays_and_says_why(host: Host) -> None:
    """The reason stands at the question and in the summary; a new answer takes it away."""
    host.open(booklet("text", "single"), acknowledging=False)
    box = host.page.get_by_role("textbox")
    box.fill("x" * 30)
    box.blur()
    n = host.wait_for_sent("answer")[0]["n"]
    host.say(refused=n, item="text", message="Câu trả lời dài quá.")
    expect(host.page.get_by_role("alert").filter(has_text="dài quá")).to_be_visible()
    described = host.page.locator("fieldset.kq-item").get_attribute("aria-describedby") or ""
    assert "dài quá" in host.page.locator(f"#{described.split()[0]}").inner_text()
    expect(box).to_have_value("x" * 30)
    expect(host.saving).to_have_text("")
    assert list(host.stored()) == ["kit-quiz:seat-1:answer:text"]
    box.fill("ngắn")
    expect(host.page.get_by_text("Câu trả lời dài quá.")).to_have_count(0)


def test_advice_is_shown_with_a_saved_answer(host: Host) -> None:
    """An answer that cannot be read yet is saved, and the learner is told."""
    host.open(booklet("date"), acknowledging=False)
    box = host.page.get_by_role("textbox")
    box.fill("hôm qua")
    box.blur()
    n = host.wait_for_sent("answer")[0]["n"]
    host.say(saved=n, item="date", at="10:32", advice="Chưa đọc được ngày này.")
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    expect(host.page.get_by_role("status").filter(has_text="Chưa đọc được")).to_be_visible()


def test_newer_state_does_not_touch_what_is_being_typed(host: Host) -> None:
    """A state from Python changes other answers, not the field under the fingers."""
    host.open(booklet("text", "single"), acknowledging=False)
    box = host.page.get_by_role("textbox")
    box.press_sequentially("Đà N")
    host.change_state(responses={"text": "Huế", "single": "b"}, flags=["text"])
    expect(host.page.get_by_text("Đã trả lời 2/2 câu")).to_be_visible()
    expect(host.button("Đánh dấu xem lại")).to_have_attribute("aria-pressed", "true")
    expect(box).to_be_focused()
    box.press_sequentially("ẵng")
    expect(box).to_have_value("Đà Nẵng")
    host.button("Câu sau").click()
    expect(host.page.get_by_label("Buổi trưa")).to_be_checked()


def test_state_that_repeats_old_answers_undoes_nothing(host: Host) -> None:
    """Python may send its first state again; only what is new in it counts."""
    host.open(booklet("single"))
    host.page.get_by_label("Buổi chiều").check()
    expect(host.saving).to_have_text("Đã lưu lúc 10:32")
    host.change_state()
    expect(host.page.get_by_label("Buổi chiều")).to_be_checked()


def test_removed_widget_falls_silent(host: Host) -> None:
    """After clean-up nothing listens any more, and what was being typed has been sent."""
    host.open(booklet("text"))
    host.page.get_by_role("textbox").press_sequentially("Đà Nẵng")
    host.page.evaluate("end()")
    assert host.response("text") == "Đà Nẵng"
    host.change_state(status="closed")
    expect(host.page.locator(".kq-notice")).to_have_text("")


# Going about


def test_starts_where_the_learner_was(host: Host) -> None:
    """Another device opens at the same question, without taking the focus."""
    host.open(booklet(), state(at="cluster"))
    expect(host.page.get_by_role("heading", name="Câu 4 trên 17")).to_be_visible()
    expect(host.page.locator("body")).to_be_focused()


def test_steps_move_the_focus_to_the_question(host: Host) -> None:
    """Next, previous and the numbers bring up one question and put the focus on its heading."""
    host.open(booklet())
    host.button("Câu sau").press("Enter")
    expect(host.page.get_by_role("heading", name="Câu 2 trên 17")).to_be_focused()
    assert host.sent("at")[-1]["item"] == "multiple"
    numbers = host.page.get_by_role("navigation", name="Danh sách câu hỏi")
    numbers.get_by_role("button", name="Câu 15 chưa trả lời", exact=True).press("Enter")
    expect(host.page.get_by_role("heading", name="Câu 15 trên 17")).to_be_focused()
    host.button("Câu trước").press("Enter")
    expect(host.page.get_by_role("heading", name="Câu 14 trên 17")).to_be_focused()


def test_numbers_say_their_state(host: Host) -> None:
    """Answered, in part, blank, marked and current are words, not only colours."""
    now = state(responses={"single": "a", "cluster": {"a": True}}, flags=["single"])
    host.open(booklet(), now)
    names = host.page.get_by_role("navigation").get_by_role("button")
    expect(names.nth(0)).to_have_accessible_name("Câu 1 đã trả lời, đánh dấu xem lại, đang xem")
    expect(names.nth(1)).to_have_accessible_name("Câu 2 chưa trả lời")
    expect(names.nth(3)).to_have_accessible_name("Câu 4 trả lời chưa đủ")
    expect(names.nth(0)).to_have_attribute("aria-current", "step")


def test_flag_is_a_toggle(host: Host) -> None:
    """Marking is sent, shown and undone with the same button."""
    host.open(booklet())
    flag = host.button("Đánh dấu xem lại")
    flag.press("Space")
    expect(flag).to_have_attribute("aria-pressed", "true")
    flag.press("Space")
    expect(flag).to_have_attribute("aria-pressed", "false")
    assert [one["on"] for one in host.sent("flag")] == [True, False]


def test_page_structure(host: Host) -> None:
    """Roles and names as a screen reader meets them, on the first page of a test."""
    host.open(booklet("true-false", "text"))
    expect(host.page.locator(".kit-quiz")).to_match_aria_snapshot("""
        - heading /Hội nghị quán triệt/ [level=2]
        - paragraph: Đã trả lời 0/2 câu
        - progressbar "Đã trả lời 0/2 câu"
        - group "Câu 1 trên 2 · 1 điểm Buổi sinh hoạt chuyên đề và thường kỳ là hai buổi khác nhau.":
          - heading "Câu 1 trên 2 · 1 điểm" [level=3]
          - radio "Đúng"
          - radio "Sai"
        - button "Đánh dấu xem lại"
        - status
        - button "Câu sau"
        - button "Xem lại và nộp bài"
        - navigation "Danh sách câu hỏi":
          - list:
            - listitem:
              - button "Câu 1 chưa trả lời, đang xem"
            - listitem:
              - button "Câu 2 chưa trả lời"
    """)


# Handing in


def test_hand_in_tells_blanks_and_asks_first(host: Host) -> None:
    """Summary with numbers, a dialogue that starts on the safe button, then the receipt."""
    host.open(booklet("single", "cluster", "text"), state(flags=["text"]))
    host.page.get_by_label("Buổi sáng").check()
    host.button("Xem lại và nộp bài").press("Enter")
    expect(host.page.get_by_role("heading", name="Xem lại trước khi nộp")).to_be_focused()
    expect(host.page.get_by_text("Còn 2 câu chưa trả lời: câu 2, 3.")).to_be_visible()
    expect(host.page.get_by_text("Có 1 câu đánh dấu để xem lại: câu 3.")).to_be_visible()
    host.button("Nộp bài").press("Enter")
    dialog = host.page.get_by_role("dialog", name="Nộp bài?")
    expect(dialog).to_contain_text("Còn 2 câu chưa trả lời.")
    expect(dialog.get_by_role("button", name="Chưa nộp, làm tiếp")).to_be_focused()
    host.press("Escape")
    expect(dialog).to_be_hidden()
    expect(host.button("Nộp bài")).to_be_focused()
    assert host.sent("hand_in") == []
    host.press("Enter", "Tab", "Enter")
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_focused()
    expect(host.page.get_by_text("Nộp lúc 10:45, ngày 22-11-2026.")).to_be_visible()
    assert len(host.sent("hand_in")) == 1


def test_summary_leads_back_to_a_question(host: Host) -> None:
    """Each row of the summary opens its question."""
    host.open(booklet("single", "text"))
    host.button("Xem lại và nộp bài").click()
    host.page.get_by_role("button", name="Câu 2 Thành phố nào").click()
    expect(host.page.get_by_role("heading", name="Câu 2 trên 2")).to_be_focused()


def test_hand_in_waits_for_the_last_answer(host: Host) -> None:
    """Nothing is handed in before every answer is acknowledged; meanwhile nothing can change."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    n = host.wait_for_sent("answer")[0]["n"]
    host.button("Xem lại và nộp bài").click()
    host.button("Nộp bài").click()
    host.page.get_by_role("dialog").get_by_role("button", name="Nộp bài", exact=True).click()
    expect(host.saving).to_have_text("Đang nộp bài, xin chờ một chút…")
    assert host.sent("hand_in") == []
    host.say(saved=n, item="single", at="10:32:07")
    handing = host.wait_for_sent("hand_in")[0]
    host.say(handed_in=handing["n"], at="2026-11-22T03:45:00Z")
    expect(host.page.get_by_text("Nộp lúc 10:45, ngày 22-11-2026.")).to_be_visible()


def test_refusal_stops_the_hand_in(host: Host) -> None:
    """If the last answer is refused, the learner decides again, knowing it."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    n = host.wait_for_sent("answer")[0]["n"]
    host.button("Xem lại và nộp bài").click()
    host.button("Nộp bài").click()
    host.page.get_by_role("dialog").get_by_role("button", name="Nộp bài", exact=True).click()
    host.say(refused=n, item="single", message="Không khớp.")
    expect(host.page.get_by_text("Có 1 câu chưa lưu được, cần sửa lại: câu 1.")).to_be_visible()
    expect(host.page.get_by_role("alert").filter(has_text="Không khớp.")).to_be_visible()
    assert host.sent("hand_in") == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("closed", "Bài này đã đóng."), ("preview", "Đây là bản xem trước"), ("soon", "chưa mở")],
)
def test_read_only(host: Host, status: str, sentence: str) -> None:
    """Closed, not yet open, or a preview: a sentence says so, fields are locked, nothing is sent."""
    host.open(booklet(), state(status=status, responses={"single": "b"}))
    expect(host.page.locator(".kq-notice")).to_contain_text(sentence)
    expect(host.page.get_by_label("Buổi trưa")).to_be_disabled()
    expect(host.button("Đánh dấu xem lại")).to_be_hidden()
    expect(host.button("Xem lại và nộp bài")).to_be_hidden()
    host.button("Câu sau").click()
    assert host.page.evaluate("model.sent") == []


def test_closing_while_answering(host: Host) -> None:
    """The quiz closes under the learner: said once, fields locked, the late answer told."""
    host.open(booklet("single"), acknowledging=False)
    host.page.get_by_label("Buổi sáng").check()
    n = host.wait_for_sent("answer")[0]["n"]
    host.say(closed=n, message="Đã hết giờ làm bài.")
    notice = host.page.get_by_role("status").filter(has_text="Đã hết giờ làm bài.")
    expect(notice).to_contain_text("còn 1 câu trả lời chưa kịp lưu")
    expect(host.page.get_by_label("Buổi sáng")).to_be_disabled()


def test_handed_in_elsewhere(host: Host) -> None:
    """A hand-in that Python tells by its state gives the same receipt."""
    host.open(booklet("single"), state(responses={"single": "a"}))
    host.change_state(
        status="handed_in", handed_in="2026-11-22T10:45:00+07:00", responses={"single": "a"}
    )
    expect(host.page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(host.page.get_by_text("Đã trả lời 1 trên 1 câu.")).to_be_visible()
    expect(host.button("Nộp bài")).to_be_hidden()


# Practice

FEEDBACK = {
    "outcome": "partial", "score": 0.5, "max": 1, "note": "Nhớ gõ đủ dấu.",
    "right": "<p><strong>Đà Nẵng</strong></p>", "explanation": "<p>Cầu bắc qua sông Hàn.</p>",
    "citations": [{"text": "cầu Rồng", "source": "Báo Đà Nẵng", "paragraph": 2}],
}  # fmt: skip


def _checked(host: Host, **changes: Any) -> None:
    host.open(booklet("text", "single", mode="practice"))
    host.page.get_by_role("textbox").fill("Da Nang")
    host.button("Kiểm tra").first.click()
    n = host.wait_for_sent("check")[0]["n"]
    host.say(feedback=n, item="text", feedback_of={**FEEDBACK, **changes})


def test_practice_feedback(host: Host) -> None:
    """Outcome, note, right answer, explanation and source come up, and the focus goes there."""
    _checked(host)
    expect(host.page.get_by_role("heading", name="Đúng một phần")).to_be_focused()
    feedback = host.page.locator(".kq-feedback")
    for text in ("Được 0,5 trên 1 điểm.", "Nhớ gõ đủ dấu.", "Cầu bắc qua sông Hàn."):
        expect(feedback).to_contain_text(text)
    expect(feedback.get_by_role("listitem")).to_have_text("cầu Rồng — Báo Đà Nẵng, đoạn 2")
    expect(host.page.get_by_role("textbox")).to_be_disabled()
    order = [one["do"] for one in host.page.evaluate("model.sent")]
    assert order.index("answer") < order.index("check")


def test_practice_can_be_done_again(host: Host) -> None:
    """Once more: feedback and answer go, the question takes the focus, Python is told."""
    _checked(host)
    host.button("Làm lại").click()
    expect(host.page.locator(".kq-feedback")).to_have_count(0)
    expect(host.page.get_by_role("textbox")).to_have_value("")
    expect(host.page.get_by_role("heading", name="Câu 1 trên 2")).to_be_focused()
    assert host.sent("again")[0]["item"] == "text"


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("right", "Đúng"), ("wrong", "Chưa đúng"), ("blank", "Chưa trả lời"), ("manual", "Đã ghi")],
)
def test_practice_outcomes_are_words(host: Host, outcome: str, words: str) -> None:
    """Each outcome is said in words."""
    _checked(host, outcome=outcome)
    expect(host.page.get_by_role("heading", level=4)).to_contain_text(words)


def test_few_practice_questions_stand_in_one_column(host: Host) -> None:
    """Up to four: all on one page, no list of numbers, no hand-in, a tally at the end."""
    _checked(host)
    expect(host.page.get_by_role("heading", level=3)).to_have_count(2)
    expect(host.page.get_by_role("navigation")).to_have_count(0)
    expect(host.button("Xem lại và nộp bài")).to_have_count(0)
    expect(host.page.get_by_text("Đã kiểm tra 1 trên 2 câu: 0 câu đúng")).to_be_visible()


def test_enter_checks_in_practice(host: Host) -> None:
    """Enter in a field is the same as the button."""
    host.open(booklet("text", mode="practice"))
    host.page.get_by_role("textbox").fill("Đà Nẵng")
    host.page.get_by_role("textbox").press("Enter")
    assert host.wait_for_sent("check")[0]["item"] == "text"


# Looks


def _violations(page: Page) -> list[str]:
    result = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in result
        for node in one["nodes"]
    ]


def _sideways(page: Page) -> int:
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


COLOR_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ANSWERED = {id: response for id, _, response in KEYBOARD}


def _views(host: Host) -> Iterator[str]:
    """Every kind, blank and answered, and every view, one after the other on the page."""
    for id in BY_ID:
        host.open(booklet(), state(at=id))
        if id == "ordering":
            yield "ordering blank"
        host.open(booklet(), state(at=id, responses=ANSWERED, flags=[id]))
        yield f"{id} answered"
    host.button("Xem lại và nộp bài").click()
    yield "summary"
    host.button("Nộp bài").click()
    yield "dialogue"
    host.open(booklet(), state(status="handed_in", handed_in="2026-11-22T10:45:00+07:00"))
    yield "handed in"
    host.open(booklet(), state(status="closed", responses=ANSWERED))
    yield "closed"
    host.open(booklet("single", "cluster", mode="practice"), state(feedback={"single": FEEDBACK}))
    yield "practice"


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(host: Host, width: int) -> None:
    """axe-core has no complaint about any kind or view, on a phone and on a desk, light and dark."""
    host.page.set_viewport_size({"width": width, "height": 844})
    found = {}
    for view in _views(host):
        for scheme in COLOR_SCHEMES:
            host.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found[f"{view}, {scheme}"] = _violations(host.page)
    assert {view: faults for view, faults in found.items() if faults} == {}


@pytest.mark.parametrize("root", ["100%", "200%"])
def test_no_sideways_scroll_and_large_targets(host: Host, root: str) -> None:
    """At 320 px, also with text twice as large, nothing is cut off and targets are 44 px."""
    host.page.set_viewport_size({"width": 320, "height": 640})
    host.page.add_init_script(
        f"addEventListener('DOMContentLoaded', () => {{ document.documentElement.style.fontSize = '{root}' }})"
    )
    small = """() => [...document.querySelectorAll(
        '.kit-quiz :is(button, select, textarea, input[type=text], .kq-option)')]
        .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 43.9)
        .map((node) => node.outerHTML)"""
    for view in _views(host):
        assert _sideways(host.page) <= 0, view
        assert host.page.evaluate(small) == [], view


def test_nothing_is_fetched(host: Host) -> None:
    """The widget asks for nothing beyond the page, its script and its style."""
    host.open(booklet())
    host.button("Câu sau").click()
    assert set(host.requests) <= {ADDRESS + name for name in ("", "widget.js", "quiz.css", "favicon.ico")}


def test_reflection_stays_in_the_page(host: Host) -> None:
    """What is written for oneself is in no message and no storage; it becomes a file on request."""
    host.model = {"prompt": "Điều gì cần làm khác đi?", "words": table("quiz")}
    host.script = page_script("reflection")
    host.load()
    area = host.page.get_by_label("Điều gì cần làm khác đi?")
    area.fill("Điều của riêng tôi")
    with host.page.expect_download() as download:
        host.button("Lưu thành tệp trên máy này").click()
    assert download.value.suggested_filename == "tu-suy-ngam.txt"
    assert "Điều của riêng tôi" in download.value.path().read_text(encoding="utf-8-sig")
    assert host.page.evaluate("model.sent") == []
    assert host.stored() == {}
    assert _violations(host.page) == []
    host.button("Xoá").click()
    expect(area).to_have_value("")
    expect(area).to_be_focused()
