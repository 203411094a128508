from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator


@pytest.fixture(scope="session")
def record_schema() -> Draft202012Validator:
    """The schema of the record, itself checked."""
    path = files("cable_edition.core") / "data" / "record.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
