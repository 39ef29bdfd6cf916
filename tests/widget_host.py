"""A plain page with the widget in it: stands in for anywidget's model and for Python."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, Route

from kit.widget.page import page_css, page_script
from kit.widget.quiz import _hints
from kit.wording import table

ADDRESS = "http://kit.test/"

HOST = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bài thử</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/quiz.css">
<style>body { margin: .5rem }
@media (prefers-color-scheme: dark) { body { background: #15181e; color: #eceef2 } }</style></head>
<body><main><h1>Trang thử</h1><h2>Một phần</h2><div id="place"></div></main><script type="module">
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
        entries=options(
            "Mở đầu", "Thảo luận, góp ý cho dự thảo nghị quyết", "Biểu quyết", "Kết luận"
        ),
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
    item(
        "survey", "Nội dung nào cần bàn thêm?", options=options("Phần một", "Phần hai"), many=True
    ),
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
        "seat": "seat-1", "feedback": {}, "times": {}, "advice": {}, **changes,
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
        self.model = {
            "booklet": quiz,
            "state": now or state(),
            "words": {**table("quiz"), **_hints("vi")},
        }
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


FEEDBACK = {
    "outcome": "partial", "score": 0.5, "max": 1, "note": "Nhớ gõ đủ dấu.",
    "right": "<p><strong>Đà Nẵng</strong></p>", "explanation": "<p>Cầu bắc qua sông Hàn.</p>",
    "citations": [{"text": "cầu Rồng", "source": "Báo Đà Nẵng", "paragraph": 2}],
}  # fmt: skip
