"""The pages of a book in PDF from the list of cables on: words, notes, links, bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from cable_edition.core.myst.escape import visible
from cable_edition.core.proof.books.pdf_file import Area, Title
from cable_edition.core.proof.books.pdf_flow import Aligned, align, as_compared, misplaced
from cable_edition.core.proof.books.pdf_order import CABLES, BookOrder
from cable_edition.core.proof.books.pdf_run import OUTSIDE, Letters, Run, Stretch
from cable_edition.core.proof.books.pdf_text import BOTTOM, TOP, PdfText, Piece, Place, letters
from cable_edition.core.proof.site.known import Known

#: Two places that are meant to be one lie no further apart than this, in points.
_NEAR = 4.0
#: How far below a heading its place can lie, and how far above it.
_BELOW, _ABOVE = 60.0, 100.0


class Found(NamedTuple):
    """What differs: the code of the problem, where it is, and what is wrong."""

    code: str
    where: str
    message: str


class _Read(NamedTuple):
    """Runs side by side with the pieces that must be they; ``code`` says of a difference what it is."""

    code: str
    runs: Sequence[Run]
    pieces: Sequence[Piece]
    aligned: Aligned


class BookPages:
    """Compares the part of a book that the edition makes with what must stand there."""

    def __init__(self, text: PdfText, known: Known, is_left_out: Callable[[str], bool]) -> None:
        self._text = text
        self._order = BookOrder(known, is_left_out)
        self._by_page: dict[int, list[Piece]] = {}
        for piece in text.pieces:
            self._by_page.setdefault(piece.page, []).append(piece)
        self._areas: dict[int, list[int]] = {}
        for number, area in enumerate(text.areas):
            self._areas.setdefault(area.page, []).append(number)
        #: Page of the site -> page of the book on which its chapter begins.
        self._chapters: dict[str, int] = {}
        #: The outline entry of each chapter of the edition: its number, the page of the site.
        self.tops: list[tuple[int, str]] = []
        self._titles = {name: title for title, name in self._order.chapters.items()}
        #: Heading -> its first letters in the book.
        self._heads: dict[int, Piece] = {}
        #: (page, target) of the links that begin on one page and end on another.
        self._broken: set[tuple[int, str]] = set()
        #: Page of the site -> the first letters of its title in the book.
        self._begins: dict[str, Piece] = {}

    def stretches(self) -> list[Stretch]:
        """Return what must stand in the book, in its order."""
        titles = {_bare(title): name for title, name in self._order.chapters.items()}
        taken: dict[str, int] = {}
        entries = list(enumerate(self._text.outline))
        begin = self._beginning()
        for number, one in entries[begin:]:
            name = titles.get(_bare(one.words)) if one.level == 0 else None
            if name is not None and name not in taken:
                taken[name] = number
        self.tops = [(number, name) for name, number in taken.items()]
        for number, name in self.tops:
            place = self._text.places.get(self._text.outline[number].to)
            if place is not None:
                self._chapters[name] = place.page
        return self._order.stretches([name for _, name in self.tops])

    def _beginning(self) -> int:
        """Return the number of the entry of the outline with which the list of cables begins."""
        title = next((t for t, name in self._order.chapters.items() if name == CABLES), "")
        found = [
            number
            for number, one in enumerate(self._text.outline)
            if one.level == 0 and _bare(one.words) == _bare(title)
        ]
        return found[-1] if found else 0

    def starts(self, stretches: Sequence[Stretch]) -> Mapping[str, int]:
        """Return the page of the book on which each stretch begins, as far as the book has it."""
        found = dict(self._chapters)
        for one in stretches:
            place = self._text.places.get(f"c-{one.name.removeprefix('cables/')}")
            if one.name not in found and place is not None:
                found[one.name] = place.page
        return found

    def may_lack(self, name: str) -> bool:
        """Whether a place is one of a page that the book leaves out."""
        return name in self._order.outside

    def run(self) -> Iterator[Found]:
        """Yield what differs."""
        stretches = self.stretches()
        starts = self.starts(stretches)
        here = [one for one in stretches if one.name in starts]
        if not here:
            if not self._order.is_left_out(CABLES):
                yield Found("book-differs", CABLES, "the outline has no list of cables")
            return
        for one in stretches:
            if one.name not in starts:
                yield Found("place-missing", _called(one.name), "the book has no place of it")
        tops = self._tops()
        begins = sorted({*starts.values(), *tops})
        after = [page for page in tops if page > starts[here[-1].name]]
        end = min([*after, len(self._text.labels)])
        before, chapter = -1, ""
        found: list[tuple[Stretch, range, list[_Read]]] = []
        for one in here:
            begin = starts[one.name]
            chapter = one.name if one.name in self._chapters else chapter
            if begin <= before:
                yield Found("words-differ", _called(one.name), "it stands before another part")
                continue
            before = begin
            following = min((page for page in begins if page > begin), default=end)
            pages = range(begin, min(following, end))
            found.append((one, pages, self._read(one, pages)))
            yield from self._edges(one, chapter, pages)
        for one, pages, read in found:
            yield from self._stretch(one, pages, read)
        yield from self._outline(here)

    def _tops(self) -> list[int]:
        places = (self._text.places.get(one.to) for one in self._text.outline if one.level == 0)
        return [place.page for place in places if place is not None]

    def _parts(self, pages: range) -> tuple[list[Piece], list[Piece]]:
        """Return the words of pages between head and foot, and those of their notes."""
        body: list[Piece] = []
        notes: list[Piece] = []
        for page in pages:
            rule = self._text.rules.get(page, BOTTOM)
            for piece in self._by_page.get(page, ()):
                if BOTTOM < piece.y < TOP:
                    (body if piece.y > rule else notes).append(piece)
        return body, notes

    def _read(self, one: Stretch, pages: range) -> list[_Read]:
        """Compare the words and the notes of a stretch, and take in where its headings stand."""
        body, notes = self._parts(pages)
        words = align(one.body, body)
        self._take_broken(one.body, body, words)
        for mark in one.bookmarks:
            if mark.run in words.firsts:
                self._heads[id(mark)] = head = body[words.firsts[mark.run]]
                if mark.page:
                    self._begins[mark.page] = head
        below = align(one.notes, notes)
        self._take_broken(one.notes, notes, below)
        return [
            _Read("words-differ", one.body, body, words),
            _Read("note-differs", one.notes, notes, below),
        ]

    def _take_broken(
        self, runs: Sequence[Run], pieces: Sequence[Piece], aligned: Aligned
    ) -> None:
        for number, last in aligned.lasts.items():
            run = runs[number]
            begin, end = pieces[aligned.firsts[number]].page, pieces[last].page
            if run.to and begin != end:
                self._broken |= {(page, run.to) for page in range(begin, end + 1)}

    def _stretch(self, one: Stretch, pages: range, read: Sequence[_Read]) -> Iterator[Found]:
        used: set[int] = set()
        for code, runs, pieces, aligned in read:
            if (difference := aligned.difference) is not None:
                yield Found(code, difference.at, difference.told())
            yield from self._links(runs, pieces, aligned, used)
            for piece in misplaced(pieces) if one.cables else ():
                message = f"{piece.text.strip()[:60]!r} does not stand where it is read"
                yield Found("words-differ", _called(one.name), message)
            for number in aligned.skipped:
                used.update(self._areas_at(pieces[number]))
        if any(aligned.difference for _, _, _, aligned in read):
            return
        for page in pages:
            for number in self._areas.get(page, ()):
                area = self._text.areas[number]
                is_wide = area.right - area.left > 3.0
                if number not in used and is_wide and not self._is_spilt(number):
                    message = f"a link on page {self._text.label(page)} stands on no words: {_told(area)}"
                    yield Found("book-differs", _called(one.name), message)

    def _areas_at(self, piece: Piece) -> list[int]:
        """Return the areas in which a piece begins."""
        areas = self._text.areas
        return [n for n in self._areas.get(piece.page, ()) if areas[n].holds(piece.x, piece.y)]

    # -- links ------------------------------------------------------------------------------------

    def _links(
        self, runs: Sequence[Run], pieces: Sequence[Piece], aligned: Aligned, used: set[int]
    ) -> Iterator[Found]:
        where = {piece: runs[run].at for run, piece in aligned.firsts.items()}
        at = runs[0].at if runs else ""
        for number, must in sorted(aligned.leads.items()):
            at = where.get(number, at)
            piece = pieces[number]
            found = self._areas_at(piece)
            used.update(found)
            targets = must - {""}
            leads = [self._text.areas[n] for n in found if not self._is_spilt(n)]
            if OUTSIDE in must or (found and not leads):
                continue
            words = f"{piece.text.strip()[:60]!r} leads"
            told = " and ".join(map(_told, leads)) or "nowhere"
            if not targets and leads:
                yield Found("book-differs", at, f"{words} {told}, and must lead nowhere")
            elif targets and not leads:
                if "" not in must and not any((piece.page, to) in self._broken for to in targets):
                    yield Found("book-differs", at, f"{words} nowhere, and must lead to {min(targets)}")
            elif not all(any(self._leads(area, to) for to in targets) for area in leads):
                yield Found("book-differs", at, f"{words} {told}, and must lead to {min(targets)}")

    def _is_spilt(self, number: int) -> bool:
        """Whether an area is that of a link which begins on one page and ends on the next.

        The program that writes the PDF lets such a link run over what stands at the foot of its
        page, and has none on the next page.
        """
        area = self._text.areas[number]
        return any(page == area.page and self._leads(area, to) for page, to in self._broken)

    def _leads(self, area: Area, to: str) -> bool:
        """Whether an area leads to what a page of the site calls a target."""
        if area.address:
            return unquote(area.address) == unquote(to)
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
        head = self._begins.get(to)
        if head is not None and _is_at(found, head):
            return True
        if must is None and anchor and page in self._chapters:
            # A heading of a list has no name of its own in the book.
            return found.page >= self._chapters[page]
        return must is not None and _is_near(found, must)

    # -- heads, feet, outline -----------------------------------------------------------------------

    def _edges(self, one: Stretch, chapter: str, pages: range) -> Iterator[Found]:
        title = "".join(letters(self._titles.get(chapter, ""))).upper()
        heads = {"", title, *(f"{title}{name}".upper() for name in one.cables)}
        for page in pages:
            found = self._by_page.get(page, ())
            head = "".join("".join(letters(p.text)) for p in found if p.y >= TOP)
            foot = "".join("".join(letters(p.text)) for p in found if p.y <= BOTTOM)
            if head.upper() not in heads:
                message = f"the head of page {self._text.label(page)} is {head!r}"
                yield Found("words-differ", _called(one.name), message)
            if foot != self._text.label(page):
                message = f"page {self._text.label(page)} has {foot!r} at its foot"
                yield Found("words-differ", _called(one.name), message)

    def _outline(self, stretches: Sequence[Stretch]) -> Iterator[Found]:
        must = [(one, mark) for one in stretches for mark in one.bookmarks]
        begin = self.tops[0][0]
        for number, (one, mark) in enumerate(must, begin):
            outline = self._text.outline
            found = outline[number] if number < len(outline) else Title(-1, "", "")
            where = _called(one.name)
            if (found.level, _bare(found.words)) != (mark.level, _bare(mark.title)):
                message = f"the outline must have {mark.title!r}, and has {found.words!r}"
                yield Found("book-differs", where, message)
                return
            place, head = self._text.places.get(found.to), self._heads.get(id(mark))
            if place is None or (head is not None and not _is_at(place, head)):
                message = f"{mark.title!r} in the outline leads elsewhere"
                yield Found("book-differs", where, message)
        self.end = begin + len(must)


def _bare(words: str) -> str:
    return as_compared("".join(letters(visible(words))), Letters.EDITED)


def _called(page: str) -> str:
    return page.removeprefix("cables/") if page != CABLES else page


def _told(area: Area) -> str:
    return area.strange or f"to {area.address or area.to!r}"


def _is_near(one: Place, other: Place) -> bool:
    return one.page == other.page and abs(one.y - other.y) <= _NEAR


def _is_at(place: Place, head: Piece) -> bool:
    """Whether a place stands at the first letters of a heading."""
    return place.page == head.page and -_BELOW <= place.y - head.y <= _ABOVE
