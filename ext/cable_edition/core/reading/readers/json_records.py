"""JSON and JSON lines: one cable for each object that has a text, and an identifier or a date.

The objects may stand in lists and in other objects, on lines of their own or not. The file is read
in pieces; what is kept in memory is one record. No parser of the library says where in the file a
string stands, so the strings and brackets are looked for here; that is all that JSON needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cable_edition.core.cable.span import Span
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.attributes import field_of
from cable_edition.core.reading.readers.cells import (
    Cell,
    decoded,
    is_record,
    raw_of_cells,
    shows_text,
)
from cable_edition.core.reading.readers.csv import ROW_LIMIT

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable
    from cable_edition.core.reading.readers.pieces import Pieces

_START = re.compile(r"\s{0,200}(?:\[\s{0,200}){0,4}\{\s{0,200}(?:\"[^\"\r\n]{1,80}\"\s{0,8}:|\})")
_OUTSIDE = re.compile(r'["{}\[\]:,]')
_INSIDE = re.compile(r'["\\\n]')
_TOKEN = re.compile(
    r'"(?P<words>(?:[^"\\\n]++|\\.)*+)"?|(?P<sign>[{}\[\]:,])|(?P<bare>[^\s{}\[\]:,"]++)'
)
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}(?:\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})?|.)", re.DOTALL)
_MEANT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_LONE = range(0xD800, 0xE000)
#: The longest key that is looked at, in characters.
_KEY = 80
#: Objects within objects beyond this are not told apart.
_DEEP = 64


class JsonReader:
    """Reader of JSON and of JSON lines, a dump of any size."""

    name = "json"
    refusal = (
        "The file is JSON, but no record in it has a text (a key such as body, content or text) "
        "together with an identifier or a date; nothing was read from it"
    )

    def recognise(self, sample: str) -> float:
        """Return 0.95 where the text starts as JSON does, with an object."""
        return 0.95 if sample[:1] in "[{ \t\r\n" and _START.match(sample) else 0.0

    def decode(self, piece: str) -> str:
        """Return a piece of a string without its escapes."""
        return decoded(piece, _unescape)

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of ``text``, each in coordinates of its own record."""
        for row, head in self.rows([text]):
            if raw := self.read_row(row, head, name):
                yield raw

    def rows(self, chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the text up to the end of each record; a record has no head."""
        rows = _Rows()
        for chunk in chunks:
            for row in rows.add(chunk):
                yield row, ""
        if rest := rows.rest():
            yield rest, ""

    def read_row(self, row: str, head: str, name: str) -> RawCable | None:
        """Return the cable of a record; ``None`` where it holds none.

        Problems: ``bad-row`` where the record breaks off.
        """
        del head
        cells, whole = _cells(row)
        problems: tuple[Problem, ...] = ()
        if not whole and cells:
            message = "The record breaks off: a quotation mark or a bracket was never closed"
            problems = (Problem("bad-row", message, offset=0),)
        return raw_of_cells(row, cells, _unescape, form=self.name, name=name, problems=problems)


class _Rows:
    """Parts a text that comes in chunks where an object ends that is a record."""

    def __init__(self) -> None:
        self._text = ""
        self._start = self._at = 0
        self._string = -1
        self._last = ""
        #: The fields named in each open object, ``seen`` for a text under another name; ``None``
        #: for a list.
        self._open: list[set[str | None] | None] = []

    def add(self, chunk: str) -> Iterator[str]:
        """Yield the rows that end in ``chunk``."""
        self._text = self._text[self._start :] + chunk
        self._at -= self._start
        self._string -= self._start if self._string >= 0 else 0
        self._start = 0
        text = self._text
        while match := (_OUTSIDE if self._string < 0 else _INSIDE).search(text, self._at):
            self._at = match.end()
            if match[0] == "\\":
                if self._at == len(text):
                    self._at -= 1
                    break
                self._at += text[self._at] != "\n"
            elif self._sign(match[0], match.start()):
                yield self._cut()
        else:
            self._at = len(text)
        if self._at - self._start > ROW_LIMIT:
            self._open, self._string = [], -1
            yield self._cut()

    def rest(self) -> str:
        """Return what stands after the last record."""
        return self._text[self._start :]

    def _cut(self) -> str:
        row = self._text[self._start : self._at]
        self._start = self._at
        return row

    def _sign(self, sign: str, at: int) -> bool:
        """Take one sign; return whether a record ends with it."""
        if self._string >= 0:
            if sign == '"':
                self._last = self._text[self._string : min(at, self._string + _KEY)]
                self._value(Span(self._string, at))
                self._string = -1
                return False
            # JSON has no line end in a string: the record breaks off, the next may begin.
            self._open, self._string = [], -1
            return True
        if sign == '"':
            self._string = at + 1
        elif sign == ":":
            if self._open and (keys := self._open[-1]) is not None:
                keys.add(field_of(self._last))
        elif sign in "{[":
            outer = self._open[-1] if self._open else None
            if len(self._open) < _DEEP:
                self._open.append(set(outer or ()) - {"text", "seen"} if sign == "{" else None)
        elif sign in "}]" and self._open:
            keys = self._open.pop()
            return keys is not None and ("seen" in keys or is_record(keys))
        return False

    def _value(self, span: Span) -> None:
        """Take a string: a long one that shows a cable is the text, whatever its key."""
        keys = self._open[-1] if self._open else None
        if keys is not None and "text" not in keys and shows_text(self._text, span, _unescape):
            keys.add("seen")


class _Frame:
    """An open object or list: the values of an object under their keys."""

    def __init__(self, outer: _Frame | None, start: int, *, is_list: bool) -> None:
        self.outer = outer
        self.start = start
        self.is_list = is_list
        self.key = ""
        self.cells: list[Cell] = []

    def add(self, start: int, end: int) -> None:
        if self.key and not self.is_list:
            self.cells.append(Cell(self.key, Span(start, end)))
        self.key = ""

    def all(self) -> list[Cell]:
        """Return the values of this object and of the objects around it."""
        found = list(self.cells)
        outer = self.outer
        while outer and not outer.is_list:
            found = [*outer.cells, *found]
            outer = outer.outer
        return found


def _cells(row: str) -> tuple[list[Cell], bool]:
    """Return the values of the record that a row ends with, and whether it is closed.

    Values of objects in the record stand under their own keys; a list is one value, as written.
    """
    frame = _Frame(None, 0, is_list=False)
    cells: list[Cell] = []
    last = ""
    depth = 0
    for match in _TOKEN.finditer(row):
        sign = match["sign"]
        if sign in {"{", "["}:
            depth += 1
            if depth < _DEEP:
                frame = _Frame(frame, match.start(), is_list=sign == "[")
        elif sign in {"}", "]"}:
            cells = frame.all()
            if depth < _DEEP and frame.outer:
                closed, frame = frame, frame.outer
                if closed.is_list:
                    frame.add(closed.start, match.end())
                elif not frame.is_list:
                    frame.cells += closed.cells
                    frame.key = ""
            depth = max(0, depth - 1)
        elif sign == ":":
            frame.key = last
        elif sign is None and match["bare"] is None:
            last = match["words"]
            if frame.key:
                frame.add(*match.span("words"))
        elif sign is None:
            start, end = match.span("bare")
            frame.add(start, start if match["bare"] == "null" else end)
    closed_well = row.rstrip().endswith("}")
    return (cells if closed_well else frame.all()), closed_well


def _unescape(row: str, span: Span, pieces: Pieces) -> None:
    cursor = span.start
    for match in _ESCAPE.finditer(row, span.start, span.end):
        pieces.plain(cursor, match.start())
        pieces.escaped(_character(match[0]), match.start(), match.end())
        cursor = match.end()
    pieces.plain(cursor, span.end)


def _character(escape: str) -> str:
    if escape[1] != "u" or len(escape) == 2:
        return _MEANT.get(escape[1], escape[1])
    first = int(escape[2:6], 16)
    if len(escape) == 12 and first < 0xDC00 and first in _LONE:
        return chr(0x10000 + ((first - 0xD800) << 10) + int(escape[8:12], 16) - 0xDC00)
    rest = _character(escape[6:]) if len(escape) == 12 else ""
    return chr(first) + rest
