"""All tables in one SQLite file, with what each column is in two tables more.

The same rows give the same bytes: one transaction, in one order, without a journal; the version of
the library that SQLite notes in the head of a file (bytes 96 to 99, see sqlite.org/fileformat2)
is taken out of it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from cable_edition.core.edition.data_tables import TABLES, Table
from cable_edition.exports.datasets.rows import Row

NAME = "edition.sqlite"
_TYPES = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}
#: Where the head of the file has the version of the library, in four bytes.
_VERSION_AT = 96
_SETTINGS = (
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA page_size = 4096",
    "PRAGMA auto_vacuum = NONE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    # Four MiB of pages: what does not fit is written as it comes.
    "PRAGMA cache_size = -4096",
)


class SqliteFile:
    """Writes ``edition.sqlite`` beside its place, and puts it there whole."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._part = folder / f".{NAME}.part"
        self._part.unlink(missing_ok=True)
        self._file = sqlite3.connect(self._part, isolation_level=None)
        self._open = True
        #: File -> its size in bytes, and its SHA-256 checksum, once it is whole.
        self.written: dict[str, tuple[int, str]] = {}
        self._insert = {}
        for setting in _SETTINGS:
            self._file.execute(setting)
        self._file.execute("BEGIN")
        for table in TABLES:
            self._file.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            self._insert[table.name] = f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608
        self._describe()

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows of a table, which UTF-8 can hold."""
        self._file.executemany(self._insert[table], rows)

    def finish(self) -> None:
        """Add what makes looking up fast, and put the file into its place."""
        for table in TABLES:
            if table.key[:1] and table.key[0] in {"cable", "id"}:
                columns = ", ".join(table.key)
                name = f"{table.name}_by_{table.key[0]}"
                self._file.execute(f"CREATE INDEX {name} ON {table.name} ({columns})")
        self._file.execute("COMMIT")
        self._file.close()
        self._open = False
        with self._part.open("r+b") as file:
            file.seek(_VERSION_AT)
            file.write(bytes(4))
        with self._part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.written[NAME] = (self._part.stat().st_size, digest)
        self._part.replace(self._path)

    def _describe(self) -> None:
        """Write what the tables and their columns are."""
        self._file.execute("CREATE TABLE about_tables (name TEXT, title TEXT, one_row_is TEXT)")
        self._file.execute(
            "CREATE TABLE about_columns "
            "(table_name TEXT, name TEXT, type TEXT, meaning TEXT, source TEXT, unit TEXT)"
        )
        for table in TABLES:
            self._file.execute(
                "INSERT INTO about_tables VALUES (?, ?, ?)", (table.name, table.title, table.row)
            )
            self._file.executemany(
                "INSERT INTO about_columns VALUES (?, ?, ?, ?, ?, ?)",
                [(table.name, *one[:4], one.unit or None) for one in table.columns],
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._open:
            self._file.close()
            self._part.unlink()


def _create(table: Table) -> str:
    columns = ", ".join(f'"{one.name}" {_TYPES[one.type]}' for one in table.columns)
    return f"CREATE TABLE {table.name} ({columns})"
