"""The studio in Chromium: every kind made, previewed and saved; undo, sources, two trainers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.bank import load
from kit.checks import check
from kit.kinds import KINDS
from kit.serve.studio import studio_server
from kit.wording import Language, t
from kit.yaml import compose
from tests.browser.watching import Traffic, violations
from tests.serving import served
from tests.studio_desk import BANK, changed_lines, folder_with
from tests.studio_host import Studio, field, fill

pytestmark = pytest.mark.browser

SOURCE = (
    "Tin của báo thử nghiệm, viết riêng cho việc kiểm tra trang soạn câu hỏi.",
    "Ngày 6-12-2023, hội nghị nối 76 điểm cầu, có 4.500 đảng viên dự và học Chỉ thị 34-CT/TU.",
    "Kết quả: 99,16% số người dự hiểu bài; mỗi tổ có từ 5 đến 7 người thảo luận.",
)

Form = dict[str, Any]

FORMS: dict[str, Form] = {
    "single": {
        "Câu hỏi": "Hội nghị nối bao nhiêu nơi với nhau?",
        "Các phương án": [
            {"Nội dung": "Hai mươi nơi trong thành phố"},
            {"Nội dung": "Bảy mươi sáu nơi", "Đúng": True, "Nhận xét khi chọn": "Đúng số của báo."},
            {"Nội dung": "Một trăm nơi"},
        ],
    },
    "multiple": {
        "Câu hỏi": "Những việc nào có trong buổi ấy?",
        "Các phương án": [
            {"Nội dung": "Nghe giới thiệu", "Đúng": True},
            {"Nội dung": "Thảo luận ở tổ", "Đúng": True},
            {"Nội dung": "Đi tham quan"},
        ],
        "Cách cho điểm": "theo phần trùng với đáp án",
    },
    "true_false": {"Câu hỏi": "Người dự có thảo luận theo tổ.", "Đáp án": "đúng"},
    "cluster": {
        "Câu hỏi": "Mỗi ý về hội nghị đúng hay sai?",
        "Các ý đúng/sai": [
            {"Nội dung": "Có nhiều điểm cầu.", "Đáp án": "đúng"},
            {"Nội dung": "Chỉ có một người dự.", "Đáp án": "sai"},
        ],
        "Thang điểm riêng": [{"Nội dung": "0"}, {"Nội dung": "0.5"}, {"Nội dung": "1"}],
    },
    "matching": {
        "Câu hỏi": "Ghép mỗi việc với nơi diễn ra.",
        "Các cặp": [
            {"Vế trái": "Giới thiệu", "Vế phải": "Hội trường"},
            {"Vế trái": "Thảo luận", "Vế phải": "Tổ"},
        ],
        "Vế phải thừa": [{"Nội dung": "Ngoài sân"}],
    },
    "ordering": {
        "Câu hỏi": "Xếp các việc theo thứ tự.",
        "Các ý theo thứ tự đúng": [{"Nội dung": "Nghe"}, {"Nội dung": "Bàn"}, {"Nội dung": "Làm"}],
    },
    "text": {
        "Câu hỏi": "Các tổ đã làm việc gì sau khi nghe?",
        "Các cách trả lời đúng": [{"Nội dung": "thảo luận"}, {"Nội dung": "bàn bạc"}],
        "Khi gõ không dấu": "nửa điểm",
    },
    "cloze": {
        "Câu hỏi": "Điền vào chỗ trống.",
        "Đoạn văn có chỗ trống": "Sau khi nghe, các [[g1]] [[g2]] với nhau.",
        "Các chỗ trống": [
            {"Cách trả lời": "chữ", "Đáp án": "tổ; nhóm"},
            {"Cách trả lời": "chọn", "Các lựa chọn": "bàn bạc; im lặng", "Đáp án": "bàn bạc"},
        ],
    },
    "number": {
        "Câu hỏi": "Có bao nhiêu đảng viên dự?",
        "Đáp án": "4.500",
        "Đơn vị": [{"Nội dung": "đảng viên"}],
        "Sai số được chấp nhận": "0",
    },
    "percent": {"Câu hỏi": "Bao nhiêu phần trăm người dự hiểu bài?", "Đáp án": "99,16%"},
    "range": {"Câu hỏi": "Mỗi tổ có bao nhiêu người?", "Đáp án": "5-7"},
    "date": {"Câu hỏi": "Hội nghị họp ngày nào?", "Đáp án": "6-12-2023"},
    "docnum": {"Câu hỏi": "Hội nghị học văn bản số mấy?", "Đáp án": "34-CT/TU"},
    "set": {
        "Câu hỏi": "Kể hai việc của buổi học.",
        "Các ý cần kể": [{"Các cách gọi": "nghe; lắng nghe"}, {"Các cách gọi": "bàn; thảo luận"}],
        "Số ý cần nêu": "2",
    },
    "essay": {
        "Câu hỏi": "Tổ của mình sẽ làm gì sau buổi học?",
        "Hướng dẫn chấm": [{"Nội dung": "Nêu được một việc cụ thể"}],
        "Độ dài ít nhất (số chữ)": "20",
        "Độ dài nhiều nhất (số chữ)": "200",
    },
    "survey": {
        "Câu hỏi": "Buổi học có bổ ích không?",
        "Các phương án": [{"Nội dung": "Có"}, {"Nội dung": "Chưa"}],
        "Được chọn nhiều phương án": True,
    },
}
"""What a trainer fills in, by the words on the page."""

COMMON: Form = {
    "Giải thích": "Bản tin nói vậy; đọc lại đoạn được dẫn.",
    "Chủ đề": "hội nghị",
    "Mức độ": "nhớ",
    "Độ khó": "vừa",
}

PHRASES = {"percent": ("3", "99,16% số người dự hiểu bài"), "range": ("3", "từ 5 đến 7 người")}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "nguon"
    folder.mkdir()
    (folder / "bao.txt").write_text("\n\n".join(SOURCE), encoding="utf-8")
    return folder


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.server
@pytest.mark.kernel
def test_a_trainer_makes_an_item_of_every_kind(wide: Page, tmp_path: Path, texts: Path) -> None:
    """
    From an empty folder to a bank with all kinds that passes ``kit check``, by ``kit studio`` as
    it is served; every item is seen as a learner will see it. No request leaves the machine.
    """
    banks = tmp_path / "quizzes"
    banks.mkdir()
    page, traffic = wide, Traffic.of(wide)
    with served(lambda: studio_server(banks, texts, 0)) as server:
        page.goto(server.studio.address)
        page.get_by_text("Tạo bộ mới").click(timeout=60_000)
        page.get_by_label("Tên bộ câu hỏi mới").fill("Đủ mọi loại")
        page.get_by_role("button", name="Tạo", exact=True).click()
        for kind in KINDS:
            _make(page, kind)
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.locator(".ks-status")).to_contain_text("Đã lưu")
        expect(page.locator(".ks-left")).to_have_text("Không có điều gì cần sửa.")
        assert traffic.hosts == {f"127.0.0.1:{server.port}"}
        assert traffic.errors == []
    quiz = load(banks / "du-moi-loai.yaml").quiz
    assert [item.kind for item in quiz.items] == list(KINDS)
    assert [item.id for item in quiz.items][:2] == [
        "hoi-nghi-noi-bao-nhieu-noi-voi-nhau", "nhung-viec-nao-co-trong-buoi-ay",
    ]  # fmt: skip
    assert check([banks], texts).problems == ()


def _make(page: Page, kind: str) -> None:
    """Add an item, fill in its form, and see it as a learner will."""
    adding = page.get_by_label("Loại câu hỏi mới")
    adding.select_option(label=t(f"form.kind_{kind}"))
    page.get_by_role("button", name="Thêm câu", exact=True).click()
    expect(page.get_by_label("Loại câu hỏi", exact=True)).to_have_value(kind)
    expect(page.locator(".ks-form").get_by_label("Câu hỏi", exact=True)).to_have_value("")
    for label, value in FORMS[kind].items():
        fill(page, label, value)
    if kind != "survey":
        paragraph, phrase = PHRASES.get(kind, ("2", SOURCE[1][:14]))
        for label, value in COMMON.items():
            fill(page, label, value)
        cite = {"Nguồn": "bao", "Đoạn": paragraph, "Cụm từ nguyên văn": phrase}
        fill(page, "Dẫn nguồn", [cite])
    page.locator(".ks-form").get_by_label("Câu hỏi", exact=True).focus()
    learner = page.locator(".ks-learner")
    expect(learner.get_by_text(FORMS[kind]["Câu hỏi"])).to_be_visible()
    expect(page.locator(".ks-findings li")).to_have_count(0)


def test_comments_and_order_stay_and_every_step_can_be_taken_back(
    wide: Page, tmp_path: Path
) -> None:
    studio = Studio(wide, folder_with(tmp_path)).open("Bài thử")
    fill(wide, "Câu hỏi", "Một nghìn là mấy?")
    studio.press("Xóa câu này")
    expect(studio.status).to_contain_text("Hoàn tác")
    expect(wide.locator(".ks-item")).to_have_count(2)
    studio.press("Hoàn tác")
    expect(wide.locator(".ks-item")).to_have_count(3)
    studio.press("Lưu")
    expect(studio.status).to_contain_text("Đã lưu")
    assert changed_lines(BANK, (tmp_path / "thu.yaml").read_text("utf-8")) == (
        ["    stem: Một nghìn viết bằng chữ số?"],
        ["    stem: Một nghìn là mấy?"],
    )
    studio.press("Hoàn tác")
    question = wide.locator(".ks-form").get_by_label("Câu hỏi", exact=True)
    expect(question).to_have_value("Một nghìn viết bằng chữ số?")
    wide.keyboard.press("Control+s")
    expect(wide.get_by_role("button", name="Lưu", exact=True)).to_have_attribute(
        "aria-disabled", "true"
    )
    assert (tmp_path / "thu.yaml").read_text("utf-8") == BANK


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "1.234 trong 12.345 câu"), ("en", "1,234 of 12,345 questions")]
)
def test_counts_are_written_as_the_language_writes_numbers(
    wide: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language, said: str
) -> None:
    studio = Studio(wide, folder_with(tmp_path), language=language)
    receive = studio.trainer.page.receive

    def of_a_large_bank(message: Any) -> list[dict[str, Any]]:
        replies = receive(message)
        for reply in replies:
            if "rows" in reply.get("view", {}):
                reply["view"] |= {"found": 1234, "total": 12345}
        return replies

    monkeypatch.setattr(studio.trainer.page, "receive", of_a_large_bank)
    studio.open("Bài thử")
    expect(wide.locator(".ks-list").get_by_role("status")).to_contain_text(said)
    expect(wide.locator("#place")).to_have_attribute("lang", language)


def test_keys_take_back_and_do_again_where_no_text_is_typed(wide: Page, tmp_path: Path) -> None:
    """In a text field the browser takes back what was typed there, and the studio nothing."""
    studio = Studio(wide, folder_with(tmp_path)).open("Bài thử")
    expect(wide.locator(".ks-keys")).to_contain_text("Ctrl+Z hoàn tác, Ctrl+Y làm lại")
    items = wide.locator(".ks-item")
    question = wide.locator(".ks-form").get_by_label("Câu hỏi", exact=True)
    studio.press("Xóa câu này")
    expect(items).to_have_count(2)
    wide.keyboard.press("Control+z")  # at the button
    expect(items).to_have_count(3)
    wide.locator(".ks-pane-preview").get_by_text("Trả lời thử").click()  # at nothing at all
    assert wide.evaluate("document.activeElement === document.body")
    wide.keyboard.press("Control+y")
    expect(items).to_have_count(2)
    wide.keyboard.press("Control+z")
    expect(items).to_have_count(3)
    wide.keyboard.press("Control+Shift+Z")
    expect(items).to_have_count(2)
    expect(question).to_have_value("Chọn: một")
    question.press("End")
    wide.keyboard.type(" hay")
    expect(studio.page.get_by_role("button", name="Làm lại")).to_have_attribute(
        "aria-disabled", "true"
    )
    wide.keyboard.press("Control+z")
    expect(question).to_have_value("Chọn: một")
    expect(items).to_have_count(2)
    wide.keyboard.press("Control+y")
    expect(question).to_have_value("Chọn: một hay")
    wide.keyboard.press("Tab")  # out of the text
    wide.locator(".ks-form").get_by_role("checkbox").first.focus()
    wide.keyboard.press("Control+z")
    expect(question).to_have_value("Chọn: một")
    expect(items).to_have_count(2)
    wide.keyboard.press("Control+z")
    expect(items).to_have_count(3)


def test_what_is_wrong_stands_at_its_field_while_one_types(wide: Page, tmp_path: Path) -> None:
    Studio(wide, folder_with(tmp_path)).open("Bài thử")
    place = field(wide, "Đáp án")
    expect(place.locator("li")).to_have_count(0)
    answer = wide.get_by_label("Đáp án", exact=True)
    answer.fill("nhiều lắm")
    expect(place.locator("li")).to_have_count(1)
    expect(answer).to_have_attribute("aria-invalid", "true")
    expect(wide.locator(".ks-learner")).to_contain_text("Chưa xem trước được")
    answer.fill("1.000")
    expect(place.locator("li")).to_have_count(0)
    # The learner's view is the real widget: it can be answered, and says what was right.
    learner = wide.locator(".ks-learner")
    learner.get_by_role("textbox").fill("1.000")
    learner.get_by_role("button", name="Kiểm tra").click()
    expect(learner.locator(".kq-feedback")).to_contain_text("Trả lời đúng")


def test_a_citation_is_selected_by_mouse_and_by_keyboard(
    wide: Page, tmp_path: Path, texts: Path
) -> None:
    studio = Studio(wide, folder_with(tmp_path), texts).open("Bài thử")
    studio.press("Chọn trong văn bản nguồn…")
    dialog = wide.get_by_role("dialog")
    paragraph = dialog.get_by_text("hội nghị nối 76")
    box = paragraph.bounding_box()
    assert box
    wide.mouse.dblclick(box["x"] + 60, box["y"] + 10)
    chosen = dialog.locator(".ks-phrase")
    expect(chosen).not_to_have_text("")
    dialog.get_by_role("button", name="Đoạn 3").press("Enter")
    for _ in range(len("Kết quả")):
        wide.keyboard.press("Shift+ArrowRight")
    expect(chosen).to_have_text("Đang chọn: “Kết quả”")
    wide.keyboard.press("Shift+End")
    wide.keyboard.press("Shift+ArrowDown")
    dialog.get_by_role("button", name="Dùng cụm từ này").click()
    expect(dialog.get_by_role("alert")).to_contain_text("nhiều hơn 12")
    # Nothing of it stands on the page behind, and nothing is left of it once it is put right.
    expect(wide.locator(".ks-head .ks-trouble")).to_have_text("")
    dialog.get_by_role("button", name="Về danh sách đoạn").press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("")
    expect(dialog.get_by_role("button", name="Đoạn 3")).to_be_focused()
    dialog.get_by_role("button", name="Đoạn 3").press("Enter")
    for _ in range(len("Kết quả: 99")):
        wide.keyboard.press("Shift+ArrowRight")
    assert violations(wide) == []
    dialog.get_by_role("button", name="Dùng cụm từ này").click()
    expect(dialog).to_have_count(0)
    row = field(wide, "Dẫn nguồn").locator(".ks-row")
    expect(row.get_by_label("Nguồn", exact=True)).to_have_value("bao")
    expect(row.get_by_label("Đoạn", exact=True)).to_have_value("3")
    expect(row.get_by_label("Cụm từ nguyên văn")).to_have_value("Kết quả: 99,16")
    studio.press("Lưu")
    expect(studio.status).to_contain_text("Đã lưu")
    item = compose((tmp_path / "thu.yaml").read_text("utf-8"), "x").data["items"][0]
    assert item["cite"] == [{"source": "bao", "paragraph": "3", "phrase": "Kết quả: 99,16"}]


def test_a_citation_is_selected_by_touch(browser: Browser, tmp_path: Path, texts: Path) -> None:
    """A touch on the first word and one on the last; the next begins anew, wherever it is."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    studio = Studio(page, folder_with(tmp_path), texts).open("Bài thử").press("Soạn câu")
    studio.press("Chọn trong văn bản nguồn…")
    finger = context.new_cdp_session(page)
    dialog = page.get_by_role("dialog")
    chosen = dialog.locator(".ks-phrase")
    expect(dialog.locator(".ks-help").first).to_contain_text("chạm vào chữ đầu")

    def touch(word: str) -> None:
        x, y = page.evaluate(_WHERE, word)
        at = [{"x": x, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    touch("hội nghị nối")
    expect(chosen).to_have_text("Đang chọn: “hội”")
    touch("cầu, có")
    expect(chosen).to_have_text("Đang chọn: “hội nghị nối 76 điểm cầu”")
    touch("thảo luận")
    expect(chosen).to_have_text("Đang chọn: “thảo”")
    touch("99,16%")
    expect(chosen).to_have_text(
        "Đang chọn: “99,16% số người dự hiểu bài; mỗi tổ có từ 5 đến 7 người thảo”"
    )
    dialog.get_by_label("Tìm đoạn có chữ").fill("diem cau")
    expect(dialog.locator("mark")).to_have_text(["điểm cầu"])
    touch("34-CT/TU")
    expect(chosen).to_have_text("Đang chọn: “34-CT/TU”")
    touch("Chỉ thị")
    expect(chosen).to_have_text("Đang chọn: “Chỉ thị 34-CT/TU”")
    dialog.get_by_role("button", name="Dùng cụm từ này").tap()
    row = field(page, "Dẫn nguồn").locator(".ks-row")
    expect(row.get_by_label("Cụm từ nguyên văn")).to_have_value("Chỉ thị 34-CT/TU")
    expect(row.get_by_label("Đoạn", exact=True)).to_have_value("2")
    context.close()


_WHERE = """(wanted) => {
  for (const words of document.querySelectorAll(".ks-paragraphs p")) {
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(wanted);
      if (at < 0) continue;
      words.scrollIntoView({ block: "center" });
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    }
  }
  throw new Error(`no ${wanted}`);
}"""
"""Where on the page the first letter of some words stands in a source."""


def test_words_are_found_in_the_sources_without_their_marks(
    wide: Page, tmp_path: Path, texts: Path
) -> None:
    """Marked to the letter, on a phone too, where the buttons stand below and not over the text;
    where nothing is found that is said, with a way on.
    """
    (texts / "khac.txt").write_text("Cán bộ phải giữ kỷ luật.\n", encoding="utf-8")
    wide.set_viewport_size({"width": 390, "height": 844})
    studio = Studio(wide, folder_with(tmp_path), texts).open("Bài thử").press("Soạn câu")
    studio.press("Chọn trong văn bản nguồn…")
    dialog = wide.get_by_role("dialog")
    search = dialog.get_by_label("Tìm đoạn có chữ")
    search.fill("dang vien")
    expect(dialog.locator("mark")).to_have_text(["đảng viên"])
    expect(dialog.get_by_role("status").first).to_have_text("1 trong 3 đoạn")
    for height in (844, 480):
        wide.set_viewport_size({"width": 390, "height": height})
        places = (dialog.locator(f".ks-dialog-{one}") for one in ("body", "foot"))
        body, foot = (place.bounding_box() for place in places)
        assert body
        assert foot
        assert body["y"] >= 0
        assert body["y"] + body["height"] <= foot["y"] + 0.5
        assert foot["y"] + foot["height"] <= height
        assert body["height"] > 150
    search.fill("ky luat")
    expect(dialog.get_by_role("status").first).to_contain_text("Không có đoạn nào")
    assert violations(wide) == []
    dialog.get_by_role("button", name="Sang “khac”: 1 đoạn").click()
    expect(dialog.locator("mark")).to_have_text(["kỷ luật"])
    search.fill("không có đâu")
    dialog.get_by_role("button", name="Xóa chữ đang tìm").click()
    expect(search).to_be_focused()
    expect(dialog.get_by_role("status").first).to_have_text("1 trong 1 đoạn")
    # A selection that begins outside a mark and ends in it is where it is in the paragraph.
    search.fill("luat")
    expect(dialog.locator("mark")).to_have_text(["luật"])
    wide.evaluate(
        """() => {
          const words = document.querySelector(".ks-paragraphs p");
          const mark = words.querySelector("mark").firstChild;
          getSelection().setBaseAndExtent(words.firstChild, 14, mark, 4);
        }"""
    )
    expect(dialog.locator(".ks-phrase")).to_have_text("Đang chọn: “ữ kỷ luật”")
    dialog.get_by_role("button", name="Dùng cụm từ này").click()
    row = field(wide, "Dẫn nguồn").locator(".ks-row")
    expect(row.get_by_label("Cụm từ nguyên văn")).to_have_value("giữ kỷ luật")


def test_two_trainers_at_one_bank(wide: Page, browser: Browser, tmp_path: Path) -> None:
    """The later save is told, shows both versions, and keeps both."""
    folder = folder_with(tmp_path)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    a, b = Studio(wide, folder).open("Bài thử"), Studio(context.new_page(), folder).open("Bài thử")
    fill(a.page, "Câu hỏi", "Của A")
    a.press("Lưu")
    expect(a.status).to_contain_text("Đã lưu")
    fill(b.page, "Câu hỏi", "Của B")
    b.press("Lưu")
    heading = b.page.get_by_role("heading", name="vừa được lưu ở trang khác")
    expect(heading).to_be_focused()
    expect(b.page.get_by_role("heading", name="Câu “mot”: Của B")).to_be_visible()
    row = b.page.get_by_role("row", name="Câu hỏi")
    expect(row).to_contain_text("Của A")
    expect(row).to_contain_text("Của B")
    expect(b.page.get_by_label("cả hai")).to_be_checked()
    assert violations(b.page) == []
    b.press("Lưu bản đã ghép")
    expect(b.status).to_contain_text("Đã lưu")
    data = compose((folder / "thu.yaml").read_text("utf-8"), "x").data["items"]
    stems = {one["id"]: one["stem"] for one in data}
    assert (stems["mot"], stems["mot-2"]) == ("Của A", "Của B")
    context.close()


def test_what_is_left_to_mend_and_what_was_filtered_away_are_one_press_off(
    wide: Page, tmp_path: Path
) -> None:
    studio = Studio(wide, folder_with(tmp_path)).open("Bài thử")
    title = wide.locator(".ks-pane-form h3")
    expect(title).to_have_text("Câu 1 trong 3 câu")
    badge = wide.locator(".ks-item").nth(1).locator(".ks-badge")
    expect(badge).to_have_text("3 điều nên xem")
    studio.press("Đến câu nên xem")
    expect(title).to_have_text("Câu 2 trong 3 câu")
    explanation = wide.locator(".ks-form").get_by_label("Giải thích", exact=True)
    expect(explanation).to_be_focused()
    expect(explanation).not_to_have_attribute("aria-invalid", "true")
    question = wide.locator(".ks-form").get_by_label("Câu hỏi", exact=True)
    question.fill("")
    expect(badge).to_have_text(["1 điều phải sửa", "3 điều nên xem"])
    studio.press("Đến câu phải sửa")
    expect(question).to_be_focused()
    expect(question).to_have_attribute("aria-invalid", "true")
    expect(field(wide, "Câu hỏi").locator(".ks-findings")).to_contain_text("phải sửa")
    everything = wide.get_by_role("button", name="Bỏ tìm và lọc")
    expect(everything).to_be_hidden()
    search = wide.get_by_label("Tìm trong câu hỏi")
    search.fill("không có đâu")
    expect(wide.locator(".ks-list")).to_contain_text("Không có câu nào như vậy trong 3 câu.")
    everything.click()
    expect(wide.locator(".ks-item")).to_have_count(3)
    expect(search).to_have_value("")
    expect(search).to_be_focused()
    expect(everything).to_be_hidden()


def test_the_row_that_must_be_mended_is_where_one_is_led_to(wide: Page, tmp_path: Path) -> None:
    studio = Studio(wide, folder_with(tmp_path)).open("Bài thử")
    wide.locator(".ks-item").nth(1).click()
    second = field(wide, "Các phương án").locator(".ks-row").nth(1).get_by_label("Nội dung")
    second.fill("")
    expect(field(wide, "Các phương án").locator(".ks-findings")).to_contain_text("dòng 2")
    studio.press("Đến câu phải sửa")
    expect(second).to_be_focused()
    wrong = field(wide, "Các phương án").get_by_label("Nội dung")
    marks = [wrong.nth(n).get_attribute("aria-invalid") for n in range(3)]
    assert marks == [None, "true", None]


def test_a_long_question_is_seen_whole_at_any_width(page: Page, tmp_path: Path) -> None:
    """Also where its form was made behind the list; and when the phone is turned."""
    long = "Một câu hỏi dài hơn một dòng trên điện thoại, để đọc được cả câu. " * 2
    studio = Studio(page, folder_with(tmp_path, BANK.replace("Một nghìn viết bằng chữ số?", long)))
    studio.open("Bài thử").press("Soạn câu")
    question = page.locator(".ks-form").get_by_label("Câu hỏi", exact=True)
    expect(question).to_be_visible()
    for width in (390, 320, 844):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_function(
            "node => node.clientHeight >= node.scrollHeight", arg=question.element_handle()
        )


def test_two_pages_of_one_trainer_have_their_own_words(
    wide: Page, browser: Browser, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path)
    context = browser.new_context(viewport={"width": 390, "height": 844})
    a = Studio(wide, folder).open("Bài thử")
    fill(a.page, "Câu hỏi", "Của trang A")
    expect(a.page.get_by_role("button", name="Hoàn tác")).to_have_attribute(
        "aria-disabled", "false"
    )
    b = Studio(context.new_page(), folder)
    b.bank.select_option("thu")
    offer = b.page.locator(".ks-offer")
    expect(offer).to_contain_text("chưa lưu (gõ lần cuối")
    b.press("Soạn câu")
    question = b.page.locator(".ks-form").get_by_label("Câu hỏi", exact=True)
    expect(question).to_have_value("Một nghìn viết bằng chữ số?")
    assert violations(b.page) == []
    b.press("Lấy phần chưa lưu sang trang này")
    expect(question).to_have_value("Của trang A")
    expect(offer).to_have_count(0)
    context.close()


def test_what_was_saved_and_what_is_left_are_said_once(wide: Page, tmp_path: Path) -> None:
    """Two live regions; each is changed, and so read aloud, only by what is new in it."""
    studio = Studio(wide, folder_with(tmp_path)).open("Bài thử")
    left = wide.locator(".ks-left")
    expect(left).to_contain_text("điều nên xem lại")
    wide.evaluate(
        """() => {
          window.heard = [];
          const hear = (changes) => changes.forEach(({ target }) => {
            const place = (target.nodeType === 1 ? target : target.parentElement)
              .closest("[role=status], [role=alert]");
            if (place?.textContent) heard.push(place.textContent);
          });
          const everything = { childList: true, characterData: true, subtree: true };
          new MutationObserver(hear).observe(document.querySelector(".ks-head"), everything);
        }"""
    )
    fill(wide, "Câu hỏi", "Một nghìn là mấy?")
    studio.press("Lưu")
    expect(studio.status).to_contain_text("Đã lưu")
    fill(wide, "Câu hỏi", "Một nghìn là mấy vậy?")
    expect(studio.status).to_have_text("")
    heard = wide.evaluate("heard")
    assert len(heard) == 1
    assert heard[0].startswith("Đã lưu lúc")
    assert "điều" not in heard[0]
    assert wide.locator(".ks-head").inner_text().count("Lệnh build vẫn nhận bộ này") == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_use_it(wide: Page, tmp_path: Path, width: int) -> None:
    """By day and by night, on a phone and at a desk, axe finds nothing and nothing is cut off."""
    wide.set_viewport_size({"width": width, "height": 844})
    wide.emulate_media(reduced_motion="reduce")  # colours on their way are nobody's contrast
    studio = Studio(wide, folder_with(tmp_path)).open("Bài thử")
    for pane in ("Danh sách", "Soạn câu", "Học viên thấy"):
        if width == 390:
            studio.press(pane)
        wide.emulate_media(color_scheme="dark" if pane == "Soạn câu" else "light")
        assert violations(wide) == [], pane
        assert wide.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    wide.emulate_media(color_scheme="light")
    if width == 390:
        studio.press("Danh sách")
        wide.locator(".ks-item").nth(1).click()
        expect(wide.get_by_role("heading", name="Câu 2 trong 3 câu")).to_be_focused()
    studio.press("Cài đặt của bộ")
    expect(wide.get_by_label("Tên bộ câu hỏi", exact=True)).to_have_value("Bài thử")
    assert violations(wide) == []


def test_a_question_is_written_by_keyboard_alone(wide: Page, tmp_path: Path) -> None:
    studio = Studio(wide, folder_with(tmp_path))
    studio.bank.focus()
    wide.keyboard.press("ArrowDown")
    expect(wide.locator(".ks-form")).to_be_visible()
    _tab_to(wide, "Thêm câu")
    wide.keyboard.press("Enter")
    question = wide.locator(".ks-form").get_by_label("Câu hỏi", exact=True)
    expect(question).to_be_focused()
    wide.keyboard.type("Gõ bằng phím?")
    _tab_to(wide, "Nội dung")
    wide.keyboard.type("Có")
    wide.keyboard.press("Tab")
    wide.keyboard.press("Space")
    wide.keyboard.press("Control+s")
    expect(studio.status).to_contain_text("Đã lưu")
    item = compose((tmp_path / "thu.yaml").read_text("utf-8"), "x").data["items"][1]
    assert (item["id"], item["options"]["a"], item["key"]) == ("go-bang-phim", "Có", "a")


def test_the_list_is_one_stop_for_tab_and_arrows_go_through_it(wide: Page, tmp_path: Path) -> None:
    Studio(wide, folder_with(tmp_path)).open("Bài thử")
    rows, title = wide.locator(".ks-item"), wide.locator(".ks-pane-form h3")
    wide.locator(".ks-filters summary").focus()
    wide.keyboard.press("Tab")
    expect(rows.first).to_be_focused()
    for key, row in (("End", 2), ("ArrowDown", 2), ("ArrowUp", 1)):
        wide.keyboard.press(key)
        expect(rows.nth(row)).to_be_focused()
    wide.keyboard.press("Enter")
    expect(title).to_have_text("Câu 2 trong 3 câu")
    expect(rows.nth(1)).to_be_focused()
    wide.keyboard.press("Tab")
    expect(wide.get_by_role("button", name="Chép câu này")).to_be_focused()
    wide.keyboard.press("Shift+Tab")
    expect(rows.nth(1)).to_be_focused()


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        )
        if found == name:
            return
    raise AssertionError(f"Tab does not reach {name}")


def test_another_question_is_shown_from_its_beginning(wide: Page, tmp_path: Path) -> None:
    """However far down the last one was read; and its stem has the width of the list."""
    Studio(wide, folder_with(tmp_path)).open("Bài thử")
    pane, rows = wide.locator(".ks-pane-form"), wide.locator(".ks-item")
    fill(wide, "Đáp án", "nhiều lắm")
    expect(rows.first.locator(".ks-badge")).to_be_visible()
    text, badge = (rows.first.locator(one).bounding_box() for one in (".ks-item-text", ".ks-badge"))
    assert text
    assert badge
    assert badge["y"] >= text["y"] + text["height"]
    pane.evaluate("node => node.scrollTo(0, node.scrollHeight)")
    assert pane.evaluate("node => node.scrollTop") > 0
    rows.nth(1).click()
    expect(wide.get_by_role("heading", name="Câu 2 trong 3 câu")).to_be_in_viewport()
    assert pane.evaluate("node => node.scrollTop") == 0
    learner = wide.locator(".ks-pane-preview")
    expect(learner.get_by_text("Trả lời thử")).to_be_visible()
    wide.get_by_role("button", name="Cài đặt của bộ").click()
    expect(learner.get_by_text("Trả lời thử")).to_be_hidden()
