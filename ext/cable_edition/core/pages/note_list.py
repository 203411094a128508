"""The notes of a cable, as they stand at the end of its page."""

from __future__ import annotations

from collections.abc import Sequence

from cable_edition.core.editorial_text import blocks
from cable_edition.core.escape import fold, visible
from cable_edition.core.notes import Note
from cable_edition.core.pages.markup import fence
from cable_edition.core.rows import join_row


def note_list(notes: Sequence[Note]) -> str:
    """Return the notes in order, each a directive in that of the list; nothing without notes."""
    if not notes:
        return ""
    return fence("cable:notes", "", {}, "\n".join(map(_note, notes)).rstrip("\n"), "::::")


def _note(note: Note) -> str:
    options = {
        "number": str(note.number),
        "at": note.anchor,
        "lemma": visible(note.lemma),
        "kind": note.kind,
        "sources": join_row(tuple(visible(fold(source)) for source in note.sources)),
        "author": visible(fold(note.author)),
        "date": note.date,
    }
    return fence("cable:note", note.id, options, blocks(note.text), ":::")
