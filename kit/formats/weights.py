"""Moodle's weights and the bank's rules: which rule scores a question in the same way."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from kit.kinds.multiple import Multiple, Rule

__all__ = ["rule_of", "weights_of"]

_CLOSE = Decimal("0.0051")
"""Moodle rounds a third to 33.33333, people round it to 33: that is no other weight."""
_RULES: tuple[Rule, ...] = ("net-correct", "all-or-nothing", "each-answer", "coverage")
_MOST = 10
"""Of so many options all ways to tick them are tried."""


def rule_of(weights: Sequence[Decimal]) -> tuple[Rule, bool]:
    """The rule that scores most like these weights, and whether it gives the same scores.

    Moodle adds the weights (1 is all) of what was ticked and leaves nothing below 0 or above 1:
    ``net-correct`` where a right answer is worth one share and a wrong one costs one.
    """
    right = [weight for weight in weights if weight > 0]
    share = 1 / Decimal(len(right))
    even = all(abs(weight - share) < _CLOSE for weight in right)
    penalty = all(abs(weight + share) < _CLOSE for weight in weights if weight <= 0)
    if even and (penalty or len(right) == len(weights)):
        return "net-correct", True
    if len(right) == 1 and even and all(weight <= -1 + _CLOSE for weight in weights if weight <= 0):
        return "all-or-nothing", True
    return _nearest(weights), False


def _nearest(weights: Sequence[Decimal]) -> Rule:
    if len(weights) > _MOST:
        return "net-correct"
    ids = [str(n) for n in range(len(weights))]
    key = tuple(id for id, weight in zip(ids, weights, strict=True) if weight > 0)
    options = {id: id for id in ids}
    ours = {
        rule: Multiple(id="x", kind="multiple", stem="?", options=options, key=key, rule=rule)
        for rule in _RULES
    }
    distance = dict.fromkeys(_RULES, 0.0)
    for ticks in list(product((False, True), repeat=len(weights)))[1:]:
        chosen = [id for id, tick in zip(ids, ticks, strict=True) if tick]
        total = float(sum(weight for weight, tick in zip(weights, ticks, strict=True) if tick))
        theirs = min(1.0, max(0.0, total))
        for rule, item in ours.items():
            distance[rule] += abs(theirs - item.mark([*chosen]).fraction)
    return min(_RULES, key=lambda rule: distance[rule])


def weights_of(options: Sequence[str], key: Sequence[str], rule: Rule) -> list[Decimal]:
    """Weights that score like ``net-correct``, option by option; 1 is all points.

    For ``all-or-nothing`` one wrong answer costs everything: no weights come nearer to it.
    """
    share = 1 / Decimal(len(key))
    penalty = Decimal(1) if rule == "all-or-nothing" else share
    return [share if id in key else -penalty for id in options]
