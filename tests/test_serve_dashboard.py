"""kit.serve.dashboard: who may open the page, what it runs, and what is said before it starts."""

import ast
import json
from pathlib import Path

import pytest

from kit.errors import Problems, UserError
from kit.serve.dashboard import serve_dashboard
from kit.serve.dashboard_app import TrainerApp
from kit.serve.kernel_desk import KernelDesk
from tests.serving import make_group


@pytest.fixture
def app(tmp_path: Path) -> TrainerApp:
    workspace = make_group(tmp_path / "o'n\\e")
    return TrainerApp(workspace, KernelDesk(), folders=(workspace.path,), place=tmp_path)


def test_the_address_opens_once(app: TrainerApp) -> None:
    """Whoever has another token comes in neither before nor after."""
    assert len(app.token) > 40
    assert app.enter("x" * len(app.token)) is None
    session = app.enter(app.token)
    assert session is not None
    assert app.enter(app.token) is None
    cookie = app.sessions.seal(session, app.now())
    assert app.session(cookie) == session
    assert app.session(cookie[:-4] + "beef") is None
    assert app.session(None) is None


def test_two_servers_of_one_machine_know_nothing_of_each_other(app: TrainerApp) -> None:
    other = TrainerApp(app.start, app.desk, folders=app.folders, place=app.place)
    session = app.enter(app.token)
    assert session is not None
    assert app.sessions.cookie != other.sessions.cookie
    assert app.token != other.token
    assert other.session(app.sessions.seal(session, app.now())) is None


def test_the_page_is_a_notebook_of_one_call(app: TrainerApp) -> None:
    """With folders as they are called, quotes and backslashes included."""
    for name, wanted in (("dashboard", {"names": False}), ("shared", {"shared": True})):
        (cell,) = json.loads(app.notebook(name).read_text(encoding="utf-8"))["cells"]
        call = ast.parse(cell["source"]).body[-1]
        assert isinstance(call, ast.Expr)
        assert isinstance(call.value, ast.Call)
        assert [ast.literal_eval(one) for one in call.value.args] == [str(app.folders[0])]
        given = {one.arg: ast.literal_eval(one.value) for one in call.value.keywords}
        assert given == wanted
    assert ast.parse(app.preparation())


def refuse(*folders: Path) -> None:
    serve_dashboard(folders, False, 0, open_browser=False, say=lambda line: None)


def test_what_cannot_be_served_is_said_at_the_start(tmp_path: Path) -> None:
    """No group, two of one id, and a group whose settings are faulty, if there is no other."""
    one, two = make_group(tmp_path / "a").path, make_group(tmp_path / "b").path
    with pytest.raises(UserError, match="c"):
        refuse(one, tmp_path / "c")
    with pytest.raises(UserError, match="chi-bo-1"):
        refuse(one, two)
    (one / "group.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(Problems):
        refuse(one)
