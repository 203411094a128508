"""The tables as they are read back: each format with a reader of its own world."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from cable_edition.core.edition.data_tables import TABLES, ColumnType, Table
from cable_edition.core.myst.escape import unescape_visible

SQLITE = "edition.sqlite"
#: Said of a file that cannot be read for want of a package.
_NO_PYARROW = "pyarrow is not installed; pip install 'cable-edition[tables]' adds it"
#: The longest cell of CSV, in characters.
_LONGEST = 2**31 - 1
_DECLARED = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}


class UnreadableTableError(ValueError):
    """A file of tables that is not what its name says."""


class TableReader(Protocol):
    """Reads the tables of one format."""

    def path(self, table: Table) -> Path:
        """Return the file that has a table."""

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """Yield the rows; raise :class:`UnreadableTableError` where there is no such table."""

    def shown(self, value: Any, of: ColumnType) -> Any:
        """Return what stands in the file for a value."""


class CsvReader:
    """Reads ``records.csv`` and its like."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, table: Table) -> Path:
        """Return the file that has a table."""
        return self._folder / f"{table.name}.csv"

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, each cell as text."""
        csv.field_size_limit(_LONGEST)
        try:
            with self.path(table).open(encoding="utf-8", newline="") as file:
                lines = csv.reader(file, strict=True)
                head = next(lines, [])
                if head != [one.name for one in table.columns]:
                    raise UnreadableTableError(f"its head is not that of the table: {head!r:.80}")
                for line in lines:
                    yield tuple(unescape_visible(cell) for cell in line)
        except (ValueError, csv.Error) as error:
            raise UnreadableTableError(str(error)) from error

    def shown(self, value: Any, of: ColumnType) -> str:
        """Return what stands in the file for a value."""
        if value is None:
            return ""
        if of == "boolean":
            return ("false", "true")[value]
        text = str(value)
        # A spreadsheet would take a value that begins so for a formula.
        return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


class SqliteReader:
    """Reads the tables of an SQLite file."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / SQLITE

    def path(self, table: Table) -> Path:  # noqa: ARG002 (all tables are in one)
        """Return the file that has all tables."""
        return self._path

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file, to be read alone."""
        address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        file = sqlite3.connect(address, uri=True)
        try:
            yield file
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise UnreadableTableError(str(error)) from error
        finally:
            file.close()

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """Yield the rows in the order in which they were put in."""
        with self.opened() as file:
            yield from file.execute(f"SELECT * FROM {table.name} ORDER BY rowid")  # noqa: S608

    def shown(self, value: Any, of: ColumnType) -> Any:
        """Return what stands in the file for a value."""
        return int(value) if of == "boolean" and value is not None else _held(value)

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the file beside its rows."""
        with self.opened() as file:
            found = [row[0] for row in file.execute("PRAGMA integrity_check(1)")]
            if found != ["ok"]:
                yield f"it is damaged: {str(found[:1])[:80]}"
            (free,), (pages,), (size,) = (
                file.execute(f"PRAGMA {name}").fetchone()
                for name in ("freelist_count", "page_count", "page_size")
            )
            if free or pages * size != self._path.stat().st_size:
                yield "it has more in it than its tables"
            made = set(file.execute("SELECT type, name, sql FROM sqlite_master"))
            for _, name, _ in sorted(made ^ _masters()):
                yield f"the edition makes no such table or index, or makes it otherwise: {name}"
            yield from _said_otherwise(file)


def _said_otherwise(file: sqlite3.Connection) -> Iterator[str]:
    tables = [(one.name, one.title, one.row) for one in TABLES]
    columns = [
        (one.name, *column[:4], column.unit or None) for one in TABLES for column in one.columns
    ]
    for name, expected in (("about_tables", tables), ("about_columns", columns)):
        found = file.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()  # noqa: S608
        if found != expected:
            yield f"{name} says something else of tables or columns"


def _masters() -> set[tuple[str, str, str]]:
    about = "(table_name TEXT, name TEXT, type TEXT, meaning TEXT, source TEXT, unit TEXT)"
    found = {
        ("table", "about_columns", f"CREATE TABLE about_columns {about}"),
        (
            "table",
            "about_tables",
            "CREATE TABLE about_tables (name TEXT, title TEXT, one_row_is TEXT)",
        ),
    }
    for table in TABLES:
        columns = ", ".join(f'"{one.name}" {_DECLARED[one.type]}' for one in table.columns)
        found.add(("table", table.name, f"CREATE TABLE {table.name} ({columns})"))
        if table.key and table.key[0] in {"id", "cable"}:
            index = f"{table.name}_by_{table.key[0]}"
            names = ", ".join(table.key)
            found.add(("index", index, f"CREATE INDEX {index} ON {table.name} ({names})"))
    return found


class ParquetReader:
    """Reads ``records.parquet`` and its like."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, table: Table) -> Path:
        """Return the file that has a table."""
        return self._folder / f"{table.name}.parquet"

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, days as text."""
        try:
            import pyarrow as pa  # noqa: PLC0415
            from pyarrow import parquet  # noqa: PLC0415
        except ImportError:
            raise UnreadableTableError(_NO_PYARROW) from None
        types = {
            "text": pa.string(),
            "integer": pa.int64(),
            "boolean": pa.bool_(),
            "date": pa.date32(),
        }
        try:
            with parquet.ParquetFile(self.path(table)) as file:
                found = [(one.name, one.type, one.metadata) for one in file.schema_arrow]
                expected = [(one.name, types[one.type], _said(*one[2:])) for one in table.columns]
                if found != expected or file.schema_arrow.metadata != {
                    b"title": table.title.encode(),
                    b"description": f"One row is {table.row}.".encode(),
                }:
                    raise UnreadableTableError("its columns, or what is said of them, are others")
                for batch in file.iter_batches():
                    columns = [column.to_pylist() for column in batch.columns]
                    yield from zip(*columns, strict=True)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise UnreadableTableError(str(error)) from error

    def shown(self, value: Any, of: ColumnType) -> Any:
        """Return what stands in the file for a value."""
        if of == "date" and value is not None:
            import datetime as dt  # noqa: PLC0415

            return dt.date.fromisoformat(value)
        return _held(value)


def _said(meaning: str, source: str, unit: str) -> dict[bytes, bytes]:
    said = {b"description": meaning.encode(), b"source": source.encode()}
    return said | ({b"unit": unit.encode()} if unit else {})


def _held(value: Any) -> Any:
    """Return a text as UTF-8 can hold it: a lone surrogate is U+FFFD."""
    if not isinstance(value, str):
        return value
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in value)
