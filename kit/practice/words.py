"""When cards come back, in words."""

from datetime import date

from kit.practice.card import Card
from kit.practice.today import Today
from kit.wording import Language, t


def told_words(card: Card, day: date, language: Language) -> str:
    """When the card that was practised on that day comes back."""
    days = (card.due - day).days
    if days <= 1:
        return t("daily.told_tomorrow", language)
    return t("daily.told_later", language, days=days, date=_written(card.due))


def next_words(found: Today, day: date, language: Language) -> str:
    """When cards come next; empty if it is now, or never."""
    if found.next is None:
        return ""
    when, count = found.next
    if (when - day).days == 1:
        return t("daily.next_tomorrow", language, count=count)
    return t("daily.next_later", language, date=_written(when), count=count)


def _written(day: date) -> str:
    return f"{day:%d-%m-%Y}"
