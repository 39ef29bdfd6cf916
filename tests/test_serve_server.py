"""The running server, asked over HTTP and websocket."""

import asyncio
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from kit import clock
from kit.clock import day
from kit.consent import digest
from kit.gradebook.config import FILE, config_text
from kit.submission import hand_in
from kit.wording import t
from tests.attacking import GROUP, join, kernel_of, message
from tests.serving import (
    CODE,
    NAME,
    OTHER_CODE,
    TRAINER_CODE,
    Running,
    Visitor,
    make_group,
    running,
)

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("groups")
    later = make_group(folder / "three", "chi-bo-3", opens="2099-01-01 07:00")
    # Nobody but one test comes to the last two.
    alone = (make_group(folder / id, id) for id in ("chi-bo-4", "chi-bo-5"))
    with running(
        make_group(folder / "one"), make_group(folder / "two", "chi-bo-2"), later, *alone
    ) as found:
        yield found


@pytest.fixture
def visitor(server: Running) -> Visitor:
    for app in server.apps:
        app.tries.__init__()  # type: ignore[misc]  # what one test mistyped is not the next one's
    return Visitor(server.url)


class TestEntrance:
    def test_without_a_session_every_page_leads_to_sign_in(self, visitor: Visitor) -> None:
        """Home, lessons, quizzes, results and the trainer's page ask for a code first."""
        for page in ("", "lesson/bai-1", "quiz/thu-nghiem", "result/thu-nghiem", "trainer"):
            answer = visitor.get(GROUP + page)
            assert (answer.status, answer.headers["Location"]) == (302, GROUP + "sign-in"), page

    def test_a_wrong_code_is_refused_and_says_what_to_do(self, visitor: Visitor) -> None:
        """No cookie, and no hint whether a code like it exists."""
        answer = visitor.post(GROUP + "sign-in", code="XXXX-XXXX")
        assert answer.status == 403
        assert "Mã này không đúng" in answer.body
        assert not visitor.cookie()

    def test_a_code_is_taken_however_it_is_typed(self, visitor: Visitor) -> None:
        """Small letters and missing dashes are fine."""
        answer = visitor.post(GROUP + "sign-in", code=" k7rm2xhd ")
        assert (answer.status, answer.headers["Location"]) == (302, GROUP + "consent")

    def test_too_many_wrong_codes_make_the_browser_wait(
        self, visitor: Visitor, server: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also for the right code, and the page says how long; the neighbour enters."""
        # On a busy machine the first try would be there again before the last one is used up.
        monkeypatch.setattr(server.apps[0].tries.browsers, "every", timedelta(seconds=30))
        for _ in range(server.apps[0].tries.browsers.burst):
            assert visitor.post(GROUP + "sign-in", code="XXXX-XXXX").status == 403
        answer = visitor.post(GROUP + "sign-in", code=CODE)
        assert answer.status == 429
        assert 1 <= int(answer.headers["Retry-After"]) <= 30
        neighbour = Visitor(server.url)
        assert neighbour.post(GROUP + "sign-in", code="XXXX-XXXX").status == 403
        assert neighbour.post(GROUP + "sign-in", code=CODE).status == 302

    def test_wrong_codes_sent_at_once_are_counted_too(
        self, visitor: Visitor, server: Running
    ) -> None:
        """The answer to one is not waited for before the next is counted."""
        token, burst = visitor.token(), server.apps[0].tries.browsers.burst

        def attempt(_: int) -> int:
            return visitor.post(GROUP + "sign-in", _xsrf=token, code="XXXX-XXXX").status

        with ThreadPoolExecutor(20) as threads:
            answers = list(threads.map(attempt, range(20)))
        assert answers.count(403) <= burst + 1
        assert answers.count(429) == 20 - answers.count(403)

    def test_the_cookie_is_out_of_reach_for_scripts_sites_and_groups(
        self, visitor: Visitor
    ) -> None:
        """HttpOnly, SameSite, limited to the group's addresses, gone after twelve hours."""
        answer = visitor.post(GROUP + "sign-in", code=CODE)
        cookie = next(c for c in answer.headers.get_all("Set-Cookie") if c.startswith("kit-"))
        for part in ("HttpOnly", "SameSite=Lax", "Path=/chi-bo-1/", "Max-Age=43200"):
            assert part in cookie

    def test_every_sign_in_makes_a_new_session(self, visitor: Visitor) -> None:
        """A session planted before sign-in is worth nothing after it."""
        first = visitor.sign_in(CODE).cookie()
        assert visitor.sign_in(CODE).cookie() != first

    def test_a_form_without_its_token_is_refused(self, visitor: Visitor) -> None:
        """On every form: sign-in, consent, sign-out."""
        visitor.sign_in(CODE)
        for page in ("sign-in", "consent", "sign-out"):
            assert visitor.post(GROUP + page, _xsrf="x", code=CODE).status == 403, page
        assert visitor.get(GROUP).status == 200

    def test_signing_out_ends_the_session_for_good(self, visitor: Visitor, server: Running) -> None:
        """Even for someone who kept a copy of the cookie."""
        kept = visitor.sign_in(CODE).cookie()
        assert visitor.post(GROUP + "sign-out").headers["Location"] == GROUP + "sign-in"
        other = Visitor(server.url)
        assert other.get(GROUP, Cookie=f"kit-chi-bo-1={kept}").status == 302

    def test_one_group_s_session_is_no_other_group_s(
        self, visitor: Visitor, server: Running
    ) -> None:
        """Not even under the other group's cookie name."""
        kept = visitor.sign_in(CODE).cookie()
        answer = Visitor(server.url).get("/chi-bo-2/", Cookie=f"kit-chi-bo-2={kept}")
        assert answer.status == 302

    def test_with_many_groups_the_front_page_lists_their_names(self, visitor: Visitor) -> None:
        """Nothing else of them."""
        page = visitor.get("/").body
        assert "Chi bộ thử chi-bo-2" in page
        assert NAME not in page

    def test_with_one_group_the_front_page_leads_there(self, tmp_path: Path) -> None:
        """Nobody has to choose from one."""
        with running(make_group(tmp_path / "g"), warm=False) as alone:
            assert Visitor(alone.url).get("/").headers["Location"] == GROUP
            assert Visitor(alone.url).get("/chi-bo-1/ping").body == "ok"


class TestConsent:
    def test_the_box_is_not_ticked_and_the_log_keeps_the_text_s_digest(
        self, visitor: Visitor, server: Running
    ) -> None:
        """What was shown is what is logged."""
        visitor.post(GROUP + "sign-in", code=OTHER_CODE)
        page = visitor.get(GROUP + "consent").body
        assert "checked" not in page
        visitor.sign_in(OTHER_CODE)
        log = server.apps[0].workspace.path / "consent.jsonl"
        last = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
        assert last["answer"] == "yes"
        assert f'value="{last["text_sha256"]}"' in page

    def test_who_has_agreed_is_not_asked_again(self, visitor: Visitor, server: Running) -> None:
        """The next sign-in leads home at once."""
        visitor.sign_in(OTHER_CODE)
        again = Visitor(server.url).post(GROUP + "sign-in", code=OTHER_CODE)
        assert again.headers["Location"] == GROUP

    def test_an_answer_to_an_older_text_is_asked_again(self, visitor: Visitor) -> None:
        """Nobody consents to words that were not on the screen."""
        visitor.post(GROUP + "sign-in", code=CODE)
        answer = visitor.post(GROUP + "consent", shown="0" * 64, keep="yes")
        assert answer.headers["Location"] == GROUP + "consent"

    def test_without_a_tick_nothing_on_disk_has_the_name(self, server: Running) -> None:
        """The whole quiz under a random id: no file but the roster holds name or learner id."""
        workspace, home = server.apps[3].workspace, server.apps[3].root
        visitor = Visitor(server.url).sign_in(CODE, keep=False, group=workspace.group.id)
        kernel = kernel_of(visitor, group=home)
        code = re.search(r"AN(-\w{4}){3}", visitor.get(home).body)
        assert code
        back = Visitor(server.url)
        assert back.post(home + "sign-in", code=code[0]).headers["Location"] == home
        assert visitor.post(f"{home}voila/api/shutdown/{kernel}").status == 204
        assert not (workspace.path / "work").exists(), "before the first answer"
        for file in workspace.path.rglob("*"):
            if file.is_file() and file.name != "roster.csv":
                data = file.read_bytes()
                assert NAME.encode() not in data, file
                assert b"hv-001" not in data or file.name == "consent.jsonl", file
        line = json.loads((workspace.path / "consent.jsonl").read_text(encoding="utf-8"))
        assert line["answer"] == "no"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", line["at"])

    def test_who_refused_is_asked_for_the_code_of_that_time(self, tmp_path: Path) -> None:
        """One anonymous learner a member: a second no gives no second one."""
        with running(make_group(tmp_path / "g"), warm=False) as alone:
            first = Visitor(alone.url).sign_in(CODE, keep=False)
            code = re.search(r"AN(-\w{4}){3}", first.get(GROUP).body)
            assert code
            again = Visitor(alone.url).sign_in(CODE, keep=False)
            assert again.get(GROUP).headers["Location"] == GROUP + "consent"
            page = again.get(GROUP + "consent").body
            assert "Trước đây đồng chí đã chọn làm bài ẩn danh" in page
            assert again.post(GROUP + "sign-in", code=code[0]).headers["Location"] == GROUP
            assert code[0] in again.get(GROUP).body
            agreed = Visitor(alone.url).sign_in(CODE, keep=True)
            assert agreed.get(GROUP).status == 200

    def test_who_has_agreed_sees_since_when_and_no_box(self, tmp_path: Path) -> None:
        """Looking and going on changes nothing; an empty box of an older page neither."""
        workspace = make_group(tmp_path / "g")
        with running(workspace, warm=False) as alone:
            visitor, late = Visitor(alone.url), Visitor(alone.url)
            late.post(GROUP + "sign-in", code=CODE)
            visitor.sign_in(CODE)
            log = (workspace.path / "consent.jsonl").read_bytes()
            page = visitor.get(GROUP + "consent").body
            assert day(alone.apps[0].now()) in page
            assert "checkbox" not in page
            assert page.index('value="stay"') < page.index('value="withdraw"')
            shown = digest(alone.apps[0].consent_text())
            empty = visitor.post(GROUP + "consent", shown=shown)
            assert empty.headers["Location"] == GROUP + "consent"
            for one in (visitor, late):
                stay = one.post(GROUP + "consent", shown=shown, act="stay")
                assert stay.headers["Location"] == GROUP
                assert one.get(GROUP).status == 200
        assert (workspace.path / "consent.jsonl").read_bytes() == log

    def test_withdrawing_deletes_nothing_and_goes_on_anonymously(self, tmp_path: Path) -> None:
        """As the page says; the second time, the code of the first time is asked for."""
        workspace = make_group(tmp_path / "g")
        with running(workspace, warm=False) as alone:
            app = alone.apps[0]
            bank = workspace.booklet("thu-nghiem")["version"]
            file = workspace.answers("hv-001", "thu-nghiem", bank)
            form = {"shown": digest(app.consent_text()), "act": "withdraw"}
            visitor = Visitor(alone.url).sign_in(CODE)
            file.save("ngay-hop", "a", app.now())
            assert "một mã mới" in visitor.get(GROUP + "consent").body
            assert visitor.post(GROUP + "consent", **form).headers["Location"] == GROUP
            assert re.search(r"AN(-\w{4}){3}", visitor.get(GROUP).body)
            assert file.read(app.now()).answers
            again = Visitor(alone.url).sign_in(CODE)
            assert "đã nhận trước đây" in again.get(GROUP + "consent").body
            again.post(GROUP + "consent", **form)
            assert 'name="code"' in again.get(GROUP + "consent").body
            log = (workspace.path / "consent.jsonl").read_bytes()
            asked = again.post(GROUP + "consent", **form)
            assert asked.headers["Location"] == GROUP + "consent", "nothing left to withdraw"
        assert (workspace.path / "consent.jsonl").read_bytes() == log

    def test_withdrawing_consent_ends_what_was_open_under_the_name(self, server: Running) -> None:
        """The kernels of this session at once; another device's at its next message."""
        id, home = server.apps[4].workspace.group.id, server.apps[4].root
        here, there = (Visitor(server.url).sign_in(CODE, group=id) for _ in range(2))
        kernel, other = (kernel_of(one, group=home) for one in (here, there))
        path, cookie = f"{home}api/kernels/{other}/channels?session_id=x", f"kit-{id}"
        headers = {"Cookie": f"{cookie}={there.cookie(cookie)}"}
        found = re.search(r'name="shown" value="(\w+)"', here.get(home + "consent").body)
        assert found

        async def told(connection: WebSocketClientConnection) -> str | bytes:
            reply = await asyncio.wait_for(connection.read_message(), 30)
            assert reply is not None, "the connection has ended"
            return reply

        async def said_afterwards() -> list[str]:
            url = f"ws://127.0.0.1:{server.port}{path}"
            connection = await websocket_connect(HTTPRequest(url, headers=headers))
            await connection.write_message(message(1, "kernel_info_request", {}))
            while "kernel_info_reply" not in str(await told(connection)):
                pass
            form = {"shown": found[1], "act": "withdraw"}
            await asyncio.to_thread(lambda: here.post(home + "consent", **form))
            await connection.write_message(message(2, "kernel_info_request", {}))
            said = []
            while (reply := await asyncio.wait_for(connection.read_message(), 10)) is not None:
                said.append(json.loads(reply)["header"]["msg_type"])
            return said

        assert "kernel_info_reply" not in asyncio.run(said_afterwards())
        assert kernel not in server.server.kernel_manager
        assert there.get(home).headers["Location"] == home + "consent"
        assert join(server, path, **headers) == 403

    def test_waiting_for_the_log_keeps_nobody_else(self, tmp_path: Path) -> None:
        """Another program that holds the log stops only the one who answers."""
        workspace = make_group(tmp_path / "g")
        with running(workspace, warm=False) as alone, ThreadPoolExecutor(1) as thread:
            visitor = Visitor(alone.url)
            with FileLock(workspace.path / "consent.jsonl.lock"):
                answering = thread.submit(visitor.sign_in, CODE)
                for _ in range(200):
                    assert Visitor(alone.url).get(GROUP + "ping").body == "ok"
                assert not answering.done()
            answering.result(30)
            assert visitor.get(GROUP).status == 200


class TestPages:
    def test_home_says_what_is_open(self, visitor: Visitor) -> None:
        """Lessons, quizzes and their state."""
        page = visitor.sign_in(CODE).get(GROUP).body
        assert "Bài học thử" in page
        assert "Đang mở" in page

    def test_home_says_what_is_half_done(self, tmp_path: Path) -> None:
        """To whom it belongs, and no more once it is handed in."""
        workspace = make_group(tmp_path / "g")
        with running(workspace, warm=False) as alone:
            visitor, other = (Visitor(alone.url).sign_in(code) for code in (CODE, OTHER_CODE))
            booklet = workspace.booklet("thu-nghiem")
            file = workspace.answers("hv-001", "thu-nghiem", booklet["version"])
            file.save("ngay-hop", "b", clock.now())
            file.save("dung-sai", None, clock.now())  # cleared again
            page = visitor.get(GROUP).body
            assert "Đang làm dở" in page
            assert "đã lưu 1/2 câu" in page
            assert "Đang làm dở" not in other.get(GROUP).body
            hand_in(workspace, "hv-001", "thu-nghiem", clock.now())
            assert "Đang làm dở" not in visitor.get(GROUP).body

    def test_a_quiz_that_is_not_open_yet_cannot_be_opened(self, visitor: Visitor) -> None:
        """The server's clock decides, whatever address is typed."""
        visitor.sign_in(CODE, group="chi-bo-3")
        assert "Sắp mở" in visitor.get("/chi-bo-3/").body
        answer = visitor.get("/chi-bo-3/quiz/thu-nghiem")
        assert answer.headers["Location"] == "/chi-bo-3/"

    def test_hours_that_change_count_at_once(self, tmp_path: Path) -> None:
        """The secretary moves the opening hour while the server runs."""
        workspace = make_group(tmp_path / "g")
        file = workspace.path / "group.yaml"
        with running(workspace, warm=False) as alone:
            visitor = Visitor(alone.url).sign_in(CODE)
            assert "Đang mở" in visitor.get(GROUP).body
            text = file.read_text(encoding="utf-8")
            later = text.replace("thu-nghiem}", "thu-nghiem, opens: 2099-01-01 07:00}")
            file.write_text(later, encoding="utf-8")
            assert "Sắp mở" in visitor.get(GROUP).body
            assert visitor.get(GROUP + "quiz/thu-nghiem").status == 302
            file.write_text("format: 1\nid: [", encoding="utf-8")
            assert "Sắp mở" in visitor.get(GROUP).body

    def test_a_faulty_roster_locks_nobody_out(self, tmp_path: Path) -> None:
        """A line that was mistyped is the log's business, not the learners'."""
        workspace = make_group(tmp_path / "g")
        with running(workspace, warm=False) as alone:
            visitor = Visitor(alone.url).sign_in(CODE)
            with open(workspace.path / "roster.csv", "a", encoding="utf-8") as file:
                file.write("Ông Ba,,\n")
            assert visitor.get(GROUP).status == 200
            Visitor(alone.url).sign_in(OTHER_CODE)

    def test_a_result_that_cannot_be_shown_is_said(self, tmp_path: Path) -> None:
        """Not built: a 404. A version whose bank is gone: a page that says so."""
        workspace = make_group(tmp_path / "g")
        with running(workspace, warm=False) as alone:
            visitor = Visitor(alone.url).sign_in(CODE)
            next((workspace.path / "banks").iterdir()).unlink()
            answer = visitor.get(GROUP + "result/thu-nghiem")
            assert answer.status == 500
            assert "Chưa xem được kết quả" in answer.body
            (workspace.path / "release" / "thu-nghiem" / "booklet.json").unlink()
            assert visitor.get(GROUP + "result/thu-nghiem").status == 404

    def test_a_gradebook_that_cannot_be_read_is_said(self, tmp_path: Path) -> None:
        """What was handed in is there, whatever became of its score."""
        workspace = make_group(tmp_path / "g")
        (workspace.path / FILE).write_text(config_text("g"), encoding="utf-8")
        (workspace.path / "gradebook.db").write_bytes(b"not a database" * 100)
        file = workspace.answers_to(workspace.booklet("thu-nghiem"), "hv-001")
        file.save("ngay-hop", "a", clock.now())
        hand_in(workspace, "hv-001", "thu-nghiem", clock.now())
        with running(workspace, warm=False) as alone:
            answer = Visitor(alone.url).sign_in(CODE).get(GROUP + "result/thu-nghiem")
            assert answer.status == 500
            assert "Chưa xem được kết quả" in answer.body

    def test_unknown_lessons_and_quizzes_are_plain_404s(self, visitor: Visitor) -> None:
        """Also those that lie on disk but not in the group's list."""
        visitor.sign_in(CODE)
        for path in ("lesson/bai-2", "quiz/luyen-thu", "result/luyen-thu", "quiz/..", "lesson/.."):
            assert visitor.get(GROUP + path).status == 404, path

    def test_the_result_page_before_hand_in_tells_nothing(self, visitor: Visitor) -> None:
        """No score, no item."""
        page = visitor.sign_in(CODE).get(GROUP + "result/thu-nghiem").body
        assert "chưa nộp" in page
        assert "ngày nào" not in page

    def test_who_is_lost_is_told_in_the_group_s_language(
        self, server: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With a way back to that group; elsewhere in the first one's."""
        lost = Visitor(server.url)
        assert t("serve.error_missing") in lost.get(GROUP + "khong-co").body
        english = server.apps[1]
        monkeypatch.setattr(
            type(english), "language", property(lambda app: "en" if app is english else "vi")
        )
        page = lost.get(english.root + "khong-co")
        assert page.status == 404
        assert t("serve.error_missing", "en") in page.body
        assert f'href="{english.root}"' in page.body
        assert t("serve.error_missing") in lost.get("/khong-co").body

    def test_the_trainer_s_page_is_the_trainer_s(self, visitor: Visitor, server: Running) -> None:
        """A learner gets a 403; the trainer sees counts and no names."""
        assert visitor.sign_in(CODE).get(GROUP + "trainer").status == 403
        trainer = Visitor(server.url)
        answer = trainer.post(GROUP + "sign-in", code=TRAINER_CODE)
        assert answer.headers["Location"] == GROUP + "trainer"
        page = trainer.get(GROUP + "trainer").body
        assert "Danh sách có 2 học viên" in page
        assert NAME not in page

    def test_text_of_a_lesson_does_not_wait_for_the_kernel_and_code_is_not_shown(
        self, visitor: Visitor
    ) -> None:
        """Markdown as HTML, outputs as data, no source."""
        page = visitor.sign_in(CODE).get(GROUP + "lesson/bai-1").body
        assert "<strong>ngắn</strong>" in page
        assert "<table>" in page
        assert "import practice" not in page
        assert page.count("application/vnd.voila.cell-output+json") == 1


class TestWeight:
    def test_pages_and_scripts_are_compressed_and_kept(
        self, visitor: Visitor, server: Running
    ) -> None:
        """gzip for text, and bundles stay in the browser's cache for a year."""
        url = server.server.app.settings["kit_assets"].url("voila/voila.js")
        import gzip
        from urllib.request import Request, urlopen

        with urlopen(Request(server.url + url, headers={"Accept-Encoding": "gzip"})) as reply:
            body = reply.read()
            assert reply.headers["Content-Encoding"] == "gzip"
            assert "immutable" in reply.headers["Cache-Control"]
            assert reply.headers["Content-Type"] == "text/javascript"
        assert gzip.decompress(body).decode("utf-8") == visitor.get(url).body
        page = Request(f"{server.url}{GROUP}sign-in", headers={"Accept-Encoding": "gzip"})
        with urlopen(page) as reply:
            assert reply.headers["Content-Encoding"] == "gzip"

    def test_pages_with_names_are_never_cached(self, visitor: Visitor) -> None:
        """The next person at a shared machine does not see them by going back."""
        visitor.sign_in(CODE)
        assert visitor.get(GROUP).headers["Cache-Control"] == "no-store"


def test_a_cleaned_temporary_folder_stops_no_new_page_and_all_ends_with_the_server(
    tmp_path: Path,
) -> None:
    """Systems empty /tmp by and by, and a server may run for weeks; then nothing is left of it."""
    with running(make_group(tmp_path / "g")) as alone:
        scratch = alone.server.scratch
        shutil.rmtree(scratch)
        kernel = kernel_of(Visitor(alone.url).sign_in(CODE))
        process = alone.server.kernel_manager.get_kernel(kernel).provisioner.process
        assert scratch.exists()
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert process.poll() is not None
    assert not scratch.exists()


@pytest.mark.kernel
def test_a_page_may_have_its_messages_packed(server: Running) -> None:
    """A widget's script comes with every page: on a slow network it has to be small."""
    visitor = Visitor(server.url).sign_in(CODE)
    kernel = kernel_of(visitor)

    async def agreed() -> str:
        url = f"ws://127.0.0.1:{server.port}{GROUP}api/kernels/{kernel}/channels"
        headers = {"Cookie": f"kit-chi-bo-1={visitor.cookie()}"}
        page = await websocket_connect(HTTPRequest(url, headers=headers), compression_options={})
        assert page.headers
        found = page.headers.get("Sec-WebSocket-Extensions", "")
        page.close()
        return found

    assert "permessage-deflate" in asyncio.run(agreed())
