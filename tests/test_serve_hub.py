"""kit.serve.hub without the Hub: the table, who gets which server, limits, the door's rules."""

import asyncio
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from jupyterhub.scopes import _expand_scope
from tornado.httpclient import AsyncHTTPClient
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import Application, HTTPError

from kit.cli import main
from kit.errors import Problems, UserError
from kit.gradebook.city import Wanted, found_all
from kit.gradebook.course import Person
from kit.roster import read_roster, write_roster
from kit.serve.hub import door
from kit.serve.hub.codes import CodeAuthenticator
from kit.serve.hub.configure import roles
from kit.serve.hub.door import Keeper, Seen, seen
from kit.serve.hub.group import PROXIES, serve_group
from kit.serve.hub.make import make
from kit.serve.hub.servers import form, from_form, prepare
from kit.serve.hub.table import City, read_city

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three groups in a table; the trainer of the second grades the third, too."""
    folder = tmp_path_factory.mktemp("city")
    wanted = [Wanted(f"Chi bộ {n}", n, members=1) for n in (1, 2, 3)]
    wanted[0].people.append(Person("Bí thư", "secretary"))
    wanted[1].people.append(Person("Cô", "trainer"))
    wanted[2].people.append(Person("Thầy", "trainer"))
    made = found_all(wanted, folder / "groups", [], [], Random(1))
    found = make([one.folder for one in made], folder / "hub", "Đảng bộ", ["chi-bo-2.gv-1"])
    text = found.file.read_text("utf-8")
    third = '- folder: "../groups/chi-bo-3"'
    more = text.replace(third, f"{third}\n    trainers: [chi-bo-2.gv-1]")
    found.file.write_text(more, encoding="utf-8")
    return folder


@pytest.fixture
def city(three: Path, tmp_path: Path) -> City:
    """A copy of the test's own."""
    shutil.copytree(three, tmp_path / "city")
    return read_city(tmp_path / "city" / "hub" / "hub.yaml")


def test_who_grades_what(city: City) -> None:
    """Trainers and secretaries their own group, and what the table adds; learners nothing."""
    assert city.graded_by("chi-bo-1.tk-1") == ("chi-bo-1",)
    assert city.graded_by("chi-bo-2.gv-1") == ("chi-bo-2", "chi-bo-3")
    for stranger in ("chi-bo-1.hv-001", "chi-bo-1", "chi-bo-9.gv-1", "chi-bo-1.gv-7", "", "."):
        assert city.graded_by(stranger) == ()


def test_who_leaves_the_roster_grades_no_more(city: City) -> None:
    file = city.places["chi-bo-2"] / "roster.csv"
    write_roster(file, [one for one in read_roster(file) if one.role == "learner"])
    assert city.graded_by("chi-bo-2.gv-1") == ()


def test_everything_wrong_with_a_table_is_told_at_once(city: City) -> None:
    text = city.file.read_text("utf-8")
    text = text.replace("chi-bo-2.gv-1]", "chi-bo-2.gv-1, chi-bo-9.gv-1]")
    bad = text.replace("administrators:", "administrators:\n  - chi-bo-1.hv-001", 1)
    city.file.write_text(bad, encoding="utf-8")
    with pytest.raises(Problems) as found:
        read_city(city.file)
    assert [one.code for one in found.value.problems] == ["hub-no-trainer"] * 2
    twice = text.replace("../groups/chi-bo-2", "../groups/chi-bo-1").replace("chi-bo-3", "xa")
    city.file.write_text(twice, encoding="utf-8")
    with pytest.raises(Problems) as found:
        read_city(city.file)
    assert sorted(one.code for one in found.value.problems) == ["hub-no-group", "hub-same-id"]
    assert all(one.line > 1 and one.hint for one in found.value.problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [("memory: 2 GB", "memory: lots"), ("cpu: 1", "cpu: 0"), ("idle_minutes: 60", "idle: 5")],
)
def test_a_bad_setting_is_told_with_its_line(city: City, old: str, new: str) -> None:
    city.file.write_text(city.file.read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(Problems) as found:
        read_city(city.file)
    (one,) = found.value.problems
    assert one.line == city.file.read_text("utf-8").splitlines().index(new) + 1


def test_nothing_is_written_for_groups_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(Problems):
        make([tmp_path / "không-có"], tmp_path / "hub", "x", [])
    assert not (tmp_path / "hub").exists()


def test_a_table_that_is_there_stays(city: City) -> None:
    before = city.file.read_bytes()
    with pytest.raises(UserError, match=r"hub\.yaml"):
        make([*city.places.values()], city.file.parent, "x", [])
    assert city.file.read_bytes() == before


@dataclass
class Spawner:
    """What ``prepare`` sees of one of the Hub's."""

    name: str
    user_options: Mapping[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    cmd: list[str] = field(default_factory=list)
    args: list[str] = field(default_factory=list)
    default_url: str = ""
    mem_limit: int = 0
    cpu_limit: float = 0.0
    folder: Path | None = None

    @property
    def user(self) -> "Spawner":
        return self


def test_a_group_gets_its_app_and_a_trainer_formgrader(city: City) -> None:
    """Each in the group's folder, within the same limits."""
    group = Spawner("chi-bo-1")
    prepare(group, city)
    assert group.cmd[1:] == ["-m", "kit", "hub", "group", str(city.places["chi-bo-1"])]
    trainer = Spawner("chi-bo-2.gv-1", from_form({"group": ["chi-bo-3"]}))
    prepare(trainer, city)
    assert "jupyterhub.singleuser" in trainer.cmd
    assert "lab" not in trainer.default_url
    assert trainer.folder == city.places["chi-bo-3"]
    for one in (group, trainer):
        assert (one.mem_limit, one.cpu_limit) == (2 * 10**9, 1.0)
        assert one.environment[PROXIES] == "127.0.0.1,::1"


@pytest.mark.parametrize(
    ("user", "wanted"),
    [("chi-bo-2.gv-1", "chi-bo-1"), ("chi-bo-1.hv-001", ""), ("quan-tri", "chi-bo-1")],
)
def test_nobody_else_gets_a_server(city: City, user: str, wanted: str) -> None:
    with pytest.raises(HTTPError) as refused:
        prepare(Spawner(user, {"group": wanted}), city)
    assert refused.value.status_code == 403


def test_only_who_has_a_choice_is_asked(city: City) -> None:
    assert form("chi-bo-1.tk-1", city) == ""
    asked = form("chi-bo-2.gv-1", city)
    assert asked.count("<option") == 2
    assert 'value="chi-bo-1"' not in asked


def test_wrong_codes_slow_an_address_down_whatever_it_calls_itself(city: City) -> None:
    """Tornado believes ``X-Real-Ip``, and configurable-http-proxy passes it on."""
    authenticator = CodeAuthenticator(city=city)

    async def guess(n: int) -> int:
        line = RequestStartLine("POST", "/hub/login", "HTTP/1.1")
        names = {
            "Host": "hoc",
            "X-Real-Ip": f"10.0.0.{n}",
            "X-Forwarded-For": f"10.0.1.{n}, 10.1.2.3",
        }
        request = HTTPServerRequest(start_line=line, headers=HTTPHeaders(names))
        request.remote_ip = names["X-Real-Ip"]
        handler: Any = SimpleNamespace(request=request)
        data = {"username": "chi-bo-1", "password": "AAAA-BBBB"}
        try:
            assert await authenticator.authenticate(handler, data) is None
        except HTTPError as error:
            return error.status_code
        return 403

    async def guesses() -> list[int]:
        return [await guess(n) for n in range(12)]

    assert asyncio.run(guesses()) == [403] * 8 + [429] * 4


def test_nobody_may_do_everything_at_the_hub(city: City) -> None:
    """Administrators start and stop servers and open none; who was an admin before is none now."""
    by_name = {one["name"]: one for one in roles(city)}
    assert by_name["admin"] == {"name": "admin", "users": []}
    administrator = by_name["administrator"]
    assert administrator["users"] == ["chi-bo-2.gv-1"]
    given = set().union(*map(_expand_scope, administrator["scopes"]))
    assert {"admin-ui", "list:users", "servers", "delete:servers"} <= given
    forbidden = {"access:servers", "admin:users", "admin:servers", "tokens", "shutdown", "proxy"}
    assert not forbidden & given


def test_a_servers_command_is_for_the_hub_alone(city: City) -> None:
    for environment in ({}, {"JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:1/user/x/"}):
        with pytest.raises(UserError, match="JupyterHub"):
            serve_group(city.places["chi-bo-1"], environment)


def server(running: bool = True, used: timedelta = timedelta(), pending: bool = False) -> Seen:
    return Seen(running, running and not pending, pending, NOW - used)


def test_what_broke_is_started_and_what_nobody_uses_is_stopped() -> None:
    keeper = Keeper(HOUR, ("works", "broke", "idle", "starts", "long-gone", "never"))
    now = {
        "works": server(), "broke": server(False), "idle": server(used=2 * HOUR),
        "starts": server(pending=True), "long-gone": server(False, used=2 * HOUR),
        "never": Seen(False, False, False, None),
        "gv-1": server(), "gv-2": server(used=2 * HOUR), "gv-3": server(False),
    }  # fmt: skip
    assert keeper.acts(now, NOW) == {"broke": "start", "idle": "stop", "gv-2": "stop"}


def test_what_was_stopped_stays_so_until_somebody_comes() -> None:
    """Stopping counts as use at the Hub; it is no reason to start again."""
    keeper = Keeper(HOUR, ("to",))
    assert keeper.acts({"to": server(used=2 * HOUR)}, NOW) == {"to": "stop"}
    assert keeper.acts({"to": server(False)}, NOW) == {}
    keeper.wanted("to")
    assert keeper.acts({"to": server(False)}, NOW) == {"to": "start"}


def test_what_cannot_start_is_tried_ever_more_rarely() -> None:
    """And at once when somebody comes."""
    keeper, at, tries = Keeper(HOUR, ("to",)), NOW, []
    for _ in range(900):
        if keeper.acts({"to": Seen(False, False, False, at)}, at):
            tries.append((at - NOW).total_seconds())
        at += timedelta(seconds=2)
    waits = [later - sooner for sooner, later in pairwise(tries)]
    assert waits[0] == 2
    assert waits == sorted(waits)
    assert max(waits) == 300
    keeper.wanted("to")
    assert keeper.acts({"to": Seen(False, False, False, at)}, at) == {"to": "start"}


def test_the_hubs_words_are_understood() -> None:
    """As its API says them, before the first start and after."""
    assert seen({"name": "to", "servers": {}, "last_activity": None}).used is None
    running = {"last_activity": "2026-11-29T11:59:00.5Z", "pending": None, "ready": True}
    found = seen({"last_activity": "2026-11-29T11:00:00.000000Z", "servers": {"": running}})
    assert (found.running, found.ready, found.pending) == (True, True, False)
    assert found.used == datetime(2026, 11, 29, 11, 59, 0, 500_000, tzinfo=UTC)
    assert seen({"servers": {"": {**running, "pending": "spawn", "ready": False}}}).pending


@pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run there")
def test_limits_are_systemds() -> None:
    """And nobody's where there is no systemd."""
    from kit.serve.hub.spawner import limits

    assert limits(2 * 10**9, 0.5, None) == ()
    assert limits(2 * 10**9, 0.5, "/usr/bin/systemd-run") == (
        "/usr/bin/systemd-run", "--scope", "--quiet", "--collect",
        "--property=MemoryMax=2000000000", "--property=MemorySwapMax=0", "--property=CPUQuota=50%",
        "--",
    )  # fmt: skip


def test_the_command_says_what_is_next(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [str(folder) for folder in city.places.values()]
    with pytest.raises(SystemExit) as ended:
        main(["hub", "make", *folders, "--to", str(tmp_path / "other")])
    assert not ended.value.code
    said = capsys.readouterr().out
    assert "kit hub start" in said
    assert said.count("kit build") == 3
    assert "get_config" in (tmp_path / "other" / "jupyterhub_config.py").read_text("utf-8")
    assert (tmp_path / "other" / ".gitignore").read_bytes() == b"*\n"


class Unready:
    """A Hub whose server never comes."""

    def __init__(self, *answers: Seen | OSError) -> None:
        self.answers, self.done = [*answers], list[str]()

    async def look(self, group: str) -> Seen:
        """What it says next."""
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, OSError):
            raise answer
        return answer

    async def do(self, act: str, group: str) -> None:
        """Note what it was told."""
        self.done.append(f"{act} {group}")


def at_the_door(
    city: City, hub: Unready, path: str, monkeypatch: pytest.MonkeyPatch, patience: float = 30
) -> Any:
    """One visit, by a browser that follows nothing."""
    monkeypatch.setattr(door, "PATIENCE_SECONDS", patience)

    async def visit() -> Any:
        doorstep: Any = door.Doorstep(hub, Keeper(HOUR, ()))  # type: ignore[arg-type]
        addresses = door.routes("/services/door/", doorstep=doorstep, city=city)
        server = Application(addresses, log_function=lambda handler: None)
        listening = server.listen(0, "127.0.0.1")
        (socket,) = listening._sockets.values()
        url = f"http://127.0.0.1:{socket.getsockname()[1]}/services/door/{path}"
        try:
            return await AsyncHTTPClient().fetch(url, follow_redirects=False, raise_error=False)
        finally:
            listening.stop()

    return asyncio.run(visit())


def test_the_door_leads_on_when_the_server_is_there(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has it started, once, and a Hub that is not there yet is no trouble."""
    hub = Unready(OSError("no Hub"), server(False), server(pending=True), server())
    said = at_the_door(city, hub, "chi-bo-1/sign-in?a=1", monkeypatch)
    assert (said.code, said.headers["Location"]) == (302, "/user/chi-bo-1/sign-in?a=1")
    assert hub.done == ["start chi-bo-1"]


def test_a_crowd_at_the_door_asks_the_hub_once(city: City) -> None:
    """Whoever wants to keep the Hub busy has to find another way; each group is asked for alone."""
    hub = Unready(server(False), server(pending=True), server())
    looks: list[str] = []
    look = hub.look

    async def count(group: str) -> Seen:
        looks.append(group)
        return await look(group)

    async def crowd() -> list[bool]:
        hub.look = count  # type: ignore[method-assign]
        doorstep = door.Doorstep(hub, Keeper(HOUR, ()))  # type: ignore[arg-type]
        gone = asyncio.create_task(doorstep.ready("chi-bo-1"))
        await asyncio.sleep(0)
        gone.cancel()
        return await asyncio.gather(*(doorstep.ready("chi-bo-1") for _ in range(200)))

    assert asyncio.run(crowd()) == [True] * 200
    assert looks == ["chi-bo-1"] * 3
    assert hub.done == ["start chi-bo-1"]


@pytest.mark.parametrize("path", ["", "chi-bo-9/", "chi-bo-9/x", "chi-bo-1", "Chi-Bo-1/"])
def test_the_door_knows_no_other_groups(
    city: City, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Unready(server())
    said = at_the_door(city, hub, path, monkeypatch)
    assert (said.code, said.headers["Location"]) == (302, "/")


def test_a_fault_at_the_door_is_no_english_page(
    city: City, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Something that nobody has thought of: the page tries again."""

    async def fail(self: door.Doorstep, group: str) -> bool:
        raise RuntimeError

    monkeypatch.setattr(door.Doorstep, "ready", fail)
    said = at_the_door(city, Unready(server()), "chi-bo-1/", monkeypatch)
    assert said.code == 500
    assert 'lang="vi"' in said.body.decode()


def test_who_waits_too_long_is_told_what_holds(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    said = at_the_door(city, Unready(server(pending=True)), "chi-bo-2/", monkeypatch, patience=0.5)
    assert said.code == 503
    assert "đã lưu" in said.body.decode()
    assert 'http-equiv="refresh"' in said.body.decode()
