"""The text of a cable as transmitted, as the proof of TEI walks it: pieces, places, page ends."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Passage, Value
from cable_edition.core.cable.passage import source_text
from cable_edition.core.cable.span import Span
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.late_methods import dataclass

_PAGE = re.compile(r"([0-9]{1,3})(?:\.[0-9])? OF [0-9]{1,3}|PAGE ([0-9]{1,3})")
#: Words with one blank between them, which folding keeps as they are.
_WORDS = re.compile(f"[^{WHITE}]+(?: [^{WHITE}]+)*")


def without_white(text: str) -> str:
    """Return the characters of a text that are no white space."""
    # Short words are asked for very often; most have a blank and no other.
    for mark in WHITE:
        if mark in text:
            text = text.replace(mark, "")
    return text


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
        #: The places of passages that were asked for, by the identity of the passage.
        self._places: dict[int, tuple[Passage, PassagePlaces]] = {}
        #: Pieces that are words or blank, and how many characters of words stand before each.
        self._words = [one for one in self.pieces if one.words or one.kind == "blank"]
        self._starts = [one.start for one in self._words]
        self._before = [0]
        for piece in self._words:
            self._before.append(self._before[-1] + self._length(piece.start, piece.end))

    def _length(self, start: int, end: int) -> int:
        return len(without_white(self.text[start:end]))

    def rank(self, position: int) -> int:
        """Return how many characters that are words stand before a place in ``text``."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return 0
        piece = self._words[index]
        return self._before[index] + self._length(piece.start, min(position, piece.end))

    def kinds(self, end: int) -> Iterator[tuple[str, int]]:
        """Yield the kinds of the words before a place in ``text``, with how many characters each.

        Neighbours are of different kinds; white space does not count.
        """
        words = (one for one in self.pieces if one.words and one.start < end)
        for kind, group in groupby(words, key=lambda one: one.kind):
            if count := sum(self._length(one.start, min(one.end, end)) for one in group):
                yield kind, count

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

    def places(self, passage: Passage) -> PassagePlaces:
        """Return where the characters of a passage stand in ``text``; asked twice, read once."""
        found = self._places.get(id(passage))
        if found is None:
            spans = [self.span(span) for span in passage.spans]
            # The passage is held: that of a paragraph is made anew each time, and once one is gone
            # another one may be known by its number.
            found = passage, PassagePlaces(self.text, spans, passage.glued)
            self._places[id(passage)] = found
        return found[1]


class _Words(NamedTuple):
    """Words of a passage that folding leaves as they are, from ``at`` of its folded text on.

    ``joined`` tells that a blank that is not in the source joins them to those before.
    """

    at: int
    start: int
    end: int
    joined: bool


class PassagePlaces:
    """Where each character of a folded passage stands in the text as transmitted.

    A blank that stands for white space stands where that begins; one that joins two stretches of
    the source stands at the character before it.
    """

    def __init__(self, text: str, spans: Iterable[Span], glued: Container[int]) -> None:
        self._words: list[_Words] = []
        self.length = 0
        for index, (start, end) in enumerate(spans):
            first = True
            for word in _WORDS.finditer(text, start, end):
                joined = first and index not in glued
                blank = bool(self._words) and (joined or not first)
                self.length += blank
                self._words.append(_Words(self.length, *word.span(), blank and first))
                self.length += word.end() - word.start()
                first = False
        self._ats = [one.at for one in self._words]

    def __getitem__(self, index: int) -> int:
        """Return the place of a character."""
        number = bisect_right(self._ats, index) - 1
        word = self._words[number]
        at = word.start + index - word.at
        if at < word.end:
            return at
        after = self._words[number + 1] if number + 1 < len(self._words) else None
        return word.end - 1 if after is None or after.joined else word.end

    def stretch(self, start: int, end: int) -> Span:
        """Return the stretch of the text from one character to another; ``end`` is exclusive."""
        if start == end:
            at = self[start - 1] + 1 if start else (self[0] if self._words else 0)
            return Span(at, at)
        return Span(self[start], self[end - 1] + 1)


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


def page_ends(layout: Layout) -> list[tuple[int, str]]:
    """Return the ends of pages that a TEI file marks: place in ``text``, and number if known."""
    found = []
    for piece in layout.pieces:
        said = layout.text[piece.start : piece.end]
        if piece.kind == "banner" and not piece.words and fold(said):
            number = _PAGE.search(fold(said))
            found.append((piece.start, (number[1] or number[2]).lstrip("0") if number else ""))
    cable = layout.one.cable
    for marker in cable.page_markers:
        if not (cable.transmits(Value("", (marker.span,))) and cable.words(marker.span).strip()):
            named = re.search("[0-9]+", marker.text)
            number_ = named[0].lstrip("0") if named else ""
            found.append((layout.position(marker.span.start), number_))
    return sorted(found)
