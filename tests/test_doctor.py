"""What ``kit doctor`` finds, and that it has a way out for each fault."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit import clock, doctor
from kit.cli import main
from kit.doctor import CHECKS, Finding, examine, folder, machine, program
from kit.serve import addresses, capacity, scratch, walls
from kit.serve.capacity import MB
from kit.serve.warm import can_fork, trial
from tests.serving import make_group


@pytest.fixture
def group(tmp_path: Path) -> Path:
    return make_group(tmp_path / "g").path


def answered(seconds: float | None) -> Callable[[], Any]:
    async def tried() -> float | None:
        return seconds

    return tried


def sick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which everything is wrong that a check can find."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    monkeypatch.setattr(program, "differing", lambda _: (f"package-{n} 1.0" for n in range(7)))
    monkeypatch.setattr(trial, "trial", answered(None))
    monkeypatch.setattr(walls, "landlock", lambda: 0)
    monkeypatch.setattr(scratch, "can_use_sockets_in", lambda _: False)
    monkeypatch.setattr(capacity, "memory_at_hand", lambda: 100 * MB)
    monkeypatch.setattr(addresses, "lan_address", lambda: None)
    monkeypatch.setattr(clock, "now", lambda: datetime(2001, 1, 1, tzinfo=clock.ZONE))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=50 * MB))


def test_every_fault_has_a_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All of them are found at once, in the order of the table."""
    sick(monkeypatch)
    found = dict(examine(tmp_path))
    # A folder without a group.yaml is told as that; there is nothing to read in it.
    assert list(found) == [name for name in CHECKS if name not in ("settings", "roster")]
    for name, finding in found.items():
        assert finding.state != "good", name
        assert finding.hint, name
    assert {name for name, one in found.items() if one.state == "bad"} == {
        "python", "clock", "disk", "folder",
    }  # fmt: skip
    assert "7 gói" in found["packages"].says
    assert "package-4 1.0 …" in found["packages"].says


def test_a_healthy_machine_needs_no_hint(monkeypatch: pytest.MonkeyPatch, group: Path) -> None:
    """And the group's folder is left as it was."""
    monkeypatch.setattr(trial, "trial", answered(0.004))
    monkeypatch.setattr(walls, "landlock", lambda: 7)
    monkeypatch.setattr(capacity, "memory_at_hand", lambda: 8000 * MB)
    monkeypatch.setattr(addresses, "lan_address", lambda: "192.0.2.7")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=50_000 * MB))
    before = sorted(group.iterdir())
    found = dict(examine(group))
    found.pop("packages", None)
    if can_fork():
        assert {one.state for one in found.values()} == {"good"}
    assert "192.0.2.7" in found["network"].says
    assert "Tổ có 2 người" in found["memory"].says
    assert sorted(group.iterdir()) == before


def test_walls_that_are_not_there_or_not_whole_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each gap by its name; and no walls are put up where the sockets would lie outside them."""
    monkeypatch.setattr(scratch, "can_use_sockets_in", lambda _: True)
    monkeypatch.setattr(walls, "can_refuse", lambda: True)
    monkeypatch.setattr(walls, "landlock", lambda: 6)
    assert machine.walls(None).state == "good"
    monkeypatch.setattr(walls, "landlock", lambda: 3)
    found = machine.walls(None)
    assert (found.state, walls.gaps()) == ("weak", ("ports", "signals"))
    assert "cổng mạng, việc ra hiệu" in found.says
    monkeypatch.setattr(walls, "landlock", lambda: 6)
    monkeypatch.setattr(walls, "can_refuse", lambda: False)
    assert walls.gaps() == ("calls",)
    assert "seccomp" in machine.walls(None).says
    assert machine.walls(None).hint
    monkeypatch.setattr(scratch, "can_use_sockets_in", lambda _: False)
    assert "thư mục tạm" in machine.walls(None).says
    monkeypatch.setattr(walls, "landlock", lambda: 0)
    assert "Landlock" in machine.walls(None).says


def test_a_check_that_fails_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a finding itself."""

    def broken(_: Path | None) -> Finding:
        raise RuntimeError("no such thing")

    fine = Finding("good", "fine")
    monkeypatch.setattr(doctor, "CHECKS", {"one": broken, "two": lambda _: fine})
    found = dict(examine(None))
    assert "no such thing" in found["one"].says
    assert found["two"] == fine


def test_packages_are_compared_with_the_lock_file() -> None:
    """Markers of other systems and Pythons are not ours; what is missing is said, too."""
    lock = f"""
pydantic=={version("pydantic")} \\
    --hash=sha256:00
    # via kit
tornado==1.0 \\
    --hash=sha256:00
pywinpty==2.0 ; os_name == 'nt-other' \\
    --hash=sha256:00
no-such-package-here==1.2
"""
    assert list(program.differing(lock)) == [
        f"tornado {version('tornado')}", "no-such-package-here==1.2 (–)",
    ]  # fmt: skip


def test_few_places_are_said_beside_the_size_of_the_group(
    monkeypatch: pytest.MonkeyPatch, group: Path
) -> None:
    """Without a group, beside a usual one's."""
    room = capacity.RESERVE + 10 * (capacity.FORKED if can_fork() else capacity.STARTED)
    monkeypatch.setattr(capacity, "memory_at_hand", lambda: room)
    assert machine.memory(group).state == "good"
    alone = machine.memory(None)
    assert (alone.state, "khoảng 10 người" in alone.says) == ("weak", True)


def test_a_folder_that_is_closed_or_slow_is_found(
    monkeypatch: pytest.MonkeyPatch, group: Path
) -> None:
    """Answers go to disk there before they are said to be saved."""

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder, "SLOW_SECONDS", -1.0)
    assert folder.writable(group).state == "weak"
    monkeypatch.setattr(folder, "write_durably", refused)
    found = folder.writable(group)
    assert (found.state, "Permission denied" in found.says) == ("bad", True)
    assert not [name for name in os.listdir(group) if "doctor" in name]


@pytest.mark.parametrize(
    ("file", "typed", "check", "line", "says"),
    [
        ("group.yaml", "  - {quiz: b, closes: 01-13-2026 12:04}\n", "settings", 8, "01-13-2026"),
        ("group.yaml", "\t- {quiz: b}\n", "settings", 8, "[yaml]"),
        ("roster.csv", "hv-001,Trùng mã,learner,x\n", "roster", 5, "hv-001"),
    ],
)
def test_what_is_wrong_with_the_files_of_a_group_is_said(
    group: Path, file: str, typed: str, check: str, line: int, says: str
) -> None:
    """With its line, as the pages would meet it; the other file is well."""
    assert {CHECKS[name](group).state for name in ("settings", "roster")} == {"good"}  # type: ignore[union-attr]
    with (group / file).open("a", encoding="utf-8") as end:
        end.write(typed)
    found = {name: CHECKS[name](group) for name in ("settings", "roster")}
    faulty = found.pop(check)
    assert faulty is not None
    assert faulty.state == "bad"
    assert f"{file}:{line}: " in faulty.says
    assert says in faulty.says
    assert faulty.hint
    assert [one.state for one in found.values() if one] == ["good"]


def test_the_command_prints_and_ends_with_1_for_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """For people and for programs."""
    sick(monkeypatch)
    with pytest.raises(SystemExit) as ended:
        main(["doctor", str(tmp_path)])
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "[hỏng] Ổ đĩa còn trống 0,1 GB." in said
    assert "    → Xóa bớt tệp" in said
    with pytest.raises(SystemExit):
        main(["doctor", str(tmp_path), "--json"])
    assert json.loads(capsys.readouterr().out)["disk"]["state"] == "bad"


@pytest.mark.kernel
@pytest.mark.skipif(not can_fork(), reason="kernels are not forked here")
def test_forking_is_tried_with_a_real_kernel() -> None:
    """And nothing of the trial is left running."""
    found = machine.fork(None)
    assert found.state == "good", found
