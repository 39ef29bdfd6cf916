"""Student's t: how many standard errors hold the middle 95 %."""

from functools import cache
from math import atan, cos, pi, sin, sqrt

__all__ = ["quantile"]


@cache
def quantile(freedom: int) -> float:
    """The 97.5 % point for so many degrees of freedom, from 1; right to nine digits."""
    low, high = 1.9, 13.0
    while high - low > 1e-11 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(middle, freedom) < 0.95 else (low, middle)
    return (low + high) / 2


def _inside(t: float, freedom: int) -> float:
    """The part of the distribution between -t and t.

    M. Abramowitz, I. A. Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    angle = atan(t / sqrt(freedom))
    square = cos(angle) ** 2
    odd = freedom % 2
    term = cos(angle) if odd else 1.0
    total = 0.0
    for n in range(1 + odd, freedom, 2):
        total += term
        term *= n / (n + 1) * square
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
