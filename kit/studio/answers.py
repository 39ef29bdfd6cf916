"""Fields whose rows are spread over several keys: options, statements, pairs, gaps, citations."""

from collections.abc import Mapping
from typing import Any

from kit.studio.fields import (
    Column,
    Data,
    Field,
    Foreign,
    Refused,
    apart,
    clean,
    rows,
    several,
    text_of,
    texts,
    with_ids,
)
from kit.text import fold

_YES = ("true", "yes", "đúng")


def _texts_by_id(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Foreign
    return {id: text_of(one) for id, one in value.items()}


def options(key: str) -> Field:
    """Options; ``key`` is how the right ones are marked: ``radio``, ``check`` or "" for not."""
    marked = (Column("right", key), Column("pin", "check"), Column("feedback")) if key else ()

    def read(data: Data) -> list[dict[str, Any]]:
        said, pinned = _texts_by_id(data.get("feedback")), texts(data.get("pin"))
        right = texts(data.get("key")) if key else []
        return [
            {
                "id": id, "text": one, "right": id in right,
                "feedback": said.get(id, ""), "pin": id in pinned,
            }
            for id, one in _texts_by_id(data.get("options")).items()
        ]  # fmt: skip

    def write(data: Data, value: Any) -> dict[str, Any]:
        found = with_ids(value)
        changes: dict[str, Any] = {"options": {id: clean(row.get("text")) for id, row in found}}
        changes["options"] = changes["options"] or None
        if not key:
            return changes
        right = [id for id, row in found if row.get("right")]
        changes["key"] = right[0] if right and key == "radio" else right or None
        if key == "check" and sorted(right) == sorted(texts(data.get("key"))):
            changes["key"] = data.get("key")
        said = {id: one for id, row in found if (one := clean(row.get("feedback")))}
        pinned = [id for id, row in found if row.get("pin")]
        return {**changes, "feedback": said or None, "pin": pinned or None}

    keys = ("options", "key", "feedback", "pin") if key else ("options",)
    return Field("options", keys, "rows", read, write, (Column("text", "area"), *marked))


def statements() -> Field:
    """Statements, each true or false."""

    def read(data: Data) -> list[dict[str, Any]]:
        found = data.get("statements") or {}
        if not isinstance(found, Mapping):
            raise Foreign
        made = []
        for id, one in found.items():
            if not isinstance(one, Mapping) or not set(one) <= {"text", "key"}:
                raise Foreign
            key = text_of(one.get("key"))
            shown = "" if not key else "đúng" if key.casefold() in _YES else "sai"
            made.append({"id": id, "text": text_of(one.get("text")), "key": shown})
        return made

    def write(data: Data, value: Any) -> dict[str, Any]:
        before = {row["id"]: row["key"] for row in read(data)}
        made = {}
        for id, row in with_ids(value):
            typed = data["statements"][id].get("key") if id in before else None
            key = typed if before.get(id) == row.get("key") else clean(row.get("key"))
            made[id] = {"text": clean(row.get("text")), **({"key": key} if key else {})}
        return {"statements": made or None}

    columns = (Column("text", "area"), Column("key", "select", ("đúng", "sai")))
    return Field("statements", ("statements",), "rows", read, write, columns)


def pairs() -> Field:
    """Pairs of a left and a right entry."""

    def read(data: Data) -> list[dict[str, Any]]:
        found = _texts_by_id(data.get("pairs"))
        return [{"left": left, "beside": right} for left, right in found.items()]

    def write(data: Data, value: Any) -> dict[str, Any]:
        made: dict[str, str] = {}
        for row in rows(value):
            left, right = clean(row.get("left")), clean(row.get("beside"))
            if left in made and (left or right):
                raise Refused("left_twice")
            if left or right:
                made[left] = right
        return {"pairs": made or None}

    return Field("pairs", ("pairs",), "rows", read, write, (Column("left"), Column("beside")))


def wordings() -> Field:
    """Entries to be named, each with all its wordings."""

    def write(data: Data, value: Any) -> dict[str, Any]:
        made = [one for row in rows(value) if (one := apart(row.get("wordings")))]
        return {"accept": made or None}

    def read(data: Data) -> list[dict[str, Any]]:
        found = data.get("accept") or []
        if not isinstance(found, list):
            raise Foreign
        return [{"wordings": several(one)} for one in found]

    return Field("wordings", ("accept",), "rows", read, write, (Column("wordings"),))


_WAYS = ("accept", "options", "number", "date", "docnum")
_OWN = {
    "accept": ("accept", "without_marks"),
    "options": ("options", "key"),
    "number": ("number", "tolerance", "unit"),
    "date": ("date",),
    "docnum": ("docnum", "without_marks"),
}


def gaps() -> Field:
    """The gaps of a cloze, each with its way of answering."""
    columns = (
        Column("id"),
        Column("way", "select", _WAYS, "gap_"),
        Column("choices", when=("options",)),
        Column("answer"),
        Column("unit", when=("number",)),
        Column("tolerance", when=("number",)),
        Column(
            "without_marks", "select", ("refuse", "half", "accept"), "marks_",
            when=("accept", "docnum"),
        ),
    )  # fmt: skip

    def read(data: Data) -> list[dict[str, Any]]:
        found = data.get("gaps") or {}
        if not isinstance(found, Mapping):
            raise Foreign
        return [{"id": id, **_gap_row(one)} for id, one in found.items()]

    def write(data: Data, value: Any) -> dict[str, Any]:
        before = data.get("gaps")
        old = before if isinstance(before, Mapping) else {}
        made = {}
        for row in rows(value):
            id = clean(row.get("id"))
            if id in made:
                raise Refused("gap_twice")
            made[id] = _gap(row, old.get(id))
        return {"gaps": made or None}

    return Field("gaps", ("gaps",), "rows", read, write, columns)


def _gap_row(gap: Any) -> dict[str, Any]:
    if not isinstance(gap, Mapping):
        raise Foreign
    way = next((one for one in _WAYS if one in gap), "accept")
    if not set(gap) <= {*_OWN[way]}:
        raise Foreign
    row = {
        "way": way, "choices": "", "unit": several(gap.get("unit")),
        "tolerance": text_of(gap.get("tolerance")),
        "without_marks": text_of(gap.get("without_marks")),
    }  # fmt: skip
    if way == "options":
        listed = _texts_by_id(gap["options"])
        row["choices"] = several(list(listed.values()))
        return {**row, "answer": listed.get(text_of(gap.get("key")), "")}
    return {**row, "answer": several(gap.get(way)) if way == "accept" else text_of(gap.get(way))}


def _gap(row: Mapping[str, Any], old: Any) -> dict[str, Any]:
    way = row.get("way") if row.get("way") in _WAYS else "accept"
    answer = clean(row.get("answer"))
    gap: dict[str, Any]
    if way == "options":
        gap = _select(apart(row.get("choices")), answer, old)
    else:
        gap = {str(way): apart(answer) if way == "accept" else answer}
    extra = {"tolerance": clean(row.get("tolerance")), "unit": apart(row.get("unit"))}
    extra["without_marks"] = clean(row.get("without_marks"))
    own = _OWN[str(way)]
    return gap | {name: one for name, one in extra.items() if name in own and one}


def _select(listed: list[str], answer: str, old: Any) -> dict[str, Any]:
    """A gap to choose from; ids stay while the number of choices is the same."""
    before = old.get("options") if isinstance(old, Mapping) else None
    kept = list(before) if isinstance(before, Mapping) and len(before) == len(listed) else None
    made = dict(zip(kept or "abcdefghijklmnopqrstuvwxyz", listed, strict=False))
    key = next((id for id, one in made.items() if fold(one) == fold(answer)), None)
    return {"options": made, **({"key": key} if key else {})}


def citations() -> Field:
    """Where the answer stands in the sources."""
    parts = ("source", "paragraph", "phrase")

    def read(data: Data) -> list[dict[str, Any]]:
        found = data.get("cite") or []
        if not isinstance(found, list):
            raise Foreign
        for one in found:
            if not isinstance(one, Mapping) or not set(one) <= {*parts}:
                raise Foreign
        return [{part: text_of(one.get(part)) for part in parts} for one in found]

    def write(data: Data, value: Any) -> dict[str, Any]:
        made = []
        for row in rows(value):
            cite = {part: one for part in parts if (one := clean(row.get(part)))}
            if cite:
                made.append(cite)
        # An empty list is how an author says that there is nothing to cite.
        return {"cite": made or ([] if data.get("cite") == [] else None)}

    columns = (Column("source"), Column("paragraph"), Column("phrase"))
    return Field("cite", ("cite",), "cite", read, write, columns)
