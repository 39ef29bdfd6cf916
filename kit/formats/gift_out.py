"""Writing GIFT: one comment line with id and tags, then the question, its texts as Markdown."""

import re
from collections.abc import Iterable

from kit.formats.exchange import Exported, LeftOut, Remarks
from kit.formats.gift_question import ESCAPED
from kit.formats.held import stem_of, tell_unheld, write_all
from kit.formats.moodle import PAIRS
from kit.formats.numerals import plain
from kit.formats.spellings import number_of, spellings
from kit.formats.tags import AS_TEXT, tags_of
from kit.formats.texts import category_of
from kit.formats.weights import weights_of
from kit.kinds.essay import Essay
from kit.kinds.keyed import Keyed
from kit.kinds.matching import Matching
from kit.kinds.multiple import Multiple
from kit.kinds.number import Number
from kit.kinds.ordering import Ordering
from kit.kinds.percent import Percent
from kit.kinds.single import Single
from kit.kinds.text import TextItem
from kit.kinds.true_false import TrueFalseItem
from kit.model import Item, Quiz

__all__ = ["write"]

_ESCAPES = str.maketrans({char: "\\n" if char == "\n" else f"\\{char}" for char in ESCAPED})
_IN_CATEGORY = {ord(char): _ESCAPES[ord(char)] for char in "\\{}\n"}
_FORM = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%-?\d")
_HELD = ("explanation", "tags.topic")
_SIGNS = {"number": "", "percent": "%"}


def write(quiz: Quiz) -> Exported:
    """The bank's questions, a category for each change of topic."""
    topic: str | None = None
    blocks = []
    parts, notes = write_all(quiz, lambda item, remarks: (item.tags.topic, _written(item, remarks)))
    for own, text in parts:
        if own != topic:
            # Moodle does not unescape it: only what would end the line or open a brace is.
            blocks.append(f"$CATEGORY: {category_of(own).translate(_IN_CATEGORY)}\n")
            topic = own
        blocks.append(text)
    return Exported("\n".join(blocks).encode(), notes, len(parts))


def _written(item: Item, remarks: Remarks) -> str:
    answers, held = _answers(item, remarks)
    tags, as_tags = tags_of(item, (), remarks)
    tell_unheld(item, {*_HELD, *held, *as_tags}, remarks)
    comment = " ".join((f"// [id:{item.id}]", *(f"[tag:{tag}]" for tag in tags)))
    general = f"\n\t####{_text(item.explanation)}" if item.explanation else ""
    stem = f"[markdown]{_text(stem_of(item, remarks))}"
    body = "".join(f"\n\t{answer}" for answer in answers) + general
    end = "\n}" if body else "}"
    return f"{comment}\n::{_escaped(item.id)}::{stem} {{{body}{end}\n"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _text(text: str) -> str:
    """A text in the question's form; one that begins like the name of a form says which."""
    return _escaped(text if not _FORM.match(text) else f"[markdown]{text}")


def _answers(item: Item, remarks: Remarks) -> tuple[Iterable[str], tuple[str, ...]]:
    """The lines between the braces, and the fields that are in them."""
    match item:
        case Single():
            return _single(item), ("options", "key", "feedback")
        case Multiple():
            return _multiple(item, remarks), ("options", "key", "feedback")
        case TrueFalseItem():
            return ["TRUE" if item.key else "FALSE"], ("key",)
        case Matching():
            return _matching(item), ("pairs", "extra")
        case Ordering():
            return _ordering(item), ("sequence",)
        case TextItem():
            return [_typed(text) for text in item.accept], ("accept",)
        case Essay():
            return [], ()
    return _keyed(item, remarks)


def _keyed(item: Item, remarks: Remarks) -> tuple[Iterable[str], tuple[str, ...]]:
    """The same for what is typed and has one key."""
    if isinstance(item, Number | Percent):
        around = f":{plain(item.tolerance)}" if item.tolerance else ""
        units = item.unit if isinstance(item, Number) else ()
        if item.kind == "percent":
            remarks.told("in_moodle_number")
        return [f"#{plain(number_of(item.key, _SIGNS[item.kind], remarks, units))}{around}"], (
            "key",
            "tolerance",
        )
    if isinstance(item, Keyed) and item.kind in AS_TEXT:
        remarks.told("in_moodle_text")
        return [_typed(text) for text in spellings(item.key, item.kind == "date")], ("key",)
    raise LeftOut("kind_not_held", kind=item.kind)


def _single(item: Single) -> Iterable[str]:
    for id, text in item.options.items():
        right = id == item.key
        yield _option(item, id, text, "=" if right else "~", "100" if right else "0")


def _option(item: Single | Multiple, id: str, text: str, sign: str, weight: str) -> str:
    said = f"#{_text(item.feedback[id])}" if id in item.feedback else ""
    # A text that begins like a weight needs one before it.
    shown = f"%{weight}%" if sign == "%" or _WEIGHT.match(text) else ""
    return f"{'~' if sign == '%' else sign}{shown}{_text(text)}{said}"


def _multiple(item: Multiple, remarks: Remarks) -> Iterable[str]:
    weights = weights_of(tuple(item.options), item.key, item.rule)
    if item.rule != "net-correct":
        remarks.told("rule_in_moodle", rule=item.rule)
    return [
        _option(item, id, text, "%", plain(round(weight * 100, 5)))
        for (id, text), weight in zip(item.options.items(), weights, strict=True)
    ]


def _matching(item: Matching) -> list[str]:
    pairs = [*item.pairs.items(), *(("", text) for text in item.extra)]
    for left, _ in pairs:
        if "->" in left:
            raise LeftOut("looks_like_sign", text=left[:60])
    return [f"={_text(left)} -> {_text(right)}" for left, right in pairs]


def _ordering(item: Ordering) -> list[str]:
    for text in item.sequence:
        if text.startswith("//"):
            raise LeftOut("looks_like_sign", text=text[:60])
    return [f">{len(item.sequence)} ALL VERTICAL {PAIRS}", *map(_text, item.sequence)]


def _typed(text: str) -> str:
    if "->" in text:
        raise LeftOut("looks_like_sign", text=text[:60])
    weight = "%100%" if _WEIGHT.match(text) else ""
    return f"={weight}{_text(text.replace('*', chr(92) + '*'))}"
