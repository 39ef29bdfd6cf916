"""From the lines of a document to its questions, and notes about all that is none."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.formats.draft.model import Draft
from kit.formats.exchange import Note, Remarks, quoted
from kit.formats.paper.bare import give_in_order
from kit.formats.paper.blocks import blocks_of
from kit.formats.paper.drafts import draft_of
from kit.formats.paper.exams import exams_in
from kit.formats.paper.flat import unflattened
from kit.formats.paper.headings import names_part
from kit.formats.paper.keys import give_keys, keys_in_stems
from kit.formats.paper.kinds import hint_of
from kit.formats.paper.line import Line
from kit.formats.paper.model import Block, KeyTable, Paper, Passage, Ready
from kit.formats.paper.named import with_letters_alone
from kit.formats.paper.numbers import numbers_in_stems, tell_numbers
from kit.formats.paper.options import Usual, parted
from kit.formats.paper.own_signs import signs_behind, signs_first
from kit.formats.paper.parted import tell_parting
from kit.formats.paper.reasons import tell_loose
from kit.formats.paper.recount import recounted
from kit.formats.paper.side_by_side import columns_joined
from kit.formats.paper.solutions import give_solutions
from kit.formats.paper.stars import without_stars
from kit.formats.paper.together import with_letters
from kit.formats.paper.verdicts import letters_first
from kit.formats.texts import LOST

__all__ = ["numbered", "read_paper"]

_TOGETHER = 6
"""Lines that one note quotes."""


def read_paper(parts: Sequence[Line | KeyTable | Ready]) -> tuple[list[Draft], list[Note]]:
    """The questions, and notes about the lines that belong to none."""
    lines = letters_first(with_letters_alone([*columns_joined(unflattened(parts))]))
    about = Remarks(0, "")
    lines = signs_first(lines, about)
    papers = [blocks_of(exam) for exam in exams_in(recounted(with_letters(lines)))]
    usual = _usual([one for paper in papers for one in paper.items if isinstance(one, Block)])
    drafts: list[Draft] = []
    notes = about.notes
    for paper in papers:
        own, told = _read_exam(paper, usual)
        begin = len(drafts)
        notes += [replace(note, question=note.question and note.question + begin) for note in told]
        for draft in own:
            numbered(draft, begin + draft.number)
        drafts += own
    tell_loose(drafts)
    tell_parting(drafts)
    return drafts, notes


def _read_exam(paper: Paper, usual: Usual) -> tuple[list[Draft], list[Note]]:
    """The questions of one exam, numbered from 1, and notes about the rest of it."""
    drafts: list[Draft] = []
    of_block: dict[int, Draft] = {}
    for item in paper.items:
        if isinstance(item, Ready):
            for draft in item.drafts:
                numbered(draft, len(drafts) + 1)
                drafts.append(draft)
            continue
        draft = draft_of(item, len(drafts) + 1, usual)
        if item.lone:
            draft.label = _free_label(item, drafts, paper)
        of_block[id(item)] = draft
        drafts.append(draft)
    notes = Remarks(0, "")
    without_stars(drafts)
    keys_in_stems(drafts)
    if not any(isinstance(one, Block) and one.label for one in paper.items):
        numbers_in_stems(drafts)
    give_keys(drafts, paper.keys, notes)
    paper.strange += give_in_order(drafts, paper.bare, notes)
    signs_behind(drafts, notes)
    _without_title(paper, drafts)
    for passage in paper.passages:
        _share(passage, of_block, notes)
    give_solutions(drafts, paper.solutions, notes)
    _tell(paper, drafts, notes)
    return drafts, notes.notes


def _free_label(block: Block, before: Sequence[Draft], paper: Paper) -> str:
    """The number that a question without any must have; "" if another one has it."""
    last = before[-1].label if before else "0"
    label = str(int(last) + 1) if last.isdigit() else ""
    others = (one for one in paper.items if isinstance(one, Block) and one.label)
    taken = {one.label.text for one in others if one.label and one.series == block.series}
    return "" if label in taken else label


def numbered(draft: Draft, number: int) -> None:
    """Count a question of one part among those of the whole file."""
    draft.number = draft.remarks.number = number
    draft.remarks.notes = [replace(note, question=number) for note in draft.remarks.notes]


def _usual(blocks: Sequence[Block]) -> Usual:
    """How many options most questions have, and what stands behind their letters."""
    counts: Counter[int] = Counter()
    marks: Counter[str] = Counter()
    for block in blocks:
        signs = [part.sign for part in parted(block.lines) if part.sign]
        if len(signs) > 1:
            counts[len(signs)] += 1
            marks[signs[0].mark] += 1
    if not counts:
        return Usual()
    return Usual(counts.most_common(1)[0][0], marks.most_common(1)[0][0])


def _without_title(paper: Paper, drafts: Sequence[Draft]) -> None:
    """One heading over everything is the document's title, and no topic; so is the first of
    several that no question has as its topic or level."""
    if not paper.headings or names_part(first := paper.headings[0]):
        return
    if len(paper.headings) == 1:
        for draft in drafts:
            draft.entries = [
                one for one in draft.entries if not (one.name == "topic" and one.derived)
            ]
    text = " ".join(first.text.text.strip(" .:–-*").split())
    said = {one.label for draft in drafts for one in draft.entries if one.derived}
    if hint_of(text) in ("", "choice") and not any(one in text or text in one for one in said):
        del paper.headings[0]
        paper.front = sorted((*paper.front, first), key=lambda line: line.paragraph)


def _share(passage: Passage, of_block: dict[int, Draft], notes: Remarks) -> None:
    """Put a passage before each question that it is for."""
    texts = [line.text for line in passage.lines]
    about = Remarks(0, passage.lines[0].place)
    for line in passage.lines:
        for name in line.lost:
            about.lost(LOST[name])
    if not passage.blocks:
        about.lost("passage_alone", text=quoted([one.text for one in texts]))
    notes.notes += about.notes
    for block in passage.blocks:
        draft = of_block[id(block)]
        draft.stem = [*texts, *draft.stem]
        (draft.remarks.told if passage.first else draft.remarks.lost)("passage")


def _tell(paper: Paper, drafts: Sequence[Draft], notes: Remarks) -> None:
    """Say what became of the lines that are no questions."""
    for lines, code, lost in (
        (paper.headings, "headings", False),
        (paper.front, "passed_over", False),
        (paper.strange, "strange_lines", True),
    ):
        for run in _runs(lines):
            about = Remarks(0, _places(run))
            (about.lost if lost else about.told)(code, text=quoted([one.text.text for one in run]))
            for name in (name for line in run for name in line.lost):
                about.lost(LOST[name])
            notes.notes += about.notes
    tell_numbers(drafts, notes)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other, so that they are told at once."""
    run: list[Line] = []
    for line in lines:
        if run and not (0 <= line.paragraph - run[-1].paragraph <= 2 and len(run) < _TOGETHER):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _places(run: Sequence[Line]) -> str:
    first, last = run[0].place, run[-1].place
    return first if first == last else f"{first} – {last}"
