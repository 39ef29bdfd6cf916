"""``python -P -m kit.serve.warm SOCKET LIFELINE OPTION…``: the warm process.

``SOCKET`` and ``LIFELINE`` are open files: the server's socket, and the end of a pipe that ends
when the server does. ``OPTIONS`` are those of every kernel.
"""

import socket
import sys

from kit.serve.warm import child, kernel
from kit.serve.warm.fork import Forker


def main() -> None:
    """Fork until the server is gone; in a child, be a kernel and end as a program ends."""
    lifeline = int(sys.argv[2])
    kernel.prepare(sys.argv[3:])
    with socket.socket(fileno=int(sys.argv[1])) as server:
        try:
            request = Forker(server).serve()
        except ConnectionError:
            return  # the server has ended in the middle of something
    if request is not None:
        child.set_apart(request, keep=[lifeline])
        kernel.run(request, lifeline)


if __name__ == "__main__":
    main()
