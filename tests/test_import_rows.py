"""The kit is built in rows: a module imports only from its own row or rows above, never in a ring.

To add a module, put its name into its row here and into CONTRIBUTING's list of rows.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.banks import ROOT

KIT = ROOT / "kit"

ROWS = (
    {"errors", "text", "wording", "clock", "markdown", "together"},
    {
        "fields", "model", "limits", "yaml", "plainyaml", "spans", "kept", "textfile", "plainfile",
        "plainjson", "validation",
    },
    {"kinds"},
    {
        "scoring", "blueprint", "drawing", "papers", "pictures", "schema", "itemstats", "ranking",
        "figures", "terms", "practice",
    },
    {
        "entries", "pool", "bank", "sources", "durable", "given", "begun", "answers", "plan",
        "versions", "workspace", "roster", "served", "submission", "essays", "seats", "attempts",
        "marking", "overdue", "ungraded", "consent", "amendments", "printings", "scorelines",
        "slogans", "content", "formats", "indicators", "practised", "missed", "offered",
    },
    {"checks", "widget"},
    {"gradebook", "studio"},
    {"serve", "privacy", "reports", "entering", "contest", "backup", "bundle"},
    {"doctor", "status", "upgrade", "dashboard"},
    {"cli"},
    {"__main__"},
)  # fmt: skip

ROW = {name: n for n, names in enumerate(ROWS) for name in names}

# Rows 0 to 3 are given what they need: no files, no processes, no clock, no Jupyter.
PURE = {name for names in ROWS[:4] for name in names} - {"textfile", "plainfile", "clock"}
IMPURE = {"os", "pathlib", "subprocess", "socket", "shutil", "tempfile", "asyncio", "time"}

MODULES = sorted(KIT.rglob("*.py"))


def name_of(path: Path) -> str:
    """``kit/text/fold.py`` → ``kit.text.fold``; a package is its ``__init__``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Full names of what is imported; of ``from a import b`` both a and a.b, if b is a module."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = [name for name in inner if name in NAMES]
            yield from modules
            if len(modules) < len(inner):
                yield node.module


def part(name: str) -> str:
    """``kit.text.fold`` → ``text``."""
    return name.split(".")[1] if "." in name else ""


def test_every_module_has_its_row() -> None:
    assert {part(name) for name in NAMES} - {""} == set(ROW)


def test_a_module_imports_nothing_from_a_row_below() -> None:
    below = [
        (name, other)
        for name, path in NAMES.items()
        for other in imports(ast.walk(tree(path)))
        if other.startswith("kit.") and ROW[part(other)] > ROW.get(part(name), -1)
    ]
    assert below == []


def test_there_is_no_ring_of_imports() -> None:
    graph = {
        name: {other for other in imports(ast.walk(tree(path))) if other in NAMES}
        for name, path in NAMES.items()
    }
    # Raises CycleError and names the ring.
    list(TopologicalSorter(graph).static_order())


def test_the_pure_rows_know_no_file_and_no_process() -> None:
    for name, path in NAMES.items():
        roots = {other.split(".")[0] for other in imports(ast.walk(tree(path)))}
        assert part(name) not in PURE or not roots & IMPURE, name


def test_heavy_packages_are_imported_where_they_are_used() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lint = settings["tool"]["ruff"]["lint"]["flake8-tidy-imports"]
    light = [name for name in NAMES if ROW.get(part(name), 0) <= ROW["widget"]]
    code = f"import sys, {', '.join((*light, 'kit.cli'))}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not set(done.stdout.split()) & {*lint["banned-module-level-imports"]}


def test_no_start_waits_for_a_grammar_that_nobody_uses() -> None:
    code = "import sys, kit, nbformat, jsonschema; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "lark" not in done.stdout.split()


def test_modules_and_functions_fit_on_a_screen_or_a_few() -> None:
    long = [
        (name, node.name, lines)
        for name, path in NAMES.items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > 40
    ]
    assert long == []
    lengths = {name: path.read_text("utf-8").count("\n") for name, path in NAMES.items()}
    assert [name for name, lines in lengths.items() if lines > 250] == []


def test_a_module_says_what_it_is_for() -> None:
    assert [name for name, path in NAMES.items() if not ast.get_docstring(tree(path))] == []


def test_the_guide_for_contributors_has_the_same_rows() -> None:
    text = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    told = text.partition("only from the rows above them: ")[2].partition(". A test holds")[0]
    rows = [re.findall(r"\w+", re.sub(r"\(.*?\)", "", row)) for row in told.split(";")]
    within = {"entries", "pool"}  # which it names beside the bank that they belong to
    assert [*map(set, rows)] == [names - within for names in ROWS[:-1]]
