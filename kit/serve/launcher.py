"""``python -m kit.serve.launcher -f FILE OPTION…``: a kernel as a program, where none is forked.

As ``python -m ipykernel_launcher``, with its limit on and the walls up before anything else.
"""

import os
import sys

from kit.serve.memory import keep_within_as_told
from kit.serve.walls import shut_in_as_told

if __name__ == "__main__":
    keep_within_as_told(os.environ)
    shut_in_as_told(os.environ)
    # What lies in the folder is nothing to import.
    sys.path[:] = [place for place in sys.path if place not in ("", os.getcwd())]

    from kit.serve.kernel_app import WalledApp

    WalledApp.launch_instance()
