"""What was read from a cable text, moved to the coordinates of the source it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import (
    Addressee,
    Block,
    ClassifiedBy,
    Closing,
    Heading,
    Healing,
    Missing,
    Opening,
    PageMarker,
    Paragraph,
    Passage,
    Reference,
    Segment,
    TransmissionHeader,
    Value,
)
from cable_edition.core.cable.segments import Segments, packed
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.reading.text.parts import TextParts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cable_edition.core.problems import Problem
    from cable_edition.core.reading.header.transmission import HeaderParts


class Shift:
    """The move of every kind of value by one offset map."""

    def __init__(self, offsets: OffsetMap) -> None:
        self._offsets = offsets
        self.idle = offsets.plain and offsets.shift == 0

    def header(self, parts: HeaderParts) -> HeaderParts:
        """Return ``parts`` in source coordinates; ``end`` stays a position of the cable text."""
        if self.idle:
            return parts
        return replace(
            parts,
            header=self.transmission(parts.header),
            page_markers=self._markers(parts.page_markers),
            problems=self.problems(parts.problems),
            created=self._value(parts.created),
            level=self._value(parts.level),
        )

    def transmission(self, header: TransmissionHeader) -> TransmissionHeader:
        """Return the fields of a header in source coordinates."""
        return TransmissionHeader(
            transmission_id=self._value(header.transmission_id),
            message_datetime=self._value(header.message_datetime),
            precedence=self._value(header.precedence),
            sender=self._passage(header.sender),
            action=tuple(self._addressee(item) for item in header.action),
            info=tuple(self._addressee(item) for item in header.info),
            distribution=self._passages(header.distribution),
            drafted_by=self._passage(header.drafted_by),
            approved_by=self._passage(header.approved_by),
        )

    def text(self, parts: TextParts) -> TextParts:
        """Return ``parts`` in source coordinates."""
        if self.idle:
            return parts
        return TextParts(
            opening=self.opening(parts.opening),
            paragraphs=tuple(self._paragraph(item) for item in parts.paragraphs),
            headings=tuple(
                Heading(
                    item.anchor,
                    self._sure(item.passage),
                    item.precedes,
                    tuple(self._span(rule) for rule in item.rules),
                )
                for item in parts.headings
            ),
            closing=tuple(
                Closing(item.kind, item.anchor, self._sure(item.passage)) for item in parts.closing
            ),
            summary=parts.summary,
            summary_anchors=parts.summary_anchors,
            signature=self._passage(parts.signature),
            body_references=parts.body_references,
            page_markers=self._markers(parts.page_markers),
            healings=tuple(
                Healing(item.paragraph, item.offset, self._span(item.lifted), item.glued)
                for item in parts.healings
            ),
            missing=self._missing(parts.missing),
            problems=self.problems(parts.problems),
            found=parts.found,
        )

    def segments(self, segments: Sequence[Segment]) -> Sequence[Segment]:
        """Return a partition of the source from one of the text.

        Markup within the text becomes segments of its own, of the kind ``markup``.
        """
        if self.idle:
            return segments
        if self._offsets.plain:
            shift = self._offsets.shift
            row = packed(segments)
            if isinstance(row, Segments):
                return row.shifted(shift)
            return tuple(
                Segment(item.kind, Span(item.span[0] + shift, item.span[1] + shift), item.content)
                for item in row
            )
        return packed(self._cut(segments))

    def _cut(self, segments: Sequence[Segment]) -> list[Segment]:
        cut: list[Segment] = []
        markup = self._offsets.markup()
        whole = self._offsets.extent()
        cursor, index = whole.start, 0
        blank = Segment("blank", Span(0, self._offsets.length), content=False)
        for item in segments or (blank,):
            inside = item.span.end < self._offsets.length
            last = self._offsets.start(item.span.end) if inside else whole.end
            while index < len(markup) and markup[index].end <= last:
                if markup[index].start > cursor:
                    span = Span(cursor, markup[index].start)
                    cut.append(Segment(item.kind, span, item.content))
                cut.append(Segment("markup", markup[index], content=False))
                cursor = markup[index].end
                index += 1
            if last > cursor:
                cut.append(Segment(item.kind, Span(cursor, last), item.content))
                cursor = last
        return cut

    def problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Return ``problems`` with their offsets in the source."""
        if self.idle:
            return problems
        return tuple(
            item if item.offset is None else replace(item, offset=self._offsets.start(item.offset))
            for item in problems
        )

    def _span(self, span: Span) -> Span:
        return self._offsets.span(span)

    def _spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(map(self._offsets.span, spans))

    def _value(self, value: Value | None) -> Value | None:
        return None if value is None else Value(value.text, self._spans(value.spans))

    def _values(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(Value(value.text, self._spans(value.spans)) for value in values)

    def _sure(self, passage: Passage) -> Passage:
        return Passage(passage.text, self._spans(passage.spans), passage.glued)

    def _passage(self, passage: Passage | None) -> Passage | None:
        return None if passage is None else self._sure(passage)

    def _passages(self, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(self._sure(passage) for passage in passages)

    def _markers(self, markers: tuple[PageMarker, ...]) -> tuple[PageMarker, ...]:
        return tuple(PageMarker(marker.text, self._span(marker.span)) for marker in markers)

    def _addressee(self, item: Addressee) -> Addressee:
        return Addressee(
            item.name, self._span(item.span), item.route, item.precedence, item.mcn, item.excluded
        )

    def opening(self, opening: Opening) -> Opening:
        """Return the fields of an opening in source coordinates."""
        section, officer = opening.section_span, opening.classified_by
        return Opening(
            classification=self._value(opening.classification),
            captions=self._values(opening.captions),
            passing=self._passages(opening.passing),
            sections=opening.sections,
            section_span=self._span(section) if section else None,
            post=self._passage(opening.post),
            serial=self._passage(opening.serial),
            eo_line=self._passage(opening.eo_line),
            declassify_on=self._value(opening.declassify_on),
            tags=self._values(opening.tags),
            subject=self._passage(opening.subject),
            references=tuple(
                Reference(item.label, self._sure(item.passage), item.id, item.kind)
                for item in opening.references
            ),
            classified_by=ClassifiedBy(
                self._value(officer.name), self._value(officer.title), self._sure(officer.passage)
            )
            if officer
            else None,
            reasons=self._values(opening.reasons),
        )

    def _paragraph(self, item: Paragraph) -> Paragraph:
        return Paragraph(
            anchor=item.anchor,
            n=item.n,
            marking=self._value(item.marking),
            passage=self._sure(item.passage),
            blocks=tuple(
                Block(block.kind, block.anchor, self._sure(block.passage)) for block in item.blocks
            ),
            number_span=self._span(item.number_span) if item.number_span else None,
        )

    def _missing(self, missing: Missing) -> Missing:
        return replace(missing, garbled=self._spans(missing.garbled))
