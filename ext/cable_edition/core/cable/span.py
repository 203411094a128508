"""Spans of a source, and the way from an isolated cable text to the source it stands in."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from cable_edition.core.late_methods import dataclass


class Span(NamedTuple):
    """A stretch of the decoded source: ``start`` inclusive, ``end`` exclusive, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A monotone map from positions in a cable text to positions in the decoded source.

    The text is a row of pieces without gaps. Piece ``i`` starts at ``starts[i]`` in the text and
    at ``sources[i]`` in the source. Where ``widths[i]`` is negative the characters of the piece
    are those of the source, one to one; else the piece stands for ``widths[i]`` characters of the
    source as a whole (an entity, an escaped quotation mark), and a piece without text stands for
    markup. ``length`` is that of the text. An empty row of pieces is the plain shift by ``shift``.
    """

    shift: int = 0
    starts: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    length: int = 0

    @property
    def plain(self) -> bool:
        """Whether the text is one stretch of the source, character by character."""
        return not self.starts

    def start(self, position: int) -> int:
        """Return where the character at ``position`` of the text begins in the source."""
        if not self.starts:
            return position + self.shift
        index = bisect_right(self.starts, position) - 1
        if self.widths[index] >= 0:
            return self.sources[index]
        return self.sources[index] + position - self.starts[index]

    def end(self, position: int) -> int:
        """Return where the character before ``position`` of the text ends in the source."""
        if not self.starts:
            return position + self.shift
        if position <= 0:
            return self.start(0)
        index = bisect_right(self.starts, position - 1) - 1
        if self.widths[index] >= 0:
            return self.sources[index] + self.widths[index]
        return self.sources[index] + position - self.starts[index]

    def span(self, span: Span) -> Span:
        """Return the stretch of the source that ``span`` of the text stands for."""
        if not self.starts:
            return Span(span.start + self.shift, span.end + self.shift)
        start = self.start(span.start)
        return Span(start, start if span.end <= span.start else self.end(span.end))

    def extent(self) -> Span:
        """Return the stretch of the source of all pieces, markup at the ends too."""
        last = self.end(self.length)
        if self.widths[-1] >= 0:
            last = self.sources[-1] + self.widths[-1]
        return Span(self.sources[0], last)

    def position(self, source: int) -> int:
        """Return the position in the text that a position in the source falls on."""
        if not self.starts:
            return source - self.shift
        index = max(0, bisect_right(self.sources, source) - 1)
        if self.widths[index] < 0:
            return self.starts[index] + source - self.sources[index]
        if source >= self.sources[index] + self.widths[index]:
            return self._after(index)
        return self.starts[index]

    def markup(self) -> list[Span]:
        """Return the stretches of the source inside the text that are markup, not characters."""
        return [
            Span(self.sources[index], self.sources[index] + self.widths[index])
            for index in range(len(self.starts))
            if self.widths[index] > 0 and self.starts[index] == self._after(index)
        ]

    def _after(self, index: int) -> int:
        """Return where the text of a piece ends; the next one begins there."""
        if index + 1 < len(self.starts):
            return self.starts[index + 1]
        return self.length


#: The text is the source.
IDENTITY = OffsetMap()
