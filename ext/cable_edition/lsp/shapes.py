"""What the schemas say of the keys of a file: which there are, what they mean, what they take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

Schema = dict[str, Any]


class Key(NamedTuple):
    """A key that can stand in a mapping: its meaning, and whether the mapping needs it."""

    name: str
    meaning: str
    needed: bool
    #: Whether mappings, or texts, in a list are its value; both may be.
    takes_mappings: bool
    takes_list: bool


@cache
def _schema(name: str) -> Schema:
    path = files("cable_edition") / "schemas" / f"{name}.schema.json"
    found: Schema = json.loads(path.read_text("utf-8"))
    return found


def _alternatives(schema: Schema) -> Iterator[Schema]:
    """Yield a schema, or those of which one has to fit; the items of a list stand for the list."""
    for one in schema.get("anyOf", [schema]):
        if "items" in one:
            yield from _alternatives(one["items"])
        else:
            yield one


def _under(name: str, keys: Sequence[str]) -> list[Schema]:
    """Return the schemas of what can stand behind some keys."""
    found = [_schema(name)]
    for key in keys:
        found = [
            one["properties"][key]
            for schema in found
            for one in _alternatives(schema)
            if key in one.get("properties", {})
        ]
    return found


def keys_under(name: str, keys: Sequence[str]) -> list[Key]:
    """Return the keys of the mappings that can stand behind some ``keys`` of a file."""
    made = {}
    for schema in _under(name, keys):
        for one in _alternatives(schema):
            for key, value in one.get("properties", {}).items():
                kinds = list(_alternatives(value))
                made[key] = Key(
                    key,
                    value.get("description", ""),
                    key in one.get("required", ()),
                    any("properties" in kind for kind in kinds),
                    any("items" in kind for kind in value.get("anyOf", [value])),
                )
    return list(made.values())


def meaning_of(name: str, keys: Sequence[str]) -> str:
    """Return what a key means, or an empty string."""
    return next((one.meaning for one in keys_under(name, keys[:-1]) if one.name == keys[-1]), "")


def words_for(name: str, keys: Sequence[str]) -> list[str]:
    """Return the words of which a value can be one; empty if it can be anything."""
    found = []
    for schema in _under(name, keys):
        for one in _alternatives(schema):
            found += [str(word) for word in one.get("enum", ()) if isinstance(word, str) and word]
    return list(dict.fromkeys(found))
