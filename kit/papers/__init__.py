"""Printed papers: parallel codes of one printing, what is written on them, and how it is read.

layout    which question and which option stands where on the paper of a code
reading   a response as it is written on that paper, and what was typed as a response
marks     the same for letters, crosses and numbers; texts, for words
rows      a whole row of answers, typed in one line
key       what is right, as it is written on that paper

All of it is pure. What was printed is read back by these functions, perhaps months later: the
order that a seed and a code give is never changed (a test holds it).
"""

from kit.papers.key import key_of
from kit.papers.layout import FORMS, Paper, Part, Question, lay_out
from kit.papers.mistyped import Mistyped
from kit.papers.reading import read, written
from kit.papers.rows import split_row

__all__ = [
    "FORMS", "Mistyped", "Paper", "Part", "Question", "key_of", "lay_out", "read", "split_row",
    "written",
]  # fmt: skip
