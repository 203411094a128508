"""Comparison of a record with the part of it that a test expects."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator


@cache
def schema() -> Draft202012Validator:
    """Return the schema of the record, itself checked."""
    path = files("cable_edition.core") / "data" / "record.schema.json"
    read = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read)


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Return where ``found`` is not as ``expected``: keys may be left out, list items may not."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            line
            for key, value in expected.items()
            for line in differences(value, found.get(key, "(no such key)"), f"{path}.{key}")
        ]
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return [f"{path}: {len(found)} items, expected {len(expected)}: {found}"]
        return [
            line
            for index, (one, other) in enumerate(zip(expected, found, strict=True))
            for line in differences(one, other, f"{path}[{index}]")
        ]
    return [] if expected == found else [f"{path}: {found!r}, expected {expected!r}"]
