"""The registers as JSON: people, organizations, terms, TAGS, posts, events, and rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import partial
from importlib.resources import files
from typing import Any

from cable_edition.core.editing.emendation_rules import RULES, Rule
from cable_edition.core.edition.assemble import Edition
from cable_edition.core.edition.whole import mark_of
from cable_edition.core.kept_work import digest_of
from cable_edition.core.registers.concordance import Occurrence
from cable_edition.core.registers.entries import Entry
from cable_edition.exports.cable_json import dumps
from cable_edition.exports.tei_registers import entry_anchors

#: Where an entry stands in the editor's files is no matter of the reader's.
_LEFT_OUT = {"path", "line"}
_KINDS = {
    "people": "person",
    "organizations": "organization",
    "glossary": "term",
    "tags": "tag",
    "posts": "post",
}

_RULE_KEYS = ("id", "name", "reason", "source", "certainty")


def registers_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the registers."""
    path = files("cable_edition.exports") / "data" / "registers.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return schema


def plain_data(value: Any) -> Any:
    """Return dataclasses as dicts and tuples as lists, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain_data(getattr(value, field.name))
            for field in fields(value)
            if field.name not in _LEFT_OUT
        }
    if isinstance(value, tuple | list):
        return [plain_data(item) for item in value]
    return value


def register_parts(edition: Edition) -> Iterator[str]:
    """Yield one JSON object in parts: each register a list, one entry a line.

    An entry has the fields of ``core/entries.py``, and besides ``anchor``, the anchor on its page,
    and ``places``, the anchors of the cables that name it (``05OTTAWA286#p4``), each once.
    """
    anchors = entry_anchors(edition.registers)
    yield "{"
    for number, (name, kind) in enumerate(_KINDS.items()):
        yield (",\n" if number else "\n") + f"{dumps(name)}:["
        entries: tuple[Entry, ...] = getattr(edition.registers, name)
        for index, entry in enumerate(entries):
            places = edition.places.get((kind, entry.id), ())
            mark = mark_of(places)
            named = [mark] if mark else _named(places)
            anchor = anchors[kind, entry.id]
            drawer = edition.kept.drawer("entries", (kind, entry.id))
            given = digest_of((repr(entry), anchor, *named))
            text = drawer.of("json", partial(_entry, entry, anchor, places), given)
            yield (",\n" if index else "\n") + text
        yield "\n]"
    events = ",\n".join(dumps(plain_data(event)) for event in edition.registers.events)
    yield f',\n"chronology":[\n{events}\n]'
    rules = ",\n".join(dumps(_rule(rule)) for rule in RULES.values())
    yield f',\n"rules":[\n{rules}\n]\n}}\n'


def _entry(entry: Entry, anchor: str, places: Iterable[Occurrence]) -> str:
    return dumps(plain_data(entry) | {"anchor": anchor, "places": _named(places)})


def _named(places: Iterable[Occurrence]) -> list[str]:
    return list(dict.fromkeys(f"{at.cable}#{at.anchor}" for at in places))


def _rule(rule: Rule) -> dict[str, Any]:
    data: dict[str, Any] = {name: getattr(rule, name) for name in _RULE_KEYS}
    data["changes"] = [{"source": old, "reading": new} for old, new in sorted(rule.changes)]
    return data
