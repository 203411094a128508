"""The entries of the registers by the names under which files name them."""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.registers.entries import Entry, EntryKind, Registers

#: Which entries a role of a note names.
ROLE_KINDS: dict[str, EntryKind] = {
    "cable:person": "person",
    "cable:org": "organization",
    "cable:tag": "tag",
    "term": "term",
}


def entries_for(registers: Registers, schema: str, keys: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the entries that the value of a key can name; none for a key that names no entry."""
    for kind, entry in registers.by_kind():
        if (keys[-1:] == ("see_also",) and schema != "sidecar") or (
            keys == ("terms",) and kind == "term"
        ):
            yield entry


def entry_named(registers: Registers, words: str) -> Entry | None:
    """Return the entry of an id, or of its kind and id (``person roe-jane``)."""
    for kind, entry in registers.by_kind():
        if words in {entry.id, f"{kind} {entry.id}"}:
            return entry
    return None
