"""A cable text put together from pieces of a source that are escaped there."""

from __future__ import annotations

from cable_edition.core.cable.span import OffsetMap


class Pieces:
    """Builds a text and its offset map; pieces are added in the order of the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._words: list[str] = []
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._widths: list[int] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def plain(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` as it stands."""
        if end > start:
            self._add(self._source[start:end], start, -1)

    def escaped(self, words: str, start: int, end: int) -> None:
        """Add ``words``, for which ``source[start:end]`` stands as a whole; they may be empty."""
        if end > start:
            self._add(words, start, end - start)

    def _add(self, words: str, start: int, width: int) -> None:
        self._words.append(words)
        self._starts.append(self._length)
        self._sources.append(start)
        self._widths.append(width)
        self._length += len(words)

    def text(self) -> str:
        """Return the text."""
        return "".join(self._words)

    def offsets(self) -> OffsetMap:
        """Return the map; that of a single plain piece is a shift."""
        if not self._starts:
            return OffsetMap()
        if self._widths == [-1]:
            return OffsetMap(self._sources[0])
        pieces = (tuple(self._starts), tuple(self._sources), tuple(self._widths))
        return OffsetMap(0, *pieces, self._length)


def through(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """Return the way from a text to the source of another text that it was made of.

    ``outer`` leads from the text to that other one, without a shift where it is plain; ``inner``
    leads from there to the source.
    """
    if outer.plain:
        return inner
    if inner.plain:
        sources = tuple(at + inner.shift for at in outer.sources)
        return OffsetMap(0, outer.starts, sources, outer.widths, outer.length)
    return _Through(inner).of(outer)


class _Through:
    """The pieces of a map, taken one after another for those of a map that leads to its text."""

    def __init__(self, inner: OffsetMap) -> None:
        self._inner = inner
        self._ends = (*inner.starts[1:], inner.length)
        self._next = 0
        self._found: list[tuple[int, int, int]] = []

    def of(self, outer: OffsetMap) -> OffsetMap:
        ends = (*outer.starts[1:], outer.length)
        for start, end, at, width in zip(
            outer.starts, ends, outer.sources, outer.widths, strict=True
        ):
            self._plain(start, at, at)
            if width < 0:
                self._plain(start, at, at + end - start)
                continue
            first, last = self._inner.start(at), self._inner.end(at + width)
            self._found.append((start, first, last - first))
            while self._next < len(self._ends) and self._ends[self._next] <= at + width:
                self._next += 1
        self._plain(outer.length, self._inner.length, self._inner.length)
        starts, sources, widths = zip(*self._found, strict=True)
        return OffsetMap(0, starts, sources, widths, outer.length)

    def _plain(self, start: int, low: int, high: int) -> None:
        """Take the pieces between two positions of the inner text, and markup at the second."""
        inner, found = self._inner, self._found
        while self._next < len(self._ends):
            index = self._next
            first, last, width = inner.starts[index], self._ends[index], inner.widths[index]
            begin, end = max(first, low), min(last, high)
            if first > high or (end <= begin and first < last):
                return
            if width < 0:
                found.append((start + begin - low, inner.sources[index] + begin - first, -1))
            elif begin == first:
                found.append((start + begin - low, inner.sources[index], width))
            else:
                found.append((start + begin - low, inner.sources[index] + width, 0))
            if last > high:
                return
            self._next += 1
