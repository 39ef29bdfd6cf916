"""What reads a learner's bytes, fuzzed: ``python -m tests.fuzz.parsers NAME``, libFuzzer's options.

NAME is ``answers``, ``notebook``, ``time`` or ``response``. Ends at the first exception that is not
the one that says what is wrong, at a score out of its bounds, and at whatever takes too long.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["kit", "dateutil"]):
    from kit.answers import Answer, Answers, Unreadable, parse, to_json
    from kit.drawing import booklet
    from kit.gradebook.assignment import notebook as assignment_notebook
    from kit.gradebook.bulk.notebook import parse_notebook, put_right
    from kit.gradebook.bulk.shape import Refused
    from kit.gradebook.bulk.structure import Assignment, Cell
    from kit.gradebook.bulk.submissions import _moment
    from kit.scoring import score

from tests.banks import EVERY_KIND


def answers(data: bytes) -> None:
    """Read or refused; what is read is written again."""
    with suppress(Unreadable):
        json.dumps(to_json(parse(data, "answers.json")))


def notebook(data: bytes) -> None:
    """Read and put right, or refused; put right twice is put right once."""
    with suppress(Refused):
        found = parse_notebook(data)
        names = put_right(found, ASSIGNMENT)
        before = json.dumps(found)
        assert (put_right(found, ASSIGNMENT), json.dumps(found)) == (names, before)


def time(data: bytes) -> None:
    """Read or refused."""
    with suppress(Refused):
        _moment(data)


def response(data: bytes) -> None:
    """Scored within the points, or not at all; the bytes are JSON, or else the text itself."""
    item = EVERY_KIND.items[data[0] % len(EVERY_KIND.items)] if data else EVERY_KIND.items[0]
    text = data[1:].decode("utf-8", errors="surrogateescape")
    given = text
    with suppress(ValueError, RecursionError):
        given = json.loads(text)
    earned = score(item, given)
    assert earned.score is None or 0 <= earned.score <= earned.max


MADE = assignment_notebook(EVERY_KIND, booklet(EVERY_KIND, "0" * 12, Random(1)))


def _assignment() -> Assignment:
    cells = {}
    for cell in MADE["cells"]:
        mark = cell["metadata"]["nbgrader"]
        name, source = mark["grade_id"], "".join(cell["source"])
        grade, solution = (name if mark[key] else "" for key in ("grade", "solution"))
        points = float(mark.get("points", 0))
        kept = (cell["cell_type"], mark["locked"], source, "0" * 32, points, grade, solution)
        cells[name] = Cell(name, *kept)
    return Assignment("a", EVERY_KIND.id, None, "n", None, cells)


ASSIGNMENT = _assignment()

TARGETS: dict[str, Callable[[bytes], None]] = {
    "answers": answers, "notebook": notebook, "time": time, "response": response,
}  # fmt: skip


def samples() -> dict[str, list[bytes]]:
    """Good files to begin with."""
    given = {item.id: Answer(item.right(), "") for item in EVERY_KIND.items}
    good = to_json(Answers(EVERY_KIND.id, "0" * 12, "hv-1", "", given, draw=("a",)))
    sides = [
        (n, one) for n, item in enumerate(EVERY_KIND.items) for one in (item.right(), item.wrong())
    ]
    return {
        "answers": [json.dumps(good).encode()],
        "notebook": [json.dumps(MADE).encode()],
        "time": [
            b"2026-11-22 02:03:04.000005 UTC",
            b"22-11-2026 2:03 +0700",
            b"Sun Nov 22 2026 9:03",
        ],
        "response": [bytes([n]) + json.dumps(one).encode() for n, one in sides],
    }


def main(name: str, *options: str) -> None:
    """Fuzz one of them, from its samples on."""
    with TemporaryDirectory() as corpus:
        for n, sample in enumerate(samples()[name]):
            Path(corpus, str(n)).write_bytes(sample)
        atheris.Setup([sys.argv[0], *options, corpus], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
