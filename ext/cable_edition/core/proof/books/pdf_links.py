"""Where the words of a book in PDF lead, and where they must."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from cable_edition.core.proof.books.pdf_file import Area
from cable_edition.core.proof.books.pdf_flow import Aligned
from cable_edition.core.proof.books.pdf_order import CABLES
from cable_edition.core.proof.books.pdf_run import OUTSIDE, Run
from cable_edition.core.proof.books.pdf_text import PdfText, Piece, Place

#: The target of words that lead to a place by its name in the book.
NAMED = "\0named "
#: Two places that are meant to be one lie no further apart than this, in points.
_NEAR = 4.0
#: A place lies no higher above the foot of its words than this, in points.
_LINE = 30.0
#: How far below a heading its place can lie, and how far above it.
_BELOW, _ABOVE = 60.0, 100.0
#: A narrower area holds no letter.
_NARROW = 3.0


class Links:
    """What can be clicked in a book, compared with what words must lead to.

    ``begins`` is a page of the site, or a place of it, -> the first letters of its title in the
    book; ``chapters`` is a page of the site -> the page of the book on which its chapter begins.
    """

    def __init__(self, text: PdfText) -> None:
        self._text = text
        self._areas: dict[int, list[int]] = {}
        for number, area in enumerate(text.areas):
            self._areas.setdefault(area.page, []).append(number)
        #: Page of the book -> the targets of links that go on over one of its edges.
        self._broken: dict[int, set[str]] = {}
        self._used: set[int] = set()
        #: Whether all words are as they must be, so that :attr:`begins` has every title.
        self.is_whole = True
        self.begins: dict[str, Piece] = {}
        self.chapters: dict[str, int] = {}

    def take_broken(self, runs: Sequence[Run], pieces: Sequence[Piece], aligned: Aligned) -> None:
        """Take in which links begin on one page and end on another."""
        for number, last in aligned.lasts.items():
            run = runs[number]
            begin, end = pieces[aligned.firsts[number]].page, pieces[last].page
            if run.to and begin != end:
                for page in range(begin, end + 1):
                    self._broken.setdefault(page, set()).add(run.to)

    def pass_over(self, pieces: Sequence[Piece], numbers: frozenset[int]) -> None:
        """Take it that the links of some pieces, which are those of pictures, are right."""
        for number in numbers:
            self._used.update(self._areas_at(pieces[number]))

    def faults(
        self, runs: Sequence[Run], pieces: Sequence[Piece], aligned: Aligned
    ) -> Iterator[tuple[str, str]]:
        """Yield (place, what is wrong) of words that lead elsewhere than they must."""
        where = {piece: runs[run].at for run, piece in aligned.firsts.items()}
        at = runs[0].at if runs else ""
        for number, must in sorted(aligned.leads.items()):
            at = where.get(number, at)
            piece = pieces[number]
            found = self._areas_at(piece)
            self._used.update(found)
            targets = must - {""}
            leads = [self._text.areas[n] for n in found if not self._is_spilt(self._text.areas[n])]
            if OUTSIDE in must or (found and not leads):
                continue
            words = f"{piece.text.strip()[:60]!r} leads"
            told = " and ".join(map(told_of, leads)) or "nowhere"
            if not targets and leads:
                yield at, f"{words} {told}, and must lead nowhere"
            elif targets and not leads:
                if "" not in must and targets.isdisjoint(self._broken.get(piece.page, ())):
                    yield at, f"{words} nowhere, and must lead to {_named(targets)}"
            elif not all(any(self._leads(area, to) for to in targets) for area in leads):
                yield at, f"{words} {told}, and must lead to {_named(targets)}"

    def on_no_words(self, pages: range) -> Iterator[Area]:
        """Yield what can be clicked on pages and belongs to no words that were compared."""
        for page in pages:
            for number in self._areas.get(page, ()):
                area = self._text.areas[number]
                is_wide = area.right - area.left > _NARROW
                if number not in self._used and is_wide and not self._is_spilt(area):
                    yield area

    def _areas_at(self, piece: Piece) -> list[int]:
        """Return the areas in which a piece begins."""
        areas = self._text.areas
        return [n for n in self._areas.get(piece.page, ()) if areas[n].holds(piece.x, piece.y)]

    def _is_spilt(self, area: Area) -> bool:
        """Whether an area is that of a link which begins on one page and ends on the next.

        The program that writes the PDF lets such a link run over what stands at the foot of its
        page, and has none on the next page.
        """
        return any(self._leads(area, to) for to in self._broken.get(area.page, ()))

    def _leads(self, area: Area, to: str) -> bool:
        """Whether an area leads to what a page of the site calls a target."""
        if area.address:
            return unquote(area.address) == unquote(to)
        if to.startswith(NAMED):
            return area.to == to.removeprefix(NAMED)
        found = self._text.places.get(area.to)
        page, _, anchor = to.partition("#")
        if found is None:
            return False
        folder, _, name = page.partition("/")
        if folder == "cables" and page != CABLES:
            must = self._text.places.get(f"c-{name}-{anchor}" if anchor else f"c-{name}")
        elif anchor and (place := self._text.places.get(anchor)):
            must = place
        else:
            must = None
        head = self.begins.get(to)
        if must is not None:
            if _is_near(found, must):
                return True
            if head is None:
                return found.page == must.page and not self.is_whole
            # The words of a heading stand between the two places that it has.
            is_heading = not anchor or anchor[0] == "h"
            within = must.y - _NEAR <= found.y <= head.y + _LINE
            return is_heading and found.page == head.page and within
        if head is not None:
            return is_at(found, head)
        # A heading of a list has no name of its own in the book.
        return bool(anchor) and page in self.chapters and found.page >= self.chapters[page]


def _named(targets: set[str]) -> str:
    return min(targets).removeprefix(NAMED)


def told_of(area: Area) -> str:
    """Say where an area leads."""
    return area.strange or f"to {area.address or area.to!r}"


def is_at(place: Place, head: Piece) -> bool:
    """Whether a place stands at the first letters of a heading."""
    return place.page == head.page and -_BELOW <= place.y - head.y <= _ABOVE


def _is_near(one: Place, other: Place) -> bool:
    return one.page == other.page and abs(one.y - other.y) <= _NEAR
