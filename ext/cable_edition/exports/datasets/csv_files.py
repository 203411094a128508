"""The tables as CSV after RFC 4180, in UTF-8: one file each, written row by row."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from cable_edition.core.edition.data_tables import Table
from cable_edition.core.myst.escape import visible
from cable_edition.exports.datasets.rows import Cell, Row
from cable_edition.exports.datasets.table_set import TableSet

#: A spreadsheet takes a value that begins so for a formula.
FORMULA = ("=", "+", "-", "@")


class CsvFiles(TableSet):
    """Writes ``records.csv`` and its like."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _CsvFile)


class _CsvFile:
    def __init__(self, folder: Path, table: Table) -> None:
        self.name = f"{table.name}.csv"
        self._path = folder / self.name
        self._part = folder / f".{self.name}.part"
        self._file = self._part.open("wb")
        self._digest = hashlib.sha256()
        self._size = 0
        self.add([tuple(one.name for one in table.columns)])

    def add(self, rows: Iterable[Row]) -> None:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(map(_line, rows))
        data = out.getvalue().encode("utf-8")
        self._digest.update(data)
        self._size += len(data)
        self._file.write(data)

    def finish(self) -> tuple[int, str]:
        self._file.close()
        self._part.replace(self._path)
        return self._size, self._digest.hexdigest()

    def discard(self) -> None:
        if not self._file.closed:
            self._file.close()
            self._part.unlink()


def _line(row: Row) -> list[str]:
    return [csv_cell(cell) for cell in row]


def csv_cell(cell: Cell) -> str:
    """Return a value as CSV has it: visible, and nothing that a spreadsheet would run."""
    if isinstance(cell, str):
        text = cell if cell.isalnum() else visible(cell)
        return f"'{text}" if text.startswith(FORMULA) else text
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
