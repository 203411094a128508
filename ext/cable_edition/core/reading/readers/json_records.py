"""JSON and JSON lines: one cable for each object that has a text, and an identifier or a date.

The objects may stand in lists and in other objects, on lines of their own or not. In a list of
lists each is a record, under the names that a list before gives (``columns``); texts that stand in
one object under their numbers or identifiers are a record each. The file is read in pieces; what is
kept in memory is one record. No parser of the library says where in the file a string stands, so
the strings and brackets are looked for here; that is all that JSON needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonicalize
from cable_edition.core.cable.span import Span
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.attributes import field_of
from cable_edition.core.reading.readers.cell import Cell, decoded
from cable_edition.core.reading.readers.cells import is_record, raw_of_cells, shows_text
from cable_edition.core.reading.readers.notes import ROW_LIMIT

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable
    from cable_edition.core.reading.readers.pieces import Pieces

_START = re.compile(
    r"\s{0,200}(?:(?:\[\s{0,200}){0,4}\{\s{0,200}(?:\"[^\"\r\n]{1,80}\"\s{0,8}:|\})"
    r"|(?:\[\s{0,200}){2}\"[^\"\\\r\n]{0,80}\"\s{0,8},)"
)
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
#: The name of the list that names the columns, where records are lists; and the longest such list.
_COLUMNS, _NAMES = "columns", 4_000
#: What is kept of a list within a list: it is a record if a text of a cable stands in it.
_ROW = "row"


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
        """Yield the text up to the end of each record.

        The head of a record that is a list is the list of the names of its columns, or ``[]``.
        """
        rows = _Rows()
        for chunk in chunks:
            yield from rows.add(chunk)
        if rest := rows.rest():
            yield rest, ""

    def read_row(self, row: str, head: str, name: str) -> RawCable | None:
        """Return the cable of a record; ``None`` where it holds none.

        Problems: ``bad-row`` where the record breaks off.
        """
        cells, whole = _listed(row, head) if head else _cells(row)
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
        self._key = ""
        #: The fields named in each open object, ``seen`` for a text under another name; ``None``
        #: for a list, and what is in it for a list within a list.
        self._open: list[set[str | None] | None] = []
        #: Where the list of the names of columns begins, and that list.
        self._named, self._columns = -1, "[]"
        #: How many objects and lists were open around the last record.
        self._beside = -1

    def add(self, chunk: str) -> Iterator[tuple[str, str]]:
        """Yield the rows that end in ``chunk``, each with its head."""
        self._text = self._text[self._start :] + chunk
        self._at -= self._start
        self._string -= self._start if self._string >= 0 else 0
        self._named = max(-1, self._named - self._start)
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
                yield self._cut(), self._columns if match[0] == "]" else ""
        else:
            self._at = len(text)
        if self._at - self._start > ROW_LIMIT:
            self._open, self._string = [], -1
            yield self._cut(), ""

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
                ends = self._value(Span(self._string, at))
                self._string = -1
                return ends
            # JSON has no line end in a string: the record breaks off, the next may begin.
            self._open, self._string = [], -1
            return True
        if sign == '"':
            self._string = at + 1
        elif sign == ":":
            self._key = self._last
            if self._open and (keys := self._open[-1]) is not None:
                keys.add("identifier" if canonicalize(self._last) else field_of(self._last))
        elif sign in "{[":
            self._opened(sign, at)
        elif sign in "}]" and self._open:
            if self._named >= 0 and self._at - self._named <= _NAMES:
                self._columns = self._text[self._named : self._at]
            self._named = -1
            return self._closed(self._open.pop())
        return False

    def _closed(self, keys: set[str | None] | None) -> bool:
        """Return whether an object that was closed is a record, or one beside records.

        What has an identifier and no text is not read; it is a row of its own, to be counted.
        """
        if keys is None:
            return False
        if "seen" in keys or is_record(keys):
            self._beside = len(self._open)
            return True
        if "identifier" not in keys or (self._open and self._open[-1] is not None):
            return False
        return len(self._open) == self._beside or not any(outer is not None for outer in self._open)

    def _opened(self, sign: str, at: int) -> None:
        outer = self._open[-1] if self._open else None
        if sign == "[" and self._key == _COLUMNS:
            self._named = at
        if len(self._open) >= _DEEP:
            return
        if sign == "{":
            self._open.append(set(outer or ()) - {"text", "seen", _ROW})
        else:
            within = self._open and (outer is None or _ROW in outer)
            self._open.append({_ROW} if within else None)
        self._key = ""

    def _value(self, span: Span) -> bool:
        """Take a string: a long one that shows a cable is the text, whatever its key.

        Return whether it is a record by itself, under a number or an identifier.
        """
        keys = self._open[-1] if self._open else None
        if keys is None or not shows_text(self._text, span, _unescape):
            return False
        if _ROW not in keys and _counts(self._key):
            return True
        keys.add("seen")
        return False


def _counts(key: str) -> bool:
    """Whether the name of a value says which it is in a row of them, and not what it is."""
    return key.isdecimal() or canonicalize(key) is not None


class _Frame:
    """An open object or list: the values of an object under their keys."""

    def __init__(self, outer: _Frame | None, start: int, *, is_list: bool) -> None:
        self.outer = outer
        self.start = start
        self.is_list = is_list
        self.key = self.key_of_last = ""
        self.cells: list[Cell] = []

    def add(self, start: int, end: int) -> None:
        self.key_of_last = self.key
        if self.key and not self.is_list:
            self.cells.append(Cell(self.key, Span(start, end)))
        self.key = ""

    def all(self, before: int | None = None) -> list[Cell]:
        """Return the values of this object and of the objects around it.

        ``before`` is how many the next one around it had when this one ended, if it has.
        """
        found = list(self.cells)
        outer = self.outer
        while outer and not outer.is_list:
            found = [*outer.cells[:before], *found]
            outer, before = outer.outer, None
        return found


class _Values:
    """The values of a record, as its signs and strings are met one after the other."""

    def __init__(self) -> None:
        self.frame = _Frame(None, 0, is_list=False)
        self.last, self.place = "", Span(0, 0)
        #: The identifier that is the name of an object or of a text, the last one met.
        self.keyed: Cell | None = None
        #: The object or list closed last, and how many values the one around it had then: they
        #: are asked for once, not at each bracket.
        self._closed, self._before = self.frame, 0
        self._depth = 0

    def sign(self, sign: str, at: int, end: int) -> None:
        """Take a bracket or a colon."""
        if sign in {"{", "["}:
            self._depth += 1
            if self._depth < _DEEP:
                self.frame = _Frame(self.frame, at, is_list=sign == "[")
        elif sign in {"}", "]"}:
            self._close(end)
        elif sign == ":":
            outer = self.frame.outer
            # A key of the database's own, such as $date, stands for the one around it.
            own = self.last.startswith("$") and outer is not None and not outer.is_list
            self.frame.key = (outer.key if own and outer else "") or self.last
            if canonicalize(self.last):
                self.keyed = Cell("identifier", self.place)

    def words(self, words: str, place: Span) -> None:
        """Take a string."""
        self.last, self.place = words, place
        if self.frame.key:
            self.frame.add(*place)

    def _close(self, end: int) -> None:
        outer = self.frame.outer
        self._closed, self._before = self.frame, len(outer.cells) if outer else 0
        if self._depth < _DEEP and self.frame.outer:
            closed, self.frame = self.frame, self.frame.outer
            if closed.is_list:
                self.frame.add(closed.start, end)
            elif not self.frame.is_list:
                self.frame.cells += closed.cells
                self.frame.key = ""
        self._depth = max(0, self._depth - 1)

    def found(self, *, closed: bool) -> list[Cell]:
        """Return the values of the object that was closed last, or of that which is open."""
        cells = self._closed.all(self._before) if closed else self.frame.all()
        named = any(field_of(cell.name) == "identifier" for cell in cells)
        return [self.keyed, *cells] if self.keyed and not named else cells


def _cells(row: str) -> tuple[list[Cell], bool]:
    """Return the values of the record that a row ends with, and whether it is closed.

    Values of objects in the record stand under their own keys; a list is one value, as written.
    """
    values = _Values()
    for match in _TOKEN.finditer(row):
        if match["sign"]:
            values.sign(match["sign"], match.start(), match.end())
        elif match["bare"] is None:
            values.words(match["words"], Span(*match.span("words")))
        else:
            start, end = match.span("bare")
            values.frame.add(start, start if match["bare"] == "null" else end)
    sign = row.rstrip()[-1:]
    text = Cell("text", values.place)
    if sign == '"' and _counts(values.frame.key_of_last) and shows_text(row, text.span, _unescape):
        # A text under its number or its identifier.
        return [values.keyed, text] if values.keyed else [text], True
    return values.found(closed=sign == "}"), sign == "}"


def _listed(row: str, head: str) -> tuple[list[Cell], bool]:
    """Return the values of the list that a row ends with, under the names of a head."""
    names = [match["words"] for match in _TOKEN.finditer(head) if match["words"] is not None]
    open_lists: list[list[Span]] = [[]]
    values: list[Span] = []
    for match in _TOKEN.finditer(row):
        sign = match["sign"]
        if sign in {"[", "{"}:
            open_lists.append([])
        elif sign in {"]", "}"}:
            values = open_lists.pop() if len(open_lists) > 1 else []
        elif sign is None:
            which = "words" if match["bare"] is None else "bare"
            start, end = match.span(which)
            open_lists[-1].append(Span(start, start if match["bare"] == "null" else end))
    named = names if len(names) == len(values) else [""] * len(values)
    return list(map(Cell, named, values)), True


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
