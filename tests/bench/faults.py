"""Five hundred faults while sixty learners work: ``python3 start.py bench faults``.

Kernels, the warm process and the server are killed (-9), connections cut, the disk filled up, and
learners answer on two devices; in a random order. Then all come back and hand in: each answer that
showed "đã lưu" has to be there, each hand-in exactly once, and no answer of another device replaced
unasked. The disk is filled only where a small one can be mounted for it (Linux, as root).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import psutil

from tests.bench.burst import Family, process
from tests.bench.soak import Learners, Soak

DISK = "64m"
FULL_SECONDS = 0.6


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """A disk of its own for a folder, if there may be one."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    there = sys.platform == "linux" and os.geteuid() == 0 and not subprocess.run(mount).returncode
    try:
        yield there
    finally:
        if there:
            subprocess.run(["umount", "--lazy", str(place)], check=False)


class Storm:
    """What happens to a server."""

    def __init__(self, soak: Soak, learners: Learners, rng: Random, disk: Path | None) -> None:
        self.soak, self.learners, self.rng, self.disk = soak, learners, rng, disk
        self.stack = ExitStack()
        self.family = self._start()
        self.twins = Counter[str]()
        """Whether the first device was told of the other's answer before it was replaced."""

    def _start(self) -> Family:
        return self.stack.enter_context(self.soak.server())

    def kernel(self) -> None:
        """One learner's process."""
        below = [one for one in self.family.server.children(recursive=True) if _below_warm(one)]
        if below:
            self._kill(self.rng.choice(below))

    def warm(self) -> None:
        """What new pages are forked from."""
        if direct := self.family.server.children():
            self._kill(self.rng.choice(direct))

    def server(self) -> None:
        """All of it; another one is started in its place."""
        self._kill(self.family.server)
        self.stack.close()
        self.family = self._start()

    def cut(self) -> None:
        """A third of the connections."""
        self.learners.do("cut", share=0.3)

    def full(self) -> None:
        """The disk, for a moment."""
        assert self.disk is not None
        filler = self.disk / "filler"
        with suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(b"\0" * 65_536)
        time.sleep(FULL_SECONDS)  # learners go on answering meanwhile: that is what it is for
        filler.unlink()

    def devices(self) -> None:
        """Two learners on two devices each."""
        self.twins.update(self.learners.do("twins", count=2))

    def _kill(self, one: psutil.Process) -> None:
        with suppress(psutil.Error):
            one.kill()
            one.wait(30)


def _below_warm(one: psutil.Process) -> bool:
    with suppress(psutil.Error):
        parent = one.parent()
        return bool(parent and "kit.serve.warm" in " ".join(parent.cmdline()))
    return False


def run(folder: Path, faults: int, learners: int, pace: float) -> list[str]:
    """All of it; returns the rows of the table."""
    rng, done = Random(faults), Counter[str]()
    with small_disk(folder / "disk") as mounted:
        soak = Soak(folder / "disk" if mounted else folder, learners)
        with process(["-m", "tests.bench.stubborn"], folder, pipes=True) as crowd:
            told = Learners(crowd)
            told.tell(vars(soak.site)).result()
            storm = Storm(soak, told, rng, folder / "disk" if mounted else None)
            told.do("begin", pace=pace)
            ways: list[Callable[[], None]] = [
                storm.kernel, storm.kernel, storm.warm, storm.server, storm.cut, storm.devices,
                *([storm.full] if mounted else []),
            ]  # fmt: skip
            for _ in range(faults):
                way = rng.choice(ways)
                way()
                done[way.__name__] += 1
                time.sleep(rng.random())  # answers get under way
            ended = told.do("end")
            soak.wait_for_submissions()
            lost = soak.lost(told.do("told"), submitted=True)
            storm.stack.close()
        handed = soak.submissions
    return _rows(done, ended, lost, handed, storm.twins, learners)


def _rows(
    done: Counter[str],
    ended: dict[str, Any],
    lost: list[str],
    handed: int,
    twins: Counter[str],
    of: int,
) -> list[str]:
    return [
        f"| {sum(done.values())} faults, {of} learners at work | |",
        "|---|---|",
        f"| faults | {', '.join(f'{name} {n}' for name, n in done.most_common())} |",
        f"| answers | {', '.join(f'{name} {n:,}' for name, n in ended['met'].items())} |",
        f"| learners who were lost | {len(ended['lost'])} {ended['lost'][:3] or ''} |",
        f"| handed in; submissions on disk | {ended['handed_in']}; {handed} |",
        f"| saved answers that are not there | {len(lost)} {lost[:3] or ''} |",
        f"| a second device's answer: asked about; replaced unasked | "
        f"{twins['asked']}; {twins['unasked']} (cut off by a fault: {twins['cut off']}) |",
    ]


def main() -> None:
    """Make them and print what became of everybody."""
    parser = argparse.ArgumentParser(prog="start.py bench faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--learners", type=int, default=60)
    parser.add_argument("--pace", type=float, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kit-bench-") as folder:
        try:
            rows = run(Path(folder), options.faults, options.learners, options.pace)
        except Exception:
            for log in Path(folder).rglob("log.txt"):
                sys.stderr.write(f"{log.name}:\n{log.read_text('utf-8')[-4000:]}\n")
            raise
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
