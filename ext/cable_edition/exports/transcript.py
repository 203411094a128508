"""The text as transmitted as a row of pieces: what every character is, in the order of the source.

A cable's segments partition the source file; its passages point into it by spans. An export that
wants structure and every character at once walks over the pieces and asks which passage they
belong to. Positions here count characters of ``Transcript.text``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.cable.model import Cable, Passage
from cable_edition.core.cable.span import Span

#: White space that folding makes another thing of: a run, or one character that is no blank.
_WIDE = re.compile(f"[{WHITE}]{{2,}}|[{WHITE.replace(' ', '')}]")


class Piece(NamedTuple):
    """A stretch of the text that is one thing: ``kind`` and ``content`` are those of a segment."""

    start: int
    end: int
    kind: str
    content: bool


class Transcript:
    """The text of a cable as transmitted, with its pieces in order and without gap."""

    def __init__(self, cable: Cable) -> None:
        self._cable = cable
        self._plain = cable.offsets.plain
        if self._plain:
            self.text = cable.source.text
            self._stretches: tuple[Span, ...] = cable.transmitted
        else:
            self.text = cable.transmitted_text
            self._stretches = (Span(0, len(self.text)),)
        self.pieces = tuple(_joined(self._pieces()))

    def position(self, source: int) -> int:
        """Return where a position of the source lies in ``text``."""
        return source if self._plain else self._cable.offsets.position(source)

    def span(self, span: Span) -> Span:
        """Return where a span of the source lies in ``text``."""
        return Span(self.position(span.start), self.position(span.end))

    def spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return where spans of the source lie in ``text``."""
        return tuple(self.span(span) for span in spans)

    def _pieces(self) -> Iterable[Piece]:
        segments = [(self.span(item.span), item) for item in self._cable.segments]
        starts = [span.start for span, _ in segments]
        for first, last in self._stretches:
            cursor = first
            for span, segment in segments[max(0, bisect_right(starts, first) - 1) :]:
                if span.start >= last:
                    break
                begin, end = max(span.start, cursor), min(span.end, last)
                if begin > cursor:
                    yield Piece(cursor, begin, "unread", content=False)
                if end > begin:
                    yield Piece(begin, end, segment.kind, segment.content)
                    cursor = end
            if cursor < last:
                yield Piece(cursor, last, "unread", content=False)


def _joined(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Join neighbours of one kind: markup that stood between them is not in the text."""
    last: Piece | None = None
    for piece in pieces:
        if last and last[1:] == (piece.start, piece.kind, piece.content):
            last = Piece(last.start, piece.end, piece.kind, piece.content)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


class PassageMap:
    """The way from the characters of a passage's folded text to positions in the transcript."""

    def __init__(self, transcript: Transcript, passage: Passage) -> None:
        self._starts: list[int] = []
        self._runs: list[int] = []
        self.length = 0
        self._first = transcript.position(passage.spans[0].start) if passage.spans else 0
        for index, span in enumerate(passage.spans):
            start, end = transcript.span(span)
            glued = index in passage.glued or self.length == 0
            self._add(transcript.text, start, end, glued)

    def _add(self, text: str, start: int, end: int, glued: bool) -> None:
        """Take one stretch; each run of words keeps its place, a run of white counts as one."""
        while start < end and text[start] in WHITE:
            start += 1
        while end > start and text[end - 1] in WHITE:
            end -= 1
        if start == end:
            return
        if not glued:
            self.length += 1
        self._run(start)
        cursor = start
        for white in _WIDE.finditer(text, start, end):
            self.length += white.start() + 1 - cursor
            cursor = white.end()
            self._run(cursor)
        self.length += end - cursor

    def _run(self, position: int) -> None:
        self._starts.append(self.length)
        self._runs.append(position)

    def position(self, offset: int) -> int:
        """Return where the character at ``offset`` of the passage's text is in the transcript."""
        if not self._runs:
            return self._first
        index = max(0, bisect_right(self._starts, offset) - 1)
        return self._runs[index] + offset - self._starts[index]

    def end(self, offset: int) -> int:
        """Return where the character before ``offset`` ends in the transcript."""
        return self.position(offset - 1) + 1 if offset else self.position(0)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the transcript that a stretch of the passage is, end to end."""
        if start == end:
            return Span(self.end(start), self.end(start))
        return Span(self.position(start), self.position(end - 1) + 1)
