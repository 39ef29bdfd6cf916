"""Attacks by text: a script in every name, title, stem and answer that a page may show (XSS)."""

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from kit.roster import Member, hash_code, secret, write_roster
from kit.workspace import Workspace
from tests import serving
from tests.attacking import GROUP, leave
from tests.learner import Learner
from tests.serving import CODE, TRAINER_CODE, Running, Visitor, make_group, notebook, running

pytestmark = [pytest.mark.server, pytest.mark.kernel]

EVIL = "<img src=x onerror=alert(1)><script>alert(1)</script>"
BREAKOUT = "</script><script>alert(2)</script>"
"""Out of a block of data inside a page."""

SIGNS = ("<script>alert", "<img src=x", "onerror=alert(1)>", "</script><script>alert")


def quoted(text: str) -> str:
    return json.dumps(text + BREAKOUT, ensure_ascii=False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        bank = serving.BANK.replace("title: Bài thử", f"title: {quoted('T' + EVIL)}")
        bank = bank.replace("stem: Hội nghị họp **ngày nào**?", f"stem: {quoted('S' + EVIL)}")
        bank = bank.replace("a: Ngày 6-12-2023", f"a: {quoted('O' + EVIL)}")
        patch.setattr(serving, "BANK", bank)
        workspace = make_group(tmp_path_factory.mktemp("text") / "g")
    poison(workspace)
    with running(workspace) as found:
        yield found


def poison(workspace: Workspace) -> None:
    """Settings, roster and lesson."""
    file, key = workspace.path / "group.yaml", secret(workspace.path)
    text = file.read_text(encoding="utf-8").replace("name: Chi bộ thử chi-bo-1", "name: X")
    text = text.replace("name: X", f"name: {quoted('N' + EVIL)}")
    text = text.replace("unit: Đảng bộ thử", f"unit: {quoted('U' + EVIL)}")
    file.write_text(text, encoding="utf-8")
    name = EVIL + BREAKOUT
    write_roster(
        workspace.path / "roster.csv",
        [
            Member("hv-001", name, "learner", hash_code(CODE, key)),
            Member("tr-001", name, "trainer", hash_code(TRAINER_CODE, key)),
        ],
    )
    lesson = notebook(
        ("markdown", f"# Bài {EVIL}{BREAKOUT}\n\n## Phần {EVIL}\n\n[x](javascript:alert(3))"),
        ("code", f"{EVIL + BREAKOUT!r}"),
    )
    (workspace.path / "lessons" / "bai-1.ipynb").write_text(lesson, encoding="utf-8")


def harmless(page: str) -> None:
    """No text of ours has become an element, an attribute or the end of a script."""
    for sign in SIGNS:
        assert sign not in page, page[max(page.index(sign) - 200, 0) : page.index(sign) + 80]
    assert 'href="javascript:' not in page


@pytest.mark.parametrize(
    "path", ["", "lesson/bai-1", "quiz/thu-nghiem", "hand-in/thu-nghiem", "result/thu-nghiem"]
)
def test_scripts_in_titles_names_and_lessons_stay_text(server: Running, path: str) -> None:
    """Group, unit, member, lesson, its sections and its output, quiz."""
    page = Visitor(server.url).sign_in(CODE).get(GROUP + path)
    assert page.status == 200
    harmless(page.body)


@pytest.mark.parametrize("path", ["sign-in", "consent", "trainer", "trainer/guide", "nothing"])
def test_scripts_in_names_stay_text_for_the_trainer_and_at_the_door(
    server: Running, path: str
) -> None:
    visitor = Visitor(server.url)
    visitor.post(GROUP + "sign-in", code=TRAINER_CODE)
    harmless(visitor.get(GROUP + path).body)
    harmless(visitor.get("/").body)


def test_scripts_in_what_is_typed_come_back_as_text(server: Running) -> None:
    """A code and an address that a form or an error page might show again."""
    visitor = Visitor(server.url)
    harmless(visitor.post(GROUP + "sign-in", code=EVIL + BREAKOUT).body)
    for path in ("quiz/%3Cscript%3Ealert(1)%3C/script%3E", "?x=%3Cscript%3Ealert(1)%3C/script%3E"):
        harmless(visitor.get(GROUP + path).body)


def test_scripts_in_stems_and_options_reach_the_page_as_text(server: Running) -> None:
    """What the widget sets as HTML is made safe before it is sent."""

    async def booklet() -> dict[str, Any]:
        learner = Learner(server.url, "chi-bo-1", CODE)
        await learner.enter()
        await learner.open("thu-nghiem")
        await leave(learner.socket)
        return learner.booklet

    items = asyncio.run(booklet())["items"]
    shown = next(item for item in items if item["id"] == "ngay-hop")
    texts = [shown["stem"], *(option["text"] for option in shown["show"]["options"])]
    assert any("alert(1)" in text for text in texts)
    for text in texts:
        assert not re.search(r"<(?!/?(p|strong|em|code|br|sub|sup|ul|ol|li)\b)", text), text


def test_every_page_forbids_scripts_that_stand_in_it(server: Running) -> None:
    """The policy would stop one even if the text got through."""
    visitor = Visitor(server.url).sign_in(CODE)
    for path in ("", "lesson/bai-1", "quiz/thu-nghiem", "nothing"):
        policy = visitor.get(GROUP + path).headers["Content-Security-Policy"]
        scripts = next(part for part in policy.split(";") if "script-src" in part)
        assert "'unsafe-inline'" not in scripts
        assert "'unsafe-eval'" not in scripts
        assert "http" not in scripts
