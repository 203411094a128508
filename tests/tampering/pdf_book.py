"""What can be done to a whole book in PDF: to its words, links, pages, and to the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.tampering.pdf_edits import (
    Find,
    Opened,
    Shown,
    changed,
)

#: Words of a book: page, left end, foot, words.
Words = tuple[int, float, float, str]
Change = Callable[[Opened], None]


class OpenedBook(Opened):
    """A whole book that is being changed, with the words that it had."""

    def __init__(self, writer: PdfWriter, cable: str, words: Sequence[Words]) -> None:
        super().__init__(writer, cable)
        self._words = words

    def find(self, words: str, count: int = 0, begin: int = -1) -> tuple[int, Shown]:
        """Return page and operation of the piece that has some words, the first or a later one.

        It is looked for from the page of the cable on, or from a page, and then before that. Words
        of one or two signs are the whole piece.
        """
        first = self.place("p1")[0] if begin < 0 else begin
        pieces = sorted(self._words, key=lambda one: one[0] < first)
        found = [one for one in pieces if _has(" ".join(one[3].split()), words)]
        page, x, y, _ = found[count]
        return page, next(
            one for one in self.shown(page) if abs(one.x - x) < 1 and abs(one.y - y) < 1
        )

    def link(self, words: str, count: int = 0, begin: int = -1) -> DictionaryObject:
        """Return the link on some words."""
        page, shown = self.find(words, count, begin)
        for one in self.links(page):
            left, bottom, right, top = (float(n) for n in one["/Rect"])
            if left - 1 < shown.x < right and bottom - 1 < shown.y < top:
                return one
        raise AssertionError(words)

    def links(self, page: int) -> list[Any]:
        """Return the links of a page."""
        listed: Any = self.writer.pages[page].get("/Annots") or []
        return [one.get_object() for one in listed]


def _has(piece: str, words: str) -> bool:
    return piece == words if len(words) < 3 else words in piece


def _book(book: Opened) -> OpenedBook:
    assert isinstance(book, OpenedBook)
    return book


def at_words(words: str, count: int = 0) -> Find:
    return lambda book: _book(book).find(words, count)


def in_front(words: str, count: int = 0) -> Find:
    return lambda book: _book(book).find(words, count, 0)


def foot(book: Opened) -> tuple[int, Shown]:
    page, _ = _book(book).find("counted by night")
    return page, min(book.shown(page), key=lambda one: one.y)


def more(find: Find) -> Change:
    """Return an edit that shows the last letter once more."""
    return changed(find, lambda g: g + g[-2:])


def letter(words: str, count: int = 0) -> Change:
    """Return an edit that shows the last letter of some words twice."""
    return more(at_words(words, count))


# -- links ----------------------------------------------------------------------------------------


def leads(words: str, count: int = 0, begin: int = -1, **action: Any) -> Change:
    """Return an edit that gives the link on some words another action."""

    def edit(book: Opened) -> None:
        given = {NameObject(f"/{key}"): value for key, value in action.items()}
        _book(book).link(words, count, begin)[NameObject("/A")] = DictionaryObject(given)

    return edit


def leads_to(words: str, name: str, count: int = 0, begin: int = -1) -> Change:
    return leads(words, count, begin, S=NameObject("/GoTo"), D=TextStringObject(name))


def leads_out(words: str, address: str, count: int = 0) -> Change:
    return leads(words, count, S=NameObject("/URI"), URI=TextStringObject(address))


def without_link(words: str) -> Change:
    def edit(book: Opened) -> None:
        link = _book(book).link(words)
        page = _book(book).find(words)[0]
        listed: Any = book.writer.pages[page]["/Annots"]
        listed.get_object()[:] = [one for one in listed.get_object() if one.get_object() != link]

    return edit


def annotation(words: str, kind: str, aside: float = -1.0, **given: Any) -> Change:
    """Return an edit that puts an annotation on some words."""

    def edit(book: Opened) -> None:
        page, shown = _book(book).find(words)
        corners = (shown.x + aside, shown.y - 2, shown.x + aside + 20, shown.y + 8)
        new = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(kind),
                NameObject("/Rect"): ArrayObject(FloatObject(one) for one in corners),
                **{NameObject(f"/{key}"): value for key, value in given.items()},
            }
        )
        leaf = book.writer.pages[page]
        listed: Any = leaf.get("/Annots") or ArrayObject()
        leaf[NameObject("/Annots")] = ArrayObject([*listed.get_object(), new])

    return edit


GO = DictionaryObject(
    {NameObject("/S"): NameObject("/GoTo"), NameObject("/D"): TextStringObject("page.1")}
)
RUNS = DictionaryObject(
    {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1;")}
)


# -- hidden words ---------------------------------------------------------------------------------


def around(words: str, before: list[Any], after: list[Any]) -> Change:
    """Return an edit that puts operations before and after those of some words."""

    def edit(book: Opened) -> None:
        page, shown = _book(book).find(words)
        operations = book.content(page).operations
        operations[shown.number + 1 : shown.number + 1] = after
        operations[shown.number : shown.number] = before

    return edit


def number_of(value: float) -> FloatObject:
    return FloatObject(value)


def small(words: str) -> Change:
    def edit(book: Opened) -> None:
        page, shown = _book(book).find(words)
        operations = book.content(page).operations
        font = next(op for op in reversed(operations[: shown.number]) if op[1] == b"Tf")
        less = ([font[0][0], number_of(0.4)], b"Tf")
        operations[shown.number + 1 : shown.number + 1] = [font]
        operations[shown.number : shown.number] = [less]

    return edit


def drawn(words: str, drawing: Callable[[Shown], list[Any]]) -> Change:
    """Return an edit that draws something at the end of the page of some words."""

    def edit(book: Opened) -> None:
        page, shown = _book(book).find(words)
        operations = book.content(page).operations
        operations += [([], b"q"), *drawing(shown), ([], b"Q")]

    return edit


def box(shown: Shown) -> list[Any]:
    sides = [number_of(one) for one in (shown.x - 2, shown.y - 3, 90, 12)]
    return [([number_of(1)], b"g"), (sides, b"re"), ([], b"f")]


def stroke(shown: Shown) -> list[Any]:
    begin, end = [number_of(shown.x), number_of(shown.y + 2.5)], number_of(shown.x + 60)
    return [([number_of(0.5)], b"w"), (begin, b"m"), ([end, begin[1]], b"l"), ([], b"S")]


def clear(book: Opened) -> None:
    page, _ = _book(book).find("counted by night")
    state = DictionaryObject({NameObject("/ca"): number_of(0.0)})
    resources: Any = book.writer.pages[page]["/Resources"]
    states = DictionaryObject({NameObject("/Gone"): state})
    resources.get_object()[NameObject("/ExtGState")] = states
    around("counted by night", [([NameObject("/Gone")], b"gs")], [])(book)


SAID = DictionaryObject({NameObject("/ActualText"): TextStringObject("Forged")})


# -- the file -------------------------------------------------------------------------------------


def pages_swapped(one: int, other: int) -> Change:
    def edit(book: Opened) -> None:
        first, second = book.writer.pages[one], book.writer.pages[other]
        for name in ("/Contents", "/Annots", "/Resources"):
            key = NameObject(name)
            kept = first.get_object().raw_get(name) if name in first else ArrayObject()
            first[key] = second.raw_get(name) if name in second else ArrayObject()
            second[key] = kept

    return edit


def blank(book: Opened) -> None:
    page, _ = _book(book).find("counted by night")
    book.writer.insert_blank_page(index=page)


def page_gone(book: Opened) -> None:
    page, _ = _book(book).find("counted by night")
    book.writer.remove_page(page)


def tail(data: bytes) -> Change:
    def edit(book: Opened) -> None:
        book.tail = data

    return edit


def info_with(**given: str) -> Change:
    return lambda book: book.writer.add_metadata({f"/{key}": v for key, v in given.items()})


def root_with(name: str, value: Any) -> Change:
    return lambda book: book.writer.root_object.__setitem__(NameObject(name), value)


def opened_elsewhere(book: Opened) -> None:
    page: Any = book.writer.pages[4].indirect_reference
    book.writer.root_object[NameObject("/OpenAction")] = ArrayObject([page, NameObject("/Fit")])


def outline(number: int, change: Callable[[Any], None]) -> Change:
    """Return an edit of an entry of the outline, counted from the first chapter."""

    def edit(book: Opened) -> None:
        outlines: Any = book.writer.root_object["/Outlines"]
        node = outlines["/First"].get_object()
        for _ in range(number):
            node = node["/Next"].get_object()
        change(node)

    return edit


def forged(node: Any) -> None:
    node[NameObject("/Title")] = TextStringObject("Forged")


def elsewhere(node: Any) -> None:
    node[NameObject("/A")] = GO


def entry_lost(node: Any) -> None:
    following = node["/Next"].get_object()
    node[NameObject("/Next")] = following.raw_get("/Next")


def with_script(book: Opened) -> None:
    names: Any = book.writer.root_object["/Names"]
    listed = ArrayObject([TextStringObject("one"), RUNS])
    names.get_object()[NameObject("/JavaScript")] = DictionaryObject({NameObject("/Names"): listed})


def page_acts(book: Opened) -> None:
    page, _ = _book(book).find("counted by night")
    book.writer.pages[page][NameObject("/AA")] = DictionaryObject({NameObject("/O"): RUNS})


def turned(book: Opened) -> None:
    page, _ = _book(book).find("counted by night")
    book.writer.pages[page][NameObject("/Rotate")] = NumberObject(90)


def cut(book: Opened) -> None:
    page, _ = _book(book).find("counted by night")
    corners = ArrayObject(FloatObject(one) for one in (0, 0, 300, 300))
    book.writer.pages[page][NameObject("/CropBox")] = corners


def name_twice(listed: Any, number: int) -> None:
    listed += [listed[number], listed[number + 1]]
