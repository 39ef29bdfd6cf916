"""A round of a contest: 17,000 entries in 76 groups, two thirds of them perfect.

``python3 start.py bench contest`` makes the folder, ranks it twice by the command's own way, and
prints what it took.
"""

import json
import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from kit.clock import ZONE
from kit.contest import find_arena, group_rows, ranked, read_entries, write_groups, write_standings
from kit.roster import Member
from kit.workspace import Workspace
from tests.contest_folder import Attempt, bank_text, make_group, put_attempt

GROUPS, ENTRIES, QUESTIONS = 76, 17_000, 20
PERFECT = 0.665
BEGINS = datetime(2026, 11, 23, 10, tzinfo=ZONE)
AFTER = datetime(2027, 1, 1, tzinfo=ZONE)
PLAN = "quiz: tuan-1, opens: 2026-11-23 10:00, closes: 2026-11-30 9:00, attempts: 7"
CONTEST = {
    "format": 1, "title": "Tìm hiểu Nghị quyết", "attempts": 7, "prediction": {"of": "all-correct"},
    "rounds": [{"name": "Tuần 1", "quiz": "tuan-1", "opens": "2026-11-23 10:00",
                "closes": "2026-11-30 9:00"}],
}  # fmt: skip


def make(folder: Path, rng: Random) -> None:
    """Everybody has one attempt, some of them a second one."""
    text = json.dumps(CONTEST, ensure_ascii=False)
    (folder / "contest.yaml").write_text(text, encoding="utf-8")
    bank = {"tuan-1": bank_text("tuan-1", QUESTIONS, 1)}
    left = ENTRIES
    for n in range(1, GROUPS + 1):
        entries = left // (GROUPS - n + 1)
        left -= entries
        people = [f"hv-{m:04}" for m in range(1, entries * 3 // 4 + 1)]
        members = [Member(one, f"Người {one}", "learner", "") for one in people]
        id = f"chi-bo-{n}"
        group = make_group(folder / id, id, f"Chi bộ {n}", [PLAN], members, bank)
        _enter(group, people, entries, rng)


def _enter(group: Workspace, people: list[str], entries: int, rng: Random) -> None:
    version = group.booklet("tuan-1")["version"]
    second = rng.sample(people, entries - len(people))
    for number, who in ((1, people), (2, second)):
        for learner in who:
            started = BEGINS + timedelta(days=3 * number - 3, seconds=rng.randrange(200_000))
            right = QUESTIONS if rng.random() < PERFECT else rng.randrange(QUESTIONS)
            predicted = f"{rng.gauss(9_000, 2_000):.0f}"
            ended = started + timedelta(seconds=rng.randrange(60, 900))
            one = Attempt(learner, "tuan-1", right, QUESTIONS, started, ended, predicted)
            put_attempt(group, one, number, version)


def rank_all(folder: Path, out: Path) -> tuple[bytes, dict[str, float]]:
    """The tables, and seconds a step."""
    begun = time.perf_counter()
    arena = find_arena(folder)
    entries = read_entries(arena)
    read = time.perf_counter()
    found = ranked(arena, entries, AFTER)
    done = time.perf_counter()
    write_standings(arena, found, out / "standings.csv", names=False)
    write_groups(arena, group_rows(arena, entries, AFTER), out / "groups.csv")
    written = time.perf_counter()
    ((_, standings),) = found.rounds
    spans = {"read and score": read - begun, "rank": done - read, "write": written - done}
    seconds = {f"{name}, seconds": round(span, 1) for name, span in spans.items()}
    figures = {"entries": standings.attempts, "people": standings.people,
               "all correct": standings.all_correct, **seconds}  # fmt: skip
    tables = b"".join((out / name).read_bytes() for name in ("standings.csv", "groups.csv"))
    return tables, figures


def _table(first: dict[str, float], second: dict[str, float], same: bool) -> str:
    rows = [f"| {name} | {first[name]:,g} | {second[name]:,g} |" for name in first]
    end = f"| the same files twice | | {'yes' if same else 'NO'} |"
    return "\n".join(["| a round | first time | again |", "|---|---|---|", *rows, end, ""])


def main() -> None:
    """Print the figures of both runs."""
    place = Path(tempfile.mkdtemp(prefix="kit-contest-"))
    try:
        folder = place / "contest"
        folder.mkdir()
        make(folder, Random(2021))
        first, figures = rank_all(folder, place)
        again, second = rank_all(folder, place)
        sys.stdout.write(_table(figures, second, same=first == again))
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
