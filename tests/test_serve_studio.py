"""Who gets to the studio's page and its kernel: the browser with the cookie, and nobody else."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kit.cli import main
from kit.serve.kernel_desk import KernelDesk
from kit.serve.studio import StudioApp, studio_server
from tests.serving import Visitor, served
from tests.studio_desk import folder_with


def app(tmp_path: Path, sources: Path | None = None) -> StudioApp:
    return StudioApp(tmp_path, sources, 8877, KernelDesk())


def test_the_address_opens_the_page_once(tmp_path: Path) -> None:
    studio = app(tmp_path)
    token = studio.token
    assert studio.enter("") is None
    assert studio.enter(token[:-1]) is None
    session = studio.enter(token)
    assert session is not None
    assert studio.enter(token) is None
    assert studio.enter("") is None
    cookie = studio.sessions.seal(session, studio.now())
    found = studio.session(cookie)
    assert found is not None
    assert found.id == session.id
    assert app(tmp_path).session(cookie) is None  # another run of the server has another key
    assert studio.session(None) is None


def test_a_kernel_knows_the_banks_and_little_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_SECRET", "x")
    studio = app(tmp_path, tmp_path)
    session = studio.enter(studio.token)
    assert session is not None
    known = studio.environment(session, None, tmp_path / "scratch")
    assert known["KIT_STUDIO"] == known["KIT_STUDIO_SOURCES"] == str(tmp_path)
    assert "MY_SECRET" not in known


@pytest.mark.server
def test_nobody_without_the_cookie_gets_in(tmp_path: Path) -> None:
    folder_with(tmp_path)
    with served(lambda: studio_server(tmp_path, None, 0)) as server:
        base = f"http://127.0.0.1:{server.port}"
        way = urlsplit(server.studio.address)
        stranger, trainer = Visitor(base), Visitor(base)
        kernel = "/studio/api/kernels/01234567-89ab-cdef-0123-456789abcdef"
        closed = ("/studio/", "/studio/open", "/studio/open?token=x", kernel, f"{kernel}/channels")
        assert {stranger.get(path).status for path in closed} == {403}
        for path in ("/lab", "/api/contents", "/api/terminals", "/voila", "/chi-bo-1/"):
            assert stranger.get(path).status == 404, path
        opened = trainer.get(f"{way.path}?{way.query}")
        assert (opened.status, opened.headers["Location"]) == (302, "/studio/")
        cookie = opened.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert stranger.get(f"{way.path}?{way.query}").status == 403
        assert "một lần" in stranger.get("/studio/").body
        # Inside, a kernel's id is no pass either.
        assert trainer.get(kernel).status == 403
        assert server.ip == "127.0.0.1"


def test_what_is_not_there_is_told_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["studio", str(tmp_path / "no")],
        ["studio", str(tmp_path), "--sources", "no"],
    ):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    assert "→" in capsys.readouterr().err
