"""Letters of a book in PDF, compared with those that must stand there.

Blanks say nothing in a PDF, which has words at places and no blanks of its own; a hyphen at the end
of a line may be that of the line alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cable_edition.core.proof.books.pdf_text import Piece, letters

_HYPHENS = frozenset("-\u2010\u00ad")
_SOFT = "\u00ad"
#: Pieces whose height differs by less stand on one line, in points.
_SAME_LINE = 2.0
_AROUND = 30


class Letters(NamedTuple):
    """Letters in order, each with the number of its piece, and where hyphens end lines."""

    signs: list[str]
    pieces: list[int]
    line_ends: frozenset[int]


def letters_of(pieces: Sequence[Piece]) -> Letters:
    """Return the letters of pieces that follow each other."""
    signs: list[str] = []
    owners: list[int] = []
    ends: set[int] = set()
    for number, piece in enumerate(pieces):
        found = letters(piece.text)
        signs += found
        owners += [number] * len(found)
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        is_end = after is not None and (
            after.page != piece.page or abs(after.y - piece.y) > _SAME_LINE
        )
        if is_end and found and found[-1] in _HYPHENS:
            ends.add(len(signs) - 1)
    return Letters(signs, owners, frozenset(ends))


class Compared(NamedTuple):
    """How far two texts agree: letters of the one and of the other, and whether that is all."""

    expected: int
    found: int
    agree: bool


def compare(expected: Sequence[str], found: Letters, *, whole: bool) -> Compared:
    """Compare letters; where not ``whole``, more may follow in what was found."""
    at = to = 0
    while at < len(expected) and to < len(found.signs):
        is_break = to in found.line_ends and _run(found.signs, to) > _run(expected, at)
        if expected[at] == found.signs[to] and not is_break:
            at, to = at + 1, to + 1
        elif to in found.line_ends:
            to += 1
        elif expected[at] == _SOFT:
            at += 1
        else:
            return Compared(at, to, agree=False)
    while whole and to in found.line_ends:
        to += 1
    ended = to == len(found.signs) or not whole
    return Compared(at, to, agree=at == len(expected) and ended)


def _run(signs: Sequence[str], at: int) -> int:
    """Return how many hyphens follow each other from a letter on."""
    end = at
    while end < len(signs) and signs[end] in _HYPHENS:
        end += 1
    return end - at


def told(expected: Sequence[str], found: Letters, compared: Compared) -> str:
    """Describe the place where two texts differ, with the letters around it."""
    at, to = compared.expected, compared.found

    def shown(signs: Sequence[str], place: int) -> str:
        before = "".join(signs[max(0, place - _AROUND) : place])
        return f"{before}>>{''.join(signs[place : place + _AROUND])}"

    return (
        f"at letter {at}, blanks aside: the edition has {shown(expected, at)!r}, the book has "
        f"{shown(found.signs, to)!r}"
    )
