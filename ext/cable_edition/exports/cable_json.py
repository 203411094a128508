"""A cable as JSON: the record that ``parse`` prints, with the layers of the edition.

The schema is that of the record (``core/data/record.schema.json``) with one more key,
``editorial``, whose schema is ``data/editorial.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from cable_edition.core.cable.ids import docname_of
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import PlaceKind, places_of
from cable_edition.core.editing.words_alone import among_words
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.exports.info import EditionInfo

_EMENDATION_KEYS = (
    "id",
    "anchor",
    "start",
    "end",
    "source",
    "reading",
    "lemma",
    "read",
    "rule",
    "certainty",
    "reason",
)
#: Kind of a place -> its kind in the data; all others are fields of the record.
_KINDS: dict[PlaceKind, str] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "block": "block",
    "closing": "closing",
    "reference": "reference",
}
_NOTE_KEYS = ("id", "number", "anchor", "position", "lemma", "kind", "text", "author", "date")


def cable_data(one: EditedCable, info: EditionInfo) -> dict[str, Any]:
    """Return a cable with its layers, ready for JSON."""
    return {**one.cable.to_dict(), "editorial": _editorial(one, info)}


def cable_line(one: EditedCable, info: EditionInfo) -> str:
    """Return a cable as one line of JSON without a line end."""
    return dumps(cable_data(one, info))


def dumps(value: Any) -> str:
    """Return compact JSON in Unicode; lone surrogates, which UTF-8 cannot hold, are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def _editorial(one: EditedCable, info: EditionInfo) -> dict[str, Any]:
    texts = dict(one.texts)
    return {
        "id": one.id,
        "date": one.date,
        "address": info.address(f"{docname_of(one.id)}.html"),
        "edition": {
            "title": info.title,
            "version": info.version,
            "doi": info.doi_of(one.id) or None,
        },
        "anchors": [{"anchor": name, "kind": kind} for name, kind in anchors_of(one.cable)],
        "readings": [
            {"anchor": anchor, "text": texts[anchor]}
            for anchor, emendations in one.emendations.items()
            if emendations
        ],
        "emendations": [
            {name: getattr(item, name) for name in _EMENDATION_KEYS}
            for items in one.emendations.values()
            for item in items
        ],
        "notes": [
            {name: getattr(note, name) for name in _NOTE_KEYS} | {"sources": list(note.sources)}
            for note in one.notes
        ],
        "marks": list(_marks(one)),
        "redactions": [
            {"reason": note.reason, "date": note.date, "places": note.places}
            for note in one.redactions
        ],
        "mentions": [
            {
                "anchor": mention.anchor,
                "start": mention.start,
                "end": mention.end,
                "words": texts[mention.anchor][mention.start : mention.end],
                "kind": mention.kind,
                "entry": mention.entry,
                "sense": mention.sense,
            }
            for anchor, _ in one.texts
            for mention in one.mentions.get(anchor, ())
        ],
    }


def _marks(one: EditedCable) -> Iterator[dict[str, Any]]:
    for part in one.cable.paragraphs:
        anchors = [
            block.anchor if place else part.anchor for place, block in enumerate(part.blocks)
        ]
        texts = [one.text(anchor) for anchor in anchors]
        among = among_words(one.cable, part, texts, one.emendations)
        for anchor, found in zip(anchors, among, strict=True):
            for item in found:
                where = {"anchor": anchor, "start": item.start, "end": item.end}
                yield {**where, "mark": item.mark or None}


def anchors_of(cable: Cable) -> list[tuple[str, str]]:
    """Return every anchor of a cable's page that stands on its words, with its kind, in order."""
    return [
        (place.anchor, _KINDS.get(place.kind, "field"))
        for place in places_of(cable)
        if place.passage is not None
    ]


@cache
def cable_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a cable as the edition publishes it."""
    core = files("cable_edition.core") / "data" / "record.schema.json"
    own = files("cable_edition.exports") / "data" / "editorial.schema.json"
    schema: dict[str, Any] = json.loads(core.read_text("utf-8"))
    schema["$id"] = schema["$id"].replace(":record:", ":cable:")
    schema["title"] = "Diplomatic cable in an edition"
    schema["properties"]["editorial"] = json.loads(own.read_text("utf-8"))
    schema["required"] = [*schema["required"], "editorial"]
    return schema
