"""The limit of a learner's kernel holds, and leaves room for all that a lesson may do."""

import subprocess
import sys

import pytest

from kit.serve.memory import MOST, NAME, keep_within_as_told

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count it")

LIMITED = f"""
import os
from kit.serve.memory import LIMITS, keep_within_as_told
os.environ.update(LIMITS)
keep_within_as_told(os.environ)
assert "{NAME}" not in os.environ
"""

PLOT = """
import io
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy
fig, axes = plt.subplots(2, 2, figsize=(12, 9), dpi=200)
for one in axes.flat:
    one.imshow(numpy.random.default_rng(1).random((500, 500)))
fig.savefig(io.BytesIO(), format="png")
"""

TOO_MUCH = """
try:
    kept = [bytearray(50_000_000) for _ in range(100)]
except MemoryError:
    raise SystemExit(7)
"""

RAISED = f"""
import resource
try:
    resource.setrlimit(resource.RLIMIT_DATA, ({MOST} * 2, {MOST} * 2))
except ValueError:
    raise SystemExit(7)
import os
raise SystemExit(0 if os.geteuid() else 7)  # whoever is root may do that
"""


@pytest.mark.parametrize(
    ("code", "ends"), [(PLOT, 0), (TOO_MUCH, 7), (RAISED, 7)], ids=["plot", "too much", "raised"]
)
def test_a_process_that_was_limited(code: str, ends: int) -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED + code], capture_output=True, text=True)
    assert done.returncode == ends, done.stderr


def test_nobody_is_limited_who_was_not_told() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    keep_within_as_told({})
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
