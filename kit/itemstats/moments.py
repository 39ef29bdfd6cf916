"""Sample moments as Moodle takes them (n - 1), on shares between 0 and 1.

Sums are exact (``fsum``), so no order of the learners changes any figure. What cannot be told is
``None``, never NaN.
"""

from collections.abc import Sequence
from math import fsum, sqrt

__all__ = [
    "correlation", "covariance", "efficiency", "kurtosis", "mean", "skewness", "spread", "variance",
]  # fmt: skip

_EVEN = 1e-18
"""A variance up to this is none: shares are kept to nine decimals."""

Values = Sequence[float]


def mean(values: Values) -> float | None:
    return fsum(values) / len(values) if values else None


def covariance(one: Values, other: Values) -> float | None:
    """Of pairs; ``None`` for fewer than two."""
    if len(one) < 2:
        return None
    middle, other_middle = fsum(one) / len(one), fsum(other) / len(other)
    products = ((a - middle) * (b - other_middle) for a, b in zip(one, other, strict=True))
    return fsum(products) / (len(one) - 1)


def variance(values: Values) -> float | None:
    """``None`` for fewer than two values; exactly 0 for equal ones."""
    found = covariance(values, values)
    return 0.0 if found is not None and found <= _EVEN else found


def spread(values: Values) -> float | None:
    """The standard deviation."""
    found = variance(values)
    return None if found is None else sqrt(found)


def correlation(one: Values, other: Values) -> float | None:
    """Pearson's, from -1 to 1; ``None`` where either does not vary."""
    shared, product = covariance(one, other), (variance(one) or 0) * (variance(other) or 0)
    if shared is None or not product:
        return None
    return max(-1.0, min(1.0, shared / sqrt(product)))


def efficiency(one: Values, other: Values) -> float | None:
    """The covariance as a share of the greatest that these values allow, at most 1.

    The greatest is that of the two lists sorted apart. Below 0 it has no limit.
    """
    shared = covariance(one, other)
    if shared is None or not variance(one) or not variance(other):
        return None
    greatest = covariance(sorted(one), sorted(other))
    return min(1.0, shared / greatest) if greatest else None


def skewness(values: Values) -> float | None:
    """k3 / k2^(3/2): negative with a tail to the left; ``None`` for fewer than three values."""
    n, squares = len(values), variance(values)
    if n < 3 or not squares:
        return None
    return n * _power(values, 3) / ((n - 1) * (n - 2)) / (squares * sqrt(squares))


def kurtosis(values: Values) -> float | None:
    """k4 / k2², 0 for a normal distribution; ``None`` for fewer than four values."""
    n, squares = len(values), variance(values)
    if n < 4 or not squares:
        return None
    k4 = n * (n + 1) * _power(values, 4) - 3 * (n - 1) * _power(values, 2) ** 2
    return k4 / ((n - 1) * (n - 2) * (n - 3)) / squares**2


def _power(values: Values, power: int) -> float:
    middle = fsum(values) / len(values)
    return fsum((value - middle) ** power for value in values)
