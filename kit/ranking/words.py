"""The rules of a contest as text (thể lệ), made from its settings alone, and what else is said."""

from collections.abc import Iterator
from datetime import datetime

from kit.clock import day, spoken
from kit.ranking.groups import GroupNote
from kit.ranking.rules import DAYS, Contest, Hours
from kit.ranking.standings import Standings
from kit.ranking.tally import SetAside
from kit.wording import Language, t

__all__ = ["rules_text", "said_of_group", "said_of_set_aside", "said_of_standings"]


def rules_text(contest: Contest, lang: Language = "vi") -> str:
    """Markdown: a heading, then numbered rules. Every setting stands in it with its value."""
    title = t("ranking.title", lang, title=contest.title)
    rules = [line for part in _PARTS for line in part(contest, lang)]
    numbered = [f"{n}. {rule}" for n, rule in enumerate(rules, 1)]
    return "\n\n".join([f"# {title}", *numbered]) + "\n"


def _attempt(contest: Contest, lang: Language) -> Iterator[str]:
    yield t("ranking.questions", lang, count=contest.questions, points=contest.full_score)
    if contest.prediction:
        yield t(f"ranking.predict_{_key(contest.prediction)}", lang)
    if contest.time_limit is None:
        yield t("ranking.no_time_limit", lang)
    else:
        yield t("ranking.time_limit", lang, minutes=contest.time_limit)


def _rounds(contest: Contest, lang: Language) -> Iterator[str]:
    lines = [
        t("ranking.round", lang, name=one.name, opens=_when(one.opens, lang),
          closes=_when(one.closes, lang))
        for one in contest.rounds
    ]  # fmt: skip
    head = t("ranking.rounds", lang, count=len(lines))
    yield "\n".join([head, *(f"   - {line}" for line in lines)])
    if contest.hours:
        yield _hours(contest.hours, lang)
    if contest.attempts is None:
        yield t("ranking.any_attempts", lang)
    else:
        yield t("ranking.attempts", lang, count=contest.attempts)
    yield t("ranking.organisers", lang)


def _hours(hours: Hours, lang: Language) -> str:
    days = ", ".join(t(f"ranking.day_{one}", lang) for one in hours.days)
    opens, closes = (f"{hour:%H:%M}" for hour in (hours.opens, hours.closes))
    return t("ranking.hours", lang, opens=opens, closes=closes, days=days)


def _order(contest: Contest, lang: Language) -> Iterator[str]:
    yield t(f"ranking.best_{_key(contest.best)}", lang)
    yield t("ranking.by_prediction" if contest.prediction else "ranking.by_score", lang)
    yield t(f"ranking.time_{contest.time}", lang)
    if contest.prediction:
        yield t("ranking.actual", lang)


def _groups(contest: Contest, lang: Language) -> Iterator[str]:
    yield t("ranking.groups", lang, small=contest.groups.percent_from)
    yield t("ranking.one_way", lang)
    yield t("ranking.hidden", lang, few=contest.groups.hide_below)


_PARTS = (_attempt, _rounds, _order, _groups)


def _when(moment: datetime, lang: Language) -> str:
    name = t(f"ranking.day_{DAYS[moment.weekday()]}", lang)
    return t("ranking.when", lang, time=f"{moment:%H:%M}", day=name, date=day(moment))


def _key(code: str) -> str:
    return code.replace("-", "_")


def said_of_standings(found: Standings, lang: Language = "vi") -> Iterator[str]:
    """Ranks that several share, who has no name, predictions that could not be read; ids alone."""
    for rank, shared in {one.rank: one.shared for one in found.standings}.items():
        if shared > 1:
            yield t("ranking.shared", lang, rank=rank, count=shared)
    if nameless := sum(one.entry.anonymous for one in found.standings):
        yield t("ranking.nameless_ranked", lang, count=nameless)
    for entry in found.unread:
        value = entry.prediction.strip()[:60]
        yield t("ranking.unread", lang, person=entry.by, value=value)


def said_of_set_aside(one: SetAside, lang: Language = "vi") -> str:
    """Which attempt does not count, and why."""
    why = t(f"ranking.why_{_key(one.reason)}", lang)
    begun = spoken(one.entry.started, lang)
    return t("ranking.set_aside", lang, person=one.entry.by, begun=begun, why=why)


def said_of_group(note: GroupNote, lang: Language = "vi") -> str:
    """What to put right, or to know when adding up."""
    return t(f"ranking.{_key(note.code)}", lang, group=note.group, count=note.count)
