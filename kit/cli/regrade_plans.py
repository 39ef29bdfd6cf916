"""What ``kit regrade`` would do, in words: who changes, and who is left as he is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kit.cli.regrade_log import points_or_wait
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.regrade import Change, Plan

_FEW = 10
_SHOWN = 40
"""Learners of a group that are listed; the rest is counted, and ``--json`` has them all."""


def tell_plans(plans: Sequence["Plan"], failed: Mapping[str, str]) -> None:
    """Say all of it; ``failed`` has a folder and why there is no plan for it."""
    quiet = [plan for plan in plans if _is_quiet(plan)]
    for plan in plans:
        if plan not in quiet:
            _tell(plan)
    if quiet:
        say(t("regrade.nothing", quizzes=", ".join(dict.fromkeys(one.quiz for one in quiet))))
    for path, why in failed.items():
        say(t("grading.failed", path=path, detail=why))


def _tell(plan: "Plan") -> None:
    where = {"group": plan.group, "quiz": plan.quiz}
    say(t("regrade.head", **where, version=plan.version, submissions=plan.submissions))
    proposal = plan.proposal
    if proposal.mended:
        say("  " + t("regrade.mended", items=", ".join(proposal.mended)))
    for how in ("full", "rescaled"):
        if items := sorted(id for id, one in plan.dropped.items() if one == how):
            say("  " + t(f"regrade.dropped_{how}", items=", ".join(items)))
    if proposal.reworded:
        say("  " + t("regrade.reworded", items=", ".join(proposal.reworded)))
        say("  " + t("regrade.reworded_hint"))
    if plan.quarantined:
        left = [*dict.fromkeys(one.learner for one in plan.quarantined)]
        few = ", ".join(left[:_FEW]) + (" …" if len(left) > _FEW else "")
        say("  " + t("regrade.left", count=len(left), learners=few))
    if plan.new:
        _tell_changes(plan)
        if not decides(plan):
            say("  " + t("regrade.nobody_changes", path=plan.folder, quiz=plan.quiz))
    elif proposal.mended or plan.dropped:
        say("  " + t("regrade.in_force"))


def decides(plan: "Plan") -> bool:
    """Whether a plan that is new would decide anything about scores."""
    said = plan.changes or plan.recounted or plan.proposal.mended or plan.dropped
    return plan.new and bool(said)


def _is_quiet(plan: "Plan") -> bool:
    """Whether there is nothing to say of it but that."""
    said = (
        plan.proposal.mended or plan.proposal.reworded or plan.dropped or plan.quarantined
    )  # fmt: skip
    return not plan.new and not said


def _tell_changes(plan: "Plan") -> None:
    learners = _by_learner(plan.changes)
    gains = [*map(_gain, learners.values()), *(one.after - one.before for one in plan.recounted)]
    up, down = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    rest = plan.submissions - up - down - len({one.learner for one in plan.quarantined})
    say("  " + t("regrade.counts", up=up, down=down, same=rest))
    # Whoever loses points comes first: that is what has to be thought about.
    ordered = sorted(learners, key=lambda learner: (_gain(learners[learner]), learner))
    for learner in ordered[:_SHOWN]:
        changes = learners[learner]
        slots = "; ".join(map(_change, changes))
        say("    " + t("regrade.change", learner=learner, gain=_signed(changes), slots=slots))
    if len(ordered) > _SHOWN:
        say("    " + t("regrade.more", count=len(ordered) - _SHOWN))
    if plan.recounted:
        say("  " + t("regrade.recounted", count=len(plan.recounted)))
    for one in plan.recounted[:_SHOWN]:
        points = {"before": points_or_wait(one.before), "after": points_or_wait(one.after)}
        numbers = {"counted": one.counted, "chosen": one.chosen}
        say("    " + t("regrade.recount", learner=one.learner, **numbers, **points))
    if len(plan.recounted) > _SHOWN:
        say("    " + t("regrade.more", count=len(plan.recounted) - _SHOWN))


def _by_learner(changes: Iterable["Change"]) -> dict[str, list["Change"]]:
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.learner].append(change)
    return found


def _gain(changes: Iterable["Change"]) -> float:
    """What the learner's total gains; a score by hand counts before and after."""
    return sum((one.after or 0) - (one.before or 0) for one in changes if not one.by_hand)


def _change(one: "Change") -> str:
    text = f"{one.slot}: {points_or_wait(one.before)} → {points_or_wait(one.after)}"
    return f"{text} ({t('regrade.by_hand')})" if one.by_hand else text


def _signed(changes: Iterable["Change"]) -> str:
    gain = _gain(changes)
    return f"{'−' if gain < 0 else '+'}{points_or_wait(abs(gain))}"
