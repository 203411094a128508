"""What the edition knows of the words of a cable, as TEI elements over the tape.

The words that a layer names are never copied from the layer: an overlay only goes around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cable_edition.core.edition import EditedCable
from cable_edition.core.ids import unique_anchor
from cable_edition.core.model import Passage
from cable_edition.exports.overlay import Overlay
from cable_edition.exports.tape import PassageMap, Tape
from cable_edition.exports.xml import attribute

#: Kind of entry -> element and its type.
_ELEMENTS = {
    "person": ("persName", ""),
    "organization": ("orgName", ""),
    "term": ("term", "glossary"),
    "tag": ("term", "tag"),
    "post": ("orgName", "post"),
}
#: Letters that a publisher put in place of words (parse contract, ``missing.redactions``).
_REDACTED = re.compile(r"X{4,}+")

#: (kind, id) of an entry of the registers -> its anchor.
EntryAnchors = Mapping[tuple[str, str], str]


def passages_by_anchor(one: EditedCable) -> dict[str, Passage]:
    """Return the passage behind each anchor at which layers may stand."""
    cable = one.cable
    found = {block.anchor: block.passage for par in cable.paragraphs for block in par.blocks}
    found |= {heading.anchor: heading.passage for heading in cable.headings}
    found |= {line.anchor: line.passage for line in cable.closing}
    if cable.opening.subject:
        found["subject"] = cable.opening.subject
    if cable.opening.classified_by:
        found["classified-by"] = cable.opening.classified_by.passage
    if cable.signature:
        found["signature"] = cable.signature
    return found


class TeiLayers:
    """The overlays of one cable."""

    def __init__(self, one: EditedCable, tape: Tape, anchors: EntryAnchors) -> None:
        self._one = one
        self._tape = tape
        self._anchors = anchors
        self._passages = passages_by_anchor(one)

    def overlays(self) -> Iterator[Overlay]:
        """Yield all overlays, in no order."""
        yield from self._mentions()
        yield from self._tags()
        yield from self._references()
        yield from self._doubts()

    def _mentions(self) -> Iterator[Overlay]:
        for anchor, mentions in self._one.mentions.items():
            passage = self._passages.get(anchor)
            if passage is None:
                continue
            places = PassageMap(self._tape, passage)
            for mention in mentions:
                if 0 <= mention.start < mention.end <= places.length:
                    start, end = places.span(mention.start, mention.end)
                    sense = mention.sense or ""
                    yield self._entry(start, end, mention.kind, mention.entry, sense)

    def _entry(self, start: int, end: int, kind: str, entry: str, sense: str = "") -> Overlay:
        tag, type_ = _ELEMENTS[kind]
        anchor = self._anchors.get((kind, entry))
        head = [f"<{tag}"]
        head += [f'type="{type_}"'] if type_ else []
        head += [f'subtype="{attribute(sense)}"'] if sense else []
        head.append(f'key="{attribute(entry)}"')
        head += [f'ref="#{attribute(anchor)}"'] if anchor else []
        return Overlay(start, end, " ".join(head) + ">", f"</{tag}>")

    def _tags(self) -> Iterator[Overlay]:
        for tag in self._one.cable.opening.tags:
            spans = self._tape.spans(tag.spans)
            if spans and spans[0].start < spans[-1].end:
                yield self._entry(spans[0].start, spans[-1].end, "tag", tag.text)

    def _references(self) -> Iterator[Overlay]:
        for reference in self._one.cable.opening.references:
            spans = self._tape.spans(reference.passage.spans)
            if spans and spans[0].start < spans[-1].end:
                head = _reference(reference.kind, reference.id, reference.label)
                yield Overlay(spans[0].start, spans[-1].end, head, "</ref>")
        bodies = {par.anchor: par for par in self._one.cable.paragraphs}
        maps: dict[str, PassageMap] = {}
        for item in self._one.cable.body_references:
            par = bodies.get(item.paragraph)
            if par is None or not item.text:
                continue
            if item.paragraph not in maps:
                maps[item.paragraph] = PassageMap(self._tape, par.passage)
            end = item.offset + len(item.text)
            if end <= maps[item.paragraph].length:
                span = maps[item.paragraph].span(item.offset, end)
                yield Overlay(*span, _reference("cable", item.id, item.label), "</ref>")

    def _doubts(self) -> Iterator[Overlay]:
        for span in self._tape.spans(self._one.cable.missing.garbled):
            if span.start < span.end:
                yield Overlay(*span, '<unclear reason="garbled">', "</unclear>")
        text = self._tape.text
        if "XXXX" not in text:
            return
        for piece in self._tape.pieces:
            if piece.content:
                for match in _REDACTED.finditer(text, piece.start, piece.end):
                    head = '<gap reason="redacted" agent="publisher"><desc>'
                    yield Overlay(match.start(), match.end(), head, "</desc></gap>", whole=True)


def _reference(kind: str, cable: str | None, label: str | None) -> str:
    head = [f'<ref type="{attribute(kind)}"']
    head += [f'cRef="{attribute(cable)}"'] if cable else []
    head += [f'n="{attribute(label)}"'] if label else []
    return " ".join(head) + ">"


def xml_id(cable: str, anchor: str = "") -> str:
    """Return the ``xml:id`` of a place, unique in a corpus (``c-05OTTAWA286-p4``)."""
    return unique_anchor(cable, anchor)
