"""The Hub's pages, as JupyterHub finds them: whoever is no administrator meets the kit's alone."""

import json
from pathlib import Path
from random import Random

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from jupyterhub._data import DATA_FILES_PATH

from kit.gradebook.city import Wanted, found_all
from kit.serve.hub.make import make
from kit.serve.hub.words import TEMPLATES, words
from kit.wording import t

STOCK = Path(DATA_FILES_PATH, "templates")

NOBODYS = {
    "admin.html",  # administrators alone: deploy/README.vi.md says that it is English
    "oauth.html",  # the door asks for no leave, and everybody has the own server alone
    "accept-share.html",  # nobody may share a server
    "page.html",  # what JupyterHub's own pages stand in
}
"""Templates of JupyterHub's that no learner, trainer or secretary ever gets."""

NAMESPACE = {
    "authenticator_login_url": "/hub/login", "base_url": "/hub/", "default_server": {},
    "login_url": "/hub/login", "logout_url": "/hub/logout", "parsed_scopes": {},
    "prefix": "/", "spawn_url": "/hub/spawn/x", "static_url": lambda path, **_: path,
    "url": "/hub/spawn/x",
}  # fmt: skip
"""What JupyterHub says to its templates."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """JupyterHub's templates with the kit's in front, as it is set up (jupyterhub/app.py)."""
    folder = tmp_path_factory.mktemp("city")
    made = found_all([Wanted("Chi bộ 1", 1, members=1)], folder / "to", [], [], Random(1))
    city = make([made[0].folder], folder / "hub", "Đảng bộ A", [])
    stock = FileSystemLoader(STOCK)
    loader = ChoiceLoader(
        [PrefixLoader({"templates": stock}, "/"), FileSystemLoader(TEMPLATES), stock]
    )
    found = Environment(loader=loader, autoescape=True)
    found.globals["kit"] = words(city)
    return found


@pytest.mark.parametrize("name", sorted({one.name for one in STOCK.glob("*.html")} - NOBODYS))
def test_a_page_that_anybody_may_meet_is_the_kits(pages: Environment, name: str) -> None:
    """In the city's language, without a word or a script of JupyterHub's."""
    text = pages.get_template(name).render(NAMESPACE)
    assert text.startswith('<!DOCTYPE html>\n<html lang="vi">')
    assert "Đảng bộ A" in text
    assert "jupyterhub" not in text.lower()
    assert " src=" not in text


def test_an_administrator_has_jupyterhubs_own_page_of_tokens(pages: Environment) -> None:
    told = {**NAMESPACE, "parsed_scopes": {"admin-ui": {}}}
    assert "Request new API token" in pages.get_template("token.html").render(told)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 424, 429, 500, 503])
def test_an_error_is_told_in_plain_words(pages: Environment, status: int) -> None:
    """With a way out, and without those of JupyterHub, which are English."""
    english = {"status_message": "Forbidden", "message": "XSRF", "message_html": "<b>down</b>"}
    own = TEMPLATES / f"{status}.html"
    name = own.name if own.exists() else "error.html"
    text = pages.get_template(name).render(NAMESPACE | english | {"status_code": status})
    assert not any(one in text for one in english.values())
    assert 'href="/"' in text or "http-equiv" in text
    if status == 403:
        assert t("hub.page_forbidden") in text


@pytest.mark.parametrize("name", ["not_running.html", "spawn.html"])
def test_a_server_that_does_not_start_is_told(pages: Environment, name: str) -> None:
    """Why stands in the Hub's log, for the administrator."""
    english = {"failed": True, "failed_message": "HTTP 500", "error_message": "Unhandled error"}
    text = pages.get_template(name).render(NAMESPACE | english)
    assert t("hub.page_failed") in text
    assert "HTTP 500" not in text
    assert "Unhandled" not in text


def test_an_open_server_is_entered_and_its_closing_is_told(pages: Environment) -> None:
    """The Hub answers up to ten seconds later, and nobody looks at a page that says nothing."""
    shut = pages.get_template("home.html").render(NAMESPACE)
    told = {"default_server": {"active": True}, "user": {"escaped_name": "x"}, "xsrf_token": "y"}
    open_ = pages.get_template("home.html").render(NAMESPACE | told)
    start, enter = (f">{t(f'hub.page_{name}')}</a>" for name in ("start", "enter"))
    assert (start in shut, enter in shut) == (True, False)
    assert (start in open_, enter in open_) == (False, True)
    assert f"textContent = {json.dumps(t('hub.page_stopping'))};" in open_


def test_what_was_wrong_with_a_code_is_told(pages: Environment) -> None:
    """A wrong one, one too many, and a form that was open for too long are three things."""
    login = pages.get_template("login.html")
    wrong = login.render(NAMESPACE | {"login_error": "Invalid username or password"})
    assert t("hub.page_wrong") in wrong
    assert " autofocus>" in wrong  # below the groups, out of sight on a phone
    assert "autofocus" not in login.render(NAMESPACE)
    slow = t("hub.slow_down", seconds=7)
    assert slow in login.render(NAMESPACE | {"login_error": slow, "status_code": 429})
    old = login.render(NAMESPACE | {"login_error": "Login form invalid", "status_code": 403})
    assert t("hub.page_expired") in old
    assert "Login form" not in old
