"""Commands in processes of their own, and what they took."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.banks import ROOT


@dataclass(frozen=True)
class Cost:
    """What a process took, with all that it started."""

    cpu: float
    """Seconds of user and system."""
    wall: float
    """Seconds."""
    memory: int
    """Peak, of the largest process, in MB."""

    def each(self, count: int) -> float:
        """CPU milliseconds a submission."""
        return self.cpu / count * 1000


def measure(*command: str | Path, cwd: Path = ROOT, **env: str) -> Cost:
    """Run a command to its end; it must succeed."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **env}
    watched = [sys.executable, "-m", "tests.bench.cost", *map(str, command)]
    done = subprocess.run(
        watched, cwd=cwd, env=settings, capture_output=True, text=True, check=True
    )
    return Cost(**json.loads(done.stdout))


def python(module: str, *arguments: object) -> dict[str, float]:
    """A module of the benchmarks in a process of its own; what it prints."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
