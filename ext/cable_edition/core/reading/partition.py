"""Partitions: every character of a stretch in one segment, and in one only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Segment
from cable_edition.core.cable.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


def partition(text: str, start: int, end: int, marks: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return a partition of ``text[start:end]`` made of ``marks`` and of what lies between.

    Where two marks overlap, content keeps its characters against a leftover; among equals the one
    that begins first does, the longer one if both begin together. White space between marks is
    ``blank``, all else ``unread``.
    """
    contents: list[Segment] = []
    leftovers: list[Segment] = []
    for one in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        (contents if one.content else leftovers).append(one)
    segments: list[Segment] = []
    cursor, index = start, 0
    for mark in [*contents, None]:
        first = end if mark is None else min(max(mark.span.start, cursor), end)
        while index < len(leftovers) and leftovers[index].span.start < first:
            cursor = _lay(text, cursor, first, leftovers[index], segments)
            if leftovers[index].span.end > first:
                break
            index += 1
        if cursor < first:
            segments.append(_between(text, cursor, first))
        cursor = first
        if mark is not None:
            cursor = _lay(text, cursor, end, mark, segments)
    return tuple(segments)


def _lay(text: str, cursor: int, end: int, mark: Segment, segments: list[Segment]) -> int:
    """Add ``mark``, as far as it lies in ``cursor`` to ``end``, and what comes before it."""
    first, last = max(mark.span.start, cursor), min(mark.span.end, end)
    if last <= first:
        return cursor
    if first > cursor:
        segments.append(_between(text, cursor, first))
    segments.append(Segment(mark.kind, Span(first, last), mark.content))
    return last


def _between(text: str, start: int, end: int) -> Segment:
    kind = "unread" if text[start:end].strip(WHITE) else "blank"
    return Segment(kind, Span(start, end), content=False)
