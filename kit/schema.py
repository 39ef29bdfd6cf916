"""The JSON Schema of bank files, for editors: made from the models, so never behind them."""

import json
from typing import Any

from kit.kinds import Bank

ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def bank_schema() -> dict[str, Any]:
    """The schema as data."""
    schema = Bank.model_json_schema(mode="validation", by_alias=True)
    return {"$schema": ADDRESS, **schema}


def bank_schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(bank_schema(), ensure_ascii=False, indent=1) + "\n"
