"""From a table to drafts: a question a row, or a row for each of its options."""

from collections.abc import Iterator

from kit.formats.draft.from_zero import said_by_head
from kit.formats.draft.model import Answer, Draft, Entry, remark_at
from kit.formats.exchange import Fate, Note, Remarks, quoted
from kit.formats.paper.front import without_kind
from kit.formats.rich import Rich, plain_text
from kit.formats.rows.cells import is_cross, number_of, stem_lines
from kit.formats.rows.columns import Columns
from kit.formats.rows.counted import counted_stems, without_number
from kit.formats.rows.grid import Grid, GridCell
from kit.formats.rows.groups import Group, Groups
from kit.formats.rows.judged import judged_rows
from kit.formats.rows.key_parts import count_on, give_listed
from kit.formats.rows.keyed import without_keys
from kit.formats.rows.labelled import entries_of, labelled
from kit.formats.rows.options import FIELDS, OptionReader
from kit.formats.rows.told import about_heads, unused
from kit.formats.texts import LOST

__all__ = ["read_rows"]


def read_rows(grid: Grid, columns: Columns) -> tuple[list[Draft], list[Note]]:
    """The questions of a table with these columns, numbered from 1."""
    notes: list[Note] = []
    grid, columns, keys = without_keys(grid, columns, notes)
    notes += about_heads(grid, columns)
    found = Groups(grid, columns)
    groups = found.named([*found.all()])
    reader = _Reader(grid, columns, found)
    reader.counted = not columns.own and counted_stems(grid, columns, groups)
    drafts = [reader.draft(group, n) for n, group in enumerate(groups, 1)]
    notes += found.notes
    rows = [row for group in groups for row in group.rows]
    notes += unused(grid, columns.head, reader.aside, rows, reader.taken)
    about = Remarks(0, "")
    count_on(drafts)
    give_listed(drafts, keys, about)
    return drafts, [*notes, *about.notes]


class _Reader(OptionReader):
    """Makes a draft of each group of rows."""

    counted = False
    """Whether the questions have their numbers before their texts."""

    def draft(self, group: Group, n: int) -> Draft:
        """The question of a group of rows."""
        row = group.rows[0]
        number, stem = self.at(row, "number"), self.at(row, "stem")
        where = stem.place if stem else self.grid.places[row][max(self.columns.get("stem"), 0)]
        text, rest = number_of(number, stem)
        draft = Draft(n, text, where, Remarks(n, where), own=self.columns.own)
        if rest:
            draft.remarks.lost("strange_line", text=quoted([rest]))
        self.taken |= {
            (other, self.columns.get(name))
            for other in group.rows[1:] if self.groups.repeats(other, row)
            for name in ("number", "stem")
        }  # fmt: skip
        self.fields(draft, group)
        self.answers(draft, group)
        lines = [] if stem is None else [*stem.lines] if draft.own else stem_lines(stem)
        if self.counted:
            lines, draft.label = without_number(lines, draft.label)
        lines = lines if draft.own else without_kind(lines, draft)
        self.options(draft, group, lines)
        for row in group.rows:
            for column, cell in enumerate(self.grid.rows[row]):
                for name in cell.lost if cell else ():
                    draft.remarks.lost(LOST[name])
                if cell and (row, column) not in self.taken and column not in self.aside:
                    text = quoted([cell.plain])
                    remark_at(draft, cell.place, Fate.LOST, "strange_line", text=text)
        return draft

    def fields(self, draft: Draft, group: Group) -> None:
        """What has a column of its own, or a label in the column for all else."""
        for name in FIELDS:
            column = self.columns.get(name)
            self.taken |= {(row, column) for row in group.rows}
            cells = [self.grid.joined(row, column) for row in group.rows if column >= 0]
            for one in dict.fromkeys(filter(None, cells)):
                draft.entries += self.entries(name, one)
        for row in group.rows:
            if cell := self.at(row, "more"):
                draft.entries += labelled(cell, draft)
        if group.topic and draft.entry("topic") is None:
            topic = (plain_text(group.topic),)
            draft.entries.append(Entry("topic", "", topic, draft.place, group.topic, True))

    def entries(self, name: str, cell: GridCell) -> Iterator[Entry]:
        """A cell of a field's column."""
        head = self.grid.cell(self.columns.head, self.columns.get(name))
        return entries_of(name, cell, head.plain if head else "", self.columns.own)

    def answers(self, draft: Draft, group: Group) -> None:
        """The keys; a blank cell is one, too, so that its place can be told."""
        column = self.columns.get("key")
        several = len(group.rows) > 1 and not self.columns.options
        judged = judged_rows(self.grid, self.columns, group.rows)
        head = self.grid.cell(self.columns.head, column)
        zero = said_by_head(head.plain) if head else None
        for row in group.rows:
            cell = self.at(row, "key")
            if cell and row not in judged and not (several and is_cross(cell)):
                texts = [line.text for line in cell.lines] if draft.own else [cell.text]
                draft.answers += (Answer(text, cell.place, from_zero=zero) for text in texts)
        wrong = self.columns.get("wrong")
        if wrong >= 0 and not self.columns.options and not several:
            for name, said in (("mark", "Đúng"), ("wrong", "Sai")):
                if crossed := self.crossed(group.rows[0], [self.columns.get(name)]):
                    place = self.grid.places[group.rows[0]][crossed[0]]
                    draft.answers.append(Answer(plain_text(said), place))
        if column >= 0 and not draft.answers:
            draft.answers.append(Answer(Rich(), self.grid.places[group.rows[0]][column]))
