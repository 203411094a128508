"""Partitions: every character of a stretch in one segment, and in one only."""

from __future__ import annotations

from itertools import chain, compress
from operator import itemgetter, lt
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Segment
from cable_edition.core.cable.segments import Segments, Sort, code_of
from cable_edition.core.cable.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


def partition(text: str, start: int, end: int, marks: Iterable[Segment]) -> Segments:
    """Return a partition of ``text[start:end]`` made of ``marks`` and of what lies between.

    Where two marks overlap, content keeps its characters against a leftover; among equals the one
    that begins first does, the longer one if both begin together. White space between marks is
    ``blank``, all else ``unread``.
    """
    ordered = sorted(marks, key=_SPAN)
    if ordered:
        kinds, spans, contents = zip(*ordered, strict=True)
        bounds = [start, *chain.from_iterable(spans), end]
        sorts = zip(kinds, contents, strict=True)
        row = apart(text, bounds, map(code_of.__getitem__, sorts))
        if row is not None:
            return row
    ordered.sort(key=_place)
    if _apart(ordered, start, end):
        return _between(text, start, end, ordered)
    return _overlapping(text, start, end, ordered)


def painted(text: str, start: int, end: int, marks: list[tuple[int, int, str, bool]]) -> Segments:
    """Return the partition that :func:`partition` makes of marks, given by bounds and sort."""
    ordered = sorted(marks, key=_BOUNDS)
    if ordered:
        starts, ends, kinds, contents = zip(*ordered, strict=True)
        bounds = [start] * (2 * len(ordered) + 2)
        bounds[1:-1:2], bounds[2::2], bounds[-1] = starts, ends, end
        sorts = zip(kinds, contents, strict=True)
        if (row := apart(text, bounds, map(code_of.__getitem__, sorts))) is not None:
            return row
    whole = [Segment(kind, Span(low, high), content) for low, high, kind, content in marks]
    return partition(text, start, end, whole)


def apart(text: str, bounds: list[int], codes: Iterable[int]) -> Segments | None:
    """Return the partition of marks that lie apart with nothing but white space between them.

    ``bounds`` are the start of the partition, the bounds of each mark in order, and the end;
    ``codes`` says of what sort each mark is (:data:`~cable_edition.core.cable.segments.code_of`).
    Returns ``None`` where a mark lies over another, or words lie between. Most are so, and need no
    step of Python for each mark: a third of the time.
    """
    if bounds != sorted(bounds):
        return None
    after = bounds[1:]
    gaps = [text[low:high] for low, high in zip(bounds[::2], bounds[1::2], strict=True)]
    if "".join(gaps).strip(WHITE):
        return None
    every = [_BLANK_CODE] * len(after)
    every[1::2] = codes
    filled = list(map(lt, bounds, after))
    if not any(filled):
        return Segments()
    return Segments.of_codes([bounds[0], *compress(after, filled)], list(compress(every, filled)))


def _overlapping(text: str, start: int, end: int, ordered: list[Segment]) -> Segments:
    """Return the partition of marks of which some lie over others."""
    row = _Row(text, start)
    contents = [one for one in ordered if one.content]
    leftovers = [one for one in ordered if not one.content]
    index = 0
    for mark in [*contents, None]:
        first = end if mark is None else min(max(mark.span.start, row.cursor), end)
        while index < len(leftovers) and leftovers[index].span.start < first:
            row.lay(first, leftovers[index])
            if leftovers[index].span.end > first:
                break
            index += 1
        row.fill(first)
        if mark is not None:
            row.lay(end, mark)
    return Segments(row.bounds if row.sorts else (), row.sorts)


def _apart(marks: list[Segment], start: int, end: int) -> bool:
    """Tell whether marks in order lie between two offsets and none over another, as most do."""
    at = start
    for _, (first, last), _ in marks:
        if first < at or last < first:
            return False
        at = last
    return at <= end


def _between(text: str, start: int, end: int, marks: list[Segment]) -> Segments:
    """Return the partition of marks that lie apart; a row made without calls for each of them."""
    bounds = [start]
    sorts: list[Sort] = []
    for kind, (first, last), content in marks:
        if first > start:
            sorts.append(_UNREAD if text[start:first].strip(WHITE) else _BLANK)
            bounds.append(first)
            start = first
        if last > first:
            sorts.append((kind, content))
            bounds.append(last)
            start = last
    if end > start:
        sorts.append(_UNREAD if text[start:end].strip(WHITE) else _BLANK)
        bounds.append(end)
    return Segments(bounds if sorts else (), sorts)


_UNREAD: Sort = ("unread", False)
_BLANK: Sort = ("blank", False)
_BLANK_CODE = code_of[_BLANK]


_SPAN, _BOUNDS = itemgetter(1), itemgetter(0, 1)


def _place(mark: Segment) -> tuple[int, int]:
    start, end = mark.span
    return start, -end


class _Row:
    """A partition as far as it is made: to ``cursor``."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.cursor = start
        self.bounds = [start]
        self.sorts: list[Sort] = []

    def lay(self, end: int, mark: Segment) -> None:
        """Add ``mark``, as far as it lies between the cursor and ``end``, and what is before it."""
        kind, (first, last), content = mark
        first, last = max(first, self.cursor), min(last, end)
        if last > first:
            self.fill(first)
            self.add(kind, last, content=content)

    def fill(self, end: int) -> None:
        """Add what no mark names, up to ``end``."""
        if end > self.cursor:
            kind = "unread" if self.text[self.cursor : end].strip(WHITE) else "blank"
            self.add(kind, end, content=False)

    def add(self, kind: str, end: int, *, content: bool) -> None:
        """Add what reaches from the cursor to ``end``."""
        self.bounds.append(end)
        self.sorts.append((kind, content))
        self.cursor = end
