"""``kit grade``: what nbgrader does for one submission in seconds, done for all of them at once.

structure  what the gradebook knows of an assignment   submissions  what lies in ``submitted/``
notebook   a submitted notebook put right              template     the graded one, without parsing
score      marks, by the kit's one scoring function    rows, store  nbgrader's tables
files      ``autograded/``                             quiz, group  batches, the way back
ledger     how each submission was graded              log          scores that became others
remarks    what people have to know of them            moments      times that cannot be right

nbgrader is not imported unless a course asks for what only it can do: five seconds.
"""

from kit.gradebook.bulk.course import Unsuited
from kit.gradebook.bulk.group import grade_group, grade_some
from kit.gradebook.bulk.report import Report, Trouble

__all__ = ["Report", "Trouble", "Unsuited", "grade_group", "grade_some"]
