"""Explanatory notes: each in its place in the text, numbered in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cable_edition.core.editing.emendation import Emendation, Emendations, find_place, reading_text
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Cable
    from cable_edition.core.editing.sidecar.notes import NoteEntry, NoteKind

#: Rows of the record that a whole note can belong to, in the order of the page.
RECORD_PLACES = (
    "classification",
    "section",
    "captions",
    "passing",
    "eo",
    "tags",
    "subject",
    "references",
    "classified-by",
    "reasons",
    "source",
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the words before ``position`` of the reading text at ``anchor``.

    ``position`` is ``None`` where it belongs to the whole of what stands there; ``lemma`` are the
    words quoted, as the edition reads them. ``id`` is the anchor of the note (``n-start``),
    ``text`` editorial Markdown.
    """

    id: str
    number: int
    anchor: str
    position: int | None
    lemma: str
    kind: NoteKind
    text: str
    sources: tuple[str, ...] = ()
    author: str = ""
    date: str = ""


def record_places(cable: Cable) -> tuple[str, ...]:
    """Return those of :data:`RECORD_PLACES` that the record of a cable has, in their order."""
    opening = cable.opening
    there = {
        "classification": opening.classification,
        "section": opening.sections,
        "captions": opening.captions,
        "passing": opening.passing,
        "eo": opening.eo_line,
        "tags": opening.tags,
        "subject": opening.subject,
        "references": opening.references,
        "classified-by": opening.classified_by,
        "reasons": opening.reasons,
        "source": cable.source,
    }
    return tuple(place for place in RECORD_PLACES if there[place])


def place_notes(
    texts: Sequence[tuple[str, str]],
    emendations: Emendations,
    entries: Iterable[NoteEntry],
    rows: Iterable[str] = RECORD_PLACES,
) -> tuple[tuple[Note, ...], list[Problem]]:
    """Place and number the notes of a sidecar in the folded source ``texts`` of a cable.

    ``rows`` are the rows of its record (:func:`record_places`). A note that cannot be placed is
    left out and reported; the others count. Problems: those of
    :func:`~cable_edition.core.editing.emendation.find_place`.
    """
    words = dict(texts)
    order = _order(rows, words)
    problems: list[Problem] = []
    placed: list[tuple[int, int, NoteEntry, int | None, str]] = []
    for entry in entries:
        position: int | None = None
        lemma = ""
        if entry.place.quote:
            start, missing = find_place(entry.place, words)
            problems += missing
            if missing:
                continue
            end = start + len(entry.place.quote)
            here = emendations.get(entry.place.at, ())
            position = _in_reading(end, here)
            first = _in_reading(start, here)
            lemma = reading_text(words[entry.place.at], here)[first:position]
        elif entry.place.at not in order:
            problems.append(_unknown(entry, order))
            continue
        rank = len(words.get(entry.place.at, "")) * 2 + 1 if position is None else position
        placed.append((order[entry.place.at], rank, entry, position, lemma))
    placed.sort(key=lambda item: item[:2])
    notes = (
        _note(number, entry, position, lemma)
        for number, (_, _, entry, position, lemma) in enumerate(placed, 1)
    )
    return tuple(notes), problems


def _order(rows: Iterable[str], words: Mapping[str, str]) -> dict[str, int]:
    places = dict.fromkeys((*rows, *words))
    return {anchor: index for index, anchor in enumerate(places)}


def _unknown(entry: NoteEntry, order: Iterable[str]) -> Problem:
    place = entry.place
    known = ", ".join(list(order)[:14])
    message = f"the cable has no place `{place.at}`; its places are {known} ..."
    return Problem("unknown-anchor", message, place.path, place.line)


def _in_reading(end: int, emendations: Sequence[Emendation]) -> int:
    """Return the place in the reading text that follows the source's characters before ``end``."""
    shift = 0
    for one in emendations:
        if one.start >= end:
            break
        if one.end > end:
            return one.reading_end
        shift = one.reading_end - one.end
    return end + shift


def _note(number: int, entry: NoteEntry, position: int | None, lemma: str) -> Note:
    return Note(
        f"n-{entry.id}",
        number,
        entry.place.at,
        position,
        lemma,
        entry.kind,
        entry.text,
        entry.sources,
        entry.author,
        entry.date,
    )
