"""Contests: whose attempt counts, who comes first, which group takes part most.

All of it follows from a ``Contest``, the rules as data, and ``rules_text`` prints these rules. The
same entries give the same result in whatever order they come.

    >>> from datetime import datetime, timedelta
    >>> week = {"name": "Tuần 1", "opens": "2026-11-23 10:00", "closes": "2026-11-30 9:00"}
    >>> contest = Contest.model_validate({
    ...     "title": "Tìm hiểu Nghị quyết", "questions": 10, "full_score": 10,
    ...     "prediction": "all-correct", "rounds": [week],
    ... })
    >>> day = datetime(2026, 11, 24, 8)
    >>> entries = [
    ...     Entry("an", "Chi bộ 1", 10, day, day + timedelta(minutes=9), "3"),
    ...     Entry("ba", "Chi bộ 2", 10, day, day + timedelta(minutes=8), "1"),
    ...     Entry("tư", "Chi bộ 2", 9, day, day + timedelta(minutes=5), "2"),
    ... ]
    >>> (first,) = tally(contest, entries).rounds
    >>> found = rank(contest, first, now=datetime(2026, 12, 1))
    >>> [(one.rank, one.entry.person, int(one.distance or 0)) for one in found.standings]
    [(1, 'ba', 1), (2, 'an', 1), (3, 'tư', 0)]
"""

from kit.ranking.groups import GroupNote, GroupRow, GroupTable, group_table, upwards
from kit.ranking.predictions import read_prediction
from kit.ranking.rules import Contest, GroupRules, Hours, Round, weekly
from kit.ranking.standings import Standing, Standings, all_correct, rank
from kit.ranking.tally import Entry, RoundTally, SetAside, Tally, recognised, tally
from kit.ranking.words import rules_text, said_of_group, said_of_set_aside, said_of_standings

__all__ = [
    "Contest", "Entry", "GroupNote", "GroupRow", "GroupRules", "GroupTable", "Hours", "Round",
    "RoundTally", "SetAside", "Standing", "Standings", "Tally", "all_correct", "group_table",
    "rank", "read_prediction", "recognised", "rules_text", "said_of_group", "said_of_set_aside",
    "said_of_standings", "tally", "upwards", "weekly",
]  # fmt: skip
