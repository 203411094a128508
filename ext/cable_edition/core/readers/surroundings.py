"""The segments of what stands around a cable text: the record's fields, and furniture."""

from __future__ import annotations


from cable_edition.core.model import Passage, Segment
from cable_edition.core.span import Span
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def surroundings(fields: Iterable[Passage], extent: Span, text: Span) -> tuple[Segment, ...]:
    """Return a partition of ``extent`` less ``text``: the spans of ``fields``, and furniture.

    Fields must not overlap one another; those that reach into ``text`` are left out.
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
