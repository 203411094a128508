"""The proof of the tables: every cell of every file, and what is said of each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cable_edition.core.edition.data_tables import TABLES, Table
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import Difference, told
from cable_edition.core.proof.data.found import field_problem, missing, unreadable
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.proof.data.table_described import check_croissant, check_package
from cable_edition.core.proof.data.table_readers import (
    SQLITE,
    CsvReader,
    ParquetReader,
    SqliteReader,
    TableReader,
    UnreadableTableError,
)
from cable_edition.core.proof.data.table_rows import ExpectedRows

#: So many differences of one table are told.
_MOST = 10
TABLES_FOLDER, PARQUET_FOLDER = "tables", "parquet"
#: Name -> the names of the files of a kind, which all must be there.
FILES = {
    TABLES_FOLDER: (*(f"{one.name}.csv" for one in TABLES), SQLITE, "datapackage.json"),
    PARQUET_FOLDER: (*(f"{one.name}.parquet" for one in TABLES), "croissant.json"),
}


def check_tables(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in ``tables/``: CSV, SQLite, and the description of both.

    Problems: ``field-differs``, ``place-missing``, ``words-added``, ``checksum-differs``,
    ``file-missing``, ``file-unreadable``.
    """
    place = folder / TABLES_FOLDER
    lost = set(_lost(place))
    yield from map(missing, sorted(lost))
    sqlite = SqliteReader(place)
    readers: list[TableReader] = [CsvReader(place)]
    if place / SQLITE not in lost:
        try:
            faults = list(sqlite.faults())
        except UnreadableTableError as error:
            yield unreadable(place / SQLITE, error)
        else:
            readers.append(sqlite)
            for fault in faults:
                yield field_problem(place / SQLITE, "", Difference("", "", fault))
    yield from _compared(readers, lost, against, stated)
    if place / "datapackage.json" not in lost:
        yield from (one for one in check_package(place, stated) if Path(one.path) not in lost)


def check_parquet(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in ``parquet/`` (see :func:`check_tables`)."""
    place = folder / PARQUET_FOLDER
    lost = set(_lost(place))
    yield from map(missing, sorted(lost))
    yield from _compared([ParquetReader(place)], lost, against, stated)
    if place / "croissant.json" not in lost:
        yield from (one for one in check_croissant(place, stated) if Path(one.path) not in lost)


def _lost(place: Path) -> Iterator[Path]:
    yield from (place / name for name in FILES[place.name] if not (place / name).is_file())


def _compared(
    readers: list[TableReader], lost: set[Path], against: Against, stated: Stated
) -> Iterator[Problem]:
    """Compare the rows as they come: a file is read once, and no table is held in memory."""
    proofs = {
        table.name: [
            _TableProof(reader, table) for reader in readers if reader.path(table) not in lost
        ]
        for table in TABLES
    }
    for name, row in ExpectedRows(against, stated):
        for proof in proofs[name]:
            yield from proof.next(row)
    for those in proofs.values():
        for proof in those:
            yield from proof.end()


class _TableProof:
    """Compares the rows of one table in one file with what they must be."""

    def __init__(self, reader: TableReader, table: Table) -> None:
        self._reader = reader
        self._table = table
        self._path = reader.path(table)
        self._rows = reader.rows(table)
        self._told = Counter[str]()
        self._ended = False

    def next(self, row: dict[str, Any]) -> Iterator[Problem]:
        """Compare the next row."""
        if self._ended:
            return
        try:
            found = next(self._rows, None)
        except UnreadableTableError as error:
            self._ended = True
            yield unreadable(self._path, f"{self._table.name}: {error}")
            return
        cable = str(row.get("cable") or row.get("id") or row.get("entry"))
        anchor = str(row.get("anchor") or "") if "cable" in row else ""
        if found is None:
            self._ended = True
            what = f"{cable}: the table {self._table.name} ends before its row"
            yield Problem("place-missing", what, str(self._path))
            return
        expected = tuple(self._reader.shown(row[one.name], one.type) for one in self._table.columns)
        if found == expected and list(map(type, found)) == list(map(type, expected)):
            return
        yield from self._differences(found, expected, cable, anchor)

    def _differences(
        self, found: tuple[Any, ...], expected: tuple[Any, ...], cable: str, anchor: str
    ) -> Iterator[Problem]:
        if len(found) != len(expected):
            what = f"there must be {len(expected)} cells, here are {len(found)}"
            yield self._problem(cable, Difference(self._table.name, anchor, what))
            return
        for one, must, is_ in zip(self._table.columns, expected, found, strict=True):
            if (must, type(must)) == (is_, type(is_)):
                continue
            self._told["all"] += 1
            if self._told["all"] > _MOST:
                self._ended = True
                return
            place = f"{self._table.name}.{one.name}"
            yield self._problem(cable, Difference(place, anchor, told(must, is_)))

    def _problem(self, cable: str, one: Difference) -> Problem:
        return field_problem(self._path, cable, one)

    def end(self) -> Iterator[Problem]:
        """Tell a row more than there must be."""
        if self._ended:
            return
        try:
            more = next(self._rows, None)
        except UnreadableTableError as error:
            yield unreadable(self._path, f"{self._table.name}: {error}")
            return
        if more is not None:
            what = f"the table {self._table.name} goes on where the edition ends: {more!r:.60}"
            yield Problem("words-added", what, str(self._path))
