"""The kinds of question: one file a kind, one table that joins them.

To add a kind: write its file, add its row here, add its name to the catalogue, its rendering to
the widget and a bank in ``tests/cases`` (CONTRIBUTING, "Add a kind of question").
"""

from typing import Annotated

from pydantic import ConfigDict, Field

from kit.kinds.cloze import Cloze
from kit.kinds.cluster import Cluster
from kit.kinds.date import DateItem
from kit.kinds.docnum import DocNum
from kit.kinds.essay import Essay
from kit.kinds.matching import Matching
from kit.kinds.multiple import Multiple
from kit.kinds.number import Number
from kit.kinds.ordering import Ordering
from kit.kinds.percent import Percent
from kit.kinds.range import RangeItem
from kit.kinds.set import SetItem
from kit.kinds.single import Single
from kit.kinds.survey import Survey
from kit.kinds.text import TextItem
from kit.kinds.true_false import TrueFalseItem
from kit.model import Item, Quiz

__all__ = ["KINDS", "AnyItem", "Bank"]

AnyItem = Annotated[
    Single
    | Multiple
    | TrueFalseItem
    | Cluster
    | Matching
    | Ordering
    | TextItem
    | Cloze
    | Number
    | Percent
    | RangeItem
    | DateItem
    | DocNum
    | SetItem
    | Essay
    | Survey,
    Field(discriminator="kind"),
]

KINDS: dict[str, type[Item]] = {
    "single": Single,
    "multiple": Multiple,
    "true_false": TrueFalseItem,
    "cluster": Cluster,
    "matching": Matching,
    "ordering": Ordering,
    "text": TextItem,
    "cloze": Cloze,
    "number": Number,
    "percent": Percent,
    "range": RangeItem,
    "date": DateItem,
    "docnum": DocNum,
    "set": SetItem,
    "essay": Essay,
    "survey": Survey,
}


class Bank(Quiz):
    """A quiz with items of known kinds: the shape of a bank file, and of its JSON Schema."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["items"]}, {"required": ["pool", "blueprint"]}]}
    )

    items: Annotated[tuple[AnyItem, ...], Field(min_length=1)] = ()
    """Its own; the loader puts those of a pool here."""
