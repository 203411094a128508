"""The walk through XML around cables: where a record ends, and which values it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonicalize
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.readers.attributes import field_of
from cable_edition.core.reading.readers.cell import Cell
from cable_edition.core.reading.readers.cells import is_record, shows_text
from cable_edition.core.reading.readers.created import iso_created
from cable_edition.core.reading.readers.markup import is_of_page, read_markup
from cable_edition.core.reading.readers.notes import ROW_LIMIT

if TYPE_CHECKING:
    from cable_edition.core.reading.readers.pieces import Pieces

_NAME = r"[A-Za-z_][\w.:-]{0,80}"
_TAG = re.compile(
    rf"<(?P<close>/)?(?P<name>{_NAME})(?P<attrs>(?:\s[^<>]{{0,4000}}?)?)(?P<empty>/)?>"
)
_ATTRIBUTE = re.compile(
    rf"(?P<name>{_NAME})\s{{0,4}}=\s{{0,4}}(?:\"(?P<double>[^\"<>]{{0,4000}})\""
    r"|'(?P<single>[^'<>]{0,4000})')"
)
#: What no element stands in, and how each ends.
_APART = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
_DOCTYPE = "<!DOCTYPE"
_SUBSET = re.compile(r"<!DOCTYPE[^<>\[]{0,400}\[")
_CDATA = re.compile(r"<!\[CDATA\[(?P<words>.*?)(?:\]\]>|\Z)", re.DOTALL)
#: Elements of a program, that an attribute gives the name of a column.
_COLUMNS = frozenset(
    {
        *("field", "column", "col", "value", "property", "attribute", "str", "arr", "data"),
        *("item", "cell"),
    }
)
_NAMING = frozenset({"name", "key", "field", "column", "label"})
#: Names of a text that a record itself may have: one with values in it is no text.
_RECORDS = frozenset({"cable", "message", "telegram", "msg", "file", "path", "filename"})
#: Elements within elements beyond this are not told apart, nor values beyond that kept.
_DEEP, _MOST = 64, 200
#: The end of an element of a list within a value.
_LISTED = re.compile(r"</(?:str|item|value|cell)>")
#: The longest tag, in characters.
_LONGEST = 4_200


class _Element:
    """An open element: how its tag and its value are named, and the values met in it."""

    def __init__(self, tag: str, name: str, start: int, attributes: list[Cell]) -> None:
        self.tag = tag
        self.name = name
        self.start = start
        self.attributes = attributes
        self.cells = list(attributes)
        #: Whether another element stands in it that is no mark of a page.
        self.parent = False
        #: The tag and the end of the element in it that had the last text.
        self.texted, self.text_end = "", -1

    def add(self, cells: list[Cell]) -> None:
        """Add values; a record has not so many."""
        self.cells += cells
        del self.cells[_MOST:]


class Walk:
    """Walks through a text that comes in chunks, and parts it where a record ends."""

    def __init__(self) -> None:
        self._text = ""
        self._start = self._at = 0
        self._until = ""
        self._open = [_Element("", "", 0, [])]
        self._depth = 0
        #: The values of the record that ended last, then identifiers of the elements around it.
        self.record: list[Cell] = []

    def add(self, chunk: str) -> Iterator[str]:
        """Yield the rows that end in ``chunk``."""
        self._move(self._start)
        self._text += chunk
        text = self._text
        while self._seek():
            match = _TAG.match(text, self._at)
            if match:
                self._at = match.end()
                if (cut := self._tag(match)) >= 0:
                    row, self._start = text[self._start : cut], cut
                    yield row
            elif not self._opens_apart():
                if len(text) - self._at < _LONGEST and text.find(">", self._at) < 0:
                    break
                self._at += 1
        if self._at - self._start > ROW_LIMIT:
            self._open, self._until, self._depth = [_Element("", "", 0, [])], "", 0
            row, self._start = text[self._start : self._at], self._at
            yield row

    def rest(self) -> str:
        """Return what stands after the last record."""
        return self._text[self._start :]

    def all(self) -> list[Cell]:
        """Return the values of the elements that are open, the innermost first.

        What stands in an open one that is named as a field is its value so far.
        """
        found: list[Cell] = []
        for one in reversed(self._open):
            if field_of(one.name) and not one.parent:
                found.append(Cell(one.name, Span(one.start, len(self._text))))
            found += one.cells
        return found

    def begun(self) -> bool:
        """Tell whether what is open so far has the values of a record."""
        cells = self.all()
        return is_record(map(named_field, cells)) or any(map(self._shows, cells))

    def _seek(self) -> bool:
        """Go to the next tag; tell whether there is one in what has come."""
        if self._until:
            end = self._text.find(self._until, self._at)
            if end < 0:
                self._at = max(self._at, len(self._text) - len(self._until) + 1)
                return False
            self._at = end + len(self._until)
            self._until = ""
        at = self._text.find("<", self._at)
        self._at = len(self._text) if at < 0 else at
        return at >= 0

    def _opens_apart(self) -> bool:
        """Take the start of a comment, of marked words or of a declaration, if there is one."""
        for begins, ends in _APART:
            if self._text.startswith(begins, self._at):
                self._at, self._until = self._at + len(begins), ends
                return True
        if self._text.startswith(_DOCTYPE, self._at):
            subset = _SUBSET.match(self._text, self._at)
            self._at = subset.end() if subset else self._at + len(_DOCTYPE)
            self._until = "]>" if subset else ">"
            return True
        return False

    def _move(self, by: int) -> None:
        """Forget the text before a row; the places of what is open move with it."""
        if not by:
            return
        self._text = self._text[by:]
        self._at -= by
        self._start -= by
        for one in self._open:
            one.start = max(0, one.start - by)
            one.text_end = max(-1, one.text_end - by)
            one.attributes = []
            one.cells = [
                Cell(name, Span(low - by, high - by))
                for name, (low, high) in one.cells
                if low >= by
            ]

    def _tag(self, match: re.Match[str]) -> int:
        """Take a tag; return where a record ended, or -1."""
        tag = bare_name(match["name"])
        if match["close"]:
            return self._close(tag, match)
        attributes = list(_attributes(match)) if "=" in match["attrs"] else []
        name = _named(tag, attributes) or match["name"].rpartition(":")[2]
        values = [cell for cell, words in attributes if _is_value(cell.name, words)]
        known = field_of(name) is not None
        if match["empty"]:
            self._open[-1].add([Cell(name, Span(match.end(), match.end()))] if known else values)
        elif len(self._open) < _DEEP:
            outer = self._open[-1]
            outer.parent = outer.parent or known or not (is_of_page(tag) or tag in _COLUMNS)
            self._open.append(_Element(tag, name, match.end(), values))
        else:
            self._depth += 1
        return -1

    def _close(self, tag: str, match: re.Match[str]) -> int:
        if self._depth:
            self._depth -= 1
            return -1
        if all(one.tag != tag for one in self._open[1:]):
            return -1
        one = self._open.pop()
        while one.tag != tag:
            self._open[-1].add(one.cells)
            one = self._open.pop()
        outer = self._open[-1]
        cells = self._values(one, match.start())
        texts = [cell for cell in cells if named_field(cell) == "text" or self._shows(cell)]
        if texts and is_record({"text", *map(named_field, cells)}):
            return self._ends(cells, match.end())
        shown = any(map(self._shows, texts))
        if shown and len(self._open) == 1:
            return self._ends(cells, match.end())
        cut = outer.text_end if shown and outer.texted == tag else -1
        if cut >= 0:
            # The second text of elements of one name: each is a record.
            outer.cells = []
        outer.add(cells)
        if shown:
            outer.texted, outer.text_end = tag, match.end()
        return cut

    def _ends(self, cells: list[Cell], end: int) -> int:
        # Other values around it are of the file: the day of an export is not the cable's.
        around = (cell for one in reversed(self._open) for cell in one.cells)
        self.record = [*cells, *(cell for cell in around if named_field(cell) == "identifier")]
        for one in self._open:
            one.cells, one.texted = [], ""
        return end

    def _values(self, one: _Element, end: int) -> list[Cell]:
        """Return the values of an element that ends: itself, or those that were met in it."""
        value = Cell(one.name, Span(one.start, end))
        if field_of(one.name) == "text":
            within = any(named_field(cell) == "text" for cell in one.cells)
            if not within and not (one.parent and one.tag in _RECORDS):
                return [*one.attributes, value]
            return one.cells
        if one.parent or (field_of(one.name) is None and is_of_page(one.tag)):
            return one.cells
        if one.tag in _COLUMNS and one.name.lower() == one.tag:
            return one.cells
        return [*one.cells, value]

    def _shows(self, cell: Cell) -> bool:
        """Whether a value shows the text of a cable, whatever its name."""
        return shows_text(self._text, cell.span, unescape)


def named_field(cell: Cell) -> str | None:
    """Return the field that a value is by its name, or ``None``."""
    return field_of(cell.name)


def bare_name(name: str) -> str:
    """Return the name of an element in small letters, without its prefix."""
    return name.rpartition(":")[2].lower()


def _attributes(match: re.Match[str]) -> Iterator[tuple[Cell, str]]:
    """Yield the attributes of a tag, each with its words."""
    for found in _ATTRIBUTE.finditer(match.string, *match.span("attrs")):
        which = "single" if found["double"] is None else "double"
        name = found["name"]
        if not name.startswith(("xml", "xsi:")):
            yield Cell(name.rpartition(":")[2], Span(*found.span(which))), found[which]


def _named(tag: str, attributes: list[tuple[Cell, str]]) -> str:
    """Return the name that an attribute gives an element, or nothing."""
    for cell, words in attributes:
        if cell.name.lower() in _NAMING and (tag in _COLUMNS or field_of(words) is not None):
            return words
    return ""


def _is_value(name: str, words: str) -> bool:
    """Tell whether an attribute is a value of a record: many ids and dates are of a program."""
    which = field_of(name)
    if which == "identifier":
        return canonicalize(words) is not None
    if which == "created":
        return iso_created(words) is not None
    return which is not None and which != "text"


def unescape(row: str, span: Span, pieces: Pieces) -> None:
    """Add an element to ``pieces``: marked words as they stand, other words without markup."""
    cursor = span.start
    for match in _CDATA.finditer(row, span.start, span.end):
        _words(row, cursor, match.start(), pieces)
        low, high = match.span("words")
        pieces.escaped("", match.start(), low)
        pieces.plain(low, high)
        pieces.escaped("", high, match.end())
        cursor = match.end()
    _words(row, cursor, span.end, pieces)


def _words(row: str, start: int, end: int, pieces: Pieces) -> None:
    """Add words without markup; between the elements of a list in it a line ends."""
    cursor = start
    for match in _LISTED.finditer(row, start, end):
        read_markup(row, cursor, match.start(), pieces, page=False)
        pieces.escaped("\n", *match.span())
        cursor = match.end()
    read_markup(row, cursor, end, pieces, page=False)
