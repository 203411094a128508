"""Edits of the tables for programs: CSV, SQLite, Parquet, and what describes them.

They are of the edition that has everything. SQLite and Parquet are edited by programs that write
them, as somebody would who wants it not to be seen.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cable_edition.core.edition.data_tables import TABLES
from tests.tampering.kinds import Edit, replaced

#: The file and the edit.
TableEdit = tuple[str, Edit]
#: Table -> the kind of an edit of any of its cells, where the column says nothing else.
_OF_TABLE = {
    "records": "field",
    "paragraphs": "field",
    "blocks": "field",
    "portions": "mark",
    "tags": "name",
    "mentions": "name",
    "refs": "name",
    "notes": "note",
    "emendations": "emendation",
    "entries": "register",
    "people": "register",
    "places": "name",
}
_OF_COLUMN = {
    "anchor": "anchor",
    "number": "number",
    "mark": "mark",
    "text": "word-changed",
    "reading": "word-changed",
}
Rows = list[list[str]]


def _csv(table: str, kind: str, name: str, change: Callable[[Rows], object]) -> TableEdit:
    def changed(data: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        change(rows)
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        return out.getvalue().encode()

    return f"tables/{table}.csv", Edit(kind, name, changed)


def _cell(at: int) -> Callable[[Rows], object]:
    def change(rows: Rows) -> None:
        old = rows[1][at]
        rows[1][at] = {"true": "false", "false": "true"}.get(old, f"{old}1")

    return change


def _swapped(rows: Rows) -> None:
    rows[1], rows[2] = rows[2], rows[1]


def _sql(kind: str, name: str, *statements: str) -> TableEdit:
    def changed(data: bytes) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder, "x")
            path.write_bytes(data)
            file = sqlite3.connect(path)
            with file:
                for statement in statements:
                    assert file.execute(statement).rowcount, statement
            file.close()
            return path.read_bytes()

    return "tables/edition.sqlite", Edit(kind, f"of SQLite: {name}", changed)


def _parquet(table: str, kind: str, name: str, change: Callable[[Any], Any]) -> TableEdit:
    def changed(data: bytes) -> bytes:
        from pyarrow import parquet

        out = io.BytesIO()
        parquet.write_table(change(parquet.read_table(io.BytesIO(data))), out)
        return out.getvalue()

    return f"parquet/{table}.parquet", Edit(kind, f"of Parquet: {name}", changed)


def _put(column: str, change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def changed(table: Any) -> Any:
        import pyarrow as pa

        at = table.schema.get_field_index(column)
        cells = table.column(column).to_pylist()
        cells[0] = change(cells[0])
        field = table.schema.field(at)
        return table.set_column(at, field, pa.array(cells, field.type))

    return changed


def _json(file: str, kind: str, name: str, change: Callable[[Any], object]) -> TableEdit:
    def changed(data: bytes) -> bytes:
        value = json.loads(data)
        change(value)
        return json.dumps(value).encode()

    return file, Edit(kind, name, changed)


CSV: list[TableEdit] = [
    *(
        _csv(table.name, _OF_COLUMN.get(one.name, _OF_TABLE[table.name]), one.name, _cell(at))
        for table in TABLES
        for at, one in enumerate(table.columns)
    ),
    _csv("paragraphs", "word-left-out", "a row", lambda rows: rows.pop(2)),
    _csv("paragraphs", "word-added", "a row again", lambda rows: rows.append(rows[1])),
    _csv("paragraphs", "order", "two rows", _swapped),
    _csv("paragraphs", "markup", "a cell more", lambda rows: rows[1].append("x")),
    _csv("paragraphs", "title", "of a column", lambda rows: rows[0].__setitem__(0, "id")),
    _csv("refs", "order", "two rows", _swapped),
    _csv("places", "word-left-out", "the last row", lambda rows: rows.pop()),
    ("tables/blocks.csv", Edit("file", "cut off in a cell", lambda data: data + b'"x')),
    ("tables/blocks.csv", Edit("file", "empty", lambda _: b"")),
]
SQLITE: list[TableEdit] = [
    _sql(
        "word-changed", "a text", "UPDATE paragraphs SET text = text || ' not' WHERE position = 1"
    ),
    _sql("word-changed", "one as sent", "UPDATE blocks SET transmitted = 'x' WHERE rowid = 3"),
    _sql("mark", "one", "UPDATE portions SET mark = '(S)' WHERE cable = '05ROME301'"),
    _sql("number", "of a paragraph", "UPDATE paragraphs SET number = 9 WHERE rowid = 2"),
    _sql("anchor", "of a note", "UPDATE notes SET anchor = 'p9' WHERE rowid = 1"),
    _sql("emendation", "its reading", "UPDATE emendations SET reading = 'x' WHERE rowid = 1"),
    _sql("note", "its words", "UPDATE notes SET text = 'x' WHERE rowid = 1"),
    _sql("name", "who is named", "UPDATE mentions SET entry = 'x' WHERE rowid = 1"),
    _sql("register", "an office", "UPDATE people SET office = 'Cook' WHERE rowid = 1"),
    _sql("field", "a number as text", "UPDATE records SET words = words || 'x' WHERE rowid = 1"),
    _sql("field", "nothing", "UPDATE records SET subject = NULL WHERE rowid = 2"),
    _sql("word-left-out", "a row", "DELETE FROM paragraphs WHERE rowid = 2"),
    _sql("word-added", "a row", "INSERT INTO blocks SELECT * FROM blocks WHERE rowid = 1"),
    _sql(
        "order",
        "two rows",
        "UPDATE tags SET rowid = 1000 WHERE rowid = 1",
        "UPDATE tags SET rowid = 1 WHERE rowid = 2",
        "UPDATE tags SET rowid = 2 WHERE rowid = 1000",
    ),
    _sql("markup", "a table", "CREATE TABLE more (x)"),
    _sql("markup", "a view", "CREATE VIEW more AS SELECT 1"),
    _sql("markup", "a trigger", "CREATE TRIGGER t AFTER INSERT ON tags BEGIN SELECT 1; END"),
    _sql("title", "of a table", "UPDATE about_tables SET title = 'x' WHERE rowid = 1"),
    _sql("title", "of a column", "UPDATE about_columns SET meaning = 'x' WHERE rowid = 1"),
    ("tables/edition.sqlite", Edit("file", "cut off", lambda data: data[:-4096])),
    ("tables/edition.sqlite", Edit("file", "empty", lambda _: b"")),
    ("tables/edition.sqlite", Edit("file", "goes on", lambda data: data + bytes(4096))),
]
PARQUET: list[TableEdit] = [
    _parquet("paragraphs", "word-changed", "a text", _put("text", lambda text: f"{text} not")),
    _parquet("paragraphs", "number", "a number", _put("position", lambda number: number + 1)),
    _parquet("portions", "mark", "a mark", _put("mark", lambda _: "(S)")),
    _parquet("records", "field", "a day", _put("day", lambda day: day.replace(day=1))),
    _parquet("records", "field", "nothing", _put("subject", lambda _: None)),
    _parquet("records", "field", "yes or no", _put("partial", lambda value: not value)),
    _parquet("mentions", "name", "who is named", _put("entry", lambda _: "x")),
    _parquet("people", "register", "an office", _put("office", lambda _: "Cook")),
    _parquet("tags", "word-left-out", "a row", lambda table: table.slice(1)),
    _parquet("tags", "order", "of the rows", lambda table: table.sort_by("tag")),
    _parquet(
        "notes", "title", "of a column", lambda t: t.rename_columns(["x", *t.column_names[1:]])
    ),
    _parquet("notes", "title", "what is said", lambda t: t.replace_schema_metadata({"title": "x"})),
    _parquet("refs", "markup", "a column less", lambda table: table.drop_columns(["label"])),
    ("parquet/blocks.parquet", Edit("file", "cut off", lambda data: data[:-9])),
    ("parquet/blocks.parquet", Edit("file", "empty", lambda _: b"")),
]
_PACKAGE, _CROISSANT = "tables/datapackage.json", "parquet/croissant.json"
DESCRIBED: list[TableEdit] = [
    (_PACKAGE, replaced("title", "of the edition", "The Lantern Coast", "The Lantern")),
    (_PACKAGE, replaced("title", "the licence", "by/4.0", "by-nc/4.0")),
    (_PACKAGE, replaced("field", "a type", '"integer"', '"string"')),
    (_PACKAGE, replaced("field", "a meaning", "Id of the cable", "Number of the cable")),
    _json(_PACKAGE, "markup", "a key", lambda v: v.update(x=1)),
    _json(_PACKAGE, "file", "one less", lambda v: v["resources"].pop()),
    (_PACKAGE, Edit("file", "cut off", lambda data: data[:-9])),
    (_CROISSANT, replaced("title", "of the edition", "The Lantern Coast", "The Lantern")),
    (_CROISSANT, replaced("field", "a type", "sc:Integer", "sc:Text")),
    (_CROISSANT, replaced("field", "a unit", "Unit: words", "Unit: pages")),
    _json(_CROISSANT, "markup", "a key", lambda v: v.update(x=1)),
    _json(_CROISSANT, "order", "of the columns", lambda v: v["recordSet"][0]["field"].reverse()),
    (_CROISSANT, Edit("file", "empty", lambda _: b"")),
]
EDITS = [*CSV, *SQLITE, *PARQUET, *DESCRIBED]
