"""A state of an edition, as far as it is compared with another: words, notes, entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass
from typing import Any, NamedTuple

from cable_edition.core.cable.places import issued_words
from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.late_methods import dataclass
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.registers.entries import Entry

#: What an entry has for the editors and programs alone: where it is found, and by which words.
_LEFT_OUT = frozenset({"id", "path", "line", "forms", "anchor", "places"})


class Emended(NamedTuple):
    """An emendation: the anchor of its place, the words there, and what the edition reads."""

    anchor: str
    source: str
    reading: str


class Noted(NamedTuple):
    """A note: the anchor of its place, and what it says, without its markup."""

    anchor: str
    text: str


def noted(anchor: str, text: str) -> Noted:
    """Return a note whose text is editorial Markdown."""
    return Noted(anchor, plain(text))


@dataclass(frozen=True, slots=True)
class CableState:
    """A cable: its words as transmitted by anchor, in the order of the page, and its layers by id.

    ``sha256`` is the checksum of the published witness.
    """

    sha256: str
    words: Mapping[str, str]
    notes: Mapping[str, Noted] = field(default_factory=dict)
    emendations: Mapping[str, Emended] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditionState:
    """An edition at one time: cables by id, and the fields of entries by kind and id.

    ``version`` is that of its newest release, empty before the first.
    """

    version: str
    cables: Mapping[str, CableState]
    entries: Mapping[str, Mapping[str, str]]


def state_of_edition(edition: Edition) -> EditionState:
    """Return the state of an edition as it is published now."""
    newest = edition.releases.declared.newest
    return EditionState(
        newest.version if newest else "",
        {one.id: _cable(one) for one in edition.cables},
        {f"{kind} {one.id}": _entry(one) for kind, one in edition.registers.by_kind()},
    )


def _cable(one: EditedCable) -> CableState:
    return CableState(
        one.cable.source.sha256,
        issued_words(one.cable),
        {note.id: noted(note.anchor, note.text) for note in one.notes},
        {
            item.id: Emended(item.anchor, item.source, item.reading)
            for items in one.emendations.values()
            for item in items
        },
    )


def _entry(entry: Entry) -> dict[str, str]:
    return fields_of({one.name: _plain(getattr(entry, one.name)) for one in fields(entry)})


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def fields_of(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return what readers are told of an entry, each field as a text; empty ones are left out."""
    told = {name: _said(value) for name, value in entry.items() if name not in _LEFT_OUT}
    return {name: text for name, text in told.items() if text}


def _said(value: Any) -> str:
    """Return a value of an entry as a text: what is in lists and in entries within it, in order."""
    if isinstance(value, Mapping):
        parts = (plain(str(one)) if name == "text" else _said(one) for name, one in value.items())
        return ", ".join(filter(None, parts))
    if isinstance(value, list):
        return "; ".join(filter(None, map(_said, value)))
    return "" if value is None or value is False else str(value)
