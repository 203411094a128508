"""What a cable's page must say in its notes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from urllib.parse import urlsplit

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.notes import Note
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.proof.site.cable_references import is_web
from cable_edition.core.proof.site.editor_words import Shown, shown_paragraphs
from cable_edition.core.proof.site.expected import Expected, Tokens, el, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.words import say


def notes_part(page: Expected, known: Known, one: EditedCable) -> None:
    """Add the section of notes."""
    if not one.notes:
        return
    here = f"cables/{one.id}"
    signatures = {_signed(note) for note in one.notes}
    common = signatures.pop() if len(signatures) == 1 else ""
    each = len({(note.author, note.date) for note in one.notes}) > 1
    items: list[Tokens] = []
    lines = ["::::{cable:notes}", *([f":signed: {common}"] if common else [])]
    for note in one.notes:
        shown = shown_paragraphs(note.text, lambda *role: known.role_link(here, *role))
        signed = _signed(note) if each else ""
        items.append(_note(note, shown, signed))
        lines += _lines(note, shown, signed)
    foot = el("p", say("Notes by {names}.", names=common), cls="cable-signed") if common else []
    title = el("h2", say("Notes"), known.heading.link("notes"))
    listed = el("div", el("ol", *items, cls="cable-notes"), cls="cable-notes-list",
                role="doc-endnotes")  # fmt: skip
    page.add(
        el("section", title, listed, foot,
           cls="cable-notes-section", id="notes"),
        *lines, "::::",
    )  # fmt: skip


def _signed(note: Note) -> str:
    return ", ".join(part for part in (fold(note.author), note.date) if part)


def _note(note: Note, shown: Sequence[Shown], signed: str) -> Tokens:
    lemma = el("span", note.lemma, cls="cable-lemma")
    if not note.lemma:
        lemma = el("span", place_name(note.anchor), cls="cable-lemma-place")
    number = str(note.number)
    back = el(
        "a", number, cls="cable-note-back", href=f"#r{note.id}", role="doc-backlink",
        aria_label=say("Back to the place of note {number}", number=number),
    )  # fmt: skip
    evidence = [
        *el("span", say(note.kind), cls=f"cable-status cable-status-{note.kind}"),
        *source_tokens(note.sources),
    ]
    if signed:
        evidence += [*text(" "), *el("span", signed, cls="cable-signed")]
    return el(
        "li",
        el("p", back, " ", lemma, cls="cable-note-head"),
        *(el("p", part.tokens) for part in shown),
        el("p", evidence, cls="cable-evidence"),
        cls="cable-note", id=note.id, value=number,
    )  # fmt: skip


def source_tokens(sources: Sequence[str]) -> Tokens:
    """Return the sources of a note or statement: what is at an address, its host, or words."""
    found: list[Tokens] = []
    for source in map(fold, sources):
        found.append(text(" "))
        address, blank, said = source.partition(" ")
        if is_web(address) and not (blank and address.endswith((",", ";", ".", ":"))):
            words = said if blank else urlsplit(address).netloc.removeprefix("www.")
            kind = "cable-source cable-described" if blank else "cable-source"
            found.append(el("a", words, cls=kind, href=address))
        else:
            found.append(el("span", source, cls="cable-source"))
    return list(chain(*found))


def _lines(note: Note, shown: Sequence[Shown], signed: str) -> list[str]:
    options = {
        "number": str(note.number),
        "at": note.anchor,
        "lemma": note.lemma,
        "kind": note.kind,
        "sources": " | ".join(map(fold, note.sources)),
        "signed": signed,
    }
    return [
        f":::{{cable:note}} {note.id}",
        *(f":{name}: {value}" for name, value in options.items() if value),
        *(part.line for part in shown),
        ":::",
    ]
