"""What notebooks call: quiz, practice, daily, reflection, flashcards, picture, and indicators."""

from kit.widget.daily import daily
from kit.widget.flashcards import flashcards
from kit.widget.indicators import indicators, self_check
from kit.widget.pictures import picture
from kit.widget.quiz import practice, quiz
from kit.widget.reflection import reflection

__all__ = [
    "daily",
    "flashcards",
    "indicators",
    "picture",
    "practice",
    "quiz",
    "reflection",
    "self_check",
]
