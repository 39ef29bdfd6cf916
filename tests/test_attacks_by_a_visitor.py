"""Attacks by a visitor with a browser, a script or another web site, on a running server.

Each test is one attack, as its name says; signed in as a learner where that helps.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacking import GROUP, join, kernel_of, speak
from tests.serving import CODE, OTHER_CODE, Running, Visitor, make_group, running

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("groups")
    with running(make_group(folder / "one"), make_group(folder / "two", "chi-bo-2")) as found:
        yield found


@pytest.fixture
def visitor(server: Running) -> Visitor:
    for app in server.apps:
        app.tries.__init__()  # type: ignore[misc]  # what one test mistyped is not the next one's
    return Visitor(server.url)


@pytest.mark.parametrize(
    "path",
    [
        "/voila/tree", "/voila/files/group.yaml", "/voila/api/contents", "/api/contents",
        "/api/kernels", "/api/sessions", "/api/terminals", "/metrics", "/login", "/lab",
        "/voila/render/x.ipynb", "/voila/static/voila.js", "/voila/templates/lab/static/x",
        "/chi-bo-1/api/kernels", "/chi-bo-1/roster.csv", "/chi-bo-1/../group.yaml",
        "/chi-bo-1/%2e%2e/secret", "/_/", "/_/000000000000/kit/site.css",
        "/chi-bo-1/lesson/%00", "/static/x", "/favicon.ico",
    ],
)  # fmt: skip
def test_no_other_route_exists(visitor: Visitor, path: str) -> None:
    """A plain 404, signed in or not."""
    assert visitor.get(path).status == 404
    assert visitor.sign_in(CODE).get(path).status == 404


def test_assets_cannot_be_left(visitor: Visitor, server: Running) -> None:
    """Only listed names are sent; no path reaches the disk."""
    root = server.server.app.settings["kit_assets"].url("")
    assert visitor.get(root + "kit/site.css").status == 200
    for name in ("kit/../server.py", "../kit/site.css", "kit/", "kit/%2e%2e/server.py", "x\0"):
        assert visitor.get(root + name.replace("\0", "%00")).status == 404, name


def test_template_and_theme_in_the_address_change_nothing(visitor: Visitor) -> None:
    """Stock Voila hangs on some of them; here the query is not read at all."""
    visitor.sign_in(CODE)
    page = visitor.get(GROUP + "lesson/bai-1?template=base&theme=x&token=y&KIT_LEARNER=hv-002")
    assert "<table>" in page.body
    assert "hv-002" not in page.body


def test_another_session_s_kernel_is_refused(visitor: Visitor, server: Running) -> None:
    """Its channel, its model, its end: 403, the same as for a kernel that does not exist."""
    kernel = kernel_of(visitor.sign_in(CODE))
    base = f"{GROUP}api/kernels/{kernel}"
    other = Visitor(server.url).sign_in(OTHER_CODE)
    nobody = Visitor(server.url)
    unknown = base[:-4] + "0000"
    for stranger in (other, nobody):
        assert stranger.get(base).status == 403
        assert stranger.get(unknown).status == 403
        assert stranger.post(f"{GROUP}voila/api/shutdown/{kernel}").status == 403
        assert join(server, base + "/channels?session_id=x", stranger.cookie()) == 403
        assert join(server, unknown + "/channels?session_id=x", stranger.cookie()) == 403
    assert visitor.get(base).status == 200
    assert join(server, base + "/channels?session_id=x", visitor.cookie()) == 101


def test_a_kernel_s_address_in_another_group_is_refused(visitor: Visitor, server: Running) -> None:
    """A session counts in its own group only."""
    kernel = kernel_of(visitor.sign_in(CODE))
    visitor.sign_in(CODE, group="chi-bo-2")
    assert visitor.get(f"/chi-bo-2/api/kernels/{kernel}").status == 403


def test_a_channel_from_a_foreign_page_is_refused(visitor: Visitor, server: Running) -> None:
    """Another site cannot use the visitor's cookie."""
    path = f"{GROUP}api/kernels/{kernel_of(visitor.sign_in(CODE))}/channels?session_id=x"
    assert join(server, path, visitor.cookie(), Origin="http://evil.example") == 403


@pytest.mark.parametrize("kind", ["execute_request", "shutdown_request", "inspect_request"])
def test_a_forged_message_that_is_no_widget_s_does_not_reach_the_kernel(
    visitor: Visitor, server: Running, kind: str, tmp_path: Path
) -> None:
    """Nobody runs code, not even in the own kernel; it answers what is allowed, and lives."""
    kernel = kernel_of(visitor.sign_in(CODE))
    path, mark = f"{GROUP}api/kernels/{kernel}/channels?session_id=x", tmp_path / "ran"
    content = {"code": f"open({str(mark)!r}, 'w')", "restart": False, "cursor_pos": 1}
    asyncio.run(speak(server, path, visitor.cookie(), [(kind, content)]))
    assert not mark.exists()
    assert kernel in server.server.kernel_manager


def test_leaving_the_page_ends_its_kernel(visitor: Visitor, server: Running) -> None:
    """The front end's beacon works for the own kernel."""
    kernel = kernel_of(visitor.sign_in(CODE))
    assert visitor.post(f"{GROUP}voila/api/shutdown/{kernel}").status == 204
    assert kernel not in server.server.kernel_manager


def test_a_session_cannot_hoard_kernels(visitor: Visitor, server: Running) -> None:
    """Opening one more than allowed ends the oldest."""
    visitor.sign_in(CODE)
    opened = [kernel_of(visitor) for _ in range(server.server.desk.most + 1)]
    alive = [kernel in server.server.kernel_manager for kernel in opened]
    assert alive == [False] + [True] * server.server.desk.most


def test_a_kernel_s_environment_and_folder_are_short(
    visitor: Visitor, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the server's environment passes but the list, and the folder is empty."""
    if not Path("/proc").is_dir():
        return  # only Linux shows a process's environment; the list itself is tested purely
    monkeypatch.setenv("KIT_TEST_PASSWORD", "open-sesame")
    kernel = kernel_of(visitor.sign_in(CODE))
    process = server.server.kernel_manager.get_kernel(kernel).provisioner.process.pid
    environment = Path(f"/proc/{process}/environ").read_bytes()
    assert b"open-sesame" not in environment
    assert b"IPYTHONDIR=" in environment
    assert os.listdir(f"/proc/{process}/cwd") == []


@pytest.mark.parametrize("path", ["", "sign-in", "lesson/bai-1", "nothing", "ping"])
def test_security_headers_are_on_every_answer(visitor: Visitor, path: str) -> None:
    """Pages, errors and redirects alike."""
    headers = visitor.sign_in(CODE).get(GROUP + path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_error_pages_say_nothing(
    visitor: Visitor, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault inside shows neither its words nor a trace nor a path."""

    def broken(*_: object) -> None:
        raise RuntimeError("/home/secret/path went wrong")

    visitor.sign_in(CODE)
    monkeypatch.setattr("kit.serve.pages.lesson_rows", broken)
    answer = visitor.get(GROUP)
    assert answer.status == 500
    assert "Có lỗi ở máy chủ" in answer.body
    assert "secret" not in answer.body
    assert "Traceback" not in answer.body


def test_a_body_that_is_too_large_is_refused(visitor: Visitor) -> None:
    """A form holds a code, not a film."""
    try:
        status = visitor.post(GROUP + "sign-in", code="x" * 66_000).status
    except OSError:
        status = 413  # the server hung up before all of it was sent
    assert status in (400, 413)


def test_a_session_planted_before_sign_in_is_worth_nothing(
    visitor: Visitor, server: Running
) -> None:
    """Session fixation: whoever knows an older cookie is not signed in by the next one."""
    first = visitor.sign_in(CODE).cookie()
    visitor.post(GROUP + "sign-out")
    second = visitor.sign_in(CODE).cookie()
    assert first != second
    assert Visitor(server.url).get(GROUP, Cookie=f"kit-chi-bo-1={first}").status == 302


def test_a_cookie_with_another_learner_or_a_later_end_is_none(
    visitor: Visitor, server: Running
) -> None:
    """Each letter of it is signed: changed anywhere, it opens nothing."""
    kept = visitor.sign_in(CODE).cookie()
    places = range(0, len(kept), max(len(kept) // 25, 1))
    for place in places:
        forged = kept[:place] + ("A" if kept[place] != "A" else "B") + kept[place + 1 :]
        answer = Visitor(server.url).get(GROUP, Cookie=f"kit-chi-bo-1={forged}")
        # The last letter of base64 may hold bits that nobody reads.
        assert answer.status == 302 or place == len(kept) - 1, place


@pytest.mark.parametrize("path", ["sign-in", "consent", "sign-out", "hand-in/thu-nghiem"])
def test_a_form_sent_by_another_site_does_nothing(visitor: Visitor, path: str) -> None:
    """CSRF: it has the visitor's cookie, and not the token of the page."""
    visitor.sign_in(CODE)
    answer = visitor.post(GROUP + path, _xsrf="2|0|0|0", code=CODE, act="withdraw")
    assert answer.status == 403
    assert visitor.get(GROUP).status == 200


def test_another_site_cannot_end_a_kernel(visitor: Visitor, server: Running) -> None:
    kernel = kernel_of(visitor.sign_in(CODE))
    assert visitor.post(f"{GROUP}voila/api/shutdown/{kernel}", _xsrf="x").status == 403
    assert kernel in server.server.kernel_manager


def test_other_methods_do_nothing(visitor: Visitor) -> None:
    """No files to put, no requests echoed."""
    cookie = visitor.sign_in(CODE).cookie()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"):
        for path in (GROUP, GROUP + "quiz/thu-nghiem", GROUP + "hand-in/thu-nghiem", "/x"):
            answer = visitor.ask(method, path)
            assert answer.status in (403, 404, 405), (method, path)
            assert cookie not in answer.body


@pytest.mark.parametrize(
    "path", ["/_/", "/_/{digest}/", "/_/{digest}/kit/", "/chi-bo-1/lesson/", "/chi-bo-1/quiz/"]
)
def test_no_folder_is_listed(visitor: Visitor, server: Running, path: str) -> None:
    digest = server.server.app.settings["kit_assets"].digest
    assert visitor.sign_in(CODE).get(path.format(digest=digest)).status == 404


@pytest.mark.parametrize(
    "path",
    ["/chi-bo-1/quiz/%ff%fe", "/chi-bo-1/result/" + "a" * 3000, "/chi-bo-1/api/kernels/x", "/%00"],
)
def test_error_pages_tell_neither_paths_nor_versions(
    visitor: Visitor, server: Running, path: str
) -> None:
    """Odd addresses are a plain page, and no answer names a program and its version."""
    answer = visitor.sign_in(CODE).get(path)
    assert answer.status in (400, 403, 404), answer.status
    group = server.apps[0].workspace.path
    for word in ("Traceback", str(group), "site-packages", "Tornado", "tornado"):
        assert word not in answer.body + str(answer.headers), word


def test_no_address_leads_to_another_site(visitor: Visitor) -> None:
    """Open redirects: by a doubled slash, a host in the path, or a foreign Host header."""
    visitor.sign_in(CODE)
    for path in ("//evil.example/", "/chi-bo-1//evil.example", "/chi-bo-1", "/chi-bo-1/quiz/x"):
        target = visitor.get(path, Host="evil.example").headers.get("Location", "/")
        assert target.startswith("/"), target
        assert not target.startswith("//"), target


def test_a_line_break_in_an_address_makes_no_header(visitor: Visitor) -> None:
    """Response splitting."""
    answer = visitor.sign_in(CODE).get(GROUP + "result/x%0d%0aSet-Cookie:%20a=b")
    assert answer.status == 404
    assert "a=b" not in str(answer.headers)


def test_asking_for_the_result_of_another_gives_the_own(visitor: Visitor) -> None:
    """Whatever the query, the headers or a second cookie say."""
    visitor.sign_in(CODE)
    for tail in ("?learner=hv-002", "?user=hv-002", "/hv-002", "%2fhv-002"):
        answer = visitor.get(GROUP + "result/thu-nghiem" + tail, **{"X-Remote-User": "hv-002"})
        assert answer.status in (200, 404), tail
        assert "hv-002" not in answer.body


@pytest.mark.parametrize("kind", ["execute_request", "input_reply", "debug_request"])
def test_running_code_by_the_binary_protocol(
    visitor: Visitor, server: Running, kind: str, tmp_path: Path
) -> None:
    """The other form of the same messages, with the kind only in its header."""
    kernel = kernel_of(visitor.sign_in(CODE))
    path, mark = f"{GROUP}api/kernels/{kernel}/channels?session_id=x", tmp_path / "ran"
    content: dict[str, object] = {"code": f"open({str(mark)!r}, 'w')", "value": "x"}
    asyncio.run(speak(server, path, visitor.cookie(), [(kind, content)], binary=True))
    assert not mark.exists()
    assert kernel in server.server.kernel_manager
