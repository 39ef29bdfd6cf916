"""Ways to spoil the file of answers."""

import json
from typing import Any

from hypothesis import strategies as st

from kit.model import is_blank
from kit.plainfile import MAX_BYTES
from tests.hostile.hand import Hand
from tests.hostile.mutator import VALUES, Mutator, doubled, nested, spoil_bytes, spoil_json

_KEYS = ("format", "quiz", "version", "learner", "started", "handed_in", "at", "flags", "answers")


def _cut(hand: Hand, draw: st.DrawFn) -> None:
    whole = hand.answers or b""
    hand.answers = whole[: draw(st.integers(0, len(whole) - 1))]


def _spoil_bytes(hand: Hand, draw: st.DrawFn) -> None:
    for _ in range(draw(st.integers(1, 3))):
        hand.answers = spoil_bytes(hand.answers or b"", draw)


def _spoil_parts(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.given()
    for _ in range(draw(st.integers(1, 3))):
        spoil_json(data, draw)
    hand.rewrite(data)


def _other_code(hand: Hand, draw: st.DrawFn) -> None:
    text = (hand.answers or b"").decode().replace("{", '{"é": "é",', 1)
    code = draw(st.sampled_from(["utf-16", "utf-16-be", "utf-32", "utf-8-sig", "latin-1"]))
    hand.answers = text.encode(code, errors="replace")


def _other_bytes(hand: Hand, draw: st.DrawFn) -> None:
    some = [b"\0", b"\xff", b"{", b"//", b"x", b'{"format": 1}', b"\x1a"]
    hand.answers = (hand.answers or b"") + draw(st.sampled_from(some))


def _too_large(hand: Hand, draw: st.DrawFn) -> None:
    more = MAX_BYTES + draw(st.integers(0, 1_000)) - len(hand.answers or b"") + 1
    hand.answers = (hand.answers or b"") + b" " * more


def _nested(hand: Hand, draw: st.DrawFn) -> None:
    key = draw(st.sampled_from([b'"x":', b'"flags":', b'"draw":']))
    hand.answers = b"{" + key + nested(draw).encode() + b"," + (hand.answers or b"")[1:]


def _key_twice(hand: Hand, draw: st.DrawFn) -> None:
    key = draw(st.sampled_from(_KEYS))
    value = draw(VALUES) if draw(st.booleans()) else hand.given()[key]
    hand.answers = doubled(hand.answers or b"", key, value)


def _response_twice(hand: Hand, draw: st.DrawFn) -> None:
    before = b'"answers": {'
    item = draw(st.sampled_from([*hand.paper.values()]))
    entry = json.dumps({item.id: {"response": item.right(), "at": ""}})[1:-1].encode()
    hand.answers = (hand.answers or b"").replace(before, before + entry + b"," + entry + b",", 1)


def _other_top(hand: Hand, draw: st.DrawFn) -> None:
    hand.rewrite(draw(VALUES.filter(lambda value: not isinstance(value, dict) or not value)))


def _a_notebook(hand: Hand, draw: st.DrawFn) -> None:
    hand.answers = hand.notebook


def _no_file(hand: Hand, draw: st.DrawFn) -> None:
    hand.answers = None
    names = ["ANSWERS.JSON.bak", "answers.json.txt", "answers (1).json", ".answers.json.tmp"]
    hand.others[draw(st.sampled_from(names))] = b"{}"


def _wrong_type(hand: Hand, draw: st.DrawFn) -> None:
    data, key = hand.given(), draw(st.sampled_from(_KEYS))
    kind = type(data[key])
    fits = (kind, type(None)) if key in ("at", "handed_in") else (kind,)
    value = draw(VALUES.filter(lambda value: type(value) not in (*fits, str)))
    hand.rewrite({**data, key: value})


def _without(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.given()
    del data[draw(st.sampled_from(_KEYS))]
    hand.rewrite(data)


def _other_format(hand: Hand, draw: st.DrawFn) -> None:
    value = draw(st.sampled_from([0, 2, 1.0, "1", True, None, [1], 10**30]))
    hand.rewrite({**hand.given(), "format": value})


def _of_somebody_else(hand: Hand, draw: st.DrawFn) -> None:
    payloads = [*hand.world.payloads, "", "hv-0", hand.learner.upper() + "x", f"{hand.learner} "]
    hand.rewrite({**hand.given(), "learner": draw(st.sampled_from(payloads))})


def _other_quiz(hand: Hand, draw: st.DrawFn) -> None:
    name = draw(st.sampled_from([*hand.world.payloads, "", "bai-khac", "q" * 1_000_000]))
    hand.rewrite({**hand.given(), "quiz": name})


def _other_version(hand: Hand, draw: st.DrawFn) -> None:
    version = hand.world.version
    strange = [
        *hand.world.payloads, "", "0" * 12, version.upper(), version + "\n", version[:-1],
        f"../banks/{version}", "../../../../etc/passwd", f"{version}\0", "x" * 100_000,
    ]  # fmt: skip
    chosen = draw(st.sampled_from([one for one in strange if one != version]))
    hand.rewrite({**hand.given(), "version": chosen})


def _odd_response(hand: Hand, draw: st.DrawFn) -> None:
    """Anything at all in the place of one response; whatever it is worth, nobody else's is."""
    data, items = hand.given(), [*hand.paper.values()]
    odd = [
        "\ud83d", "\0", "a\u0301\u0323" * 4_000, "a" * 25_000, "a,b " * 4_000, [["a"]] * 9_000,
        float("nan"), float("inf"), 10**4_000, {"a" * 60_000: 1}, "1" * 40, "1e400", "９", "-0",
        {f"k{n}": n for n in range(900)}, [*"abcdefgh"] * 500, *hand.world.payloads,
    ]  # fmt: skip
    for item in draw(st.lists(st.sampled_from(items), min_size=1, max_size=3)):
        response: Any = draw(st.sampled_from(odd) | VALUES)
        data["answers"][item.id] = {"response": response, "at": ""}
    hand.rewrite(data)


def _unreadable_response(hand: Hand, draw: st.DrawFn) -> None:
    data, paper = hand.given(), hand.paper
    scored = {slot: item for slot, item in paper.items() if item.scored == "machine"}
    slot = draw(st.sampled_from([*scored]))
    item = scored[slot]
    odd = [item.invalid(), [[["x"]]], [[[["x"]]]], {"?": "x"}, "x" * 25_000, "a\u0323" * 9_000, 17]
    texts = ("text", "set")  # where any text can be read, and is wrong
    if item.kind in texts:
        odd = [{"?": "x"}, [[["x"]]], "x" * 25_000, "a" + "\u0301\u0323" * 99, 17]
    data["answers"][item.id] = {"response": draw(st.sampled_from(odd)), "at": ""}
    hand.slots.add(slot)
    hand.rewrite(data)


def _renamed_item(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.given()
    full = [id for id, one in data["answers"].items() if not is_blank(one["response"])]
    if not full:
        data["answers"]["la"] = {"response": "x", "at": ""}
    else:
        id = draw(st.sampled_from(full))
        names = [f"{id} ", f"{id}-2", id.upper(), "la", f"{id}\0", *hand.world.payloads]
        data["answers"][draw(st.sampled_from(names))] = data["answers"].pop(id)
    hand.rewrite(data)


def _unknown_items(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.given()
    count = draw(st.sampled_from([1, 7, 30_000]))
    data["answers"] |= {f"la-{n}": {"response": "x", "at": ""} for n in range(count)}
    hand.answers = json.dumps(data).encode()


def _other_writing(hand: Hand, draw: st.DrawFn) -> None:
    """The same, as another program would have written it."""
    indent = draw(st.sampled_from([None, 0, 4, "\t"]))
    ascii, keys = draw(st.booleans()), draw(st.booleans())
    text = json.dumps(hand.given(), ensure_ascii=ascii, indent=indent, sort_keys=keys)
    space = draw(st.sampled_from(["", "\n", " \r\n\t", " " * 100_000]))
    hand.answers = (space + text + space).encode()


def _forged(hand: Hand, draw: st.DrawFn) -> None:
    """Parts that no score is built on."""
    texts = st.sampled_from([*hand.world.payloads, "", "9999-12-31T23:59:59Z", "-1", "x" * 9_999])
    data = hand.given()
    data |= {"started": draw(texts), "at": draw(st.none() | texts)}
    data |= {"handed_in": draw(st.none() | texts), "flags": draw(st.lists(texts, max_size=3))}
    data |= {"x": draw(VALUES), "điểm": 100, "score": 100, "answers.": []}
    for entry in data["answers"].values():
        entry |= {"at": draw(texts), "score": 100}
    hand.rewrite(data)


def _forged_draw(hand: Hand, draw: st.DrawFn) -> None:
    ids = st.sampled_from([item.id for item in hand.world.bank.items] + ["la", ""])
    hand.rewrite({**hand.given(), "draw": draw(st.lists(ids, max_size=8))})


def _blank(hand: Hand, draw: st.DrawFn) -> None:
    data = hand.given()
    empty = st.sampled_from([None, "", " \t", [], {}, [None, [""]], {"a": " "}])
    data["answers"] = {
        id: {"response": draw(empty), "at": ""} for id in data["answers"] if draw(st.booleans())
    }
    hand.rewrite(data)
    hand.relay(hand.world.released)


ANSWERS: dict[str, Mutator] = {
    "answers cut": Mutator(_cut, "unreadable"),
    "answers with other bytes": Mutator(_spoil_bytes, "any"),
    "answers with other parts": Mutator(_spoil_parts, "any"),
    "answers in another code": Mutator(_other_code, "unreadable"),
    "answers with more behind": Mutator(_other_bytes, "unreadable"),
    "answers too large": Mutator(_too_large, "unreadable"),
    "answers nested": Mutator(_nested, "unreadable"),
    "answers with a key twice": Mutator(_key_twice, "unreadable"),
    "answers with a response twice": Mutator(_response_twice, "unreadable"),
    "answers of another shape": Mutator(_other_top, "unreadable"),
    "a notebook for answers": Mutator(_a_notebook, "unreadable"),
    "no answers": Mutator(_no_file, "missing"),
    "answers with a wrong type": Mutator(_wrong_type, "unreadable"),
    "answers without a key": Mutator(_without, "unreadable"),
    "answers of another format": Mutator(_other_format, "unreadable"),
    "answers of somebody else": Mutator(_of_somebody_else, "unreadable"),
    "answers to another quiz": Mutator(_other_quiz, "unreadable"),
    "answers to another version": Mutator(_other_version, "unreadable"),
    "odd responses": Mutator(_odd_response, "any"),
    "unreadable response": Mutator(_unreadable_response, "held"),
    "renamed item": Mutator(_renamed_item, "noted"),
    "unknown items": Mutator(_unknown_items, "noted"),
    "answers written otherwise": Mutator(_other_writing, "same"),
    "answers with forged parts": Mutator(_forged, "same"),
    "forged draw": Mutator(_forged_draw, "any"),
    "blank answers": Mutator(_blank, "blank"),
}
