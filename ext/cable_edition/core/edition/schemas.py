"""The JSON Schemas of all YAML that an editor writes, made of the code that checks it.

They are in ``cable_edition/schemas``, for programs that help while one types; a test compares.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from cable_edition.core.editing.sidecar import loading
from cable_edition.core.editing.sidecar.redactions import read_redactions
from cable_edition.core.registers import from_yaml
from cable_edition.core.releases import declared
from cable_edition.core.yaml_files.fields import Fields
from cable_edition.core.yaml_files.recorded import Schema, schema_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: The registers: what an entry is called, its keys, and what reads it.
_REGISTERS: dict[str, tuple[str, Mapping[str, str], Callable[[Fields], object]]] = {
    "people": ("person", from_yaml.PERSON_KEYS, from_yaml.person),
    "organizations": ("organization", from_yaml.ORGANIZATION_KEYS, from_yaml.organization),
    "glossary": ("glossary entry", from_yaml.TERM_KEYS, from_yaml.term),
    "tags": ("tag", from_yaml.TAG_KEYS, from_yaml.tag),
    "posts": ("post", from_yaml.POST_KEYS, from_yaml.post),
    "chronology": ("event", from_yaml.EVENT_KEYS, from_yaml.event),
    "sources": ("source", from_yaml.SOURCE_KEYS, from_yaml.source),
    "quotations": ("quotation", from_yaml.QUOTATION_KEYS, from_yaml.quotation),
}


def schemas() -> dict[str, Schema]:
    """Return the schemas by the names of their files."""
    made = {
        name: {"type": ["array", "null"], "items": schema_of(read, what, keys)}
        for name, (what, keys, read) in _REGISTERS.items()
    }
    made["sidecar"] = _or_empty(schema_of(_sidecar, "a sidecar", loading.KEYS))
    made["releases"] = _or_empty(schema_of(declared.read_keys, "releases.yaml", declared.KEYS))
    return {
        f"{name}.schema.json": {
            "$schema": DRAFT,
            "$id": f"urn:cable-edition:schema:yaml:{name}",
            "title": f"{name} of Cable Edition",
            **schema,
        }
        for name, schema in made.items()
    }


def _sidecar(fields: Fields) -> None:
    read_redactions(fields)
    loading.read_keys(fields)


def _or_empty(schema: Schema) -> Schema:
    """Return the schema of a file that may be empty, too."""
    return {**schema, "type": ["object", "null"]}


def written(schema: Schema) -> str:
    """Return a schema as its file has it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def main(folder: Path) -> None:
    """Write the schemas into a folder."""
    for name, schema in schemas().items():
        (folder / name).write_text(written(schema), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
