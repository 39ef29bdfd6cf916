"""What some tests need of the machine beside Python's packages."""

import os
from typing import NoReturn

import pytest


def missing(why: str) -> NoReturn:
    """Skip a test, or fail it where nothing may be left out: CI sets ``KIT_NEED_ALL``."""
    (pytest.fail if os.environ.get("KIT_NEED_ALL") else pytest.skip)(why)
