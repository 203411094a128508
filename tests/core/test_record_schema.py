from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from cable_edition.core.cable.model import Record
from cable_edition.core.problems import RECORD_CODES
from cable_edition.core.reading.parse import parse


@pytest.fixture
def record() -> dict[str, Any]:
    return json.loads(json.dumps(parse("UNCLAS OTTAWA 000286\n\n1. Text.\n").to_dict()))


def test_record_is_valid(record_schema: Draft202012Validator, record: dict[str, Any]) -> None:
    record_schema.validate(record)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("precedence",), "X"),
        (("reference_id",), "../x"),
        (("source", "format"), "mine"),
        (("source", "encoding"), "ascii"),
        (("missing", "header"), None),
        (("paragraphs", 0, "blocks", 0, "kind"), "poem"),
        (("paragraphs", 0, "anchor"), "#p1"),
        (("message_datetime",), "28 January 2005"),
        (("extra",), 1),
    ],
)
def test_vocabularies_are_closed(
    record_schema: Draft202012Validator,
    record: dict[str, Any],
    path: tuple[str | int, ...],
    value: object,
) -> None:
    *way, last = path
    place: Any = record
    for key in way:
        place = place[key]
    place[last] = value
    with pytest.raises(ValidationError):
        record_schema.validate(record)


def test_schema_knows_every_code_of_a_problem(record_schema: Draft202012Validator) -> None:
    assert isinstance(record_schema.schema, dict)
    items = record_schema.schema["properties"]["problems"]["items"]
    assert items["properties"]["code"]["enum"] == sorted(RECORD_CODES)


def test_schema_has_the_keys_of_the_page_record(record_schema: Draft202012Validator) -> None:
    assert isinstance(record_schema.schema, dict)
    keys = record_schema.schema["properties"]["record"]["properties"]
    assert list(keys) == list(Record.__slots__)


def test_reader_of_another_package_may_name_its_form(
    record_schema: Draft202012Validator, record: dict[str, Any]
) -> None:
    record["source"]["format"] = "x-mail"
    record_schema.validate(record)


def test_schema_says_its_version(record_schema: Draft202012Validator) -> None:
    assert isinstance(record_schema.schema, dict)
    assert record_schema.schema["$id"] == "urn:cable-edition:schema:record:4"
    said = record_schema.schema["description"]
    assert all(f"Version {version} adds " in said for version in (2, 3, 4))


def _without_words(schema: Any) -> Any:
    """Return a schema less what is only said of it."""
    if isinstance(schema, dict):
        return {
            key: _without_words(value)
            for key, value in schema.items()
            if not (key in {"$id", "title", "description"} and isinstance(value, str))
        }
    return list(map(_without_words, schema)) if isinstance(schema, list) else schema


def test_version_of_the_schema_is_raised_where_it_changes(
    record_schema: Draft202012Validator,
) -> None:
    # A change needs a new version, with a sentence on what it adds, and this digest anew; only
    # within a version that was never released the digest alone.
    text = json.dumps(_without_words(record_schema.schema), sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "8ccb6885bbf4461d"


def _undescribed(schema: object, path: str = "") -> list[str]:
    """Return the fields that nothing is said of, at whatever depth."""
    found: list[str] = []
    if isinstance(schema, list):
        return [one for item in schema for one in _undescribed(item, path)]
    if not isinstance(schema, dict):
        return found
    for name, field in schema.get("properties", {}).items():
        if isinstance(field, dict) and len(str(field.get("description", "")).split()) < 2:
            found.append(f"{path}.{name}")
    for name, one in schema.items():
        if name not in {"required", "enum", "description"}:
            found += _undescribed(one, f"{path}.{name}")
    return found


def test_every_field_is_described(record_schema: Draft202012Validator) -> None:
    assert isinstance(record_schema.schema, dict)
    assert _undescribed(record_schema.schema) == []
    defs = record_schema.schema["$defs"]
    assert all("description" in one for one in defs.values())
