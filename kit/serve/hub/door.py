"""The door: a small service of the Hub that learners meet first, without an account of the Hub.

``/services/door/<group>/…`` leads to the group's server and has it started if nobody was there.
It starts anew what broke while people used it, and stops what nobody has used for long.
"""

import asyncio
import json
import logging
import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.web import Application, RedirectHandler, RequestHandler

from kit import clock
from kit.serve.hub.table import City
from kit.serve.hub.words import reopening

_log = logging.getLogger(__name__)

NAME = "door"

EVERY_SECONDS = 2.0
PATIENCE_SECONDS = 60.0
"""How long a visitor waits at the door for a server that starts."""

PAGE = 100
"""Users that the Hub is asked for at once; it gives no more than 200."""

Act = Literal["start", "stop"]


@dataclass(frozen=True)
class Seen:
    """A group's server, as the Hub sees it."""

    running: bool
    ready: bool
    """It answers, and the proxy leads to it."""
    pending: bool
    """It is being started or stopped."""
    used: datetime | None
    """When somebody last asked for anything, or it was started or stopped."""


@dataclass
class Keeper:
    """What to do about the servers; knows no network."""

    idle: timedelta
    groups: Collection[str]
    """Whose servers are kept up; all others, trainers', are only stopped."""
    asleep: set[str] = field(default_factory=set)
    """Groups that were stopped because nobody used them: they stay so until somebody comes."""
    _failed: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    """Group → starts in a row after which it did not stay, and when to try again."""

    def acts(self, seen: Mapping[str, Seen], now: datetime) -> dict[str, Act]:
        """What to do now, by users of the Hub."""
        found: dict[str, Act] = {}
        for user, server in seen.items():
            lately = server.used is not None and now - server.used < self.idle
            if server.pending:
                continue
            if server.running and not lately:
                found[user] = "stop"
                self.asleep.add(user)
            elif lately and not server.running and self._may_start(user, now):
                found[user] = "start"
        return found

    def wanted(self, group: str) -> None:
        """Somebody stands before it: it is asleep no more, and tried at once."""
        self.asleep.discard(group)
        self._failed.pop(group, None)

    def _may_start(self, group: str, now: datetime) -> bool:
        """Two tries at once, then ever longer apart, up to five minutes: it may be its files."""
        tries, again = self._failed.get(group, (0, now))
        if group not in self.groups or group in self.asleep or now < again:
            return False
        wait = timedelta(seconds=min(300, 5 * 2**tries)) if tries else timedelta()
        self._failed[group] = tries + 1, now + wait
        return True


class Hub:
    """The few questions that the door asks the Hub, by its REST API."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._url = environment["JUPYTERHUB_API_URL"]
        self._headers = {"Authorization": f"token {environment['JUPYTERHUB_API_TOKEN']}"}

    async def look(self, group: str) -> Seen:
        """One group's server."""
        return seen(json.loads(await self._ask("GET", f"/users/{group}")))

    async def look_at_all(self) -> dict[str, Seen]:
        """Everybody's servers."""
        found: dict[str, Seen] = {}
        page: list[Any] = [None] * PAGE
        while len(page) == PAGE:
            query = f"/users?limit={PAGE}&offset={len(found)}"
            page = json.loads(await self._ask("GET", query))
            found |= {user["name"]: seen(user) for user in page}
        return found

    async def do(self, act: Act, group: str) -> None:
        """Have a server started or stopped; returns before that is done."""
        body = "{}" if act == "start" else None
        try:
            await self._ask("POST" if act == "start" else "DELETE", f"/users/{group}/server", body)
        except HTTPClientError as error:
            # Somebody else has just asked for the same, or it fails, which the next look tells.
            _log.warning("%s %s: %s", act, group, error)

    async def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        request = HTTPRequest(
            self._url + path, method, self._headers, body, request_timeout=PATIENCE_SECONDS
        )
        return (await AsyncHTTPClient().fetch(request)).body


def seen(user: Mapping[str, Any]) -> Seen:
    """A user of the Hub's API, as far as the default server goes."""
    server = user.get("servers", {}).get("", {})
    times = [user.get("last_activity"), server.get("last_activity")]
    used = max((datetime.fromisoformat(one) for one in times if one), default=None)
    pending = bool(server.get("pending") or user.get("pending"))
    running = bool(server) and not server.get("stopped", False)
    return Seen(running, bool(server.get("ready")), pending, used)


async def keep(hub: Hub, keeper: Keeper) -> None:
    """Look at all servers again and again, and do what is to be done."""
    while True:
        try:
            found = await hub.look_at_all()
            for user, act in keeper.acts(found, clock.now()).items():
                _log.warning("%s %s", act, user)
                await hub.do(act, user)
        except (OSError, HTTPClientError):
            _log.warning("the Hub does not answer", exc_info=True)  # it may be starting
        await asyncio.sleep(EVERY_SECONDS)


@dataclass
class Doorstep:
    """Those who wait for a group's server: one look at the Hub is for all of them."""

    hub: Hub
    keeper: Keeper
    _looks: dict[str, asyncio.Task[bool]] = field(default_factory=dict)

    async def ready(self, group: str) -> bool:
        """Wait for the server, and have it started if it is not there; whether it is there."""
        look = self._looks.get(group)
        if look is None or look.done():
            self.keeper.wanted(group)
            look = self._looks[group] = asyncio.create_task(self._wait(group))
        # A visitor who goes away takes nobody's look along.
        return await asyncio.shield(look)

    async def _wait(self, group: str) -> bool:
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE_SECONDS
        while loop.time() < until:
            with suppress(OSError, HTTPClientError):  # the Hub may be starting itself
                server = await self.hub.look(group)
                if server.ready:
                    return True
                if not server.running and not server.pending:
                    await self.hub.do("start", group)
            await asyncio.sleep(0.3)
        return False


class Door(RequestHandler):
    """``<prefix><group>/<rest>``: to the group, as soon as its server is there."""

    def initialize(self, doorstep: Doorstep, city: City) -> None:
        """What it needs."""
        self.doorstep, self.city = doorstep, city

    async def get(self, group: str, rest: str) -> None:
        """Wait for the server; what stands behind ``#`` stays with the browser all the way."""
        if group not in self.city.places:
            self.redirect("/")
            return
        self.set_header("Cache-Control", "no-store")
        if not await self.doorstep.ready(group):
            self.set_status(503)
            self.set_header("Retry-After", "5")
            self.finish(reopening(self.city))
            return
        query = f"?{self.request.query}" if self.request.query else ""
        self.redirect(f"/user/{group}/{rest}{query}")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Tornado's own page is English, and says nothing to who stands here."""
        self.finish(reopening(self.city))


def routes(prefix: str, **given: Any) -> list[Any]:
    """The door's addresses."""
    return [
        (re.escape(prefix) + r"([a-z0-9-]+)/(.*)", Door, given),
        # Whatever else somebody has typed.
        (r".*", RedirectHandler, {"url": "/", "permanent": False}),
    ]


async def stand(city: City) -> None:
    """Serve as the Hub's environment says, until the Hub ends it."""
    hub = Hub(os.environ)
    keeper = Keeper(timedelta(minutes=city.table.idle_minutes), tuple(city.places))
    place = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"]
    addresses = routes(prefix, doorstep=Doorstep(hub, keeper), city=city)
    # No line for each visitor.
    door = Application(addresses, log_function=lambda handler: None)
    # In a container the address is that of its service, which is no address of ours.
    door.listen(place.port or 0, "127.0.0.1" if place.hostname == "127.0.0.1" else "")
    await keep(hub, keeper)
