"""The published JSON Schema: current, strict, and content with what authors type."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from kit.kinds import KINDS
from kit.schema import bank_schema, bank_schema_text
from tests.banks import FILES, ROOT
from tests.test_cli_check import run

FILE = ROOT / "quizzes" / "bank.schema.json"


VALIDATOR = Draft202012Validator(bank_schema())


def as_in_an_editor(path: Path) -> Any:
    """YAML 1.2: numbers and truths are values, dates are text."""
    data = YAML(typ="safe", pure=True).load(path)
    return json.loads(json.dumps(data, default=str))


def test_the_file_is_current() -> None:
    assert FILE.read_text("utf-8") == bank_schema_text()
    assert run("schema", "--check", "--out", FILE) == 0


def test_a_file_behind_the_models_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "s.json"
    assert run("schema", "--check", "--out", old) == 1
    assert run("schema", "--out", old) == 0
    assert run("schema", "--check", "--out", old) == 0
    old.write_text(old.read_text("utf-8").replace("single", "singel"), "utf-8")
    assert run("schema", "--check", "--out", old) == 1
    assert "kit schema" in capsys.readouterr().err


def test_a_dash_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", "--out", "-") == 0
    assert capsys.readouterr().out == bank_schema_text()


def test_it_is_a_schema_and_has_every_kind() -> None:
    Draft202012Validator.check_schema(bank_schema())
    mapping = bank_schema()["properties"]["items"]["items"]["discriminator"]["mapping"]
    assert set(mapping) == set(KINDS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_accepts_every_bank_as_an_editor_reads_it(file: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_in_an_editor(file))] == []


@pytest.mark.parametrize(
    "code",
    [
        "unknown-key", "missing", "unknown-kind", "too-few", "too-many", "empty", "bad-id",
        "no-items", "not-a-bank", "not-a-mapping",
    ],
)  # fmt: skip
def test_it_refuses_what_the_kit_refuses(code: str) -> None:
    data = as_in_an_editor(ROOT / "tests" / "bad" / f"{code}.yaml")
    assert not VALIDATOR.is_valid(data)


def test_unknown_keys_are_refused_at_every_level() -> None:
    definitions = bank_schema()["$defs"]
    objects = {name: part for name, part in definitions.items() if "properties" in part}
    assert len(objects) > len(KINDS)
    assert all(part["additionalProperties"] is False for part in objects.values())
    assert bank_schema()["additionalProperties"] is False


def test_it_is_plain_json() -> None:
    assert json.loads(bank_schema_text()) == bank_schema()
