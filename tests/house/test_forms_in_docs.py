"""The page on forms tells of every form that is read, and names it as the data do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "editors" / "forms.md").read_text("utf-8")


def formats(node: Any) -> Iterator[str]:
    """Yield the formats that the schema of the record names."""
    if isinstance(node, dict):
        if "plusd-html" in node.get("enum", ()):
            yield from node["enum"]
        for one in node.values():
            yield from formats(one)
    elif isinstance(node, list):
        for one in node:
            yield from formats(one)


SCHEMA = json.loads(
    (files("cable_edition.core") / "data" / "record.schema.json").read_text("utf-8")
)
KNOWN = sorted({*formats(SCHEMA)} - {"unknown"})


def test_the_schema_names_the_forms() -> None:
    assert {"plain", "telegram", "frus-tei", "cablebrowser-2"} <= set(KNOWN)


@pytest.mark.parametrize("form", KNOWN)
def test_the_page_on_forms_has_each(form: str) -> None:
    assert f"`{form}`" in PAGE
