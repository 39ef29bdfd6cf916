"""The only door to nbgrader: assignments, scoring inside its pipeline, and its gradebook.

Importing this package is cheap: the kernel that scores an assignment imports it in every
notebook. nbgrader itself (5 s) is imported by the functions that need it.
"""

from kit.gradebook.cell import score_cell
from kit.marking import NotScored

__all__ = ["NotScored", "score_cell"]
