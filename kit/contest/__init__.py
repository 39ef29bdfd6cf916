"""Contests (cuộc thi) over the groups of a folder: its rules, its entries, its tables.

file      contest.yaml                      check    whether the groups enforce what it says
entries   every attempt, scored anew        rules    the rules as a document
standings who comes first                   groups   which group takes part most
plans     its rounds in every group.yaml    at_work  whom that would meet in an attempt

The rules themselves, as data and as arithmetic, are in ``kit.ranking``.
"""

from kit.contest.at_work import AtWork, at_work
from kit.contest.check import check
from kit.contest.entries import Entries, read_entries
from kit.contest.file import Arena, ContestFile, find_arena
from kit.contest.groups import below, group_rows, write_groups
from kit.contest.plans import planned_changes, write_changes
from kit.contest.rules import write_rules
from kit.contest.standings import Ranked, ranked, write_standings

__all__ = [
    "Arena", "AtWork", "ContestFile", "Entries", "Ranked", "at_work", "below", "check",
    "find_arena", "group_rows", "planned_changes", "ranked", "read_entries", "write_changes",
    "write_groups", "write_rules", "write_standings",
]  # fmt: skip
