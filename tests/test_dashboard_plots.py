"""kit.dashboard.plots: whatever questions and groups are called, there is a picture of them."""

from collections.abc import Callable
from functools import partial
from xml.etree import ElementTree

import pytest

from kit.dashboard.model import Plot
from kit.dashboard.plots import bars, heat_map, svg, two_means, upright

NAMES = ("100 $ và 200 $", r"$\bad{$", "a$_$b", "<b>&'\"--></b>", "Chi bộ 5 -- $", "=1+1")


def drawings(name: str) -> dict[str, Callable[..., None]]:
    return {
        "bars": partial(bars, labels=[name, "b"], values=[0.5, None], x=name),
        "upright": partial(upright, labels=[name, "b"], counts=[7, None], x=name, y=name),
        "heat_map": partial(heat_map, rows=[name], labels=[name, "b"], values=[[0.5, None]]),
        "two_means": partial(two_means, labels=(name, "b"), means=(0.2, 1.0), y=name),
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["bars", "upright", "heat_map", "two_means"])
def test_no_name_is_a_formula_or_breaks_the_picture(name: str, kind: str) -> None:
    """Between two dollar signs matplotlib would read mathematics, or fail."""
    root = ElementTree.fromstring(svg(Plot("x", name, name, drawings(name)[kind])))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_dollar_signs_are_drawn_as_they_stand() -> None:
    """Upright, with the space that is between them."""
    plain, dollars = (
        svg(Plot("x", "x", "x", drawings(name)["bars"])) for name in ("x b c x", "$ b c $")
    )
    assert plain.count("<use ") == dollars.count("<use ")
    assert "Oblique" not in dollars
