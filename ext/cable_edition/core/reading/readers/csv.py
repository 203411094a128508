"""The eight-column CSV of the Cablegate collection.

The columns are number, date, reference id, origin, classification, references, header and body;
fields are quoted, quotation marks in them escaped by a backslash (or doubled).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Passage
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.reading.raw import RawCable
from cable_edition.core.reading.readers.created import Order, created_value
from cable_edition.core.reading.readers.notes import EXTRACT_NOTE, ROW_LIMIT, SHORTEST, UNCLOSED
from cable_edition.core.reading.readers.pieces import Pieces
from cable_edition.core.reading.readers.surroundings import record_of, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = 8

_START = late(
    r"\s{0,8}(?:"
    r'"?[0-9]{1,9}"?,"?[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}[^",\r\n]{0,12}"?,"?[0-9]{2}[A-Z]{2,40}[0-9]'
    r'|"?id"?,"?date"?,"?ref[a-z_ ]{0,12}"?,"?origin"?,'
    r")",
    re.IGNORECASE,
)
#: The first three fields of a row, at the start of a line.
_ROW = late(
    r'(?:^|(?<=\n))"[0-9]{1,9}","[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}[^",\r\n]{0,12}",'
    r'"[0-9]{2}[A-Z]{2,40}[0-9]'
)
_NAMES = late(r'\s{0,8}"?id"?,"?date"?,', re.IGNORECASE)
_OUTSIDE = late(r'["\n]')
#: After one of these a quotation mark opens a field.
_OPENS = frozenset("\n\r,;\t| \ufeff")
_INSIDE = late(r'["\\]')
_FIELD = late(r'[ ]{0,8}(?:"(?P<quoted>(?:[^"\\]++|\\.|"")*+)"|(?P<bare>[^",\r\n]*+))', re.DOTALL)
_RECORD = {"created": 1, "identifier": 2, "origin": 3, "classification": 4}
_ESCAPE = late(r'\\["\\]|""')


class CsvReader:
    """Reader of Cablegate CSV, a dump of any size."""

    name = "cablegate-csv"
    refusal = "The table has the names of its columns and no row; nothing was read from it"
    #: What a row begins with for certain, if a form can tell.
    begins: re.Pattern[str] | None = _ROW

    def recognise(self, sample: str) -> float:
        """Return 1 where the first row starts as one of this table, or names its columns."""
        return 1.0 if _START.match(sample.removeprefix("\ufeff")) else 0.0

    def decode(self, piece: str) -> str:
        """Return a piece of a field without its escapes."""
        return _ESCAPE.sub(lambda match: match[0][1], piece)

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of ``text``, each in coordinates of its own row."""
        for row, head in self.rows([text]):
            if raw := self.read_row(row, head, name):
                yield raw

    def rows(self, chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the rows of a text that comes in chunks, with their line ends; they have no head.

        A row longer than :data:`ROW_LIMIT` is cut there.
        """
        held: list[str] = []
        size = 0
        quoted = False
        before, closed = "\n", -1
        for lines in _whole_lines(chunks):
            starts = [match.start() for match in self.begins.finditer(lines)] if self.begins else []
            sure = set(starts)
            for begin, end in pairwise([0, *starts, len(lines)]):
                if size and quoted and begin in sure:
                    # A row begins here for certain: a quotation mark before it was never closed.
                    yield "".join(held), ""
                    held, size, quoted = [], 0, False
                position = first = begin
                while match := (_INSIDE if quoted else _OUTSIDE).search(lines, position, end):
                    position = match.end()
                    if match[0] == '"':
                        # Within a field that is not quoted a quotation mark is a character.
                        last = lines[position - 2] if position > 1 else before
                        quoted = not quoted and (last in _OPENS or closed == position - 1)
                        closed = -1 if quoted else position
                    elif match[0] == "\\":
                        position += 1
                    else:
                        held.append(lines[first:position])
                        yield "".join(held), ""
                        held, size, first = [], 0, position
                held.append(lines[first:end])
                size += end - first
            before = lines[-1:] or before
            closed = -1
            if size > ROW_LIMIT:
                yield "".join(held), ""
                held, size, quoted = [], 0, False
        if size:
            yield "".join(held), ""

    def read_row(self, row: str, head: str, name: str) -> RawCable | None:
        """Return the cable of a row; ``None`` for a blank row or the names of the columns.

        Problems: ``bad-row`` where the row has not the eight columns.
        """
        del head
        if not row.strip(WHITE) or _NAMES.match(row.removeprefix("\ufeff")):
            return None
        columns, problems = _columns(row)
        if problems and len(row.strip(WHITE)) < SHORTEST:
            return bad_row(row, form=self.name, name=name, problems=problems)
        fields = {key: _field(row, columns[at]) for key, at in _RECORD.items()}
        header, body = columns[-2], columns[-1]
        note = None
        if found := EXTRACT_NOTE.match(row, _skip_white(row, *header), header.end):
            note = Passage(fold(found[0]), (Span(found.start(), found.end()),))
            header = Span(body.start, body.start)
        pieces = Pieces(row)
        unescape(row, header, pieces)
        if len(pieces):
            pieces.escaped("\n\n", header.end, body.start)
        unescape(row, body, pieces)
        found_fields = [item for item in (*fields.values(), note) if item]
        top = body.start if header.start == header.end else header.start
        identifier = fields["identifier"]
        return RawCable(
            text=pieces.text(),
            offsets=pieces.offsets() if len(pieces) else OffsetMap(body.start),
            record=record_of({**fields, "extract_note": note}),
            record_segments=surroundings(found_fields, Span(0, len(row)), Span(top, body.end)),
            format=self.name,
            raw_id=identifier.text if identifier else None,
            name=name,
            extent=Span(0, len(row)),
            created=created_value(fields["created"], Order.MONTH),
            problems=problems,
        )


def bad_row(row: str, *, form: str, name: str, problems: tuple[Problem, ...]) -> RawCable:
    """Return what stands for a row too short for a record: its problems, and its own words."""
    return RawCable(row, format=form, name=name, extent=Span(0, len(row)), problems=problems)


def _whole_lines(chunks: Iterable[str]) -> Iterator[str]:
    """Yield a text that comes in chunks in pieces that end with a line; a long line is cut."""
    held: list[str] = []
    size = 0
    for chunk in chunks:
        end = chunk.rfind("\n") + 1
        if end:
            yield "".join([*held, chunk[:end]])
            held, size = [], 0
        if end < len(chunk):
            held.append(chunk[end:])
            size += len(chunk) - end
        if size > ROW_LIMIT:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)


def _columns(row: str) -> tuple[list[Span], tuple[Problem, ...]]:
    """Return the eight columns of a row without their quotation marks."""
    end = len(row.rstrip("\r\n"))
    columns: list[Span] = []
    position = 0
    while position <= end and len(columns) < COLUMNS - 1:
        match = _FIELD.match(row, position, end)
        if match is None:
            break
        group = "quoted" if match["quoted"] is not None else "bare"
        columns.append(Span(match.start(group), match.end(group)))
        position = match.end()
        if row[position : position + 1] != ",":
            break
        position += 1
    problems: tuple[Problem, ...] = ()
    if len(columns) == COLUMNS - 1:
        quoted = row[position : position + 1] == '"'
        first = position + quoted
        if quoted and not (end > first and row[end - 1] == '"'):
            problems = (Problem("bad-row", UNCLOSED, offset=position),)
        last = end - (quoted and end > first and row[end - 1] == '"')
        columns.append(Span(first, max(first, last)))
    else:
        message = f"The row has {len(columns)} columns that can be told apart, not {COLUMNS}"
        problems = (Problem("bad-row", message, offset=0),)
        missing = COLUMNS - 1 - len(columns)
        first = min(position, end)
        columns += [Span(first, first)] * missing
        columns = [*columns[: COLUMNS - 1], Span(first, end)]
    return columns, problems


def _field(row: str, column: Span) -> Passage | None:
    words = fold(_ESCAPE.sub(lambda match: match[0][1], row[column.start : column.end]))
    return Passage(words, (column,)) if words else None


def _skip_white(text: str, start: int, end: int) -> int:
    while start < end and text[start] in WHITE:
        start += 1
    return start


def unescape(row: str, column: Span, pieces: Pieces) -> None:
    """Add a column of a row to ``pieces``, its escaped quotation marks decoded."""
    cursor = column.start
    for match in _ESCAPE.finditer(row, column.start, column.end):
        pieces.plain(cursor, match.start())
        pieces.escaped(match[0][1], match.start(), match.end())
        cursor = match.end()
    pieces.plain(cursor, column.end)
