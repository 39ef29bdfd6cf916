"""Attacks by forged messages from a learner's own page to the quiz, through a running server.

What a page may say is an item of its own sheet and a response to it; who, when and how good it is
are known on the other side.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from kit.answers import Answers, read
from kit.workspace import Workspace
from tests.attacking import leave
from tests.learner import Learner, Lost
from tests.serving import CODE, Running, make_group, running

pytestmark = [pytest.mark.server, pytest.mark.kernel]

QUIZ, ME, NEIGHBOUR = "thu-nghiem", "hv-001", "hv-002"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("messages")
    groups = [make_group(folder / f"g{n}", f"chi-bo-{n}") for n in (1, 2, 3)]
    with running(*groups) as found:
        yield found


@pytest.fixture
def workspace(server: Running) -> Workspace:
    return server.apps[0].workspace


def saved(workspace: Workspace) -> Answers:
    """What is on disk of the attacker's."""
    return read(workspace.work(ME, QUIZ) / "answers.json")


def at_the_quiz(server: Running, attack: Callable[[Learner], Awaitable[Any]]) -> Any:
    """Open the page, answer one question, attack; what came of it, the page living on."""

    async def work() -> Any:
        learner = Learner(server.url, "chi-bo-1", CODE)
        await learner.enter()
        await learner.open(QUIZ)
        assert "saved" in await learner.answer("dung-sai", True)
        came = await attack(learner)
        assert "saved" in await learner.answer("dung-sai", True), "the page still works"
        await leave(learner.socket)
        return came

    return asyncio.run(work())


async def say(learner: Learner, content: dict[str, Any]) -> None:
    """A message to which no answer need come."""
    data = {"method": "custom", "content": {"n": 999_999, **content}}
    await learner._send("comm_msg", {"comm_id": learner.comm, "data": data})


def test_a_message_with_a_score_an_identity_or_a_time_changes_none_of_these(
    server: Running, workspace: Workspace
) -> None:
    """Forged fields beside an answer: the answer is kept, under the own name, at this hour."""

    async def attack(learner: Learner) -> None:
        extra = {"score": 10, "learner": NEIGHBOUR, "at": "2020-01-01T00:00:00+07:00"}
        extra |= {"version": "../../secret", "draw": ["x"], "handed_in": "2020-01-01", "max": 99}
        await learner._ask({"do": "answer", "item": "ngay-hop", "response": "b", **extra})

    at_the_quiz(server, attack)
    text = (workspace.work(ME, QUIZ) / "answers.json").read_text(encoding="utf-8")
    assert saved(workspace).responses()["ngay-hop"] == "b"
    for word in ("score", NEIGHBOUR, "2020", "secret", "99"):
        assert word not in text
    assert saved(workspace).handed_in is None
    assert not workspace.work(NEIGHBOUR, QUIZ).exists()


@pytest.mark.parametrize(
    "item", ["khac", "", "../dung-sai", "ngay-hop\0", "__proto__", "secret", None, 7, ["dung-sai"]]
)
def test_a_message_about_another_item_is_left_alone(
    server: Running, workspace: Workspace, item: object
) -> None:
    """One that is not on the own sheet, or no name at all."""
    at_the_quiz(server, lambda learner: say(learner, {"do": "answer", "item": item, "response": 1}))
    assert set(saved(workspace).answers) <= {"dung-sai", "ngay-hop"}


@pytest.mark.parametrize(
    "response",
    ["x" * 100_000, ["a"] * 5000, {"a": {"b": {"c": {"d": 1}}}}, "a" + "\u0301" * 500, "c", 1e308],
    ids=["long", "many", "deep", "marks", "no option", "number"],
)
def test_a_huge_or_odd_response_is_refused(
    server: Running, workspace: Workspace, response: object
) -> None:
    """It is said so, and nothing of it is kept."""

    async def attack(learner: Learner) -> dict[str, Any]:
        return await learner.answer("ngay-hop", response)

    assert "refused" in at_the_quiz(server, attack)
    assert saved(workspace).responses().get("ngay-hop") in (None, "b")


def test_a_message_of_megabytes_ends_the_connection_and_nothing_else(
    server: Running, workspace: Workspace
) -> None:
    async def attack() -> None:
        first, again = (Learner(server.url, "chi-bo-1", CODE) for _ in range(2))
        for learner in (first, again):
            await learner.enter()
            await learner.open(QUIZ)
        with pytest.raises(Lost):
            await first.answer("ngay-hop", "x" * 1_100_000)
        assert "saved" in await again.answer("dung-sai", True)
        await leave(again.socket)

    asyncio.run(attack())


def test_changing_what_python_shows_changes_nothing_that_counts(
    server: Running, workspace: Workspace
) -> None:
    """The widget's own state, overwritten by its page: the sheet, the status, other answers."""

    async def attack(learner: Learner) -> None:
        state = {
            "booklet": {"items": [{"id": "khac", "kind": "text", "show": {"input": "text"}}]},
            "state": {"status": "handed_in", "responses": {"ngay-hop": "a"}, "seat": "x"},
            "_esm": "alert(1)",
        }
        data = {"method": "update", "state": state, "buffer_paths": []}
        await learner._send("comm_msg", {"comm_id": learner.comm, "data": data})
        await say(learner, {"do": "answer", "item": "khac", "response": "x"})

    at_the_quiz(server, attack)
    assert saved(workspace).responses().get("ngay-hop") != "a"
    assert "khac" not in saved(workspace).answers
    assert saved(workspace).handed_in is None


def test_making_other_widgets_writes_nothing(server: Running, workspace: Workspace) -> None:
    """A comm that the page opens itself: of a widget that takes files, and of an unknown target."""
    before = sorted(workspace.path.rglob("*"))

    async def attack(learner: Learner) -> None:
        for number, target in enumerate(("jupyter.widget", "jupyter.widget.control", "evil")):
            state = {"_model_module": "@jupyter-widgets/controls", "_model_name": "FileUploadModel"}
            state |= {"_view_module": "@jupyter-widgets/controls", "_view_name": "FileUploadView"}
            content = {"comm_id": f"x{number}", "target_name": target, "data": {"state": state}}
            await learner._send("comm_open", content)

    at_the_quiz(server, attack)
    assert sorted(workspace.path.rglob("*")) == before


def test_asking_for_the_key_before_the_review_gets_no_answer(server: Running) -> None:
    """``check`` is for practice; a test's kernel does not even have the key."""

    async def attack(learner: Learner) -> list[dict[str, Any]]:
        said = []
        for what in ("check", "feedback", "key", "review"):
            await say(learner, {"do": what, "item": "ngay-hop"})
        await learner._send("kernel_info_request", {})
        while True:
            got = await learner._receive()
            said.append(got)
            if got["header"]["msg_type"] == "kernel_info_reply":
                return said

    for message in at_the_quiz(server, attack):
        assert "feedback_of" not in json.dumps(message)
        assert "chiều 6-12" not in json.dumps(message, ensure_ascii=False)


def test_a_hand_in_that_is_replayed_happens_once(server: Running) -> None:
    """From the same page and from another one; and no answer comes after it."""
    app = server.apps[1]  # nobody else hands in there
    workspace = app.workspace
    submitted = workspace.submitted(ME, QUIZ)

    async def attack() -> list[dict[str, Any]]:
        pages = [Learner(server.url, workspace.group.id, CODE) for _ in range(2)]
        for page in pages:
            await page.enter()
            await page.open(QUIZ)
        await pages[0].answer("dung-sai", True)
        first = await pages[0].hand_in()
        async with asyncio.timeout(20):
            while not submitted.is_dir():
                await asyncio.sleep(0.02)
        whole = {file.name: file.read_bytes() for file in submitted.iterdir()}
        said = [first, *[await page.hand_in() for page in (*pages, *pages)]]
        said += [await page.answer("dung-sai", False) for page in pages]
        async with asyncio.timeout(20):
            handing = server.server.app.settings["kit_kernels"].handing
            while handing.of(app):
                await asyncio.sleep(0.02)
        assert {file.name: file.read_bytes() for file in submitted.iterdir()} == whole
        for page in pages:
            await leave(page.socket)
        return said

    *handed, late, later = asyncio.run(attack())
    assert len({reply["at"] for reply in handed}) == 1
    assert {late["status"], later["status"]} == {"handed_in"}
    assert read(submitted / "answers.json").responses() == {"dung-sai": True}
    assert [path.name for path in (workspace.path / "submitted").glob("*/*")] == [QUIZ]


def test_an_older_page_does_not_replace_what_another_one_has_saved(server: Running) -> None:
    """Two devices of one learner: the page is told what is there, and decides in the open."""

    async def both() -> list[dict[str, Any]]:
        here, there = (Learner(server.url, "chi-bo-3", CODE) for _ in range(2))
        for page in (here, there):
            await page.enter()
            await page.open(QUIZ)
        said = [
            await here.answer("ngay-hop", "a"),
            await there.answer("ngay-hop", "b"),
            await there._ask({"do": "answer", "item": "ngay-hop", "response": "b", "over": "a"}),
            await here.answer("ngay-hop", "a"),
        ]
        for page in (here, there):
            await leave(page.socket)
        return said

    first, asked, chosen, asked_again = asyncio.run(both())
    assert "saved" in first
    assert (asked["item"], asked["response"]) == ("ngay-hop", "a")
    assert "newer" in asked
    assert "saved" in chosen
    assert (asked_again.get("response"), "newer" in asked_again) == ("b", True)
