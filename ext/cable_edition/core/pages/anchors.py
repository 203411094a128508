"""Where an entry stands: the page and the anchor, from its id and never from its wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cable_edition.core.registers.entries import Entry, Organization, Person, Registers, Tag

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")

#: Kind of entry -> folder of its pages, and the start of its anchors.
FOLDERS = {
    "person": "people",
    "organization": "organizations",
    "term": "glossary",
    "tag": "tags",
    "post": "posts",
}
_PREFIXES = {
    "person": "person",
    "organization": "org",
    "term": "term",
    "tag": "tag",
    "post": "post",
}


class EntryAt(NamedTuple):
    """An entry with its kind, its page and its anchor."""

    kind: str
    entry: Entry
    docname: str
    anchor: str

    @property
    def former(self) -> list[str]:
        """The anchors of the ids that it had in earlier releases."""
        return [_anchor(self.kind, old) for old in self.entry.formerly]


def title_of(entry: Entry) -> str:
    """Return the words over an entry: its name, with a TAG's code before it, or the id."""
    if isinstance(entry, Tag) and entry.name:
        return f"{entry.id}: {entry.name}"
    return entry.name or entry.id


def sort_key(entry: Entry) -> tuple[str, str]:
    """Return the key of an entry in its register: letters and digits, case aside, then the id.

    TAGS stand by their codes.
    """
    name = entry.sort if isinstance(entry, (Person, Organization)) and entry.sort else entry.name
    name = entry.id if isinstance(entry, Tag) else name
    return _NOT_PLAIN.sub(" ", (name or entry.id).casefold()).strip(), entry.id


def _anchor(kind: str, entry_id: str) -> str:
    plain = _NOT_PLAIN.sub("-", entry_id.lower()).strip("-")
    return plain if plain.startswith(f"{_PREFIXES[kind]}-") else f"{_PREFIXES[kind]}-{plain}"


def _unique(kind: str, entries: Iterable[Entry]) -> dict[str, str]:
    """Give each entry its anchor; where two ids look alike as anchors, the code points tell."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda one: one.id):
        anchor = _anchor(kind, entry.id)
        if anchor in taken:
            anchor += "-" + "-".join(f"{ord(char):x}" for char in entry.id if not char.isalnum())
        while anchor in taken:
            anchor += "-x"
        taken.add(anchor)
        anchors[entry.id] = anchor
    return anchors


def page_name(folder: str, number: int) -> str:
    """Return the docname of a register's page; the first is its index."""
    return f"{folder}/index" if number == 1 else f"{folder}/more/{number}"


def by_kind(registers: Registers) -> dict[str, Sequence[Entry]]:
    """Return the entries of the registers by kind."""
    return {
        "person": registers.people,
        "organization": registers.organizations,
        "term": registers.glossary,
        "tag": registers.tags,
        "post": registers.posts,
    }


def place_entries(registers: Registers, per_page: int) -> dict[tuple[str, str], EntryAt]:
    """Give every entry its page and anchor; keys are (kind, id), in the order of the pages."""
    placed: dict[tuple[str, str], EntryAt] = {}
    for kind, entries in by_kind(registers).items():
        anchors = _unique(kind, entries)
        for index, entry in enumerate(sorted(entries, key=sort_key)):
            docname = page_name(FOLDERS[kind], index // per_page + 1)
            placed[kind, entry.id] = EntryAt(kind, entry, docname, anchors[entry.id])
    return placed
