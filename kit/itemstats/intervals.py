"""Confidence intervals of 95 %: how far a figure from a small group may be off."""

from dataclasses import dataclass
from math import atanh, comb, exp, log, sqrt, tanh
from statistics import NormalDist

__all__ = ["Interval", "bonett", "fisher", "sign_test", "wilson"]

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Interval:
    """Both ends belong to it."""

    low: float
    high: float


def wilson(share: float, n: int) -> Interval | None:
    """Of a share of ``n`` learners, 0 to 1; ``None`` for none.

    E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212. For a mean of
    marks between 0 and 1 it is rather too wide: such marks vary no more than right and wrong do.
    """
    if not n:
        return None
    centre = share + _Z**2 / (2 * n)
    reach = _Z * sqrt(share * (1 - share) / n + (_Z / (2 * n)) ** 2)
    scale = 1 + _Z**2 / n
    # At 0 and 1 rounding would leave the share just outside.
    return Interval(
        max(0.0, min(share, (centre - reach) / scale)),
        min(1.0, max(share, (centre + reach) / scale)),
    )


def fisher(r: float | None, n: int) -> Interval | None:
    """Of a correlation over ``n`` pairs; ``None`` for fewer than four, and where it is 1 or -1.

    R. A. Fisher (1921), Metron 1, 3-32: z = artanh r is about normal with variance 1/(n - 3).
    """
    if r is None or n < 4 or abs(r) > 1 - 1e-12:
        return None
    z, reach = atanh(r), _Z / sqrt(n - 3)
    return Interval(tanh(z - reach), tanh(z + reach))


def bonett(alpha: float | None, items: int, n: int) -> Interval | None:
    """Of alpha over ``n`` learners; ``None`` for fewer than three, and where it is 1.

    D. G. Bonett (2002), Journal of Educational and Behavioral Statistics 27, 335-340: ln(1 - alpha)
    is about normal with variance 2k / ((k - 1)(n - 2)).
    """
    if alpha is None or items < 2 or n < 3 or alpha > 1 - 1e-12:
        return None
    centre, reach = log(1 - alpha), _Z * sqrt(2 * items / ((items - 1) * (n - 2)))
    return Interval(1 - exp(centre + reach), 1 - exp(centre - reach))


def sign_test(more: int, fewer: int) -> float:
    """How likely chance alone parts ``more + fewer`` learners so unevenly: exact, two-sided."""
    n = more + fewer
    tail = sum(comb(n, k) for k in range(max(more, fewer), n + 1)) / (1 << n)
    return min(1.0, 2 * tail)
