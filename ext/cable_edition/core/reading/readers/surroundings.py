"""The segments of what stands around a cable text: the record's fields, and furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.cable.model import Passage, Record, Segment, Value
from cable_edition.core.cable.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def record_of(fields: Mapping[str, Passage | None]) -> Record:
    """Return the record that has these passages under the names of its fields."""
    return Record(
        identifier=fields.get("identifier"),
        origin=fields.get("origin"),
        created=fields.get("created"),
        classification=fields.get("classification"),
        tags=fields.get("tags"),
        redacted=fields.get("redacted"),
        extract_note=fields.get("extract_note"),
        release=fields.get("release"),
        link=fields.get("link"),
    )


def outside(fields: dict[str, Passage], text: Span) -> dict[str, Passage]:
    """Return those of ``fields`` that stand clear of ``text``; the others are words of the text."""
    return {
        key: field
        for key, field in fields.items()
        if all(span.end <= text.start or span.start >= text.end for span in field.spans)
    }


def surroundings(
    fields: Iterable[Passage | Value], extent: Span, text: Span
) -> tuple[Segment, ...]:
    """Return a partition of ``extent`` less ``text``: the spans of ``fields``, and furniture.

    Fields must not overlap one another or ``text``.
    """
    spans = sorted(span for field in fields for span in field.spans)
    segments: list[Segment] = []
    for first, last in ((extent.start, text.start), (text.end, extent.end)):
        cursor = first
        for span in spans:
            if span.start < cursor or span.end > last or span.end == span.start:
                continue
            if span.start > cursor:
                segments.append(Segment("furniture", Span(cursor, span.start), content=False))
            segments.append(Segment("record", span, content=True))
            cursor = span.end
        if cursor < last:
            segments.append(Segment("furniture", Span(cursor, last), content=False))
    return tuple(segments)
