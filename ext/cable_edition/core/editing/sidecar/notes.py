"""The key ``notes`` of a sidecar: the editor's explanatory notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cable_edition.core.editing.sidecar.place import ITEM_ID, PLACE_KEYS, Place, read_place
from cable_edition.core.late_methods import dataclass

if TYPE_CHECKING:
    from cable_edition.core.yaml_files.fields import Fields

NoteKind = Literal["fact", "inference"]
NOTE_KINDS: tuple[NoteKind, ...] = ("fact", "inference")
NOTE_KEYS = {
    "id": "The name of the note in its address, which never changes",
    **PLACE_KEYS,
    "kind": "Whether the note tells a fact, which needs a source, or what you conclude",
    "text": "The note, in Markdown; a blank line parts paragraphs",
    "sources": "What the note rests on: addresses, or short descriptions",
    "author": "Who wrote the note",
    "date": "When it was written",
}


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note as written. ``text`` is editorial Markdown with its paragraphs; ``date`` is ISO.

    A note without a quotation belongs to the whole of what stands at its anchor. ``sources`` are
    addresses or short descriptions; a fact has at least one.
    """

    id: str
    place: Place
    kind: NoteKind
    text: str
    sources: tuple[str, ...] = ()
    author: str = ""
    date: str = ""


def read_notes(fields: Fields) -> tuple[NoteEntry, ...]:
    """Read the list; a faulty note, or one whose id was given before, is noted and left out."""
    entries: dict[str, NoteEntry] = {}
    for child in fields.children("notes", "a note", NOTE_KEYS):
        entry = NoteEntry(
            child.identifier("id", ITEM_ID, "small letters, digits and hyphens"),
            read_place(child, quoted=False),
            child.choice("kind", NOTE_KINDS, "inference"),
            child.text("text", required=True, lines=True),
            child.texts("sources"),
            child.text("author"),
            child.date("date"),
        )
        if not child.has("kind"):
            child.note("missing-key", "a note needs `kind`, fact or inference")
        if child.lacks_beside("kind", "fact", "sources") and not child.failed:
            message = "a fact needs `sources`; without one it can only be `kind: inference`"
            child.note("missing-source", message)
        if entry.id in entries:
            first = entries[entry.id].place.line
            message = f"the id `{entry.id}` was given before (line {first}); choose another"
            child.note("repeated-id", message, child.line_of("id"))
        if not child.failed:
            entries[entry.id] = entry
    return tuple(entries.values())
