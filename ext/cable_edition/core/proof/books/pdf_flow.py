"""Words of a book compared with the runs that must stand there, with what each leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cable_edition.core.myst.escape import visible
from cable_edition.core.proof.books.pdf_letters import letters_of
from cable_edition.core.proof.books.pdf_run import PICTURE, Letters, Run
from cable_edition.core.proof.books.pdf_text import Piece, letters

#: The signs of editors' words that each language of a book sets in its own way.
_LOOSE = str.maketrans(
    dict.fromkeys("'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u00ab\u00bb", '"')
    | dict.fromkeys("\u300c\u300d\u300e\u300f", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_HYPHENS = frozenset("-\u2010\u00ad")
_SOFT = "\u00ad"
#: After a picture, so many letters say where the words go on.
_KNOWN_AGAIN = 60
_AROUND = 40


class Difference(NamedTuple):
    """Where words differ: the place, and both readings from there on."""

    at: str
    expected: str
    found: str

    def told(self) -> str:
        """Describe it in a line."""
        return f"the edition has {self.expected!r}, the book has {self.found!r}"


class Aligned(NamedTuple):
    """Runs and pieces side by side: the first difference, and what was found up to there.

    ``firsts`` is run -> number of the piece with its first letter, ``lasts`` the same for its last
    letter; ``leads`` is piece -> the places to which its letters must lead; ``skipped`` are the
    pieces of pictures.
    """

    difference: Difference | None
    firsts: Mapping[int, int]
    lasts: Mapping[int, int]
    leads: Mapping[int, set[str]]
    skipped: frozenset[int]


class _Expected:
    """The letters of runs, one after the other."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.signs: list[str] = []
        self.owners: list[int] = []
        #: Where pictures stand: number of a letter before which there is one.
        self.pictures: list[int] = []
        for number, run in enumerate(runs):
            if run.to == PICTURE:
                self.pictures.append(len(self.signs))
                continue
            found = letters(as_compared(visible(run.words), run.letters))
            self.signs += found
            self.owners += [number] * len(found)


def as_compared(text: str, kind: Letters) -> str:
    """Return words in the form in which words of a kind are compared."""
    if kind is Letters.SENT:
        return text
    text = text.translate(_LOOSE)
    # A letter must stay one letter: fonts have one small capital for the sharp s, not two.
    return text.replace("\u00df", "\u1e9e").upper() if kind is Letters.CAPITALS else text


def bare(words: str) -> str:
    """Return editors' words without blanks, in the form in which they are compared."""
    return as_compared("".join(letters(visible(words))), Letters.EDITED)


def _same(expected: str, found: str, kind: Letters) -> bool:
    return expected == found or (kind is not Letters.SENT and expected == as_compared(found, kind))


def align(runs: Sequence[Run], pieces: Sequence[Piece]) -> Aligned:
    """Compare runs with the pieces of a book that must be they, and nothing else.

    Hyphens at the ends of lines may be those of the lines. Takes a time linear in both.
    """
    must, found = _Expected(runs), letters_of(pieces)
    firsts: dict[int, int] = {}
    lasts: dict[int, int] = {}
    leads: dict[int, set[str]] = {}
    skipped: set[int] = set()
    at = to = 0
    kinds = [run.letters for run in runs]
    pictures = list(must.pictures)
    while True:
        if pictures and pictures[0] == at:
            pictures.pop(0)
            begin, to = to, _after_picture(must, found.signs, at, to)
            skipped.update(found.pieces[begin:to])
        if at >= len(must.signs) or to >= len(found.signs):
            break
        owner = must.owners[at]
        one, other = must.signs[at], found.signs[to]
        at_end = to in found.line_ends
        is_break = at_end and _hyphens(found.signs, to) > _hyphens(must.signs, at)
        if not is_break and _same(one, other, kinds[owner]):
            piece = found.pieces[to]
            firsts.setdefault(owner, piece)
            lasts[owner] = piece
            leads.setdefault(piece, set()).add(runs[owner].to)
            at, to = at + 1, to + 1
        elif at_end:
            to += 1
        elif one == _SOFT:
            at += 1
        else:
            break
    while to in found.line_ends:
        to += 1
    if at == len(must.signs) and to == len(found.signs):
        return Aligned(None, firsts, lasts, leads, frozenset(skipped))
    owner = must.owners[min(at, len(must.owners) - 1)] if must.owners else 0
    where = runs[owner].at if runs else ""
    difference = Difference(where, _shown(must.signs, at), _shown(found.signs, to))
    return Aligned(difference, firsts, lasts, leads, frozenset(skipped))


def _after_picture(must: _Expected, signs: Sequence[str], at: int, to: int) -> int:
    """Return the letter of the book with which the words go on after a picture."""
    following = next((n for n in must.pictures if n > at), len(must.signs))
    known = "".join(must.signs[at : min(following, at + _KNOWN_AGAIN)])
    if not known:
        return len(signs) if following == len(must.signs) else to
    text = "".join(one.translate(_LOOSE).upper() for one in signs[to:])
    place = text.find(known.translate(_LOOSE).upper())
    return to if place < 0 else to + place


def _hyphens(signs: Sequence[str], at: int) -> int:
    end = at
    while end < len(signs) and signs[end] in _HYPHENS:
        end += 1
    return end - at


def _shown(signs: Sequence[str], at: int) -> str:
    return f"{''.join(signs[max(0, at - _AROUND) : at])}>>{''.join(signs[at : at + _AROUND])}"


def misplaced(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces that a page sets after others and shows above them, or on their left."""
    for before, piece in pairwise(pieces):
        if before.page != piece.page:
            continue
        up = piece.y - before.y
        if up > 9.0 or (abs(up) <= 1.0 and piece.x < before.x - 1.0):
            yield piece
