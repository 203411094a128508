"""CSV of any columns, whatever their names, order and separator.

The first row names them; a table without such a row, or with names that tell nothing, is known by
a long quoted field that shows the text of a cable.

Fields may be quoted, quotation marks in them doubled or after a backslash. The separator is a
comma, a semicolon, a tab or a bar, as the first row has it. The library's reader of CSV does not
say where in the file a field stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonicalize
from cable_edition.core.cable.span import Span
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.attributes import field_of
from cable_edition.core.reading.readers.cell import Cell, decoded
from cable_edition.core.reading.readers.cells import is_record, raw_of_cells, shows_text
from cable_edition.core.reading.readers.csv import CsvReader, unescape
from cable_edition.core.reading.readers.notes import UNCLOSED

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable

_SEPARATORS = ",;\t|"
#: The longest row of names, in characters.
_NAMES_LIMIT = 4_096
_SEP = re.compile(r"\ufeff?sep=[,;\t|][ \t]*\r?\n?", re.IGNORECASE)
_FIELD_OPENS = re.compile(r'[,;\t|]"|^"', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]++|\\.|"")*+)"?', re.DOTALL)


class TableReader(CsvReader):
    """Reader of CSV with named columns, a dump of any size."""

    name = "csv"
    begins = None
    refusal = "The table has the names of its columns and no row; nothing was read from it"

    def recognise(self, sample: str) -> float:
        """Return 0.95 where the first row names a text, and an identifier or a date.

        So too where one of the first two rows has the text of a cable in quotation marks.
        """
        return 0.95 if _names(_first_line(sample)) or self._shows(sample) else 0.0

    def _shows(self, sample: str) -> bool:
        """Whether one of the first two rows of a table, between quotation marks, shows a cable."""
        start = sample[:_NAMES_LIMIT]
        if not (_FIELD_OPENS.search(start) or start.partition("\n")[0].count("\t")):
            return False
        rows = (row for row, _ in super().rows([_without_sign(sample)]) if row.strip())
        first, second = next(rows, ""), next(rows, "")
        if _is_data(first):
            return True
        columns = len(_parted(first)[1])
        return columns > 1 and len(_fields(second, _sign(first))) == columns and _is_data(second)

    def decode(self, piece: str) -> str:
        """Return a piece of a field without its escapes."""
        return decoded(piece, unescape)

    def rows(self, chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the rows with their line ends, each with the row of names as its head."""
        head = ""
        for row, _ in super().rows(chunks):
            if head or not row.strip() or _SEP.fullmatch(row):
                yield row, head
            elif _is_data(row):
                # A row of separators alone: the columns have no names.
                sign = _data_sign(row)
                head = sign * (len(_fields(row, sign)) - 1)
                yield row, head
            else:
                head = row
                yield row, ""

    def read_row(self, row: str, head: str, name: str) -> RawCable | None:
        """Return the cable of a row; ``None`` for a blank row or the names of the columns.

        Problems: ``bad-row`` where a quotation mark is not closed, or where the row has not as many
        columns as there are names.
        """
        if not head or not row.strip() or _SEP.fullmatch(row):
            return None
        separator, names = _parted(head)
        spans = _fields(row, separator)
        problems: tuple[Problem, ...] = ()
        if (mark := _unclosed(row, spans[-1])) is not None:
            problems = (Problem("bad-row", UNCLOSED, offset=mark),)
        elif len(spans) != len(names):
            message = f"The row has {len(spans)} columns, the table names {len(names)}"
            problems = (Problem("bad-row", message, offset=0),)
        if len(spans) < len(names):
            spans += [Span(len(row), len(row))] * (len(names) - len(spans))
        cells = [Cell(*pair) for pair in zip(names, spans, strict=False)]
        return raw_of_cells(row, cells, unescape, form=self.name, name=name, problems=problems)


def _unclosed(row: str, last: Span) -> int | None:
    """Return where the quotation mark stands that opens the last field of a row and is not closed.

    Beside a last field without quotation marks there is a separator, or the end of the row.
    """
    opens = last.start - 1
    if opens < 0 or row[opens] != '"' or row[last.end : last.end + 1] == '"':
        return None
    return opens


def _without_sign(sample: str) -> str:
    """Return a text without the line that names its separator to a program of tables."""
    line = _SEP.match(sample)
    return sample[line.end() :] if line else sample


def _is_data(row: str) -> bool:
    """Whether a field of a row shows the text of a cable: in quotation marks, or between tabs."""
    sign = _data_sign(row)
    spans = _fields(row, sign)
    texts = [span for span in spans if shows_text(row, span, unescape)] if len(spans) > 1 else []
    if any(span.start and row[span.start - 1] == '"' for span in texts):
        return True
    return sign == "\t" and bool(texts) and _has_id(row)


def _data_sign(row: str) -> str:
    """Return the separator of a row without names: tabs, if one of the fields between has an id.

    Between tabs fields need no quotation marks, and a text has more commas than a row has tabs.
    """
    return "\t" if _has_id(row) else _sign(row)


def _has_id(row: str) -> bool:
    """Whether a field between tabs is the id of a cable."""
    return "\t" in row and any(
        canonicalize(row[span.start : span.end].strip()) for span in _fields(row, "\t")
    )


def _first_line(sample: str) -> str:
    sample = _without_sign(sample)
    start = len(sample) - len(sample.lstrip("\ufeff \t\r\n"))
    end = sample.find("\n", start, start + _NAMES_LIMIT)
    return sample[start:end] if end > 0 else ""


def _names(line: str) -> tuple[str, ...]:
    """Return the names of the columns, or nothing where a line is no such row."""
    if not any(separator in line for separator in _SEPARATORS):
        return ()
    names = _parted(line)[1]
    return names if len(names) > 1 and is_record(map(field_of, names)) else ()


@lru_cache(maxsize=8)
def _parted(line: str) -> tuple[str, tuple[str, ...]]:
    """Return the separator of a row of names, and the names; each row of a table asks for them."""
    separator = _sign(line)
    line = line.removeprefix("\ufeff")
    spans = _fields(line, separator)
    names = (decoded(line[span.start : span.end], unescape).strip() for span in spans)
    return separator, tuple(names)


def _sign(row: str) -> str:
    """Return the separator of a row: the sign that stands most often outside its quoted fields."""
    bare = _QUOTED.sub("", row)
    return max(_SEPARATORS, key=bare.count)


def _fields(row: str, separator: str) -> list[Span]:
    """Return the fields of a row without their quotation marks."""
    end = len(row.rstrip("\r\n"))
    spans: list[Span] = []
    at = 0
    while True:
        quoted = _QUOTED.match(row, at, end)
        stop = row.find(separator, quoted.end() if quoted else at, end)
        stop = end if stop < 0 else stop
        spans.append(Span(*quoted.span(1)) if quoted else Span(at, stop))
        if stop >= end:
            return spans
        at = stop + 1
