"""The text of a cable as transmitted, as the proof of TEI walks it: pieces, places, page ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cable_edition.core.cable.model import Passage, Value
from cable_edition.core.cable.passage import characters, source_text
from cable_edition.core.cable.span import Span
from cable_edition.core.edition.assemble import EditedCable

_PAGE = re.compile(r"([0-9]{1,3})(?:\.[0-9])? OF [0-9]{1,3}|PAGE ([0-9]{1,3})")
WHITE = frozenset(" \t\r\n\f\v\u00a0")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text that is one thing: the kind of its segment, and whether it is words."""

    start: int
    end: int
    kind: str
    words: bool


class Layout:
    """The text of one cable as transmitted, with its pieces, its places and their characters."""

    def __init__(self, one: EditedCable) -> None:
        self.one = one
        self._cable = cable = one.cable
        plain = cable.offsets.plain
        self.text = cable.source.text if plain else source_text(cable)
        self._whole = cable.transmitted if plain else (Span(0, len(self.text)),)
        self.pieces = list(_joined(self._pieces()))
        self._ends: dict[str, list[int]] = {}

    def position(self, source: int) -> int:
        """Return the place in ``text`` of a place in the source."""
        return source if self._cable.offsets.plain else self._cable.offsets.position(source)

    def span(self, span: Span) -> Span:
        """Return the stretch of ``text`` of a stretch of the source."""
        return Span(self.position(span.start), self.position(span.end))

    def _pieces(self) -> Iterator[Piece]:
        segments = [(self.span(one.span), one) for one in self._cable.segments]
        starts = [start for (start, _), _ in segments]
        for first, last in self._whole:
            at = first
            for (start, end), segment in segments[max(0, bisect_left(starts, first) - 1) :]:
                if start >= last:
                    break
                start, end = max(start, at), min(end, last)  # noqa: PLW2901
                if start >= end:
                    continue
                if at < start:
                    yield Piece(at, start, "unread", words=False)
                yield Piece(start, end, segment.kind, segment.content)
                at = end
            if at < last:
                yield Piece(at, last, "unread", words=False)

    def places(self, passage: Passage) -> list[int]:
        """Return where each character of a passage stands in ``text``.

        A joining blank stands where the word before it ends.
        """
        found: list[int] = []
        for span in characters(self._cable, passage):
            last = found[-1] if found else 0
            found.append(last if span is None else self.position(span.start))
        return found

    def stretch(self, places: list[int], start: int, end: int) -> Span:
        """Return the stretch of ``text`` from one character of a passage to another."""
        if start == end:
            at = places[start - 1] + 1 if start else (places[0] if places else 0)
            return Span(at, at)
        return Span(places[start], places[end - 1] + 1)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if last and (last.end, last.kind, last.words) == (piece.start, piece.kind, piece.words):
            last = Piece(last.start, piece.end, piece.kind, piece.words)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def words_before(layout: Layout) -> list[int]:
    """Return the places in ``text`` of all characters that are words, in order."""
    return [
        at
        for piece in layout.pieces
        if piece.words or piece.kind == "blank"
        for at in range(piece.start, piece.end)
        if layout.text[at] not in WHITE
    ]


def rank(words: list[int], position: int) -> int:
    """Return how many characters that are words stand before a place."""
    return bisect_left(words, position)


def page_ends(layout: Layout) -> list[tuple[int, str]]:
    """Return the ends of pages that a TEI file marks: place in ``text``, and number if known."""
    found = []
    for piece in layout.pieces:
        said = layout.text[piece.start : piece.end]
        if piece.kind == "banner" and not piece.words and said.strip("".join(WHITE)):
            folded = " ".join("".join(" " if c in WHITE else c for c in said).split(" "))
            number = _PAGE.search(re.sub(" +", " ", folded))
            found.append((piece.start, (number[1] or number[2]).lstrip("0") if number else ""))
    cable = layout.one.cable
    for marker in cable.page_markers:
        if not (cable.transmits(Value("", (marker.span,))) and cable.words(marker.span).strip()):
            named = re.search("[0-9]+", marker.text)
            number_ = named[0].lstrip("0") if named else ""
            found.append((layout.position(marker.span.start), number_))
    return sorted(found)


def kinds_of_words(layout: Layout) -> Iterator[tuple[str, int]]:
    """Yield the kinds of the pieces that are words, each with the number of its characters."""
    words = (
        (piece.kind, sum(layout.text[at] not in WHITE for at in range(piece.start, piece.end)))
        for piece in layout.pieces
        if piece.words
    )
    for kind, group in groupby(words, key=lambda one: one[0]):
        yield kind, sum(number for _, number in group)
