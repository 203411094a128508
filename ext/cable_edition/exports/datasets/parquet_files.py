"""The tables as Parquet, one file each, by pyarrow (the extra ``tables``).

The same rows give the same bytes, with any version of pyarrow that lays out pages alike: nothing
is compressed, and the name of the writer in the foot of a file, which pyarrow ends with its
version, is that of this program. What is not compressed is searched for withheld words like text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.edition.data_tables import Table
from cable_edition.exports.datasets.arrow_columns import column
from cable_edition.exports.datasets.rows import Row
from cable_edition.exports.datasets.table_set import TableSet

if TYPE_CHECKING:
    import pyarrow as pa

#: Said where pyarrow is not installed.
LEFT_OUT = (
    "Parquet and Croissant are left out: pyarrow is not installed; "
    "pip install 'cable-edition[tables]' adds it"
)
#: So many rows are kept until they are written.
_ROWS = 4096
_WRITER = b"Cable Edition version 1"
_PYARROW = b"parquet-cpp-arrow version "
_MAGIC = b"PAR1"


def is_there() -> bool:
    """Whether pyarrow is installed."""
    with suppress(ValueError):
        return find_spec("pyarrow") is not None
    return False


class ParquetFiles(TableSet):
    """Writes ``records.parquet`` and its like, of rows that UTF-8 can hold."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _ParquetFile)


class _ParquetFile:
    def __init__(self, folder: Path, table: Table) -> None:
        from pyarrow import parquet  # noqa: PLC0415

        self.name = f"{table.name}.parquet"
        self._path = folder / self.name
        self._part = folder / f".{self.name}.part"
        self._schema = schema_of(table)
        self._rows: list[Row] = []
        self._writer: Any = parquet.ParquetWriter(
            self._part, self._schema, compression="none", version="2.6", data_page_version="1.0"
        )

    def add(self, rows: Iterable[Row]) -> None:
        self._rows += rows
        while len(self._rows) >= _ROWS:
            self._write(self._rows[:_ROWS])
            del self._rows[:_ROWS]

    def _write(self, rows: list[Row]) -> None:
        import pyarrow as pa  # noqa: PLC0415

        columns = zip(*rows, strict=True)
        arrays = [column(cells, one.type) for cells, one in zip(columns, self._schema, strict=True)]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))

    def finish(self) -> tuple[int, str]:
        if self._rows:
            self._write(self._rows)
        self._rows = []
        self._writer.close()
        self._writer = None
        _sign(self._part)
        with self._part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = self._part.stat().st_size
        self._part.replace(self._path)
        return size, digest

    def discard(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._part.unlink()


def schema_of(table: Table) -> pa.Schema:
    """Return the schema of a table; each column has meaning, source and unit in its metadata."""
    import pyarrow as pa  # noqa: PLC0415

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    columns = []
    for one in table.columns:
        said = {"description": one.meaning, "source": one.source}
        if one.unit:
            said["unit"] = one.unit
        columns.append(pa.field(one.name, types[one.type], metadata=said))
    return pa.schema(columns, {"title": table.title, "description": f"One row is {table.row}."})


def _sign(path: Path) -> None:
    """Put the name of this program where the foot of a file names pyarrow and its version.

    The foot is Thrift in its compact protocol: a text is its length, in one byte below 128, and
    its bytes. Its own length and the sign of the format end the file.
    """
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(size - 8)
        length = int.from_bytes(file.read(4), "little")
        file.seek(size - 8 - length)
        foot = file.read(length)
        at = foot.rfind(_PYARROW)
        if at < 1:
            return
        end = at + foot[at - 1]
        foot = foot[: at - 1] + bytes([len(_WRITER)]) + _WRITER + foot[end:]
        file.seek(size - 8 - length)
        file.write(foot + len(foot).to_bytes(4, "little") + _MAGIC)
        file.truncate()
