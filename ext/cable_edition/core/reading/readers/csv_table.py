"""CSV whose first row names its columns, whatever their names, order and separator.

Fields may be quoted, quotation marks in them doubled or after a backslash. The separator is a
comma, a semicolon, a tab or a bar, as the first row has it. The library's reader of CSV does not
say where in the file a field stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cable_edition.core.cable.span import Span
from cable_edition.core.problems import Problem
from cable_edition.core.reading.readers.attributes import field_of
from cable_edition.core.reading.readers.cells import Cell, decoded, is_record, raw_of_cells
from cable_edition.core.reading.readers.csv import CsvReader, unescape

if TYPE_CHECKING:
    from cable_edition.core.reading.raw import RawCable

_SEPARATORS = ",;\t|"
#: The longest row of names, in characters.
_NAMES_LIMIT = 4_096
_QUOTED = re.compile(r'"((?:[^"\\]++|\\.|"")*+)"?', re.DOTALL)


class TableReader(CsvReader):
    """Reader of CSV with named columns, a dump of any size."""

    name = "csv"
    begins = None
    refusal = "The table has the names of its columns and no row; nothing was read from it"

    def recognise(self, sample: str) -> float:
        """Return 0.95 where the first row names a text, and an identifier or a date."""
        return 0.95 if _names(_first_line(sample)) else 0.0

    def decode(self, piece: str) -> str:
        """Return a piece of a field without its escapes."""
        return decoded(piece, unescape)

    def rows(self, chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the rows with their line ends, each with the row of names as its head."""
        head = ""
        for row, _ in super().rows(chunks):
            if not head and row.strip():
                head = row
                yield row, ""
            else:
                yield row, head

    def read_row(self, row: str, head: str, name: str) -> RawCable | None:
        """Return the cable of a row; ``None`` for a blank row or the names of the columns.

        Problems: ``bad-row`` where the row has not as many columns as there are names.
        """
        if not head or not row.strip():
            return None
        separator, names = _parted(head)
        spans = _fields(row, separator)
        problems: tuple[Problem, ...] = ()
        if len(spans) != len(names):
            message = f"The row has {len(spans)} columns, the table names {len(names)}"
            problems = (Problem("bad-row", message, offset=0),)
            spans += [Span(len(row), len(row))] * (len(names) - len(spans))
        cells = [Cell(*pair) for pair in zip(names, spans, strict=False)]
        return raw_of_cells(row, cells, unescape, form=self.name, name=name, problems=problems)


def _first_line(sample: str) -> str:
    start = len(sample) - len(sample.lstrip("\ufeff \t\r\n"))
    end = sample.find("\n", start, start + _NAMES_LIMIT)
    return sample[start:end] if end > 0 else ""


def _names(line: str) -> list[str]:
    """Return the names of the columns, or nothing where a line is no such row."""
    if not any(separator in line for separator in _SEPARATORS):
        return []
    names = _parted(line)[1]
    return names if len(names) > 1 and is_record(map(field_of, names)) else []


def _parted(line: str) -> tuple[str, list[str]]:
    """Return the separator of a row of names, and the names."""
    separator = max(_SEPARATORS, key=line.count)
    line = line.removeprefix("\ufeff")
    spans = _fields(line, separator)
    return separator, [decoded(line[span.start : span.end], unescape).strip() for span in spans]


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
