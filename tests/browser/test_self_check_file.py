"""The private self-check: saved by the browser alone, and nothing of it anywhere else."""

import json
import logging
import unicodedata
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.widget import self_check
from kit.widget.page import page_script
from kit.wording import table
from tests.browser.watching import Traffic
from tests.docx_text import fonts, lines, opened
from tests.indicator_forms import TEXTS, import_ten, make_content
from tests.serving import CODE, make_group, notebook, running
from tests.widget_host import Host

pytestmark = pytest.mark.browser

WORDS = table("self_check")
OWN = "Việc của tôi: giấy tờ trễ hẹn <3 ngày> & “chưa xong”.\nTôi sẽ làm khác đi. 🙂"
SECRET = "zqxjk việc rất riêng của tôi"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_content(tmp_path / "noi-dung")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("KIT_WORKSPACE", raising=False)
    return folder


def open_fields(host: Host) -> Host:
    widget = self_check()
    host.script = page_script("self_check")
    host.model = {name: getattr(widget, name) for name in ("entries", "words", "language")}
    return host.load()


def save(page: Page, folder: Path) -> Path:
    """Press the button as a keyboard user does, and take what the browser saves."""
    button = page.get_by_role("button", name=WORDS["save"])
    button.focus()
    with page.expect_download() as waited:
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=WORDS["saved"])).to_be_visible()
    assert waited.value.suggested_filename == "tu-soi.docx"
    assert waited.value.url.startswith("blob:")
    path = folder / "tu-soi.docx"
    waited.value.save_as(path)
    return path


def test_the_file_has_what_was_written_and_opens(host: Host, content: Path, tmp_path: Path) -> None:
    """Right checksums, Party margins, one font, every letter; fields left empty are left out."""
    import_ten(content)
    open_fields(host)
    fields = host.page.get_by_role("textbox")
    fields.nth(2).fill(OWN)
    fields.nth(9).fill(unicodedata.normalize("NFD", "Đùn đẩy, né tránh") + "\u0007")
    asked = len(host.requests)
    path = save(host.page, tmp_path)
    assert len(host.requests) == asked
    with ZipFile(path) as package:
        assert package.testzip() is None
    text = lines(path)
    assert text[:2] == [WORDS["title"], WORDS["file_note"]]
    assert text[-5:] == [
        f"3. {TEXTS[2]}", *OWN.split("\n"), f"10. {TEXTS[9]}", "Đùn đẩy, né tránh\ufffd",
    ]  # fmt: skip
    page = opened(path).sections[0]
    sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side.mm) for side in sides] == [25, 25, 35, 15]
    assert fonts(path.read_bytes()) <= {"Times New Roman"}
    assert "Times New Roman" in opened(path).styles.element.xml


def test_nothing_written_is_nothing_saved(host: Host, content: Path) -> None:
    open_fields(host)
    host.page.get_by_role("textbox").first.fill("  \n ")
    host.button(WORDS["save"]).click()
    expect(host.page.get_by_role("status")).to_have_text(WORDS["nothing"])


def test_words_of_the_press_are_marked_in_the_file(
    host: Host, content: Path, tmp_path: Path
) -> None:
    widget = self_check()
    open_fields(host).page.get_by_role("textbox").first.fill("riêng")
    assert widget.words["banner"] in lines(save(host.page, tmp_path))


def files_with(root: Path, text: str) -> list[str]:
    """Files in which the text stands, however it was written down."""
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    wanted = [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le")]
    wanted += [json.dumps(form)[1:-1].encode() for form in forms]
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return [str(path) for path in found if any(one in path.read_bytes() for one in wanted)]


@pytest.fixture
def group(tmp_path: Path, content: Path) -> Path:
    """A group whose lesson has the self-check."""
    workspace = make_group(tmp_path / "to")
    for path in (content / "quizzes").rglob("*.yaml"):
        target = workspace.path / "practice" / path.relative_to(content / "quizzes")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    code = "from kit.widget import self_check\nself_check()"
    lesson = notebook(("markdown", "# Tự soi"), ("code", code))
    (workspace.path / "lessons" / "bai-1.ipynb").write_text(lesson, encoding="utf-8")
    return workspace.path


@pytest.mark.server
@pytest.mark.kernel
def test_nothing_of_it_is_in_any_file_log_request_or_message(
    browser: Browser, group: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """On the real server: typed, saved, cleared, left; and only the saved file has it."""
    from kit.workspace import Workspace

    caplog.set_level(logging.DEBUG)
    har, kept = tmp_path / "traffic.har", tmp_path / "kept"
    with running(Workspace(group)) as served:
        context = browser.new_context(record_har_path=har, record_har_content="embed")
        page = context.new_page()
        page.set_default_timeout(30_000)
        traffic, bodies = Traffic.of(page), []
        page.on("request", lambda request: bodies.append(request.post_data_buffer or b""))
        page.goto(f"{served.url}/chi-bo-1/sign-in#{CODE}")
        page.wait_for_url("**/consent")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Tiếp tục").click()
        page.goto(f"{served.url}/chi-bo-1/lesson/bai-1")
        field = page.get_by_role("textbox").first
        field.click()
        page.keyboard.type(SECRET)
        expect(field).to_have_value(SECRET)
        saved = save(page, kept)
        page.get_by_role("textbox").nth(1).click()
        page.goto(f"{served.url}/chi-bo-1/")  # the page is left, with whatever leaving may send
        assert files_with(served.server.scratch, SECRET) == []
        cookies = json.dumps(context.cookies())
        context.close()
    assert any(SECRET in line for line in lines(saved)), "it was typed, and saved"
    assert len(traffic.frames) > 5, "the websocket was not caught"
    assert any(bodies), "the requests were not caught"
    everything = [*traffic.frames, *bodies, har.read_bytes(), cookies.encode()]
    plain = [SECRET.encode(), json.dumps(SECRET)[1:-1].encode(), b"zqxjk"]
    assert [one[:200] for one in everything if any(part in one for part in plain)] == []
    assert "zqxjk" not in caplog.text
    # The search itself is not blind: it finds the one file, whose parts are stored as they are.
    assert files_with(tmp_path, SECRET) == [str(saved)]
