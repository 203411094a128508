"""Stretches that are no part of a text, cut out of it with what stands in their place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cable_edition.core.cable.span import Span
from cable_edition.core.reading.readers.pieces import Pieces


class Cut(NamedTuple):
    """A stretch of the source, and the words (mostly a line end or nothing) in its place."""

    start: int
    end: int
    words: str = ""


def joined(cuts: Iterable[Cut]) -> list[Cut]:
    """Return cuts in order; those that overlap are one, with the words of the first."""
    found: list[Cut] = []
    for cut in sorted(cuts):
        if found and cut.start < found[-1].end:
            if cut.end > found[-1].end:
                found[-1] = found[-1]._replace(end=cut.end)
        else:
            found.append(cut)
    return found


def cut_text(text: str, extent: Span, cuts: Iterable[Cut]) -> Pieces:
    """Return ``text[extent]`` without the cuts, each character's place in the source kept."""
    pieces = Pieces(text)
    at = extent.start
    for start, end, words in joined(cuts):
        first, last = max(start, at), min(end, extent.end)
        if last <= first:
            continue
        pieces.plain(at, first)
        pieces.escaped(words, first, last)
        at = last
    pieces.plain(at, extent.end)
    return pieces
