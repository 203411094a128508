"""The proof of Web Annotations: notes, emendations and mentions of each cable, in every field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.references import items_of
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.graph_file import entry_addresses
from cable_edition.core.proof.data.json_files import check_json
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.settings.model import ON

#: The folder of the files.
NAME = "annotations"
#: Where the site is, seen from a file.
UP = "../../"
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]*")


def annotation_names(against: Against) -> Iterator[str]:
    """Yield the files of an edition that has Web Annotations, and their folder."""
    if against.settings.site.annotations == ON:
        yield NAME
        yield from (f"{NAME}/{one.id}.jsonld" for one in against.edition.cables)


def check_annotations(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs; nothing where the edition has none.

    Problems: ``field-differs``, ``file-missing``, ``file-unreadable``.
    """
    if against.settings.site.annotations != ON:
        return
    entries = entry_addresses(against, stated.base_url or UP)
    tags = {tag.id: tag.name for tag in against.edition.registers.tags}
    for one in against.edition.cables:
        path = folder / NAME / f"{one.id}.jsonld"
        yield from check_json(path, _Said(one, stated, entries, tags).page(), one.id)


class _Said:
    """What the annotations of one cable must say."""

    def __init__(
        self,
        one: EditedCable,
        stated: Stated,
        entries: dict[tuple[str, str], str],
        tags: dict[str, str],
    ) -> None:
        self._tags = tags
        self._one = one
        self._stated = stated
        self._entries = entries
        self._up = stated.base_url or UP
        self._id = f"{self._up}data/{NAME}/{one.id}.jsonld"

    def page(self) -> dict[str, Any]:
        said = [*self._notes(), *self._emendations(), *self._mentions()]
        whole = {"id": f"{self._id}#all", "type": "AnnotationCollection", "total": len(said)}
        whole["label"] = f"{self._one.id}: notes, emendations and mentions"
        return {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": self._id,
            "type": "AnnotationPage",
            "partOf": {**whole, "first": self._id, "last": self._id},
            "startIndex": 0,
            "rights": self._stated.licence,
            "items": said,
        }

    def _notes(self) -> Iterator[dict[str, Any]]:
        for note in self._one.notes:
            linked = [_source(source) for source in note.sources]
            said = self._annotation(note.id, "commenting")
            if note.author:
                said["creator"] = {"type": "Person", "name": note.author}
            about = [_words(plain(note.text), "commenting"), _words(note.kind, "classifying")]
            said["body"] = [*about, *linked]
            end = note.position
            if end is None or not note.lemma:
                said["target"] = self._place(note.anchor)
            else:
                said["target"] = self._stretch(note.anchor, end - len(note.lemma), end)
            yield said

    def _emendations(self) -> Iterator[dict[str, Any]]:
        for anchor, found in self._one.emendations.items():
            text = self._one.text(anchor)
            for one in found:
                said = self._annotation(one.id, "describing")
                words = f"The source has: {one.lemma} ({RULES[one.rule].name})."
                words += f" {plain(one.reason)}" if one.reason else ""
                said["body"] = [_words(words, "describing"), _words(one.rule, "classifying")]
                place = _whole_words(text, one.start + one.shift, len(one.reading))
                said["target"] = self._stretch(anchor, *place) if text else self._place(anchor)
                yield said

    def _mentions(self) -> Iterator[dict[str, Any]]:
        for anchor, _ in self._one.texts:
            for one in self._one.mentions.get(anchor, ()):
                said = self._annotation(f"m-{anchor}-{one.start}", "identifying")
                entry = self._entries[one.kind, one.entry]
                said["body"] = [
                    {"type": "SpecificResource", "source": entry, "purpose": "identifying"}
                ]
                said["target"] = self._stretch(anchor, one.start, one.end)
                yield said

    def _annotation(self, name: str, why: str) -> dict[str, Any]:
        return {"id": f"{self._id}#{name}", "type": "Annotation", "motivation": why}

    def _place(self, anchor: str) -> dict[str, Any]:
        fragment = {"type": "FragmentSelector", "value": anchor}
        fragment["conformsTo"] = "http://tools.ietf.org/rfc/rfc3236"
        words = self._stretch(anchor, 0, None)
        return {**words, "selector": [fragment, *words["selector"]]}

    def _row(self, anchor: str) -> str:
        """Return what the box of the record shows in a row; of words of the edition none."""
        cable, opening = self._one.cable, self._one.cable.opening
        if anchor == "section":
            return str((opening.sections or ("",))[0])
        if anchor == "source":
            return cable.source.name
        if anchor == "tags":
            named = ((tag.text, self._tags.get(tag.text)) for tag in opening.tags)
            return "; ".join(f"{code} ({name})" if name else code for code, name in named)
        if anchor == "references":
            return " ".join(
                ". ".join(filter(None, (item.label, item.text))) for item in items_of(cable)
            )
        if anchor in {"classification", "eo"}:
            found = opening.eo_line if anchor == "eo" else opening.classification
            return found.text if found else ""
        parts = {"captions": ", ", "passing": "; ", "reasons": ", "}
        return parts[anchor].join(item.text for item in getattr(opening, anchor))

    def _stretch(self, anchor: str, start: int, end: int | None) -> dict[str, Any]:
        text = self._one.text(anchor) or self._row(anchor)
        end = len(text) if end is None else end
        around = {"prefix": text[:start][-32:], "suffix": text[end:][:32]}
        return {
            "source": f"{self._up}cables/{self._one.id}.html#{anchor}",
            "selector": [
                {"type": "TextQuoteSelector", "exact": text[start:end], **around},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        }


def _words(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _source(source: str) -> dict[str, Any]:
    if _ADDRESS.fullmatch(source):
        return {"type": "SpecificResource", "source": source, "purpose": "linking"}
    return _words(plain(source), "linking")


def _whole_words(text: str, start: int, length: int) -> tuple[int, int]:
    """Return the words that a stretch touches; of an empty one between blanks the next or last."""
    blanks = [-1, *(at for at, mark in enumerate(text) if mark == " "), len(text)]
    end = start + length
    low = max(at for at in blanks if at < start) + 1
    high = min(at for at in blanks if at >= end)
    if low < high:
        return low, high
    words = [(first + 1, last) for first, last in pairwise(blanks) if first + 1 < last]
    return next((one for one in words if one[0] >= low), words[-1] if words else (0, 0))
