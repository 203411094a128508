"""Notes, mentions and emendations as Web Annotations (W3C Web Annotation Data Model).

One file a cable: an ``AnnotationPage``, the only one of the cable's collection. Words are told in
two ways: by the words themselves with what stands before and after them, and by their place in the
reading text of the paragraph, which is the source of the annotation. Programs that know only one of
the two ways exist for each. Note numbers and portion marks are no part of that text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.editing.notes import Note
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.registers.mentions import Mention
from cable_edition.exports.cable_json import dumps
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.row_words import row_words
from cable_edition.exports.tei_registers import entry_addresses
from cable_edition.exports.xml import is_address

#: The folder of the files, in that of the data.
FOLDER = "annotations"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: What a fragment means on a page of HTML.
_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3236"
#: So many characters before and after the words.
_AROUND = 32


def annotations_file(cable: str) -> str:
    """Return the file of a cable in the folder of data."""
    return f"{FOLDER}/{cable}.jsonld"


class Annotations:
    """Makes the annotations of the cables of one edition."""

    def __init__(self, edition: Edition, info: EditionInfo) -> None:
        self._info = info
        self._entries = entry_addresses(edition.registers, info.entries_per_page)
        self._tags = {tag.id: tag.name for tag in edition.registers.tags}
        # Without an address of the edition, all is named from the file.
        self._root = info.base_url or "../../"

    def page(self, one: EditedCable) -> dict[str, Any]:
        """Return the annotations of a cable."""
        name = f"{self._root}data/{annotations_file(one.id)}"
        items = [*self._notes(one, name), *self._emendations(one, name), *self._mentions(one, name)]
        return {
            "@context": CONTEXT,
            "id": name,
            "type": "AnnotationPage",
            "partOf": {
                "id": f"{name}#all",
                "type": "AnnotationCollection",
                "label": f"{one.id}: notes, emendations and mentions",
                "total": len(items),
                "first": name,
                "last": name,
            },
            "startIndex": 0,
            "rights": self._info.licence,
            "items": items,
        }

    def _notes(self, one: EditedCable, name: str) -> Iterator[dict[str, Any]]:
        for note in one.notes:
            end = note.position or 0
            target = self._words(one, note.anchor, end - len(note.lemma), end)
            yield {
                **_annotation(f"{name}#{note.id}", "commenting"),
                **({"creator": {"type": "Person", "name": note.author}} if note.author else {}),
                "body": [*_note_bodies(note)],
                "target": target,
            }

    def _emendations(self, one: EditedCable, name: str) -> Iterator[dict[str, Any]]:
        for anchor, emendations in one.emendations.items():
            for emendation in emendations:
                start, end = emendation.reading_start, emendation.reading_end
                start, end = _in_words(one.text(anchor), start, end)
                yield {
                    **_annotation(f"{name}#{emendation.id}", "describing"),
                    "body": [*_emendation_bodies(emendation)],
                    "target": self._words(one, anchor, start, end),
                }

    def _mentions(self, one: EditedCable, name: str) -> Iterator[dict[str, Any]]:
        for anchor, _ in one.texts:
            for mention in one.mentions.get(anchor, ()):
                yield {
                    **_annotation(f"{name}#m-{anchor}-{mention.start}", "identifying"),
                    "body": [self._entry(mention)],
                    "target": self._words(one, anchor, mention.start, mention.end),
                }

    def _entry(self, mention: Mention) -> dict[str, Any]:
        address = f"{self._root}{self._entries[mention.kind, mention.entry]}"
        return {"type": "SpecificResource", "source": address, "purpose": "identifying"}

    def _page(self, one: EditedCable) -> str:
        return f"{self._root}cables/{one.id}.html"

    def _whole(self, one: EditedCable, anchor: str) -> dict[str, Any]:
        """Return the whole of what stands at an anchor, by its name and by its words."""
        fragment = {"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": anchor}
        text = one.text(anchor) or row_words(one, anchor, self._tags)
        words = _selectors(text, 0, len(text))
        return {"source": f"{self._page(one)}#{anchor}", "selector": [fragment, *words]}

    def _words(self, one: EditedCable, anchor: str, start: int, end: int) -> dict[str, Any]:
        if start == end:
            return self._whole(one, anchor)
        selectors = _selectors(one.text(anchor), start, end)
        return {"source": f"{self._page(one)}#{anchor}", "selector": selectors}


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    quoted = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    return [quoted, {"type": "TextPositionSelector", "start": start, "end": end}]


def _annotation(name: str, motivation: str) -> dict[str, Any]:
    return {"id": name, "type": "Annotation", "motivation": motivation}


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _note_bodies(note: Note) -> Iterator[dict[str, Any]]:
    yield _text(plain(note.text), "commenting")
    yield _text(note.kind, "classifying")
    for source in note.sources:
        if is_address(source):
            yield {"type": "SpecificResource", "source": source, "purpose": "linking"}
        else:
            yield _text(plain(source), "linking")


def _emendation_bodies(one: Emendation) -> Iterator[dict[str, Any]]:
    rule = RULES[one.rule]
    words = f"The source has: {one.lemma} ({rule.name})."
    if one.reason:
        words = f"{words} {plain(one.reason)}"
    yield _text(words, "describing")
    yield _text(one.rule, "classifying")


def _in_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch widened to the blanks around it; where that is nothing, the word beside."""
    while start and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    if start == end:
        start = end = len(text) - len(text[end:].lstrip(" "))
        if end == len(text):
            start = text.rstrip(" ").rfind(" ") + 1
        while end < len(text) and text[end] != " ":
            end += 1
    return start, end


class AnnotationFolder:
    """Writes the files into a folder of data; a file is written only if its bytes differ."""

    def __init__(self, folder: Path, edition: Edition, info: EditionInfo) -> None:
        self._folder = folder
        self._cables = edition.cables
        self._annotations = Annotations(edition, info)
        #: How many files :meth:`write` has written, which were not there with the same bytes.
        self.changed = 0

    def write(self) -> None:
        """Write all files; take away those of cables that the edition no longer has."""
        (self._folder / FOLDER).mkdir(parents=True, exist_ok=True)
        ours = set()
        for one in self._cables:
            path = self._folder / annotations_file(one.id)
            data = (dumps(self._annotations.page(one)) + "\n").encode("utf-8")
            if not path.is_file() or path.read_bytes() != data:
                path.write_bytes(data)
                self.changed += 1
            ours.add(path.name)
        for path in sorted((self._folder / FOLDER).glob("*.jsonld")):
            if is_valid_id(path.stem) and path.name not in ours:
                path.unlink()
