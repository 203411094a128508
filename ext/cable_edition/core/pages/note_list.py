"""The notes of a cable, as they stand at the end of its page."""

from __future__ import annotations

from collections.abc import Sequence

from cable_edition.core.cable.fold import fold
from cable_edition.core.editing.notes import Note
from cable_edition.core.myst.editorial_text import blocks
from cable_edition.core.myst.escape import visible
from cable_edition.core.myst.markup import fence
from cable_edition.core.myst.rows import join_texts


def note_list(notes: Sequence[Note]) -> str:
    """Return the notes in order, each a directive in that of the list; nothing without notes.

    Author and date stand with each note, or once with the list where all have the same.
    """
    if not notes:
        return ""
    signed = {(note.author, note.date) for note in notes}
    common = signed.pop() if len(signed) == 1 else None
    options = {"signed": _signed(*common)} if common else {}
    body = "\n".join(_note(note, signed=common is None) for note in notes)
    return fence("cable:notes", "", options, body.rstrip("\n"), "::::")


def _signed(author: str, date: str) -> str:
    return ", ".join(part for part in (visible(fold(author)), date) if part)


def _note(note: Note, *, signed: bool) -> str:
    options = {
        "number": str(note.number),
        "at": note.anchor,
        "lemma": visible(note.lemma),
        "kind": note.kind,
        "sources": join_texts(visible(fold(source)) for source in note.sources),
        "signed": _signed(note.author, note.date) if signed else "",
    }
    return fence("cable:note", note.id, options, blocks(note.text), ":::")
