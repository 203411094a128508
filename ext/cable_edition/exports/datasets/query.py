"""Questions to the tables of editions, in SQL, by DuckDB (the extra ``tables``).

The tables that a question names are loaded into memory; then DuckDB is told to open no file and no
network any more, and its settings are locked. So a question sees the tables and nothing else, and
can change neither them nor anything beside them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from cable_edition.core.edition.data_tables import TABLES, Table
from cable_edition.core.settings.model import short_name
from cable_edition.exports.datasets import croissant, data_package
from cable_edition.exports.datasets.files import PARQUET_FOLDER, TABLES_FOLDER
from cable_edition.exports.datasets.sqlite_file import NAME as SQLITE

#: Said where the packages are not installed.
MISSING = (
    "questions need duckdb and pyarrow, which are not installed; "
    "pip install 'cable-edition[tables]' adds them"
)
#: The column that tells editions apart where there are several.
EDITION = "edition"
_BATCH = 20_000
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
#: How DuckDB begins to tell that it knows no such table.
_NO_TABLE = "Catalog Error: Table with name"
_BY_NAME = {table.name: table for table in TABLES}
#: What a path has that DuckDB takes for a pattern.
_WILD = re.compile(r"[*?[]")


class QueryError(Exception):
    """A question that cannot be answered; the message is one line."""


class Place(NamedTuple):
    """Where the tables of an edition are: a folder of Parquet files, or an SQLite file."""

    path: Path
    name: str


class Answer(NamedTuple):
    """The answer to a question: the names of its columns, and its rows as they come."""

    columns: list[str]
    rows: Iterator[tuple[Any, ...]]


def is_there() -> bool:
    """Whether the packages that answer questions are installed."""
    return all(find_spec(name) is not None for name in ("duckdb", "pyarrow"))


def place_of(path: Path) -> Place:
    """Return where the tables of an edition are.

    ``path`` is a folder of data, a site with data, a folder of Parquet files, or an SQLite file.
    Raises :class:`QueryError` where there are none.
    """
    for one in (path, path / "data"):
        for parquet in (one / PARQUET_FOLDER, one):
            if (parquet / f"{TABLES[0].name}.parquet").is_file():
                return Place(parquet, _name_of(parquet / croissant.NAME, parquet))
        for tables in (one / TABLES_FOLDER, one):
            if (tables / SQLITE).is_file():
                return Place(tables / SQLITE, _name_of(tables / data_package.NAME, tables))
    if path.is_file() and path.suffix == ".sqlite":
        return Place(path, _name_of(path.parent / data_package.NAME, path))
    raise QueryError(
        f"{path}: there are no tables of an edition; cable-edition export parquet writes them"
    )


def _name_of(description: Path, path: Path) -> str:
    try:
        found = json.loads(description.read_text("utf-8"))["name"]
    except (OSError, ValueError, KeyError, TypeError):
        found = ""
    return str(found) or short_name(path.stem)


def ask(question: str, places: Iterable[Place]) -> Answer:
    """Answer a question in SQL on the tables of one edition, or of several.

    Of several, each table has one column more, :data:`EDITION`, with the name of the edition.
    Raises :class:`QueryError` for what is no question, and for whatever DuckDB does not answer.
    """
    import duckdb  # noqa: PLC0415

    found = _named_apart(places)
    base = duckdb.connect(":memory:", config=_CONFIG)
    try:
        _refuse_commands(base, question)
        for table in _asked_for(question):
            _load(base, table, found)
        base.execute("SET enable_external_access = false")
        base.execute("SET lock_configuration = true")
        result = base.execute(question)
    except (duckdb.Error, RuntimeError) as error:
        base.close()
        told = _in_a_line(error)
        if isinstance(error, duckdb.CatalogException) and told.startswith(_NO_TABLE):
            told = f"{told.partition('; ')[0]}; the tables are {', '.join(_BY_NAME)}"
        raise QueryError(told) from error
    except QueryError:
        base.close()
        raise
    return Answer([one[0] for one in result.description], _rows(base, result))


def _rows(base: Any, result: Any) -> Iterator[tuple[Any, ...]]:
    import duckdb  # noqa: PLC0415

    with closing(base):
        try:
            while rows := result.fetchmany(1000):
                yield from rows
        except (duckdb.Error, RuntimeError) as error:
            raise QueryError(_in_a_line(error)) from error


def _in_a_line(error: Exception) -> str:
    """Return the first line of what is wrong, and the words that it points to."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    said = " ".join(lines[0].split()) if lines else type(error).__name__
    near = next((line for line in lines if line.startswith("Candidate bindings")), "")
    return f"{said}; {near}" if near else said


def _named_apart(places: Iterable[Place]) -> list[Place]:
    """Give the second edition of a name a number."""
    found, seen = [], Counter[str]()
    for place in places:
        seen[place.name] += 1
        again = f"-{seen[place.name]}" if seen[place.name] > 1 else ""
        found.append(place._replace(name=f"{place.name}{again}"))
    return found


def _refuse_commands(base: Any, question: str) -> None:
    """Raise :class:`QueryError` for what is not one question."""
    import duckdb  # noqa: PLC0415

    asked = base.extract_statements(question)
    kinds = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
    if len(asked) != 1 or asked[0].type not in kinds:
        raise QueryError("write one question: SELECT, FROM, SHOW TABLES or DESCRIBE a table")


def _asked_for(question: str) -> Iterator[Table]:
    """Yield the tables that a question names; all, where it names none."""
    words = {word.lower() for word in re.findall(r"\w+", question)}
    named = [table for table in TABLES if table.name in words]
    yield from named or TABLES


def _load(base: Any, table: Table, places: list[Place]) -> None:
    """Make a table of the rows of all editions."""
    import duckdb  # noqa: PLC0415

    types = {"text": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}
    columns = [f"{one.name} {types[one.type]}" for one in table.columns]
    several = len(places) > 1
    if several:
        columns.insert(0, f"{EDITION} VARCHAR")
    base.execute(f"CREATE TABLE {table.name} ({', '.join(columns)})")
    for place in places:
        try:
            _insert(base, table, place, [place.name] if several else [])
        except (duckdb.Error, RuntimeError, sqlite3.Error, OSError, ValueError) as error:
            message = f"{place.path}: its table {table.name} cannot be read: {_in_a_line(error)}"
            raise QueryError(message) from error


def _insert(base: Any, table: Table, place: Place, named: list[str]) -> None:
    """Put the rows of an edition into a table, with its name before them if it is given."""
    names = ", ".join(one.name for one in table.columns)
    into = f"INSERT INTO {table.name} SELECT {'?, ' if named else ''}{names} FROM"
    if place.path.suffix == ".sqlite":
        for batch in _batches(place.path, table):
            base.register("batch", batch)
            base.execute(f"{into} batch", named)
            base.unregister("batch")
    else:
        # What would stand for several files in the name of a folder stands for itself.
        path = _WILD.sub(r"[\g<0>]", str(place.path / f"{table.name}.parquet"))
        base.execute(f"{into} read_parquet(?)", [*named, path])


def _batches(path: Path, table: Table) -> Iterator[Any]:
    """Yield the rows of a table of an SQLite file as tables of Arrow."""
    import pyarrow as pa  # noqa: PLC0415

    names = [one.name for one in table.columns]
    types = [pa.string() if one.type in {"text", "date"} else pa.int64() for one in table.columns]
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as file:
        query = f"SELECT {', '.join(names)} FROM {table.name}"  # noqa: S608
        rows = file.execute(query)
        while found := rows.fetchmany(_BATCH):
            arrays = [
                pa.array(cells, kind)
                for cells, kind in zip(zip(*found, strict=True), types, strict=True)
            ]
            yield pa.table(arrays, names)
