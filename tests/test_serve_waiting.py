"""A server that is full: the line, and a hand-in that needs no kernel."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.answers import Unreadable, read
from kit.serve.capacity import MB, Capacity
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk, Seat
from kit.serve.waiting import progress
from tests.serving import CODE, OTHER_CODE, TRAINER_CODE, Running, Visitor, make_group, running

GROUP, QUIZ = "/chi-bo-1/", "thu-nghiem"


def test_progress_counts_what_is_saved(tmp_path: Path) -> None:
    """White space is no answer; another learner's answers are not counted."""
    app = GroupApp(make_group(tmp_path / "g"), KernelDesk())
    assert progress(app, "hv-001", QUIZ).blank == (1, 2)
    file = app.workspace.answers_to(app.workspace.booklet(QUIZ), "hv-001")
    file.save("dung-sai", False, app.now())
    file.save("ngay-hop", "  ", app.now())
    found = progress(app, "hv-001", QUIZ)
    assert (found.title, found.state, found.total) == ("Bài thử", "open", 2)
    assert (found.answered, found.blank) == (1, (1,))
    assert progress(app, "hv-002", QUIZ).answered == 0


def test_progress_says_what_is_wrong(tmp_path: Path) -> None:
    """No such quiz, and a file that cannot be read."""
    app = GroupApp(make_group(tmp_path / "g"), KernelDesk())
    with pytest.raises(KeyError):
        progress(app, "hv-001", "khac")
    file = app.workspace.work("hv-001", QUIZ) / "answers.json"
    file.parent.mkdir(parents=True)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(Unreadable):
        progress(app, "hv-001", QUIZ)


@dataclass
class Full:
    """A server with room for one kernel, which somebody's lesson has taken."""

    running: Running
    first: Visitor

    def leave(self) -> None:
        """The first one closes the page."""
        (kernel,) = self.running.server.kernel_manager.list_kernel_ids()
        assert self.first.post(f"{GROUP}voila/api/shutdown/{kernel}").status == 204

    def visitor(self, code: str) -> Visitor:
        """Somebody else, signed in."""
        return Visitor(self.running.url).sign_in(code)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Full]:
    room = Capacity(1, at_hand=lambda: 100_000 * MB)
    with running(make_group(tmp_path / "g"), capacity=room) as found:
        full = Full(found, Visitor(found.url).sign_in(TRAINER_CODE))
        assert full.first.get(GROUP + "lesson/bai-1").status == 200
        yield full


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Running]:
    """The same for tests in which nobody gets in: the kernel is only noted."""
    room = Capacity(1, at_hand=lambda: 100_000 * MB)
    with running(make_group(tmp_path / "g"), capacity=room, warm=False) as found:
        found.server.desk.opened("of somebody", Seat("chi-bo-1", "else"), time.monotonic())
        yield found


@pytest.mark.server
class TestFull:
    def test_who_comes_waits_in_order_and_then_gets_in(self, full: Full) -> None:
        """The page says the place and asks again by itself, without a script too."""
        one, other = full.visitor(CODE), full.visitor(OTHER_CODE)
        page = one.get(f"{GROUP}quiz/{QUIZ}")
        assert (page.status, page.headers["Retry-After"]) == (503, "5")
        assert "đứng thứ 1 trong hàng" in page.body
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page.body
        assert "hand-in/" not in page.body, "nothing is saved yet"
        assert "đứng thứ 2 trong hàng" in other.get(GROUP + "lesson/bai-1").body
        assert json.loads(other.get(GROUP + "line").body) == {"place": 2}
        assert "Đang chờ: 2" in full.first.get(GROUP + "trainer").body
        full.leave()
        assert json.loads(other.get(GROUP + "line").body) == {"place": 1}
        assert other.get(GROUP + "lesson/bai-1").status == 503, "one is before"
        assert json.loads(one.get(GROUP + "line").body) == {"place": 0}
        assert "kernelId" in one.get(f"{GROUP}quiz/{QUIZ}").body
        assert "đứng thứ 1 trong hàng" in other.get(GROUP + "lesson/bai-1").body
        assert len(full.running.server.kernel_manager) == 1

    def test_what_is_saved_is_handed_in_without_a_kernel(self, taken: Running) -> None:
        """By a plain form that says what is blank, and only by its button."""
        app, visitor = taken.apps[0], Visitor(taken.url).sign_in(CODE)
        file = app.workspace.answers_to(app.workspace.booklet(QUIZ), "hv-001")
        file.save("dung-sai", True, app.now())
        page = visitor.get(f"{GROUP}quiz/{QUIZ}").body
        assert "cho 1 trên 2 câu" in page
        assert f'href="{GROUP}hand-in/{QUIZ}"' in page
        form = visitor.get(f"{GROUP}hand-in/{QUIZ}").body
        assert "Còn bỏ trống: câu 1." in form
        assert not app.workspace.submitted("hv-001", QUIZ).exists()
        assert visitor.post(f"{GROUP}hand-in/{QUIZ}", _xsrf="x").status == 403
        assert not app.workspace.submitted("hv-001", QUIZ).exists()
        for _ in range(2):
            answer = visitor.post(f"{GROUP}hand-in/{QUIZ}")
            assert answer.headers["Location"] == f"{GROUP}result/{QUIZ}"
        submitted = read(app.workspace.submitted("hv-001", QUIZ) / "answers.json")
        assert submitted.responses() == {"dung-sai": True}
        assert visitor.get(f"{GROUP}quiz/{QUIZ}").headers["Location"] == f"{GROUP}result/{QUIZ}"

    def test_with_nothing_saved_there_is_nothing_to_hand_in(self, taken: Running) -> None:
        """An empty hand-in would be a zero that nobody meant."""
        visitor = Visitor(taken.url).sign_in(CODE)
        assert "chưa có gì để nộp" in visitor.get(f"{GROUP}hand-in/{QUIZ}").body
        visitor.post(f"{GROUP}hand-in/{QUIZ}")
        assert not taken.apps[0].workspace.submitted("hv-001", QUIZ).exists()

    def test_strangers_stand_in_no_line_and_hand_nothing_in(self, taken: Running) -> None:
        """Both need a session; a quiz that the group does not have is no page."""
        stranger = Visitor(taken.url)
        assert stranger.get(GROUP + "line").status == 403
        sign_in = stranger.get(f"{GROUP}hand-in/{QUIZ}").headers["Location"]
        assert sign_in == GROUP + "sign-in"
        assert stranger.sign_in(CODE).get(GROUP + "hand-in/khac").status == 404
