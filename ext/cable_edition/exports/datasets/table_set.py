"""What the tables as CSV and as Parquet share: a file each, written beside its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, Self

from cable_edition.core.edition.data_tables import TABLES, Table
from cable_edition.exports.datasets.rows import Row


class TableFile(Protocol):
    """One table: rows are added, and the file is put into its place or taken away."""

    name: str

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows."""

    def finish(self) -> tuple[int, str]:
        """Put the file into its place; return its size and its SHA-256 checksum."""

    def discard(self) -> None:
        """Take away what is not finished."""


class TableSet:
    """Writes a file for each table beside its place, and puts all of them there whole.

    ``kind`` makes the file of a table in a folder.
    """

    def __init__(self, folder: Path, kind: Callable[[Path, Table], TableFile]) -> None:
        self._files = {table.name: kind(folder, table) for table in TABLES}
        #: File -> its size in bytes, and its SHA-256 checksum, once all are whole.
        self.written: dict[str, tuple[int, str]] = {}

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows of a table."""
        self._files[table].add(rows)

    def finish(self) -> None:
        """Put the files into their places."""
        for file in self._files.values():
            self.written[file.name] = file.finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.discard()
