"""Whether a binary message from a page is whole, asked before Jupyter reads it.

Its reader believes the numbers in front: eight bytes that promise 2^64 parts would keep the whole
server busy for ever, and parts that lie over each other would make gigabytes out of one.

newer  jupyter-client.readthedocs.io, messaging, "Protocol: v1.kernel.websocket.jupyter.org"
older  number of parts and their places, 4 bytes each, the highest first
"""

from itertools import pairwise

MOST_PARTS = 64
"""Of one message: its channel, four parts, and buffers, of which our widgets send none."""


def is_whole(message: str | bytes, newer: bool) -> bool:
    """Whether the parts lie behind each other within the message; a text has none.

    ``newer`` says which of the two forms was agreed on.
    """
    if isinstance(message, str):
        return not newer
    size = 8 if newer else 4
    number = _number(message[:size])
    if not 1 <= number <= MOST_PARTS:
        return False
    places = [_number(message[at : at + size]) for at in range(size, size * (number + 1), size)]
    whole = [size * (number + 1), *places, len(message)]
    return all(first <= second for first, second in pairwise(whole))


def _number(part: bytes) -> int:
    """Of eight bytes, or of the older form's four."""
    return int.from_bytes(part, "little" if len(part) == 8 else "big")
