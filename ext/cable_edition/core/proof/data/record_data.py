"""A cable's record with the layers of the edition, as a fresh reading of its source gives it."""

from __future__ import annotations

from typing import Any

from cable_edition.core.cable.model import Cable
from cable_edition.core.editing.words_alone import among_words
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.proof.data.stated import Stated

_EMENDED = ("id", "anchor", "start", "end", "source", "reading", "lemma", "read", "rule")
_NOTED = ("id", "number", "anchor", "position", "lemma", "kind", "text", "author", "date")


def record_of(one: EditedCable, stated: Stated) -> dict[str, Any]:
    """Return what a record of the data must be."""
    return {**one.cable.to_dict(), "editorial": _editorial(one, stated)}


def _editorial(one: EditedCable, stated: Stated) -> dict[str, Any]:
    emended = [item for items in one.emendations.values() for item in items]
    return {
        "id": one.id,
        "date": one.date,
        "address": stated.page(one.id),
        "edition": {
            "title": stated.title,
            "version": stated.version,
            "doi": stated.doi_of(one.id) or None,
        },
        "anchors": page_order(one.cable),
        "readings": [
            {"anchor": anchor, "text": one.text(anchor)}
            for anchor, items in one.emendations.items()
            if items
        ],
        "emendations": [
            {key: getattr(item, key) for key in _EMENDED}
            | {"certainty": item.certainty, "reason": item.reason}
            for item in emended
        ],
        "notes": [
            {key: getattr(note, key) for key in _NOTED} | {"sources": list(note.sources)}
            for note in one.notes
        ],
        "marks": _marks(one),
        "redactions": [
            {"reason": note.reason, "date": note.date, "places": note.places}
            for note in one.redactions
        ],
        "mentions": [
            {
                "anchor": anchor,
                "start": item.start,
                "end": item.end,
                "words": text[item.start : item.end],
                "kind": item.kind,
                "entry": item.entry,
                "sense": item.sense,
            }
            for anchor, text in one.texts
            for item in one.mentions.get(anchor, ())
        ],
    }


def _marks(one: EditedCable) -> list[dict[str, Any]]:
    found = []
    for part in one.cable.paragraphs:
        at = [part.anchor, *(block.anchor for block in part.blocks[1:])][: len(part.blocks)]
        among = among_words(one.cable, part, [one.text(name) for name in at], one.emendations)
        for name, items in zip(at, among, strict=True):
            for item in items:
                said = {"anchor": name, "start": item.start, "end": item.end}
                found.append({**said, "mark": item.mark or None})
    return found


def page_order(cable: Cable) -> list[dict[str, str]]:
    """Return the places of a cable in the order of its page, by a walk of its own."""
    opening = cable.opening
    found = [("subject", "field")] if opening.subject else []
    taken: set[str] = set()
    for number, item in enumerate(opening.references, 1):
        name = f"ref-{(item.label or '').lower()}"
        if (
            name in taken
            or not 4 < len(name) <= 6
            or not (name[4:].isascii() and name[4:].isalpha())
        ):
            name = f"ref-{number}"
        taken.add(name)
        found.append((name, "reference"))
    if opening.classified_by:
        found.append(("classified-by", "field"))
    last = len(cable.paragraphs)
    for index in range(last + 1):
        here = [one for one in cable.headings if min(one.precedes, last) == index]
        found += [(one.anchor, "heading") for one in here]
        if index < last:
            paragraph = cable.paragraphs[index]
            for number, block in enumerate(paragraph.blocks):
                first = number == 0
                anchor = paragraph.anchor if first else block.anchor
                found.append((anchor, "paragraph" if first else "block"))
    found += [(line.anchor, "closing") for line in cable.closing]
    if cable.signature:
        found.append(("signature", "field"))
    return [{"anchor": anchor, "kind": kind} for anchor, kind in found]
