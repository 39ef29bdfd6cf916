"""For a screen that the whole room sees: the questions that were missed most, to talk about.

No person, not even by a code. What is right is said only where the review is open to everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from markupsafe import Markup

from kit.dashboard.model import View
from kit.dashboard.reading import Seen
from kit.errors import Problems, UserError
from kit.figures import Marked, Missed, most_missed
from kit.markdown import block
from kit.model import Item, ReviewPart
from kit.serve.review_items import Reader
from kit.text import write_number, write_percent
from kit.together import keep_together
from kit.wording import t

__all__ = ["MOST", "Discussed", "discussed", "is_over", "open_to_all", "shared_html"]

MOST = 5
"""Questions that a session has the time for."""


@dataclass(frozen=True)
class Discussed:
    """One question on the screen."""

    stem: str
    """HTML, as all that follows."""
    missed: Missed
    options: tuple[str, ...] = ()
    right: str = ""
    """Empty while the review is not open."""
    explanation: str = ""
    citations: tuple[str, ...] = ()


def is_over(group: Seen, quiz: str, now: datetime) -> bool:
    """Whether nobody of the group can make use of anything that is said about a quiz.

    That is so after the closing hour. Without one, once every learner of the roster has handed in
    under the own id and has neither an attempt under way nor one left.
    """
    workspace = group.workspace
    try:
        closes = workspace.plan(quiz).closes
    except KeyError:
        return True  # the group does not give it (any more)
    if closes:
        return now >= closes
    learners, handed = group.attendance.learners, group.attendance.handed.get(quiz, frozenset())
    if not learners or not learners <= handed:
        return False
    return all(
        workspace.is_put_away(learner, quiz) and not workspace.may_do_again(quiz, learner, now)
        for learner in learners
    )


def open_to_all(group: Seen, quiz: str, now: datetime) -> frozenset[ReviewPart]:
    """What may be told to the whole group: never what somebody could still make use of.

    That is what the review shows after the closing hour; without one, what it shows after hand-in.
    """
    try:
        plan = group.workspace.plan(quiz)
        review = plan.review or group.workspace.bank(quiz).settings.review
    except (KeyError, UserError, Problems):
        return frozenset()
    if not is_over(group, quiz, now):
        return frozenset()
    return frozenset(review.after_close if plan.closes else review.after_hand_in)


def discussed(view: View, now: datetime) -> tuple[Discussed, ...]:
    """The questions missed most, as the secretary's minutes count them.

    None while somebody can still take the quiz: which are hard tells something of the key.
    """
    if not _all_over(view, now):
        return ()
    sittings = view.sittings()
    answers = (Marked(one.item.id, one.share) for sat in sittings for one in sat.places)
    items = {one.item.id: one.item for sat in sittings for one in sat.places}
    groups = view.city.groups
    parts = [open_to_all(one, view.choice.quiz, now) for one in groups]
    told = frozenset[ReviewPart]().union(*parts).intersection(*parts)
    reader = Reader(groups[0].workspace) if groups else None
    return tuple(
        _discussed(items[one.item], one, told, reader) for one in most_missed(answers, MOST)
    )


def _all_over(view: View, now: datetime) -> bool:
    return all(is_over(one, view.choice.quiz, now) for one in view.city.groups)


def _discussed(
    item: Item, missed: Missed, told: frozenset[ReviewPart], reader: Reader | None
) -> Discussed:
    explain = "explanation" in told
    show = item.present()
    listed = show.get("options") or show.get("statements") or ()
    return Discussed(
        stem=block(item.stem),
        missed=missed,
        options=tuple(one["text"] for one in listed),
        right=block(item.key_text()) if "right" in told else "",
        explanation=block(item.explanation) if explain and item.explanation else "",
        citations=reader.citations(item.cite) if explain and reader else (),
    )


def shared_html(view: View, now: datetime) -> str:
    """The whole screen."""
    found = discussed(view, now)
    if not found:
        why = "shared_nothing" if _all_over(view, now) else "shared_open"
        return f"<p>{escape(t(f'dashboard.{why}'))}</p>"
    shut = not any(one.right for one in found)
    note = f"<p>{escape(t('dashboard.shared_shut'))}</p>" if shut else ""
    body = "\n".join(_question(n, one) for n, one in enumerate(found, 1))
    return f'<div class="kd-shared">{note}{body}</div>'


def _question(number: int, one: Discussed) -> str:
    rate = write_percent(100 * (1 - one.missed.rate), 0)
    said = t("dashboard.shared_rate", rate=rate, n=write_number(one.missed.asked))
    head = f"kd-shared-{number}"
    parts = [
        f'<section class="kd-panel" aria-labelledby="{head}">',
        f'<h2 id="{head}">{escape(t("dashboard.shared_question", n=number))}</h2>',
        f'{_whole(one.stem)}<p class="kd-rate">{escape(said)}</p>{_list(one.options)}',
    ]
    if one.right:
        parts.append(
            f'<div class="kd-right"><h3>{escape(t("dashboard.shared_right"))}</h3>'
            f"{_whole(one.right)}{_whole(one.explanation)}"
            f"{_cites(one.citations)}</div>"
        )
    return "".join([*parts, "</section>"])


def _list(options: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_whole(one)}</li>' for one in options)}</ul>" if options else ""


def _cites(lines: Sequence[str]) -> str:
    return f'<p class="kd-cite">{keep_together("; ".join(lines))}</p>' if lines else ""


def _whole(html: str) -> Markup:
    return keep_together(Markup(html))
