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
