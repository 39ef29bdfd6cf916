"""Who has asked to hand in is looked at until it is done, and not for ever."""

import asyncio
import json
from pathlib import Path

import pytest

from kit.serve import handing as module
from kit.serve.group import GroupApp
from kit.serve.handing import WATCHED_SECONDS, Handing, complete_at_once, completed
from kit.serve.kernel_desk import KernelDesk
from kit.serve.rooms import Room
from tests.serving import make_group

QUIZ = "thu-nghiem"
ASKS = json.dumps({"content": {"data": {"content": {"do": "hand_in", "n": 1}}}})


@pytest.fixture
def app(tmp_path: Path) -> GroupApp:
    return GroupApp(make_group(tmp_path / "g"), KernelDesk())


def room(app: GroupApp, quiz: str | None = QUIZ) -> Room:
    return Room(app, "hv-001", quiz, (), app.workspace)


def test_only_a_message_that_asks_is_heard(app: GroupApp) -> None:
    """As text or as bytes; what a learner types has its quotes escaped."""
    handing = Handing()
    typed = json.dumps({"content": {"data": {"content": {"response": 'do "hand_in" now'}}}})
    handing.heard(room(app), typed)
    handing.heard(room(app, None), ASKS)
    assert handing.of(app) == []
    for message in (ASKS, ASKS.encode()):
        handing.heard(room(app), message)
        assert handing.of(app) == [("hv-001", QUIZ)]
        handing.done(app, ("hv-001", QUIZ))
        assert handing.of(app) == []


def test_what_never_comes_is_forgotten(app: GroupApp) -> None:
    now = [0.0]
    handing = Handing(now=lambda: now[0])
    handing.heard(room(app), ASKS)
    now[0] = WATCHED_SECONDS + 1
    assert handing.of(app) == []


def test_it_is_completed_when_the_kernel_has_closed_the_answers(
    app: GroupApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before, whatever was asked; and a note tells who scores."""
    monkeypatch.setattr(module, "EVERY_SECONDS", 0.01)
    handing, file = Handing(), app.workspace.answers_to(app.workspace.booklet(QUIZ), "hv-001")
    file.save("dung-sai", True, app.now())
    handing.heard(room(app), ASKS)
    assert not completed(app, "hv-001", QUIZ)

    async def main() -> None:
        stop = asyncio.Event()
        job = asyncio.create_task(complete_at_once(handing, [app], stop))
        await asyncio.to_thread(file.hand_in, app.now())
        async with asyncio.timeout(20):
            while handing.of(app):
                await asyncio.sleep(0.01)
        stop.set()
        await job

    asyncio.run(main())
    assert app.workspace.submitted("hv-001", QUIZ).is_dir()
    assert (app.workspace.path / "work" / ".ungraded" / f"hv-001@{QUIZ}").is_file()


@pytest.mark.parametrize("fault", [OSError("full"), RecursionError()])
def test_a_fault_ends_nobody_elses_hand_ins(
    app: GroupApp, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(module, "complete", fail)
    assert not completed(app, "hv-001", QUIZ)
