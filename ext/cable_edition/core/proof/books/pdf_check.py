"""The proof of a book in PDF: at its places stand the words of each cable, and no others."""

from __future__ import annotations

import glob
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.escape import visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.books.epub_file import UnreadableBookError
from cable_edition.core.proof.books.pdf_flow import bare
from cable_edition.core.proof.books.pdf_front import front_faults
from cable_edition.core.proof.books.pdf_letters import compare, letters_of, told
from cable_edition.core.proof.books.pdf_order import BookOrder
from cable_edition.core.proof.books.pdf_pages import BookPages
from cable_edition.core.proof.books.pdf_text import (
    PdfText,
    Piece,
    Place,
    letters,
    read_pdf,
)
from cable_edition.core.proof.site.known import Heading, Known
from cable_edition.core.settings.conf_values import literals
from cable_edition.core.settings.edition_file import GENERATED
from cable_edition.core.words import marked, say, speak

#: A place lies as high above the foot of its first letters as a line is high, in points.
_HIGH = (9.0, 16.0)
#: How far aside its first letters may stand: a quotation mark hangs over the edge of a line.
_ASIDE = 6.0
#: How far below a heading its place can lie.
_BELOW = 40.0
#: The numbers of paragraphs stand in the margin, left of this.
_MARGIN = 80.0
_SAME_LINE = 2.0
#: What an edition sets below the words of a cable, in small capitals.
_FOLLOWING = (
    marked("Emendations"), marked("Cited by"), marked("Related records"), marked("Notes")
)  # fmt: skip
#: The heads of cables and chapters are larger than this, in points.
_HEAD = 11.0
Found = tuple[str, str]


def check_pdf(output: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in a book in PDF, a file, or in each book of a folder.

    Problems: ``book-unreadable``, ``book-differs``, ``place-missing``, ``words-differ``,
    ``words-added``, ``number-differs``, ``mark-differs``, ``note-differs``.
    """
    speak(against.settings.language)
    for book in sorted(output.glob("*.pdf")) if output.is_dir() else [output]:
        try:
            text = read_pdf(book)
        except UnreadableBookError as error:
            yield Problem("book-unreadable", str(error), str(book))
            continue
        for code, message in _book(text, against):
            yield Problem(code, message, str(book))


def _book(text: PdfText, against: Against) -> Iterator[Found]:
    for page, message in text.faults:
        yield "book-differs", f"page {text.label(page)}: {message}" if page else message
    known = _known(text, against)
    named = pages_in_contents(against.file.documents)

    def is_named(page: str) -> bool:
        return any(fnmatchcase(page, name) for name in named)

    pages = BookPages(text, known, _left_out(text, known, against, named), is_named)
    for where, message in front_faults(text, known):
        yield "book-differs", f"{where}: {message}"
    yield from _dead_ends(text, pages)
    running = Running(text)
    without = against.settings.book.without
    told = set()
    for one in against.edition.cables:
        if any(fnmatchcase(f"cables/{one.id}", pattern) for pattern in without):
            continue
        for code, message in _CableInPdf(one, text, running).run():
            told.add(one.id)
            yield code, f"{one.id}, {message}"
    for found in pages.run():
        # The words of a cable are told once, with the letter at which they differ.
        if found.code != "words-differ" or found.where.partition(", ")[0] not in told:
            yield found.code, f"{found.where}: {found.message}"


def _known(text: PdfText, against: Against) -> Known:
    """Return what the pages must agree on; what conf.py alone says is asked of the book."""
    settings = against.settings
    title = settings.title or text.info.get("/Title", "")
    is_said = "languages" in against.file.lines or not text.language
    language = settings.language if is_said else text.language.replace("-", "_")
    return Known(against, title, language, "", Heading("", ""), is_cited=False)


def _left_out(
    text: PdfText, known: Known, against: Against, named: Collection[str]
) -> Callable[[str], bool]:
    """Return what tells whether the book has no page of a name: it is asked of chapters.

    A book has no chapter that the settings take out; it need not have one that the contents of the
    first page do not name, and may have it below another. ``named`` are the names in the contents.
    """
    patterns = against.settings.book.without
    unnamed = {one for one in GENERATED if not any(fnmatchcase(f"{one}/index", n) for n in named)}
    if named and unnamed - {"parts"}:
        shown = {bare(one.words) for one in text.outline}
        chapters = BookOrder(known, _told_by(text, against, patterns)).chapters
        absent = [name for title, name in chapters.items() if bare(title) not in shown]
        patterns = (*patterns, *(name for name in absent if name.partition("/")[0] in unnamed))
    return _told_by(text, against, patterns)


def _told_by(text: PdfText, against: Against, patterns: Sequence[str]) -> Callable[[str], bool]:
    departed = {gone.cable for gone in against.edition.releases.departed}

    def is_left_out(page: str) -> bool:
        folder, _, name = page.partition("/")
        top = "cables" if folder == "parts" else folder
        top = "releases" if folder == "cables" and name in departed else top
        named = any(fnmatchcase(page, pattern) for pattern in patterns)
        if any(fnmatchcase(f"{top}/index", pattern) for pattern in patterns):
            return True
        return named and (folder != "cables" or f"c-{name}" not in text.places)

    return is_left_out


def pages_in_contents(documents: Path) -> set[str]:
    """Return the pages that the first one may list, each by its name or a pattern of names.

    They are lines of their own, in Markdown and in reStructuredText, and stand in angle brackets
    behind a title. Nothing is returned where there is no first page.
    """
    value, _ = literals(documents / "conf.py").get("root_doc", ("index", 0))
    found: set[str] = set()
    for path in documents.glob(f"{glob.escape(str(value))}.*"):
        if path.suffix in {".md", ".rst"}:
            lines = path.read_text("utf-8", "replace").splitlines()
            named = (line.strip().removesuffix(">").rpartition("<")[2] for line in lines)
            found |= {one.removeprefix("/").removesuffix(path.suffix) for one in named if one}
    return found


def _dead_ends(text: PdfText, pages: BookPages) -> Iterator[Found]:
    """Find what leads to no place of the book, or does something else than lead."""
    for area in text.areas:
        where = f"page {text.label(area.page)}: "
        if area.strange:
            yield "book-differs", f"{where}the page has {area.strange}"
        elif area.to and area.to not in text.places and not pages.may_lack(area.to):
            yield "book-differs", f"{where}a link leads to {area.to!r}, which the book has not"
    for title in text.outline:
        if title.to not in text.places:
            yield "book-differs", f"{title.words!r} in the outline leads to no place of the book"


class Running:
    """The pieces of the running text in order, found by their place."""

    def __init__(self, text: PdfText) -> None:
        feet: dict[int, float] = {}
        for piece in text.pieces:
            if piece.in_text and not piece.is_code:
                feet[piece.page] = min(piece.y, feet.get(piece.page, piece.y))
        #: What is set as code below all other words stands in a note.
        self.pieces: list[Piece] = [
            piece
            for piece in text.pieces
            if piece.in_text
            and not (piece.is_code and piece.y < feet.get(piece.page, 0.0) - _SAME_LINE)
        ]
        self._pages = [piece.page for piece in self.pieces]
        self._beside: dict[int, list[Piece]] = {}
        for piece in text.pieces:
            if piece.in_block and not piece.in_text:
                self._beside.setdefault(piece.page, []).append(piece)

    def at(self, place: Place) -> int | None:
        """Return the number of the piece whose first letters have a place."""
        low = bisect_left(self._pages, place.page)
        high = bisect_left(self._pages, place.page + 1)
        near = [
            (abs(piece.x - place.x), number)
            for number, piece in enumerate(self.pieces[low:high], low)
            if _HIGH[0] <= place.y - piece.y <= _HIGH[1] and abs(piece.x - place.x) <= _ASIDE
        ]
        return min(near)[1] if near else None

    def beside(self, page: int) -> list[Piece]:
        """Return what a page has between head and foot beside the running text."""
        return self._beside.get(page, [])


class _Part(NamedTuple):
    """What has a place of its own: a block, a line, a heading; ``number`` is that of a par."""

    anchor: str
    words: list[str]
    is_heading: bool = False
    number: str | None = None
    mark: str = ""


def _parts(one: EditedCable) -> Iterator[_Part]:
    """Yield the parts of the running text of a cable in their order."""
    cable = one.cable
    last = len(cable.paragraphs)

    def part(anchor: str, *, is_heading: bool = False) -> _Part:
        return _Part(anchor, letters(visible(one.text(anchor))), is_heading)

    for index in range(last + 1):
        for heading in cable.headings:
            if min(heading.precedes, last) == index:
                yield part(heading.anchor, is_heading=True)
        for paragraph in cable.paragraphs[index : index + 1]:
            mark = paragraph.marking.text if paragraph.marking else ""
            number = "" if paragraph.n is None else str(paragraph.n)
            for count, block in enumerate(paragraph.blocks):
                found = part(block.anchor)
                yield found if count else found._replace(number=number, mark=mark)
    for line in cable.closing:
        yield part(line.anchor)
    if cable.signature:
        yield part("signature")


class _CableInPdf:
    """Compares the running text of one cable with what its book has."""

    def __init__(self, one: EditedCable, text: PdfText, running: Running) -> None:
        self._one = one
        self._places = text.places
        self._running = running
        self._pieces = running.pieces

    def _place(self, anchor: str) -> Place | None:
        return self._places.get(f"c-{self._one.id}-{anchor}")

    def run(self) -> Iterator[Found]:
        """Yield code and message of what differs."""
        parts = [part for part in _parts(self._one) if part.words]
        lost = {part.anchor for part in parts if self._place(part.anchor) is None}
        for anchor in sorted(lost):
            yield "place-missing", f"{anchor}: the book has no such place"
        starts: list[tuple[int, int]] = []
        for number, part in enumerate(parts):
            place = self._place(part.anchor)
            if part.is_heading or place is None:
                continue
            at = self._running.at(place)
            if at is None:
                yield "words-differ", f"{part.anchor}: no words stand at its place"
            elif starts and at <= starts[-1][0]:
                before = parts[starts[-1][1]].anchor
                yield "words-differ", f"{part.anchor}: it stands before {before}"
            else:
                starts.append((at, number))
                yield from self._beside(part, place, self._pieces[at])
        yield from self._words(parts, starts)

    def _beside(self, part: _Part, place: Place, first: Piece) -> Iterator[Found]:
        """Compare what stands on the line of a part beside its words."""
        line = [
            piece
            for piece in self._running.beside(first.page)
            if abs(piece.y - first.y) <= _SAME_LINE and piece.x < place.x
        ]
        number = "".join("".join(letters(p.text)) for p in line if p.x < _MARGIN)
        mark = "".join("".join(letters(p.text)) for p in line if p.x >= _MARGIN)
        if number != "".join(letters(part.number or "")):
            message = f"the number is {part.number or ''!r}, the book has {number!r}"
            yield "number-differs", f"{part.anchor}: {message}"
        if mark != "".join(letters(part.mark)):
            message = f"the portion mark is {part.mark!r}, the book has {mark!r}"
            yield "mark-differs", f"{part.anchor}: {message}"

    def _words(self, parts: Sequence[_Part], starts: list[tuple[int, int]]) -> Iterator[Found]:
        """Compare what stands from each place to the next with the parts between."""
        if starts and starts[0][1]:
            lead = parts[: starts[0][1]]
            at = self._back(starts[0][0], sum(len(part.words) for part in lead))
            starts.insert(0, (at, 0))
        for index, (at, number) in enumerate(starts):
            is_last = index + 1 == len(starts)
            end = at if is_last else starts[index + 1][0]
            here = parts[number : None if is_last else starts[index + 1][1]]
            expected = [sign for part in here for sign in part.words]
            if is_last:
                end = self._reach(at, len(expected))
            found = letters_of(self._pieces[at : end + is_last])
            compared = compare(expected, found, whole=not is_last)
            if not compared.agree:
                anchor = _owner(here, compared.expected)
                yield "words-differ", f"{anchor}: {told(expected, found, compared)}"
                continue
            yield from self._heading_places(here, at, found.pieces)
            if is_last:
                yield from self._after(here[-1].anchor, at, found.pieces, compared.found)

    def _back(self, at: int, count: int) -> int:
        """Return the number of the piece from which so many letters stand before a piece."""
        while at > 0 and count > 0:
            at -= 1
            count -= len(letters(self._pieces[at].text))
        return at

    def _reach(self, at: int, count: int) -> int:
        """Return the number of a piece by which more letters than that have come."""
        last = len(self._pieces) - 1
        end = at
        count += count // 20 + 20
        while end < last and count > 0:
            count -= len(letters(self._pieces[end].text))
            end += 1
        return end

    def _heading_places(
        self, here: Sequence[_Part], at: int, owners: Sequence[int]
    ) -> Iterator[Found]:
        """Find headings whose place is not just below their words."""
        done = 0
        for part in here:
            done += len(part.words)
            place = self._place(part.anchor)
            if not part.is_heading or place is None:
                continue
            # Hyphens of line ends put letters later, by a few at most.
            piece = self._pieces[at + owners[min(done, len(owners)) - 1]]
            if piece.page != place.page or not -_SAME_LINE <= piece.y - place.y <= _BELOW:
                yield "words-differ", f"{part.anchor}: its place is not at its words"

    def _after(self, anchor: str, at: int, owners: Sequence[int], to: int) -> Iterator[Found]:
        """Find words that follow the last ones of a cable and are none of the edition's."""
        last = at + owners[to - 1]
        number = at + owners[to] if to < len(owners) else last + 1
        if number >= len(self._pieces):
            return
        following = self._pieces[number]
        if number != last and _may_follow(self._pieces[number : number + 2], self._one.id):
            return
        yield "words-added", f"{anchor}: after it stands {following.text.strip()[:80]!r}"


def _may_follow(pieces: Sequence[Piece], cable_id: str) -> bool:
    words = [piece.text.strip() for piece in pieces]
    # Places of the cable that other cables have now are listed.
    if words[0] == "•" and words[-1].startswith(cable_id):
        return True
    heads = tuple(say(head).upper() for head in _FOLLOWING)
    return pieces[0].size > _HEAD or words[0].upper().startswith(heads)


def _owner(parts: Sequence[_Part], at: int) -> str:
    """Return the anchor of the part that has a letter."""
    for part in parts:
        at -= len(part.words)
        if at < 0:
            return part.anchor
    return parts[-1].anchor
