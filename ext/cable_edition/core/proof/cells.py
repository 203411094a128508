"""The cells of the tables of a database or a Parquet file, as text: in the file they lie in pieces.

Rows are read anew each time that the text of a table is, so that memory does not grow with them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from typing import Any

from cable_edition.core.proof.contents import Content, Made, OnDisk, UnreadableError

#: So many rows are read at a time.
_ROWS = 500
#: What the foot of a Parquet file of this program has: it packs nothing, and all of its words are
#: found in the file as it stands.
_OURS = b"Cable Edition version 1"


def sqlite_cells(content: Content) -> Iterator[tuple[str, Content]]:
    """Yield the cells of each table of an SQLite file, under its name; a line end parts them."""
    try:
        with closing(_database(content)) as file:
            file.text_factory = bytes
            found = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for name in [name.decode("utf-8").replace('"', '""') for (name,) in found]:
                yield name, Made(partial(_rows, file, name))
    except (sqlite3.Error, ValueError) as error:
        raise UnreadableError(f"its tables cannot be read ({error})") from error


def _database(content: Content) -> sqlite3.Connection:
    """Return a database to read from; nothing is written beside its file."""
    if isinstance(content, OnDisk):
        address = f"{content.path.absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True)
    file = sqlite3.connect(":memory:")
    file.deserialize(content.whole())
    return file


def _rows(file: sqlite3.Connection, table: str) -> Iterator[bytes]:
    try:
        rows = file.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        while found := rows.fetchmany(_ROWS):
            for row in found:
                for cell in row:
                    if isinstance(cell, bytes):
                        yield cell + b"\n"
    except sqlite3.Error as error:
        raise UnreadableError(f"its tables cannot be read ({error})") from error


def parquet_cells(content: Content) -> Iterator[tuple[str, Content]]:
    """Yield the words in the columns of a Parquet file that another program wrote."""
    if _OURS in content.tail:
        return
    if find_spec("pyarrow") is None:
        message = "is Parquet, and pyarrow is not installed; pip install 'cable-edition[tables]'"
        raise UnreadableError(message)
    yield "its columns", Made(lambda: _columns(content))


def _columns(content: Content) -> Iterator[bytes]:
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    try:
        with content.opened() as opened, parquet.ParquetFile(opened) as file:
            for batch in file.iter_batches(_ROWS, use_threads=False):
                for column in batch.to_pydict().values():
                    for cell in _words(column):
                        yield cell + b"\n"
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(f"its columns cannot be read ({error})") from error


def _words(cell: Any) -> Iterator[bytes]:
    """Yield the texts and bytes in a cell, of whatever kind it is."""
    if isinstance(cell, str):
        yield cell.encode("utf-8", "surrogatepass")
    elif isinstance(cell, bytes):
        yield cell
    elif isinstance(cell, dict):
        yield from _words([*cell, *cell.values()])
    elif isinstance(cell, list | tuple):
        for one in cell:
            yield from _words(one)
