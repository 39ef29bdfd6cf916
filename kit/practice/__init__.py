"""Spaced practice: what was not known comes back, later each time that it is known.

A *card* is one thing to remember: a slogan, or a question that was once missed. When it comes back
is worked out by FSRS from its earlier reviews. Days are days in Vietnam; no hour is kept.
"""

from kit.practice.card import MOST_DAYS, Card, Grade, grade_of, reviewed
from kit.practice.schedule import Schedule, encode, parse
from kit.practice.today import SIZE, Offered, Today, today
from kit.practice.words import next_words, told_words

__all__ = [
    "MOST_DAYS",
    "SIZE",
    "Card",
    "Grade",
    "Offered",
    "Schedule",
    "Today",
    "encode",
    "grade_of",
    "next_words",
    "parse",
    "reviewed",
    "today",
    "told_words",
]
