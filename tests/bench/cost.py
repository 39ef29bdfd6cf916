"""Run a command and print what it took: ``python -m tests.bench.cost COMMAND …``.

In a small process of its own, because a process begins with the peak memory of the one that
started it.
"""

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Run it, and give its exit code."""
    began = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cost = {
        "cpu": used.ru_utime + used.ru_stime,
        "wall": time.perf_counter() - began,
        "memory": used.ru_maxrss // 1024,
    }
    sys.stdout.write(json.dumps(cost))
    sys.exit(process.returncode)


if __name__ == "__main__":
    main()
