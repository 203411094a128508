"""Edits of a book in PDF: glyphs and places are changed as a program for PDFs can change them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

#: How high a named place lies above the foot of its letters, in points.
HIGH = (9.0, 16.0)
_TEXT = (TextStringObject, ByteStringObject)


class PdfEdit(NamedTuple):
    """One edit: its kind, its name, the anchor that must be told, and what it does."""

    kind: str
    name: str
    anchor: str
    change: Callable[[Opened], None]


class Shown(NamedTuple):
    """An operation that shows glyphs: its number on the page, and where it stands."""

    number: int
    x: float
    y: float


class Opened:
    """A book that is being changed; ``cable`` is the cable whose places are named."""

    def __init__(self, writer: PdfWriter, cable: str) -> None:
        self.writer = writer
        self._cable = cable
        self._contents: dict[int, ContentStream] = {}
        #: What is added after the end of the file.
        self.tail = b""

    def name(self, anchor: str) -> str:
        """Return the name of a place."""
        return f"c-{self._cable}-{anchor}"

    def place(self, anchor: str) -> tuple[int, float, float]:
        """Return page and point of a place."""
        there = self.writer.named_destinations[self.name(anchor)]
        for number, page in enumerate(self.writer.pages):
            if page.indirect_reference == there.page:
                return number, float(there.left or 0), float(there.top or 0)
        raise AssertionError(anchor)

    def content(self, page: int) -> ContentStream:
        """Return the operations of a page; what is changed in them is written by :meth:`save`."""
        if page not in self._contents:
            found = self.writer.pages[page].get_contents()
            self._contents[page] = ContentStream(found, self.writer)
        return self._contents[page]

    def shown(self, page: int) -> Iterator[Shown]:
        """Yield the operations of a page that show glyphs; the book only moves, never turns."""
        x = y = moved_x = moved_y = 0.0
        kept: list[tuple[float, float]] = []
        for number, (operands, operator) in enumerate(self.content(page).operations):
            if operator == b"q":
                kept.append((moved_x, moved_y))
            elif operator == b"Q":
                moved_x, moved_y = kept.pop()
            elif operator == b"cm":
                moved_x, moved_y = moved_x + float(operands[4]), moved_y + float(operands[5])
            elif operator == b"BT":
                x = y = 0.0
            elif operator == b"Td":
                x, y = x + float(operands[0]), y + float(operands[1])
            elif operator == b"TJ":
                yield Shown(number, moved_x + x, moved_y + y)

    def at(self, anchor: str) -> tuple[int, Shown]:
        """Return page and operation of the first letters at a place."""
        page, x, y = self.place(anchor)
        return page, next(
            one for one in self.shown(page) if abs(one.x - x) < 6 and HIGH[0] < y - one.y < HIGH[1]
        )

    def heading(self, anchor: str) -> tuple[int, Shown]:
        """Return page and operation of the last line of a heading."""
        page, _, y = self.place(anchor)
        above = [one for one in self.shown(page) if 0 < one.y - y < 40]
        return page, min(above, key=lambda one: one.y)

    def beside(self, anchor: str, *, margin: bool) -> tuple[int, Shown]:
        """Return page and operation of the number of a paragraph, or of its mark."""
        page, first = self.at(anchor)
        return page, next(
            one
            for one in self.shown(page)
            if abs(one.y - first.y) < 1 and one.x < first.x - 1 and (one.x < 80) == margin
        )

    def operands(self, at: tuple[int, Shown]) -> Any:
        """Return what an operation shows: strings of glyphs and the gaps between them."""
        page, shown = at
        return self.content(page).operations[shown.number][0][0]

    def put(self, at: tuple[int, Shown], operands: Any) -> None:
        """Let an operation show something else."""
        page, shown = at
        self.content(page).operations[shown.number] = ([ArrayObject(operands)], b"TJ")

    def save(self) -> None:
        """Write the changed operations into their pages."""
        for number, content in self._contents.items():
            self.writer.pages[number][NameObject("/Contents")] = content


def glyphs(part: Any) -> bytes:
    """Return the glyphs of a string, two bytes each."""
    return bytes(part.original_bytes)


def _strings(book: Opened, at: tuple[int, Shown], change: Callable[[bytes], bytes]) -> None:
    """Change the longest string that an operation shows."""
    operands = list(book.operands(at))
    longest = max(
        (number for number, part in enumerate(operands) if isinstance(part, _TEXT)),
        key=lambda number: len(glyphs(operands[number])),
    )
    operands[longest] = ByteStringObject(change(glyphs(operands[longest])))
    book.put(at, operands)


Find = Callable[[Opened], tuple[int, Shown]]


def _at(anchor: str) -> Find:
    return lambda book: book.at(anchor)


def _heading(anchor: str) -> Find:
    return lambda book: book.heading(anchor)


def changed(find: Find, change: Callable[[bytes], bytes]) -> Callable[[Opened], None]:
    """Return an edit that changes the longest string of glyphs of an operation."""
    return lambda book: _strings(book, find(book), change)


def gone(find: Find) -> Callable[[Opened], None]:
    """Return an edit that lets an operation show nothing."""
    return lambda book: book.put(find(book), [])


def swapped(one: Find, other: Find) -> Callable[[Opened], None]:
    """Return an edit that exchanges what two operations show."""

    def change(book: Opened) -> None:
        first, second = one(book), other(book)
        kept = book.operands(first)
        book.put(first, book.operands(second))
        book.put(second, kept)

    return change


def _line_after(anchor: str, count: int) -> Find:
    """Return how to find the line some lines below the first of a place."""

    def find(book: Opened) -> tuple[int, Shown]:
        page, first = book.at(anchor)
        lines = [one for one in book.shown(page) if one.y < first.y - 1 and one.x < 92]
        return page, sorted(lines, key=lambda one: -one.y)[count - 1]

    return find


def _paragraph_gone(anchor: str, to: str) -> Callable[[Opened], None]:
    def change(book: Opened) -> None:
        (page, first), (_, last) = book.at(anchor), book.at(to)
        for one in list(book.shown(page)):
            if first.y + 1 > one.y > last.y + 1:
                book.put((page, one), [])

    return change


def added(find: Find, below: float, aside: float = 0.0) -> Callable[[Opened], None]:
    """Return an edit that shows the words of an operation once more, somewhere else."""

    def change(book: Opened) -> None:
        page, shown = at = find(book)
        operations = book.content(page).operations
        moved = ([FloatObject(aside), FloatObject(-below)], b"Td")
        back = ([FloatObject(-aside), FloatObject(below)], b"Td")
        words = ([ArrayObject(book.operands(at))], b"TJ")
        operations[shown.number + 1 : shown.number + 1] = [moved, words, back]

    return change


def twice(find: Find) -> Callable[[Opened], None]:
    """Return an edit that lets an operation show its words twice."""

    def change(book: Opened) -> None:
        at = find(book)
        operands = list(book.operands(at))
        book.put(at, [*operands, *operands])

    return change


def _names(book: Opened) -> Iterator[tuple[Any, int]]:
    """Yield each list of names and destinations, with the number of each name."""

    def walk(node: Any) -> Iterator[tuple[Any, int]]:
        found = node.get_object()
        for kid in found.get("/Kids", ()):
            yield from walk(kid)
        listed = found.get("/Names", [])
        yield from ((listed, number) for number in range(0, len(listed), 2))

    root = book.writer.root_object
    yield from walk(root["/Names"]["/Dests"])


def named(name: str, change: Callable[[Any, int], None]) -> Callable[[Opened], None]:
    """Return an edit of the place with a name, given the list that has it and where."""

    def edit(book: Opened) -> None:
        change(*next((listed, n) for listed, n in _names(book) if str(listed[n]) == name))

    return edit


def _place(anchor: str, change: Callable[[Any, int], None]) -> Callable[[Opened], None]:
    return lambda book: named(book.name(anchor), change)(book)


def _renamed(listed: Any, number: int) -> None:
    listed[number] = TextStringObject(f"{listed[number]}9")


def lost(listed: Any, number: int) -> None:
    """Take a place out of its list."""
    del listed[number : number + 2]


def _moved(points: float) -> Callable[[Any, int], None]:
    def change(listed: Any, number: int) -> None:
        there = listed[number + 1].get_object()
        there = there["/D"] if isinstance(there, DictionaryObject) else there
        there[3] = FloatObject(float(there[3]) + points)

    return change


def _places_swapped(one: str, other: str) -> Callable[[Opened], None]:
    def change(book: Opened) -> None:
        found = {
            str(listed[number]): (listed, number + 1)
            for listed, number in _names(book)
            if str(listed[number]) in {book.name(one), book.name(other)}
        }
        (a, at), (b, to) = found.values()
        a[at], b[to] = b[to], a[at]

    return change


#: What is tried on the file as a whole, beside the edits of its pages.
OF_FILES = frozenset({"file"})
#: Of the cable 05OTTAWA286 of the first edition.
EDITS = [
    PdfEdit("word-changed", "two letters", "p2",
            changed(_at("p2"), lambda g: g[2:4] + g[:2] + g[4:])),
    PdfEdit("word-changed", "a letter", "p4",
            changed(_line_after("p4", 1), lambda g: g[:2] + g[:2] + g[4:])),
    PdfEdit("word-changed", "a letter of a heading", "h2",
            changed(_heading("h2"), lambda g: g[2:4] + g[:2] + g[4:])),
    PdfEdit("word-changed", "the sign-off", "signature",
            changed(_at("signature"), lambda g: g[:1] + bytes([g[1] ^ 1]) + g[2:])),
    PdfEdit("word-changed", "a closing line", "u1",
            changed(_at("u1"), lambda g: g[:-4] + g[-2:] + g[-4:-2])),
    PdfEdit("word-changed", "an item of a list", "p14-2",
            changed(_at("p14-2"), lambda g: g[2:4] + g[:2] + g[4:])),
    PdfEdit("word-changed", "an emended place", "p1",
            changed(lambda book: book.at("e-p1-1"), lambda g: g[2:] + g[:2])),
    PdfEdit("word-left-out", "a letter", "p3", changed(_line_after("p3", 1), lambda g: g[:-2])),
    PdfEdit("word-left-out", "a line", "p6", gone(_line_after("p6", 2))),
    PdfEdit("word-left-out", "the first words", "p7", gone(_at("p7"))),
    PdfEdit("word-left-out", "a heading", "h1", gone(_heading("h1"))),
    PdfEdit("word-left-out", "the sign-off", "signature", gone(_at("signature"))),
    PdfEdit("word-left-out", "a paragraph", "p13", _paragraph_gone("p13", "p14")),
    PdfEdit("word-added", "a letter", "p5", changed(_at("p5"), lambda g: g + g[-2:])),
    PdfEdit("word-added", "words once more", "p8", twice(_line_after("p8", 2))),
    PdfEdit("word-added", "between two paragraphs", "p2", added(_at("p2"), 5.0)),
    PdfEdit("word-added", "after the sign-off", "signature", added(_at("signature"), 14.0)),
    PdfEdit("word-added", "to a heading", "h3", added(_heading("h3"), 0.0, 90.0)),
    PdfEdit("order", "two lines", "p9", swapped(_line_after("p9", 1), _line_after("p9", 2))),
    PdfEdit("order", "two items", "p14-2", swapped(_at("p14-2"), _at("p14-3"))),
    PdfEdit("order", "two paragraphs", "p1", swapped(_at("p1"), _at("p2"))),
    PdfEdit("order", "two places", "p2", _places_swapped("p1", "p2")),
    PdfEdit("anchor", "taken out", "p10", _place("p10", lost)),
    PdfEdit("anchor", "renamed", "p11", _place("p11", _renamed)),
    PdfEdit("anchor", "of a heading taken out", "h4", _place("h4", lost)),
    PdfEdit("anchor", "moved up", "p12", _place("p12", _moved(40.0))),
    PdfEdit("anchor", "moved down a line", "p6", _place("p6", _moved(-12.79))),
    PdfEdit("anchor", "of a heading moved", "h1", _place("h1", _moved(-200.0))),
    PdfEdit("number", "of another paragraph", "p1",
            swapped(lambda b: b.beside("p1", margin=True), lambda b: b.beside("p2", margin=True))),
    PdfEdit("number", "taken out", "p3", gone(lambda b: b.beside("p3", margin=True))),
    PdfEdit("number", "twice", "p4", twice(lambda b: b.beside("p4", margin=True))),
    PdfEdit("mark", "of another paragraph", "p5",
            swapped(lambda b: b.beside("p5", margin=False),
                     lambda b: b.beside("p6", margin=False))),
    PdfEdit("mark", "taken out", "p7", gone(lambda b: b.beside("p7", margin=False))),
    PdfEdit("mark", "twice", "p8", twice(lambda b: b.beside("p8", margin=False))),
]  # fmt: skip
