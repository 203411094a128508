"""The entries of the registers: their anchors, and the objects that ``registers.json`` has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import Edition
from cable_edition.core.registers.entries import Entry, Registers

#: Kind of entry -> its key in the data, and the start of its anchors.
KINDS = {
    "person": ("people", "person"),
    "organization": ("organizations", "org"),
    "term": ("glossary", "term"),
    "tag": ("tags", "tag"),
    "post": ("posts", "post"),
}
#: (kind, id) of an entry -> its anchor.
EntryAnchors = dict[tuple[str, str], str]


def entries_of(registers: Registers, kind: str) -> tuple[Entry, ...]:
    """Return the entries of a kind in the order of their register."""
    found: tuple[Entry, ...] = getattr(registers, KINDS[kind][0])
    return found


def anchors_of(registers: Registers) -> EntryAnchors:
    """Return the anchor of every entry: kind and id in small letters, joined by hyphens.

    Of entries whose anchors would be alike, those after the first add the code points of what is no
    letter or digit in their ids.
    """
    found: EntryAnchors = {}
    for kind in KINDS:
        taken: set[str] = set()
        for name in sorted(entry.id for entry in entries_of(registers, kind)):
            anchor = _plain(kind, name)
            if anchor in taken:
                marks = [f"{ord(mark):x}" for mark in name if not mark.isalnum()]
                anchor = f"{anchor}-{'-'.join(marks)}"
            while anchor in taken:
                anchor = f"{anchor}-x"
            taken.add(anchor)
            found[kind, name] = anchor
    return found


def _plain(kind: str, name: str) -> str:
    start = KINDS[kind][1]
    plain = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain if plain.startswith(f"{start}-") else f"{start}-{plain}"


def registers_of(edition: Edition) -> dict[str, Any]:
    """Return what ``registers.json`` must be."""
    anchors = anchors_of(edition.registers)
    found: dict[str, Any] = {}
    for kind, (key, _) in KINDS.items():
        found[key] = [
            {
                **_plain_data(entry),
                "anchor": anchors[kind, entry.id],
                "places": _places(edition, kind, entry.id),
            }
            for entry in entries_of(edition.registers, kind)
        ]
    found["chronology"] = [_plain_data(event) for event in edition.registers.events]
    found["rules"] = [
        {
            "id": rule.id,
            "name": rule.name,
            "reason": rule.reason,
            "source": rule.source,
            "certainty": rule.certainty,
            "changes": [{"source": old, "reading": new} for old, new in sorted(rule.changes)],
        }
        for rule in RULES.values()
    ]
    return found


def _places(edition: Edition, kind: str, entry: str) -> list[str]:
    places = (f"{at.cable}#{at.anchor}" for at in edition.places.get((kind, entry), ()))
    return list(dict.fromkeys(places))


def _plain_data(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value))
        return {n: _plain_data(getattr(value, n)) for n in names if n not in {"path", "line"}}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain_data(item) for item in value]
    return value
