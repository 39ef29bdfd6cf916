"""What notebooks import: ``quiz()``, ``practice(bank, *items)``, ``reflection(prompt)``."""

from kit.widget.quiz import practice, quiz, reflection

__all__ = ["practice", "quiz", "reflection"]
