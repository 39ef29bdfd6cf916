"""The lines of one question as a draft: stem, options, key, and what is labelled."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kit.formats.draft.answers import by_letter
from kit.formats.draft.labels import entry_of
from kit.formats.draft.looks import looks_of
from kit.formats.draft.model import Answer, Draft, Entry, Option, remark_at
from kit.formats.exchange import Fate, Remarks, quoted
from kit.formats.paper.choices import (
    evident,
    filler_in,
    hides_letter,
    options_in,
    ticked_options,
    without_bullets,
)
from kit.formats.paper.columns import take_columns
from kit.formats.paper.front import with_guide, without_kind, without_points
from kit.formats.paper.goes_on import another_list, first_is_stray, goes_on, is_reason, unsure
from kit.formats.paper.keyline import LETTERS, LONE_LETTER, answer_in, key_at_end, repeats_option
from kit.formats.paper.line import Line
from kit.formats.paper.model import Block
from kit.formats.paper.options import Usual, has_options, parted
from kit.formats.paper.own import own_parts
from kit.formats.paper.reasons import BEHIND, explain
from kit.formats.paper.signs import option_sign
from kit.formats.paper.verdicts import judged_with_reason, verdict_in
from kit.formats.rich import Rich, joined, plain_text
from kit.formats.texts import LOST

__all__ = ["draft_of", "sort_lines"]

_ANYWHERE = ("level", "difficulty", "topic", "points", "id", "kind", "accept", "part", "as_of")
"""Labels that are no part of a question wherever they stand."""


def draft_of(block: Block, number: int, usual: Usual) -> Draft:
    """The question of a block."""
    label = block.label.text if block.label else ""
    draft = Draft(
        number, label or str(number), block.place, Remarks(number, block.place), hint=block.hint,
        series=block.series, own=any(line.role for line in block.lines),
    )  # fmt: skip
    for line in block.lines:
        for name in line.lost:
            draft.remarks.lost(LOST[name])
    _from_label(block, draft)
    if draft.own:
        own_parts(block.lines, draft)
        return draft
    asked = with_guide(without_points(without_kind(block.lines, draft), draft), draft)
    sort_lines(take_columns(asked, draft), draft, usual)
    if not draft.right and (again := another_list(asked, draft.options)):
        remark_at(draft, again.place, Fate.LOST, "strange_line", text=quoted([again.text.text]))
    if block.lone:
        draft.remarks.lost("no_number")
    elif block.label is None and len(draft.stem) > 1 and first_is_stray(block.lines):
        draft.remarks.lost("stem_unsure", text=quoted([block.lines[0].text.text]))
    return draft


def sort_lines(lines: Sequence[Line], draft: Draft, usual: Usual, *, reasons: bool = True) -> None:
    """Add what these lines of a question show and say to its draft.

    ``reasons`` tells whether text behind the options may explain them, without any label.
    """
    _Sorter(draft, usual, reasons).sort(lines)


def _from_label(block: Block, draft: Draft) -> None:
    """What stood between the number and the question, or in the headings over it."""
    label = block.label
    said = {
        "topic": block.topic,
        "level": label.level if label and label.level else block.level,
        "points": label.points if label else "",
    }
    own = (label.level, label.points) if label else ()
    for name, text in said.items():
        if text:
            words, derived = (plain_text(text),), text not in own
            draft.entries.append(Entry(name, "", words, block.place, text, derived))
    if label and label.remark:
        draft.remarks.told("label_remark", text=label.remark)
    if label and label.answer:
        draft.answers.append(Answer(plain_text(label.answer), block.place))


@dataclass
class _Sorter:
    """Parts what shows a question from what is said about it."""

    draft: Draft
    usual: Usual
    may_explain: bool
    body: list[Line] = field(default_factory=list)
    reasons: list[Line] = field(default_factory=list)
    """Lines behind the key without a label."""

    def sort(self, lines: Sequence[Line]) -> None:
        """Fill the draft with these lines."""
        begin = self._reason_at(lines)
        asks = [line for line in lines[:1] if line.text.text.rstrip().endswith("?")]
        whole = self._has_options(_lettered(lines) if self.draft.hint == "essay" else lines)
        answered = False
        for line in lines[:begin]:
            key = self._key(line, whole)
            entry = entry_of(line.text, line.place)
            if key is not None:
                if not whole and (said := judged_with_reason(key)):
                    key, reason = said
                    self.reasons.append(replace(line, text=reason))
                self.draft.answers.append(Answer(key, line.place))
                answered = answered or not whole or self._has_options(self.body)
            elif entry and entry.name in _ANYWHERE and line not in asks:
                self.draft.entries.append(entry)
            elif answered:
                self.reasons.append(line)
            else:
                self.body.append(self._without_key(line))
        self._show()
        explain(self.draft, self.reasons, lines[begin:])

    def _has_options(self, lines: Sequence[Line]) -> bool:
        return has_options(lines, self.usual)

    def _reason_at(self, lines: Sequence[Line]) -> int:
        """Where the labelled lines begin that explain the question."""
        whole: bool | None = None
        for n, line in enumerate(lines):
            entry = entry_of(line.text, line.place)
            if entry is None or entry.name not in BEHIND:
                continue
            if n and entry.name == "rubric":
                return n
            guides = self.draft.hint == "essay" and entry.name != "note"
            if guides and not self._has_options(lines[:n]):
                return n
            whole = self._has_options(_lettered(lines)) if whole is None else whole
            if self._has_options(lines[:n]) if whole else entry.name != "note":
                return n
        return len(lines)

    def _key(self, line: Line, whole: bool) -> Rich | None:
        """The key that a line gives; ``None`` if it gives none."""
        text = line.text.text
        if by_letter(text) and self._has_options(self.body):
            return line.text.strip()
        if (begin := repeats_option(text, [one.text.text for one in self.body])) is not None:
            return line.text.cut(begin).strip()
        begin = answer_in(text)
        before = begin is not None or LONE_LETTER.fullmatch(text)
        if not before:
            return None
        shown = self._has_options(self.body)
        if begin is None:
            return line.text.strip() if shown else None
        key = line.text.cut(begin).strip()
        # “Đáp án đúng là:” above the options, “Chọn câu sai:” are part of the question.
        if whole and not shown and not LETTERS.fullmatch(key.text):
            return None
        return key

    def _without_key(self, line: Line) -> Line:
        """The line without a key at its end."""
        found = key_at_end(line.text.text)
        if found is None:
            return line
        self.draft.answers.append(Answer(plain_text(found["key"]), line.place))
        return replace(line, text=line.text.cut(0, found.start()).strip())

    def _show(self) -> None:
        """Stem and options of the draft."""
        if self.draft.right:
            self.draft.stem = [line.text for line in self.body]
            return
        parts = parted(self.body, self.usual)
        options = options_in(parts)
        bullets = bool(options) and not options[0].label
        if bullets and not evident(options, self.draft):
            self.draft.stem = [line.text for line in self.body]
            return
        self.draft.stem = [part.line.text for part in parts if part.kind == "stem"]
        self.draft.options = options
        if any(part.odd for part in parts) or hides_letter(options, self.usual.count):
            self.draft.remarks.lost("odd_letters")
        if text := filler_in(options):
            self.draft.remarks.lost("filler_option", text=text)
        for line in unsure(parts):
            self._unsure(line)
        for part in parts[1:]:
            if part.kind == "stem" and part.line.text.text.strip().isdigit():
                self.draft.remarks.lost("strange_line", text=quoted([part.line.text.text]))
        rest = [part.line for part in parts if part.kind == "rest"]
        self._behind_options([line for line in rest if line not in self.reasons])
        self.draft.options = ticked_options(self.draft.options, self.draft.hint == "cluster")
        if not options and not self._judged():
            self._without_letters()

    def _unsure(self, line: Line) -> None:
        self.draft.remarks.lost("line_unsure", text=quoted([line.text.text]))

    def _judged(self) -> bool:
        """Whether this is a statement with *Đúng* or *Sai* below or behind it."""
        found = None if self.draft.answers else verdict_in(self.body, self.draft.hint == "cluster")
        if found is None:
            return False
        self.draft.stem = [*found.stem]
        self.draft.answers.append(Answer(found.said, found.place))
        if found.reasons:
            self.draft.entries.append(Entry("explanation", "", found.reasons, found.place))
            self.draft.remarks.told("unlabelled_reason")
        return True

    def _behind_options(self, rest: Sequence[Line]) -> None:
        """Lines without letter behind the last option: more of it, or a reason."""
        for n, line in enumerate(rest):
            last = self.draft.options[-1]
            if self.may_explain and is_reason(line, last):
                self.reasons[:0] = rest[n:]
                return
            # Where one option is missing, this may be the one, without its letter.
            short = n == 0 and len(self.draft.options) == self.usual.count - 1
            if short or not goes_on(last.text.text, line):
                self._unsure(line)
            last.text = joined((last.text, line.text))
            self.draft.remarks.told("lines_joined")

    def _without_letters(self) -> None:
        """Options that have no letters: one of the lines below the question is marked."""
        first, *others = self.draft.stem or [Rich()]
        options = [Option("", text, self.draft.place) for text in others]
        said = {answer.text.text.casefold() for answer in self.draft.answers}
        named = [one for one in options if one.text.text.casefold() in said]
        marked = any(len(places) == 1 for places in looks_of(options).values())
        ticks = [one for one in ticked_options(options) if one.ticked]
        if len(options) > 1 and (len(named) == 1 or marked or len(ticks) == 1):
            options = without_bullets(ticked_options(options))
            self.draft.stem, self.draft.options = [first], options
            self.draft.remarks.lost("no_letters")


def _lettered(lines: Sequence[Line]) -> list[Line]:
    """The lines without entries of lists: a guide for an essay is often one."""
    signs = [option_sign(line) for line in lines]
    return [
        line for line, sign in zip(lines, signs, strict=True) if not sign or sign.letter.isalpha()
    ]
