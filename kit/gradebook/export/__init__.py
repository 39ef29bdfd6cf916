"""The gradebook as a table for a trainer: every learner and quiz, by one query a group.

scores   what the gradebook says, as nbgrader counts     outline  what is known before that
lines    who is not in it, and why                       table    columns; file: CSV and Excel

nbgrader's own export asks the database for each learner and quiz anew, and quotes nothing.
"""

from kit.gradebook.export.file import ENDINGS, Report, export
from kit.gradebook.export.lines import State
from kit.gradebook.export.outline import Outline, Trouble, outlines
from kit.gradebook.export.table import Options

__all__ = ["ENDINGS", "Options", "Outline", "Report", "State", "Trouble", "export", "outlines"]
