"""Settings that all tests share, and the databases of the gradebook's tests."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres
from tests.needs import missing

# A busy machine is no fault of the code: no example has a time limit of its own.
settings.register_profile("kit", deadline=None)
settings.load_profile("kit")

SLOW = ("browser", "server", "kernel")
"""Marks of tests that take long, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first, so that no process is left alone with one at the end."""

    def rank(marks: set[str]) -> int:
        return min((n for n, name in enumerate(SLOW) if name in marks), default=len(SLOW))

    marks: dict[Path, set[str]] = {}
    for item in items:
        marks.setdefault(item.path, set()).update(mark.name for mark in item.iter_markers())
    items.sort(key=lambda item: rank(marks[item.path]))


def pytest_collection_finish() -> None:
    """All that was imported and collected stays to the end: it is not gone through as garbage.

    What is new is gone through less often than a program with little memory would.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of the gradebook runs on SQLite, or on those that its mark ``databases`` names."""
    if "book_url" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("databases")
        kinds = (marked.args or ("sqlite", "postgresql")) if marked else ("sqlite",)
        metafunc.parametrize("book_url", kinds, indirect=True, scope="module")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server; fails in CI, and skips elsewhere, if there is none to start."""
    if postgres.programs() is None:
        missing(postgres.MISSING)
    with postgres.started(in_memory=True) as found:
        yield found


@pytest.fixture(scope="module")
def book_url(request: pytest.FixtureRequest) -> str:
    """Where a module's first gradebook is made; empty for the file in the group's folder."""
    if request.param == "sqlite":
        return ""
    found: postgres.Server = request.getfixturevalue("postgres_server")
    return found.url(found.new())
