"""Ids of items that are made here."""

from collections.abc import Container

__all__ = ["free_id"]

_LONGEST = 44
"""Characters before a number is put behind them: at most 48 are allowed."""


def free_id(wanted: str, taken: Container[str]) -> str:
    """``wanted``, or the first free one of ``wanted-2``, ``wanted-3`` …"""
    id, n = wanted, 2
    while id in taken:
        id, n = f"{wanted[:_LONGEST].rstrip('-')}-{n}", n + 1
    return id
