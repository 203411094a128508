"""SQL dumps: one cable for each row that is inserted into a table with a text, and an id or a date.

Read are ``INSERT INTO ... VALUES`` (MySQL, SQLite, PostgreSQL) and ``COPY ... FROM stdin``
(PostgreSQL). The names of the columns stand in the statement, else in the ``CREATE TABLE`` before
it. A dump may be larger than memory, so it is not parsed as SQL but cut into its strings, brackets
and statements; a parser of SQL builds whole statements, and one may hold every row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cable_edition.core.cable.span import Span
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.cell import Cell
from cable_edition.core.reading.readers.cells import raw_of_cells
from cable_edition.core.reading.readers.pieces import Pieces
from cable_edition.core.reading.readers.sql_rows import COPIED, PLAIN, SqlRows, columns_of

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable
    from cable_edition.core.reading.readers.cell import Unescape

#: What a dump begins with: a comment, or the first word of a statement.
_START = re.compile(
    r"[\ufeff\s]{0,200}(?:--|/\*|#|(?:INSERT|REPLACE|CREATE|COPY|SET|DROP|BEGIN|PRAGMA|USE|LOCK|ALTER"
    r"|START|SELECT|DELETE|TRUNCATE)\b)",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"^[ \t]{0,8}(?:INSERT[ ]{1,4}(?:IGNORE[ ]{1,4}|OR[ ]{1,4}[A-Z]{1,8}[ ]{1,4})?"
    r"(?:INTO[ ]{1,4}|(?=\[))[\w.`\"\[\]]{1,120}[\s(]|CREATE[ ]{1,4}TABLE[ ]"
    r"|COPY[ ]{1,4}[\w.\"]{1,120}[ ]{0,4}\("
    r"[^()]{1,4000}\)[ ]{1,4}FROM[ ])",
    re.IGNORECASE | re.MULTILINE,
)
_VALUE = re.compile(
    r"'(?P<plain>(?:[^']++|'')*+)'?|(?P<sign>[(),])|(?P<other>[^'(),\s]++)", re.DOTALL
)
_VALUE_ESCAPED = re.compile(
    r"'(?P<plain>(?:[^'\\]++|\\.|'')*+)'?|(?P<sign>[(),])|(?P<other>[^'(),\s]++)", re.DOTALL
)
_DOUBLED = re.compile("''")
_ESCAPED = re.compile(r"''|\\.", re.DOTALL)
_COPIED = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)", re.DOTALL)
_MEANT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "Z": "\x1a"}


class SqlReader:
    """Reader of SQL dumps of any size."""

    name = "sql"
    refusal = (
        "The file is an SQL dump, but no table in it has a column for a text (such as body, "
        "content or text) and one for an identifier or a date; nothing was read from it"
    )

    def recognise(self, sample: str) -> float:
        """Return 0.96 where a line starts as a statement that fills or makes a table.

        It is more than a table of CSV has: the columns that a statement names look like its first
        row.
        """
        return 0.96 if _START.match(sample) and _STATEMENT.search(sample) else 0.0

    def decode(self, piece: str) -> str:
        """Return a piece of a string without its escapes."""
        return _ESCAPED.sub(lambda match: _character(match[0]), piece)

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """Yield the cables of ``text``, each in coordinates of its own row."""
        for row, head in self.rows([text]):
            if raw := self.read_row(row, head, name):
                yield raw

    def rows(self, chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the rows of values, and what stands between them, with the names of the columns."""
        rows = SqlRows()
        for chunk in chunks:
            yield from rows.add(chunk)
        yield from rows.rest()

    def read_row(self, row: str, head: str, name: str) -> RawCable | None:
        """Return the cable of a row of values; ``None`` for what is none.

        Problems: ``bad-row`` where the row has not as many values as there are columns.
        """
        if not head:
            return None
        style, names = columns_of(head)
        spans = _copied(row) if style == COPIED else _values(row, escaped=style != PLAIN)
        problems: tuple[Problem, ...] = ()
        if names and len(spans) != len(names):
            message = f"The row has {len(spans)} values, the table {len(names)} columns"
            problems = (Problem("bad-row", message, offset=0),)
        names += [""] * (len(spans) - len(names))
        spans += [Span(len(row), len(row))] * (len(names) - len(spans))
        cells = [Cell(*pair) for pair in zip(names, spans, strict=True)]
        return raw_of_cells(
            row, cells, _UNESCAPE[style], form=self.name, name=name, problems=problems
        )


def _values(row: str, *, escaped: bool) -> list[Span]:
    """Return the values of a row in brackets: the inside of a string, else the words."""
    pattern = _VALUE_ESCAPED if escaped else _VALUE
    spans: list[Span] = []
    value: Span | None = None
    string: Span | None = None
    depth = 0
    for match in pattern.finditer(row):
        sign = match["sign"]
        if depth == 1 and sign in {",", ")"}:
            spans.append(_value(row, value, string) or Span(match.start(), match.start()))
            value = string = None
            if sign == ")":
                return spans
            continue
        if sign == "(":
            depth += 1
            if depth == 1:
                continue
        elif sign == ")":
            depth -= 1
        if match["plain"] is not None and string is None:
            string = Span(*match.span("plain"))
        value = Span(value.start if value else match.start(), match.end())
    if value:
        spans.append(string or value)
    return spans


def _value(row: str, value: Span | None, string: Span | None) -> Span | None:
    """Return where a value stands: its string, else its words unless they say that it is none."""
    if string or value is None:
        return string
    return None if row[value.start : value.end].upper() == "NULL" else value


def _copied(row: str) -> list[Span]:
    """Return the values of a line of COPY, which tabs part."""
    end = len(row.rstrip("\r\n"))
    spans: list[Span] = []
    at = 0
    while True:
        stop = row.find("\t", at, end)
        stop = end if stop < 0 else stop
        spans.append(Span(at, at if row[at:stop] == "\\N" else stop))
        if stop >= end:
            return spans
        at = stop + 1


def _character(escape: str) -> str:
    if escape == "''":
        return "'"
    code = escape[1:]
    if len(code) > 1 or code in "1234567":
        return chr(int(code[1:], 16) if code[0] == "x" else int(code, 8))
    return _MEANT.get(code, code)


def _with(pattern: re.Pattern[str]) -> Unescape:
    def unescape(row: str, span: Span, pieces: Pieces) -> None:
        cursor = span.start
        for match in pattern.finditer(row, span.start, span.end):
            pieces.plain(cursor, match.start())
            pieces.escaped(_character(match[0]), match.start(), match.end())
            cursor = match.end()
        pieces.plain(cursor, span.end)

    return unescape


_UNESCAPE = {"escaped": _with(_ESCAPED), PLAIN: _with(_DOUBLED), COPIED: _with(_COPIED)}
