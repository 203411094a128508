"""All files of the tables, written side by side from one pass over the rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol, Self

from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.edition.data_tables import TABLES
from cable_edition.exports.datasets import croissant, data_package
from cable_edition.exports.datasets.csv_files import CsvFiles
from cable_edition.exports.datasets.parquet_files import ParquetFiles
from cable_edition.exports.datasets.rows import Named, Row, TableRows
from cable_edition.exports.datasets.sqlite_file import SqliteFile
from cable_edition.exports.datasets.storable import storable
from cable_edition.exports.info import EditionInfo

#: The folders of the two kinds of data, which are named after them.
TABLES_FOLDER, PARQUET_FOLDER = "tables", "parquet"
#: So many rows of the registers are written at once.
_BATCH = 1000


class _Sink(Protocol):
    written: dict[str, tuple[int, str]]

    def add(self, table: str, rows: Iterable[Row]) -> None: ...
    def finish(self) -> None: ...


class TableFiles:
    """Writes the tables of an edition into the folder of its data, as a stream.

    ``kinds`` are those of ``tables`` (CSV, SQLite, Data Package) and ``parquet`` (Parquet,
    Croissant) that are wanted; for Parquet, pyarrow must be there.
    """

    def __init__(
        self, folder: Path, edition: Edition, info: EditionInfo, kinds: frozenset[str]
    ) -> None:
        self._folder = folder
        self._info = info
        self._rows = TableRows(edition, info)
        self._kinds = kinds
        self._stack = ExitStack()
        self._csv: CsvFiles | None = None
        self._parquet: ParquetFiles | None = None
        self._sinks: list[_Sink] = []

    def __enter__(self) -> Self:
        with self._stack:
            if "tables" in self._kinds:
                self._csv = self._opened(TABLES_FOLDER, CsvFiles)
                self._opened(TABLES_FOLDER, SqliteFile)
            if "parquet" in self._kinds:
                self._parquet = self._opened(PARQUET_FOLDER, ParquetFiles)
            self._stack = self._stack.pop_all()
        return self

    def _opened(self, name: str, kind: Any) -> Any:
        (self._folder / name).mkdir(parents=True, exist_ok=True)
        sink = self._stack.enter_context(kind(self._folder / name))
        self._sinks.append(sink)
        return sink

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, one: EditedCable) -> None:
        """Write the rows of a cable."""
        if self._sinks:
            self._add(self._rows.of_cable(one))

    def finish(self) -> None:
        """Write the rows of the registers, put the files into their places, describe them."""
        batch: list[Named] = []
        if not self._sinks:
            return
        for named in self._rows.of_registers():
            batch.append(named)
            if len(batch) == _BATCH:
                self._add(batch)
                batch = []
        self._add(batch)
        for sink in self._sinks:
            sink.finish()
        if self._csv:
            said = data_package.data_package(self._info, self._csv.written)
            self._describe(f"{TABLES_FOLDER}/{data_package.NAME}", said)
        if self._parquet:
            said = croissant.croissant(self._info, self._parquet.written)
            self._describe(f"{PARQUET_FOLDER}/{croissant.NAME}", said)

    def _add(self, rows: Iterable[Named]) -> None:
        found: dict[str, list[Row]] = {}
        for table, row in rows:
            found.setdefault(table, []).append(row)
        for table, those in found.items():
            stored = [storable(row) for row in those]
            for sink in self._sinks:
                sink.add(table, those if sink is self._csv else stored)

    def _describe(self, name: str, said: dict[str, Any]) -> None:
        text = json.dumps(said, indent=2, ensure_ascii=False) + "\n"
        (self._folder / name).write_text(text, "utf-8", newline="\n")


def names_of_parquet() -> Iterator[str]:
    """Yield the names of all files of the kind ``parquet``."""
    yield from (f"{PARQUET_FOLDER}/{table.name}.parquet" for table in TABLES)
    yield f"{PARQUET_FOLDER}/{croissant.NAME}"
