"""Partitions: every character of a stretch in one segment, and in one only."""

from __future__ import annotations


from cable_edition.core.model import WHITE, Segment
from cable_edition.core.span import Span
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def partition(text: str, start: int, end: int, marks: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return a partition of ``text[start:end]`` made of ``marks`` and of what lies between.

    Where two marks overlap the one that begins first keeps its characters, the longer one if both
    begin together. White space between marks is ``blank``, all else ``unread``.
    """
    segments: list[Segment] = []
    cursor = start
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        first, last = max(mark.span.start, cursor), min(mark.span.end, end)
        if last <= first:
            continue
        if first > cursor:
            segments.append(_between(text, cursor, first))
        span = (
            mark.span if first == mark.span.start and last == mark.span.end else Span(first, last)
        )
        segments.append(Segment(mark.kind, span, mark.content))
        cursor = last
    if cursor < end:
        segments.append(_between(text, cursor, end))
    return tuple(segments)


def _between(text: str, start: int, end: int) -> Segment:
    kind = "unread" if text[start:end].strip(WHITE) else "blank"
    return Segment(kind, Span(start, end), content=False)
