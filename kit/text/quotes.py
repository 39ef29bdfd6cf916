"""A quotation within a quotation."""

__all__ = ["within_quotes"]

_SINGLE = str.maketrans("“”", "‘’")


def within_quotes(s: str) -> str:
    """`s` as it stands between “ and ”: its own such marks are single ones."""
    return s.translate(_SINGLE)
