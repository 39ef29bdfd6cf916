"""A small city under JupyterHub for tests and the benchmark."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil

from kit.gradebook.build import build
from kit.gradebook.city import Made, Wanted, found_all
from kit.gradebook.course import Person
from kit.serve.addresses import free_port
from kit.serve.hub.make import make
from kit.workspace import Workspace
from tests.banks import ROOT
from tests.needs import missing

QUIZ = "thu-nghiem"

BANK = """\
format: 1
id: thu-nghiem
title: Bài thử
as_of: 2026-11-22
items:
  - id: ngay-hop
    kind: single
    stem: Hội nghị họp **ngày nào**?
    options: {a: Ngày 6-12-2023, b: Ngày 7-12-2023}
    key: a
  - id: viec-lam
    kind: essay
    stem: Chi bộ sẽ làm gì?
    points: 4
    rubric: [có việc cụ thể]
"""


def make_city(folder: Path, groups: int, learners: int = 2) -> list[Made]:
    """Groups with a quiz of a choice and an essay, built, with a table for JupyterHub in ``hub``.

    A gradebook is where ``KIT_DB_URL`` says.
    """
    content = folder / "content"
    (content / "quizzes").mkdir(parents=True)
    (content / "quizzes" / f"{QUIZ}.yaml").write_text(BANK, encoding="utf-8")
    wanted = [Wanted(f"Chi bộ {n}", n, members=learners) for n in range(1, groups + 1)]
    for one in wanted:
        one.people.append(Person("Trần Thị Chi", "trainer"))
    made = found_all(wanted, folder / "groups", [], [QUIZ], Random(4))
    folders = [one.folder for one in made]
    for group in folders:
        build(Workspace(group), content)
    make(folders, folder / "hub", "Đảng bộ thử", ["chi-bo-1.gv-1"])
    return made


@dataclass(frozen=True)
class Running:
    """A Hub that runs."""

    url: str
    process: "subprocess.Popen[bytes]"

    def server(self, folder: Path) -> psutil.Process:
        """The process of a group's server; ``StopIteration`` if there is none."""
        return next(
            one
            for one in psutil.Process(self.process.pid).children()
            if [*one.cmdline()[-3:]] == ["hub", "group", str(folder)]
        )


@contextmanager
def running(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Start ``kit hub start`` with a city's folder; everything has ended when this is left."""
    if shutil.which("node") is None:
        missing("no Node.js for JupyterHub's proxy: sudo apt-get install nodejs npm")
    port = free_port("127.0.0.1", 0)
    command = [sys.executable, "-m", "kit", "hub", "start", str(folder), "--port", str(port)]
    log = folder / "log.txt"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(environment or {})},
            stdout=output, stderr=output,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        while not _answers(f"{url}/hub/login"):
            assert process.poll() is None, log.read_text("utf-8")
        yield Running(url, process)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End all of it at once: in its own way it takes a while, and nobody waits for anything."""
    family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.kill()
    process.wait(60)
    for one in family:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(family, 60)


def fetch(url: str) -> str:
    """A page as text, redirects followed."""
    with urlopen(url, timeout=120) as answer:
        text: str = answer.read().decode("utf-8")
    return text


def _answers(url: str) -> bool:
    """Whether the page is there; asked again after a fifth of a second if not."""
    try:
        with urlopen(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError) as error:
        if isinstance(error, HTTPError):
            error.close()
        threading.Event().wait(0.2)
        return False
