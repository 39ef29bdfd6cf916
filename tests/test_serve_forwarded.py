"""kit.serve.forwarded, and a server behind a proxy: whom it believes, and where it answers."""

import re
from pathlib import Path
from typing import Any

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from kit.serve.forwarded import Proxy
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from tests.serving import CODE, TRAINER_CODE, Visitor, make_group, running


def seen(peer: str, **headers: str) -> tuple[str, str]:
    """Address and protocol of a request that came from ``peer`` with these headers."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    line = RequestStartLine("GET", "/", "HTTP/1.1")
    request = HTTPServerRequest(start_line=line, headers=HTTPHeaders({"Host": "hoc", **names}))
    request.remote_ip, request.protocol = peer, "http"
    Proxy().see_through(request)
    return request.remote_ip, request.protocol


@pytest.mark.parametrize(
    ("peer", "headers", "expected"),
    [
        ("127.0.0.1", {}, ("127.0.0.1", "http")),
        ("127.0.0.1", {"X_Forwarded_For": "10.1.2.3"}, ("10.1.2.3", "http")),
        # What a visitor sends stands before what our proxy adds.
        ("127.0.0.1", {"X_Forwarded_For": "6.6.6.6, 10.1.2.3"}, ("10.1.2.3", "http")),
        ("::1", {"X_Forwarded_Proto": "http,https"}, ("::1", "https")),
        ("127.0.0.1", {"X_Forwarded_Proto": "gopher"}, ("127.0.0.1", "http")),
        # No proxy adds these here, so they are a visitor's own.
        ("127.0.0.1", {"X_Real_Ip": "6.6.6.6", "X_Scheme": "https"}, ("127.0.0.1", "http")),
        # Another proxy of ours before ours, which was asked in private.
        (
            "::1",
            {"X_Forwarded_For": "6.6.6.6, 10.1.2.3, 127.0.0.1", "X_Forwarded_Proto": "https,http"},
            ("10.1.2.3", "https"),
        ),
        ("127.0.0.1", {"X_Forwarded_For": "127.0.0.1"}, ("127.0.0.1", "http")),
        # Somebody who is not the proxy.
        ("10.9.9.9", {"X_Forwarded_For": "6.6.6.6"}, ("10.9.9.9", "http")),
        ("10.9.9.9", {"X_Forwarded_Proto": "https"}, ("10.9.9.9", "http")),
    ],
)
def test_only_the_proxy_is_believed(
    peer: str, headers: dict[str, str], expected: tuple[str, str]
) -> None:
    assert seen(peer, **headers) == expected


def test_the_address_begins_with_what_the_proxy_puts_before_it(tmp_path: Path) -> None:
    app = GroupApp(make_group(tmp_path / "one"), KernelDesk(), base="/user/")
    assert app.root == "/user/chi-bo-1/"


def test_a_proxy_may_come_from_a_network() -> None:
    line = RequestStartLine("GET", "/", "HTTP/1.1")
    headers = HTTPHeaders({"Host": "hoc", "X-Forwarded-For": "10.1.2.3"})
    for peer, visitor in (("10.42.7.1", "10.1.2.3"), ("10.43.0.1", "10.43.0.1")):
        request = HTTPServerRequest(start_line=line, headers=headers)
        request.remote_ip = peer
        Proxy.at("10.42.0.0/16", "::1").see_through(request)
        assert request.remote_ip == visitor


@pytest.mark.server
def test_everything_lies_below_the_groups_address(tmp_path: Path) -> None:
    """Files, cookies, redirects; secure cookies where the proxy was asked in private."""
    with running(make_group(tmp_path / "one"), base="/user/", proxy=Proxy(), warm=False) as server:
        visitor = Visitor(server.url)
        page = visitor.get("/user/chi-bo-1/sign-in")
        links: list[Any] = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.body)
        assert links
        assert all(link.startswith("/user/chi-bo-1/") for link in links)
        (style,) = (link for link in links if link.endswith(".css"))
        assert visitor.get(style).status == 200
        assert {cookie.path for cookie in visitor.jar} == {"/user/chi-bo-1/"}
        assert visitor.get("/user/chi-bo-1").headers["Location"] == "/user/chi-bo-1/"
        assert visitor.get("/user/chi-bo-1/").headers["Location"] == "/user/chi-bo-1/sign-in"
        for elsewhere in ("/", "/chi-bo-1/", "/user/", "/_/", "/user/chi-bo-2/"):
            assert visitor.get(elsewhere).status == 404
        form = {"code": CODE, "_xsrf": visitor.cookie("_xsrf")}
        done = visitor.post_with("/user/chi-bo-1/sign-in", form)
        assert (done.status, done.headers["Location"]) == (302, "/user/chi-bo-1/consent")
        assert "Path=/user/chi-bo-1/" in done.headers["Set-Cookie"]
        assert "Secure" not in done.headers["Set-Cookie"]
        trainer = Visitor(server.url)
        trainer.get("/user/chi-bo-1/sign-in")
        trainer.post_with(
            "/user/chi-bo-1/sign-in", {"code": TRAINER_CODE, "_xsrf": trainer.cookie("_xsrf")}
        )
        assert 'href="/hub/home"' in trainer.get("/user/chi-bo-1/trainer").body
        headers = {"X-Forwarded-Proto": "https"}
        private = visitor.post_with("/user/chi-bo-1/sign-in", form, **headers)
        assert "Secure" in private.headers["Set-Cookie"]
