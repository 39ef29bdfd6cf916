"""kit.bundle: the lock as other machines read it, and what becomes of a package without a wheel."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from kit.bundle.platforms import MACHINES, PYTHONS, SYSTEMS, System, releases
from kit.bundle.requirements import requirements_for
from kit.bundle.wheels import download
from kit.errors import Problems, UserError
from tests.banks import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")

ONLY_THERE: dict[System, set[str]] = {
    "windows": {"colorama", "pywinpty"},
    "linux": {"pexpect", "ptyprocess", "psycopg", "psycopg-binary"},
    "macos": {"appnope", "pexpect", "ptyprocess"},
}
"""Packages of the lock that not every system needs."""


def names(lines: Sequence[str]) -> list[str]:
    return [line.partition("==")[0] for line in lines]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_each_machine_needs_its_own_packages(system: System, python: str) -> None:
    """Those of its system and no other's, one version of each, and every one with a hash."""
    odd = {name for there in ONLY_THERE.values() for name in there}
    for release in releases(python):
        lines = requirements_for(LOCK, MACHINES[system], release)
        assert len(set(names(lines))) == len(lines)
        assert set(names(lines)) & odd == ONLY_THERE[system]
        assert {"voila", "nbgrader", "cryptography"} < set(names(lines))
        assert all(
            re.fullmatch(r"[\w.-]+==\S+( --hash=sha256:[0-9a-f]{64})+", one) for one in lines
        )


def test_an_old_release_of_a_version_gets_what_it_needs() -> None:
    """Debian 12 has Python 3.11.2; the lock asks for another package up to 3.11.5."""
    late, early = (
        requirements_for(LOCK, MACHINES["linux"], release) for release in releases("3.11")
    )
    assert names([one for one in early if one not in late]) == ["soupsieve"]


def test_a_line_that_is_not_understood_is_no_package_less() -> None:
    """It is an error."""
    with pytest.raises(ValueError, match="1 lines"):
        requirements_for(
            LOCK + "\nodd @ https://example.com/odd.zip\n", MACHINES["linux"], "3.12.0"
        )


class Pip:
    """Stands for pip: it has every wheel but some."""

    def __init__(self, missing: Sequence[str] = (), error: str = "") -> None:
        self.missing, self.error, self.calls = missing, error, list[list[str]]()

    def __call__(self, arguments: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        self.calls.append([*arguments])
        wanted = names(Path(arguments[-1]).read_text("utf-8").splitlines())
        lost = [name for name in wanted if name in self.missing]
        said = self.error or (
            f"ERROR: No matching distribution found for {lost[0]}" if lost else ""
        )
        return subprocess.CompletedProcess(arguments, int(bool(said)), "", f"noise\n{said}\n")


def test_wheels_alone_are_asked_for(tmp_path: Path) -> None:
    """For that platform and version, with hashes, and nothing that pip would find besides."""
    pip = Pip()
    download(LOCK, "windows", ["3.12", "3.13"], tmp_path, pip)
    assert len(pip.calls) == 2
    for call, python in zip(pip.calls, ("3.12.99", "3.13.99"), strict=True):
        assert {"--only-binary=:all:", "--require-hashes", "--no-deps"} < {*call}
        assert call[call.index("--platform") + 1] == "win_amd64"
        assert call[call.index("--python-version") + 1] == python
    download(LOCK, "linux", ["3.11"], tmp_path, again := Pip())
    assert [call[call.index("--python-version") + 1] for call in again.calls] == [
        "3.11.99",
        "3.11.0",
    ]


def test_every_package_without_a_wheel_is_named() -> None:
    """All at once, with the way out."""
    with pytest.raises(Problems) as caught:
        download(LOCK, "macos", ["3.12"], Path("unused"), Pip(["cryptography", "typst"]))
    said = [problem.message for problem in caught.value.problems]
    assert len(said) == 2
    assert re.search(r"cryptography==\S+ .* macos, Python 3.12", said[0])
    assert "--python" in caught.value.problems[0].hint


def test_another_trouble_of_pip_is_told_in_its_words() -> None:
    """No network, no room."""
    with pytest.raises(UserError, match="No space left"):
        download(LOCK, "linux", ["3.12"], Path("unused"), Pip(error="ERROR: No space left"))
