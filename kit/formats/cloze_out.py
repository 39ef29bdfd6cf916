"""Cloze and cluster items as texts with embedded answers."""

import re
from collections.abc import Sequence

from kit.formats.cloze import embedded
from kit.formats.exchange import LeftOut, Remarks
from kit.formats.gap_tags import GAP
from kit.formats.numerals import plain
from kit.formats.spellings import number_of, spellings
from kit.kinds.cloze import Cloze, Gap
from kit.kinds.cluster import Cluster
from kit.wording import t

__all__ = ["cloze_text", "cluster_text"]

_CODE = re.compile(r"\{\d*:[A-Z]")


def cloze_text(item: Cloze, remarks: Remarks) -> str:
    """The gap text with a code in place of each gap."""
    if _CODE.search(item.stem) or _CODE.search(item.text):
        raise LeftOut("looks_like_sign", text="{1:…}")
    weight = _weight(item.points, len(item.gaps), remarks)
    return GAP.sub(lambda found: _gap(item.gaps[found[1]], weight, remarks), item.text)


def _weight(points: float, count: int, remarks: Remarks) -> int:
    """Of each gap: their sum is what Moodle takes for the points."""
    if points % count == 0:
        return int(points) // count
    remarks.told("points_by_gaps", count=count)
    return 1


def _gap(gap: Gap, weight: int, remarks: Remarks) -> str:
    if gap.unit:
        remarks.lost("field_not_held", field="unit", what=t("exchange.what_unit"))
    if gap.options:
        alternatives = [(id == gap.key, text) for id, text in gap.options.items()]
        return embedded("MULTICHOICE", alternatives, weight)
    if gap.number:
        around = f":{plain(gap.tolerance)}" if gap.tolerance else ""
        value = number_of(gap.number, "", remarks, gap.unit)
        return embedded("NUMERICAL", [(True, f"{plain(value)}{around}")], weight)
    if gap.accept:
        return embedded("SHORTANSWER", _typed(gap.accept), weight)
    remarks.told("in_moodle_text")
    return embedded("SHORTANSWER", _typed(spellings(gap.right(), bool(gap.date))), weight)


def _typed(texts: Sequence[str]) -> list[tuple[bool, str]]:
    # A star stands for anything to Moodle.
    return [(True, text.replace("*", "\\*")) for text in texts]


def cluster_text(item: Cluster, remarks: Remarks) -> str:
    """The statements as a list, each with a choice of right and wrong behind it."""
    texts = [statement.text for statement in item.statements.values()]
    for text in (item.stem, *texts):
        if _CODE.search(text) or (text in texts and "\n" in text):
            raise LeftOut("looks_like_sign", text=text[:60])
    remarks.told("in_moodle_gaps")
    weight = _weight(item.points, len(texts), remarks)
    truth = (t("kinds.true"), t("kinds.false"))
    return "\n".join(
        f"- {one.text} "
        + embedded("MULTICHOICE", [(one.key, truth[0]), (not one.key, truth[1])], weight)
        for one in item.statements.values()
    )
