"""What the edition knows of the words of a cable, as TEI elements over the transcript.

The words that a layer names are never copied from the layer: an overlay only goes around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cable_edition.core.cable.model import Span, Value
from cable_edition.core.cable.places import passages_of, reference_anchors
from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.editing.gap import gaps
from cable_edition.core.editing.notes import Note
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.editorial_text import plain
from cable_edition.exports.overlay import Overlay
from cable_edition.exports.tei_bibl import write_sources
from cable_edition.exports.tei_corrections import CorrectedParts
from cable_edition.exports.tei_ids import editors_id, xml_id
from cable_edition.exports.transcript import PassageMap, Transcript
from cable_edition.exports.xml import XmlWriter, attribute

#: Kind of entry -> element and its type.
_ELEMENTS = {
    "person": ("persName", ""),
    "organization": ("orgName", ""),
    "term": ("term", "glossary"),
    "tag": ("term", "tag"),
    "post": ("orgName", "post"),
}
#: Letters that a publisher put in place of words (``missing.redactions`` of the record).
_REDACTED = re.compile(r"X{4,}+")

#: How sure an editor is of a reading -> certainty in TEI's own words.
_CERTAINTY = {"certain": "high", "probable": "medium", "possible": "low"}

#: (kind, id) of an entry of the registers -> its anchor.
EntryAnchors = Mapping[tuple[str, str], str]


def in_source(position: int, emendations: Sequence[Emendation]) -> int:
    """Return the place in the source text at an anchor of a place in its reading text."""
    shift = 0
    for one in emendations:
        if one.reading_end > position:
            break
        shift = one.end - one.reading_end
    return position + shift


class TeiLayers:
    """The overlays of one cable."""

    def __init__(self, one: EditedCable, transcript: Transcript, anchors: EntryAnchors) -> None:
        self._one = one
        self._transcript = transcript
        self._anchors = anchors
        # What only the record around the text says has no place in it.
        self._passages = {
            anchor: passage
            for anchor, passage in passages_of(one.cable).items()
            if one.cable.transmits(passage)
        }
        self._maps: dict[str, PassageMap] = {}
        self._corrections = CorrectedParts(one)

    def overlays(self) -> Iterator[Overlay]:
        """Yield all overlays, in no order."""
        yield from self._emendations()
        yield from self._notes()
        yield from self._mentions()
        yield from self._tags()
        yield from self._references()
        yield from self._doubts()

    def _places(self, anchor: str) -> PassageMap | None:
        if anchor not in self._maps and anchor in self._passages:
            self._maps[anchor] = PassageMap(self._transcript, self._passages[anchor])
        return self._maps.get(anchor)

    def _emendations(self) -> Iterator[Overlay]:
        for anchor, emendations in self._one.emendations.items():
            places = self._places(anchor)
            for one in emendations if places else ():
                if places and one.end <= places.length:
                    span = places.span(one.start, one.end)
                    yield Overlay(*span, "<choice><sic>", self._corrected(one), whole=True)

    def _corrected(self, one: Emendation) -> str:
        xml = XmlWriter()
        xml.start(
            "corr",
            xml_id=xml_id(self._one.id, one.id),
            type=one.rule,
            ana=f"#rule-{one.rule}",
            resp=f"#{editors_id(self._one.id)}",
            cert=_CERTAINTY[one.certainty],
        )
        xml.text(one.reading)
        xml.end()
        return f"</sic>{xml.markup()}</choice>"

    def _notes(self) -> Iterator[Overlay]:
        for note in self._one.notes:
            places = self._places(note.anchor)
            if places is None:
                position = self._field_end(note.anchor)
            elif note.position is None:
                position = places.end(places.length)
            else:
                emendations = self._one.emendations.get(note.anchor, ())
                position = places.end(in_source(note.position, emendations))
            yield Overlay(position, position, self._note(note), "")

    def _note(self, note: Note) -> str:
        xml = XmlWriter()
        xml.start(
            "note",
            xml_id=xml_id(self._one.id, note.id),
            type=note.kind,
            n=note.number,
            resp=f"#{editors_id(self._one.id)}",
        )
        xml.element("p", plain(note.text))
        write_sources(xml, note.sources)
        xml.end()
        return xml.markup()

    def _field_end(self, anchor: str) -> int:
        """Return where a field of the opening ends; its start where the field has no words."""
        opening = self._one.cable.opening
        fields: dict[str, Sequence[Span]] = {
            "classification": opening.classification.spans if opening.classification else (),
            "section": [opening.section_span] if opening.section_span else (),
            "captions": [span for item in opening.captions for span in item.spans],
            "passing": [span for item in opening.passing for span in item.spans],
            "eo": opening.eo_line.spans if opening.eo_line else (),
            "tags": [span for item in opening.tags for span in item.spans],
            "references": [s for item in opening.references for s in item.passage.spans],
            "reasons": [span for item in opening.reasons for span in item.spans],
        }
        spans = self._transcript.spans(fields.get(anchor, ()))
        first = self._transcript.pieces[0].start if self._transcript.pieces else 0
        return max((span.end for span in spans), default=first)

    def _mentions(self) -> Iterator[Overlay]:
        for anchor, mentions in self._one.mentions.items():
            places = self._places(anchor)
            emendations = self._one.emendations.get(anchor, ())
            for mention in mentions if places else ():
                start = in_source(mention.start, emendations)
                end = in_source(mention.end, emendations)
                if places and 0 <= start < end <= places.length:
                    first, last = places.span(start, end)
                    sense = mention.sense or ""
                    yield self._entry(first, last, mention.kind, mention.entry, sense)

    def _entry(
        self, start: int, end: int, kind: str, entry: str, sense: str = "", resp: str | None = None
    ) -> Overlay:
        tag, type_ = _ELEMENTS[kind]
        anchor = self._anchors.get((kind, entry))
        head = [f"<{tag}"]
        head += [f'type="{type_}"'] if type_ else []
        head += [f'subtype="{attribute(sense)}"'] if sense else []
        head.append(f'key="{attribute(entry)}"')
        head += [f'ref="#{attribute(anchor)}"'] if anchor else []
        head += [f'resp="{resp}"'] if resp else []
        return Overlay(start, end, " ".join(head) + ">", f"</{tag}>")

    def _tags(self) -> Iterator[Overlay]:
        for tag in self._one.cable.opening.tags:
            spans = self._transcript.spans(tag.spans)
            if spans and spans[0].start < spans[-1].end:
                resp = self._corrections.means("tag", tag.text, tag.spans)
                yield self._entry(spans[0].start, spans[-1].end, "tag", tag.text, resp=resp)

    def _references(self) -> Iterator[Overlay]:
        for anchor, reference in reference_anchors(self._one.cable):
            spans = self._transcript.spans(reference.passage.spans)
            if spans and spans[0].start < spans[-1].end:
                identity = xml_id(self._one.id, anchor)
                resp = self._corrections.means("reference", reference.id, reference.passage.spans)
                head = _reference(reference.kind, reference.id, reference.label, identity, resp)
                yield Overlay(spans[0].start, spans[-1].end, head, "</ref>")
        bodies = {par.anchor: par for par in self._one.cable.paragraphs}
        maps: dict[str, PassageMap] = {}
        for item in self._one.cable.body_references:
            par = bodies.get(item.paragraph)
            if par is None or not item.text:
                continue
            if item.paragraph not in maps:
                maps[item.paragraph] = PassageMap(self._transcript, par.passage)
            end = item.offset + len(item.text)
            if end <= maps[item.paragraph].length:
                span = maps[item.paragraph].span(item.offset, end)
                resp = self._corrections.cited(item, span, self._transcript)
                yield Overlay(*span, _reference("cable", item.id, item.label, resp=resp), "</ref>")

    def _pages(self) -> Iterator[Overlay]:
        """Yield the ends of pages of which no character stands in the text."""
        cable = self._one.cable
        for marker in cable.page_markers:
            if cable.transmits(Value("", (marker.span,))) and cable.words(marker.span).strip():
                continue
            position = self._transcript.position(marker.span.start)
            number = re.search("[0-9]+", marker.text)
            xml = XmlWriter()
            xml.empty("milestone", unit="page", n=number[0].lstrip("0") if number else None)
            yield Overlay(position, position, xml.markup(), "")

    def _excisions(self) -> Iterator[Overlay]:
        for item in self._one.cable.excisions:
            places = self._places(item.anchor) if item.anchor else None
            if places and item.end <= places.length:
                reason = attribute(" ".join(["excised", *item.exemptions]))
                head = f'<gap reason="{reason}" agent="releasing-body"><desc>'
                span = places.span(item.start, item.end)
                yield Overlay(*span, head, "</desc></gap>", whole=True)

    def _doubts(self) -> Iterator[Overlay]:
        for span in self._transcript.spans(self._one.cable.missing.garbled):
            if span.start < span.end:
                yield Overlay(*span, '<unclear reason="garbled">', "</unclear>")
        yield from self._excisions()
        yield from self._pages()
        text = self._transcript.text
        for span in gaps(text) if self._one.redactions else ():
            head = '<gap reason="redacted" agent="editor"><desc>'
            yield Overlay(*span, head, "</desc></gap>", whole=True)
        if "XXXX" not in text:
            return
        for piece in self._transcript.pieces:
            if piece.content:
                for match in _REDACTED.finditer(text, piece.start, piece.end):
                    head = '<gap reason="redacted" agent="publisher"><desc>'
                    yield Overlay(match.start(), match.end(), head, "</desc></gap>", whole=True)


def _reference(
    kind: str, cable: str | None, label: str | None, identity: str = "", resp: str | None = None
) -> str:
    head = [f'<ref type="{attribute(kind)}"']
    head += [f'xml:id="{identity}"'] if identity else []
    head += [f'cRef="{attribute(cable)}"'] if cable else []
    head += [f'n="{attribute(label)}"'] if label else []
    head += [f'resp="{resp}"'] if resp else []
    return " ".join(head) + ">"
