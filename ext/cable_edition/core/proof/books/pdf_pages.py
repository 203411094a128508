"""The pages of a book in PDF from the list of cables on: words, notes, links, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cable_edition.core.cable.places import place_name
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.proof.books.pdf_file import Title
from cable_edition.core.proof.books.pdf_flow import Aligned, align, bare, misplaced
from cable_edition.core.proof.books.pdf_index import index_faults
from cable_edition.core.proof.books.pdf_links import NAMED, Links, is_at, told_of
from cable_edition.core.proof.books.pdf_order import CABLES, BookOrder
from cable_edition.core.proof.books.pdf_run import (
    PICTURE,
    Bookmark,
    Letters,
    Run,
    Stretch,
)
from cable_edition.core.proof.books.pdf_text import FEET, TOP, PdfText, Piece, letters
from cable_edition.core.proof.site.known import Known

#: Title page and notices come first, then the table of contents.
_CONTENTS = 2
#: Titles that look alike in an outline and on a page.
_PLAIN = re.compile(r"[^\W\d_][\w ,.;:?!'\"()\u2013\u2018\u2019\u201c\u201d-]*")
#: Where an index says that a cable names something at its head.
_HEAD = frozenset({"", "record", "missing", "revised"})


class Found(NamedTuple):
    """What differs: the code of the problem, where it is, and what is wrong."""

    code: str
    where: str
    message: str


class _Read(NamedTuple):
    """Runs side by side with the pieces that must be they; ``code`` is that of a difference."""

    code: str
    runs: Sequence[Run]
    pieces: Sequence[Piece]
    aligned: Aligned


class BookPages:
    """Compares the part of a book that the edition makes with what must stand there.

    ``is_left_out`` tells whether the book has no page of a name, ``is_named`` whether the contents
    name it.
    """

    def __init__(
        self,
        text: PdfText,
        known: Known,
        is_left_out: Callable[[str], bool],
        is_named: Callable[[str], bool],
    ) -> None:
        self._text = text
        self._is_named = is_named
        self._order = BookOrder(known, is_left_out)
        self._by_page: dict[int, list[Piece]] = {}
        for piece in text.pieces:
            self._by_page.setdefault(piece.page, []).append(piece)
        self._links = Links(text)
        #: The outline entry of each chapter of the edition: its number, the page of the site.
        self.tops: list[tuple[int, str]] = []
        self._titles = {name: title for title, name in self._order.chapters.items()}
        #: Heading -> its first letters in the book.
        self._heads: dict[int, Piece] = {}
        self._known = known
        self._entries = {one.address for one in known.entries.values()}
        #: Entry -> (cable, place) -> the pages of the book on which it is named there.
        self._mentioned: dict[str, dict[tuple[str, str], set[str]]] = {}
        #: Number of an entry of the outline -> what it must be; the number after the last of them.
        self._marks: dict[int, Bookmark] = {}
        self._after = 0
        self._is_whole = True

    def stretches(self) -> list[Stretch]:
        """Return what must stand in the book, in its order."""
        titles = {bare(title): name for title, name in self._order.chapters.items()}
        taken: dict[str, int] = {}
        entries = list(enumerate(self._text.outline))
        for number, one in entries[self._beginning() :]:
            name = titles.get(bare(one.words)) if one.level == 0 else None
            if name is not None and name not in taken:
                taken[name] = number
        self.tops = [(number, name) for name, number in taken.items()]
        for number, name in self.tops:
            place = self._text.places.get(self._text.outline[number].to)
            if place is not None:
                self._links.chapters[name] = place.page
        return self._order.stretches([name for _, name in self.tops])

    def _beginning(self) -> int:
        """Return the number of the entry of the outline with which the list of cables begins."""
        title = next((t for t, name in self._order.chapters.items() if name == CABLES), "")
        found = [
            number
            for number, one in enumerate(self._text.outline)
            if one.level == 0 and bare(one.words) == bare(title)
        ]
        return found[-1] if found else 0

    def starts(self, stretches: Sequence[Stretch]) -> Mapping[str, int]:
        """Return the page of the book on which each stretch begins, as far as the book has it."""
        found = dict(self._links.chapters)
        for one in stretches:
            place = self._text.places.get(f"c-{one.name.removeprefix('cables/')}")
            if one.name not in found and place is not None:
                found[one.name] = place.page
        return found

    def _unknown_titles(self) -> Iterator[Found]:
        """Find chapters between those of the edition, and a list of cables that is not there."""
        known = {number for number, _ in self.tops}
        if CABLES not in self._links.chapters and not self._order.is_left_out(CABLES):
            yield Found("book-differs", CABLES, "the outline has no list of cables")
        for number in range(min(known), max(known)):
            one = self._text.outline[number]
            if one.level == 0 and number not in known:
                message = f"the outline has {one.words[:80]!r} between the parts of the edition"
                yield Found("book-differs", CABLES, message)

    def _lost_chapters(self) -> Iterator[Found]:
        """Find chapters that the contents name and the outline has not."""
        there = {name for _, name in self.tops}
        for name in self._order.chapters.values():
            if name not in there and name != CABLES and self._is_named(name):
                yield Found("place-missing", name, "the book has no place of it")

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
        yield from self._unknown_titles()
        yield from self._lost_chapters()
        for one in stretches:
            if one.name not in starts:
                yield Found("place-missing", _called(one.name), "the book has no place of it")
        tops = self._tops()
        after = [page for page in tops if page > starts[here[-1].name]]
        end = min([*after, len(self._text.labels)])
        here, titles = self._joined(here)
        running = {starts[name] for names in titles.values() for name in names[1:]}
        begins = sorted({*(starts[one.name] for one in here), *(set(tops) - running)})
        before, chapter = -1, [""]
        found: list[tuple[Stretch, range, list[_Read]]] = []
        for one in here:
            begin = starts[one.name]
            chapter = titles.get(one.name, chapter)
            if begin <= before:
                yield Found("words-differ", _called(one.name), "it stands before another part")
                continue
            before = begin
            following = min((page for page in begins if page > begin), default=end)
            pages = range(begin, min(following, end))
            found.append((one, pages, self._read(one, pages)))
            yield from self._edges(_called(one.name), self._heads_of(one, chapter), pages)
        self._links.is_whole = self._is_whole = all(
            one.aligned.difference is None for _, _, read in found for one in read
        )
        for one, pages, read in found:
            yield from self._stretch(one, pages, read)
        yield from self._outline(here)
        yield from self._finish()

    def _joined(self, here: Sequence[Stretch]) -> tuple[list[Stretch], dict[str, list[str]]]:
        """Return the stretches with those joined that share a page, and the chapters of each.

        A register or cable that begins below the words of another runs on.
        """
        found: list[Stretch] = []
        titles: dict[str, list[str]] = {}
        tops = {name: self._text.outline[number].to for number, name in self.tops}
        documents = {bare(one.words): one.to for one in self._text.outline if one.level}
        for one in here:
            heading = tops.get(one.name) or documents.get(bare(one.bookmarks[0].title), "")
            runs_on = bool(found) and self._runs_on(heading)
            if one.name in tops:
                first = [""] if runs_on else []
                titles.setdefault(found[-1].name if runs_on else one.name, first).append(one.name)
            if runs_on:
                found[-1].take(one)
            else:
                found.append(one)
        return found, titles

    def _runs_on(self, name: str) -> bool:
        place = self._text.places.get(name)
        if place is None:
            return False
        return any(place.y + 2 < one.y < TOP for one in self._by_page.get(place.page, ()))

    def _finish(self) -> Iterator[Found]:
        """Compare the table of contents, and the index."""
        yield from self._contents()
        if not self._known.edition.cables:
            # No index is made where no cable names anything.
            return
        if not self._is_whole:
            # What an index must say is known of the words that were found.
            return
        later = [one for one in self._text.outline[self._after :] if one.level == 0]
        place = self._text.places.get(later[-1].to) if later else None
        if place is not None:
            entries = {to: head.page for to, head in self._links.begins.items() if "#" in to}
            for where, message in index_faults(
                self._text, self._known, later[-1].words, place, self._mentioned, entries
            ):
                yield Found("words-differ", where, message)

    def _contents(self) -> Iterator[Found]:
        tops = self._tops()
        pages = range(_CONTENTS, min(tops, default=_CONTENTS))
        pieces, _ = self._parts(pages)
        runs = list(self._contents_runs())
        aligned = align(runs, pieces)
        if aligned.difference is not None:
            yield Found("words-differ", "contents", aligned.difference.told())
        for at, message in self._links.faults(runs, pieces, aligned):
            yield Found("book-differs", at, message)
        yield from self._edges("contents", {""}, pages)

    def _contents_runs(self) -> Iterator[Run]:
        if self._known.language.startswith("en"):
            yield Run("Contents", "contents", letters=Letters.CAPITALS)
        else:
            yield Run("", "contents", PICTURE)
        for number, one in enumerate(self._text.outline):
            mark = self._marks.get(number)
            place = self._text.places.get(one.to)
            if place is None or one.level > 1 or (mark and not mark.in_contents):
                continue
            if mark is None and not _PLAIN.fullmatch(one.words):
                # What an editor sets in a heading can look otherwise in an outline.
                yield Run("", "contents", PICTURE)
            else:
                kind = Letters.EDITED if one.level else Letters.CAPITALS
                yield Run(one.words, "contents", f"{NAMED}{one.to}", kind)
            yield Run(self._text.label(place.page), "contents")

    def _mention(
        self, one: Stretch, runs: Sequence[Run], aligned: Aligned, body: Sequence[Piece]
    ) -> None:
        """Take in where the words of cables name entries of the registers."""
        before = Run("", "")
        for number, run in enumerate(runs):
            cable, _, anchor = run.at.partition(", ")
            goes_on = (run.to, run.at) == (before.to, before.at)
            before = run
            if cable not in one.cables or run.to not in self._entries or goes_on:
                continue
            if number in aligned.firsts:
                edited = self._known.cables.get(cable)
                place = "head" if anchor in _HEAD else place_name(_paragraph(edited, anchor))
                label = self._text.label(body[aligned.firsts[number]].page)
                places = self._mentioned.setdefault(run.to, {})
                places.setdefault((cable, place), set()).add(label)

    def _tops(self) -> list[int]:
        places = (self._text.places.get(one.to) for one in self._text.outline if one.level == 0)
        return [place.page for place in places if place is not None]

    def _parts(self, pages: range) -> tuple[list[Piece], list[Piece]]:
        """Return the words of pages between head and foot, and those of their notes."""
        body: list[Piece] = []
        notes: list[Piece] = []
        for page in pages:
            rule = self._text.rules.get(page, FEET)
            for piece in self._by_page.get(page, ()):
                if FEET < piece.y < TOP:
                    (body if piece.y > rule else notes).append(piece)
        return body, notes

    def _read(self, one: Stretch, pages: range) -> list[_Read]:
        """Compare the words and the notes of a stretch, and take in where its headings stand."""
        body, notes = self._parts(pages)
        words = align(one.body, body)
        self._links.take_broken(one.body, body, words)
        self._mention(one, one.body, words, body)
        for mark in one.bookmarks:
            if mark.run in words.firsts:
                self._heads[id(mark)] = head = body[words.firsts[mark.run]]
                if mark.page:
                    self._links.begins[mark.page] = head
        below = align(one.notes, notes)
        self._links.take_broken(one.notes, notes, below)
        return [
            _Read("words-differ", one.body, body, words),
            _Read("note-differs", one.notes, notes, below),
        ]

    def _stretch(self, one: Stretch, pages: range, read: Sequence[_Read]) -> Iterator[Found]:
        for code, runs, pieces, aligned in read:
            if (difference := aligned.difference) is not None:
                yield Found(code, difference.at, difference.told())
            for at, message in self._links.faults(runs, pieces, aligned):
                yield Found("book-differs", at, message)
            for piece in misplaced(pieces) if one.cables else ():
                message = f"{piece.text.strip()[:60]!r} does not stand where it is read"
                yield Found("words-differ", _called(one.name), message)
            self._links.pass_over(pieces, aligned.skipped)
        if any(aligned.difference for _, _, _, aligned in read):
            return
        for area in self._links.on_no_words(pages):
            page = self._text.label(area.page)
            message = f"a link on page {page} stands on no words: {told_of(area)}"
            yield Found("book-differs", _called(one.name), message)

    # -- heads, feet, outline ---------------------------------------------------------------------

    def _heads_of(self, one: Stretch, chapters: Sequence[str]) -> set[str]:
        titles = ("".join(letters(self._titles.get(name, ""))).upper() for name in chapters)
        return {"", *titles, *map(str.upper, one.cables)}

    def _edges(self, where: str, heads: set[str], pages: range) -> Iterator[Found]:
        """Compare what stands above and below the text of pages."""
        for page in pages:
            found = self._by_page.get(page, ())
            head = "".join("".join(letters(p.text)) for p in found if p.y >= TOP)
            foot = "".join("".join(letters(p.text)) for p in found if p.y <= FEET)
            if head.upper() not in heads:
                message = f"the head of page {self._text.label(page)} is {head!r}"
                yield Found("words-differ", where, message)
            # Page 1 is a right one: an empty page may stand before it, and none elsewhere.
            empty = not found and self._text.label(page + 1) == "1"
            if foot != self._text.label(page) and not empty:
                message = f"page {self._text.label(page)} has {foot!r} at its foot"
                yield Found("words-differ", where, message)

    def _outline(self, stretches: Sequence[Stretch]) -> Iterator[Found]:
        must = [(one, mark) for one in stretches for mark in one.bookmarks]
        begin = self.tops[0][0]
        self._after = begin + len(must)
        self._marks = dict(enumerate((mark for _, mark in must), begin))
        for number, (one, mark) in enumerate(must, begin):
            outline = self._text.outline
            found = outline[number] if number < len(outline) else Title(-1, "", "")
            where = _called(one.name)
            if (found.level, bare(found.words)) != (mark.level, bare(mark.title)):
                message = f"the outline must have {mark.title!r}, and has {found.words!r}"
                yield Found("book-differs", where, message)
                return
            place, head = self._text.places.get(found.to), self._heads.get(id(mark))
            if place is None or (head is not None and not is_at(place, head)):
                message = f"{mark.title!r} in the outline leads elsewhere"
                yield Found("book-differs", where, message)


def _paragraph(one: EditedCable | None, anchor: str) -> str:
    """Return the paragraph that a part belongs to, or the place itself."""
    for paragraph in one.cable.paragraphs if one else ():
        if any(block.anchor == anchor for block in paragraph.blocks):
            return paragraph.anchor
    return anchor


def _called(page: str) -> str:
    return page.removeprefix("cables/") if page != CABLES else page
