"""nbgrader's own commands, each in a process of its own.

Forked, where the system can, from one that has imported nbgrader: that takes longer than most of
them.
"""

import os
from collections.abc import Mapping, Sequence

from nbgrader.apps import NbGraderApp


def carry_out(
    folder: str, output: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> None:
    """What ``nbgrader`` does with these arguments in that folder; all it says goes to a file."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    file = os.open(output, os.O_WRONLY | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(file, stream)
    NbGraderApp.launch_instance(list(arguments))
