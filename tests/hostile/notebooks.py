"""Ways to spoil the notebook, and the time of handing in."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from kit.model import is_blank
from kit.plainfile import MAX_BYTES
from tests.hostile.hand import Hand, mark_of
from tests.hostile.mutator import CLEAN, Mutator, doubled, nested, spoil_bytes, spoil_json


def _cut(hand: Hand, draw: st.DrawFn) -> None:
    whole = hand.notebook or b""
    hand.notebook = whole[: draw(st.integers(0, len(whole) - 1))]


def _spoil_bytes(hand: Hand, draw: st.DrawFn) -> None:
    for _ in range(draw(st.integers(1, 3))):
        hand.notebook = spoil_bytes(hand.notebook or b"", draw)


def _spoil_parts(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.cells()
    for _ in range(draw(st.integers(1, 3))):
        spoil_json(data, draw)
    hand.relay(data)


def _answers(hand: Hand, draw: st.DrawFn) -> None:
    hand.notebook = hand.answers


def _no_file(hand: Hand, draw: st.DrawFn) -> None:
    names = [
        "khac.ipynb",
        f"{hand.world.quiz}.IPYNB.txt",
        f"{hand.world.quiz} (1).ipynb",
        "a\n.ipynb",
    ]
    hand.others[draw(st.sampled_from(names))] = hand.notebook or b""
    hand.notebook = None


def _too_large(hand: Hand, draw: st.DrawFn) -> None:
    hand.notebook = (hand.notebook or b"") + b" " * MAX_BYTES


def _nested(hand: Hand, draw: st.DrawFn) -> None:
    hand.notebook = b'{"x":' + nested(draw).encode() + b"," + (hand.notebook or b"")[1:]


def _wide_and_deep(hand: Hand, draw: st.DrawFn) -> None:
    """Small, and enormous once it is written with one value a line."""
    data: Any = [0] * 20_000
    for _ in range(draw(st.sampled_from([40, 200, 900]))):
        data = [data]
    hand.notebook = b'{"x":' + _flat(data) + b"," + (hand.notebook or b"")[1:]


def _flat(data: Any) -> bytes:
    depth = 0
    while isinstance(data[0], list):
        data, depth = data[0], depth + 1
    return b"[" * depth + json.dumps(data).encode() + b"]" * depth


def _key_twice(hand: Hand, draw: st.DrawFn) -> None:
    key = draw(st.sampled_from(["cells", "metadata", "nbformat", "nbformat_minor"]))
    hand.notebook = doubled(hand.notebook or b"", key, hand.cells()[key])


def _source_twice(hand: Hand, draw: st.DrawFn) -> None:
    hand.notebook = (hand.notebook or b"").replace(b'"source":', b'"source": "", "source":')


def _in_cells(
    change: Callable[[Any, Hand, st.DrawFn], object],
) -> Callable[[Hand, st.DrawFn], None]:
    """A mutator that changes one of nbgrader's graded cells."""

    def changed(hand: Hand, draw: st.DrawFn) -> None:
        data = hand.cells()
        graded = [cell for cell in data["cells"] if mark_of(cell).get("grade")]
        cell = draw(st.sampled_from(graded))
        change(cell, hand, draw)
        hand.relay(data)

    return changed


def _without_cell(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.cells()
    graded = [cell for cell in data["cells"] if mark_of(cell).get("grade")]
    for cell in draw(st.lists(st.sampled_from(graded), min_size=1, max_size=4, unique_by=id)):
        data["cells"].remove(cell)
        hand.slots.add(mark_of(cell)["grade_id"])
    hand.relay(data)


def _cell_twice(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.cells()
    cell = draw(st.sampled_from([cell for cell in data["cells"] if mark_of(cell)]))
    data["cells"].insert(draw(st.integers(0, len(data["cells"]))), cell)
    hand.relay(data)


def _set_mark(values: Any) -> Callable[[Any, Hand, st.DrawFn], object]:
    def change(cell: Any, hand: Hand, draw: st.DrawFn) -> None:
        key, value = draw(st.sampled_from(values))
        mark_of(cell)[key] = value

    return change


def _each(**values: list[Any]) -> list[tuple[str, Any]]:
    return [(key, value) for key, some in values.items() for value in some]


_RENAMED = _each(grade_id=["la", "", None, 1, ["x"], "con-so ", "../x", "x" * 99_999])
_REFUSED = _each(
    schema_version=[0, 2, 4, "3", 3.0, True, None, 10**30],
    locked=[None, 1, "true", []],
    points=["1", None, [], {}, True],
    grade=[None, False, 1],
    solution=["x", None],
    task=[True],
    extra=[1],
)
_POINTS = _each(points=[0, 100, -1, 1e300, float("nan"), float("inf")])


def _code(cell: Any, hand: Hand, draw: st.DrawFn) -> None:
    if not mark_of(cell).get("solution"):
        cell["source"] = draw(st.sampled_from([*hand.world.payloads, "1.0", ["raise ", "x"], ""]))


def _outputs(cell: Any, hand: Hand, draw: st.DrawFn) -> None:
    if cell["cell_type"] == "code":
        text = draw(st.sampled_from([*hand.world.payloads, "100.0"]))
        shown = {"text/plain": text, "text/html": text, "application/javascript": text}
        cell["outputs"] = [
            {"output_type": "execute_result", "data": shown, "metadata": {}, "execution_count": 1}
        ]
        cell["execution_count"] = 1


def _own_cells(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.cells()
    for n, text in enumerate(draw(st.lists(st.sampled_from(hand.world.payloads), max_size=4))):
        cell: dict[str, Any] = {"id": f"own-{n}", "metadata": {"tags": ["x"]}, "source": text}
        code: dict[str, Any] = {"cell_type": "code", "outputs": [], "execution_count": None}
        cell |= draw(st.sampled_from([code, {"cell_type": "markdown"}, {"cell_type": "raw"}]))
        data["cells"].insert(draw(st.integers(0, len(data["cells"]))), cell)
    hand.relay(data)


def _own_metadata(hand: Hand, draw: st.DrawFn) -> None:
    data, payload = hand.cells(), draw(st.sampled_from(hand.world.payloads))
    kernel = {"name": payload, "display_name": payload, "language": payload, "argv": [payload]}
    data["metadata"] |= {"kernelspec": kernel, "x": draw(CLEAN), payload[:9]: payload}
    for cell in data["cells"]:
        cell["metadata"]["x"] = draw(st.sampled_from([payload, None, 1.5, float("nan")]))
    hand.relay(data)


def _order(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.cells()
    data["cells"] = draw(st.permutations(data["cells"]))
    hand.relay(data)


def _other_version(hand: Hand, draw: st.DrawFn) -> None:
    versions = [("nbformat", 3), ("nbformat", 5), ("nbformat", "4"), ("nbformat", 4.0),
                ("nbformat", True), ("nbformat_minor", 99), ("nbformat_minor", -1),
                ("cells", {}), ("metadata", [])]  # fmt: skip
    key, value = draw(st.sampled_from(versions))
    hand.relay({**hand.cells(), key: value})


def _essay(hand: Hand, draw: st.DrawFn) -> None:
    """Another text in the place of an essay: a person reads it, whatever it is."""
    data = hand.cells()
    texts = [*hand.world.payloads, "a" * 100_000, "\n" * 50_000, "x\x0by\u2028z\r", "Bài"]
    for cell in data["cells"]:
        if mark_of(cell).get("solution"):
            text = draw(st.sampled_from(texts))
            cell["source"] = draw(st.sampled_from([text, text.splitlines(True)]))
            hand.slots.add(mark_of(cell)["grade_id"])
    hand.relay(data)


def _half_character(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.cells()
    for cell in data["cells"]:
        if mark_of(cell).get("solution"):
            cell["source"] = "a\ud83d"
    hand.relay(data)


def _essay_lost(hand: Hand, draw: st.DrawFn) -> None:
    """The notebook as it was given out, though the answers say more."""
    hand.relay(hand.world.released)
    data = hand.given()
    for item in hand.paper.values():
        if item.kind == "essay" and not is_blank(data["answers"].get(item.id, {}).get("response")):
            return
    data["answers"]["la"] = {"response": "x", "at": ""}
    hand.rewrite(data)


def _other_writing(hand: Hand, draw: st.DrawFn) -> None:
    indent = draw(st.sampled_from([None, 0, 2, "\t"]))
    ascii, keys = draw(st.booleans()), draw(st.booleans())
    text = json.dumps(hand.cells(), ensure_ascii=ascii, indent=indent, sort_keys=keys)
    hand.notebook = (text + draw(st.sampled_from(["", "\n", "\r\n \t"]))).encode()


def _stamp(*texts: str | bytes | None) -> Callable[[Hand, st.DrawFn], None]:
    def change(hand: Hand, draw: st.DrawFn) -> None:
        chosen = draw(st.sampled_from([*texts]))
        hand.stamp = chosen.encode() if isinstance(chosen, str) else chosen

    return change


def _spoil_stamp(hand: Hand, draw: st.DrawFn) -> None:
    hand.stamp = spoil_bytes(hand.stamp or b"", draw)


def _payload_stamp(hand: Hand, draw: st.DrawFn) -> None:
    hand.stamp = draw(st.sampled_from(hand.world.payloads)).encode()


NOTEBOOKS: dict[str, Mutator] = {
    "notebook cut": Mutator(_cut, "quarantined"),
    "notebook with other bytes": Mutator(_spoil_bytes, "any"),
    "notebook with other parts": Mutator(_spoil_parts, "any"),
    "answers for a notebook": Mutator(_answers, "quarantined"),
    "no notebook": Mutator(_no_file, "quarantined"),
    "notebook too large": Mutator(_too_large, "quarantined"),
    "notebook nested": Mutator(_nested, "quarantined"),
    "notebook wide and deep": Mutator(_wide_and_deep, "quarantined"),
    "notebook with a key twice": Mutator(_key_twice, "quarantined"),
    "notebook with a source twice": Mutator(_source_twice, "quarantined"),
    "cells gone": Mutator(_without_cell, "held"),
    "cell twice": Mutator(_cell_twice, "quarantined"),
    "cell renamed": Mutator(_in_cells(_set_mark(_RENAMED)), "quarantined"),
    "cell with other marks": Mutator(_in_cells(_set_mark(_REFUSED)), "quarantined"),
    "cell with other points": Mutator(_in_cells(_set_mark(_POINTS)), "same"),
    "cell with other code": Mutator(_in_cells(_code), "same"),
    "cell with outputs": Mutator(_in_cells(_outputs), "same"),
    "own cells": Mutator(_own_cells, "same"),
    "own metadata": Mutator(_own_metadata, "same"),
    "cells in another order": Mutator(_order, "same"),
    "notebook of another version": Mutator(_other_version, "quarantined"),
    "another essay": Mutator(_essay, "any"),
    "essay with half a character": Mutator(_half_character, "quarantined"),
    "essay lost": Mutator(_essay_lost, "noted"),
    "notebook written otherwise": Mutator(_other_writing, "same"),
}

STAMPS: dict[str, Mutator] = {
    "no time": Mutator(_stamp(None, b"", " \n"), "noted"),
    "time in the future": Mutator(
        _stamp("2026-11-23 02:00:00.000000 UTC", "2099-01-01 00:00:00 UTC", "9998-01-01 00:00 UTC"),
        "noted",
    ),
    "time long past": Mutator(
        _stamp("1970-01-01 00:00:00 UTC", "2023-12-31 23:59:59 UTC", "0001-02-03 04:05:06 UTC"),
        "noted",
    ),
    "no such time": Mutator(
        _stamp(
            "0000-01-01 00:00:00 UTC", "9999-12-31 23:59:59 UTC", "10000-01-01 00:00:00 UTC",
            "0001-01-01 00:00 +0700", "2026-11-21", "2026-11", "12:00", "hôm qua", b"\xff\xfe",
            "2026-11-21 02:00 /etc/localtime", "2026-11-21 02:00 ../../../etc/passwd",
            "1" * 1_900_000, "1 " * 900_000, "2026-11-21 02:00 " + "1" * 999, b" " * 3_000_000,
        ),
        "quarantined",
    ),
    "time that is none": Mutator(_payload_stamp, "quarantined"),
    "time written otherwise": Mutator(
        _stamp("2026-11-21 02:00 UTC", "2026-11-21T09:00+07:00", " 2026-11-21 02:00:00.5 UTC\r\n"),
        "same",
    ),
    "time with other bytes": Mutator(_spoil_stamp, "any"),
}  # fmt: skip
