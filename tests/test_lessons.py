"""Every lesson of the project runs from top to bottom, in the folder of a group."""

import ast
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.lesson_group import CONTENT, LESSONS, make_lesson_group

pytestmark = pytest.mark.kernel

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_lesson_group(tmp_path_factory.mktemp("lessons") / "to").path


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_top_to_bottom(
    folder: Path, lesson: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No cell fails, and each call shows what it is there to show."""
    monkeypatch.setenv("PYTHONPATH", str(CONTENT.path))
    path = folder / "lessons" / f"{lesson}.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    )
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        shown = [output.data for output in cell.outputs if "data" in output]
        assert len(shown) == (1 if _calls(cell.source) else 0), cell.source
        assert all(_looks_right(cell.source, data) for data in shown), cell.source


def _calls(source: str) -> list[str]:
    """Names of the functions that a cell calls."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [node.func.id for node in found if isinstance(node.func, ast.Name)]


def _looks_right(source: str, data: dict[str, Any]) -> bool:
    """Pictures and lists are HTML, everything else is a widget."""
    still = {"picture", "indicators"} & {*_calls(source)}
    return "text/html" in data if still else WIDGET in data
